"""Timefold Solver (local search, in Java): one planning entity per session that an item may need.

Its planning variable is the place of the session, or none; the places of an item are its value
range, and items that pick the same place sit in one group. Every rule is a hard constraint stream,
the minutes met are the soft score. All modes and all rules are in it. A local search proves
nothing: there is never a bound.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import ModuleType
from typing import Any

from benchmarks.peers.dated import dated_places
from benchmarks.peers.held import Held, held_table, unmet_minutes
from benchmarks.peers.peer import PeerMissingError, Stopwatch, Timeline, library, peak_memory
from makeup_sched.case.case import Case
from makeup_sched.checker import check
from makeup_sched.vocabulary import MODES

NAME = "timefold"


def run(case: Case, seconds: float) -> Timeline:
    """Plan a case with Timefold; Java has started when the clock begins."""
    config, facts = _modules()
    watch = Stopwatch(seconds)
    built = facts.Facts(dated_places(case))
    task = built.task
    owed = facts.total_cells(task)
    solver = _solver(config)
    heard: list[float] = []

    def hear(met: int | None) -> None:
        heard.append(watch.elapsed)
        if met is not None:
            watch.note((owed - met) * task.grid)

    _listen(solver, hear)
    with _ending(solver, watch):
        plan = solver.solve(built.schedule)
    if plan.score is None or plan.score.hard_score < 0:
        _take_last_back(plan)
    held = _held(built, plan)
    sessions = held_table(task, held)
    if check(case, sessions):
        held, sessions = [], held_table(task, [])
    if held:
        watch.note(unmet_minutes(task, held), heard[-1] if heard else None)
    return Timeline(
        name=NAME,
        points=tuple(watch.points),
        bound=None,
        left_out="",
        memory=peak_memory(),
        sessions=sessions,
        note="" if held else "no plan that keeps all rules",
    )


def _modules() -> tuple[ModuleType, ModuleType]:
    """Return Timefold's configuration and the facts in its terms; both need Java.

    Java would take a quarter of the memory at most; here it may have as much as the others. And it
    leaves signals alone (-Xrs): else no process forked from this one could be told to end.
    """
    os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=75 -Xrs")
    config = library("timefold.solver.config", "timefold")
    try:
        return config, library("benchmarks.peers.timefold_facts", "timefold")
    except Exception as error:
        # the classes of these errors are known only once the library is loaded
        if type(error).__name__ in ("JVMNotFoundException", "InvalidJVMVersionError"):
            raise PeerMissingError("timefold needs Java 17 or newer, and there is none") from error
        raise


def _solver(config: Any) -> Any:
    model = library("benchmarks.peers.timefold_model", "timefold")
    factory = library("timefold.solver", "timefold").SolverFactory
    chosen = config.SolverConfig(
        solution_class=model.Schedule,
        entity_class_list=[model.Attendance],
        environment_mode=config.EnvironmentMode.NO_ASSERT,
        random_seed=0,
        score_director_factory_config=config.ScoreDirectorFactoryConfig(
            constraint_provider_function=model.rules
        ),
    )
    return factory.create(chosen).build_solver()


@contextmanager
def _ending(solver: Any, watch: Stopwatch) -> Iterator[None]:
    """End the search in time: its own limit begins only when all facts were handed over to Java."""
    over = Event()

    def end() -> None:
        over.wait(watch.left)
        while not over.is_set():  # what is said before the search begins is forgotten
            solver.terminate_early()
            over.wait(0.2)

    thread = Thread(target=end, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _listen(solver: Any, hear: Callable[[int | None], None]) -> None:
    """Tell the soft score of each improved plan; None where the plan breaks rules.

    The solver's own `add_event_listener` turns every plan back into Python, seconds each time; so
    this listens to the engine behind it.
    """
    java = library("jpype", "timefold")

    class Listener:
        """Called by the engine."""

        def bestSolutionChanged(self, event: Any) -> None:  # noqa: N802
            """Look at the score alone."""
            score = event.getNewBestScore()
            hear(int(score.softScore()) if score.isFeasible() else None)

    wanted = "ai.timefold.solver.core.api.solver.event.SolverEventListener"
    solver._delegate.addEventListener(java.JProxy(wanted, inst=Listener()))


def _take_last_back(plan: Any) -> None:
    """Free the session that was placed last.

    The end of the time can cut the first phase off within a step: then it keeps the best of the
    few places that it had looked at, even one that breaks rules.
    """
    placed = [attendance for attendance in plan.attendances if attendance.place is not None]
    if placed:
        placed[-1].place = None


def _held(built: Any, plan: Any) -> list[Held]:
    """Return the sessions of a plan: the attendances at each place."""
    members: dict[int, list[int]] = {}
    for attendance in plan.attendances:
        if attendance.place is not None:
            members.setdefault(attendance.place.number, []).append(attendance.item.number)
    c, available = built.columns, built.task.available
    held = []
    for number, items in sorted(members.items()):
        column = built.place_column[number]
        start = int(c.places.start[column])
        regular = int(c.places.regular[column])
        held.append(
            Held(
                provider_id=c.templates.providers[c.provider[column]],
                day=int(c.slots[c.slot[column]][0]),
                start=start,
                end=start + int(c.places.length[column]),
                site=available.sites[int(c.places.site[column])],
                items=tuple(sorted(items)),
                mode=MODES[int(c.places.mode[column])],
                regular_session_id=available.regular[regular].session_id if regular >= 0 else "",
            )
        )
    return held
