"""Plans the surroundings of one item in a case that may have changed; all else stands.

The surroundings are the providers who could see the item, and all items that they could give. What
comes out is a whole plan and has passed the checker, so that every figure taken from it is one that
a plan really reaches.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.case import Case
from makeup_sched.checker import Facts, check
from makeup_sched.model.model import build_model
from makeup_sched.places.columns import dated_columns
from makeup_sched.places.task import Task, planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.planning import FailedCheckError
from makeup_sched.plans.build import items_table, sessions_held
from makeup_sched.reasons.reach import Reach
from makeup_sched.replanning.rows import content
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.fitting_in import FittingIn
from makeup_sched.solve.held import Held, held_in, held_in_sessions, together, values_of
from makeup_sched.solve.parts.cutting import Cutter, in_whole, into_smaller


@dataclass(frozen=True)
class Found:
    """A plan that has passed the checker: its sessions, and the unmet minutes by `owed_id`."""

    sessions: pd.DataFrame
    unmet: "pd.Series[int]"


class Neighbourhood:
    """The surroundings of one item in a case, with the plan that stands in them."""

    def __init__(
        self, case: Case, standing: pd.DataFrame, owed_id: str, facts: Facts, like: Task
    ) -> None:
        """Cut them out.

        `standing` are sessions that keep the rules of the case; `facts` and `like` are what the
        checker and planning know of a case that differs little.
        """
        self._facts = facts.of(case)
        self._task = planning_task(case, like)
        number = next(n for n, item in enumerate(self._task.items) if item.owed_id == owed_id)
        held = held_in_sessions(self._task, _unlocked(case, standing))
        providers = _providers(self._task, number)
        cutter = Cutter(self._task, None)
        items = np.flatnonzero(cutter.met[providers].any(axis=0))
        inside = np.isin(held["provider"], providers) & np.isin(held["item"], items)
        self._rest = held[~inside]
        self._narrow = cutter.around(self._rest, providers, items)
        self._item = int(np.searchsorted(items, number))
        self._inside = into_smaller(held[inside], self._narrow, self._task)

    def beside(self, most: int, clock: Clock, seed: int) -> Found:
        """Return a plan in which nobody loses and the item gains.

        No plan gives the item more than `most` minutes.
        """
        owed = self._narrow.task.items[self._item].owed
        fewest = max(0, owed - most) // self._task.grid
        fitting = self._fitting(clock, seed)
        return self._checked(fitting.beside(fewest))

    def first(self, clock: Clock, seed: int) -> Found:
        """Return a plan in which the item comes first."""
        return self._checked(self._fitting(clock, seed).first())

    def _fitting(self, clock: Clock, seed: int) -> FittingIn:
        self._model = build_model(dated_columns(find_templates(self._narrow.task)))
        values = values_of(self._model.variables, self._inside)
        return FittingIn(self._model, values, self._item, clock, seed)

    def _checked(self, values: IntArray) -> Found:
        held: Held = held_in(self._model.variables, values)
        whole = together([self._rest, in_whole(self._narrow, held)])
        sessions = sessions_held(self._task, whole)
        if broken := check(self._facts, sessions):
            raise FailedCheckError(f"a changed plan does not pass the checker: {broken[0]}")
        return Found(sessions, items_table(self._task, sessions).set_index("owed_id")["unmet"])


def _providers(task: Task, number: int) -> IntArray:
    names = {name: place for place, name in enumerate(task.providers)}
    return np.array(
        sorted(names[name] for name in Reach(task).providers_of(number)), dtype=np.int64
    )


def _unlocked(case: Case, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the sessions without those that are locked in the case."""
    if case.table("locked").empty:
        return sessions
    locked = {content(row) for row in case.table("locked").to_dict("records")}
    free = [content(row) not in locked for row in sessions.to_dict("records")]
    return sessions[free]
