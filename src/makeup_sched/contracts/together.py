"""The least contract time of a small case: bought together with what staff give, or beside.

The visits become hours of contract providers, and the case is planned with them. What still has no
place asks for further visits; a visit that the plan can do without is dropped, two are replaced by
less, one with idle ends is cut.
"""

import datetime as dt
from dataclasses import replace
from itertools import combinations

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.apart import apart
from makeup_sched.contracts.booked import Diary
from makeup_sched.contracts.booking import Booking, booked_in
from makeup_sched.contracts.certificate import Certificate
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.hours_bound import HoursBound, nothing_proven, raise_bound, rising
from makeup_sched.contracts.large import (
    Draft,
    beside_staff,
    drafted_beside,
    mended,
    planned_around,
    visits_beside,
)
from makeup_sched.contracts.pool import Visit, only_unmet, posts_of, with_pool, with_visits
from makeup_sched.contracts.posts_bound import bound_of_posts
from makeup_sched.contracts.staff_at_most import staff_at_most
from makeup_sched.contracts.use_of_visits import (
    given_in,
    paid_minutes,
    unmet_in,
    without_idle_ends,
)
from makeup_sched.contracts.whole_sessions import with_whole_sessions_left
from makeup_sched.contracts.with_staff import visits_with_staff
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort

_FOR_OTHER_DAYS = 0.1
"""Share of the time left for visits on days on which the students have no session with staff."""
_FOR_SEARCH = 0.6
"""Share of the time for staff and contractors together."""
_FOR_PROOF = 0.15
"""Share of the time for the proof where visits are not bought together with what staff give."""
_FOR_DROPPING = 0.3
"""Share of the time for trying which visits the plan can do without."""
_NEAR = 1.1
"""How near to the proof visits are so good that no others are looked for beside a plan of staff."""
_A_PLAN = 10.0
"""Seconds for planning a case with its visits."""
_FOR_ANOTHER_WAY = 0.1
"""Share of the time that must be left to look for others: a plan of staff alone takes long, and
what it finds is to be cleared, too."""
_REPAIRS = 4
"""Most times that further visits are asked for."""
_FOR_A_REPAIR, _MOST_FOR_A_REPAIR = 3.0, 6.0
"""Seconds that asking for further visits may take even where the time is up, and at most."""
_LATE, _LATE_AT_LEAST = 0.05, 5.0
"""How long after its end clearing what can be cleared may go on: a share of the time, seconds."""
_FOR_MENDING = 5.0
"""Seconds for mending a plan whose visits have changed."""


class Together:
    """One search for the least contract time of a case of the staff alone.

    `jointly` says whether visits may be bought together with what staff give; `proof` is what staff
    alone can place, with a plan of theirs.
    """

    def __init__(
        self,
        case: Case,
        first: dt.date,
        clock: Clock,
        effort: Effort,
        *,
        jointly: bool,
        proof: Certificate | None = None,
    ) -> None:
        self._jointly = jointly
        self._for_another_way = _FOR_ANOTHER_WAY * clock.left
        self.case, self.first, self.clock, self.effort = case, first, clock, effort
        # what can be cleared comes before the time limit, but not for long
        self._late = clock.anew(clock.left + max(_LATE_AT_LEAST, _LATE * clock.left))
        self.alone = planning_task(case)
        self.posts = posts_of(self.alone)
        self.task = with_pool(case, self.posts, first)
        self._staff = None if proof is None else proof.plan
        self._known = () if proof is None else staff_at_most(proof, self.alone)

    def run(self) -> LeastContract:
        """Return the least contract time found."""
        of_posts = bound_of_posts(
            self.alone, self.task, self.posts, self.clock.part(0.05), self._known
        )
        by_hour = nothing_proven(self.task, apart(self.alone), self._known)
        visits, made = self._cheapest(by_hour)
        visits, made = self._without_idle(visits, made)
        visits, made = self._with_fewer(by_hour, visits, made)
        made = self._staff_first(visits, made)
        # the time may be up before the idle ones are gone, and staff may have emptied others
        visits = [visit for visit in visits if given_in(visit, made.sessions)]
        grid = self.case.policy.grid_minutes
        return LeastContract(
            case=with_visits(self.case, visits),
            visits=tuple(visits),
            plan=made,
            least_minutes=max(
                by_hour.least_minutes(unmet_in(made)), of_posts.least_minutes(unmet_in(made), grid)
            ),
            first_date=self.first,
            in_time=unmet_in(made) == 0 or not self.clock.over,
        )

    def _cheapest(self, by_hour: HoursBound) -> tuple[list[Visit], Plan]:
        """Return visits and their plan: those that were bought with staff, or beside their plan."""
        staff = self._staff or self._planned([], None)
        on_other_days = self._on_other_days(staff)
        if self._jointly:
            way = self._jointly_or_beside(by_hour, staff)
        else:
            raise_bound(by_hour, self.task, self.posts, self.clock.part(_FOR_PROOF))
            way = self._cleared(*self._beside(staff))
        return min(way, on_other_days, key=_rank)

    def _jointly_or_beside(self, by_hour: HoursBound, staff: Plan) -> tuple[list[Visit], Plan]:
        """Return visits that were bought with staff or, where they seem cheaper, beside them."""
        joint = self._joint(by_hour, staff)
        near = _cost(joint) <= _NEAR * by_hour.least_minutes(0)
        if near or self.clock.left < self._for_another_way:
            return self._cleared(*joint)
        first, second = sorted((joint, self._beside(staff)), key=_cost)
        way = self._cleared(*first)
        if _cost(way) > _cost(second):
            way = min(way, self._cleared(*second), key=_rank)
        return way

    def _on_other_days(self, staff: Plan) -> tuple[list[Visit], Plan]:
        """Return visits on days on which the students have no session with staff, and the plan.

        They cost more than others, but all in them have a place at once.
        """
        part = self.clock.part(_FOR_OTHER_DAYS)
        # in this process: others would begin when the time is up
        here = replace(self.effort, workers=1)
        visits, draft = beside_staff(self.case, staff, self.task, self.posts, part, here)
        return visits, draft.checked(self.case, visits, self.effort.seed)

    def _beside(self, staff: Plan) -> tuple[list[Visit], Plan]:
        """Return visits for what staff leave unmet, and their plan with these."""
        visits = visits_beside(self.case, staff, self.first, self.clock.part(0.2), self.effort)
        part = self.clock.part(0.2)
        beside = drafted_beside(self.case, staff, visits, part, self.effort)
        return visits, self._planned(visits, beside)

    def _joint(self, by_hour: HoursBound, staff: Plan) -> tuple[list[Visit], Plan]:
        """Return visits that are bought together with what staff give, and the plan around them.

        That begins with what of a plan of staff alone can still be held.
        """
        diary = Diary.of(self.task, self.case.table("locked"))
        clock = self.clock.part(_FOR_SEARCH)
        with rising(by_hour, self.task, self.posts, clock):
            found = visits_with_staff(
                self.alone, self.task, self.posts, diary, by_hour, clock, self.effort.seed
            )
        booked = Booking(self.task, diary, found.staff_days).book(found.visits)
        visits, sessions = booked_in(self.case, self.posts, self.task, booked)
        clock = self.clock.part(0.5)
        made = planned_around(self.case, sessions, visits, clock, self.effort, staff.sessions)
        # what one visit more could clear is cleared sooner by that
        if unmet_in(made) > self.case.policy.contract.min_visit_minutes:
            made = min(made, self._planned(visits, made), key=unmet_in)
        return visits, made

    def _cleared(self, visits: list[Visit], made: Plan) -> tuple[list[Visit], Plan]:
        """Ask for further visits while they clear more: beside all that stands, else anew."""
        for _ in range(_REPAIRS):
            before = unmet_in(made)
            for anew in (False, True):
                base = made if anew else self._with_whole_sessions_left(made)
                wider = self._further(visits, base, anew)
                if paid_minutes(wider) <= paid_minutes(visits):
                    continue
                better = made if anew else self._mended(wider, base)
                if unmet_in(better) >= unmet_in(made):
                    better = self._planned(wider, made)
                if unmet_in(better) < unmet_in(made):
                    visits, made = wider, better
                    break
            if unmet_in(made) in (0, before):
                break
        return visits, made

    def _with_whole_sessions_left(self, made: Plan) -> Plan:
        """Return a plan in which staff give less where they leave less than a session."""
        return replace(made, sessions=with_whole_sessions_left(self.task, made))

    def _further(self, visits: list[Visit], made: Plan, anew: bool) -> list[Visit]:
        """Return the visits with more, or longer ones, for what a plan leaves unmet."""
        if not unmet_in(made) or self._late.over:
            return visits
        clock = self._soon(max(_FOR_A_REPAIR, min(_MOST_FOR_A_REPAIR, self.clock.left * 0.3)))
        standing = with_visits(self.case, visits)
        return visits_beside(
            standing, made, self.first, clock, self.effort, standing=visits, anew=anew
        )

    def _planned(self, visits: list[Visit], before: Plan | Draft | None) -> Plan:
        """Plan the case with the visits for as few unmet minutes as can be.

        The search begins with what of the plan `before` can still be held.
        """
        return plan(
            only_unmet(with_visits(self.case, visits)),
            clock=self._soon(min(self.clock.left, _A_PLAN) + 2.0),
            seed=self.effort.seed,
            workers=self.effort.workers,
            start=None if before is None else before.sessions,
        )

    def _mended(self, visits: list[Visit], before: Plan) -> Plan:
        """Plan the case with the visits in a moment: of the plan `before` little moves."""
        clock = self._soon(min(self.clock.left, _FOR_MENDING) + 1.0)
        case = only_unmet(with_visits(self.case, visits))
        return mended(case, before, clock, self.effort.seed)

    def _soon(self, seconds: float) -> Clock:
        """Return a clock of so many seconds, which ends at most a little past the time limit."""
        return self.clock.anew(min(seconds, self._late.left))

    def _with_fewer(
        self, by_hour: HoursBound, visits: list[Visit], made: Plan
    ) -> tuple[list[Visit], Plan]:
        """Replace two visits of a post by less, the least used first, while the time lasts."""
        tried: set[frozenset[Visit]] = set()
        while not self.clock.over and paid_minutes(visits) > by_hour.least_minutes(unmet_in(made)):
            pair = _least_used_pair(visits, made.sessions, tried)
            if pair is None:
                break
            tried.add(pair)
            fewer = [one for one in visits if one not in pair]
            between = self._mended(fewer, made)
            wider = self._further(fewer, between, False)
            if paid_minutes(wider) >= paid_minutes(visits):
                continue
            better = self._mended(wider, between)
            if unmet_in(better) <= unmet_in(made):
                visits, made = wider, better
        return visits, made

    def _staff_first(self, visits: list[Visit], made: Plan) -> Plan:
        """Return a plan in which contractors give no more than they have to."""
        case = only_unmet(with_visits(self.case, visits), "contract")
        if self._late.over:
            return made
        clock = self._soon(max(_FOR_A_REPAIR, self.clock.left))
        better = plan(case, clock=clock, seed=self.effort.seed, workers=self.effort.workers)
        return better if unmet_in(better) <= unmet_in(made) else made

    def _without_idle(self, visits: list[Visit], made: Plan) -> tuple[list[Visit], Plan]:
        """Drop visits that the plan can do without, the least used first, and cut idle ends."""
        used = {visit: given_in(visit, made.sessions) for visit in visits}
        clock = self.clock.part(_FOR_DROPPING)
        for visit in sorted(visits, key=lambda one: (used[one], one)):
            if clock.over:
                break
            fewer = [one for one in visits if one != visit]
            other = self._mended(fewer, made) if used[visit] else made
            if unmet_in(other) <= unmet_in(made):
                visits, made = fewer, other
        least = self.case.policy.contract.min_visit_minutes
        return [without_idle_ends(visit, made.sessions, least) for visit in visits], made


def _cost(way: tuple[list[Visit], Plan]) -> int:
    """Return paid minutes, and twice those unmet: visits for so little are half idle."""
    return paid_minutes(way[0]) + 2 * unmet_in(way[1])


def _rank(way: tuple[list[Visit], Plan]) -> tuple[int, int]:
    return unmet_in(way[1]), paid_minutes(way[0])


def _least_used_pair(
    visits: list[Visit], sessions: pd.DataFrame, tried: set[frozenset[Visit]]
) -> frozenset[Visit] | None:
    """Return the two visits of one post in which least is given, of those not tried yet."""
    used = {visit: given_in(visit, sessions) for visit in visits}
    pairs = [
        (used[one] + used[other], one, other)
        for one, other in combinations(sorted(visits), 2)
        if one.post == other.post and frozenset((one, other)) not in tried
    ]
    if not pairs:
        return None
    _, one, other = min(pairs)
    return frozenset((one, other))
