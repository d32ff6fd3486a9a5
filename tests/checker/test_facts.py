"""Facts worked out once for several questions give the same answers as a case."""

from check_cases import make_case, plan, session

from makeup_sched.checker import Facts, check, check_items, recount

CASE = make_case()
GOOD = plan(session("x", 7, "09:00-09:30", "AB"))
BAD = plan(session("x", 7, "09:00-09:30", "AB"), session("y", 7, "09:15-09:45", "AC"))


def test_the_answers_are_the_same_for_several_plans() -> None:
    facts = Facts(CASE)
    for sessions in (GOOD, BAD, GOOD.copy(), BAD.head(0)):
        assert check(facts, sessions) == check(CASE, sessions)
        assert recount(facts, sessions, GOOD) == recount(CASE, sessions, GOOD)
        items = sessions[["session_id"]].rename(columns={"session_id": "owed_id"})
        assert check_items(facts, sessions, items) == check_items(CASE, sessions, items)
    assert check(facts, BAD)
