"""The complaint file: everything case, plan and record hold about one child, with the sources.

It is made from a case that holds no other child (`case.one_child`), and text that people wrote has
other children masked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from makeup_sched.auditing import audit_case
from makeup_sched.case.case import Case
from makeup_sched.case.one_child import SIZE, one_child, own_sessions, with_sizes
from makeup_sched.case.values import rows_of
from makeup_sched.exports.child_account import Account, child_account
from makeup_sched.exports.child_record import HEADINGS, knowing, record_tables
from makeup_sched.exports.complaint_sections import (
    ROW,
    rules_section,
    section_from_record,
    section_of,
    sources_section,
    word_sections,
    words_of_record,
)
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.papers import Paper
from makeup_sched.exports.people import People, cell_text, plain_line
from makeup_sched.ledger import owed_trace
from makeup_sched.notices import clock_table
from makeup_sched.plans.plan import Plan
from makeup_sched.tables.rendering import render_cells, time_text
from makeup_sched.tables.schemas import facts

if TYPE_CHECKING:
    from makeup_sched.recording.record import Record

_CHILD_TABLES = ("students", "services", "amendments", "service_log", "missed", "awards",
                 "delivered", "regular_sessions", "student_blocks", "locked")  # fmt: skip
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
_SELDOM = ("reason", "decision", "not_owed", "rounding", "pending", "surplus", "matched")
"""Columns of the account that are left out where nothing stands in them."""
_NO_RECORD = (
    "The case's record was not read: the tables hold no letters that were sent and no sessions as "
    "they were given, other than those above."
)
AUDITED = (
    "services, amendments, calendar, service_log, missed and delivered, compared with each other"
)
_NOTES = "expected_notes"
"""Table of what has to be known beside the figures that are expected."""
_OPEN_COLUMNS = {"told": "written_down", "sessions": "no_entry_for", "shorter": "too_little_for"}
"""How the file calls the columns of what nobody accounts for."""
_LEFT_OUT = ("name", "keep_apart", "priority")
_NAMED_BY_PEOPLE = ("bell_schedule", "session_id", "regular_session_id")
"""Ids of what children share, which people name after one of them."""


@dataclass(frozen=True)
class _Child:
    """What every part of the file is made from; `case` holds this child only."""

    case: Case
    sessions: pd.DataFrame
    items: pd.DataFrame
    account: Account
    people: People
    masker: Masker


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
    record: "Record | None" = None,
    today: date | None = None,
) -> ComplaintFile:
    """Return the file of a child: the rows of the case, what they add up to, and the plan.

    `names` writes the names of the child and of the staff. With a `record`, whose case `case` is,
    the file also has what it holds about the child: see `child_record`; `today` is the day by
    which notices are due or late. Raises MakeupSchedError where the case has no such student.
    """
    child = _child(case, plan, student_id, names)
    day = today or date.today()
    if record is None:
        tables = _tables(child, day)
        return ComplaintFile(_paper(child, plan, tables, _NO_RECORD, day), tables)
    history = record.child(student_id)
    child = replace(child, masker=knowing(child.masker, history))
    kept = record_tables(record, history, child.case, child.people, child.masker, day)
    tables = {**_tables(child, day), **kept}
    return ComplaintFile(_paper(child, plan, tables, words_of_record(record, day), day), tables)


def _paper(
    child: _Child, plan: Plan, tables: dict[str, pd.DataFrame], of_record: str, today: date
) -> Paper:
    who = child.people.student(child.account.student_id)
    sections = [
        section_of(_HEADINGS[name], name, tables[name]) for name in _CHILD_TABLES if name in tables
    ]
    if "providers" in tables:
        sections.append(section_of("Who gives the services", "providers", tables["providers"]))
    sections.append(
        section_of("How each minute is counted", "missed, awards and delivered", tables["account"])
    )
    if "expected" in tables:
        heading = f"Expected against given through {today}, by month"
        section = section_of(heading, AUDITED, tables["expected"])
        notes = tables[_NOTES]["what_to_know"] if _NOTES in tables else ()
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
        sources_section(child.case, plan, tables, of_record),
    ]
    return Paper(
        title=f"File on make-up services: {who}",
        lead=_lead(child),
        sections=tuple(sections),
        foot=f"{who} · planned from {plan.first_date(child.case)} · confidential student record",
        wide=True,
    )


def _child(case: Case, plan: Plan, student_id: str, names: bool) -> _Child:
    own = one_child(case, student_id)
    owed_ids = [*own.table("services")["service_id"], *own.table("awards")["award_id"]]
    return _Child(
        case=own,
        sessions=own_sessions(with_sizes(case, plan.sessions), student_id).sort_values(
            ["date", "start"]
        ),
        items=plan.items[plan.items["owed_id"].isin(owed_ids)],
        account=child_account(case, plan.sessions, student_id),
        people=People.of(own, names=names),
        masker=Masker.of(case, student_id, names=names),
    )


def _lead(child: _Child) -> tuple[str, ...]:
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


def _tables(child: _Child, today: date) -> dict[str, pd.DataFrame]:
    found: dict[str, pd.DataFrame] = {}
    for name in _CHILD_TABLES:
        rows = child.case.table(name)
        if len(rows):
            found[name] = _rendered(child, name, rows)
    staff = _staff(child)
    if len(staff):
        found["providers"] = staff
    found["account"] = _account_table(child)
    found |= _audited(child, today)
    clocks = clock_table(child.case, today)
    if len(clocks):
        found["clocks"] = _plain(
            child, clocks.drop(columns=["student_id", "discipline", "counted"])
        )
    found["planned"] = _planned_table(child)
    found["items"] = _rendered(child, "items", child.items).drop(columns=ROW)
    return found


def _audited(child: _Child, today: date) -> dict[str, pd.DataFrame]:
    """Return what was expected and given up to a day, where a log says what was given."""
    if child.case.table("service_log").empty:
        return {}
    audit = audit_case(child.case, today)
    months = audit.months.drop(columns=["student_id", "discipline", "provider_id"])
    silent = audit.unaccounted.drop(columns="student_id").rename(columns=_OPEN_COLUMNS)
    notes = pd.DataFrame({"what_to_know": list(audit.notes)}, dtype=object)
    found = {
        "expected": _plain(child, months),
        "unaccounted": _plain(child, silent),
        _NOTES: notes,
    }
    return {name: frame for name, frame in found.items() if len(frame)}


def _staff(child: _Child) -> pd.DataFrame:
    """Return who gives or gave the child a service, as the case has them."""
    tables = [child.case.table(name) for name in ("services", "delivered", "regular_sessions")]
    named = {one for table in (*tables, child.sessions) for one in table["provider_id"]}
    providers = child.case.table("providers")
    columns = ["provider_id", "disciplines", "role", "employment", "supervisor_id"]
    return _rendered(
        child, "providers", providers.loc[providers["provider_id"].isin(named), columns]
    )


def _rendered(child: _Child, name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a declared table as text, people as they are to be called, notes masked."""
    cells: dict[str, list[str]] = {ROW: [str(number) for number in rows.index]}
    for column in facts(name).columns:
        if column.name not in rows or column.name in _LEFT_OUT:
            continue
        texts = render_cells(column, rows[column.name])
        cells[column.name] = _people(child, column.name, texts)
    if SIZE in rows:
        cells[SIZE] = [str(size) for size in rows[SIZE]]
    shown = pd.DataFrame(cells, dtype=object)
    return shown[[column for column in shown if column == ROW or (shown[column] != "").any()]]


def _people(child: _Child, column: str, texts: Iterable[str]) -> list[str]:
    call: Callable[[str], str] = plain_line
    if column in ("student_id", "student_ids"):
        call = child.people.student
    elif column in ("provider_id", "supervisor_id"):
        call = child.people.provider
    elif column == "note":
        call = child.masker.masked
    elif column in ("explanation", *_NAMED_BY_PEOPLE):
        call = partial(child.masker.masked, numbers=False)
    return [call(text) if text else "" for text in texts]


def _account_table(child: _Child) -> pd.DataFrame:
    trace = owed_trace(child.case)
    trace = trace.assign(row=trace[ROW].astype("str").replace("<NA>", ""))
    shown = _plain(child, trace.drop(columns=["student_id", "kind", "discipline"]))
    idle = [name for name in _SELDOM if shown[name].isin(["", "0"]).all()]
    return shown.drop(columns=idle)


def _plain(child: _Child, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of figures and fixed words as text; dates as `YYYY-MM-DD`."""
    cells = {
        str(column): _people(child, str(column), map(cell_text, frame[column])) for column in frame
    }
    return pd.DataFrame(cells, dtype=object)


def _planned_table(child: _Child) -> pd.DataFrame:
    rows = [
        (
            f"{row.date:%Y-%m-%d}",
            time_text(int(row.start)),
            time_text(int(row.end)),
            str(row.minutes),
            str(row.discipline),
            child.people.provider(str(row.provider_id)),
            str(row.site),
            str(getattr(row, SIZE)),
            str(row.mode),
            str(row.tier),
            str(row.owed_ids[0]),
            str(row.session_id),
        )
        for row in rows_of(child.sessions)
    ]
    columns = ["date", "start", "end", "minutes", "discipline", "provider", "site", SIZE, "mode",
               "tier", "owed_id", "session_id"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)
