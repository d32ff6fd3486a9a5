"""A child's figures are the same in the plan, both ledgers, the letter and the papers."""

from datetime import date

import pytest

from makeup_sched.case.case import Case
from makeup_sched.exports.child_account import child_account
from makeup_sched.exports.child_ledger import ledger_paper
from makeup_sched.exports.complaint_file import complaint_file
from makeup_sched.exports.papers import paper_text
from makeup_sched.ledger import award_ledger, make_up_ledger
from makeup_sched.letters.catalogues import read_catalogue
from makeup_sched.letters.isolation import without_marks
from makeup_sched.letters.languages import LANGUAGES
from makeup_sched.letters.letter import Facts, letter
from makeup_sched.letters.letter_files import letters_text
from makeup_sched.plans.plan import Plan
from support.judge import planned
from support.little_school import LETTERS, school_rows
from support.tiny import tiny_case

DAY = date(2026, 3, 2)


def _case() -> Case:
    rows = school_rows()
    rows.append(("missed", {"date": "2026-02-20", "service_id": "C-SLP", "minutes": "22",
                            "reason": "provider_meeting"}))  # fmt: skip
    rows.append(("delivered", {"date": "2026-02-27", "owed_id": "C-SLP", "minutes": "100",
                               "provider_id": "P"}))  # fmt: skip
    return tiny_case(*rows, letters=LETTERS)


@pytest.fixture(scope="module")
def case() -> Case:
    return _case()


@pytest.fixture(scope="module")
def plan(case: Case) -> Plan:
    return planned(case)


@pytest.mark.parametrize("student", ["A", "B", "C"])
def test_every_paper_has_the_same_figures(case: Case, plan: Plan, student: str) -> None:
    account = child_account(case, plan.sessions, student)
    items = plan.items[plan.items["student_id"] == student]
    assert items["owed"].sum() == account.owed
    ledgers = [make_up_ledger(case), award_ledger(case)]
    own = [table[table["student_id"] == student] for table in ledgers]
    sums = {name: sum(int(table[name].sum()) for table in own)
            for name in ("given", "balance", "rounding", "beyond")}  # fmt: skip
    assert sums["balance"] + sums["rounding"] == account.owed
    assert (sums["rounding"], sums["beyond"]) == (account.rounding, account.beyond)
    given = sum(one.minutes for one in account.given)
    assert sums["given"] + sums["beyond"] == given
    facts = Facts(account, student, case.policy.letters, DAY)
    said = without_marks(letters_text([letter(facts, read_catalogue(LANGUAGES["en"]))]))
    assert f"Minutes owed now: {account.owed}" in said
    rounded = f"{account.owed} ({account.rounding} of them added by rounding up)"
    assert (rounded in said) == bool(account.rounding)
    paper = paper_text(ledger_paper(case, plan, student))
    assert f"{account.owed} minutes are owed" in paper
    assert ("Given beyond what is owed”" in paper) == bool(account.beyond)
    lead = " ".join(complaint_file(case, plan, student, today=DAY).paper.lead)
    assert f"Owed now: {account.owed} minutes" in lead
    assert (f"({account.rounding} of them by rounding up)" in lead) == bool(account.rounding)
    assert f"Made up so far: {given} minutes" in lead
    assert (f"{account.beyond} beyond what is owed" in lead) == bool(account.beyond)


def test_the_three_children_show_rounding_and_minutes_given_beyond(case: Case, plan: Plan) -> None:
    accounts = [child_account(case, plan.sessions, one) for one in "ABC"]
    assert any(one.rounding for one in accounts)
    assert any(one.beyond for one in accounts)
