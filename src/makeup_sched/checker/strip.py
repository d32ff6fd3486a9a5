"""One day as a strip of minutes that is painted row by row, the last paint winning."""

from collections.abc import Iterator


class Strip:
    """The minutes 0 to 1440 of a day, each with the word painted on it last, `""` at first.

    Kept as pieces of equal paint instead of 1440 single minutes, because a district has tens of
    thousands of days.
    """

    def __init__(self) -> None:
        self._pieces: list[tuple[int, int, str]] = []

    def copy(self) -> "Strip":
        """Return the same day to paint further on."""
        other = Strip()
        other._pieces = list(self._pieces)
        return other

    def paint(self, start: int, end: int, word: str) -> None:
        """Paint the minutes from `start` up to, not including, `end`; `""` wipes them."""
        if start >= end:
            return
        if not self._pieces or self._pieces[-1][1] <= start:
            self._pieces.append((start, end, word))
            return
        pieces = [(start, end, word)]
        for first, last, old in self._pieces:
            if first < start:
                pieces.append((first, min(last, start), old))
            if last > end:
                pieces.append((max(first, end), last, old))
        self._pieces = sorted(pieces)

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Give the pieces (start, end, word) from `start` up to `end` in order, gaps as `""`."""
        reached = start
        for first, last, word in self._pieces:
            if last <= start:
                continue
            if first >= end:
                break
            first, last = max(first, start), min(last, end)
            if reached < first:
                yield reached, first, ""
            yield first, last, word
            reached = last
        if reached < end:
            yield reached, end, ""

    def words(self, start: int, end: int) -> set[str]:
        """Return all words on the minutes from `start` up to `end`."""
        return {word for _, _, word in self.parts(start, end)}
