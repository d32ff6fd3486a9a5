"""A second formulation of the core: optional intervals that do not overlap, unmet minutes only.

Sessions of their own (mode `extra`), groups allowed, nothing locked. Who is where and when comes
from the checker's side; nothing is shared with the places or the model. Each session is an
interval with a start and a length of its own, cut off from lunch and the like by fixed intervals.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from ortools.sat.python import cp_model

from makeup_sched.case.case import Case
from makeup_sched.checker.debt import Debt
from makeup_sched.checker.facts import Facts
from makeup_sched.vocabulary import EVERY_SITE, TELE

Stretch = tuple[int, int]
DAY = 24 * 60


def least_unmet(case: Case, seconds: float = 20.0) -> int:
    """Return the least weighted unmet minutes with sessions of their own only, proven."""
    return _Intervals(case).solve(seconds)


@dataclass(frozen=True)
class _Seat:
    """An item that may take part in a session: whether it does, and the minutes it gets."""

    debt: Debt
    taken: cp_model.IntVar
    credit: cp_model.IntVar


@dataclass(frozen=True)
class _Slot:
    """A session that may be held."""

    held: cp_model.IntVar
    length: cp_model.IntVar
    seats: list[_Seat]


class _Intervals:
    def __init__(self, case: Case) -> None:
        self.case, self.policy = case, case.policy
        self.facts = Facts(case)
        self.model = cp_model.CpModel()
        self.debts = [debt for debt in self.facts.debts.values() if debt.owed]
        self.of_student: dict[tuple[str, date], list[cp_model.IntervalVar]] = defaultdict(list)
        self.seats: dict[tuple[str, date], list[_Seat]] = defaultdict(list)
        self.given: dict[tuple[str, date], list[cp_model.IntVar]] = defaultdict(list)
        on = case.start_date
        while on <= case.end_date:
            if self.facts.calendar.day_type(on) != "no_school":
                for provider in sorted(self.facts.providers):
                    self._provider_day(provider, on)
            on += timedelta(days=1)
        self._students()
        self._provider_caps()

    def solve(self, seconds: float) -> int:
        left = []
        for debt in self.debts:
            seats = [seat for (o, _), all_ in self.seats.items() if o == debt.owed_id
                     for seat in all_]  # fmt: skip
            unmet = self.model.new_int_var(0, debt.owed, "")
            self.model.add(unmet + sum(seat.credit for seat in seats) == debt.owed)
            left.append(self.facts.students[debt.student_id].priority * unmet)
        self.model.minimize(sum(left))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 1
        assert solver.solve(self.model) == cp_model.OPTIMAL
        return int(solver.objective_value)

    # -- one provider on one date ---------------------------------------------------------------

    def _provider_day(self, provider_id: str, on: date) -> None:
        own: list[cp_model.IntervalVar] = []
        for site in sorted(self._sites(on)):
            wanted = self._wanted(provider_id, on, site)
            open_time = self._open(provider_id, on, site)
            if not wanted or not open_time:
                continue
            shortest = min(min(d.min_session, d.owed) for d in wanted)
            minutes = sum(end - start for start, end in open_time)
            for _ in range(min(minutes // shortest, len(wanted) * 2)):
                own.append(self._slot(provider_id, on, wanted, open_time))
        self.model.add_no_overlap(own)

    def _slot(
        self, provider_id: str, on: date, wanted: list[Debt], open_time: list[Stretch]
    ) -> cp_model.IntervalVar:
        model, grid = self.model, self.policy.grid_minutes
        held = model.new_bool_var("")
        cells = model.new_int_var(1, max(d.owed for d in wanted) // grid, "")
        begin = model.new_int_var(0, DAY // grid, "")
        start, length = begin * grid, cells * grid
        size = model.new_int_var(1, DAY, "")
        model.add(size == length)
        seats = [self._seat(debt, size, on) for debt in wanted]
        taken = [seat.taken for seat in seats]
        model.add(sum(taken) >= 1).only_enforce_if(held)
        model.add(sum(taken) == 0).only_enforce_if(held.negated())
        self._who_together(seats, self.facts.providers[provider_id].max_group)
        self._how_long(seats, size)
        interval = self._interval(start, size, held)
        model.add_no_overlap([interval, *self._fixed(_outside(open_time))])
        for seat in seats:
            mine = self._interval(start, size, seat.taken)
            self.of_student[seat.debt.student_id, on].append(mine)
        minutes = model.new_int_var(0, DAY, "")
        model.add(minutes == size).only_enforce_if(held)
        model.add(minutes == 0).only_enforce_if(held.negated())
        self.given[provider_id, on].append(minutes)
        return interval

    def _seat(self, debt: Debt, size: cp_model.IntVar, on: date) -> _Seat:
        taken = self.model.new_bool_var("")
        credit = self.model.new_int_var(0, debt.owed, "")
        self.model.add(credit == size).only_enforce_if(taken)
        self.model.add(credit == 0).only_enforce_if(taken.negated())
        seat = _Seat(debt, taken, credit)
        self.seats[debt.owed_id, on].append(seat)
        return seat

    def _interval(
        self, start: cp_model.LinearExpr, size: cp_model.IntVar, held: cp_model.IntVar
    ) -> cp_model.IntervalVar:
        end = self.model.new_int_var(0, DAY, "")
        return self.model.new_optional_interval_var(start, size, end, held, "")

    def _who_together(self, seats: list[_Seat], provider_group: int | None) -> None:
        size = sum(seat.taken for seat in seats)
        cap = min(self.policy.group_cap, provider_group or DAY)
        self.model.add(size <= cap)
        for seat in seats:
            most = seat.debt.max_group
            if most is not None:
                self.model.add(size <= most).only_enforce_if(seat.taken)
        for one, other in combinations(seats, 2):
            if not self._fit(one.debt.student_id, other.debt.student_id):
                self.model.add_at_most_one([one.taken, other.taken])

    def _fit(self, one_id: str, other_id: str) -> bool:
        one, other = self.facts.students[one_id], self.facts.students[other_id]
        if one_id == other_id or other_id in one.keep_apart or one_id in other.keep_apart:
            return False
        if one.grade is None or other.grade is None:
            return True
        return abs(one.grade - other.grade) <= self.policy.group_grade_span

    def _how_long(self, seats: list[_Seat], size: cp_model.IntVar) -> None:
        model = self.model
        excused = [model.new_bool_var("") for seat in seats if _small(seat.debt)]
        small = [seat for seat in seats if _small(seat.debt)]
        for flag, seat in zip(excused, small, strict=True):
            model.add_implication(flag, seat.taken)
            model.add(size == seat.debt.owed).only_enforce_if(flag)
        for seat in seats:
            model.add(size <= seat.debt.max_session).only_enforce_if(seat.taken)
            enough = model.new_bool_var("")
            model.add(size >= seat.debt.min_session).only_enforce_if(enough)
            model.add_bool_or([seat.taken.negated(), enough, *excused])

    # -- who is where ---------------------------------------------------------------------------

    def _sites(self, on: date) -> set[str]:
        there = {self.facts.days.site(student, on) for student in self.facts.students.values()}
        return there | {TELE}

    def _wanted(self, provider_id: str, on: date, site: str) -> list[Debt]:
        disciplines = self.facts.providers[provider_id].disciplines
        found = []
        for debt in self.debts:
            student = self.facts.students[debt.student_id]
            there = student.tele if site == TELE else self.facts.days.site(student, on) == site
            early = debt.not_before is not None and on < debt.not_before
            if there and debt.discipline in disciplines and not early and on <= debt.due:
                found.append(debt)
        return found

    def _open(self, provider_id: str, on: date, site: str) -> list[Stretch]:
        fitting = (site,) if site == TELE else (site, EVERY_SITE)
        work = self.facts.hours.at_work(provider_id, on)
        here = [(start, end) for start, end, where in work.parts(0, DAY) if where in fitting]
        busy = self.facts.hours.regular_sessions(provider_id, on)
        return _less(here, [(regular.start, regular.end) for regular in busy])

    def _students(self) -> None:
        for (student_id, on), sessions in self.of_student.items():
            student = self.facts.students[student_id]
            day = self.facts.days.categories(student, on)
            taken = [
                (start, end)
                for start, end, category in day.parts(0, DAY)
                if not category or self.facts.rule_of(category) == "never"
            ]
            taken += [(r.start, r.end) for r in self.facts.days.regular_sessions(student, on)
                      if self.facts.rule_of("related_service") != "never"]  # fmt: skip
            for session in sessions:
                self.model.add_no_overlap([session, *self._fixed(taken)])
            self.model.add_no_overlap(sessions)
            own = student.minutes_per_day
            cap = self.policy.makeup_minutes_per_day if own is None else own
            items = [debt.owed_id for debt in self.debts if debt.student_id == student_id]
            seats = [seat for item in items for seat in self.seats[item, on]]
            self.model.add(sum(seat.credit for seat in seats) <= cap)
            for item in items:
                times = self.policy.sessions_per_day_per_item
                self.model.add(sum(seat.taken for seat in self.seats[item, on]) <= times)

    def _provider_caps(self) -> None:
        weeks: dict[tuple[str, date], list[cp_model.IntVar]] = defaultdict(list)
        for (provider_id, on), minutes in self.given.items():
            weeks[provider_id, on - timedelta(days=on.weekday())] += minutes
            cap = self.facts.providers[provider_id].minutes_per_day
            if cap is not None:
                self.model.add(sum(minutes) <= cap)
        for (provider_id, _), minutes in weeks.items():
            cap = self.facts.providers[provider_id].minutes_per_week
            if cap is not None:
                self.model.add(sum(minutes) <= cap)

    def _fixed(self, stretches: list[Stretch]) -> list[cp_model.IntervalVar]:
        return [
            self.model.new_fixed_size_interval_var(start, end - start, "")
            for start, end in stretches
        ]


def _small(debt: Debt) -> bool:
    return debt.owed < debt.min_session


def _less(stretches: list[Stretch], taken: list[Stretch]) -> list[Stretch]:
    """Return the stretches without what is taken out of them."""
    for first, last in taken:
        parts = [((s, min(e, first)), (max(s, last), e)) for s, e in stretches]
        stretches = [part for pair in parts for part in pair if part[0] < part[1]]
    return stretches


def _outside(stretches: list[Stretch]) -> list[Stretch]:
    """Return the rest of the day."""
    found, reached = [], 0
    for start, end in sorted(stretches):
        if reached < start:
            found.append((reached, start))
        reached = max(reached, end)
    return [*found, (reached, DAY)] if reached < DAY else found
