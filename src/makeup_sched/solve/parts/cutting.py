"""Cuts parts out of a task and its plan, and puts what workers found back into the plan."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.places.blocks import Block, only_in_block
from makeup_sched.places.day_places import EXTEND, JOIN
from makeup_sched.places.locked import LockedUse, Stretch
from makeup_sched.places.narrowing import Narrow, items_met, narrowed, without_time
from makeup_sched.places.task import Task
from makeup_sched.solve.held import Held, together
from makeup_sched.solve.parts.part import TAKEN, Part, PartEffort, Taken


@dataclass(frozen=True)
class Cut:
    """A part with its place in the whole."""

    part: Part
    narrow: Narrow


class Cutter:
    """Cuts parts out of one task."""

    def __init__(self, task: Task, baseline: pd.DataFrame | None) -> None:
        self.task = task
        self.baseline = baseline
        self.names = list(task.providers)
        self.met = np.array([items_met(task, name) for name in self.names], dtype=bool)
        self.met = self.met.reshape(len(self.names), len(task.items))
        ids = [item.student_id for item in task.items]
        self.student = np.unique(np.array(ids, dtype=str), return_inverse=True)[1]

    def cut(
        self,
        held: Held,
        opened: BoolArray,
        terms: tuple[str, ...],
        effort: PartEffort,
        foreign: BoolArray | None = None,
    ) -> Cut:
        """Cut out the provider-days that are marked (providers in rows, dates in columns).

        `foreign` marks the items that another part plans at the same time.
        """
        providers = np.flatnonzero(opened.any(axis=1))
        items = np.flatnonzero(self.met[providers].any(axis=0))
        inside = opened[held["provider"], held["day"]] if len(held) else np.zeros(0, dtype=bool)
        rest = held[self._near(held, providers, items) & ~inside]
        narrow = narrowed(self.task, providers, items, self._use(rest))
        part = Part(
            task=narrow.task,
            open=opened[providers],
            busy=self._busy(rest, items),
            held=_into(held[inside], narrow, self.task),
            foreign=np.zeros(len(items), dtype=bool) if foreign is None else foreign[items],
            terms=terms,
            effort=effort,
            baseline=self._baseline(providers),
        )
        return Cut(part, narrow)

    def around(self, held: Held, providers: IntArray, items: IntArray) -> Narrow:
        """Return the task of providers and items beside what is held: none of it is theirs.

        It is gone from minutes owed, from everybody's caps, and from the students' time.
        """
        held = held[self._near(held, providers, items)]
        narrow = narrowed(self.task, providers, items, self._use(held))
        students = [self.task.items[number].student_id for number in items.tolist()]
        taken: dict[str, set[Stretch]] = {}
        for who, day, start, end in self._busy(held, items).tolist():
            taken.setdefault(students[who], set()).add((day, start, end))
        stretches = {name: sorted(found) for name, found in taken.items()}
        return replace(narrow, task=without_time(narrow.task, stretches))

    def within(self, held: Held, block: Block) -> Narrow:
        """Return the task of a block beside what is held: without anybody's time outside it."""
        narrow = self.around(held, block.providers, block.items)
        return replace(narrow, task=only_in_block(narrow.task, block))

    def _near(self, held: Held, providers: IntArray, items: IntArray) -> BoolArray:
        """Mark what is held by these providers, or of the students of these items."""
        near = np.isin(held["provider"], providers)
        near |= np.isin(self.student[held["item"]], self.student[items])
        return np.asarray(near, dtype=bool)

    def _baseline(self, providers: IntArray) -> pd.DataFrame | None:
        if self.baseline is None:
            return None
        names = [self.names[number] for number in providers.tolist()]
        return self.baseline[self.baseline["provider_id"].isin(names)]

    def _use(self, rest: Held) -> LockedUse:
        """Add what the rest of the plan uses to what the locked sessions use."""
        locked = self.task.locked
        given = np.bincount(rest["item"], weights=rest["length"], minlength=len(self.task.items))
        use = LockedUse(
            item_minutes=locked.item_minutes + given.astype(np.int64),
            provider_time=locked.provider_time,
            student_time=locked.student_time,
            provider_minutes=dict(locked.provider_minutes),
            student_minutes=dict(locked.student_minutes),
            item_sessions=dict(locked.item_sessions),
            joined=set(locked.joined),
            extended=dict(locked.extended),
        )
        items, students, providers = use.item_sessions, use.student_minutes, use.provider_minutes
        for item, day, length in zip(
            rest["item"].tolist(), rest["day"].tolist(), rest["length"].tolist(), strict=True
        ):
            facts = self.task.items[item]
            items[facts.owed_id, day] = items.get((facts.owed_id, day), 0) + 1
            student = (facts.student_id, day)
            students[student] = students.get(student, 0) + length
        first = np.unique(rest["session"], return_index=True)[1]
        for row in rest[first]:
            day, length, mode = int(row["day"]), int(row["length"]), int(row["mode"])
            regular = (int(row["regular"]), day)
            if mode == JOIN:
                use.joined.add(regular)
                continue
            if mode == EXTEND:
                use.extended[regular] = use.extended.get(regular, 0) + length
            provider = (self.names[int(row["provider"])], day)
            providers[provider] = providers.get(provider, 0) + length
        return use

    def _busy(self, rest: Held, items: IntArray) -> Taken:
        """Return when the items' students are in sessions of the rest."""
        by_student: dict[int, list[int]] = {}
        for number, student in enumerate(self.student[items].tolist()):
            by_student.setdefault(student, []).append(number)
        found = [
            (number, int(row["day"]), int(row["start"]), int(row["start"]) + int(row["length"]))
            for row, student in zip(rest, self.student[rest["item"]].tolist(), strict=True)
            for number in by_student.get(student, [])
        ]
        return np.array(found, dtype=TAKEN)


def put_back(held: Held, cut: Cut, opened: BoolArray, found: Held) -> Held:
    """Return the plan with what it held on the opened provider-days replaced by what was found."""
    outside = held[~opened[held["provider"], held["day"]]] if len(held) else held
    return together([outside, in_whole(cut.narrow, found)])


def in_whole(narrow: Narrow, found: Held) -> Held:
    """Return rows of a smaller task's plan in the numbers of the whole task."""
    new = found.copy()
    new["item"] = narrow.items[found["item"]]
    new["provider"] = narrow.providers[found["provider"]]
    known = found["regular"] >= 0
    new["regular"][known] = narrow.regular[found["regular"][known]]
    return new


def into_smaller(held: Held, narrow: Narrow, task: Task) -> Held:
    """Return the rows of the whole plan of which a smaller task knows provider and item."""
    known = np.isin(held["provider"], narrow.providers) & np.isin(held["item"], narrow.items)
    return _into(held[known], narrow, task)


def _into(held: Held, narrow: Narrow, task: Task) -> Held:
    """Return rows of the whole plan in the numbers of the smaller task."""
    new = held.copy()
    new["item"] = _renumber(narrow.items, held["item"], len(task.items))
    new["provider"] = _renumber(narrow.providers, held["provider"], len(task.providers))
    known = held["regular"] >= 0
    regular = _renumber(narrow.regular, held["regular"][known], len(task.available.regular))
    new["regular"][known] = regular
    return new


def _renumber(chosen: IntArray, numbers: IntArray, count: int) -> IntArray:
    found = np.full(count, -1)
    found[chosen] = np.arange(len(chosen))
    return np.asarray(found[numbers], dtype=np.int64)
