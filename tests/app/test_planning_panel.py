"""Plan, Plan again, Stop: the page answers meanwhile, errors come in words."""

import threading
import time
from dataclasses import replace

import pandas as pd
import pytest
from app_cases import small_case, small_planner

from makeup_sched.app.planning_panel import TO_PLAN, Planning, why_changed
from makeup_sched.app.shares import thousandths
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.solve.result import TermResult
from makeup_sched.solve.stages import Progress
from support.judge import SECONDS


class _Told:
    """Keeps the plans that a panel has told of."""

    def __init__(self) -> None:
        self.plans: list[tuple[Plan, bool]] = []

    def __call__(self, plan: Plan, mended: bool) -> None:
        self.plans.append((plan, mended))


def test_a_plan_comes_with_its_bar_and_what_is_proven() -> None:
    told = _Told()
    panel = Planning(told)
    panel.use(small_planner())
    assert panel.handle({"kind": "plan", "seconds": SECONDS})["ok"]
    assert panel.wait(SECONDS)
    ((plan, mended),) = told.plans
    assert not mended
    bar = panel.view["bar"]
    assert bar["placed"] == plan.summary.planned
    assert bar["placed"] + bar["lost"] + bar["open"] == plan.summary.owed
    assert f"{plan.summary.planned:,} of {plan.summary.owed:,} owed minutes" in panel.view["said"]
    assert not panel.view["running"]


def test_news_that_come_after_the_plan_are_not_shown() -> None:
    panel = Planning(_Told())
    panel.use(small_planner())
    panel.plan(SECONDS)
    assert panel.wait(SECONDS)
    before = panel.view
    panel._watch(Progress("unmet", 1, 0, 99.0))
    assert panel.view == before


def test_stop_that_comes_after_the_end_changes_nothing_of_what_is_said() -> None:
    panel = Planning(_Told())
    panel.use(small_planner())
    panel.plan(SECONDS)
    assert panel.wait(SECONDS)
    said = panel.view["said"]
    assert panel.handle({"kind": "stop"})["ok"]
    assert panel.view["said"] == said


def test_what_is_shown_is_the_last_that_was_said_whichever_thread_said_it() -> None:
    panel = Planning(_Told())
    panel.use(small_planner())
    panel._show(running=True)

    def news() -> None:
        for second in range(200):
            panel._news.drawn = 0.0
            panel._watch(Progress("unmet", 1, 0, float(second)))

    beside = threading.Thread(target=news)
    beside.start()
    for number in range(100):
        panel._show(made=number)
    panel._show(running=False, said="done")
    beside.join()
    assert (panel.view["made"], panel.view["running"], panel.view["said"]) == (99, False, "done")


def test_with_priorities_the_bar_holds_shares_and_claims_nothing_of_plain_minutes() -> None:
    panel = Planning(_Told())
    students = small_case().table("students")
    urgent = students.assign(priority=pd.Series([3, 1, 1], students.index, dtype="Int64"))
    tables = {**small_case().tables, "students": urgent, "provider_hours": _one_morning()}
    panel.use(Planner(replace(small_case(), tables=tables, source_hash="")))
    panel.plan(SECONDS)
    assert panel.wait(SECONDS)
    bar = panel.view["bar"]
    assert bar["share"]
    assert bar["placed"] + bar["lost"] + bar["open"] == 1000  # as many tenths of a percent
    assert "by the students' priorities no plan can do better" in panel.view["said"]


@pytest.mark.parametrize(
    ("minutes", "shares"),
    [
        ((1, 1, 1), (334, 333, 333)),
        ((2490, 1015, 495), (622, 254, 124)),
        ((0, 9999, 1), (0, 999, 1)),
        ((0, 0, 0), (0, 0, 0)),
    ],
)
def test_shares_add_up_and_none_is_lost(minutes: tuple[int, ...], shares: tuple[int, ...]) -> None:
    found = thousandths(dict(zip("abc", minutes, strict=True)))
    assert tuple(found.values()) == shares


def _one_morning() -> pd.DataFrame:
    """Return the hours of P alone, on Mondays."""
    hours = small_case().table("provider_hours").iloc[:1]
    return hours.assign(weekday=pd.Series([(0,)], hours.index))


def test_an_edit_is_planned_again_at_once_where_that_is_wished_for() -> None:
    told = _Told()
    panel = Planning(told)
    planner = small_planner()
    panel.use(planner)
    planner.remove("M2")
    panel.edited()
    assert panel.wait(SECONDS)
    assert [mended for _, mended in told.plans] == [True]
    assert panel.view["said"].startswith("Planned again: ")
    changes = planner.changes()
    assert len(panel.view["lines"]) == (changes["change"] != "kept").sum()
    assert any("new on" in line for line in panel.view["lines"])
    panel.handle({"kind": "at_once", "wanted": False})
    planner.lock(str(planner.sessions["session_id"].iloc[0]))
    panel.edited()
    assert panel.wait(SECONDS)
    assert len(told.plans) == 1
    assert panel.view["said"] == TO_PLAN
    assert panel.view["bar"] is None
    panel.use(small_planner())  # another case is planned as was wished for
    assert not panel.view["at_once"]


def test_an_edit_made_while_a_plan_is_drawn_is_not_talked_over() -> None:
    planner = small_planner()

    def drawn(plan: Plan, _mended: bool) -> None:
        planner.lock(str(plan.sessions["session_id"].iloc[0]))
        panel.edited()

    panel = Planning(drawn)
    panel.use(planner)
    panel.handle({"kind": "at_once", "wanted": False})
    panel.plan(SECONDS)
    assert panel.wait(SECONDS)
    assert panel.view["said"] == TO_PLAN
    assert not panel.view["running"]


def test_stop_keeps_the_best_and_a_second_plan_replaces_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = _Told()
    panel = Planning(told)
    panel.use(small_planner())
    original = Planner.replan

    def slow(self: Planner, *args: object, **kwargs: object) -> Plan:
        clock = kwargs["clock"]
        clock.stopped.wait(SECONDS)  # type: ignore[attr-defined]
        return original(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Planner, "replan", slow)
    panel.plan(60)
    assert panel.running
    panel.plan(60)  # the first ends now
    _until(lambda: len(told.plans) == 1)
    assert panel.running
    assert panel.handle({"kind": "stop"})["ok"]
    assert panel.wait(SECONDS)
    assert len(told.plans) == 2
    assert panel.view["ok"]


def test_errors_are_told_in_words_and_hold_nothing_of_the_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    panel = Planning(_Told())
    panel.use(small_planner())

    def broken(*_: object, **__: object) -> Plan:
        raise RuntimeError("Ada Bold")

    monkeypatch.setattr(Planner, "replan", broken)
    panel.plan(1)
    assert panel.wait(SECONDS)
    assert not panel.view["ok"]
    assert "RuntimeError" in panel.view["said"]
    assert "Ada" not in panel.view["said"]
    assert not panel.view["running"]


@pytest.mark.parametrize("seconds", [0, -1, 1e9, float("nan")])
def test_a_limit_that_makes_no_sense_is_refused(seconds: float) -> None:
    panel = Planning(_Told())
    panel.use(small_planner())
    assert not panel.handle({"kind": "plan", "seconds": seconds})["ok"]


def test_without_a_case_it_says_so() -> None:
    panel = Planning(_Told())
    answer = panel.handle({"kind": "plan", "seconds": 1})
    assert answer == {"ok": False, "text": "Open a case first."}


def _until(true: object, seconds: float = 20) -> None:
    assert callable(true)
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    assert true()


@pytest.mark.parametrize(("term", "more", "said"), [
    (TermResult(3, 3), 0, ["No plan that places as much changes less."]),
    (TermResult(3, 2), 0, ["Whether one that places as much changes less is not known."]),
    (TermResult(3, 3), 25, ["25 minutes more have a place.",
                            "No plan that places as much changes less."]),
    (TermResult(3, 3), -5, ["No plan that places as much changes less."]),
    (TermResult(0, 0), 5, []),
    (None, 5, []),
])  # fmt: skip
def test_why_others_were_changed_is_said_as_surely_as_it_is_known(
    term: TermResult | None, more: int, said: list[str]
) -> None:
    planner = small_planner()
    plan = planner.replan(SECONDS)
    objective = {} if term is None else {"moved": term}
    plan = replace(plan, summary=replace(plan.summary, objective=objective))
    rows = {"change": ["kept", "moved", "moved"], "edited": [False, True, False]}
    assert why_changed(plan, pd.DataFrame(rows), more) == said
    assert why_changed(plan, pd.DataFrame(rows).head(2), more) == []


def test_planning_again_says_why_others_were_changed() -> None:
    planner = small_planner()
    panel = Planning(_Told())
    panel.use(planner)
    panel.plan(SECONDS)
    assert panel.wait(SECONDS)
    planner.day_out("P", "2026-03-02")
    panel.mend()
    assert panel.wait(SECONDS)
    assert planner.plan is not None
    words = why_changed(planner.plan, planner.changes(), 0)
    assert all(each in panel.view["said"] for each in words)
    assert "Planned again: " in panel.view["said"]
