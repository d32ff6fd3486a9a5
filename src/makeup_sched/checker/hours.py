"""A provider's time: where the provider is at work, and which regular sessions take place."""

from collections import defaultdict
from datetime import date

from makeup_sched.checker.calendar import Calendar
from makeup_sched.checker.records import HoursRow, Records, Regular
from makeup_sched.checker.strip import Strip
from makeup_sched.vocabulary import EVERY_SITE, SCHOOL_DAY_TYPES, TELE


class Hours:
    """The work time and the regular sessions of all providers, worked out date by date."""

    def __init__(self, records: Records, calendar: Calendar) -> None:
        self._calendar = calendar
        # by weekday too, so that few rows are looked at for a date
        self._rows: dict[tuple[str, int], list[HoursRow]] = defaultdict(list)
        for row in records.hours:
            for weekday in set(row.when.weekdays):
                self._rows[row.provider_id, weekday].append(row)
        self._regulars: dict[tuple[str, int], list[Regular]] = defaultdict(list)
        for regular in records.regulars.values():
            for weekday in set(regular.when.weekdays):
                self._regulars[regular.provider_id, weekday].append(regular)
        self._painted: dict[tuple[str, date], Strip] = {}
        self._held: dict[tuple[str, date], list[Regular]] = {}

    def at_work(self, provider_id: str, on: date) -> Strip:
        """Return the site at each minute of a day, regular sessions not taken away.

        Rows of kind `work` add time; every other kind takes time away. A row counts on dates
        within its date range, of its day types and weekdays. Where rows overlap, the last one
        wins. A `work` row without a site serves every site (`*`).
        """
        key = (provider_id, on)
        if key not in self._painted:
            strip = Strip()
            day_type = self._calendar.day_type(on)
            for row in self._rows.get((provider_id, on.weekday()), ()):
                if day_type in row.day_types and self._calendar.counts(row.when, on):
                    site = (row.site or EVERY_SITE) if row.kind == "work" else ""
                    strip.paint(row.start, row.end, site)
            self._painted[key] = strip
        return self._painted[key]

    def works_at(self, provider_id: str, on: date, start: int, end: int, site: str) -> bool:
        """Say whether a provider is at work at a site for the whole of a time.

        Time at `*` serves every place, not tele.
        """
        fitting = {site} if site == TELE else {site, EVERY_SITE}
        return self.at_work(provider_id, on).words(start, end) <= fitting

    def takes_place(self, regular: Regular, on: date) -> bool:
        """Say whether a regular session takes place on a date.

        It does on `school`, `early_release` and `delayed_start` dates, within its dates, on its
        weekdays and rotation, and only where its provider is at work at its site for the whole
        of it.
        """
        return any(held is regular for held in self.regular_sessions(regular.provider_id, on))

    def regular_sessions(self, provider_id: str, on: date) -> list[Regular]:
        """Return the provider's regular sessions that take place on a date."""
        key = (provider_id, on)
        if key not in self._held:
            regulars = self._regulars.get((provider_id, on.weekday()), ())
            self._held[key] = [regular for regular in regulars if self._held_on(regular, on)]
        return self._held[key]

    def _held_on(self, regular: Regular, on: date) -> bool:
        return (
            self._calendar.day_type(on) in SCHOOL_DAY_TYPES
            and self._calendar.counts(regular.when, on)
            and self.works_at(regular.provider_id, on, regular.start, regular.end, regular.site)
        )
