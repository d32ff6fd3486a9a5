"""What staff leave is a whole session, with as little given up as can be."""

import pandas as pd

from makeup_sched.contracts.whole_sessions import _least, _Part, with_whole_sessions_left
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from support.tiny import Row, blueprint, day, hours, owes, provider, regular, student

LIMITS = {"min_session": "30", "max_session": "60"}


def left_and_given(*rows: Row | list[Row]) -> tuple[int, pd.DataFrame]:
    """Return the minutes that are unmet at first, and the sessions that are left then."""
    case = blueprint(*rows).case
    made = plan(case, seconds=5, workers=1)
    unmet = int(made.items["unmet"].sum())
    return unmet, with_whole_sessions_left(planning_task(case), made)


def test_a_session_of_one_ends_earlier() -> None:
    # 45 of 60 minutes are given, and 15 are no session
    rows = [day(), student("A"), *owes("A", 60, **LIMITS), provider(), hours("08:00-08:45")]
    unmet, kept = left_and_given(*rows)
    assert unmet == 15
    [session] = kept.to_dict("records")
    assert (session["minutes"], session["end"] - session["start"]) == (30, 30)


def test_what_cannot_end_earlier_is_given_up() -> None:
    # with a session of 30 given up 45 are left, which is the least that is a session
    rows = [day(), student("A"), *owes("A", 45, **LIMITS), provider(), hours("08:00-08:30")]
    unmet, kept = left_and_given(*rows)
    assert unmet == 15
    assert kept.empty


def test_who_sits_in_a_group_leaves_it_and_the_others_stay() -> None:
    rows = [day(), student("A"), student("B"), provider(), hours("08:00-08:45")]
    rows += [*owes("A", 60, setting="group", **LIMITS), *owes("B", 45, setting="group", **LIMITS)]
    unmet, kept = left_and_given(*rows)
    assert unmet == 15
    assert kept["owed_ids"].tolist() == [("B-SLP",)]
    assert kept["minutes"].tolist() == [45]


def test_a_regular_session_that_is_joined_is_given_up_whole() -> None:
    rows = [day(), student("A"), student("B"), provider(), hours("08:00-08:45")]
    rows += [*owes("A", 60, setting="group", **LIMITS)]
    rows += [regular("R", "08:00-08:45", "B", max_group="3")]
    unmet, kept = left_and_given(*rows)
    assert unmet == 15
    assert kept.empty


def test_small_parts_go_before_a_large_one() -> None:
    parts = [_Part(5, 0, 1), _Part(5, 0, 2), _Part(45, 0, 3)]
    assert _least(parts, 10, 5) == ((parts[0], parts[1]), {})
    assert _least(parts, 20, 5) == ((parts[2],), {})
