"""What the record holds about one child as tables of text, each line with the number of its entry.

Other children are masked in everything that people wrote, as in the rest of the complaint file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.people import People, cell_text
from makeup_sched.recording.child_history import ChildHistory
from makeup_sched.recording.child_record import ChildRecord
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.kinds import (
    AWARDED,
    CUT_SHORT,
    DECIDED,
    GIVEN,
    KINDS,
    LETTER_WRITTEN,
    MISSED,
    MISSED_AGAIN,
    NOTICE_SENT,
    OUTCOMES,
    PAPER_FILED,
    PLAN_PUBLISHED,
    REIMBURSED,
    TABLE_IMPORTED,
)
from makeup_sched.recording.moments import local_text
from makeup_sched.recording.notices_sent import notice_table
from makeup_sched.recording.reimbursement import reimbursement
from makeup_sched.recording.rows import AT, LINE, rows_of_parts
from makeup_sched.recording.state import TABLE, State
from makeup_sched.recording.words import entry_words
from makeup_sched.tables.schemas import facts

ENTRY = "entry"
HEADINGS = {
    "record_sessions": "Record: missed sessions, and what became of make-up sessions",
    "record_decisions": "Record: decisions of the team",
    "record_awards": "Record: minutes awarded",
    "record_plans": "Record: sessions of the plans that were published",
    "record_letters": "Record: letters written to the family",
    "record_notices": "Record: notices sent to the family",
    "record_clocks": "Record: notices that a clock asks for, and whether they were sent",
    "record_papers": "Record: contract and reimbursement papers",
    "record_claims": "Record: sessions of outside providers, and what is missing",
    "record_paid": "Record: what the family was paid back",
    "record": "Record: every entry about the child",
}
"""The tables in their order and what each shows."""
_KINDS = {
    "record_decisions": DECIDED,
    "record_awards": AWARDED,
    "record_letters": LETTER_WRITTEN,
    "record_notices": NOTICE_SENT,
    "record_papers": PAPER_FILED,
    "record_paid": REIMBURSED,
}
"""Tables that show the entries of one kind that hold, with the columns of the kind's table."""
_BECAME = {
    GIVEN: "made up",
    CUT_SHORT: "made up in part",
    MISSED_AGAIN: "make-up session missed again",
    MISSED: "missed",
}
_SESSION_COLUMNS = (ENTRY, "written", "date", "item", "what", "minutes", "planned", "reason",
                    "decision", "provider_id", "session_id", "note")  # fmt: skip
_PLAN_COLUMNS = (ENTRY, "written", "date", "start", "end", "minutes", "provider_id", "owed_id",
                 "session_id", "standing")  # fmt: skip
_CLOCK_COLUMNS = (ENTRY, "service_id", "date", "minutes", "reason", "notice_due", "sent_on",
                  "means", "notice", "standing")  # fmt: skip
_COLUMNS = {
    (column.name, column.kind in ("id", "text"))
    for kind in KINDS.values()
    if kind.table
    for column in facts(kind.table).columns
}
_PLAIN = {name for name, free in _COLUMNS if not free} - {name for name, free in _COLUMNS if free}
"""Columns of dates, times, figures and fixed words, which name nobody."""


@dataclass(frozen=True)
class _Writing:
    """What cells are written with."""

    history: ChildHistory
    people: People
    masker: Masker
    providers: frozenset[str]

    def cell(self, column: str, text: str) -> str:
        """Return a fact of the record as the file shows it."""
        if column in ("service_id", "owed_id", "award_id", "item") and (
            text in self.history.own.items
        ):
            return text
        if column == "student_id" and text == self.history.student_id:
            return self.people.student(text)
        if column == "provider_id" and text in self.providers:
            return self.people.provider(text)
        return text if column in _PLAIN else self.masker.masked(text)


def masker_of(kept: ChildRecord, *, names: bool) -> Masker:
    """Return what masks all children but one that a record ever held."""
    own, others = kept.history.own, kept.history.others
    ids = others.students | others.items
    return Masker.knowing(kept.student_id, own.names, others.names, ids, names=names)


def record_tables(
    kept: ChildRecord, case: Case, people: People, masker: Masker, today: date
) -> dict[str, pd.DataFrame]:
    """Return the tables of `HEADINGS` in which anything stands; every cell is text.

    `case` holds this child only. The column `entry` is the number of the entry in the record. Of
    the tables that show what holds, an entry that was corrected or withdrawn is left out; `record`
    has them all. `today` is the day by which notices are due or late.
    """
    providers = frozenset(map(str, case.table("providers")["provider_id"]))
    writing = _Writing(kept.history, people, masker, providers)
    found = {
        "record_sessions": _frame(_SESSION_COLUMNS, _sessions(writing)),
        "record_plans": _frame(_PLAN_COLUMNS, _plans(writing, today)),
        "record_clocks": _clocks(writing, case, kept.state, today),
        "record_claims": _claims(writing, case, kept.state),
        "record": _entries(writing),
        **{name: _of_kind(writing, kind) for name, kind in _KINDS.items()},
    }
    return {name: found[name] for name in HEADINGS if len(found[name])}


def _entries(writing: _Writing) -> pd.DataFrame:
    history = writing.history
    columns = (ENTRY, "written", "who", "what", "why", "later")
    rows = [
        {
            ENTRY: str(entry.number),
            "written": local_text(entry.recorded_at),
            "who": writing.masker.masked(entry.who),
            "what": _words(writing, entry),
            "why": writing.masker.masked(entry.why),
            "later": _later(history, entry.number),
        }
        for entry in history.entries
    ]
    return _frame(columns, rows)


def _later(history: ChildHistory, number: int) -> str:
    """Return what became of an entry: which one takes its place, if any."""
    later = history.corrected_by.get(number)
    if later is None:
        return ""
    if later in history.elsewhere:
        return f"holds no more: entry {later} corrects it, and is not about this child"
    return f"holds no more, see entry {later}"


def _words(writing: _Writing, entry: Entry) -> str:
    """Return what an entry says of the child."""
    if entry.erased:
        return entry_words(entry)
    if entry.kind == PLAN_PUBLISHED:
        own = len(_own_rows("sessions", entry))
        said = f"plan from {entry.get('start_date')} on: {_count(own, 'session')} of the child"
    elif entry.kind == TABLE_IMPORTED:
        source = writing.masker.masked(entry.get("source"))
        own = len(_lines(writing.history, entry))
        said = (
            f"table {entry.get(TABLE)} taken in from {source}: {_count(own, 'row')} about the child"
        )
    else:
        cells = {name: writing.cell(name, text) for name, text in entry.facts.items()}
        return entry_words(replace(entry, parts=(replace(entry.parts[0], facts=cells),)))
    return said


def _lines(history: ChildHistory, entry: Entry) -> set[str]:
    """Return which rows of an entry are the child's or have the child in their list."""
    own = [
        part.facts
        for part in entry.parts[1:]
        if part.facts and part.student_id == history.student_id
    ]
    # that another child is kept apart from this one stands in the other's row
    apart = entry.get(TABLE) == "students"
    return {cells[LINE] for cells in own if not (apart and AT in cells)}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _own_rows(table: str, entry: Entry) -> list[dict[str, str]]:
    return rows_of_parts(table, entry.parts[1:])


def _of_kind(writing: _Writing, kind: str) -> pd.DataFrame:
    """Return the entries of a kind that hold, with the columns of its table that are used."""
    own = [column.name for column in facts(KINDS[kind].table).columns]
    rows = [
        {
            **_head(entry),
            **{name: writing.cell(name, entry.get(name)) for name in own if entry.get(name)},
        }
        for entry in writing.history.standing(kind)
    ]
    columns = [ENTRY, "written", *(name for name in own if name != "student_id")]
    return _frame(columns, rows)


def _sessions(writing: _Writing) -> list[dict[str, str]]:
    """Return missed sessions and make-up sessions; regular ones stand in the service log."""
    rows = []
    for entry in writing.history.standing(*OUTCOMES, MISSED):
        item = entry.get("owed_id") or entry.get("service_id")
        cells = {name: writing.cell(name, text) for name, text in entry.facts.items()}
        own = {"item": writing.cell("item", item), "what": _BECAME[entry.kind]}
        rows.append({**cells, **_head(entry), **own})
    return sorted(rows, key=lambda row: (row.get("date", ""), int(row[ENTRY])))


def _plans(writing: _Writing, today: date) -> list[dict[str, str]]:
    """Return the child's sessions of every plan that was published, with what became of each."""
    history = writing.history
    rows = []
    for entry in [each for each in history.entries if each.kind == PLAN_PUBLISHED]:
        for row in _own_rows("sessions", entry):
            standing = _standing(history, entry, row, today)
            rows.append(
                {
                    **{name: row.get(name, "") for name in ("date", "start", "end", "minutes")},
                    **_head(entry),
                    "provider_id": writing.cell("provider_id", row["provider_id"]),
                    "owed_id": writing.cell("owed_id", row["owed_ids"]),
                    "session_id": writing.cell("session_id", row["session_id"]),
                    "standing": standing,
                }
            )
    return rows


def _standing(history: ChildHistory, plan: Entry, session: Mapping[str, str], today: date) -> str:
    """Return what became of a session of a published plan, with the entry that says so."""
    day = session["date"]
    if plan.number in history.corrected_by:
        return f"plan withdrawn, entry {history.corrected_by[plan.number]}"
    for later in history.standing(PLAN_PUBLISHED):
        if later.number > plan.number and later.get("start_date") <= day:
            return f"another plan holds, entry {later.number}"
    for entry in history.standing(*OUTCOMES):
        if entry.get("date") == day and (
            (entry.get("session_id"), entry.get("owed_id"))
            == (session["session_id"], session["owed_ids"])
        ):
            return f"{_BECAME[entry.kind]}, entry {entry.number}"
    return "to come" if day >= today.isoformat() else "nothing was logged"


def _clocks(writing: _Writing, case: Case, state: State, today: date) -> pd.DataFrame:
    """Return the notices that clocks ask for, each with the entries of those that were sent."""
    rows = []
    for row in notice_table(case, state, today).to_dict("records"):
        cells = {str(name): cell_text(cell) for name, cell in row.items()}
        missed = _same(writing.history, MISSED, cells, ("service_id", "date"))
        sent = _same(writing.history, NOTICE_SENT, cells, ("sent_on", "means"))
        shown = {name: writing.cell(name, text) for name, text in cells.items()}
        rows.append({**shown, ENTRY: missed, "notice": sent})
    return _frame(_CLOCK_COLUMNS, rows)


def _same(
    history: ChildHistory, kind: str, cells: Mapping[str, str], columns: Sequence[str]
) -> str:
    """Return the numbers of the entries of a kind that say the same in some columns."""
    return ", ".join(
        str(entry.number)
        for entry in history.standing(kind)
        if all(entry.get(name) == cells[name] for name in columns)
    )


def _claims(writing: _Writing, case: Case, state: State) -> pd.DataFrame:
    if not writing.history.standing(PAPER_FILED):
        return pd.DataFrame()
    found = reimbursement(case, state, writing.history.student_id).sessions
    plain = ("start", "end", "standing", "eligible", "dollars")
    columns = [ENTRY, "owed_id", "date", "minutes", "provider", "reference", "standing", "eligible",
               "dollars", "missing"]  # fmt: skip
    rows = [
        {
            name: cell_text(row[name])
            if name in (ENTRY, *plain)
            else writing.cell(name, cell_text(row[name]))
            for name in columns
        }
        for row in found.to_dict("records")
    ]
    return _frame(columns, rows)


def _head(entry: Entry) -> dict[str, str]:
    return {ENTRY: str(entry.number), "written": local_text(entry.recorded_at)}


def _frame(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Return rows as a table of text without the columns in which nothing stands."""
    frame = pd.DataFrame([*rows], columns=list(columns), dtype=object).fillna("")
    return frame[[name for name in frame if name == ENTRY or (frame[name] != "").any()]]
