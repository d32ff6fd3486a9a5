"""Which kind of day a date is, and whether a row of another table counts on it."""

from datetime import date

from makeup_sched.checker.records import CalendarRow, When


class Calendar:
    """The day types and rotations of all dates.

    A date takes the day type of the last row that covers it; a date that no row covers is
    `no_school`. The rotation comes from the same row as the day type.
    """

    def __init__(self, rows: list[CalendarRow]) -> None:
        self._rows = rows
        self._known: dict[date, tuple[str, str]] = {}

    def day_type(self, on: date) -> str:
        """Return the day type of a date."""
        return self._day(on)[0]

    def rotation(self, on: date) -> str:
        """Return the rotation label of a date, `""` where it has none."""
        return self._day(on)[1]

    def counts(self, when: When, on: date) -> bool:
        """Say whether a row counts on a date.

        A row that names a rotation counts only on dates that carry it; a blank date is open.
        """
        return _covers(when, on) and when.rotation in ("", self.rotation(on))

    def _day(self, on: date) -> tuple[str, str]:
        if on not in self._known:
            day = ("no_school", "")
            for row in self._rows:
                if _covers(row.when, on):
                    day = (row.day_type, row.rotation)
            self._known[on] = day
        return self._known[on]


def _covers(when: When, on: date) -> bool:
    if on.weekday() not in when.weekdays:
        return False
    if when.first is not None and on < when.first:
        return False
    return when.last is None or on <= when.last
