"""Checks between tables, each a function of its own, listed in one tuple."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from makeup_sched.case import (
    check_calendar,
    check_ids,
    check_locked,
    check_minutes,
    check_sessions,
    check_work,
)
from makeup_sched.case.checked import CheckedTables
from makeup_sched.tables.problems import Problem

__all__ = ["CHECKS", "CheckedTables", "CrossCheck", "cross_problems"]


@dataclass(frozen=True)
class CrossCheck:
    """A check and the tables without which it can't be made."""

    find: Callable[[CheckedTables], Iterable[Problem]]
    needs: tuple[str, ...]


TIMETABLE = ("calendar", "students", "provider_hours", "regular_sessions")
"""What says when and where sessions are held: a blank site is the school of the students."""

CHECKS: tuple[CrossCheck, ...] = (
    CrossCheck(check_ids.unknown_ids, ()),
    CrossCheck(check_ids.unknown_owed_ids, ("services", "awards")),
    CrossCheck(check_ids.award_named_like_a_service, ("services", "awards")),
    CrossCheck(check_ids.kept_apart_from_oneself, ("students",)),
    CrossCheck(check_ids.discipline_that_nobody_has, ("providers", "services", "awards")),
    CrossCheck(check_ids.unreadable_grades, ("students",)),
    CrossCheck(check_ids.no_single_place, ("students", "regular_sessions")),
    CrossCheck(check_calendar.calendar_too_long, ("calendar",)),
    CrossCheck(check_calendar.dates_beyond_the_calendar, ("calendar",)),
    CrossCheck(check_calendar.missed_without_school, ("calendar", "missed")),
    CrossCheck(check_calendar.day_types_without_bells, ("calendar", "bell_schedules", "students")),
    CrossCheck(check_calendar.unknown_rotations, ("calendar",)),
    CrossCheck(check_calendar.times_at_night, ()),
    CrossCheck(check_sessions.provider_without_discipline, ("regular_sessions", "providers")),
    CrossCheck(check_sessions.service_provider_without_discipline, ("services", "providers")),
    CrossCheck(check_sessions.overlapping_sessions, TIMETABLE),
    CrossCheck(check_work.sessions_never_held, TIMETABLE),
    CrossCheck(check_work.work_over_time_taken_away, ("calendar", "provider_hours")),
    CrossCheck(check_work.providers_without_hours, ("providers", "provider_hours")),
    CrossCheck(check_work.schools_without_provider, ("students", "provider_hours")),
    CrossCheck(check_work.sites_without_students, TIMETABLE),
    CrossCheck(check_minutes.longer_than_a_day, ()),
    CrossCheck(check_minutes.owed_twice, ("missed",)),
    CrossCheck(check_minutes.more_missed_than_a_session, ("missed", "services")),
    CrossCheck(check_minutes.missed_outside_service, ("missed", "services")),
    CrossCheck(check_minutes.missed_in_the_log_alone, ("missed", "service_log")),
    CrossCheck(check_minutes.more_delivered_than_missed, ("missed", "awards", "delivered")),
    CrossCheck(check_locked.lists_of_different_length, ("locked",)),
    CrossCheck(check_locked.owed_to_another_student, ("locked", "services", "awards")),
    CrossCheck(check_locked.regular_session_missing, ("locked",)),
    CrossCheck(check_locked.same_session_id_twice, ("locked",)),
)


def cross_problems(given: CheckedTables) -> list[Problem]:
    """Return the problems of every check whose tables are there and complete."""
    problems: list[Problem] = []
    for check in CHECKS:
        if given.usable.issuperset(check.needs):
            problems += check.find(given)
    return problems
