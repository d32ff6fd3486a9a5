"""The complaint file: everything case, plan and record hold about one child, with the sources.

It is made from a case that holds no other child (`case.one_child`), and text that people wrote has
other children masked.
"""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.exports.child_account import Account
from makeup_sched.exports.child_record import HEADINGS, masker_of, record_tables
from makeup_sched.exports.complaint_sections import (
    rules_section,
    section_from_record,
    section_of,
    sources_section,
    word_sections,
)
from makeup_sched.exports.complaint_tables import CHILD_TABLES, NOTES, Child, tables_of
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.papers import Paper
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.child_record import ChildRecord

_HEADINGS = {
    "students": "The child",
    "services": "What the IEP says",
    "amendments": "Changes of the IEP's services",
    "service_log": "What became of regular sessions",
    "missed": "Missed sessions",
    "awards": "Awarded minutes",
    "delivered": "Make-up sessions that took place",
    "regular_sessions": "Regular sessions of the child",
    "student_blocks": "Other times of the child's day",
    "locked": "Agreed make-up sessions",
}
AUDITED = (
    "services, amendments, calendar, service_log, missed and delivered, compared with each other"
)


@dataclass(frozen=True)
class ComplaintFile:
    """The file of a child: as a paper, and as tables for a workbook.

    Every cell of the tables is text; the column `row` is the number of the row in the table of the
    same name, `entry` that of the entry in the record. Columns in which nothing stands are left
    out.
    """

    paper: Paper
    tables: dict[str, pd.DataFrame]


def complaint_file(
    case: Case,
    plan: Plan,
    student_id: str,
    *,
    names: bool = False,
    record: ChildRecord | None = None,
    masker: Masker | None = None,
    today: date | None = None,
) -> ComplaintFile:
    """Return the file of a child: the rows of the case, what they add up to, and the plan.

    Parameters
    ----------
    case, plan, student_id
        The case, a plan of it, and the child.
    names
        Whether the names of the child and of the staff are written.
    record
        What the record says of the child, where the case is the one of that: then the file also has
        what `child_record.record_tables` returns, and entries where it else has rows.
    masker
        What masks other children, with `names` as here; without it those of record or case are.
    today
        The day by which notices are due or late.

    Raises
    ------
    MakeupSchedError
        Where the case has no such student.
    """
    if masker is None and record is not None:
        masker = masker_of(record, names=names)
    masker = masker or Masker.of(case, student_id, names=names)
    child = Child.of(case, plan, student_id, masker, record)
    day = today or date.today()
    tables = tables_of(child, day)
    if record is not None:
        tables |= record_tables(record, child.case, child.people, masker, day)
    return ComplaintFile(_paper(child, plan, tables, day), tables)


def _paper(child: Child, plan: Plan, tables: dict[str, pd.DataFrame], today: date) -> Paper:
    who = child.people.student(child.account.student_id)
    sections = [
        section_of(_HEADINGS[name], name, tables[name]) for name in CHILD_TABLES if name in tables
    ]
    if "providers" in tables:
        sections.append(section_of("Who gives the services", "providers", tables["providers"]))
    sections.append(
        section_of("How each minute is counted", "missed, awards and delivered", tables["account"])
    )
    if "expected" in tables:
        heading = f"Expected against given through {today}, by month"
        section = section_of(heading, AUDITED, tables["expected"])
        notes = tables[NOTES]["what_to_know"] if NOTES in tables else ()
        sections.append(replace(section, words=(*section.words, *notes)))
    if "unaccounted" in tables:
        sections.append(
            section_of("Expected minutes that nobody accounts for", AUDITED, tables["unaccounted"])
        )
    if "clocks" in tables:
        heading = f"Clocks as of {today}"
        sections.append(section_of(heading, "missed and calendar", tables["clocks"]))
    sections += [
        section_of(
            "Planned make-up sessions",
            "sessions of the plan that nobody has marked as given, short or missed",
            tables["planned"],
        ),
        section_of(
            "Owed items in the plan",
            "items of the plan, as they stood when it was made",
            tables["items"],
        ),
        *(section_from_record(name, tables[name]) for name in HEADINGS if name in tables),
        rules_section(child.case),
        *word_sections(tables),
        sources_section(child.case, plan, tables, child.kept, today),
    ]
    return Paper(
        title=f"File on make-up services: {who}",
        lead=_lead(child),
        sections=tuple(sections),
        foot=f"{who} · planned from {plan.first_date(child.case)} · confidential student record",
        wide=True,
    )


def _lead(child: Child) -> tuple[str, ...]:
    account = child.account
    missed = sum(one.minutes for one in account.debts if one.table == "missed")
    awarded = sum(one.minutes for one in account.debts if one.table == "awards")
    sums = [line for one in account.ledgers for line in _sums(one, len(account.ledgers) > 1)]
    return (
        f"Missed: {missed} minutes in {sum(one.table == 'missed' for one in account.debts)} "
        f"sessions. Awarded: {awarded} minutes. {sums[0]}",
        *sums[1:],
    )


def _sums(account: Account, one_of_two: bool) -> tuple[str, str]:
    """Return what was given and what is owed: where there are awards beside, of each apart."""
    given = sum(one.minutes for one in account.given)
    paid = sum(one.minutes for one in account.given if one.paid_back)
    beyond, undecided, rounding = account.beyond, account.undecided, account.rounding
    of_which = "of the awards" if account.awarded_alone else "for missed sessions"
    start, now = ("Made up so far", "Owed now")
    if one_of_two:
        start, now = f"Given so far {of_which}", f"Owed now {of_which}"
    return (
        f"{start}: {given} minutes"
        + (f", {paid} of them paid back to the family" if paid else "")
        + (f", {beyond} beyond what is owed" if beyond else "")
        + (f" ({undecided} of these wait for a decision of the IEP team)." if undecided else "."),
        f"{now}: {account.owed} minutes"
        + (f" ({rounding} of them by rounding up)" if rounding else "")
        + f"; {account.owed - account.unplanned} of them are planned, {account.unplanned} are not."
        + (
            ""
            if one_of_two and account.awarded_alone
            else f" Waiting for a decision of the IEP team: {account.pending} minutes."
        ),
    )
