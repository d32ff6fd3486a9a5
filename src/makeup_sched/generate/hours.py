"""What is left of a provider's week: planning, evaluations and notes fill it, little stays free.

Free time for make-ups is scarce in life and comes in pieces between sessions. After the regular
timetable each stretch of free time is cut into pieces of at most 45 minutes; a share of them, and
with them what the make-ups of a case can at best take, is kept free, the rest becomes paperwork.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from makeup_sched.generate.people import School, Student
from makeup_sched.generate.timetable import Commitment, ProviderWeek
from makeup_sched.generate.week import CELL, CLASS_TIME, Mask, minute, runs

_LONGEST = 9  # cells: 45 minutes
_SHORTEST = 4  # cells: 20 minutes
# what each further student who could come adds to a free minute, a rough mean up to four
_GROUP_GAIN, _GROUP_MOST = 0.4, 2.2
_PAPERWORK = ("planning", "planning", "evaluation", "meeting")


@dataclass(frozen=True)
class Piece:
    """A free stretch of a provider's week, and the owed minutes it can take in a week."""

    weekday: int
    first: int
    last: int
    worth: float


def _cut(rng: np.random.Generator, first: int, last: int) -> list[tuple[int, int, bool]]:
    """A long free stretch as pieces of 20 to 45 minutes with short notes between (False)."""
    parts: list[tuple[int, int, bool]] = []
    at = first
    while last - at > _LONGEST:
        length = int(rng.integers(_SHORTEST, _LONGEST + 1))
        gap = int(rng.integers(1, 5))
        parts += [(at, at + length, True), (at + length, min(at + length + gap, last), False)]
        at += length + gap
    if last > at:
        parts.append((at, last, last - at >= _SHORTEST or not parts))
    return parts


def _worth(
    week: ProviderWeek, owing: dict[School, list[Student]], day: int, first: int, last: int
) -> float:
    """Owed minutes a week that a piece can take: cells in which an owing student is free."""
    takers = np.zeros(last - first)
    for school, mask in week.at.items():
        if not mask[day, first:last].all():
            continue
        students = owing.get(school, [])
        if students:
            costs = np.array([student.costs[day, first:last] for student in students])
            takers += _in_long_runs(costs < CLASS_TIME).sum(axis=0)
    taken = np.minimum(1 + _GROUP_GAIN * (takers - 1), _GROUP_MOST)
    return float(CELL * np.where(takers > 0, taken, 0).sum())


def _in_long_runs(is_open: Mask) -> Mask:
    """Mark the open cells in stretches of at least 15 minutes, the shortest session."""
    three = is_open[:, :-2] & is_open[:, 1:-1] & is_open[:, 2:]
    marked = np.zeros_like(is_open)
    for shift in range(3):
        marked[:, shift : shift + three.shape[1]] |= three
    return marked


def fill_week(
    rng: np.random.Generator,
    week: ProviderWeek,
    owing: dict[School, list[Student]],
    least_cells: int,
    most_cells: int,
    weekly_need: float,
) -> None:
    """Leave a share of the free time for make-ups, give the rest to paperwork.

    Parameters
    ----------
    owing : students who owe this provider's discipline, by school
    least_cells, most_cells : free five-minute cells to leave in a week, where there are so many
    weekly_need : owed minutes a week that the free time may take at best
    """
    pieces, paperwork = _pieces(rng, week, owing)
    count, worth = 0, 0.0
    refused: list[Piece] = []
    for piece in pieces:
        size = piece.last - piece.first
        # time in which no owing student is free costs nothing, but is not endless either
        if (piece.worth and worth + 0.5 * piece.worth > weekly_need) or count + size > most_cells:
            refused.append(piece)
        else:
            count += size
            worth += piece.worth
    refused.sort(key=lambda piece: (piece.worth, piece.weekday, piece.first))
    while refused and count < least_cells:
        count += refused[0].last - refused.pop(0).first
    paperwork += [(piece.weekday, piece.first, piece.last) for piece in refused]
    for day, first, last in sorted(paperwork):
        # a few minutes are for notes; what is longer has a name
        kind = str(rng.choice(_PAPERWORK)) if last - first >= _SHORTEST else "other"
        week.take(Commitment(day, minute(first), minute(last), kind))


def _pieces(
    rng: np.random.Generator, week: ProviderWeek, owing: dict[School, list[Student]]
) -> tuple[list[Piece], list[tuple[int, int, int]]]:
    """Free pieces of the week in random order, and the notes written between them."""
    pieces: list[Piece] = []
    notes: list[tuple[int, int, int]] = []
    for day in sorted(week.provider.halves):
        for first, last in runs(week.free[day]):
            if last - first < 3:
                continue  # five or ten minutes to fetch the next student stay as they are
            for low, high, keep in _cut(rng, first, last):
                if keep:
                    pieces.append(Piece(day, low, high, _worth(week, owing, day, low, high)))
                else:
                    notes.append((day, low, high))
    return [pieces[k] for k in rng.permutation(len(pieces)).tolist()], notes


def give_tele(rng: np.random.Generator, week: ProviderWeek) -> None:
    """Turn one free piece of the week into time for students who are seen by video."""
    pieces = [
        (day, low, high)
        for day in sorted(week.provider.halves)
        for low, high in runs(week.free[day])
        if high - low >= _SHORTEST
    ]
    if not pieces:
        return
    day, low, high = pieces[int(rng.integers(len(pieces)))]
    start, end = minute(low), minute(high)
    for k, (at, first, last, school) in enumerate(week.work):
        if at == day and first <= start and end <= last:
            parts = [(at, first, start, school), (at, start, end, None), (at, end, last, school)]
            week.work[k : k + 1] = [part for part in parts if part[1] < part[2]]
            week.free[day, low:high] = False
            return
