"""The plain interval model in OR-tools CP-SAT, as its scheduling examples are written.

In each window of a provider's free time there are as many optional intervals as sessions could
fit, each with a start, a length and a seat for everybody who could come; no two intervals of a
provider or of a student overlap. Groups are in it. It plans sessions of their own only: a session
that is joined or extended has neither a start nor a length to choose.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from benchmarks.peers.cpsat import searched, solver_for
from benchmarks.peers.held import Held, held_table
from benchmarks.peers.peer import Stopwatch, Timeline, extras_only, peak_memory
from benchmarks.peers.windows import Finder, Lengths, Window, lengths, outside
from makeup_sched.availability.patterns import MINUTES
from makeup_sched.case.case import Case
from makeup_sched.places.task import Task, planning_task

NAME = "intervals"


def run(case: Case, seconds: float) -> Timeline:
    """Plan a case with intervals."""
    watch = Stopwatch(seconds)
    task = planning_task(case)
    built = _Intervals(task, watch)
    solver = solver_for(watch)
    status = cp_model.UNKNOWN
    left_out = extras_only(case)
    if built.whole:
        status = searched(solver, built.model, watch, task.grid, whole=not left_out)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Timeline(
        name=NAME,
        points=tuple(watch.points),
        bound=watch.bound,
        left_out=left_out,
        memory=peak_memory(),
        sessions=held_table(task, built.held(solver) if found else []),
        note="" if built.whole else "the time was over before the model was built",
        proofs=tuple(watch.proofs),
    )


@dataclass(frozen=True)
class _Seat:
    """An item that may take part in a session: whether it does, and the cells it gets."""

    item: int
    taken: cp_model.IntVar
    credit: cp_model.IntVar


@dataclass(frozen=True)
class _Slot:
    """A session that may be held in a window."""

    window: Window
    held: cp_model.IntVar
    start: cp_model.IntVar
    size: cp_model.IntVar
    end: cp_model.IntVar
    seats: tuple[_Seat, ...]


class _Intervals:
    """The model; `whole` says whether it was built before the time was over."""

    def __init__(self, task: Task, watch: Stopwatch) -> None:
        self.task = task
        self.model = cp_model.CpModel()
        self.whole = False
        self._finder = Finder(task)
        self._lengths = lengths(task)
        self._slots: list[_Slot] = []
        self._of_provider: dict[tuple[str, int], list[_Slot]] = defaultdict(list)
        self._of_student: dict[tuple[str, int], list[cp_model.IntervalVar]] = defaultdict(list)
        self._seats: dict[tuple[int, int], list[_Seat]] = defaultdict(list)
        for window in self._finder.all():
            if watch.left <= 0:
                return
            self._add_window(window)
        self._providers()
        self._students()
        self._items()
        self._minimize_unmet()
        self.whole = True

    def held(self, solver: cp_model.CpSolver) -> list[Held]:
        """Return the sessions of the solver's plan."""
        grid = self.task.grid
        found = []
        for slot in self._slots:
            items = tuple(seat.item for seat in slot.seats if solver.value(seat.taken))
            if items:
                start, end = solver.value(slot.start) * grid, solver.value(slot.end) * grid
                window = slot.window
                found.append(Held(window.provider_id, window.day, start, end, window.site, items))
        return found

    # -- one window ----------------------------------------------------------------------------

    def _add_window(self, window: Window) -> None:
        least = min(self._lengths[guest.item].least for guest in window.guests)
        times = self.task.case.policy.sessions_per_day_per_item
        count = min((window.end - window.start) // least, len(window.guests) * times)
        slots = [self._slot(window, least) for _ in range(count)]
        for before, after in pairwise(slots):
            # sessions of one window are alike: the first ones are held, in their order
            self.model.add_implication(after.held, before.held)
            self.model.add(before.end <= after.start).only_enforce_if(after.held)
        self._slots += slots
        self._of_provider[window.provider_id, window.day] += slots

    def _slot(self, window: Window, least: int) -> _Slot:
        model = self.model
        most = max(self._lengths[guest.item].most for guest in window.guests)
        longest = max(least, min(most, window.end - window.start))
        start = model.new_int_var(window.start, window.end - least, "")
        size = model.new_int_var(least, longest, "")
        end = model.new_int_var(window.start + least, window.end, "")
        model.add(start + size == end)
        held = model.new_bool_var("")
        seats = tuple(self._seat(guest.item, size, longest) for guest in window.guests)
        slot = _Slot(window, held, start, size, end, seats)
        model.add_max_equality(held, [seat.taken for seat in seats])
        self._who_together(slot)
        self._how_long(slot)
        for seat in seats:
            student = self.task.items[seat.item].student_id
            interval = model.new_optional_interval_var(start, size, end, seat.taken, "")
            self._of_student[student, window.day].append(interval)
            self._seats[seat.item, window.day].append(seat)
        return slot

    def _seat(self, item: int, size: cp_model.IntVar, longest: int) -> _Seat:
        taken = self.model.new_bool_var("")
        credit = self.model.new_int_var(0, longest, "")
        self.model.add(credit == size).only_enforce_if(taken)
        self.model.add(credit == 0).only_enforce_if(taken.negated())
        return _Seat(item, taken, credit)

    def _who_together(self, slot: _Slot) -> None:
        model, task = self.model, self.task
        size = cp_model.LinearExpr.sum([seat.taken for seat in slot.seats])
        own = task.providers[slot.window.provider_id].max_group
        cap = min(task.case.policy.group_cap, own or len(slot.seats))
        model.add(size <= cap)
        span = task.case.policy.group_grade_span
        lowest = model.new_int_var(-20, 20, "")
        taken: dict[str, list[cp_model.IntVar]] = {}
        for seat in slot.seats:
            item = task.items[seat.item]
            student = task.students[item.student_id]
            most = (item.max_group or cap) if item.group else 1
            if most < cap:
                model.add(size <= most).only_enforce_if(seat.taken)
            if student.grade is not None:
                model.add(lowest <= student.grade).only_enforce_if(seat.taken)
                model.add(lowest >= student.grade - span).only_enforce_if(seat.taken)
            for apart in sorted(student.keep_apart & taken.keys()):
                model.add_at_most_one([seat.taken, *taken[apart]])
            taken.setdefault(item.student_id, []).append(seat.taken)

    def _how_long(self, slot: _Slot) -> None:
        """Rule 3: shorter than an item's least only for somebody who owes just that."""
        model = self.model
        excuses = []
        for seat in slot.seats:
            if self._lengths[seat.item].small:
                excuse = model.new_bool_var("")
                model.add_implication(excuse, seat.taken)
                model.add(slot.size == self._lengths[seat.item].least).only_enforce_if(excuse)
                excuses.append(excuse)
        for seat in slot.seats:
            allowed = self._lengths[seat.item]
            model.add(slot.size <= allowed.most).only_enforce_if(seat.taken)
            self._long_enough(slot, seat, allowed, excuses)

    def _long_enough(
        self, slot: _Slot, seat: _Seat, allowed: Lengths, excuses: list[cp_model.IntVar]
    ) -> None:
        model = self.model
        if not excuses:
            model.add(slot.size >= allowed.least).only_enforce_if(seat.taken)
            return
        enough = model.new_bool_var("")
        least = -(-self.task.items[seat.item].min_session // self.task.grid)
        model.add(slot.size >= least).only_enforce_if(enough)
        model.add_bool_or([seat.taken.negated(), enough, *excuses])

    # -- all windows together ------------------------------------------------------------------

    def _providers(self) -> None:
        task, weeks = self.task, self.task.available.days.week.tolist()
        by_week: dict[tuple[str, int], list[cp_model.IntVar]] = defaultdict(list)
        for (provider_id, day), slots in self._of_provider.items():
            self.model.add_no_overlap(
                [
                    self.model.new_optional_interval_var(s.start, s.size, s.end, s.held, "")
                    for s in slots
                ]
            )
            facts = task.providers[provider_id]
            if facts.minutes_per_day is None and facts.minutes_per_week is None:
                continue
            given = [self._cells_given(slot) for slot in slots]
            by_week[provider_id, weeks[day]] += given
            if facts.minutes_per_day is not None:
                used = task.locked.provider_minutes.get((provider_id, day), 0)
                self._at_most(given, facts.minutes_per_day - used)
        for (provider_id, week), given in by_week.items():
            cap = task.providers[provider_id].minutes_per_week
            if cap is not None:
                minutes = task.locked.provider_minutes.items()
                used = sum(m for (p, d), m in minutes if p == provider_id and weeks[d] == week)
                self._at_most(given, cap - used)

    def _cells_given(self, slot: _Slot) -> cp_model.IntVar:
        given = self.model.new_int_var(0, MINUTES // self.task.grid, "")
        self.model.add(given == slot.size).only_enforce_if(slot.held)
        self.model.add(given == 0).only_enforce_if(slot.held.negated())
        return given

    def _at_most(self, cells: list[cp_model.IntVar], minutes: int) -> None:
        self.model.add(cp_model.LinearExpr.sum(cells) <= max(0, minutes) // self.task.grid)

    def _students(self) -> None:
        grid = self.task.grid
        for (student, day), intervals in self._of_student.items():
            elsewhere = [
                self.model.new_fixed_size_interval_var(start, end - start, "")
                for start, end in outside(self._finder.student_runs(student, day), grid)
            ]
            self.model.add_no_overlap([*intervals, *elsewhere])
        given: dict[tuple[str, int], list[cp_model.IntVar]] = defaultdict(list)
        for (item, day), seats in self._seats.items():
            given[self.task.items[item].student_id, day] += [seat.credit for seat in seats]
        for (student, day), cells in given.items():
            used = self.task.locked.student_minutes.get((student, day), 0)
            self._at_most(cells, self.task.students[student].minutes_per_day - used)

    def _items(self) -> None:
        for (item, day), seats in self._seats.items():
            used = self.task.locked.item_sessions.get((self.task.items[item].owed_id, day), 0)
            times = max(0, self.task.case.policy.sessions_per_day_per_item - used)
            self.model.add(cp_model.LinearExpr.sum([seat.taken for seat in seats]) <= times)

    def _minimize_unmet(self) -> None:
        given: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (number, _), seats in self._seats.items():
            given[number] += [seat.credit for seat in seats]
        unmet, priority = [], []
        for number, item in enumerate(self.task.items):
            cells = int(self.task.left[number]) // self.task.grid
            left = self.model.new_int_var(0, cells, "")
            self.model.add(left + cp_model.LinearExpr.sum(given[number]) == cells)
            unmet.append(left)
            priority.append(item.priority)
        self.model.minimize(cp_model.LinearExpr.weighted_sum(unmet, priority))
