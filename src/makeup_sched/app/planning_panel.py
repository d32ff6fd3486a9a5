"""Plan, Plan again and Stop, and how far the best plan so far is from the best possible."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from makeup_sched.app.assets import joined
from makeup_sched.app.panel import Answer, Message, Panel, fault_words
from makeup_sched.app.runner import Runner
from makeup_sched.app.shares import thousandths
from makeup_sched.app.words import place_words
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.cli.progress import Scale, case_scale, progress_words
from makeup_sched.ledger import owed_table
from makeup_sched.plain_words import counted
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.stages import Progress
from makeup_sched.tables.problems import MakeupSchedError

LONGEST = 3600
MOST_CHANGES = 40
TERMS = "What was made as small as can be, in this order"
CHANGED = "What changed"
AGAIN = "Planning again"
TO_PLAN = "What stands now is not planned yet. Press Plan again."
_EVERY = 0.2
"""Seconds between two drawings of the news."""
_PATIENCE = 15.0
"""Seconds that an edit waits for planning again after the one before, which takes one or two."""
_VERDICT_FIRST = 0.05
"""Seconds that planning again leaves to the page, which first shows that the edit was made."""
_FEW = 3
"""Providers up to which planning again after an edit takes a moment, and is done at once."""


@dataclass
class _News:
    """What is known of a run so far."""

    terms: dict[str, Progress] = field(default_factory=dict)
    drawn: float = 0.0


class Planning(Panel):
    """The panel that plans.

    Parameters
    ----------
    done
        Called, from the thread that planned, when a plan stands; `mended` says that it was made
        from what stood, after an edit.
    seconds
        For how long Plan searches at first.
    edits
        Whether sessions can be changed on the same page, so that planning again makes sense.
    """

    _esm = joined("planning", ["planning.js"])
    _css = joined("planning", ["planning.css"])

    def __init__(
        self, done: Callable[[Plan, bool], None], seconds: float = 20.0, *, edits: bool = True
    ) -> None:
        super().__init__()
        self._done = done
        self._edits = edits
        self._runner = Runner()
        self._planner: Planner | None = None
        self._scale = Scale(0, False, ())
        self._news = _News()
        self._seconds = seconds
        self._at_once = True
        self._at_once_chosen: bool | None = None
        # news and results come from other threads: what is shown is the last of them
        self._showing = threading.RLock()
        self._state: dict[str, Any] = {}
        self.use(None)

    def use(self, planner: Planner | None) -> None:
        """Plan with another planner; what runs for the one before is stopped."""
        self._runner.stop()
        self._runner.wait()
        self._planner = planner
        self._news = _News()
        if planner is not None:
            self._scale = _scale(planner.case)
            few = len(planner.case.table("providers")) <= _FEW
            self._at_once = few if self._at_once_chosen is None else self._at_once_chosen
        self._show(said="" if planner else "Open a case first.", ok=True, bar=None, lines=[],
                   about=TERMS, running=False, spent=0, limit=self._seconds, made=0)  # fmt: skip

    @property
    def running(self) -> bool:
        """Whether a plan is being made."""
        return self._runner.running

    @property
    def at_once(self) -> bool:
        """Whether planning again follows every edit by itself."""
        return self._at_once

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until no plan is being made; say whether that is so."""
        return self._runner.wait(seconds)

    def settle(self) -> None:
        """Wait for planning again after an edit, which takes a moment, so that the next can be."""
        if not self._state["running"]:
            self._runner.wait(_PATIENCE)

    def plan(self, seconds: float | None = None) -> None:
        """Search for a good plan in a thread; what runs is stopped, and what it found is kept."""
        limit = self._seconds if seconds is None else seconds
        self._start(lambda clock: self._search(clock, limit), limit)

    def mend(self) -> None:
        """Plan again from what stands, so that little else moves; in a thread, in a moment."""
        if self._planner is not None and len(self._planner.draft.table("providers")) > _FEW:
            self.plan()
        else:
            if not self.running:
                self._show(said=AGAIN, ok=True)
            self._start(self._mend, self._seconds)

    def edited(self) -> None:
        """Plan again after an edit, where that is wished for; else say that it is to be done."""
        if self._at_once:
            self.mend()
        else:
            self.turned()

    @property
    def stands(self) -> bool:
        """Whether the last plan is what stands, nothing changed since."""
        return self._planner is not None and (
            self._planner.plan is not None and self._is_what_stands(self._planner.plan)
        )

    def turned(self) -> None:
        """Show the plan of what stands now, or that it is to be planned again."""
        plan = self._opened().plan
        bar, said = None, TO_PLAN
        if plan is None:
            said = "Nothing is planned yet."
        elif self._is_what_stands(plan):
            bar, said = _bar(plan, self._scale), _outcome(plan, self._scale)
        self._show(said=said, ok=True, bar=bar, lines=[])

    def stop(self) -> None:
        """End the search and keep the best plan so far."""
        self._runner.stop()

    def answer(self, message: Message) -> Answer:
        """Do what a button does."""
        kind = message["kind"]
        if kind == "plan":
            seconds = float(message["seconds"])
            if not 0 < seconds <= LONGEST:
                raise MakeupSchedError(f"Search for 1 to {LONGEST} seconds.")
            self._seconds = seconds
            self.plan()
        elif kind == "again":
            self.mend()
        elif kind == "stop":
            self.stop()
            with self._showing:
                if self._state["running"]:
                    self._show(said="Stopping, keeping the best plan so far.", ok=True)
        elif kind == "at_once":
            self._at_once = self._at_once_chosen = bool(message["wanted"])
            self._show()
            waits = self._planner is not None and self._planner.edits and not self.stands
            if self._at_once and waits and not self.running:
                self.mend()
        else:
            raise KeyError(kind)
        return {"text": ""}

    # -- in the thread ----------------------------------------------------------------------------

    def _start(self, work: Callable[[Clock], None], seconds: float) -> None:
        if self._planner is None:
            raise MakeupSchedError("Open a case first.")
        self._runner.start(lambda clock: self._guarded(work, clock), seconds)

    def _guarded(self, work: Callable[[Clock], None], clock: Clock) -> None:
        try:
            work(clock)
        except Exception as error:  # whatever it is, the page says it in words and lives on
            self._show(running=False, said=fault_words(error), ok=False)

    def _search(self, clock: Clock, limit: float) -> None:
        planner = self._opened()
        with self._showing:
            self._news = _News()
        self._show(running=True, lines=[], bar=None, limit=limit, spent=0, about=TERMS,
                   said="Looking for places", ok=True)  # fmt: skip
        plan = planner.replan(clock=clock, watch=self._watch)
        self._finish(plan, clock.elapsed, mended=False)

    def _mend(self, clock: Clock) -> None:
        self._show(said=AGAIN, ok=True)
        clock.stopped.wait(_VERDICT_FIRST)
        planner = self._opened()
        started, before = time.monotonic(), planner.plan
        plan = planner.replan()
        more = 0 if before is None else plan.summary.planned - before.summary.planned
        self._finish(plan, time.monotonic() - started, mended=True, more=more)

    def _finish(self, plan: Plan, seconds: float, *, mended: bool, more: int = 0) -> None:
        planner = self._opened()
        if planner.plan is plan:
            self._done(plan, mended)
        with planner.idle():
            if self._is_what_stands(plan):
                self._tell(plan, seconds, mended=mended, more=more)
            else:  # an edit or Undo was quicker, and has said what stands
                self._show(running=False)

    def _is_what_stands(self, plan: Plan) -> bool:
        """Whether this is the last plan, and nothing was changed since."""
        planner = self._opened()
        return planner.plan is plan and planner.is_planned

    def _tell(self, plan: Plan, seconds: float, *, mended: bool, more: int) -> None:
        """Say what a plan comes to, and after planning again what it changed, and why."""
        words = _outcome(plan, self._scale, seconds)
        lines = self._lines()
        if mended:
            changes = self._opened().changes()
            words = " ".join([changes_words(changes), *why_changed(plan, changes, more), words])
            lines = change_lines(changes)
        with self._showing:
            self._show(running=False, bar=_bar(plan, self._scale), lines=lines,
                       about=CHANGED if mended else TERMS, made=self._state["made"] + 1,
                       said=words, ok=True)  # fmt: skip

    def _watch(self, news: Progress) -> None:
        with self._showing:
            self._news.terms.pop(news.term, None)
            self._news.terms[news.term] = news
            # what comes late, or too soon after the last, is not drawn
            if not self._state["running"] or time.monotonic() - self._news.drawn < _EVERY:
                return
            self._news.drawn = time.monotonic()
            bar = self._state["bar"]
            if (unmet := self._news.terms.get("unmet")) is not None:
                bound = _for_all_plans(self._scale, unmet.bound)
                bar = _parts(self._scale, unmet.value, bound)
            self._show(spent=round(news.seconds), lines=self._lines(), bar=bar,
                       said="Planning", ok=True)  # fmt: skip

    def _lines(self) -> list[str]:
        with self._showing:
            return [progress_words(news, self._scale) for news in self._news.terms.values()]

    def _show(self, **changes: Any) -> None:
        """Draw the panel with what has changed in it."""
        with self._showing:
            self._state |= changes
            self.view = {
                "limit": self._seconds,
                **self._state,
                "seconds": self._seconds,
                "at_once": self._at_once,
                "edits": self._edits,
                "opened": self._planner is not None,
                "planned": self._planner is not None and self._planner.plan is not None,
            }

    def _opened(self) -> Planner:
        if self._planner is None:
            raise MakeupSchedError("Open a case first.")
        return self._planner


def _scale(case: Case) -> Scale:
    table = owed_table(case)
    students = case.table("students").set_index("student_id")["priority"]
    given = [
        (int(owed), int(students.get(student, 1)))
        for student, owed in zip(table["student_id"], table["owed"], strict=True)
    ]
    return case_scale(given, tuple(case.policy.objective.order))


def _bar(plan: Plan, scale: Scale) -> dict[str, Any] | None:
    """Return the bar of a plan; what is proven of weighted minutes says nothing of plain ones."""
    term, summary = plan.summary.objective.get("unmet"), plan.summary
    if term is None:
        return None
    bound = _for_all_plans(scale, term.bound)
    if scale.weighted:
        return _parts(scale, term.value, bound)
    lost = min(bound or 0, summary.unmet)
    return {"placed": summary.planned, "lost": lost, "open": summary.unmet - lost, "share": False}


def _for_all_plans(scale: Scale, bound: int | None) -> int | None:
    """Return a bound of `unmet` where it holds for every plan: where no term comes before it."""
    return bound if scale.order[:1] == ("unmet",) else None


def _parts(scale: Scale, unmet: int, bound: int | None) -> dict[str, Any]:
    """Return what has a place, what can have none and what is open; shares, with priorities."""
    lost = min(unmet, bound or 0)
    parts = {"placed": scale.owed - unmet, "lost": lost, "open": unmet - lost}
    if scale.weighted:
        parts = thousandths(parts)
    return {**parts, "share": scale.weighted}


def _outcome(plan: Plan, scale: Scale, seconds: float | None = None) -> str:
    summary = plan.summary
    term = summary.objective.get("unmet")
    spent = "" if seconds is None else f", after {seconds:.1f} s"
    words = (
        f"{summary.planned:,} of {summary.owed:,} owed minutes have a place, in "
        f"{counted(len(plan.sessions), 'session')}{spent}."
    )
    if not summary.unmet:
        return words
    bound = None if term is None else _for_all_plans(scale, term.bound)
    if term is None or bound is None or bound < term.value:
        return f"{words} {summary.unmet:,} have none so far; a longer search may find more."
    by = ", and by the students' priorities" if scale.weighted else ", and"
    return f"{words} {summary.unmet:,} have none{by} no plan can do better."


def changes_words(changes: pd.DataFrame) -> str:
    """Say how many sessions the last planning moved, made new, and gave up.

    `changes` is what `Planner.changes` returns.
    """
    found = changes[changes["change"] != "kept"]
    if found.empty:
        return "Planned again: nothing else changed."
    parts = []
    for change, words in (("moved", "moved"), ("new", "new"), ("gone", "taken out")):
        rows = found[found["change"] == change]
        when = "before" if change == "gone" else "after"
        places = rows[[f"provider_{when}", f"date_{when}", f"start_{when}"]].drop_duplicates()
        if len(places):
            parts.append(f"{counted(len(places), 'session')} {words}")
    return f"Planned again: {', '.join(parts)}."


def why_changed(plan: Plan, changes: pd.DataFrame, more: int) -> list[str]:
    """Say, where others than the edited were changed, for how many minutes `more`, and how surely.

    The term `moved` is the least where it is proven, among plans that place as many minutes.
    """
    moved = plan.summary.objective.get("moved")
    others = changes[(changes["change"] != "kept") & ~changes["edited"]]
    if moved is None or not moved.value or others.empty:
        return []
    said = [f"{counted(more, 'minute')} more {'has' if more == 1 else 'have'} a place."] * (
        more > 0
    )
    if moved.bound == moved.value:
        return [*said, "No plan that places as much changes less."]
    return [*said, "Whether one that places as much changes less is not known."]


def change_lines(changes: pd.DataFrame) -> list[str]:
    """Say of each item what the last planning changed, by id, in the order of time."""
    found = changes[changes["change"] != "kept"].assign(
        first=lambda rows: rows["date_before"].fillna(rows["date_after"])
    )
    lines = [_change_line(row) for row in rows_of(found.sort_values(["first", "owed_id"]))]
    if (more := len(lines) - MOST_CHANGES) > 0:
        return [*lines[:MOST_CHANGES], f"and {more} more"]
    return lines


def _change_line(row: Any) -> str:
    parts = {
        "moved": "from {before} to {after}",
        "new": "new on {after}",
        "gone": "no longer on {before}",
    }
    words = parts[row.change].format(
        before=_when(row.date_before, row.start_before, row.minutes_before),
        after=_when(row.date_after, row.start_after, row.minutes_after),
    )
    return f"{row.owed_id}: {words}"


def _when(day: Any, start: Any, minutes: Any) -> str:
    if pd.isna(day):
        return ""
    return f"{place_words(day.date(), int(start))} ({int(minutes)} min)"
