"""Looks for the answer to "do we need to contract?": staff alone, visits, the day to decide by."""

import datetime as dt
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cached_property

from makeup_sched.case.case import Case
from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.certificate import Certificate, certificate
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.deadline import Deadline, deadline
from makeup_sched.contracts.fewer_visits import with_fewer_visits
from makeup_sched.contracts.least import least_contract
from makeup_sched.contracts.pool import staff_alone
from makeup_sched.contracts.too_late import InVain, in_vain, last_use
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.solving import How

_STEPS = ("what staff can place at most", "the least contract hours", "by when to decide")
_SHARES, _SHARES_OF_A_DISTRICT = (0.5, 0.75), (0.45, 0.85)
"""Shares of the time left for the first steps; no plans show by when a district has to decide."""
_FOR_STAFF_IF_TOO_LATE = 0.15
"""Share of the time for what staff of a small case can place where no contract gives anything."""
_FOR_FEWER, _FEWER_AT_LEAST = 0.4, 3.0
"""Share of the time left after the visits for plans with fewer of them, and seconds at least."""
_PLANS_FOR_DEADLINE = 40
"""Providers up to which plans show the last day to decide, and staff are planned in a moment."""


def contracting(
    case: Case,
    *,
    seconds: float = 180.0,
    decided: dt.date | None = None,
    seed: int = 0,
    workers: int = 2,
    executor: Executor | None = None,
    clock: Clock | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Contracting:
    """Answer whether contracting is needed, for how many hours, by when and at what price.

    Parameters
    ----------
    case
        The case. What its contract providers could give is left aside; their regular sessions
        take place.
    seconds
        Time limit; every claim holds however little time there was.
    decided
        The day on which it is decided; by default the first date to plan on.
    seed, workers, executor
        As for planning; the executor proves and plans what a large case owes.
    clock
        A clock of your own, to be able to stop.
    step
        Told in words what is worked on.

    Raises
    ------
    LockedError
        Where locked sessions themselves break a rule.
    """
    search = _Search(
        case=case,
        day=case.start_date if decided is None else decided,
        clock=Clock(seconds) if clock is None else clock,
        seed=seed,
        workers=workers,
        executor=executor,
    )
    step(_STEPS[0])
    proof = search.staff_at_most(step)
    if proof.unmet == 0:
        return search.answer(proof, None)
    vain = search.in_vain(proof) if search.asks_first else None
    if vain is not None or search.stopped:
        return search.without_visits(proof, search.no_visits(proof), vain)
    step(_STEPS[1])
    least = search.least(proof)
    if search.stopped or not least.visits:  # without visits no day is better than another
        if not search.asks_first and not search.stopped:
            vain = search.in_vain(proof)
        return search.without_visits(proof, least, vain)
    least, fewer = search.with_fewer(proof, least)
    step(_STEPS[2])
    until = search.by_when(proof, least)
    whole = search.answer(proof, least)
    return replace(whole, deadline=until, fewer=fewer, stopped=search.stopped)


@dataclass(frozen=True)
class _Search:
    """The steps of one search for the answer; `day` is the day of the decision."""

    case: Case
    day: dt.date
    clock: Clock
    seed: int
    workers: int
    executor: Executor | None

    @cached_property
    def alone(self) -> Case:
        """The case of the staff alone."""
        return staff_alone(self.case)

    @cached_property
    def first(self) -> dt.date:
        """The first date on which a contractor can come."""
        lead = dt.timedelta(days=self.case.policy.contract.lead_days)
        return max(self.day + lead, self.case.start_date)

    @cached_property
    def latest(self) -> dt.date | None:
        """The last date on which contract time is of use; None where it is not looked for."""
        return last_use(self.alone, self.first)

    @property
    def late(self) -> bool:
        """Whether arithmetic shows at once that it is too late."""
        over = self.first > self.case.end_date
        return over or (self.latest is not None and self.latest < self.first)

    @property
    def small(self) -> bool:
        """Whether staff are planned in a moment."""
        return len(self.case.table("providers")) <= _PLANS_FOR_DEADLINE

    @property
    def asks_first(self) -> bool:
        """Whether it is asked before visits are looked for if there are any of use.

        In a large case arithmetic for each item takes its time, and is seldom all there is to say.
        """
        return self.small or self.latest is not None

    @property
    def stopped(self) -> bool:
        """Whether somebody has stopped it."""
        return self.clock.stopped.is_set()

    def staff_at_most(self, step: Callable[[str], None]) -> Certificate:
        """Return what staff can place at most."""
        for_staff = (_SHARES if self.small else _SHARES_OF_A_DISTRICT)[0]
        return certificate(
            self.alone,
            self.clock.part(_FOR_STAFF_IF_TOO_LATE if self.late and self.small else for_staff),
            seed=self.seed,
            workers=self.workers,
            executor=self.executor,
            step=step,
        )

    def in_vain(self, proof: Certificate) -> InVain | None:
        """Return that no contract decided on the day clears anything; None where one may."""
        how = How(seed=self.seed, workers=self.workers) if self.small else None
        return in_vain(self.alone, self.first, proof, self.latest, self.clock, how)

    def no_visits(self, proof: Certificate) -> LeastContract:
        """Return what there is before any visit was looked for.

        Whoever has stopped waits for no search: it would still take its first steps.
        """
        return LeastContract(self.alone, (), proof.plan, 0, self.first, in_time=False)

    def least(self, proof: Certificate) -> LeastContract:
        """Return the least contract time that is found."""
        for_visits = (_SHARES if self.small else _SHARES_OF_A_DISTRICT)[1]
        return least_contract(
            self.alone,
            self.first,
            self.clock.part(for_visits),
            seed=self.seed,
            workers=self.workers,
            executor=self.executor,
            proof=proof,
        )

    def with_fewer(
        self, proof: Certificate, least: LeastContract
    ) -> tuple[LeastContract, Mapping[int, int]]:
        """Return the contract, or a cheaper one that clears as much; what fewer visits leave."""
        if not self.small:
            return least, {}
        clock = self.clock.anew(max(_FEWER_AT_LEAST, _FOR_FEWER * self.clock.left))
        return with_fewer_visits(self.alone, least, proof.plan, clock, self.seed)

    def by_when(self, proof: Certificate, least: LeastContract) -> Deadline:
        """Return the last day to decide, and what waiting costs."""
        return deadline(
            self.alone,
            self.day,
            self.clock,
            plans=self.small,
            unmet=least.unmet,
            staff=proof,
            seed=self.seed,
            workers=self.workers,
        )

    def without_visits(
        self, proof: Certificate, least: LeastContract, vain: InVain | None
    ) -> Contracting:
        """Return the answer where there are no visits, or it was stopped; `vain`: none help."""
        if vain is not None:
            least = replace(least, in_time=True)
            proof = proof.at_best() if vain.staff_best else proof
        return replace(self.answer(proof, least), vain=vain, stopped=self.stopped)

    def answer(self, proof: Certificate, least: LeastContract | None) -> Contracting:
        """Return the answer without a day to decide by."""
        return Contracting(self.case, self.day, proof, least, None)
