"""The sections of the complaint file's paper: its tables with their sources, rules and words."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from makeup_sched import plain_words as words
from makeup_sched.case.case import Case
from makeup_sched.exports.child_record import ENTRY, HEADINGS
from makeup_sched.exports.masking import MASK
from makeup_sched.exports.papers import TURNED, Section, Table, table
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.child_record import ChildRecord
from makeup_sched.recording.kinds import PLAN_PUBLISHED
from makeup_sched.version import __version__

ROW = "row"
"""Column with the number of the row in the table of the same name."""
_NO_RECORD = (
    "The case's record was not read: the tables hold no letters that were sent and no sessions as "
    "they were given, other than those above."
)


def section_of(heading: str, source: str, frame: pd.DataFrame) -> Section:
    """Return a table with its source; `row` is the number of the row in the table."""
    if frame.empty:
        return Section(heading, (f"None. Source: {source}.",))
    words_of_it = f"Source: {source}."
    if ROW in frame:
        words_of_it = f"Source: table {source}; “row” is the row in it."
    elif ENTRY in frame:
        words_of_it = (
            f"Source: table {source} of the record; “{ENTRY}” is the number of the entry in it."
        )
    return Section(heading, (words_of_it,), _said(frame))


def section_from_record(name: str, frame: pd.DataFrame) -> Section:
    """Return what the record holds of one kind; `entry` is the number of the entry in it."""
    said = f"Source: the record; “{ENTRY}” is the number of the entry in it."
    return Section(HEADINGS[name], (said,), _said(frame))


def _said(frame: pd.DataFrame) -> Table:
    """Return a table as the paper shows it, fixed words in those that people use."""
    names = [str(column) for column in frame]
    rows = [[words.cell(name, cell) for name, cell in zip(names, row, strict=True)]
            for row in frame.to_numpy().tolist()]  # fmt: skip
    return table([name.replace("_", " ") for name in names], rows, TURNED)


def word_sections(tables: dict[str, pd.DataFrame]) -> Iterator[Section]:
    """Yield what the fixed words are called in the tables, as far as there are any above."""
    found = {
        pair
        for frame in tables.values()
        for name in frame
        for text in set(frame[name])
        for pair in words.codes(str(name), text)
    }
    if found:
        said = (
            "The tables, and the workbook beside this file, have fixed words for what is said here."
        )
        yield Section(
            "Words of the tables", (said,), table(("Here", "In the tables"), sorted(found))
        )


def rules_section(case: Case) -> Section:
    """Return how the policy counts the reasons that occur in a case."""
    policy = case.policy
    reasons = sorted(set(case.table("missed")["reason"]))
    rows = [
        (words.reason(str(reason)), rule.replace("_", " "))
        for reason, rule in policy.reasons.items()
        if reason in reasons
    ]
    said = (
        "How the policy counts each reason that occurs above; a decision in a row wins over it.",
        f"Profile: {policy.profile or 'none'}. Minutes that are owed are rounded up to "
        f"{policy.grid_minutes} minutes. Deliveries pay for the oldest minutes first.",
    )
    return Section("Rules applied", said, table(("Reason", "Counted as"), rows) if rows else None)


def sources_section(
    case: Case,
    plan: Plan,
    tables: dict[str, pd.DataFrame],
    kept: ChildRecord | None,
    today: date,
) -> Section:
    """Return what the file was made from; `kept` is what the record says, if there is one."""
    masks = sum(
        str(cell).count(MASK) for frame in tables.values() for cell in frame.to_numpy().ravel()
    )
    numbers = "rows" if kept is None else "rows and entries"
    said = [
        f"Case {case.name}, SHA-256 {case.source_hash or 'not known'}."
        if kept is None
        else f"Case {case.name}, as its record holds it.",
        f"Plan made by makeup-sched {plan.summary.version}{_made_from(plan, case, kept)}",
        f"Written by makeup-sched {__version__}. Planned from {plan.first_date(case)} to "
        f"{case.end_date}.",
        "Other children are not named: sessions say how many attend, and in notes their names "
        f"and ids are replaced by “{MASK}” ({masks} here). The {numbers} named above hold the "
        "words.",
        _NO_RECORD if kept is None else _words_of_record(kept, today),
    ]
    return Section("Where this comes from", tuple(said))


def _made_from(plan: Plan, case: Case, kept: ChildRecord | None) -> str:
    """Return what a plan was made from, and whether the case is that still or the record had it."""
    made_from = plan.summary.source_hash
    if not made_from:
        # plans that keep agreed sessions are made from a case that no file holds
        return "; it does not say from which state of the case."
    said = f" from a case with SHA-256 {made_from}"
    if kept is None:
        same = made_from == case.source_hash
        return said + (", the same." if same else "; the case has changed since.")
    published = [
        entry.number
        for entry in kept.history.entries
        if entry.kind == PLAN_PUBLISHED and entry.get("source_hash") == made_from
    ]
    if not published:
        return f"{said}."
    return f"{said}; entry {published[0]} of the record published a plan that was made from it."


def _words_of_record(kept: ChildRecord, today: date) -> str:
    """Return which record was read, up to which entry, and what its numbers are."""
    return (
        f"Record: {kept.file}, {kept.state.upto} entries; the newest has the link "
        f"{kept.link[:12]} (makeup-sched record verify). Entries are numbered as makeup-sched "
        "record show lists them, rows as in the tables that makeup-sched record tables writes. Of "
        "entries about several students only what is about this child is here. Notices are due "
        f"or late as of {today}."
    )
