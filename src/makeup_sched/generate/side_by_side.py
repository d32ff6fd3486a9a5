"""Puts districts side by side into one case: every id and name of a place gets its district's mark.

No id of one district stands in another one's tables, so nobody serves or meets anybody elsewhere.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

# Cells that name a person, a place or a row, in the tables in which they stand.
_IDS: dict[str, tuple[str, ...]] = {
    "bell_schedules": ("bell_schedule",),
    "students": ("student_id", "school", "bell_schedule", "esy_site"),
    "student_blocks": ("student_id",),
    "providers": ("provider_id", "supervisor_id"),
    "provider_hours": ("provider_id", "site"),
    "regular_sessions": ("session_id", "provider_id", "site"),
    "services": ("service_id", "student_id", "provider_id"),
    "missed": ("service_id",),
    "awards": ("award_id", "student_id"),
    "delivered": ("owed_id", "provider_id", "session_id"),
    "locked": ("session_id", "provider_id", "site", "regular_session_id"),
}
_LISTS: dict[str, tuple[str, ...]] = {
    "students": ("keep_apart",),
    "regular_sessions": ("student_ids",),
    "locked": ("student_ids", "owed_ids"),
}
# Words that are no id: nothing, time for students seen by video, whoever has left.
_KEPT = ("", "tele", "P-left")


def side_by_side(parts: list[dict[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The tables of one case out of those of several districts with the same calendar."""
    width = max(2, len(str(len(parts))))
    marked = [
        _marked(tables, f"D{number:0{width}d}-") for number, tables in enumerate(parts, start=1)
    ]
    names = dict.fromkeys(name for tables in marked for name in tables)
    return {
        name: parts[0][name]
        if name == "calendar"
        else pd.concat([tables[name] for tables in marked if name in tables], ignore_index=True)
        for name in names
    }


def _marked(tables: dict[str, pd.DataFrame], mark: str) -> dict[str, pd.DataFrame]:
    """The tables of a district, its mark before every id."""
    result = {}
    for name, table in tables.items():
        marked = table.copy(deep=False)
        for column in _IDS.get(name, ()):
            marked[column] = _cells([_with_mark(cell, mark) for cell in table[column]], table)
        for column in _LISTS.get(name, ()):
            marked[column] = _cells([_list_with_mark(cell, mark) for cell in table[column]], table)
        result[name] = marked
    return result


def _cells(cells: list[str], table: pd.DataFrame) -> pd.Series[Any]:
    return pd.Series(cells, index=table.index, dtype=object)


def _with_mark(cell: str, mark: str) -> str:
    return cell if cell in _KEPT else mark + cell


def _list_with_mark(cell: str, mark: str) -> str:
    return ";".join(mark + part for part in cell.split(";")) if cell else ""
