"""Sessions at the same time side by side."""

from collections.abc import Sequence


def lanes(times: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return for each stretch of time its lane and how many lanes there are beside it.

    Stretches that overlap, even by way of others, share their number of lanes.
    """
    placed = [(0, 1)] * len(times)
    order = sorted(range(len(times)), key=lambda number: times[number])
    together: list[int] = []
    until: list[int] = []
    for number in order:
        start, end = times[number]
        if until and start >= max(until):
            _close(placed, together, len(until))
            together, until = [], []
        free = next((lane for lane, last in enumerate(until) if last <= start), len(until))
        if free == len(until):
            until.append(end)
        else:
            until[free] = end
        placed[number] = (free, 1)
        together.append(number)
    _close(placed, together, len(until))
    return placed


def _close(placed: list[tuple[int, int]], together: list[int], count: int) -> None:
    for number in together:
        placed[number] = (placed[number][0], count)
