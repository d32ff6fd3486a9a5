"""What the record shows on a terminal: where things stand, entries, the two ledgers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched import plain_words
from makeup_sched.cli.words import CASE, with_case
from makeup_sched.ledger import Undecided
from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import counted, figure
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.moments import local_text
from makeup_sched.recording.notices_sent import ORDER
from makeup_sched.recording.overview import TO_COME, TO_MARK, Overview
from makeup_sched.recording.paying_back import sessions_to_pay, undecided_words
from makeup_sched.recording.reimbursement import Reimbursement
from makeup_sched.recording.words import entry_words
from makeup_sched.tables.rendering import time_text

MOST = 40
MOST_NAMED = 6


def status_words(
    name: str, found: Overview, head: tuple[int, str], as_of: str | None, case: str = CASE
) -> RenderableType:
    """Return where a record stands; `case` is what commands call the case."""
    when = f", as of {as_of}" if as_of else ""
    parts: list[RenderableType] = [Text(f"Record of {name}{when}"), Text(""), _balances(found)]
    minutes = int(found.make_up["undecided"].sum())
    parts += map(Text, decision_words(minutes, found.to_decide, case))
    if len(found.sessions):
        parts += [Text(""), _sessions(found.sessions)]
    if len(marks := found.sessions[found.sessions["status"] == TO_MARK]):
        waiting = ", ".join(dict.fromkeys(marks["session_id"].head(8)))
        more = " and more" if marks["session_id"].nunique() > 8 else ""
        sessions = counted(len(marks[["session_id", "date"]].drop_duplicates()), "session")
        parts.append(Text(f"To mark as given, short or missed, {sessions}: {waiting}{more}."))
    number, link = head
    entries = f"{figure(found.entries)} entries" if found.entries != 1 else "1 entry"
    shown = f"{entries}; the newest, {number}, has the link {link[:12]}."
    parts += [Text(""), Text(shown if as_of is None else f"{entries} at that time.")]
    return Group(*parts)


def _balances(found: Overview) -> Table:
    view = grid("Ledger")
    make_up, awards = found.make_up, found.awards
    columns = {"missed": "Minutes", "not_owed": "Not owed", "pending": "Pending",
               "given": "Given", "balance": "Balance", "rounding": "Rounded up by",
               "beyond": "Given beyond\nwhat is owed"}  # fmt: skip
    for name in ("rounding", "beyond"):
        if not (make_up[name].any() or awards[name].any()):
            del columns[name]
    for heading in columns.values():
        view.add_column(heading, justify="right")
    lines = (("Make-up minutes", make_up), ("Awards", awards.rename(columns={"awarded": "missed"})))
    for title, table in lines:
        cells = [figure(int(table[name].sum())) if name in table else "" for name in columns]
        view.add_row(title, *cells)
    return view


def _sessions(sessions: pd.DataFrame) -> Table:
    view = grid("Published sessions")
    # a group's session may be given for one and missed by another: each student's counts
    view.add_column("Sessions of\nstudents", justify="right")
    view.add_column("Minutes of\nstudents", justify="right")
    for status in ("given", "short", "missed", TO_MARK, TO_COME):
        rows = sessions[sessions["status"] == status]
        if len(rows):
            given = rows["minutes_given"] if status in ("given", "short") else rows["minutes"]
            view.add_row(status, figure(len(rows)), figure(int(given.sum())))
    return view


def entries_table(entries: Sequence[Entry], corrected_by: Mapping[int, int]) -> Table:
    """Return entries as a table; `corrected_by` names the entry in the place of each."""
    view = grid()
    view.add_column("No.", justify="right", no_wrap=True)
    view.add_column("When", no_wrap=True)
    view.add_column("Who", overflow="fold", max_width=12)
    view.add_column("What", overflow="fold")
    view.add_column("Why", overflow="fold", max_width=20)
    for entry in entries:
        words = entry_words(entry)
        if entry.number in corrected_by:
            words += f" (see entry {corrected_by[entry.number]})"
        cells = (str(entry.number), local_text(entry.recorded_at), entry.who, words, entry.why)
        view.add_row(*map(Text, cells))
    return view


def ledger_words(
    make_up: pd.DataFrame,
    awards: pd.DataFrame,
    to_decide: Sequence[Undecided] = (),
    case: str = CASE,
) -> RenderableType:
    """Return both ledgers, one below the other and never added up.

    `to_decide` are the missed sessions on which the team has to decide so that what was given for
    them counts.
    """
    parts: list[RenderableType] = []
    columns = {"service_id": "Service", "student": "Student", "missed": "Missed",
               "not_owed": "Not\nowed", "pending": "Pending", "given": "Given",
               "beyond": "Given\nbeyond\nwhat is\nowed",
               "balance": "Balance", "due_date": "Due", "basis": "Owed for"}  # fmt: skip
    parts.append(_ledger("Make-up minutes", make_up, columns))
    parts.append(Text(_total(make_up, "make-up minutes yet to be given")))
    parts += map(Text, decision_words(int(make_up["undecided"].sum()), to_decide, case))
    columns = {"award_id": "Award", "student": "Student", "awarded": "Awarded", "given": "Given",
               "beyond": "Given\nbeyond\nwhat is\nowed", "balance": "Balance", "due_date": "Due",
               "basis": "Basis"}  # fmt: skip
    if len(awards):
        parts += [Text(""), _ledger("Awards", awards, columns)]
        parts.append(Text(_total(awards, "awarded minutes yet to be given")))
    return Group(*parts)


def decision_words(minutes: int, to_decide: Sequence[Undecided], case: str = CASE) -> list[str]:
    """Return which minutes given or paid back wait for the team, and how to write its decision."""
    if not minutes:
        return []
    shown = ", ".join(f"{one.service_id} of {one.date}" for one in to_decide[:MOST_NAMED])
    if (more := len(to_decide) - MOST_NAMED) > 0:
        shown += f" and {more} more"
    return [
        f"Of the minutes beyond, {figure(minutes)} were given or paid back before the team has "
        f"decided whether they are owed ({shown}). They count once its decision is written down: "
        f"makeup-sched record add {case} decided service_id=... date=... decision=owed "
        'decided_by="IEP team" --why ...'
    ]


def notice_words(found: pd.DataFrame, today: date, *, clocks: bool) -> RenderableType:
    """Return notices that are late, due or done; `clocks` says whether the policy asks for any."""
    if not clocks:
        return Text("The policy sets no clock that asks for a notice; see docs/profiles.md.")
    if found.empty:
        return Text(f"No notice is due by {today}.")
    view = grid("Standing", "Service", "Missed", "Due", "Sent", title=f"Notices by {today}")
    for row in found.head(MOST).to_dict("records"):
        sent = f"{_cell(row['sent_on'])} {row['means']}".strip()
        cells = (row["standing"], row["service_id"], _cell(row["date"]),
                 _cell(row["notice_due"]), sent)  # fmt: skip
        view.add_row(*map(Text, cells))
    counts = found["standing"].value_counts()
    words = ", ".join(f"{figure(int(counts[word]))} {word}" for word in ORDER if word in counts)
    more = f"and {len(found) - MOST:,} more; --out writes all. " if len(found) > MOST else ""
    return Group(view, Text(f"{more}In all: {words}."))


def reimbursement_words(student: str, found: Reimbursement, case: str = CASE) -> RenderableType:
    """Return what can be paid back to a family, and what each session lacks."""
    parts: list[RenderableType] = []
    view = grid("Item", title=f"Reimbursement of {student}, in minutes")
    for heading in ("Missed", "Made up", "Paid back", "Left", "Complete", "Dollars"):
        view.add_column(heading, justify="right")
    for row in found.items.to_dict("records"):
        names = ("missed", "given", "reimbursed", "left", "eligible")
        cells = (row["owed_id"], *(figure(int(row[name])) for name in names))
        view.add_row(*map(Text, (*cells, f"{row['dollars']:,.2f}")))
    parts += [view, Text("")]
    if found.sessions.empty:
        none = f"No session note is filed (record add {case} paper_filed ...)."
        return Group(*parts, Text(none))
    sessions = grid("Entry", "Session", "Min.", "Receipt", "Standing")
    sessions.add_column("What is missing", overflow="fold")
    for row in found.sessions.to_dict("records"):
        day = _cell(row["date"]) or "no date"
        time = "" if pd.isna(row["start"]) else f" {time_text(int(row['start']))}"
        cells = (str(row["entry"]), day + time, str(row["minutes"]), row["reference"],
                 row["standing"], row["missing"])  # fmt: skip
        sessions.add_row(*map(Text, cells))
    whole = "Nothing is missing." if found.complete else "The file is not complete."
    parts += [sessions, Text(f"\n{whole}")]
    return Group(*parts, *map(Text, _undecided(student, found, case)))


def _undecided(student: str, found: Reimbursement, case: str) -> list[str]:
    """Return what the team has to decide, and how its decision is written down."""
    to_pay = found.items[(found.items["eligible"] > 0) & (found.items["undecided"] > 0)]
    if to_pay.empty:
        return [with_case(words, case) for words in undecided_words(found)]
    sessions = ", ".join(
        f"{one.service_id} of {one.date} ({one.minutes} min)" for one in sessions_to_pay(found)
    )
    or_made_up = " or were made up" if to_pay["given"].any() else ""
    return [
        *(with_case(words, case) for words in undecided_words(found)),
        f"{figure(int(to_pay['undecided'].sum()))} of the minutes that are paid back{or_made_up} "
        f"wait for the team's decision, missed: {sessions}. To pay them back is that decision: "
        "name who took it, "
        f'makeup-sched record reimburse {case} {student} --decided-by "IEP team" --why ...',
    ]


def _total(table: pd.DataFrame, words: str) -> str:
    balance, rounding = (int(table[name].sum()) for name in ("balance", "rounding"))
    said = f"{figure(balance)} {words}, {counted(len(table), 'line')}."
    if rounding:
        said += f" Plans round up to steps and so plan {figure(balance + rounding)}."
    if beyond := int(table["beyond"].sum()):
        said += f" {figure(beyond)} minutes were given beyond what is owed so far."
    return said


def _ledger(title: str, table: pd.DataFrame, columns: Mapping[str, str]) -> Table:
    view = grid(title=title)
    shown = [name for name in columns if name in table]
    if not table["beyond"].any():
        shown.remove("beyond")
    for name in shown:
        number = table[name].dtype.kind in "iu"
        view.add_column(columns[name], justify="right" if number else "left", overflow="fold")
    for row in table.head(MOST).to_dict("records"):
        row["basis"] = _basis(str(row["basis"]))
        view.add_row(*(Text(_cell(row[name])) for name in shown))
    if (more := len(table) - MOST) > 0:
        view.caption = f"and {more:,} more; --out writes all"
        view.caption_justify = "left"
    return view


def _basis(text: str) -> str:
    """Return on what a line of a ledger rests in words: reasons with their minutes, or who awarded.

    The ledger has them as `provider_absent 30 min; school_activity 20 min`.
    """
    if text in plain_words.BASES:
        return plain_words.BASES[text] if text else ""
    parts = (part.partition(" ") for part in text.split("; "))
    return "; ".join(f"{plain_words.reason(code)} {minutes}".strip() for code, _, minutes in parts)


def _cell(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if pd.isna(value):
        return ""
    return value if isinstance(value, str) else figure(int(value))
