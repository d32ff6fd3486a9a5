"""What a picture of a week shows, before anything is drawn: days, bands of time, sessions.

All times are minutes after midnight.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np

from makeup_sched.availability.patterns import Minutes

BandKind = Literal["free", "off", "absent"]
_QUARTER = 15
_USUAL_HOURS = (8 * 60, 15 * 60)


@dataclass(frozen=True)
class Band:
    """A stretch of a day behind the sessions.

    `free` time can take a make-up, `off` time is off limits and `words` says why (time that would
    be free is, too, on dates outside of planning), in `absent` time the person is not there.
    """

    start: int
    end: int
    kind: BandKind
    words: str


@dataclass(frozen=True)
class Block:
    """One session in the calendar.

    Attributes
    ----------
    label
        `make-up M001` or `regular R01`.
    makeup, locked
        A make-up session or a regular one; whether it is kept exactly as it stands.
    discipline
        Gives the colour.
    head
        The first words: discipline and who.
    details
        What else is written, each to stay in one piece: time, minutes, mode, tier.
    briefer
        The details in fewer words, for a make-up in a small box.
    shorter
        Heads to fall back on, the longest first, where a regular session has no room; their
        details are left out.
    people
        The students that the head ends with; none where it says who gives it.
    """

    start: int
    end: int
    label: str
    makeup: bool
    discipline: str
    head: str
    details: tuple[str, ...]
    people: tuple[str, ...] = ()
    locked: bool = False
    briefer: tuple[str, ...] = ()
    shorter: tuple[str, ...] = ()


@dataclass(frozen=True)
class DayColumn:
    """One day: its bands from midnight to midnight, its sessions, and what stands in its head.

    `marks` are words such as `early release`; `sites` the places in the order of the day;
    `closure` is the reason why there is no school, blank on other days.
    """

    date: date
    bands: tuple[Band, ...]
    blocks: tuple[Block, ...]
    marks: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    closure: str = ""

    @property
    def in_use(self) -> bool:
        """Whether anything goes on: someone is there, or a session is drawn."""
        return bool(self.blocks) or any(band.kind != "absent" for band in self.bands)


@dataclass(frozen=True)
class CalendarWeek:
    """A week to draw; `absent_words` says in the legend what time outside the day is."""

    title: str
    subtitle: str
    days: tuple[DayColumn, ...]
    absent_words: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All sessions of the week."""
        return tuple(block for day in self.days for block in day.blocks)

    @property
    def bands(self) -> tuple[Band, ...]:
        """All bands of the week."""
        return tuple(band for day in self.days for band in day.bands)

    @property
    def hours(self) -> tuple[int, int]:
        """First and last minute to show, on the quarter hour; usual hours for an empty week."""
        times = [(block.start, block.end) for block in self.blocks]
        times += [(band.start, band.end) for band in self.bands if band.kind != "absent"]
        if not times:
            return _USUAL_HOURS
        first, last = min(start for start, _ in times), max(end for _, end in times)
        return first // _QUARTER * _QUARTER, -(-last // _QUARTER) * _QUARTER


def working_days(days: Iterable[DayColumn]) -> tuple[DayColumn, ...]:
    """Keep Monday to Friday, and Saturday and Sunday only where something goes on."""
    return tuple(day for day in days if day.date.weekday() < 5 or day.in_use)


def runs(codes: Minutes) -> list[tuple[int, int, int]]:
    """Return the stretches of equal codes as start, end and code."""
    edges = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    return [(start, end, int(codes[start])) for start, end in pairwise(edges)]


def joined(bands: Iterable[Band]) -> tuple[Band, ...]:
    """Return the bands of a day, those that follow each other and say the same as one."""
    kept: list[Band] = []
    for band in bands:
        last = kept[-1] if kept else None
        if last and (last.end, last.kind, last.words) == (band.start, band.kind, band.words):
            kept[-1] = replace(last, end=band.end)
        else:
            kept.append(band)
    return tuple(kept)


def uncovered(start: int, end: int, blocks: Iterable[Block]) -> list[tuple[int, int]]:
    """Return the parts of a stretch that no session covers."""
    parts = [(start, end)] if start < end else []
    for block in blocks:
        parts = [
            piece
            for first, last in parts
            for piece in ((first, min(last, block.start)), (max(first, block.end), last))
            if piece[0] < piece[1]
        ]
    return parts
