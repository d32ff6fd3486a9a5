"""What holds whatever is edited and planned again, looked at over small random cases."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

import makeup_sched as ms
from makeup_sched.case.values import rows_of
from makeup_sched.checker import check
from makeup_sched.planning import plan
from makeup_sched.plans.plan import Plan
from support.brute_force import TooLargeError
from support.judge import SECONDS, few, planned, problems
from support.least_moved import least_moved
from support.random_cases import beside_regular, blueprints
from support.tiny import Blueprint

CASES = st.one_of(blueprints(), beside_regular()).map(lambda made: made.with_policy(objective={}))
SMALL = st.one_of(blueprints(largest=3), beside_regular()).map(
    lambda made: made.with_policy(objective={})
)
Edit = Callable[[ms.Planner], object]


def pick(planner: ms.Planner, number: int, locked: bool | None = None) -> str:
    """Return the id of a session that stands, locked or not."""
    stand = planner.sessions
    ids = stand.loc[[locked in (None, flag) for flag in stand["locked"]], "session_id"].tolist()
    return str(ids[number % len(ids)]) if ids else "none"


def day_of(planner: ms.Planner, number: int) -> date:
    """Return a date near the first of planning."""
    return planner.case.start_date + timedelta(days=number)


def put(planner: ms.Planner, number: int) -> None:
    """Move a session to where it may be, if possible to where another one stands."""
    name = pick(planner, number)
    places = pd.concat([planner.allowed(name, day_of(planner, days)) for days in (0, 7)])
    others = planner.sessions[planner.sessions["session_id"] != name]
    taken = [
        ((others["date"] == place.date) & (others["start"] < place.end)
         & (others["end"] > place.start)).any()
        for place in rows_of(places)
    ]  # fmt: skip
    chosen = places[taken] if any(taken) else places
    if not len(chosen):
        raise ms.EditError("it may be nowhere else")
    place = chosen.iloc[number % len(chosen)]
    planner.move(name, date=place["date"], start=int(place["start"]))


KINDS = ["lock", "unlock", "move", "put", "put", "put", "remove", "remove", "out", "more"]


@st.composite
def edits(draw: st.DrawFn, kinds: list[str] = KINDS) -> Edit:
    """Draw an edit; which session it is about is settled by what stands then."""
    kind = draw(st.sampled_from(kinds))
    number, day, cell = (draw(st.integers(0, most)) for most in (20, 8, 11))
    provider = draw(st.sampled_from(["P", "P", "P", "Q"]))
    free = draw(st.booleans())
    start = 8 * 60 + 15 * cell
    made: dict[str, Edit] = {
        "lock": lambda planner: planner.lock(pick(planner, number, locked=False)),
        "unlock": lambda planner: planner.unlock(pick(planner, number, locked=True)),
        "move": lambda planner: planner.move(
            pick(planner, number), date=day_of(planner, day), start=start, provider=provider
        ),
        "put": lambda planner: put(planner, number),
        "remove": lambda planner: planner.remove(pick(planner, number), keep_free=free),
        "out": lambda planner: planner.day_out(provider, day_of(planner, day)),
        "more": lambda planner: planner.add_hours(
            provider, day_of(planner, day), start, start + 30, "Oak"
        ),
    }
    return made[kind]


def edited(planner: ms.Planner, edit: Edit) -> bool:
    """Make an edit and say whether it could be; one that can't be must change nothing."""
    case, before, known = planner.case, planner.sessions, planner.edits
    try:
        edit(planner)
    except ms.EditError:
        assert planner.case is case
        assert planner.edits == known
        pd.testing.assert_frame_equal(planner.sessions, before)
        return False
    assert check(planner.case, planner.sessions[planner.sessions["locked"]]) == []
    return True


def planned_again(planner: ms.Planner) -> Plan:
    return planner.replan(SECONDS, workers=1)


def places(sessions: pd.DataFrame) -> pd.DataFrame:
    return sessions.drop(columns=["session_id", "locked"]).reset_index(drop=True)


@few(20)
@given(CASES, st.lists(edits(), min_size=1, max_size=4), st.booleans())
def test_whatever_is_edited_the_plan_passes_and_says_what_moved(
    made: Blueprint, several: list[Edit], twice: bool
) -> None:
    planner = ms.Planner(made.case)
    for _ in range(2 if twice else 1):
        planned_again(planner)
        for edit in several:
            edited(planner, edit)
    stood = planner.sessions
    found = planned_again(planner)
    assert problems(planner.case, found, stood) == []
    kept = found.sessions[found.sessions["locked"]]
    pd.testing.assert_frame_equal(places(kept), places(stood[stood["locked"]]))
    changes = planner.changes()
    shifted = changes["change"].isin(["moved", "gone"]) & ~changes["edited"]
    assert int(shifted.sum()) == found.summary.objective["moved"].value
    assert changes["change"].ne("gone").sum() == found.sessions["owed_ids"].map(len).sum()


@few(10)
@given(CASES, st.lists(edits(), min_size=1, max_size=3))
def test_the_edited_case_written_and_read_gives_the_same_plan(
    made: Blueprint, several: list[Edit]
) -> None:
    first = planned(made.case)
    planner = ms.Planner(made.case, first, seed=1)
    assume([edit for edit in several if edited(planner, edit)])
    with tempfile.TemporaryDirectory() as folder:
        case = ms.read_case(ms.write_case(planner.case, Path(folder) / "case"))
    assert case.source_hash == planner.case.source_hash
    assert (case.start_date, case.end_date) == (made.case.start_date, made.case.end_date)
    again = plan(case, seconds=SECONDS, seed=1, workers=1, baseline=planner.sessions)
    pd.testing.assert_frame_equal(planned_again(planner).sessions, again.sessions)


@few(20)
@given(SMALL, edits(["put", "put", "put", "remove", "out", "more"]))
def test_no_more_moves_than_must(made: Blueprint, edit: Edit) -> None:
    planner = ms.Planner(made.case, planned(made.case))
    assume(edited(planner, edit))
    try:
        least = least_moved(planner.case, planner.sessions)
    except TooLargeError:
        assume(False)
        raise
    terms = planned_again(planner).summary.objective
    assert (terms["unmet"].value, terms["moved"].value) == least


@few(12)
@given(CASES, st.lists(edits(), min_size=1, max_size=4))
def test_all_edits_taken_back_leave_the_case_and_the_plan(
    made: Blueprint, several: list[Edit]
) -> None:
    first = planned(made.case)
    planner = ms.Planner(made.case, first)
    case, before = planner.case, planner.sessions
    count = sum(edited(planner, edit) for edit in several)
    assert len(planner.edits) == count
    for _ in range(count):
        planner.undo()
    assert planner.case is case
    pd.testing.assert_frame_equal(planner.sessions, before)
    pd.testing.assert_frame_equal(before, first.sessions)
