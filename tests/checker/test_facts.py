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


TIME = ("calendar", "provider_hours", "regular_sessions", "bell_schedules", "student_blocks",
        "students")  # fmt: skip
OWED = ("services", "missed", "awards", "delivered")


@pytest.mark.parametrize("name", sorted(set(CASE.tables) - {"locked"}))
@pytest.mark.parametrize("rows", [slice(1, None), slice(0, -1), slice(0, 0)])
def test_another_table_is_answered_for_as_it_is(name: str, rows: slice) -> None:
    facts = Facts(CASE)
    check(facts, GOOD)  # fills what is worked out when first asked for
    edited = replace(CASE, tables={**CASE.tables, name: CASE.tables[name].iloc[rows]})
    others = facts.of(edited)
    assert (others.days is facts.days) == (name not in TIME)
    assert (others.hours is facts.hours) == (name not in TIME[:3])
    assert (others.debts is facts.debts) == (name not in OWED)
    for sessions in (GOOD, BAD):
        assert check(others, sessions) == check(edited, sessions)
        assert check(facts, sessions) == check(CASE, sessions)


def test_other_dates_and_another_policy_have_facts_of_their_own() -> None:
    facts = Facts(CASE)
    assert facts.of(replace(CASE, end_date=CASE.start_date)).days is not facts.days
    opened = {**CASE.policy.categories, "lunch": "allow", "study_hall": "never"}
    policy = CASE.policy.model_copy(update={"categories": opened, "pending": "plan"})
    others = facts.of(replace(CASE, policy=policy))
    assert others.debts is not facts.debts
    for sessions in (GOOD, BAD):
        assert check(others, sessions) == check(replace(CASE, policy=policy), sessions)
        assert check(others, sessions) != check(facts, sessions)
