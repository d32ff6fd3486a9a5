"""Plans the cases in which one thing is changed, and the case in which the item comes first."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import Facts
from makeup_sched.explaining.changes import Change
from makeup_sched.explaining.explanation import Help, NoHelp, Trade
from makeup_sched.explaining.neighbourhood import Found, Neighbourhood
from makeup_sched.explaining.reachable import OnItsOwn
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.task import Task
from makeup_sched.solve.clock import Clock

_A_PLAN = 0.6
"""Seconds at most for the searches of one changed case."""


@dataclass(frozen=True)
class Standing:
    """What stands and is to be bettered: sessions, unmet minutes by `owed_id`, a bound of them.

    `slack` says by how much the weighted unmet minutes could still be fewer in some plan; None
    where that is not known.
    """

    sessions: pd.DataFrame
    unmet: "pd.Series[int]"
    slack: int | None


@dataclass
class Outcome:
    """What became of the changes that were tried for one item; those that help by their keys."""

    helps: dict[tuple[str, str, str], Help] = field(default_factory=dict)
    tried: list[NoHelp] = field(default_factory=list)
    not_settled: list[str] = field(default_factory=list)

    def best_first(self) -> tuple[Help, ...]:
        """Return what helps, the best first."""
        best = sorted(self.helps.values(), key=lambda one: (-one.item_minutes, -one.all_minutes))
        return tuple(best)


def share_gains(outcomes: Sequence[Outcome]) -> None:
    """Let every item show the most that a plan of the same change placed more of all items.

    It is at least so much whichever item the change was tried for. All must have been tried beside
    the same plan.
    """
    most: dict[tuple[str, str, str], int] = {}
    for outcome in outcomes:
        for key, one in outcome.helps.items():
            most[key] = max(one.all_minutes, most.get(key, 0))
    for outcome in outcomes:
        for key, one in outcome.helps.items():
            outcome.helps[key] = replace(one, all_minutes=most[key])


class Trying:
    """Tries changes for one item, beside what stands."""

    def __init__(
        self, task: Task, facts: Facts, standing: Standing, item: OwedItem, clock: Clock, seed: int
    ) -> None:
        self._task, self._facts, self._standing = task, facts, standing
        self._item, self._clock, self._seed = item, clock, seed

    def nothing_changed(self, most: int) -> Found | None:
        """Return a plan of the case as it is in which the item gains and nobody loses.

        None where the item gains nothing in the plan found, or there was no time.
        """
        if self._clock.over:
            return None
        found = self._planned(self._task.case, most)
        return found if self._gain(found) > 0 else None

    def trade(self) -> Trade | None:
        """Return what others lose in a plan in which the item comes first, None for no gain."""
        if self._clock.over:
            return None
        near = self._around(self._task.case)
        found = near.first(self._some_time(), self._seed)
        gained = self._gain(found)
        if gained <= 0:
            return None
        lost = (found.unmet - self._standing.unmet).drop(self._item.owed_id)
        worse = lost[lost > 0].sort_values(ascending=False, kind="stable")
        others = tuple((str(name), int(minutes)) for name, minutes in worse.items())
        least = self._least_lost(gained)
        if least is not None and least > int(worse.sum()):
            least = None  # a plan shows less: the bound is no bound
        return Trade(gained, others, int(-lost[lost < 0].sum()), least)

    def each(self, changes: "list[Change]") -> Outcome:
        """Try each change; those that can't help are known by arithmetic, before any search."""
        outcome = Outcome()
        placed = self._item.owed - int(self._standing.unmet[self._item.owed_id])
        could: list[tuple[Change, int]] = []
        for change in changes:
            if self._clock.over:
                outcome.not_settled.append(change.words)
                continue
            most = OnItsOwn(change.case, self._item.owed_id, self._task).most()
            if most > placed:
                could.append((change, most))
            else:
                outcome.tried.append(NoHelp(change.kind, change.words, "proved"))
        for change, most in could:
            self._try(change, most, outcome)
        return outcome

    def _try(self, change: Change, most: int, outcome: Outcome) -> None:
        if self._clock.over:
            outcome.not_settled.append(change.words)
            return
        found = self._planned(change.case, most)
        gained, every = self._gain(found), int((self._standing.unmet - found.unmet).sum())
        if gained > 0:
            outcome.helps[change.key] = Help(change.kind, change.words, gained, every)
        elif self._clock.over:
            outcome.not_settled.append(change.words)
        else:
            outcome.tried.append(NoHelp(change.kind, change.words, "none_found"))

    def _planned(self, case: Case, most: int) -> Found:
        return self._around(case).beside(most, self._some_time(), self._seed)

    def _around(self, case: Case) -> Neighbourhood:
        owed_id = self._item.owed_id
        return Neighbourhood(case, self._standing.sessions, owed_id, self._facts, self._task)

    def _some_time(self) -> Clock:
        left = self._clock.left
        return self._clock.part(min(1.0, _A_PLAN / left) if left else 1.0)

    def _gain(self, found: Found) -> int:
        owed_id = self._item.owed_id
        return int(self._standing.unmet[owed_id] - found.unmet[owed_id])

    def _least_lost(self, gained: int) -> int | None:
        """Return what others lose at least in any plan: the whole cannot be better than its bound.

        The term `unmet` counts minutes by priority: what others lose is divided by the greatest
        priority among them, so that it holds in minutes. Sessions are whole steps of the grid, and
        so is what is lost.
        """
        slack = self._standing.slack
        if slack is None:
            return None
        students = self._task.case.table("students")
        greatest = int(students["priority"].max())
        grid = self._task.grid
        steps = -(-(self._item.priority * gained - slack) // (greatest * grid))
        return max(0, steps * grid)
