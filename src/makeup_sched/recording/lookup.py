"""What an entry is held against before it is written: services, awards, students, plans in force.

Each is read once and again only after an entry that can change it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.calendar_days import calendar_days
from makeup_sched.case.services_given import Services, service_given, services_by_student
from makeup_sched.case.session_dates import row_dates
from makeup_sched.case.values import rows_of
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.kinds import (
    AWARDED,
    ERASED,
    PLAN_PUBLISHED,
    TABLE_IMPORTED,
    WITHDRAWN,
)
from makeup_sched.recording.rows import rows_of_parts
from makeup_sched.recording.state import (
    Row,
    newest_imports,
    sessions_in_force,
    students_of_items,
)
from makeup_sched.recording.store import Store
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.schemas import facts
from makeup_sched.vocabulary import SCHOOL_DAY_TYPES


class Lookup:
    """Questions to the newest state of a record that don't need all of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[tuple[int, int], Any]] = {}

    @property
    def services(self) -> dict[str, Row]:
        """The rows of the services by their ids."""
        return self._kept("services", (TABLE_IMPORTED, ERASED), self._services)  # type: ignore[no-any-return]

    @property
    def awards(self) -> dict[str, Row]:
        """The rows of the awards by their ids."""
        return self._kept("awards", (AWARDED, WITHDRAWN, ERASED), self._awards)  # type: ignore[no-any-return]

    @property
    def award_numbers(self) -> dict[str, int]:
        """The numbers of the entries of the awards by their ids."""
        kinds = (AWARDED, WITHDRAWN, ERASED)
        return self._kept("numbers", kinds, self._award_numbers)  # type: ignore[no-any-return]

    @property
    def day_types(self) -> dict[str, str]:
        """The day type of every date of the calendar, the dates as ISO text."""
        return self._kept("days", (TABLE_IMPORTED,), self._day_types)  # type: ignore[no-any-return]

    @property
    def students(self) -> frozenset[str]:
        """The ids of all students."""
        return self._kept("students", (TABLE_IMPORTED, ERASED), self._students)  # type: ignore[no-any-return]

    @property
    def published(self) -> pd.DataFrame:
        """The published sessions in force."""
        kinds = (PLAN_PUBLISHED, WITHDRAWN, ERASED)
        return self._kept("published", kinds, self._published)  # type: ignore[no-any-return]

    @property
    def student_of(self) -> dict[str, str]:
        """Whose each service and award is."""
        kinds = (TABLE_IMPORTED, AWARDED, WITHDRAWN, ERASED)
        return self._kept("owners", kinds, self._owners)  # type: ignore[no-any-return]

    def regular_sessions_on(self, service_id: str, day: str) -> int:
        """Return how many regular sessions of a service the timetable has on a date (ISO text)."""
        service = self.services.get(service_id, {})
        if self.day_types.get(day) not in SCHOOL_DAY_TYPES:
            return 0
        regular, services, days = self._timetable
        due = row_dates(regular, days[days["date"] == pd.Timestamp(day)])[:, 0]
        student, on = service.get("student_id", ""), date.fromisoformat(day)
        return sum(
            student in session.student_ids
            and service_given(services, session, student, on) == service_id
            for session in rows_of(regular[due])
        )

    def session_minutes(self, service_id: str, day: str) -> int:
        """Return how long a session of a service lasts on a date (ISO text), 0 if it is not known.

        An amendment of the service says so from its first date on.
        """
        amended = [
            row for row in self._amendments
            if row.get("service_id") == service_id and row.get("start_date", "") <= day
        ]  # fmt: skip
        newest = max(amended, key=lambda row: row["start_date"], default={})
        service: Row = self.services.get(service_id, {})
        return int(newest.get("minutes") or service.get("minutes") or 0)

    def events(self, student_id: str, kinds: Sequence[str]) -> list[Entry]:
        """Return what was logged of a student and stands."""
        return self._store.entries(kinds=kinds, live=True, student_id=student_id)

    def _kept(self, name: str, kinds: Sequence[str], make: Callable[[], Any]) -> Any:
        newest = (self._store.newest_of(kinds), self._store.given_up)
        if name not in self._known or self._known[name][0] != newest:
            self._known[name] = (newest, make())
        return self._known[name][1]

    def _rows(self, table: str) -> list[Row]:
        found = newest_imports(self._store, self._store.count(), (table,))
        return [row for entry in found.values() for row in rows_of_parts(table, entry.parts[1:])]

    def _services(self) -> dict[str, Row]:
        return {row["service_id"]: row for row in self._rows("services")}

    def _students(self) -> frozenset[str]:
        return frozenset(row["student_id"] for row in self._rows("students"))

    def _owners(self) -> dict[str, str]:
        return students_of_items(self.services.values(), self.awards.values())

    def _awards(self) -> dict[str, Row]:
        entries = self._store.entries(kinds=(AWARDED,), live=True)
        return {entry.get("award_id"): dict(entry.facts) for entry in entries if not entry.erased}

    def _award_numbers(self) -> dict[str, int]:
        entries = self._store.entries(kinds=(AWARDED,), live=True)
        return {entry.get("award_id"): entry.number for entry in entries}

    @property
    def _amendments(self) -> list[Row]:
        """The rows of the amendments of services."""
        kinds = (TABLE_IMPORTED, ERASED)
        return self._kept("amendments", kinds, lambda: self._rows("amendments"))  # type: ignore[no-any-return]

    @property
    def _timetable(self) -> tuple[pd.DataFrame, Services, pd.DataFrame]:
        """The regular sessions, the services by student, and the calendar day by day."""
        kinds = (TABLE_IMPORTED, ERASED)
        return self._kept("timetable", kinds, self._read_timetable)  # type: ignore[no-any-return]

    def _read_timetable(self) -> tuple[pd.DataFrame, Services, pd.DataFrame]:
        services = services_by_student(self._table("services"))
        return self._table("regular_sessions"), services, calendar_days(self._table("calendar"))

    def _table(self, name: str) -> pd.DataFrame:
        headers = [column.name for column in facts(name).columns]
        raw = pd.DataFrame(self._rows(name), columns=headers, dtype=object).fillna("")
        return parse_table(name, raw).frame

    def _day_types(self) -> dict[str, str]:
        days = calendar_days(self._table("calendar"))
        return dict(zip(days["date"].dt.strftime("%Y-%m-%d"), days["day_type"], strict=True))

    def _published(self) -> pd.DataFrame:
        return sessions_in_force(self._store.entries(kinds=(PLAN_PUBLISHED,), live=True))
