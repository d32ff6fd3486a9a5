"""The account of a child agrees with what is owed and planned, whatever the case."""

from hypothesis import given

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import SIZE, one_child, with_sizes
from makeup_sched.exports.child_account import child_account
from makeup_sched.exports.complaint_file import complaint_file
from makeup_sched.ledger import owed_table, owed_trace
from support.judge import few, planned
from support.random_cases import beside_regular, blueprints
from support.tiny import Blueprint


def same_debts(case: Case) -> None:
    """See that each child alone owes what the child owes in the whole case."""
    for found in (owed_table, owed_trace):
        whole = found(case)
        for student in case.table("students")["student_id"]:
            own = whole[whole["student_id"] == student]
            alone = found(one_child(case, student))
            assert alone.astype(str).to_numpy().tolist() == own.astype(str).to_numpy().tolist()


@few(12)
@given(blueprints())
def test_a_child_alone_owes_the_same(made: Blueprint) -> None:
    same_debts(made.case)


@few(6)
@given(blueprints(largest=3))
def test_balances_agree_with_the_items_of_the_plan(made: Blueprint) -> None:
    plan = planned(made.case)
    for student in made.case.table("students")["student_id"]:
        items = plan.items[plan.items["student_id"] == student]
        account = child_account(made.case, plan.sessions, student)
        assert account.owed == items["owed"].sum()
        assert account.unplanned == items["unmet"].sum()
        assert account.pending == items["pending"].sum()
        assert sum(one.made_up for one in account.debts) == sum(
            one.delivered for one in account.balances
        )
        tables = complaint_file(made.case, plan, student).tables
        assert len(tables["planned"]) == len(account.planned)


@few(8)
@given(beside_regular())
def test_a_joined_session_counts_those_who_are_in_it_anyway(made: Blueprint) -> None:
    plan = planned(made.case)
    regular = made.case.table("regular_sessions").set_index("session_id")["student_ids"]
    for row in with_sizes(made.case, plan.sessions).to_dict("records"):
        anyway = set(regular[row["regular_session_id"]]) if row["mode"] == "join" else set()
        assert row[SIZE] == len(anyway | set(row["student_ids"]))
