"""PyJobShop: each item has a task per day, each provider and student is a machine with breaks.

A task's modes are the providers and lengths that are possible on that day, or to skip the day. A
machine stands for one person on one day, its breaks for the time that is not free. Caps are
consumables. PyJobShop knows no profit for what is done, so what is not done becomes a task: it
lasts as long as the minutes unmet and is late from the first minute, and the weighted lateness is
minimised. A consumable sees to it that given and unmet minutes come to at least what is owed:
every task uses up what it falls short of the longest session.

What the library cannot express, and this peer leaves out:
groups (a machine holds one task at a time; a renewable resource lets tasks overlap, but does not
make them begin and end together, nor keep them to one grade span or to the company they may have;
every possible group would have to be a mode of its own), and with them the modes join and extend.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.peers.cpsat import searched, solver_for
from benchmarks.peers.held import Held, held_table, unmet_minutes
from benchmarks.peers.peer import Stopwatch, Timeline, extras_only, library, peak_memory
from benchmarks.peers.windows import Finder, Lengths, Stretch, lengths, outside
from makeup_sched.availability.patterns import MINUTES
from makeup_sched.case.case import Case
from makeup_sched.places.task import Task, planning_task

NAME = "pyjobshop"


def run(case: Case, seconds: float) -> Timeline:
    """Plan a case with PyJobShop."""
    shop = library("pyjobshop", "pyjobshop")
    engine = library("pyjobshop.solvers.ortools", "pyjobshop")
    watch = Stopwatch(seconds)
    task = planning_task(case)
    built = _Shop(task, shop.Model(), watch)
    left_out = _left_out(case, task)
    held, note = [], "the time was over before the model was built"
    if built.whole:
        # Model.solve tells nobody of better plans, so the model that it would solve is solved here
        program = engine.CPModel(built.model.data())
        solver = solver_for(watch)
        status = searched(solver, program.model, watch, task.grid, whole=not left_out)
        note = ""
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            held = built.held(solver, program.variables)
            # what stays unmet lasts at least as long as it must, in an unfinished search longer
            watch.note(unmet_minutes(task, held), watch.points[-1].seconds)
    return Timeline(
        name=NAME,
        points=tuple(watch.points),
        bound=watch.bound,
        left_out=left_out,
        memory=peak_memory(),
        sessions=held_table(task, held),
        note=note,
        proofs=tuple(watch.proofs),
    )


def _left_out(case: Case, task: Task) -> str:
    groups = any(item.group for item in task.items) and case.policy.group_cap > 1
    return " and ".join(part for part in ("groups" if groups else "", extras_only(case)) if part)


@dataclass(frozen=True)
class _Choice:
    """A mode of a task: a session of an item by a provider at a site."""

    provider_id: str
    day: int
    site: str
    item: int
    cells: int


class _Shop:
    """The shop's model; `whole` says whether it was built before the time was over."""

    def __init__(self, task: Task, model: Any, watch: Stopwatch) -> None:
        self.task, self.model = task, model
        self.whole = False
        self._finder = Finder(task)
        self._lengths = lengths(task)
        self._choices: dict[int, _Choice] = {}
        self._machines: dict[tuple[str, ...], Any] = {}
        self._pools: dict[tuple[str, ...], Any] = {}
        self._days: dict[int, list[tuple[Any, list[_Choice]]]] = defaultdict(list)
        self._breaks: dict[tuple[str, ...], list[Stretch]] = {}
        for day in range(len(task.available.days)):
            if watch.left <= 0:
                return
            self._add_day(day)
        for number in range(len(task.items)):
            if watch.left <= 0:
                return
            self._add_item(number)
        model.set_objective(weight_total_tardiness=1)
        self.whole = True

    def held(self, solver: cp_model.CpSolver, variables: Any) -> list[Held]:
        """Return the sessions of the solver's plan."""
        grid = self.task.grid
        found = []
        for number, choice in self._choices.items():
            if solver.value(variables.mode_vars[number]):
                task = variables.task_vars[self.model.modes[number].task]
                start = solver.value(task.start) * grid
                end = start + choice.cells * grid
                found.append(
                    Held(choice.provider_id, choice.day, start, end, choice.site, (choice.item,))
                )
        return found

    def _add_day(self, day: int) -> None:
        free: dict[tuple[str, str], list[Stretch]] = defaultdict(list)
        at: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for window in self._finder.on(day):
            place = (window.provider_id, window.site)
            free[place].append((window.start, window.end))
            for guest in window.guests:
                at[guest.item].add(place)
        for (provider_id, site), runs in free.items():
            key = ("provider", provider_id, str(day), site)
            self._breaks[key] = outside(sorted(set(runs)), self.task.grid)
        times = self.task.case.policy.sessions_per_day_per_item
        for item, places in sorted(at.items()):
            used = self.task.locked.item_sessions.get((self.task.items[item].owed_id, day), 0)
            choices = [
                _Choice(provider_id, day, site, item, cells)
                for provider_id, site in sorted(places)
                for cells in _cells(self._lengths[item])
            ]
            for _ in range(times - used):
                shop_task = self.model.add_task(latest_end=MINUTES // self.task.grid)
                self._days[item].append((shop_task, choices))

    def _add_item(self, number: int) -> None:
        """Add the modes of an item's tasks, and what stays unmet as a task that is late."""
        model, item = self.model, self.task.items[number]
        owed = int(self.task.left[number]) // self.task.grid
        most = self._lengths[number].most
        credit = model.add_consumable(owed)
        short = model.add_consumable(most * len(self._days[number]))
        for task, choices in self._days[number]:
            model.add_mode(task, [short], 0, [most])
            for choice in choices:
                self._choices[len(model.modes)] = choice
                uses = {id(credit): choice.cells, id(short): most - choice.cells}
                needed = [credit, short, *self._people(choice)]
                demands = [uses.get(id(resource), 0) for resource in needed]
                pools = self._caps(choice)
                needed += pools
                demands += [choice.cells] * len(pools)
                model.add_mode(task, needed, choice.cells, demands)
        job = model.add_job(weight=item.priority, due_date=0)
        unmet = model.add_task(job=job, latest_start=0)
        for cells in range(owed + 1):
            model.add_mode(unmet, [short], cells, [owed - cells])

    def _people(self, choice: _Choice) -> list[Any]:
        """Return the machines of a session: the provider at the site, the provider, the student."""
        student, day = self.task.items[choice.item].student_id, str(choice.day)
        at_site = ("provider", choice.provider_id, day, choice.site)
        found = [self._machine(at_site, self._breaks[at_site])]
        if len([key for key in self._breaks if key[:3] == at_site[:3]]) > 1:
            found.append(self._machine(at_site[:3], []))
        runs = self._finder.student_runs(student, choice.day)
        found.append(self._machine(("student", student, day), outside(runs, self.task.grid)))
        return found

    def _machine(self, key: tuple[str, ...], breaks: list[Stretch]) -> Any:
        if key not in self._machines:
            self._machines[key] = self.model.add_machine(breaks=breaks)
        return self._machines[key]

    def _caps(self, choice: _Choice) -> list[Any]:
        task, locked = self.task, self.task.locked
        provider, day = task.providers[choice.provider_id], choice.day
        weeks = task.available.days.week.tolist()
        item = task.items[choice.item]
        student = task.students[item.student_id]
        used = locked.student_minutes.get((student.student_id, day), 0)
        key = ("student", student.student_id, str(day))
        found = [self._pool(key, student.minutes_per_day - used)]
        if provider.minutes_per_day is not None:
            used = locked.provider_minutes.get((provider.provider_id, day), 0)
            key = ("day", provider.provider_id, str(day))
            found.append(self._pool(key, provider.minutes_per_day - used))
        if provider.minutes_per_week is not None:
            minutes = locked.provider_minutes.items()
            used = sum(
                m for (p, d), m in minutes if p == provider.provider_id and weeks[d] == weeks[day]
            )
            key = ("week", provider.provider_id, str(weeks[day]))
            found.append(self._pool(key, provider.minutes_per_week - used))
        return found

    def _pool(self, key: tuple[str, ...], minutes: int) -> Any:
        if key not in self._pools:
            self._pools[key] = self.model.add_consumable(max(0, minutes) // self.task.grid)
        return self._pools[key]


def _cells(allowed: Lengths) -> range:
    return range(allowed.least, allowed.most + 1)
