"""Facts worked out once for several questions give the same answers as a case."""

from dataclasses import replace

import pytest
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


def test_another_table_of_locked_sessions_keeps_what_was_worked_out() -> None:
    facts = Facts(CASE)
    locked = replace(CASE, tables={**CASE.tables, "locked": GOOD.assign(locked=True)})
    others = facts.of(locked)
    assert others.days is facts.days
    assert facts.case is CASE
    for sessions in (GOOD, GOOD.assign(locked=True), BAD):
        assert check(others, sessions) == check(locked, sessions)
        assert check(facts, sessions) == check(CASE, sessions)


@pytest.mark.parametrize("name", sorted(set(CASE.tables) - {"locked"}))
def test_any_other_table_has_facts_of_its_own(name: str) -> None:
    facts = Facts(CASE)
    edited = replace(CASE, tables={**CASE.tables, name: CASE.tables[name].copy()})
    assert facts.of(edited).days is not facts.days
    assert facts.of(replace(CASE, end_date=CASE.start_date)).days is not facts.days
    assert facts.of(replace(CASE, policy=CASE.policy.model_copy())).days is not facts.days
