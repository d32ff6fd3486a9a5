"""The district at a glance: owed, planned, unmet and pending by discipline, school or month."""

from functools import partial

import pandas as pd

from makeup_sched.app.table import Content, Table, cells
from makeup_sched.case.case import Case
from makeup_sched.ledger import owed_table
from makeup_sched.plans.plan import Plan

TITLE = "At a glance"
BY_DISCIPLINE, BY_SCHOOL, BY_MONTH = "By discipline", "By school", "By month missed"
_GROUPS = {BY_DISCIPLINE: "discipline", BY_SCHOOL: "school", BY_MONTH: "month"}
_FIGURES = {"students": "Students", "items": "Items", "owed": "Owed", "planned": "Planned",
            "unmet": "Unmet", "pending": "Pending", "overdue": "Past due"}  # fmt: skip
SOON_DAYS = 30


class Overview(Table):
    """The panel of totals; its buttons say by what they are grouped."""

    def __init__(self) -> None:
        self._case: Case | None = None
        self._plan: Plan | None = None
        self._by = BY_DISCIPLINE
        buttons = {words: partial(self.group, words) for words in _GROUPS}
        super().__init__(Content(TITLE, "No case is open."), buttons)

    def use(self, case: Case | None, plan: Plan | None) -> None:
        """Show the totals of a case and of its plan, where there is one."""
        self._case, self._plan = case, plan
        self._draw()

    def state_of(self, button: str) -> dict[str, bool]:
        """Say which button's groups are shown."""
        return {"disabled": self._case is None, "pressed": button == self._by}

    def group(self, words: str) -> None:
        """Group by discipline, by school or by month."""
        self._by = words
        self._draw()

    def _draw(self) -> None:
        if self._case is None:
            self.show(Content(TITLE, "No case is open."))
        else:
            self.show(totals(self._case, self._plan, self._by))


def totals(case: Case, plan: Plan | None, by: str) -> Content:
    """Return minutes by group, and those of all in the note.

    `Past due`: minutes that were due before the first date of planning.
    """
    items = _items(case, plan)
    group = _GROUPS[by]
    sums = items.groupby(group, as_index=False).agg(
        students=("student_id", "nunique"),
        items=("owed_id", "count"),
        owed=("owed", "sum"),
        planned=("planned", "sum"),
        unmet=("unmet", "sum"),
        pending=("pending", "sum"),
        overdue=("overdue", "sum"),
    )
    rows = [{str(key): value for key, value in row.items()} for row in sums.to_dict("records")]
    figures = [name for name in _FIGURES if plan is not None or name not in ("planned", "unmet")]
    note = f"{int(items['owed'].sum()):,} minutes owed, {int(items['pending'].sum()):,} pending."
    if plan is not None:
        unmet = plan.summary.unmet
        note += f" {plan.summary.planned:,} have a place, {unmet:,} have none." if unmet else (
            " All that are owed have a place.")  # fmt: skip
    heads = (group.title(), *(_FIGURES[name] for name in figures))
    return Content(TITLE, note, heads, cells(rows, [group, *figures]), zeros=True)


def pressing(case: Case) -> Content:
    """Return the items that are past due, due soon, or pending, by id, the most pressing first."""
    items = _items(case, None)
    soon = pd.Timestamp(case.start_date) + pd.Timedelta(days=SOON_DAYS)
    last = pd.Timestamp(case.end_date)
    due = (items["due_date"] < soon) & (items["due_date"] < last) & (items["owed"] > 0)
    chosen = items[due | (items["pending"] > 0)].sort_values(["due_date", "owed_id"])
    rows = [{str(key): value for key, value in row.items()} for row in chosen.to_dict("records")]
    columns = {"student_id": "Student", "owed_id": "Item", "discipline": "Discipline",
               "school": "School", "owed": "Owed", "pending": "Pending", "due_date": "Due",
               "provider_id": "Provider"}  # fmt: skip
    note = f"Past due, due within {SOON_DAYS} days, or waiting for the team's decision."
    if chosen.empty:
        note = f"Nothing is due within {SOON_DAYS} days, and nothing waits for a decision."
    return Content("What presses", note, tuple(columns.values()), cells(rows, list(columns)))


def _items(case: Case, plan: Plan | None) -> pd.DataFrame:
    """Return the items with anything owed or pending, with school, month and what is planned."""
    items = owed_table(case)
    items = items[items["oldest_date"].notna()].copy()
    schools = case.table("students").set_index("student_id")["school"]
    items["school"] = items["student_id"].map(schools)
    items["month"] = items["oldest_date"].dt.strftime("%Y-%m")
    late = items["due_date"] < pd.Timestamp(case.start_date)
    items["overdue"] = items["owed"].where(late, 0)
    planned = {} if plan is None else dict(zip(plan.items["owed_id"], plan.items["planned"],
                                               strict=True))  # fmt: skip
    items["planned"] = [int(planned.get(name, 0)) for name in items["owed_id"]]
    items["unmet"] = items["owed"] - items["planned"]
    return items
