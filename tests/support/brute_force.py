"""The best plan of a tiny case by trying every plan, judged by the checker alone.

Shares nothing with the places, the model or the solver. Every session that could be held is
listed, single sessions that the checker forbids are dropped, all sets of the rest are tried date
by date. Between dates only the minutes given so far matter (per item, and per week of a provider
with a weekly cap), so of all sets with the same minutes the best one is kept: the terms of the
sessions add up, and adding keeps the order of vectors.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import Violation, check, recount
from makeup_sched.checker.debt import Debt
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Attendee, Session, read_plan
from makeup_sched.checker.records import Provider
from makeup_sched.checker.rules import OF_ALL_SESSIONS, OF_ONE_SESSION
from makeup_sched.checker.tiers import tier_of
from makeup_sched.tables.schemas import empty_table
from makeup_sched.vocabulary import TELE

Vector = tuple[int, ...]
MOST_SETS = 60_000


class TooLargeError(Exception):
    """There are too many plans to try them all."""


@dataclass(frozen=True)
class Best:
    """The best vector of objective terms, in the policy's order, and sessions that reach it."""

    vector: Vector
    sessions: pd.DataFrame


@dataclass(frozen=True)
class _State:
    """Minutes given so far, by item, and in this week, by provider with a weekly cap."""

    credited: tuple[int, ...]
    week: tuple[int, ...]


_Reached = dict[_State, tuple[Vector, tuple[Session, ...]]]


def best_plan(case: Case) -> Best:
    """Return the best plan of a tiny case; raises TooLargeError where there are too many plans."""
    return _Search(case).best()


def sessions_possible(case: Case) -> list[Session]:
    """Return every session that breaks no rule beside the locked ones."""
    return _Search(case).singles


def as_table(sessions: Iterable[Session]) -> pd.DataFrame:
    """Return sessions in the contract's columns."""
    rows = [_row(session) for session in sessions]
    empty = empty_table("sessions")
    frame = pd.DataFrame(rows, columns=list(empty.columns)).astype(empty.dtypes.to_dict())
    frame.index = pd.RangeIndex(2, 2 + len(frame), name="row")
    return frame


class _Search:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.facts = Facts(case)
        table = case.table("locked")
        filled = table.assign(tier=table["tier"].where(table["tier"] != "", "school_day"))
        self.locked = [
            replace(session, tier=tier_of(self.facts, session))
            for session in read_plan(self.facts, filled).sessions
        ]
        self.debts = [debt for debt in self.facts.debts.values() if debt.owed]
        self.providers = sorted(self.facts.providers)
        self.order = case.policy.objective.order
        self.sets = 0
        self.singles = [s for s in self._everything() if not self._broken_alone(s)]

    # -- every session that could be held -------------------------------------------------------

    def _everything(self) -> Iterator[Session]:
        for provider_id in self.providers:
            provider = self.facts.providers[provider_id]
            for discipline in sorted(provider.disciplines):
                wanted = [debt for debt in self.debts if debt.discipline == discipline]
                for on in self._dates():
                    yield from self._extras(provider, wanted, on)
                    yield from self._beside_regular(provider, wanted, on)

    def _dates(self) -> Iterator[date]:
        on = self.case.start_date
        while on <= self.case.end_date:
            if self.facts.calendar.day_type(on) != "no_school":
                yield on
            on += timedelta(days=1)

    def _extras(self, provider: Provider, wanted: list[Debt], on: date) -> Iterator[Session]:
        grid = self.case.policy.grid_minutes
        work = self.facts.hours.at_work(provider.provider_id, on)
        longest = max((debt.owed for debt in wanted), default=0)
        stretch = [(s, e) for s, e, site in work.parts(0, 24 * 60) if site]
        if "extra" not in self.case.policy.modes or not stretch:
            return
        for start in range(stretch[0][0] // grid * grid, stretch[-1][1], grid):
            for length in range(grid, min(longest, stretch[-1][1] - start) + 1, grid):
                for debts in self._groups([debt for debt in wanted if debt.owed >= length]):
                    for site in sorted(self._sites(debts, on)):
                        yield self._session(provider, debts, on, start, length, site)

    def _beside_regular(
        self, provider: Provider, wanted: list[Debt], on: date
    ) -> Iterator[Session]:
        policy = self.case.policy
        for regular in self.facts.hours.regular_sessions(provider.provider_id, on):
            length = regular.end - regular.start
            if regular.discipline not in {debt.discipline for debt in wanted}:
                continue
            places = [(regular.start, length, "join")]
            grid = policy.grid_minutes
            for minutes in range(grid, policy.max_extension + 1, grid):
                places.append((regular.start - minutes, minutes, "extend"))
                places.append((regular.end, minutes, "extend"))
            for start, minutes, mode in places:
                if mode not in policy.modes or start < 0:
                    continue
                for debts in self._groups([debt for debt in wanted if debt.owed >= minutes]):
                    yield self._session(
                        provider, debts, on, start, minutes, regular.site, mode, regular.session_id
                    )

    def _groups(self, debts: list[Debt]) -> Iterator[tuple[Debt, ...]]:
        for size in range(1, self.case.policy.group_cap + 1):
            for chosen in combinations(debts, size):
                if len({debt.student_id for debt in chosen}) == size:
                    yield chosen

    def _sites(self, debts: tuple[Debt, ...], on: date) -> set[str]:
        there = [self.facts.students[debt.student_id] for debt in debts]
        return {self.facts.days.site(student, on) for student in there} | {TELE}

    def _session(
        self, provider: Provider, debts: tuple[Debt, ...], on: date, start: int, minutes: int,
        site: str, mode: str = "extra", regular_id: str = "",
    ) -> Session:  # fmt: skip
        attendees = tuple(Attendee(self.facts.students[d.student_id], d) for d in debts)
        plain = Session(
            f"X{provider.provider_id}{on:%m%d}{start:04d}{minutes}{mode}{site}"
            + "".join(debt.owed_id for debt in debts),
            provider, debts[0].discipline, on, start, start + minutes, minutes, site, mode,
            regular_id, self.facts.regulars.get(regular_id), "", provider.contract, attendees,
            locked=False,
        )  # fmt: skip
        return replace(plain, tier=tier_of(self.facts, plain))

    # -- what the checker says ------------------------------------------------------------------

    def _broken_alone(self, session: Session) -> bool:
        alone = any(True for rule in OF_ONE_SESSION for _ in rule(self.facts, session))
        return alone or self._broken([session])

    def _broken(self, sessions: list[Session]) -> bool:
        """Say whether sessions of one date break a rule that more sessions could not mend."""
        return any(not _may_be_mended(v) for v in self._violations(sessions))

    def _violations(self, sessions: list[Session]) -> Iterator[Violation]:
        together = [*self.locked, *sessions]
        for rule in OF_ALL_SESSIONS:
            yield from rule(self.facts, together)

    # -- all plans ------------------------------------------------------------------------------

    def best(self) -> Best:
        capped = [p for p in self.providers if self.facts.providers[p].minutes_per_week is not None]
        start = _State(tuple(0 for _ in self.debts), tuple(0 for _ in capped))
        reached: _Reached = {start: (tuple(0 for _ in self.order), ())}
        monday = None
        for on in self._dates():
            if monday != on - timedelta(days=on.weekday()):
                monday = on - timedelta(days=on.weekday())
                reached = self._new_week(reached, monday, capped)
            reached = self._after(reached, self._sets_of(on, capped), capped)
        ends = [(self._whole(state, vector), held) for state, (vector, held) in reached.items()]
        vector, sessions = min(ends, key=lambda end: end[0])
        return self._checked(vector, as_table([*self.locked, *sessions]))

    def _checked(self, vector: Vector, sessions: pd.DataFrame) -> Best:
        assert check(self.case, sessions) == []
        terms = recount(self.case, sessions).terms
        assert tuple(terms[name] for name in self.order) == vector
        return Best(vector, sessions)

    def _new_week(self, reached: _Reached, monday: date, capped: list[str]) -> _Reached:
        used = tuple(
            sum(
                session.length
                for session in self.locked
                if session.provider.provider_id == provider
                and session.mode != "join"
                and monday <= session.on < monday + timedelta(days=7)
            )
            for provider in capped
        )
        fresh: _Reached = {}
        for state, found in reached.items():
            _keep(fresh, _State(state.credited, used), *found)
        return fresh

    def _after(self, reached: _Reached, options: _Reached, capped: list[str]) -> _Reached:
        most = [self.facts.providers[provider].minutes_per_week or 0 for provider in capped]
        fresh: _Reached = {}
        for state, (vector, held) in reached.items():
            for option, (cost, sessions) in options.items():
                credited = _sum(state.credited, option.credited)
                week = _sum(state.week, option.week)
                over = any(c > self._left(d) for c, d in zip(credited, self.debts, strict=True))
                if not over and all(w <= m for w, m in zip(week, most, strict=True)):
                    both = _sum(vector, cost)
                    _keep(fresh, _State(credited, week), both, (*held, *sessions))
        if len(fresh) * 10 > MOST_SETS:
            raise TooLargeError
        return fresh

    def _sets_of(self, on: date, capped: list[str]) -> _Reached:
        """Return all sets of sessions that one date can hold, the best for each state."""
        singles = [session for session in self.singles if session.on == on]
        clashing = {
            (one, other)
            for one, other in combinations(range(len(singles)), 2)
            if self._broken([singles[one], singles[other]])
        }
        found: _Reached = {}

        def grow(chosen: list[int], rest: list[int]) -> None:
            self.sets += 1
            if self.sets > MOST_SETS:
                raise TooLargeError
            sessions = [singles[number] for number in chosen]
            broken = list(self._violations(sessions)) if chosen else []
            if any(not _may_be_mended(violation) for violation in broken):
                return
            if not broken:
                _keep(found, self._state(sessions, capped), self._cost(sessions), tuple(sessions))
            for place, number in enumerate(rest):
                later = [n for n in rest[place + 1 :] if (number, n) not in clashing]
                grow([*chosen, number], later)

        grow([], list(range(len(singles))))
        return found

    def _state(self, sessions: list[Session], capped: list[str]) -> _State:
        return _State(
            tuple(
                sum(s.length for s in sessions if debt in [a.debt for a in s.attendees])
                for debt in self.debts
            ),
            tuple(
                sum(
                    s.length
                    for s in sessions
                    if s.provider.provider_id == provider and s.mode != "join"
                )
                for provider in capped
            ),
        )

    def _left(self, debt: Debt) -> int:
        return debt.owed - _given(self.locked, debt)

    # -- the terms, from the contract's words ---------------------------------------------------

    def _cost(self, sessions: list[Session]) -> Vector:
        return tuple(sum(self._term(name, s) for s in sessions) for name in self.order)

    def _term(self, name: str, session: Session) -> int:
        minutes, count = session.length, len(session.attendees)
        if name == "unmet":
            return 0
        if name == "contract":
            return minutes if session.provider.contract and session.mode != "join" else 0
        if name in ("esy", "extended_day"):
            return minutes * count if session.tier == name else 0
        if name == "sessions":
            return int(session.mode != "join")
        return sum(self._of_attendee(name, session, attendee) for attendee in session.attendees)

    def _of_attendee(self, name: str, session: Session, attendee: Attendee) -> int:
        debt = attendee.debt
        if name == "other_provider":
            own = debt.own_provider
            other = own in self.facts.providers and own != session.provider.provider_id
            return session.length if other else 0
        if name == "lateness":
            days = (session.on - (debt.oldest or session.on)).days
            return session.length * max(0, days) // 7
        day = self.facts.days.categories(attendee.student, session.on)
        worth = {"avoid": 1, "prefer": -1}
        return sum(
            worth.get(self.facts.rule_of(category), 0) * (end - start)
            for start, end, category in day.parts(session.start, session.end)
        )

    def _whole(self, state: _State, vector: Vector) -> Vector:
        """Return the vector with unmet minutes and what the locked sessions come to."""
        unmet = sum(
            self.facts.students[debt.student_id].priority * (self._left(debt) - given)
            for debt, given in zip(self.debts, state.credited, strict=True)
        )
        whole = _sum(vector, self._cost(list(self.locked)))
        return tuple(
            unmet if name == "unmet" else value
            for name, value in zip(self.order, whole, strict=True)
        )


def _may_be_mended(violation: Violation) -> bool:
    """Say whether one more session can mend it: before and after, an extension lasts longer."""
    words = violation.message.split(" min on ")
    if "is extended by" not in violation.message or len(words) < 2:
        return False
    least = int(violation.message.split("not by ")[1].split(" to ")[0])
    return int(words[0].split()[-1]) < least


def _given(sessions: Iterable[Session], debt: Debt) -> int:
    return sum(
        session.length
        for session in sessions
        for attendee in session.attendees
        if attendee.debt.owed_id == debt.owed_id
    )


def _keep(reached: _Reached, state: _State, vector: Vector, sessions: tuple[Session, ...]) -> None:
    known = reached.get(state)
    if known is None or vector < known[0]:
        reached[state] = (vector, sessions)


def _sum(one: Vector, other: Vector) -> Vector:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _row(session: Session) -> dict[str, object]:
    return {
        "session_id": session.session_id,
        "provider_id": session.provider.provider_id,
        "discipline": session.discipline,
        "date": pd.Timestamp(session.on),
        "start": session.start,
        "end": session.end,
        "minutes": session.minutes,
        "site": session.site,
        "mode": session.mode,
        "regular_session_id": session.regular_session_id,
        "tier": session.tier,
        "contract": session.contract,
        "student_ids": tuple(attendee.student.student_id for attendee in session.attendees),
        "owed_ids": tuple(attendee.debt.owed_id for attendee in session.attendees),
        "locked": session.locked,
    }
