"""What a plan uses of its providers' time, looked up item by item."""

from functools import cached_property

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.solve.stages import Solution


class PlanTimes:
    """Answers what stands in an item's way in one plan; sums are made once for all items."""

    def __init__(self, solution: Solution) -> None:
        self._variables = solution.model.variables
        self._values = solution.values
        unmet = solution.terms.get("unmet")
        self._proven = unmet is not None and unmet.proven

    @cached_property
    def _by_item(self) -> list[IntArray]:
        """Attendances of each item."""
        items = self._variables.item
        order = np.argsort(items, kind="stable")
        bounds = np.searchsorted(items[order], np.arange(1, len(self._variables.unmet)))
        return np.split(order, bounds)

    @cached_property
    def _days(self) -> IntArray:
        """Provider and day of each place as one number."""
        c = self._variables.columns
        return np.asarray(c.provider * len(c.slots) + c.slot, dtype=np.int64)

    @cached_property
    def _seen(self) -> dict[int, list[tuple[int, int, int]]]:
        """Start, end and student of every attendance, by provider and day."""
        v = self._variables
        c = v.columns
        held = np.flatnonzero(self._values[: v.attendance_count] > 0)
        place = v.place[held]
        found: dict[int, list[tuple[int, int, int]]] = {}
        for key, start, end, student in zip(
            self._days[place].tolist(),
            c.places.start[place].tolist(),
            c.end[place].tolist(),
            v.student[v.item[held]].tolist(),
            strict=True,
        ):
            found.setdefault(key, []).append((start, end, student))
        return found

    @cached_property
    def _used(self) -> tuple[IntArray, IntArray]:
        """Minutes that each provider gives on each day and in each week, one row per provider."""
        v = self._variables
        c = v.columns
        held = (self._values[v.session] > 0) & c.takes_provider_time[v.session_place]
        place = v.session_place[held]
        day = np.zeros((len(c.templates.providers), len(c.slots)), dtype=np.int64)
        week = np.zeros((len(c.templates.providers), int(self._weeks.max(initial=0)) + 1), np.int64)
        np.add.at(day, (c.provider[place], c.slot[place]), c.places.length[place])
        np.add.at(week, (c.provider[place], self._weeks[c.slot[place]]), c.places.length[place])
        self._add_locked(day, week)
        return day, week

    def _add_locked(self, day: IntArray, week: IntArray) -> None:
        c = self._variables.columns
        rows = {name: row for row, name in enumerate(c.templates.providers)}
        for (name, date), minutes in c.task.locked.provider_minutes.items():
            if name in rows:
                day[rows[name], date] += minutes
                week[rows[name], self._weeks[date]] += minutes

    @cached_property
    def _weeks(self) -> IntArray:
        """Number of the week of each date."""
        weeks = self._variables.columns.task.available.days.week
        return np.unique(weeks, return_inverse=True)[1].astype(np.int64)

    @cached_property
    def _caps(self) -> tuple[IntArray, IntArray]:
        """Minutes that each provider may give in a day and in a week."""
        c = self._variables.columns
        facts = [c.task.providers[name] for name in c.templates.providers]
        none = 10**9
        day = [none if fact.minutes_per_day is None else fact.minutes_per_day for fact in facts]
        week = [none if fact.minutes_per_week is None else fact.minutes_per_week for fact in facts]
        return np.array(day, dtype=np.int64), np.array(week, dtype=np.int64)

    @property
    def is_proven(self) -> bool:
        """Whether no plan leaves fewer minutes unmet."""
        return self._proven

    def rivals(self, item: int) -> int:
        """Count the other students who are seen at times at which the item could be."""
        v = self._variables
        c = v.columns
        places = np.unique(v.place[self._by_item[item]])
        found: set[int] = set()
        for key, start, end in zip(
            self._days[places].tolist(),
            c.places.start[places].tolist(),
            c.end[places].tolist(),
            strict=True,
        ):
            seen = self._seen.get(key, [])
            found.update(who for begin, over, who in seen if begin < end and start < over)
        return len(found - {int(v.student[item])})

    def all_capped(self, item: int) -> bool:
        """Say whether every place left for the item would break a provider's own cap."""
        v = self._variables
        c = v.columns
        mine = self._by_item[item]
        place = np.unique(v.place[mine[self._values[mine] == 0]])
        if not len(place):
            return False
        provider, slot, length = c.provider[place], c.slot[place], c.places.length[place]
        in_day = self._used[0][provider, slot] + length > self._caps[0][provider]
        in_week = self._used[1][provider, self._weeks[slot]] + length > self._caps[1][provider]
        return bool((c.takes_provider_time[place] & (in_day | in_week)).all())
