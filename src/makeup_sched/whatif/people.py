"""What a scenario changes about people: providers, their hours, and what families agree to."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from makeup_sched.replanning.hours import OPEN_DAY_TYPES
from makeup_sched.tables.clock import DAY
from makeup_sched.vocabulary import EVERY_SITE, TELE
from makeup_sched.whatif.draft import Draft
from makeup_sched.whatif.scenario import (
    Absence,
    ChangedProvider,
    Hours,
    MoreHours,
    NewProvider,
    Students,
)

_TERMS = ("max_group", "makeup_minutes_per_day", "makeup_minutes_per_week", "hourly_rate",
          "employment")  # fmt: skip
_AGREED = ("after_school", "esy", "tele", "extend")


def add_providers(draft: Draft, wanted: Sequence[NewProvider]) -> None:
    """Put providers who are not there yet into the case, with their hours."""
    for number, new in enumerate(wanted, start=1):
        key = f"add_provider {number}"
        cells = {"provider_id": new.provider_id, **_provider_cells(new)}
        draft.add_row("providers", cells, key)
        _know_disciplines(draft, key, new.disciplines)
        for place, hours in enumerate(new.hours, start=1):
            _add_hours(draft, f"{key}.hours {place}", new.provider_id, hours)


def change_providers(draft: Draft, wanted: Sequence[ChangedProvider]) -> None:
    """Give providers who are there other terms."""
    for number, change in enumerate(wanted, start=1):
        key = f"change_provider {number}"
        cells = _provider_cells(change)
        if not cells:
            draft.refuse(key, change.provider_id, f"changes nothing; give one of {_listed(_TERMS)}")
        elif _is_provider(draft, key, change.provider_id):
            _know_disciplines(draft, key, change.disciplines or [])
            rows = draft.tables["providers"]["provider_id"] == change.provider_id
            draft.set_cells("providers", rows, cells)


def add_hours(draft: Draft, wanted: Sequence[MoreHours]) -> None:
    """Give providers who are there further hours."""
    for number, more in enumerate(wanted, start=1):
        key = f"add_hours {number}"
        if _is_provider(draft, key, more.provider_id):
            _add_hours(draft, key, more.provider_id, more)


def remove_providers(draft: Draft, wanted: Sequence[Absence]) -> None:
    """Take providers away from a date on; what is locked with them from then on falls out."""
    last = draft.case.end_date
    for number, absence in enumerate(wanted, start=1):
        key, who = f"remove_provider {number}", absence.provider_id
        first = absence.from_date or draft.case.start_date
        if first > last:
            message = f"is after the last date that is planned, {last}"
            draft.refuse(f"{key}.from_date", first.isoformat(), message)
        elif _is_provider(draft, key, who):
            draft.add_row("provider_hours", _leave_cells(who, first, last), key)
            _unlock(draft, who, first)


def agree(draft: Draft, wanted: Sequence[Students]) -> None:
    """Set what is agreed for the students that are meant."""
    for number, students in enumerate(wanted, start=1):
        key = f"students {number}"
        cells = {name: "yes" if getattr(students, name) else "no" for name in _AGREED
                 if getattr(students, name) is not None}  # fmt: skip
        most = students.max_makeup_minutes_per_day
        if most is not None:
            cells["max_makeup_minutes_per_day"] = str(most)
        if not cells:
            listed = _listed((*_AGREED, "max_makeup_minutes_per_day"))
            draft.refuse(key, "", f"says nothing about them; give one of {listed}")
        meant = _meant(draft, key, students)
        if meant is not None:
            draft.set_cells("students", meant, cells)


def _meant(draft: Draft, key: str, wanted: Students) -> "pd.Series[bool] | None":
    """Mark the students that are meant; None where there are none, which is refused."""
    table = draft.tables["students"]
    meant = pd.Series(True, index=table.index)
    known = True
    for column, name, what in (
        ("student_id", "ids", "student"), ("school", "schools", "school of a student"),
        ("grade", "grades", "grade of a student"),
    ):  # fmt: skip
        words: list[str] = getattr(wanted, name)
        there = set(table[column])
        for word in words:
            known &= draft.is_known(f"{key}.{name}", word, there, what)
        if words:
            meant &= table[column].isin(words)
    if known and not meant.any():
        draft.refuse(key, "", "means no student; nobody is in these schools and grades at once")
    return meant if known and meant.any() else None


def _is_provider(draft: Draft, key: str, provider_id: str) -> bool:
    known = draft.ids("providers", "provider_id")
    return draft.is_known(f"{key}.provider_id", provider_id, known, "provider")


def _know_disciplines(draft: Draft, key: str, disciplines: Sequence[str]) -> None:
    given = {name for names in draft.case.table("providers")["disciplines"] for name in names}
    known = {*given, *draft.ids("services", "discipline"), *draft.ids("awards", "discipline")}
    for name in disciplines:
        draft.is_known(f"{key}.disciplines", name, known, "discipline")


def _add_hours(draft: Draft, key: str, provider_id: str, hours: Hours) -> None:
    students = draft.case.table("students")
    sites = {*students["school"], *students["esy_site"], *draft.ids("provider_hours", "site")}
    if draft.is_known(f"{key}.site", hours.site, {*sites, TELE, EVERY_SITE, ""}, "site"):
        draft.add_row("provider_hours", _hours_cells(provider_id, hours), key)


def _unlock(draft: Draft, provider_id: str, first: dt.date) -> None:
    locked = draft.case.table("locked")
    gone = (locked["provider_id"] == provider_id) & (locked["date"] >= pd.Timestamp(first))
    if gone.all() and len(locked):
        draft.tables.pop("locked", None)
    elif gone.any():
        table = draft.tables["locked"]
        draft.tables["locked"] = table[~table.index.isin(locked.index[gone])]


def _provider_cells(terms: NewProvider | ChangedProvider) -> dict[str, str]:
    given = {name: getattr(terms, name) for name in _TERMS}
    cells = {name: str(value) for name, value in given.items() if value is not None}
    if terms.disciplines is not None:
        cells["disciplines"] = ";".join(terms.disciplines)
    return cells


def _hours_cells(provider_id: str, hours: Hours) -> dict[str, str]:
    return {
        "provider_id": provider_id,
        "start_date": _iso(hours.start_date),
        "end_date": _iso(hours.end_date),
        "day_types": hours.day_types,
        "weekday": hours.weekday,
        "start": hours.start,
        "end": hours.end,
        "site": hours.site,
        "kind": "work",
    }


def _leave_cells(provider_id: str, first: dt.date, last: dt.date) -> dict[str, str]:
    return {
        "provider_id": provider_id,
        "start_date": _iso(first),
        "end_date": _iso(last),
        "day_types": ";".join(OPEN_DAY_TYPES),
        "weekday": "*",
        "start": "00:00",
        "end": f"{DAY // 60:02d}:00",
        "kind": "leave",
    }


def _iso(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
