"""Builders of tiny cases: each returns a row with the name of its table, most cells left out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.policy_reading import policy_from_mapping
from makeup_sched.case.read import case_from_parsed, case_from_tables
from makeup_sched.tables.parse import ParsedTable, parse_table
from support.quick import Rows, as_key, quick_case

Row = tuple[str, dict[str, str]]
"""A table's name and the cells of one of its rows, as a CSV file would hold them."""

MONDAY = date(2026, 3, 2)
"""The first date that tiny cases plan on."""

PAST: Row = ("calendar", {"start_date": "2026-02-02", "end_date": "2026-02-27",
                          "day_type": "school"})  # fmt: skip


@dataclass(frozen=True)
class Blueprint:
    """A case before it is read: its rows and its policy, easy to change."""

    rows: tuple[Row, ...]
    policy: Mapping[str, Any]
    quick: bool = False

    @cached_property
    def case(self) -> Case:
        """The case as it is read, once; without the checks of the tables where it is `quick`."""
        if self.quick:
            return quick_case(self.rows, self.policy)
        tables: dict[str, list[dict[str, str]]] = defaultdict(list)
        for name, cells in self.rows:
            tables[name].append(cells)
        policy, problems = policy_from_mapping(dict(self.policy))
        if problems:  # which are told with those of the tables
            frames = {name: _raw(as_key(rows)) for name, rows in tables.items()}
            return case_from_tables(frames, dict(self.policy))
        parsed = {name: _parsed(name, as_key(rows)) for name, rows in tables.items()}
        return case_from_parsed(parsed, policy, "case")

    def plus(self, *rows: Row) -> "Blueprint":
        """Return the blueprint with more rows below the others."""
        return replace(self, rows=(*self.rows, *rows))

    def without(self, table: str, **cells: str) -> "Blueprint":
        """Return the blueprint without the rows of a table that hold these cells."""
        kept = tuple(
            (name, row)
            for name, row in self.rows
            if name != table or any(row.get(key) != value for key, value in cells.items())
        )
        return replace(self, rows=kept)

    def with_policy(self, **keys: Any) -> "Blueprint":
        """Return the blueprint with policy keys replaced."""
        return replace(self, policy={**self.policy, **keys})

    def changed(self, table: str, **cells: str) -> "Blueprint":
        """Return the blueprint with cells replaced in every row of a table."""
        rows = tuple((name, {**row, **cells} if name == table else row) for name, row in self.rows)
        return replace(self, rows=rows)


def _raw(rows: Rows) -> pd.DataFrame:
    raw = pd.DataFrame(list(map(dict, rows)), dtype=object).fillna("")
    raw.index = pd.RangeIndex(2, 2 + len(raw), name="row")
    return raw


@lru_cache(maxsize=500)
def _parsed(name: str, rows: Rows) -> ParsedTable:
    """Return a table as it is read; kept, as variants of a case have most tables in common."""
    return parse_table(name, _raw(rows))


def blueprint(*rows: Row | list[Row], **policy: Any) -> Blueprint:
    """Return a blueprint; without days it plans on one Monday, without bells all is resource.

    The grid is 15 minutes unless the policy says otherwise.
    """
    flat: list[Row] = []
    for row in rows:
        flat += row if isinstance(row, list) else [row]
    names = {name for name, _ in flat}
    if "calendar" not in names:
        flat.append(day())
    if "bell_schedules" not in names:
        flat.append(bells("08:00-12:00", "resource"))
    start = min(cells["start_date"] for name, cells in flat if name == "calendar")
    given = {"start_date": start, "grid_minutes": 15, **policy}
    return Blueprint((PAST, *flat), given)


def tiny_case(*rows: Row | list[Row], **policy: Any) -> Case:
    """Return the case of a blueprint."""
    return blueprint(*rows, **policy).case


def on(offset: int) -> str:
    """Return the date so many days after the first Monday of planning."""
    return (MONDAY + timedelta(days=offset)).isoformat()


def day(offset: int = 0, day_type: str = "school", rotation: str = "") -> Row:
    """Return a single date of the calendar, so many days after the first Monday."""
    return "calendar", {"start_date": on(offset), "day_type": day_type, "rotation": rotation}


def bells(time: str, category: str, bell_schedule: str = "bells", **cells: str) -> Row:
    """Return a row of a bell schedule."""
    return "bell_schedules", {
        "bell_schedule": bell_schedule, **_span(time), "category": category, **cells,
    }  # fmt: skip


def student(student_id: str, **cells: str) -> Row:
    """Return a student at Oak."""
    plain = {"student_id": student_id, "school": "Oak", "bell_schedule": "bells"}
    return "students", {**plain, **cells}


def students(ids: str, **cells: str) -> list[Row]:
    """Return several students at Oak, one for each letter, with the same cells."""
    return [student(each, **cells) for each in ids]


def block(student_id: str, time: str, category: str, **cells: str) -> Row:
    """Return a student's own block."""
    return "student_blocks", {
        "student_id": student_id, **_span(time), "category": category, **cells,
    }  # fmt: skip


def provider(provider_id: str = "P", **cells: str) -> Row:
    """Return a provider of speech therapy."""
    return "providers", {"provider_id": provider_id, "disciplines": "SLP", **cells}


def hours(time: str, kind: str = "work", provider_id: str = "P", **cells: str) -> Row:
    """Return a row of a provider's hours, at work at Oak unless said otherwise."""
    site = {"site": "Oak"} if kind == "work" else {}
    return "provider_hours", {
        "provider_id": provider_id, **_span(time), "kind": kind, **site, **cells,
    }  # fmt: skip


def regular(session_id: str, time: str, who: str, provider_id: str = "P", **cells: str) -> Row:
    """Return a regular session on every weekday, `who` with a letter for each student."""
    plain = {
        "session_id": session_id, "provider_id": provider_id, "discipline": "SLP",
        "weekday": "Mon;Tue;Wed;Thu;Fri", **_span(time), "student_ids": ";".join(who),
    }  # fmt: skip
    return "regular_sessions", {**plain, **cells}


def owes(
    student_id: str, minutes: int, service_id: str = "", on_date: str = "2026-02-23", **cells: str
) -> list[Row]:
    """Return a speech service of P's caseload with so many minutes missed, and the miss."""
    name = service_id or f"{student_id}-SLP"
    service = {
        "service_id": name, "student_id": student_id, "discipline": "SLP", "provider_id": "P",
        "minutes": "60", **cells,
    }  # fmt: skip
    missed = {"date": on_date, "service_id": name, "minutes": str(minutes),
              "reason": "provider_absent"}  # fmt: skip
    return [("services", service), ("missed", missed)]


def award(student_id: str, minutes: int, award_id: str = "", **cells: str) -> Row:
    """Return an award of speech minutes."""
    return "awards", {
        "award_id": award_id or f"{student_id}-award", "student_id": student_id,
        "discipline": "SLP", "minutes": str(minutes), **cells,
    }  # fmt: skip


def locked(sessions: pd.DataFrame) -> list[Row]:
    """Return rows of the locked table from sessions of a plan."""
    rows: list[Row] = []
    for cells in sessions.to_dict("records"):
        row = {str(name): _text(value) for name, value in cells.items()}
        rows.append(("locked", {**row, "start": _clock(cells["start"]),
                                "end": _clock(cells["end"])}))  # fmt: skip
    return rows


def _span(time: str) -> dict[str, str]:
    start, end = time.split("-")
    return {"start": start, "end": end}


def _clock(minute: int) -> str:
    return f"{int(minute) // 60:02d}:{int(minute) % 60:02d}"


def _text(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ";".join(value)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
