"""The log of missed sessions: events that make sessions miss, by discipline and month.

Absences, meetings, school activities and tests are drawn as events, so that misses come as they
do in life: all sessions of a provider's day, both sessions of a student's day, a whole grade.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from makeup_sched.generate.caseload import Service, Unit
from makeup_sched.generate.people import Provider, School, Student
from makeup_sched.generate.settings import EVENT_SHARE, MONTH_FACTOR, PATTERNS, CaseSettings
from makeup_sched.generate.week import minute
from makeup_sched.generate.year import SchoolYear

# The default policy of the contract: these reasons are owed without a decision.
OWED = frozenset(
    {
        "provider_absent",
        "provider_vacancy",
        "provider_meeting",
        "school_activity",
        "school_assessment",
        "late_start_of_service",
    }
)
UNDECIDED = frozenset({"student_refused", "suspension", "extended_absence", "emergency_closure"})
_RUN = {"extended_absence": 8, "suspension": 3}  # school days in a row


@dataclass(frozen=True)
class Missed:
    """One missed session of one service."""

    day: date
    service: Service
    minutes: int
    reason: str
    decision: str = ""
    note: str = ""

    @property
    def owed(self) -> bool:
        """Whether these minutes are owed under the default policy."""
        return self.decision == "owed" or (not self.decision and self.reason in OWED)


class _Events:
    """Draws events once per (kind, what it hits, date) and remembers them."""

    def __init__(self, rng: np.random.Generator, year: SchoolYear) -> None:
        self._rng = rng
        self._dates = year.taught(year.logged, year.start)
        self._drawn: dict[tuple[str, object], frozenset[date]] = {}

    def hits(self, kind: str, whom: object, rate: float, day: date) -> bool:
        """Whether an event of this kind hits this person, provider or grade on this date."""
        key = (kind, whom)
        if key not in self._drawn:
            self._drawn[key] = self._draw(kind, rate)
        return day in self._drawn[key]

    def _draw(self, kind: str, rate: float) -> frozenset[date]:
        """The dates of all events of one kind for one target."""
        run = _RUN.get(kind, 1)
        draws = self._rng.random(len(self._dates))
        chosen: set[date] = set()
        for k, day in enumerate(self._dates):
            if draws[k] < rate * MONTH_FACTOR[day.month] / run:
                chosen.update(self._dates[k : k + run])
        return frozenset(chosen)


def _targets(unit: Unit, service: Service) -> dict[str, object]:
    """Whom each kind of event hits, in the order in which they are asked."""
    student, provider = service.student, unit.provider
    return {
        "provider_absent": provider,
        "school_activity": (student.school, student.grade),
        "school_assessment": (student.school, student.grade),
        "extended_absence": student,
        "suspension": student,
        "student_absent": student,
        "provider_meeting": unit,
        "parent_cancelled": service,
        "student_refused": service,
    }


def _vacancies(
    rng: np.random.Generator,
    settings: CaseSettings,
    providers: list[Provider],
    year: SchoolYear,
) -> dict[Provider, tuple[date, date, str]]:
    """First and one-past-last date of providers' long absences, and their reason."""
    staff = [provider for provider in providers if provider.employment == "staff"]
    dates = year.taught(year.logged, year.start)
    gone: dict[Provider, tuple[date, date, str]] = {}
    for k in rng.permutation(len(staff))[: settings.vacancies].tolist():
        weeks = int(rng.integers(settings.vacancy_weeks[0], settings.vacancy_weeks[1] + 1))
        first = dates[int(rng.integers(0, max(1, len(dates) - 5 * weeks)))]
        gone[staff[k]] = (first, first + timedelta(weeks=weeks), "provider_vacancy")
    for provider in staff:
        if provider not in gone and rng.random() < settings.leave_weeks:
            first = dates[int(rng.integers(0, max(1, len(dates) - 5)))]
            gone[provider] = (first, first + timedelta(days=7), "provider_absent")
    return gone


def missed_log(
    rng: np.random.Generator,
    settings: CaseSettings,
    providers: list[Provider],
    units: list[Unit],
    services: list[Service],
    year: SchoolYear,
) -> list[Missed]:
    """All missed sessions from the first logged date to the day before planning starts."""
    events = _Events(rng, year)
    gone = _vacancies(rng, settings, providers, year)
    rates = {p: PATTERNS[p.discipline].missed * float(rng.lognormal(0, 0.12)) for p in providers}
    habits: dict[Student, float] = {}
    log: list[Missed] = []
    by_weekday: dict[int, list[date]] = {}
    for day in year.taught(year.logged, year.start):
        by_weekday.setdefault(day.weekday(), []).append(day)
    for unit in units:
        for service in unit.services:
            # few students are away often, most are seldom: mean 1
            habit = habits.setdefault(service.student, float(rng.gamma(1.5, 1 / 1.5)))
            late = year.logged + timedelta(days=14) if rng.random() < 0.03 else year.logged
            for weekday, cell in unit.places:
                for day in by_weekday.get(weekday, []):
                    reason = _reason(
                        events, unit, service, day, minute(cell), rates, habit, gone, late, year
                    )
                    if reason:
                        log.append(_entry(rng, day, service, reason))
    log += _left(rng, services, year)
    return sorted(log, key=lambda entry: (entry.day, entry.service.service_id))


def _reason(
    events: _Events,
    unit: Unit,
    service: Service,
    day: date,
    start: int,
    rates: dict[Provider, float],
    habit: float,
    gone: dict[Provider, tuple[date, date, str]],
    late: date,
    year: SchoolYear,
) -> str:
    """Why this session was missed, or an empty text where it was held."""
    kind = year.days[day]
    if kind == "early_release" and start + unit.minutes > unit.school.early_end:
        return ""
    if kind == "delayed_start" and start < unit.school.span["Mon"][0] + 120:
        return "emergency_closure"
    if day < late:
        return "late_start_of_service"
    away = gone.get(unit.provider)
    if away and away[0] <= day < away[1]:
        return away[2]
    for reason, target in _targets(unit, service).items():
        rate = rates[unit.provider] * EVENT_SHARE[reason]
        if target is service.student:
            rate *= habit
        if events.hits(reason, target, rate, day):
            return reason
    return ""


def _entry(rng: np.random.Generator, day: date, service: Service, reason: str) -> Missed:
    """A log row; some sessions were missed in part, some the team has decided."""
    draw = rng.random(3)
    minutes, note = service.minutes, ""
    if draw[0] < 0.06 and reason in ("provider_meeting", "school_activity", "student_refused"):
        # whoever notes a part noted it to the minute
        minutes, note = int(rng.integers(8, service.minutes)), "part of the session was held"
    decision = ""
    if reason in UNDECIDED and draw[1] < 0.65:
        decision = "owed" if draw[2] < 0.5 else "not_owed"
    elif draw[1] < 0.02:
        decision, note = ("not_owed" if reason in OWED else "owed"), "decided by the team"
    return Missed(day, service, minutes, reason, decision, note)


def _left(rng: np.random.Generator, services: list[Service], year: SchoolYear) -> list[Missed]:
    """Services whose provider has left: nothing was given for the last weeks."""
    dates = year.taught(year.logged, year.start)
    log: list[Missed] = []
    for service in services:
        if service.provider is not None:
            continue
        weeks = int(rng.integers(3, 7))
        weekdays = set(rng.permutation(5)[: service.times].tolist())
        log += [
            Missed(day, service, service.minutes, "provider_vacancy")
            for day in dates[-5 * weeks :]
            if day.weekday() in weekdays
        ]
    return log


def future_misses(rng: np.random.Generator, units: list[Unit], year: SchoolYear) -> list[Missed]:
    """A known trip some weeks ahead: one regular group misses its session that day."""
    ahead = year.taught(year.start)[10:30]
    order = rng.permutation(len(units)).tolist()
    for k in order:
        unit = units[k]
        day = ahead[int(rng.integers(len(ahead)))]
        weekdays = {weekday for weekday, _ in unit.places}
        if day.weekday() in weekdays and year.days[day] == "school":
            return [
                Missed(day, service, service.minutes, "school_activity", "", "known trip")
                for service in unit.services
            ]
    return []


def owed_minutes(log: list[Missed]) -> dict[Service, int]:
    """Owed minutes per service under the default policy, deliveries not deducted."""
    owed: dict[Service, int] = {}
    for entry in log:
        if entry.owed:
            owed[entry.service] = owed.get(entry.service, 0) + entry.minutes
    return owed


def by_school(owed: dict[Service, int]) -> dict[tuple[School, str], dict[Student, int]]:
    """Owed minutes per school and discipline."""
    table: dict[tuple[School, str], dict[Student, int]] = {}
    for service, minutes in owed.items():
        key = (service.student.school, service.discipline)
        table.setdefault(key, {})[service.student] = minutes
    return table
