"""The tables of the complaint file: the rows of one child, what they add up to, and its plan.

Every cell is text; other children are masked in what people wrote.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pandas as pd

from makeup_sched.auditing import audit_case
from makeup_sched.case.case import Case
from makeup_sched.case.one_child import SIZE, one_child, own_sessions, with_sizes
from makeup_sched.case.values import rows_of
from makeup_sched.exports.child_account import Account, account_of
from makeup_sched.exports.child_record import ENTRY
from makeup_sched.exports.complaint_sections import ROW
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.people import People, cell_text, plain_line
from makeup_sched.ledger import owed_trace
from makeup_sched.notices import clock_table, runs_clocks
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.child_record import ChildRecord
from makeup_sched.recording.kinds import LEDGER_TABLES
from makeup_sched.tables.rendering import render_cells, time_text
from makeup_sched.tables.schemas import facts

CHILD_TABLES = ("students", "services", "amendments", "service_log", "missed", "awards",
                "delivered", "regular_sessions", "student_blocks", "locked")  # fmt: skip
_SELDOM = ("reason", "decision", "not_owed", "rounding", "pending", "surplus", "matched")
"""Columns of the account that are left out where nothing stands in them."""
_MATCHED = re.compile(r"((?:missed|awards|delivered) )(\d+)(?=:)")
"""A row in the account's column of which rows pay for each other."""
NOTES = "expected_notes"
"""Table of what has to be known beside the figures that are expected."""
_OPEN_COLUMNS = {"told": "written_down", "sessions": "no_entry_for", "shorter": "too_little_for"}
"""How the file calls the columns of what nobody accounts for."""
_LEFT_OUT = ("name", "keep_apart", "priority")
_NAMED_BY_PEOPLE = ("bell_schedule", "session_id", "regular_session_id")
"""Ids of what children share, which people name after one of them."""


@dataclass(frozen=True)
class Child:
    """What every part of the file is made from; `case` holds this child only.

    `trace` is every minute that is owed in it, with its row; `kept` is what the record says of it,
    None where the case is not from one.
    """

    case: Case
    sessions: pd.DataFrame
    items: pd.DataFrame
    trace: pd.DataFrame
    account: Account
    people: People
    masker: Masker
    kept: ChildRecord | None = None

    @classmethod
    def of(
        cls, case: Case, plan: Plan, student_id: str, masker: Masker, kept: ChildRecord | None
    ) -> "Child":
        """Return it; the masker shows or hides the child's own name.

        Raises MakeupSchedError where the case has no such student.
        """
        own = one_child(case, student_id)
        sessions = own_sessions(with_sizes(case, plan.sessions), student_id)
        trace = owed_trace(own)
        return cls(
            case=own,
            sessions=sessions.sort_values(["date", "start"]),
            # by the child: a service may have been another one's when the plan was made
            items=plan.items[plan.items["student_id"] == student_id],
            trace=trace,
            account=account_of(own, sessions, trace),
            people=People.of(own, names=masker.names),
            masker=masker,
            kept=kept,
        )

    def numbered(self, table: str, rows: Iterable[int]) -> tuple[str, list[str]]:
        """Return how the numbers of a table's rows are called, and the numbers."""
        numbers = [str(row) for row in rows]
        if self.kept is None or table not in LEDGER_TABLES:
            return ROW, numbers
        return ENTRY, [self.entry(number) for number in numbers]

    def entry(self, row: str) -> str:
        """Return the number of the entry that a row comes from; blank stays blank."""
        return str(self.kept.entry_of(int(row))) if self.kept is not None and row else row


def tables_of(child: Child, today: date) -> dict[str, pd.DataFrame]:
    """Return the tables by name; `today` is the day up to which is audited and clocks run."""
    found: dict[str, pd.DataFrame] = {}
    for name in CHILD_TABLES:
        rows = child.case.table(name)
        if len(rows):
            found[name] = _rendered(child, name, rows)
    staff = _staff(child)
    if len(staff):
        found["providers"] = staff
    found["account"] = _account_table(child)
    found |= _audited(child, today)
    if runs_clocks(child.case.policy) and len(clocks := clock_table(child.case, today)):
        name, numbers = child.numbered("missed", clocks[ROW])
        clocks = clocks.assign(**{ROW: numbers}).rename(columns={ROW: name})
        found["clocks"] = _plain(
            child, clocks.drop(columns=["student_id", "discipline", "counted"])
        )
    found["planned"] = _planned_table(child)
    found["items"] = _rendered(child, "items", child.items).drop(columns=ROW)
    return found


def _audited(child: Child, today: date) -> dict[str, pd.DataFrame]:
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
        NOTES: notes,
    }
    return {name: frame for name, frame in found.items() if len(frame)}


def _staff(child: Child) -> pd.DataFrame:
    """Return who gives or gave the child a service, as the case has them."""
    tables = [child.case.table(name) for name in ("services", "delivered", "regular_sessions")]
    named = {one for table in (*tables, child.sessions) for one in table["provider_id"]}
    providers = child.case.table("providers")
    columns = ["provider_id", "disciplines", "role", "employment", "supervisor_id"]
    return _rendered(
        child, "providers", providers.loc[providers["provider_id"].isin(named), columns]
    )


def _rendered(child: Child, name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows of a declared table as text, people as they are to be called, notes masked."""
    number, numbers = child.numbered(name, rows.index)
    cells: dict[str, list[str]] = {number: numbers}
    for column in facts(name).columns:
        if column.name not in rows or column.name in _LEFT_OUT:
            continue
        texts = render_cells(column, rows[column.name])
        cells[column.name] = _people(child, column.name, texts)
    if SIZE in rows:
        cells[SIZE] = [str(size) for size in rows[SIZE]]
    shown = pd.DataFrame(cells, dtype=object)
    return shown[[column for column in shown if column == number or (shown[column] != "").any()]]


def _people(child: Child, column: str, texts: Iterable[str]) -> list[str]:
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


def _account_table(child: Child) -> pd.DataFrame:
    shown = _plain(child, child.trace.drop(columns=["student_id", "kind", "discipline"]))
    if child.kept is not None:
        shown[ROW] = [child.entry(text) for text in shown[ROW]]
        shown["matched"] = [
            _MATCHED.sub(lambda found: found[1] + child.entry(found[2]), text)
            for text in shown["matched"]
        ]
        shown = shown.rename(columns={ROW: ENTRY})
    idle = [name for name in _SELDOM if shown[name].isin(["", "0"]).all()]
    return shown.drop(columns=idle)


def _plain(child: Child, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table of figures and fixed words as text; dates as `YYYY-MM-DD`."""
    cells = {
        str(column): _people(child, str(column), map(cell_text, frame[column])) for column in frame
    }
    return pd.DataFrame(cells, dtype=object)


def _planned_table(child: Child) -> pd.DataFrame:
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
            # an agreed session has the id that people gave it
            child.masker.masked(str(row.session_id), numbers=False),
        )
        for row in rows_of(child.sessions)
    ]
    columns = ["date", "start", "end", "minutes", "discipline", "provider", "site", SIZE, "mode",
               "tier", "owed_id", "session_id"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, dtype=object)
