"""What is owed as text for a terminal: by student, oldest first, and row by row for one item."""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

import pandas as pd
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched.case.case import Case
from makeup_sched.ledger.ledger import owed_table, owed_trace

Line = dict[str, Any]

_PENDING_STUDENTS = 6
_ID_BESIDE, _ID_ABOVE = 8, 13
"""Letters of ids that 80 columns hold in one line beside a column of providers, and without it."""
_HEADINGS = {
    "missed": "Missed",
    "not_owed": "Not\nowed",
    "delivered": "Deliv-\nered",
    "rounding": "Round-\ning",
    "owed": "Owed",
    "pending": "Pend-\ning",
}


def show_owed(case: Case, *, names: bool = False, students: int | None = 200) -> RenderableType:
    """Return what is owed as a table by student with totals by discipline and what is pending.

    The student with the oldest minute comes first. Items of which nothing is left are counted,
    not listed. All figures are minutes.

    Parameters
    ----------
    case
        A case whose tables were validated.
    names
        Show the names of students and providers beside their ids.
    students
        List at most so many students, None: all. The totals are always of all.

    Returns
    -------
    RenderableType
        For `rich.console.Console.print`; fits 80 columns where ids are short.
    """
    everything = owed_table(case, names=names)
    table = everything[everything["oldest_date"].notna()]
    parts: list[RenderableType] = []
    if len(table):
        parts += [*_by_student(table, case, students), Text(""), _by_discipline(table), Text("")]
    else:
        parts.append(Text("Nothing is owed and nothing is pending."))
    if finished := len(everything) - len(table):
        parts.append(Text(f"Nothing left: {_count(finished, 'item')}, delivered or not owed."))
    if table["pending"].any():
        parts.append(_pending_note(table, case))
    return Group(*parts)


def show_trace(
    case: Case,
    owed_ids: Collection[str] | None = None,
    *,
    names: bool = False,
    items: int | None = 200,
) -> RenderableType:
    """Return the rows behind each item: what was missed, why it counts, what paid for it.

    Parameters
    ----------
    case
        A case whose tables were validated.
    owed_ids
        The items to show; None: all of them.
    names
        Show the names of students beside their ids.
    items
        Show at most so many items, None: all.

    Returns
    -------
    RenderableType
        For `rich.console.Console.print`.
    """
    trace = owed_trace(case, names=names)
    if owed_ids is not None:
        trace = trace[trace["owed_id"].isin(owed_ids)]
    parts: list[RenderableType] = []
    ids = trace["owed_id"].unique()
    shown = trace if items is None else trace[trace["owed_id"].isin(ids[:items])]
    for lines in _runs(shown, "owed_id"):
        parts += [_item_heading(lines), _item_rows(lines), Text("")]
    if items is not None and len(ids) > items:
        parts.append(Text(f"and {_count(len(ids) - items, 'more item')}."))
    return Group(*parts) if parts else Text("No item has any missed, awarded or delivered rows.")


def _by_student(table: pd.DataFrame, case: Case, most: int | None) -> list[RenderableType]:
    several_providers = len(set(table["provider_id"]) - {""}) > 1
    view = _grid("Owed minutes by student, oldest first", "Student,\nitem", "Disci-\npline")
    longest = int(table["owed_id"].str.len().max())
    view.columns[0].min_width = 1 + min(longest, _ID_ABOVE)
    beside = several_providers and longest <= _ID_BESIDE
    for heading in _HEADINGS.values():
        view.add_column(heading, justify="right")
    for heading in ("Oldest", "Due"):
        view.add_column(heading, min_width=10)
    if beside:
        view.add_column("Prov-\nider", overflow="fold", min_width=4)
    oldest = table.groupby("student_id")["oldest_date"].transform("min")
    table = table.assign(first=oldest).sort_values(
        ["first", "student_id", "oldest_date", "owed_id"], kind="stable"
    )
    students = list(_runs(table, "student_id"))
    listed = students[:most]
    for items in listed:
        view.add_row(Text(_student(items[0])), *([] if len(items) == 1 else ["", *_sums(items)]))
        for item in items:
            cells = _item_cells(item, case)
            if several_providers and not beside:
                cells[0] += f"\n  {_provider(item)}"
            view.add_row(*map(Text, [*cells, _provider(item)] if beside else cells))
    if more := len(students) - len(listed):
        return [view, Text(f"and {_count(more, 'more student')} with minutes missed later.")]
    return [view]


def _item_cells(item: Line, case: Case) -> list[str]:
    past = "\npast" if item["due_date"].date() < case.start_date else ""
    cells = [f" {item['owed_id']}", item["discipline"], *_sums([item])]
    cells += [f"{item['oldest_date']:%Y-%m-%d}", f"{item['due_date']:%Y-%m-%d}{past}"]
    return cells


def _provider(item: Line) -> str:
    return f"{item['provider_id']} {item.get('provider', '')}".strip()


def _by_discipline(table: pd.DataFrame) -> Table:
    view = _grid("Totals by discipline, minutes", "Discipline")
    for heading in ("Students", "Items", *_HEADINGS.values()):
        view.add_column(heading, justify="right")
    groups = list(_runs(table.sort_values("discipline", kind="stable"), "discipline"))
    for items in groups:
        view.add_row(Text(items[0]["discipline"]), *_totals(items))
    if len(groups) > 1:
        view.add_section()
        view.add_row("all", *_totals(table.to_dict("records")))
    return view


def _pending_note(table: pd.DataFrame, case: Case) -> Text:
    waiting = table[table["pending"] > 0].sort_values(["student_id", "owed_id"])
    students = list(_runs(waiting, "student_id"))
    students.sort(key=lambda items: -sum(item["pending"] for item in items))
    whom = [_pending_of(items) for items in students[:_PENDING_STUDENTS]]
    if (more := len(students) - _PENDING_STUDENTS) > 0:
        whom.append(f"and of {_count(more, 'more student')}")
    stand = "are not planned before the team decides"
    if case.policy.pending == "plan":
        stand = "are planned although the team has yet to decide"
    return Text(
        f"Pending: {waiting['pending'].sum()} min that {stand}. "
        f"Clear it with the IEP team of {'; '.join(whom)}. "
        "The decision, owed or not_owed, goes into the column decision of the table missed."
    )


def _pending_of(items: list[Line]) -> str:
    parts = []
    for item in items:
        provider = f", provider {item['provider_id']}" if item["provider_id"] else ""
        parts.append(f"{item['owed_id']} {item['pending']} min{provider}")
    return f"{_student(items[0])} ({', '.join(parts)})"


def _item_heading(lines: list[Line]) -> Text:
    first = lines[0]
    owed = sum(line["owed"] for line in lines)
    pending = sum(line["pending"] for line in lines)
    heading = f"{first['owed_id']}: {first['kind']}, {first['discipline']}, "
    heading += f"student {_student(first)}; owed {owed} min"
    return Text(heading + (f", pending {pending} min" if pending else ""), style="bold")


def _item_rows(lines: list[Line]) -> Table:
    view = _grid("", "Row", "Date")
    view.add_column("Min.", justify="right")
    view.add_column("Counted as", overflow="fold")
    view.add_column("Deliv-\nered", justify="right")
    view.add_column("Left", justify="right")
    view.add_column("Settled with", overflow="fold", min_width=14)
    for line in lines:
        rounding = line["counted"] == "rounding"
        settled = line["matched"]
        if line["surplus"]:
            beyond = f"{line['surplus']} min beyond what is owed"
            settled = "; ".join(filter(None, [settled, beyond]))
        cells = [
            "rounding" if rounding else f"{line['table']} {line['row']}",
            "" if rounding else f"{line['date']:%Y-%m-%d}",
            str(line["minutes"]),
            _counted(line),
            _figure(line["delivered"]),
            _figure(line["owed"] or line["pending"]),
            settled,
        ]
        view.add_row(*map(Text, cells))
    return view


def _counted(line: Line) -> str:
    counted = str(line["counted"]).replace("_", " ")
    if line["table"] == "awards":
        return f"{counted}: award"
    if line["table"] != "missed":
        return "" if counted == "rounding" else counted
    return f"{counted}: {line['reason']}" + (", decided" if line["decision"] else "")


def _runs(lines: pd.DataFrame, column: str) -> Iterator[list[Line]]:
    """Yield the lines of each run of equal values in `column`; far faster than a groupby."""
    records: list[Line] = [
        {str(key): value for key, value in line.items()} for line in lines.to_dict("records")
    ]
    for _, run in groupby(records, key=lambda line: line[column]):
        yield list(run)


def _grid(title: str, *headings: str) -> Table:
    view = Table(
        title=title or None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=0,
    )
    for heading in headings:
        widest = max(map(len, heading.split("\n")))
        view.add_column(heading, overflow="fold", min_width=widest)
    return view


def _totals(items: list[Any]) -> list[str]:
    students = len({item["student_id"] for item in items})
    return [str(students), str(len(items)), *_sums(items)]


def _sums(items: list[Any]) -> list[str]:
    return [_figure(sum(item[column] for item in items)) for column in _HEADINGS]


def _figure(minutes: int) -> str:
    return str(minutes) if minutes else ""


def _student(line: Line) -> str:
    return f"{line['student_id']} {line.get('student', '')}".strip()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
