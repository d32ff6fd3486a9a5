"""Explains unmet minutes: proofs first, then what blocks, then plans of changed cases."""

from dataclasses import replace

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker.facts import Facts
from makeup_sched.explaining.blocked import COLUMNS, blocked_places
from makeup_sched.explaining.changes import Change, changes
from makeup_sched.explaining.explanation import Claim, Explanation, Help, Trade
from makeup_sched.places.item_places import ItemPlaces, places_by_item
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plans.plan import Plan
from makeup_sched.reasons.reach import Reach
from makeup_sched.replanning.warm import plan_from
from makeup_sched.solve.alone import Limits, most_minutes_alone
from makeup_sched.solve.program import Clock
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.suggest import did_you_mean

_A_PLAN = 1.5
"""Seconds for planning one changed case."""
_FIRST = 1000
"""Weight of an unmet minute of the student who comes first."""


def explain(
    case: Case,
    plan: Plan,
    owed_ids: list[str] | None = None,
    *,
    seconds: float = 30.0,
    seed: int = 0,
    helps: bool = True,
) -> list[Explanation]:
    """Explain the unmet minutes of a plan.

    Parameters
    ----------
    case, plan
        The case, and a plan of it.
    owed_ids
        The items; all with unmet minutes where left out.
    seconds
        Time limit for the plans of changed cases; a time limit never turns into a claim.
    seed
        Of those plans.
    helps
        Whether to look for what would help, and what others would lose.

    Raises
    ------
    MakeupSchedError
        For an item that the plan does not have, or that has no unmet minutes.
    """
    items = plan.items.set_index("owed_id")
    short = items.index[items["unmet"] > 0].tolist()
    wanted = short if owed_ids is None else owed_ids
    for name in wanted:
        if name not in items.index:
            hint = did_you_mean(name, items.index)
            raise MakeupSchedError(f"the plan has no item {name}{hint}")
        if name not in short:
            raise MakeupSchedError(f"item {name} has no unmet minutes in the plan")
    return _Explaining(case, plan, Clock(seconds), seed, helps).of(wanted)


class _Explaining:
    def __init__(self, case: Case, plan: Plan, clock: Clock, seed: int, helps: bool) -> None:
        self.case, self.plan, self.clock, self.seed, self.helps = case, plan, clock, seed, helps
        self.task = planning_task(case)
        self.places_of = places_by_item(find_templates(self.task))
        self.reach = Reach(self.task)
        self.facts = Facts(case)
        items = plan.items.set_index("owed_id")
        self.unmet = items["unmet"]
        said = zip(items["reason"].tolist(), items["explanation"].tolist(), strict=True)
        self.said = dict(zip(items.index.tolist(), said, strict=True))

    def of(self, owed_ids: list[str]) -> list[Explanation]:
        """Explain items, each within its share of the time."""
        number = {item.owed_id: number for number, item in enumerate(self.task.items)}
        found = []
        for place, name in enumerate(owed_ids):
            clock = self.clock.part(1 / (len(owed_ids) - place))
            found.append(self._explained(number[name], clock))
        return found

    def _explained(self, number: int, clock: Clock) -> Explanation:
        item, places = self.task.items[number], self.places_of(number)
        unmet = int(self.unmet[item.owed_id])
        code, sentence = self.said[item.owed_id]
        claims = self._claims(number, places, code, sentence, unmet)
        alone = most_minutes_alone(self.task, places)
        trade = None
        if self.helps and alone > int(self.task.left[number]) - unmet:
            trade = self._trade(number, clock)
        helps, tried, open_ = self._helps(number, clock) if self.helps else ([], [], [])
        blocked = pd.DataFrame(columns=list(COLUMNS))
        if len(places.day):
            blocked = blocked_places(self.task, places, self.plan.sessions)
        return Explanation(
            owed_id=item.owed_id,
            student_id=item.student_id,
            discipline=item.discipline,
            owed=item.owed,
            unmet=unmet,
            sentence=sentence,
            claims=tuple(claims),
            blocked=blocked,
            trade=trade,
            helps=tuple(helps),
            tried=tuple(tried),
            not_settled=tuple(open_),
        )

    # -- reasons ------------------------------------------------------------------------------

    def _claims(
        self, number: int, places: ItemPlaces, code: str, sentence: str, unmet: int
    ) -> list[Claim]:
        """Return every reason that holds, proofs first."""
        task, left = self.task, int(self.task.left[number])
        alone = most_minutes_alone(task, places)
        out_of_reach = left - alone
        found: list[Claim] = []
        if out_of_reach > 0:
            found.append(Claim(code, "proved", out_of_reach, sentence))
            for limits, name, words in (
                (Limits(student_cap=False), "student_cap",
                 "the student's make-up minutes a day"),
                (Limits(provider_caps=False), "provider_full",
                 "the minutes that the providers may give in a day or week"),
            ):  # fmt: skip
                more = most_minutes_alone(task, places, limits) - alone
                if more > 0 and name != code:
                    found.append(Claim(name, "proved", more, f"{more} minutes are out of reach "
                                       f"for the limit on {words}."))  # fmt: skip
            more = self._without_group_limits(number) - alone
            if more > 0:
                found.append(
                    Claim(
                        "group_only_with_incompatible",
                        "proved",
                        more,
                        f"{more} minutes have only places together with others with whom this "
                        "student may not sit (grades, group size, or students kept apart).",
                    )
                )
        if unmet > out_of_reach:
            rest = unmet - max(0, out_of_reach)
            if out_of_reach > 0:
                words = f"{rest} minutes have places, but none that this plan leaves open."
                found.append(Claim("competes", "in_this_plan", rest, words))
            else:
                found.append(Claim(code, "in_this_plan", rest, sentence))
        return found

    def _without_group_limits(self, number: int) -> int:
        """Return the most minutes the item could have if it could sit with anybody."""
        item, case = self.task.items[number], self.case
        students = case.table("students")
        apart = students["keep_apart"].map(lambda _: ())
        table, key = ("awards", "award_id") if item.kind == "award" else ("services", "service_id")
        frame = case.table(table)
        mine = frame[key] == item.owed_id
        free = frame.assign(
            setting=frame["setting"].mask(mine, "group"),
            max_group=frame["max_group"].mask(mine, pd.NA),
        )
        policy = case.policy.model_copy(update={"group_grade_span": 99, "group_cap": 99})
        tables = {**case.tables, "students": students.assign(keep_apart=apart), table: free}
        changed = replace(case, tables=tables, policy=policy, source_hash="")
        return self._alone_in(changed, item.owed_id)

    def _alone_in(self, case: Case, owed_id: str) -> int:
        task = planning_task(case)
        number = next(n for n, item in enumerate(task.items) if item.owed_id == owed_id)
        near = {name: task.providers[name] for name in Reach(task).providers_of(number)}
        left = np.zeros_like(task.left)
        left[number] = task.left[number]
        alone = replace(task, providers=near, left=left)
        return most_minutes_alone(alone, places_by_item(find_templates(alone))(number))

    # -- plans of changed cases -------------------------------------------------------------------

    def _planned(self, case: Case, clock: Clock) -> "pd.Series[int] | None":
        """Return unmet minutes by item in a plan of a changed case; None without time for it."""
        if clock.left < _A_PLAN / 4:
            return None
        made = plan_from(
            case,
            self.plan.sessions,
            Clock(min(_A_PLAN, clock.left), stopped=clock.stopped),
            mends=True,
            known=None,
            facts=self.facts,
            seed=self.seed,
            workers=1,
            watch=None,
        )
        return made.items.set_index("owed_id")["unmet"]

    def _trade(self, number: int, clock: Clock) -> Trade | None:
        """Return what others lose where this item comes first."""
        item, students = self.task.items[number], self.case.table("students")
        mine = students["student_id"] == item.student_id
        first = students["priority"].mask(mine, students["priority"] * _FIRST)
        tables = {**self.case.tables, "students": students.assign(priority=first)}
        after = self._planned(replace(self.case, tables=tables, source_hash=""), clock)
        if after is None:
            return None
        gained = int(self.unmet[item.owed_id] - after[item.owed_id])
        lost = (after - self.unmet).drop(item.owed_id)
        others = tuple((str(name), int(more)) for name, more in lost[lost > 0].items())
        return Trade(gained, others) if gained > 0 else None

    def _helps(self, number: int, clock: Clock) -> tuple[list[Help], list[str], list[str]]:
        item = self.task.items[number]
        helps: list[Help] = []
        tried: list[str] = []
        open_: list[str] = []
        for change in changes(self.task, number, self.reach):
            after = self._planned(change.case, clock)
            if after is None:
                open_.append(change.words)
                continue
            mine = int(self.unmet[item.owed_id] - after.get(item.owed_id, 0))
            every = int(self.unmet.sum() - after.sum())
            if mine > 0 and every > 0:
                helps.append(Help(_said(change), mine, every))
            else:
                tried.append(change.words)
        helps.sort(key=lambda one: (-one.item_minutes, -one.all_minutes, one.change))
        return helps, tried, open_


def _said(change: Change) -> str:
    return f"If {change.words}"
