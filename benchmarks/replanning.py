"""How long an edit and planning again take, as somebody who waits for it sees it.

A therapist's calendar is planned once; then edits of each kind are made on it, one upon the other,
and after each `Planner.replan` is called with a limit of a second. What is measured is the whole
time by the clock, from the edit to the new plan that has passed the checker.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import makeup_sched as ms
from benchmarks.machine import machine
from benchmarks.planning import HELD_BACK
from benchmarks.tables import machines, number, seconds, table
from makeup_sched.generate import build_case, write_case
from makeup_sched.generate.settings import PRESETS, SIZES, CaseSettings

_HEAD = (
    "case",
    "edit",
    "edit ms",
    "replan s",
    "whole s",
    "unmet before",
    "unmet after",
    "kept",
    "moved, new or gone",
)


@dataclass(frozen=True)
class Again:
    """One edit and the planning after it: seconds of both, minutes, what became of sessions."""

    case: str
    edit: str
    editing: float
    planning: float
    before: int
    after: int
    kept: int
    changed: int

    @property
    def whole(self) -> float:
        """Seconds from the edit to the plan."""
        return self.editing + self.planning


def _lock(planner: ms.Planner) -> None:
    planner.lock(_loose(planner)["session_id"])


def _move(planner: ms.Planner) -> None:
    """Move the first session that has somewhere else to be, to the last such place of its week."""
    sessions = planner.sessions
    for name in sessions.loc[~sessions["locked"], "session_id"]:
        places = planner.allowed(name)
        if len(places) > 1:
            place = places.iloc[-1]
            planner.move(name, date=place["date"].date(), start=int(place["start"]))
            return


def _remove(planner: ms.Planner) -> None:
    planner.remove(_loose(planner)["session_id"])


def _day_out(planner: ms.Planner) -> None:
    session = _loose(planner)
    planner.day_out(session["provider_id"], session["date"].date())


EDITS: dict[str, Callable[[ms.Planner], None]] = {
    "lock a session": _lock,
    "move a session": _move,
    "remove a session": _remove,
    "mark a day as out": _day_out,
}
"""One edit of each kind. Looking for a place to move to counts: a user's calendar shows them."""


def _loose(planner: ms.Planner) -> dict[str, Any]:
    """Return the middle one of the sessions that are not locked."""
    sessions = planner.sessions
    loose = sessions[~sessions["locked"]].sort_values(["date", "start"], kind="stable")
    return {str(name): cell for name, cell in loose.iloc[len(loose) // 2].to_dict().items()}


def edited(case: ms.Case, first: float = 10.0) -> list[Again]:
    """Plan a case, then measure each kind of edit on it."""
    planner = ms.Planner(case, ms.plan(case, seconds=first, progress=False))
    return [_again(planner, case.name, name) for name in EDITS]


def _again(planner: ms.Planner, case: str, name: str) -> Again:
    assert planner.plan is not None
    before = planner.plan.summary.unmet
    start = time.perf_counter()
    EDITS[name](planner)
    middle = time.perf_counter()
    plan = planner.replan()
    end = time.perf_counter()
    kinds = planner.changes()["change"]
    kept = int((kinds == "kept").sum())
    return Again(
        case=case,
        edit=name,
        editing=middle - start,
        planning=end - middle,
        before=before,
        after=plan.summary.unmet,
        kept=kept,
        changed=len(kinds) - kept,
    )


def replanning_page(
    cases: int, told: Callable[[str], None], settings: CaseSettings = PRESETS["therapist"]
) -> list[str]:
    """Measure held-back therapist cases and return the lines of the page."""
    found: list[Again] = []
    for seed in HELD_BACK[:cases]:
        with tempfile.TemporaryDirectory() as folder:
            made = build_case(settings, (SIZES.index("therapist"), seed))
            place = write_case(made, Path(folder) / f"therapist-{seed}")
            found += edited(ms.read_case(place))
        told(f"therapist-{seed}: {_middle(found[-len(EDITS) :])}")
    return [
        "# An edit, and what stands mended: `Planner.replan()`",
        "",
        *machines([machine()]),
        "Whole seconds run from the edit to the new plan that has passed the checker. All terms of",
        "the objective are planned. Edits of a case are made one upon the other; `kept` and the",
        "last column count students in sessions. An edit by itself can make minutes unmet.",
        "",
        *table(_HEAD, [_row(one) for one in found]),
        "",
        f"{_middle(found)}.",
    ]


def _middle(found: Iterable[Again]) -> str:
    whole = [one.whole for one in found]
    return f"Whole seconds: median {statistics.median(whole):.2f}, longest {max(whole):.2f}"


def _row(one: Again) -> list[str]:
    return [
        one.case,
        one.edit,
        f"{1000 * one.editing:.0f}",
        seconds(one.planning),
        seconds(one.whole),
        number(one.before),
        number(one.after),
        number(one.kept),
        number(one.changed),
    ]
