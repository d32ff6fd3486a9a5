"""Strategies of edits of a plan of a small random case, and what tests look at after them."""

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd
from hypothesis import strategies as st

import makeup_sched as ms
from makeup_sched.case.values import rows_of
from makeup_sched.checker import check
from support.random_cases import beside_regular, blueprints

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


KINDS = ["lock", "unlock", "move", "put", "put", "put", "remove", "remove", "out", "back", "more"]


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
        "back": lambda planner: planner.day_in(provider, day_of(planner, day)),
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


def places(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return sessions by where they are alone: without their ids and locks."""
    return sessions.drop(columns=["session_id", "locked"]).reset_index(drop=True)
