"""Whether the record still says what was once written: chain, seals, order, erasures."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from makeup_sched.recording.chain import FIRST_LINK, fits_seal, link_of
from makeup_sched.recording.erasing import erased_places
from makeup_sched.recording.kinds import ERASED, KINDS
from makeup_sched.recording.store import Store

_Part = tuple[int, int, str, bytes | None, str | None, bytes]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the record.

    `number` is the entry where it shows, 0 where it concerns the file as a whole.
    """

    number: int
    message: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.message}" if self.number else self.message


def verify(store: Store, known_link: str = "") -> list[Finding]:
    """Return everything that is wrong, in the order of the entries; [] where nothing is.

    The chain can't show that its newest entries were cut off, nor that the whole of it was written
    anew. For that `known_link`, the link of the newest entry as it was once noted elsewhere (in
    hex, or its first letters), is looked for.
    """
    with store.reading():
        found = [Finding(0, f"the file is damaged: {words}") for words in store.file_damage()]
        links: list[str] = []
        found += _walk(store, links)
    if known_link and not any(link.startswith(known_link.casefold()) for link in links):
        message = f"no entry has the link {known_link}: entries were cut off or written anew"
        found.append(Finding(0, message))
    return found


def _walk(store: Store, links: list[str]) -> Iterator[Finding]:
    """Yield what is wrong entry by entry; the links go into a list."""
    allowed = erased_places(store.entries(kinds=(ERASED,)))
    groups = groupby(store.raw_parts(), key=lambda part: part[0])
    group = next(groups, None)
    before, latest, expected = FIRST_LINK, "", 1
    for number, recorded_at, who, kind, corrects, link in store.raw_entries():
        while group is not None and group[0] < number:
            yield Finding(group[0], "has parts, but the entry itself was removed")
            group = next(groups, None)
        parts: list[_Part] = []
        if group is not None and group[0] == number:
            parts = list(group[1])
            group = next(groups, None)
        if number != expected:
            yield Finding(expected, "is missing" + (f" (up to {number - 1})"
                                                    if number > expected + 1 else ""))  # fmt: skip
        seals = (part[-1] for part in parts)
        if link_of(before, number, recorded_at, who, kind, corrects, seals) != link:
            yield Finding(number, "does not fit the chain: it or the entry before was changed")
        if recorded_at < latest:
            yield Finding(number, "was written before the entry that it follows")
        if kind not in KINDS:
            yield Finding(number, f"is of a kind that nobody knows: {kind}")
        if corrects is not None and corrects >= number:
            yield Finding(number, "corrects an entry that comes after it")
        yield from _parts(number, parts, allowed)
        links.append(link.hex())
        before, latest, expected = link, recorded_at, number + 1
    for rest in [group, *groups] if group is not None else []:
        yield Finding(rest[0], "has parts, but the entry itself was removed")


def _parts(
    number: int, parts: list[_Part], allowed: frozenset[tuple[int, int]]
) -> Iterator[Finding]:
    if [part[1] for part in parts] != list(range(len(parts))) or not parts:
        yield Finding(number, "lacks a part")
    for _, place, student_id, salt, content, seal in parts:
        if content is None or salt is None:
            if (number, place) not in allowed:
                yield Finding(number, f"part {place} was erased, but no entry says so")
        elif not fits_seal(seal, salt, student_id, content):
            yield Finding(
                number,
                f"part {place} does not fit its seal: its content, or whose it is, was changed",
            )
