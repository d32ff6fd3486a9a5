"""A child's figures are the same in the plan, both ledgers, the letter and the papers."""

from datetime import date

import pandas as pd
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
from support.judge import any_plan
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
    return any_plan(case)


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
    paper = paper_text(ledger_paper(case, plan, student))
    assert ("Given beyond what is owed”" in paper) == bool(account.beyond)
    lead = " ".join(complaint_file(case, plan, student, today=DAY).paper.lead)
    for one, balance in zip(account.ledgers, _balances(own), strict=True):
        both = len(account.ledgers) > 1
        of_which = "" if not both else " of the awards" if one.awarded_alone else (
            " for missed sessions")  # fmt: skip
        given = sum(each.minutes for each in one.given)
        assert one.owed == balance
        assert f"Minutes owed now: {one.owed}" in said
        rounded = f"{one.owed} ({one.rounding} of them added by rounding up)"
        assert (rounded in said) == bool(one.rounding)
        assert f"Owed now{of_which}: {one.owed} minutes" in lead
        assert (f"({one.rounding} of them by rounding up)" in lead) == bool(one.rounding)
        assert f"{'Given' if both else 'Made up'} so far{of_which}: {given} minutes" in lead
        assert (f"{one.beyond} beyond what is owed" in lead) == bool(one.beyond)
        words = "of the minutes that were awarded" if one.awarded_alone and both else "minutes are"
        assert f"{one.owed} {words}" in paper


def _balances(ledgers: list[pd.DataFrame]) -> list[int]:
    """Return what each ledger that has a line says is owed, in the steps of plans."""
    return [int(one["balance"].sum() + one["rounding"].sum()) for one in ledgers if len(one)]


def test_awards_are_not_added_to_minutes_that_were_missed(case: Case, plan: Plan) -> None:
    account = child_account(case, plan.sessions, "B")
    facts = Facts(account, "B", case.policy.letters, DAY)
    said = without_marks(letters_text([letter(facts, read_catalogue(LANGUAGES["en"]))]))
    missed, awarded = account.ledgers
    assert min(missed.owed, awarded.owed) > 0
    assert f"In sum: What was missed\n- Minutes owed now: {missed.owed}" in said
    headed = "In sum: Minutes that were awarded to your child"
    assert f"{headed}\n- Minutes owed now: {awarded.owed}" in said
    papers = [said, paper_text(ledger_paper(case, plan, "B"))]
    papers += complaint_file(case, plan, "B", today=DAY).paper.lead
    for paper in papers:
        assert str(account.owed) not in paper


def test_the_three_children_show_rounding_and_minutes_given_beyond(case: Case, plan: Plan) -> None:
    accounts = [child_account(case, plan.sessions, one) for one in "ABC"]
    assert any(one.rounding for one in accounts)
    assert any(one.beyond for one in accounts)
