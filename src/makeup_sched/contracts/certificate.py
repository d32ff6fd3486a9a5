"""What staff can place at most, in any plan: the proof on which a contracting decision rests.

Each line's figure is proven for that line alone, as if staff had nothing else to give; so the
figure of all is never below the sum of the disciplines', and those of its schools add up to no
more than a discipline's.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.case.case import Case
from makeup_sched.contracts.alone import short_of_staff
from makeup_sched.contracts.pool import only_unmet
from makeup_sched.model.rows import Rows, at_most
from makeup_sched.model.variables import Variables
from makeup_sched.places.beside import could_join, short_debts
from makeup_sched.places.narrowing import items_met, narrowed
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.planning import planned_by
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.parts.crew import crew_of
from makeup_sched.solve.relaxed import Outlook, no_outlook, outlook
from makeup_sched.solve.solving import How, solve
from makeup_sched.solve.stages import Solution, Watch

_FOR_PROOFS = 0.5
"""Share of the time for proofs at most; the rest is for the plan."""
_IN_TIME = 0.8
"""Share of the time for proofs that one of them may take where they are made side by side."""
_HERE = 300
"""Items up to which the lines are proven in this process."""
ALL = "all"
"""Stands for every discipline or every school in a line of the table."""


@dataclass(frozen=True)
class Certificate:
    """What staff can place at most.

    Attributes
    ----------
    table
        Minutes, one line per discipline and school, per discipline (`school` is `all`) and for
        all. Columns: `discipline`, `school`, `students` (who owe any), `owed`, `placed` and
        `unmet` (in the plan), `unmet_at_least` (proven: in no plan do staff leave fewer minutes
        unmet).
    plan
        A plan of staff alone; it has passed the checker.
    """

    table: pd.DataFrame
    plan: Plan

    @property
    def owed(self) -> int:
        """Minutes owed."""
        return int(self._all["owed"])

    @property
    def unmet(self) -> int:
        """Minutes that the plan leaves unmet."""
        return int(self._all["unmet"])

    @property
    def unmet_at_least(self) -> int:
        """Minutes that staff leave unmet in every plan."""
        return int(self._all["unmet_at_least"])

    @property
    def placeable_at_most(self) -> int:
        """The most minutes that staff can place in any plan."""
        return self.owed - self.unmet_at_least

    @property
    def more_together(self) -> bool:
        """Whether more is proven of all disciplines than of each alone, added up."""
        alone = self.table[(self.table["school"] == ALL) & (self.table["discipline"] != ALL)]
        return self.unmet_at_least > int(alone["unmet_at_least"].sum())

    def at_best(self) -> "Certificate":
        """Return it with the proof that no plan of staff leaves fewer minutes unmet than this."""
        lines, last = self.table.iloc[:-1], self.table.iloc[[-1]]
        whole = last.assign(unmet_at_least=last["unmet"])
        return replace(self, table=pd.concat([_as_the_whole(lines, self.unmet), whole]))

    @property
    def _all(self) -> "pd.Series[int]":
        return self.table.iloc[-1]


def certificate(
    case: Case,
    clock: Clock,
    *,
    seed: int = 0,
    workers: int = 2,
    executor: Executor | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Certificate:
    """Prove what staff alone cannot give, then plan what they can.

    Parameters
    ----------
    case
        The case of the staff alone, see `staff_alone`.
    clock
        Limits the search; what is not proven in time counts as nothing.
    seed, workers, executor
        As for planning.
    step
        Told in words what is proven, before it is planned.
    """
    task = planning_task(case)
    proofs = _proofs(task, clock.part(_FOR_PROOFS), workers, executor)
    total = proofs.least[ALL, ALL]
    step(f"a plan of staff: {total:,} min they cannot give, however it is planned")
    seen = proofs.seen
    how = How(seed=seed, workers=workers, executor=executor, bounded=seen is None, seen=seen)
    made = _planned(case, clock.part(1.0), how, total)
    lines = _lines(task, made)
    lines = lines.assign(
        unmet_at_least=[
            proofs.least[key] for key in zip(lines["discipline"], lines["school"], strict=True)
        ]
    )
    whole = {
        **lines[lines["school"] == ALL][["owed", "placed", "unmet"]].sum().to_dict(),
        "discipline": ALL,
        "school": ALL,
        "students": made.items.loc[made.items["owed"] > 0, "student_id"].nunique(),
        "unmet_at_least": max(total, made.summary.objective["unmet"].bound or 0),
    }
    lines = _as_the_whole(lines, int(whole["unmet_at_least"]))
    return Certificate(pd.concat([lines, pd.DataFrame([whole])], ignore_index=True), made)


def _planned(case: Case, clock: Clock, how: How, known: int) -> Plan:
    """Plan for as few unmet minutes as can be; so many are `known` to stay unmet in any plan."""

    def search(task: Task, left: Clock, watch: Watch) -> Solution:
        return solve(task, None, left, watch, how)

    return planned_by(search, only_unmet(case), None, clock=clock, seed=how.seed, known=known)


def _as_the_whole(lines: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return the lines with the whole's proof on those that are the whole: the only one there is.

    Of one discipline that is its line of all schools, and of one school, too, both lines.
    """
    of_all = lines["school"] == ALL
    same = of_all & (of_all.sum() == 1) | (len(lines) == 2)
    return lines.assign(unmet_at_least=lines["unmet_at_least"].mask(same, least))


def _lines(task: Task, made: Plan) -> pd.DataFrame:
    """Return the sums of each discipline and school, and of each discipline."""
    items = made.items.assign(
        school=[task.students[student].school for student in made.items["student_id"]],
        # whose minutes are all pending owes none yet
        owing=made.items["student_id"].where(made.items["owed"] > 0),
    )
    figures = {
        "students": ("owing", "nunique"),
        "owed": ("owed", "sum"),
        "placed": ("planned", "sum"),
        "unmet": ("unmet", "sum"),
    }
    by_school = items.groupby(["discipline", "school"], as_index=False).agg(**figures)
    by_discipline = items.groupby("discipline", as_index=False).agg(**figures)
    both = pd.concat([by_school, by_discipline.assign(school=ALL)], ignore_index=True)
    last = both["school"] == ALL
    return both.assign(last=last).sort_values(
        ["discipline", "last", "school"], ignore_index=True
    ).drop(columns="last")  # fmt: skip


@dataclass(frozen=True)
class _Proof:
    """Minutes unmet in every plan; what the relaxation says of each item, where it was solved."""

    least: int
    seen: Outlook | None


@dataclass(frozen=True)
class _Proofs:
    """Minutes unmet in every plan, by discipline and school, by discipline, of all.

    `seen` is what the relaxations of the disciplines say of all items, where they were solved.
    """

    least: dict[tuple[str, str], int]
    seen: Outlook | None = None


@dataclass(frozen=True)
class _ToProve:
    """A line to be proven: its items with whoever could give them, and seconds."""

    task: Task
    seconds: float


def _proofs(task: Task, clock: Clock, workers: int, executor: Executor | None) -> _Proofs:
    """Prove the lines."""
    school = np.array([task.students[item.student_id].school for item in task.items], dtype=str)
    discipline = np.array([item.discipline for item in task.items], dtype=str)
    lines = {(name, ALL): discipline == name for name in np.unique(discipline).tolist()}
    lines[ALL, ALL] = np.ones(len(task.items), dtype=bool)
    for name, _ in list(lines)[:-1]:
        mine = discipline == name
        lines |= {(name, one): mine & (school == one) for one in np.unique(school[mine]).tolist()}
    cut = _Lines(task)
    alone = min(workers, os.cpu_count() or 1) == 1
    if executor is None and (alone or len(task.items) <= _HERE):
        return _Proofs(_added_up(_one_by_one(cut, lines, clock)))
    # a plan in one model proves of the whole what its disciplines do not; else it is their sum
    del lines[ALL, ALL]
    lines = dict(sorted(lines.items(), key=lambda line: -np.count_nonzero(line[1])))
    # what is proven has to arrive before the clock is over
    seconds = clock.left * _IN_TIME
    jobs = [_ToProve(cut.line(among), seconds) for among in lines.values()]
    with crew_of(executor, workers) as crew:
        answers = crew.run(_proven, jobs, clock, seconds)
    found = dict(zip(lines, answers, strict=True))
    least = _added_up({key: one.least if one else 0 for key, one in found.items()})
    of_all = [
        (lines[key], None if one is None else one.seen)
        for key, one in found.items()
        if key[1] == ALL
    ]
    return _Proofs(least, _put_together(task, of_all))


def _put_together(task: Task, parts: Sequence[tuple[BoolArray, Outlook | None]]) -> Outlook | None:
    """Return what is said of all items (marked in each part); None where a part says nothing."""
    prices, esy, tele = np.zeros((3, len(task.items)))
    for among, seen in parts:
        if seen is None:
            return None
        prices[among], esy[among], tele[among] = seen.prices, seen.esy_cells, seen.tele_cells
    return Outlook(prices, esy, tele)


def _proven(job: _ToProve) -> _Proof:
    return _prove(job.task, Clock.of_job(job.seconds))


class _Lines:
    """Cuts the lines' tasks out of the whole."""

    def __init__(self, task: Task) -> None:
        self._task = task
        met = [items_met(task, name) for name in task.providers]
        self._met = np.array(met, dtype=bool).reshape(len(met), len(task.items))

    def line(self, among: BoolArray) -> Task:
        """Return the task of the marked items and of the providers who could give any of them."""
        providers = np.flatnonzero(self._met[:, among].any(axis=1))
        line = narrowed(self._task, providers, np.flatnonzero(among), self._task.locked).task
        return replace(line, beside=short_debts(could_join(self._task, among)))


def _one_by_one(
    cut: _Lines, lines: dict[tuple[str, str], BoolArray], clock: Clock
) -> dict[tuple[str, str], int]:
    """Prove lines one after the other, each with time by its items; lines of the same ones once."""
    known: dict[bytes, int] = {}
    to_come = sum(np.count_nonzero(some) for some in lines.values())
    for some in lines.values():
        share = np.count_nonzero(some) / max(1, to_come)
        to_come -= np.count_nonzero(some)
        if some.tobytes() not in known:
            known[some.tobytes()] = unmet_at_least(cut.line(some), clock.part(share))
    return {key: known[some.tobytes()] for key, some in lines.items()}


def _added_up(found: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Return the proofs, none below its parts': nobody is better off than the parts one by one."""
    names = sorted({name for name, _ in found} - {ALL})
    for name in names:
        schools = [key for key in found if key[0] == name and key[1] != ALL]
        found[name, ALL] = max(found[name, ALL], sum(found[key] for key in schools))
        if len(schools) == 1:
            found[schools[0]] = found[name, ALL]
    found[ALL, ALL] = max(found.get((ALL, ALL), 0), sum(found[name, ALL] for name in names))
    return found


def unmet_at_least(task: Task, clock: Clock) -> int:
    """Return how many minutes stay unmet in every plan.

    The linear relaxation over the days on which a provider's day is the same, and what each item
    could be given if it had everybody to itself: the larger of both. Every priority has to be 1.
    """
    return _prove(task, clock).least


def _prove(task: Task, clock: Clock) -> _Proof:
    if not task.left.any():
        return _Proof(0, no_outlook(task))
    templates = find_templates(task)
    short = short_of_staff(task, templates)
    bounds = [int(short.sum())]
    seen = outlook(templates, clock, bounds.append, lambda v: _short(v, short // task.grid))
    return _Proof(max(bounds), seen)


def _short(v: Variables, cells: IntArray) -> Rows:
    """Staff leave of each item at least what they are short of (cells)."""
    items = np.flatnonzero(cells)
    return at_most(
        row=np.arange(len(items)),
        variable=v.unmet[items],
        coefficient=np.full(len(items), -1),
        upper=-cells[items],
    )
