"""The sessions of a plan by date, as an item meets them: whose they are, and who may sit in."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.task import Task


@dataclass(frozen=True)
class HeldSession:
    """One session of a plan; times in minutes after midnight, `day` a planning date's index."""

    day: int
    provider_id: str
    discipline: str
    start: int
    end: int
    mode: str
    regular: int
    student_ids: tuple[str, ...]
    owed_ids: tuple[str, ...]
    locked: bool

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether it takes any of this time."""
        return self.start < end and start < self.end

    def others(self, item: OwedItem) -> tuple[str, ...]:
        """Return the items other than this one."""
        return tuple(owed_id for owed_id in self.owed_ids if owed_id != item.owed_id)


class HeldSessions:
    """All sessions of a plan by date, and the minutes that they use of caps."""

    def __init__(self, task: Task, sessions: pd.DataFrame) -> None:
        self._task = task
        self._items = {item.owed_id: item for item in task.items}
        day = {int(ordinal): number for number, ordinal in enumerate(task.available.days.ordinal)}
        regular = {each.session_id: number for number, each in enumerate(task.available.regular)}
        self._on: dict[int, list[HeldSession]] = {}
        for row in rows_of(sessions):
            session = HeldSession(
                day=day[row.date.toordinal()],
                provider_id=str(row.provider_id),
                discipline=str(row.discipline),
                start=int(row.start),
                end=int(row.end),
                mode=str(row.mode),
                regular=regular.get(str(row.regular_session_id), -1),
                student_ids=tuple(row.student_ids),
                owed_ids=tuple(row.owed_ids),
                locked=bool(row.locked),
            )
            self._on.setdefault(session.day, []).append(session)

    def item(self, owed_id: str) -> OwedItem:
        """Return an item by its `owed_id`."""
        return self._items[owed_id]

    def on(self, day: int) -> list[HeldSession]:
        """Return the sessions of a planning date."""
        return self._on.get(day, [])

    def student_minutes(self, item: OwedItem, day: int) -> int:
        """Return the minutes that the item's student has on a day for other items."""
        mine = (one for one in self.on(day) if item.student_id in one.student_ids)
        return sum(one.end - one.start for one in mine if item.owed_id not in one.owed_ids)

    def provider_minutes(
        self, item: OwedItem, provider_id: str, days: Iterable[int], moving: int
    ) -> int:
        """Return the minutes that a provider gives on some days.

        What the item alone has on the day `moving` is left out: it would be given there instead.
        """
        return sum(
            one.end - one.start
            for day in days
            for one in self.on(day)
            if one.provider_id == provider_id
            and one.mode != "join"
            and (day != moving or one.others(item))
        )

    def may_sit_in(self, item: OwedItem, session: HeldSession, cap: int) -> bool:
        """Say whether an item could be added to a session that others attend (rule 4)."""
        task = self._task
        beside = [self._items[owed_id] for owed_id in session.others(item)]
        regular: tuple[str, ...] = ()
        if session.mode == "join" and session.regular >= 0:
            regular = task.available.regular[session.regular].student_ids
        everyone = [*beside, item]
        seats = [cap if each.group else 1 for each in everyone]
        seats += [each.max_group for each in everyone if each.max_group is not None]
        if len(everyone) + len(regular) > min(seats):
            return False
        ids = [*(each.student_id for each in beside), *regular]
        me = task.students[item.student_id]
        grades = [task.students[one].grade for one in [*ids, item.student_id]
                  if one in task.students]  # fmt: skip
        known = [grade for grade in grades if grade is not None]
        span = max(known) - min(known) if known else 0
        fits = me.grade is None or span <= task.case.policy.group_grade_span
        return fits and not me.keep_apart.intersection(ids)
