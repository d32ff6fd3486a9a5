"""What is owed as a table of the page."""

from makeup_sched.app.table import Content, cells
from makeup_sched.case.case import Case
from makeup_sched.ledger import owed_table
from makeup_sched.plain_words import counted

TITLE = "What is owed"
_COLUMNS = {
    "student_id": "Student",
    "student": "Name",
    "owed_id": "Item",
    "discipline": "Discipline",
    "owed": "Owed",
    "pending": "Pending",
    "missed": "Missed",
    "not_owed": "Not owed",
    "delivered": "Delivered",
    "oldest_date": "Oldest",
    "due_date": "Due",
    "provider_id": "Provider",
    "provider": "Provider's name",
}


def owed_content(case: Case | None, *, names: bool, uncounted: str = "") -> Content:
    """Return the account of what is owed, oldest minute first; all figures are minutes.

    `uncounted` says what is known to be given beside what the case has; blank for nothing.
    """
    if case is None:
        return Content(TITLE, "No case is open.")
    table = owed_table(case, names=names)
    table = table[table["oldest_date"].notna()].sort_values(["oldest_date", "student_id"])
    known = [name for name in _COLUMNS if name in table.columns]
    rows = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    owing = table[table["owed"] > 0]  # who only has pending minutes owes none yet
    students = counted(owing["student_id"].nunique(), "student")
    note = f"{int(table['owed'].sum()):,} minutes of {students}, the oldest first."
    if rounding := int(table["rounding"].sum()):
        grid = case.policy.grid_minutes
        note += f" {rounding:,} of them come from rounding up to steps of {grid} minutes."
    if pending := int(table["pending"].sum()):
        note += f" {pending:,} more are pending: the team has yet to decide."
    note = " ".join(filter(None, [note, uncounted]))
    return Content(TITLE, note, tuple(_COLUMNS[name] for name in known), cells(rows, known))
