"""One future: who is out on which day, what is missed and given, and planning again in between.

A plan made on a review date knows what was missed up to then and nothing of what comes. From one
review to the next the plan is carried out as far as provider and student are there.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.forecasting.debts import Debts, Opening
from makeup_sched.forecasting.draws import Chances, Draws
from makeup_sched.forecasting.reviews import filled_in, from_day, still_allowed, with_items
from makeup_sched.forecasting.scheduled import Scheduled
from makeup_sched.forecasting.sides import Side
from makeup_sched.places.task import Task
from makeup_sched.solve.held import Held


@dataclass(frozen=True)
class Setting:
    """What all futures share.

    Attributes
    ----------
    task
        The task with every item that is owed or could come to be, nothing locked.
    plan
        The plan that they begin with, in the numbers of the task.
    scheduled
        The sessions that can be missed; those known to be missed beforehand are not among them.
    opening
        What is owed when they begin.
    chances
        How likely days out are, by discipline of `disciplines` and date.
    disciplines, providers, students
        Names behind the numbers of the draws.
    weeks
        Last day of each week of planning, Sundays but for the last one.
    review_weeks
        Weeks from one review to the next; reviews are on Mondays.
    """

    task: Task
    plan: Held
    scheduled: Scheduled
    opening: Opening
    chances: Chances
    disciplines: tuple[str, ...]
    providers: tuple[str, ...]
    students: tuple[str, ...]
    weeks: tuple[dt.date, ...]
    review_weeks: int

    @property
    def people(self) -> dict[Side, int]:
        """How many people can be out, by side."""
        return {"provider": len(self.providers), "student": len(self.students)}

    @cached_property
    def _of_scheduled(self) -> tuple[IntArray, IntArray, IntArray]:
        """Numbers of provider, student and discipline of each scheduled attendance."""
        plan = self.scheduled
        return (
            _numbers(plan.providers, self.providers)[plan.provider],
            _numbers(plan.students, self.students)[plan.service],
            _numbers(plan.disciplines, self.disciplines)[plan.service],
        )

    @cached_property
    def _of_items(self) -> tuple[IntArray, IntArray]:
        """Numbers of student and discipline of each item."""
        items = self.task.items
        return (
            _numbers(tuple(item.student_id for item in items), self.students),
            _numbers(tuple(item.discipline for item in items), self.disciplines),
        )

    @cached_property
    def _of_providers(self) -> IntArray:
        return _numbers(tuple(self.task.providers), self.providers)


@dataclass(frozen=True)
class Outcome:
    """What became of a future, in minutes.

    Attributes
    ----------
    outstanding
        Owed and not given at the end of each week.
    of_today
        The same of what is owed when the future begins, missed sessions to come left aside.
    missed
        By discipline: minutes that came to be owed on the way.
    lost
        By discipline: minutes of planned make-ups that somebody was out for.
    unmet
        By discipline: owed and not given at the very end.
    pending
        Minutes missed on the way that the team would have to decide on.
    """

    outstanding: tuple[int, ...]
    of_today: tuple[int, ...]
    missed: dict[str, int]
    lost: dict[str, int]
    unmet: dict[str, int]
    pending: int


def walk(setting: Setting, draws: Draws) -> Outcome:
    """Walk through one future."""
    return _Walk(setting, draws).run()


class _Walk:
    def __init__(self, setting: Setting, draws: Draws) -> None:
        self.setting, self.draws = setting, draws
        self.case = setting.task.case
        self.debts = Debts(setting.opening, self.case)
        self.today = self.debts.outstanding()
        self.plan = setting.plan
        self.dates = setting.task.available.days.dates
        self.missed: dict[str, int] = defaultdict(int)
        self.lost: dict[str, int] = defaultdict(int)
        self.paid: dict[str, int] = defaultdict(int)

    def run(self) -> Outcome:
        """Walk through the weeks and return what has come of them."""
        outstanding, of_today = [], []
        start = self.case.start_date
        for number, end in enumerate(self.setting.weeks):
            if number and number % self.setting.review_weeks == 0:
                self._plan_again(start)
            days = self._days(start, end)
            self._give(days)
            self._miss(days)
            outstanding.append(sum(self.debts.outstanding().values()))
            of_today.append(sum(max(0, owed - self.paid[name])
                                for name, owed in self.today.items()))  # fmt: skip
            start = end + dt.timedelta(days=1)
        unmet: dict[str, int] = defaultdict(int)
        for name, minutes in self.debts.outstanding().items():
            unmet[self.setting.opening.facts[name].discipline] += minutes
        return Outcome(
            tuple(outstanding), tuple(of_today), dict(self.missed), dict(self.lost), dict(unmet),
            self.debts.pending,
        )  # fmt: skip

    def _days(self, start: dt.date, end: dt.date) -> tuple[int, int]:
        """Return the planning dates from a date to another one, as a range of day indexes."""
        ordinals = self.setting.task.available.days.ordinal
        first = int(np.searchsorted(ordinals, start.toordinal(), side="left"))
        return first, int(np.searchsorted(ordinals, end.toordinal(), side="right"))

    def _give(self, days: tuple[int, int]) -> None:
        """Carry out the plan's sessions of some days, as far as people are there."""
        setting, draws = self.setting, self.draws
        rows = self.plan[(self.plan["day"] >= days[0]) & (self.plan["day"] < days[1])]
        of_student, of_discipline = setting._of_items
        discipline, day = of_discipline[rows["item"]], rows["day"]
        gone = draws.out("provider", setting._of_providers[rows["provider"]], discipline, day)
        gone |= draws.out("student", of_student[rows["item"]], discipline, day)
        for row, away in zip(rows, gone.tolist(), strict=True):
            item, minutes = setting.task.items[int(row["item"])], int(row["length"])
            if away:
                self.lost[item.discipline] += minutes
            else:
                self.debts.give(item.owed_id, minutes)
                self.paid[item.owed_id] += minutes

    def _miss(self, days: tuple[int, int]) -> None:
        """Miss the scheduled sessions of some days for which somebody is out."""
        setting, draws, plan = self.setting, self.draws, self.setting.scheduled
        part = slice(*np.searchsorted(plan.day, days).tolist())
        provider, student, discipline = (numbers[part] for numbers in setting._of_scheduled)
        day = plan.day[part]
        out = draws.out("provider", provider, discipline, day)
        away = draws.out("student", student, discipline, day)
        for at in np.flatnonzero(out | away).tolist():
            side: Side = "provider" if out[at] else "student"
            who = provider[at] if out[at] else student[at]
            reason = setting.chances.reasons[side][int(draws.reason[side][who, day[at]])][0]
            service = int(plan.service[part][at])
            date, minutes = self.dates[int(day[at])], int(plan.minutes[part][at])
            owed = self.debts.miss(plan.services[service], date, minutes, reason)
            self.missed[plan.disciplines[service]] += owed

    def _plan_again(self, start: dt.date) -> None:
        """Plan again from a date on with what is known by then."""
        whole = self.setting.task
        first, _ = self._days(start, start)
        standing = self.plan[self.plan["day"] >= first]
        task, kept = with_items(from_day(whole, first), self.debts.items(start), standing)
        found = filled_in(task, still_allowed(task, kept)).copy()
        number = {item.owed_id: place for place, item in enumerate(whole.items)}
        of_whole = np.array([number[item.owed_id] for item in task.items], dtype=np.int64)
        found["item"] = of_whole[found["item"]] if len(found) else found["item"]
        self.plan = found


def _numbers(names: tuple[str, ...], known: tuple[str, ...]) -> IntArray:
    number = {name: place for place, name in enumerate(known)}
    return np.array([number[name] for name in names], dtype=np.int64)
