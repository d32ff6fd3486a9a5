"""The weekly timetable of regular sessions, laid out where it really fits.

Sessions lie in their provider's work time at the school, overlap nothing, never touch a student's
lunch or recess, and keep out of class and specials while there is other room.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from makeup_sched.generate.bells import DAYS
from makeup_sched.generate.caseload import Unit
from makeup_sched.generate.people import Provider, School
from makeup_sched.generate.week import CELL, CELLS, CLASS_TIME, NEVER, SHAPE, Mask, cells

TRAVEL_FROM, TRAVEL_TO = 11 * 60 + 30, 12 * 60  # a move between schools at midday
LUNCH = 30  # minutes


@dataclass(frozen=True)
class Commitment:
    """A weekly stretch of a provider's time that is not for students."""

    weekday: int
    start: int
    end: int
    kind: str


@dataclass(eq=False)
class ProviderWeek:
    """A provider's ordinary week: where they work, what is taken.

    Attributes
    ----------
    work : (weekday, start, end, school) stretches, minutes after midnight; no school: by video
    at : per school the cells at work there
    free : cells at work and not taken
    commitments : lunch, travel, planning, meetings
    """

    provider: Provider
    work: list[tuple[int, int, int, School | None]]
    at: dict[School, Mask]
    free: Mask
    commitments: list[Commitment]

    def take(self, commitment: Commitment) -> None:
        """Add a commitment and take its time."""
        self.commitments.append(commitment)
        self.free[commitment.weekday, cells(commitment.start, commitment.end)] = False


def provider_week(rng: np.random.Generator, provider: Provider) -> ProviderWeek:
    """Work time by school, lunch, travel and a weekly meeting; no sessions yet."""
    week = ProviderWeek(provider, [], {}, np.zeros(SHAPE, dtype=bool), [])
    for day, (morning, afternoon) in provider.halves.items():
        stretches: list[tuple[int, int, School]] = []
        if morning is not None:
            start, end = morning.span[DAYS[day]]
            stretches.append((start, end if afternoon is morning else TRAVEL_TO, morning))
        if afternoon is not None and afternoon is not morning:
            stretches.append((TRAVEL_TO, afternoon.span[DAYS[day]][1], afternoon))
        for start, end, school in stretches:
            week.work.append((day, start, end, school))
            # a cell that work covers only in part is no use for a session
            whole = cells(start + CELL - 1, end - CELL + 1)
            week.at.setdefault(school, np.zeros(SHAPE, dtype=bool))[day, whole] = True
            week.free[day, whole] = True
        if len(stretches) == 2:
            week.take(Commitment(day, TRAVEL_FROM, TRAVEL_TO, "travel"))
        lunch = TRAVEL_TO + int(rng.integers(0, 3)) * 15
        lunch -= 0 if len(stretches) == 2 else 45
        week.take(Commitment(day, lunch, lunch + LUNCH, "lunch"))
    if provider.employment == "staff":
        # the weekly team meeting stands at the end of a day
        day = int(rng.choice(sorted(provider.halves)))
        last = max(end for at, _, end, _ in week.work if at == day)
        week.take(Commitment(day, last - 45, last, "meeting"))
    return week


def _starts(
    week: ProviderWeek, unit: Unit, day: int, length: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Feasible first cells of a session on one day, and what each costs the students."""
    open_cells = week.free[day] & week.at[unit.school][day]
    cost = np.max([service.student.costs[day] for service in unit.services], axis=0)
    cost = np.where(open_cells, cost, NEVER)
    total = np.concatenate(([0.0], np.cumsum(cost)))
    sums = total[length:] - total[:-length]
    first = np.flatnonzero(sums < NEVER)
    return first, sums[first] / length


def _place(rng: np.random.Generator, week: ProviderWeek, unit: Unit) -> None:
    """Lay out one weekly session of a unit, where it fits anywhere."""
    length = unit.minutes // CELL
    best: tuple[float, int, int] | None = None
    taken = {day for day, _ in unit.places}
    for day in sorted(week.provider.halves):
        if day in taken or not week.at.get(unit.school, week.free)[day].any():
            continue
        first, cost = _starts(week, unit, day, length)
        if not len(first):
            continue
        free = np.concatenate(([False], week.free[day], [False]))
        # sessions back to back waste less of the day
        beside = ~free[first] | ~free[np.minimum(first + length + 1, CELLS + 1)]
        score = cost - 0.2 * beside + 0.5 * rng.random(len(first))
        score += 0.02 * (~week.free[day] & week.at[unit.school][day]).sum() / 6
        k = int(np.argmin(score))
        if best is None or score[k] < best[0]:
            best = (float(score[k]), day, int(first[k]))
    if best is None or best[0] >= CLASS_TIME + 1:
        return
    _, day, start = best
    unit.places.append((day, start))
    week.free[day, start : start + length] = False
    for service in unit.services:
        service.student.costs[day, start : start + length] = NEVER


def lay_out(
    rng: np.random.Generator, units: list[Unit], weeks: dict[str, ProviderWeek]
) -> list[Unit]:
    """Lay out all weekly sessions, large groups first.

    Returns
    -------
    list of Unit
        Those with at least one weekly session; ``times`` of the services that got fewer is cut.
    """
    order = sorted(units, key=lambda u: (-len(u.services), -u.times))
    # everyone gets a first session before anyone gets a second one
    for number in range(1, 1 + max((unit.times for unit in units), default=0)):
        for unit in order:
            if unit.times >= number and len(unit.places) == number - 1:
                _place(rng, weeks[unit.provider.provider_id], unit)
    for unit in units:
        unit.places.sort()
        for service in unit.services:
            service.times = len(unit.places)
    return [unit for unit in units if unit.places]
