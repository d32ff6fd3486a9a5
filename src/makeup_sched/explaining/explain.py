"""Explains unmet minutes: proofs first, then what blocks, then plans of changed cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from makeup_sched.case.case import Case
from makeup_sched.checker import Facts, check
from makeup_sched.explaining.blocked import Place, PlacesInPlan
from makeup_sched.explaining.changes import changes
from makeup_sched.explaining.explanation import BlockedPlaces, Claim, Explanation, Trade
from makeup_sched.explaining.explanations import Explanations
from makeup_sched.explaining.held_sessions import HeldSessions
from makeup_sched.explaining.in_this_plan import claims_in_plan
from makeup_sched.explaining.proofs import Proofs, proofs_of
from makeup_sched.explaining.summary import summary_of
from makeup_sched.explaining.trying import Outcome, Standing, Trying, share_gains
from makeup_sched.places.item_places import PlacesOf, places_by_item
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plans.belonging import check_belongs
from makeup_sched.plans.build import items_table
from makeup_sched.plans.plan import Plan
from makeup_sched.reasons.unmet import Reason, reasons_of
from makeup_sched.replanning.proofs import known_bound, with_plan
from makeup_sched.replanning.rows import with_table
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.suggest import did_you_mean

if TYPE_CHECKING:
    import pandas as pd


def explain(
    case: Case,
    plan: Plan,
    owed_ids: Sequence[str] | None = None,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    helps: bool = True,
    clock: Clock | None = None,
) -> Explanations:
    """Explain the unmet minutes of a plan.

    Parameters
    ----------
    case, plan
        The case, and a plan of it.
    owed_ids
        The items; all with unmet minutes where left out.
    seconds
        Time limit for looking into changed cases, shared by the items: what it does not suffice for
        is listed as not settled, with 0 none is thought of. Reasons don't depend on it.
    seed
        Of the plans of changed cases.
    helps
        Whether to look for what would help, and what others would lose.
    clock
        A clock of your own, to be able to stop.

    Raises
    ------
    MakeupSchedError
        For an item that the plan does not have, or that has no unmet minutes, and for a plan that
        breaks the rules of the case.
    """
    clock = Clock(seconds) if clock is None else clock
    return _Explaining(case, plan, clock, seed, helps and clock.seconds > 0).of(owed_ids)


@dataclass(frozen=True)
class _Found:
    """What was found about one item."""

    number: int
    claims: list[Claim]
    protected: tuple[tuple[str, int], ...]
    blocked: tuple[BlockedPlaces, ...]
    without_change: int
    trade: Trade | None
    outcome: Outcome


class _Explaining:
    """One plan; the task, its places and the checker's facts are worked out once for all items."""

    def __init__(self, case: Case, plan: Plan, clock: Clock, seed: int, helps: bool) -> None:
        self._case, self._clock, self._seed, self._helps = case, clock, seed, helps
        self._facts = Facts(case)
        self._sessions = plan.sessions
        check_belongs(case, self._sessions)
        if broken := check(self._facts, self._sessions):
            raise MakeupSchedError(
                f"the plan breaks {len(broken)} rules of the case, such as: {broken[0]}; "
                "makeup-sched check lists them all"
            )
        self._task = planning_task(case)
        self._numbers = {item.owed_id: number for number, item in enumerate(self._task.items)}
        self._places_of = places_by_item(find_templates(self._task))
        # what the plan's own table says of its minutes is not relied on
        self._items = items_table(self._task, self._sessions).set_index("owed_id", drop=False)
        self._unmet: pd.Series[int] = self._items["unmet"]
        self._bound = known_bound(with_plan((), case, plan), case)
        self._in_plan = PlacesInPlan(self._task, HeldSessions(self._task, self._sessions))
        self._unlocked_places = self._without_locked()

    def of(self, owed_ids: Sequence[str] | None) -> Explanations:
        """Explain items, each within its share of the time."""
        short = self._items.index[self._unmet > 0].tolist()
        wanted = short if owed_ids is None else list(dict.fromkeys(owed_ids))
        for owed_id in wanted:
            self._must_be_short(owed_id)
        unmet = {owed_id: int(self._unmet[owed_id]) for owed_id in wanted}
        reasons = reasons_of(
            self._task, self._sessions, unmet, self._places_of, proven=self._slack == 0
        )
        found = []
        for place, owed_id in enumerate(wanted):
            clock = self._clock.part(1 / (len(wanted) - place))
            found.append(self._found(owed_id, reasons[owed_id], clock))
        # those with minutes to be had without any change were tried beside a better plan
        share_gains([one.outcome for one in found if not one.without_change])
        return Explanations(tuple(map(self._explained, found)))

    def _must_be_short(self, owed_id: str) -> None:
        if owed_id not in self._items.index:
            of_student = self._items.index[self._items["student_id"] == owed_id]
            hint = did_you_mean(owed_id, self._items.index)
            if len(of_student):
                hint = f"; the items of student {owed_id} are {', '.join(of_student)}"
            raise MakeupSchedError(f"the plan has no item {owed_id}{hint}")
        if not self._unmet[owed_id]:
            pending = int(self._items["pending"][owed_id])
            held = pending and self._case.policy.pending == "hold"
            hint = f"; {pending} minutes wait for the team's decision" if held else ""
            raise MakeupSchedError(f"item {owed_id} has no unmet minutes in the plan{hint}")

    @property
    def _slack(self) -> int | None:
        """By how much the weighted unmet minutes of the plan may lie above those of the best."""
        if self._bound is None:
            return None
        priority = [item.priority for item in self._task.items]
        value = int((self._unmet.to_numpy("int64") * priority).sum())
        return value - self._bound if value >= self._bound else None

    def _without_locked(self) -> PlacesOf | None:
        locked = self._case.table("locked")
        if locked.empty:
            return None
        free = with_table(self._case, "locked", locked.head(0))
        return places_by_item(find_templates(planning_task(free, self._task)))

    def _found(self, owed_id: str, reason: Reason, clock: Clock) -> _Found:
        number, unmet = self._numbers[owed_id], int(self._unmet[owed_id])
        proofs = proofs_of(self._task, number, reason)
        places = self._places(number)
        claims = [*proofs.claims, *self._claims_in_plan(number, places, proofs, unmet)]
        standing = Standing(self._sessions, self._unmet, self._slack)
        more, trade, outcome = 0, None, Outcome()
        if self._helps:
            more, trade, outcome = self._tried(number, proofs, standing, clock)
        # what no plan can place has no place that something else could stand in
        reachable = proofs.most > self._task.items[number].owed - unmet
        blocked = self._in_plan.summary(number, places, unmet) if reachable else ()
        return _Found(number, claims, proofs.protected, blocked, more, trade, outcome)

    def _explained(self, found: _Found) -> Explanation:
        item = self._task.items[found.number]
        unmet, helps = int(self._unmet[item.owed_id]), found.outcome.best_first()
        more, trade, best = found.without_change, found.trade, self._slack == 0
        return Explanation(
            owed_id=item.owed_id,
            student_id=item.student_id,
            discipline=item.discipline,
            owed=item.owed,
            unmet=unmet,
            due_date=item.due_shown,
            summary=summary_of(item.owed, unmet, found.claims, more, trade, helps, best=best),
            claims=tuple(found.claims),
            protected=found.protected,
            blocked=found.blocked,
            without_change=more,
            trade=trade,
            helps=helps,
            tried=tuple(found.outcome.tried),
            not_settled=tuple(found.outcome.not_settled),
        )

    def _places(self, number: int) -> list[Place]:
        unlocked = self._unlocked_places
        locked_out = None if unlocked is None else unlocked(number)
        return self._in_plan.of(self._places_of(number), locked_out)

    def _claims_in_plan(
        self, number: int, places: list[Place], proofs: Proofs, unmet: int
    ) -> list[Claim]:
        owed = self._task.items[number].owed
        planned = int(self._task.left[number]) - unmet
        return claims_in_plan(self._task, number, places, planned, unmet - (owed - proofs.most))

    def _tried(
        self, number: int, proofs: Proofs, standing: Standing, clock: Clock
    ) -> tuple[int, Trade | None, Outcome]:
        """Return minutes that have a place without any change, the trade, and what helps."""
        item, more, trade = self._task.items[number], 0, None
        trying = Trying(self._task, self._facts, standing, item, clock, self._seed)
        reachable = proofs.most > item.owed - int(standing.unmet[item.owed_id])
        if reachable and standing.slack != 0:
            found = trying.nothing_changed(proofs.most)
            if found is not None:
                more = int(standing.unmet[item.owed_id] - found.unmet[item.owed_id])
                # the bound is one of this plan's: what it says of a better one is not worked out
                standing = Standing(found.sessions, found.unmet, None)
                trying = Trying(self._task, self._facts, standing, item, clock, self._seed)
        if proofs.most > item.owed - int(standing.unmet[item.owed_id]):
            trade = trying.trade()
        every = list(changes(self._task, number)) if standing.unmet[item.owed_id] else []
        outcome = trying.each(every)
        if reachable and clock.over and trade is None:
            outcome.not_settled.append("others would lose if this item came first")
        return more, trade, outcome
