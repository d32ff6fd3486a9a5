"""Rules 5, 6 and 7: caps per student, item and provider, and dates."""

from datetime import date

from check_cases import (
    added,
    allowed,
    changed,
    extend,
    forbidden,
    january,
    join,
    make_case,
    session,
)  # fmt: skip

TINY = make_case()
MORE_FOR_A = added("missed", {"date": date(2025, 12, 8), "service_id": "A-SLP", "minutes": 60})
AWARD_AT_NOON = session(
    "w", 8, "12:00-12:30", "A", provider_id="P2", contract=True, discipline="OT", owed_ids=("W",)
)


def test_student_within_the_daily_cap() -> None:
    half_hour = session("x", 8, "09:00-09:30", "A")
    allowed(TINY, half_hour, AWARD_AT_NOON)
    longer = session("x", 8, "09:00-09:35", "A")
    reason = "student A has 65 min on 2026-01-08, cap 60: x (2026-01-08 09:00-09:35), w ("
    forbidden(TINY, 5, "w", reason, AWARD_AT_NOON, longer)


def test_own_daily_cap_wins() -> None:
    less = make_case(**changed("students", "A", max_makeup_minutes_per_day=20))
    forbidden(less, 5, "x", "30 min on 2026-01-08, cap 20", session("x", 8, "09:00-09:30", "A"))
    more = make_case(**changed("students", "A", max_makeup_minutes_per_day=90))
    allowed(more, session("x", 8, "09:00-10:00", "A"), AWARD_AT_NOON)


def test_joins_count_for_the_student() -> None:
    more = added("missed", {"date": january(2), "service_id": "D-SLP", "minutes": 50})
    case = make_case({"makeup_minutes_per_day": 20}, **more)
    forbidden(case, 5, "x", "student D has 30 min", join("x", 5, "D"))


def test_sessions_of_an_item_per_day() -> None:
    two = session("x", 8, "09:00-09:30", "A"), session("y", 8, "10:00-10:30", "A")
    forbidden(TINY, 5, "y", "2 sessions on 2026-01-08, cap 1", *two)
    allowed(make_case({"sessions_per_day_per_item": 2}), *two)


def test_provider_within_the_daily_cap() -> None:
    case = make_case(**changed("providers", "P1", makeup_minutes_per_day=40))
    one, other = session("x", 5, "09:00-09:30", "E"), extend("y", 5, "09:50-10:00", "AB")
    one = {**one, "student_ids": ("C",), "owed_ids": ("C-SLP",)}
    allowed(case, one, other)
    more = session("z", 5, "10:30-10:40", "D")
    forbidden(case, 6, "z", "provider P1 has 50 min on 2026-01-05, cap 40", one, other, more)


def test_provider_within_the_weekly_cap() -> None:
    case = make_case(**changed("providers", "P1", makeup_minutes_per_week=60))
    thursday = session("x", 8, "09:00-09:30", "A")
    saturday = session("y", 17, "09:00-09:30", "A", tier="extended_day")
    friday = session("z", 9, "09:00-09:45", "B")
    allowed(case, thursday, saturday)
    reason = "provider P1 has 75 min in the week of 2026-01-05, cap 60"
    forbidden(case, 6, "z", reason, thursday, saturday, friday)


def test_a_join_takes_none_of_the_providers_minutes() -> None:
    more = added("missed", {"date": january(2), "service_id": "D-SLP", "minutes": 50})
    case = make_case(**more, **changed("providers", "P1", makeup_minutes_per_day=0))
    allowed(case, join("x", 5, "D"))


def test_dates_of_planning() -> None:
    early = [{"start_date": date(2025, 12, 1), "end_date": january(23), "day_type": "school"}]
    case = make_case(calendar=early)
    before = session("x", 2, "09:00-09:30", "A")
    forbidden(case, 7, "x", "2026-01-02 is not within 2026-01-05 to 2026-01-23", before)


def test_due_dates() -> None:
    award = make_case(**changed("awards", "W", due_on=january(8)))
    allowed(award, AWARD_AT_NOON)
    late = {**AWARD_AT_NOON, "date": january(9)}
    forbidden(award, 7, "w", "2026-01-09 is after the item's due date 2026-01-08", late)
    # 1 December plus 38 days is 8 January
    service = make_case({"due_within_days": 38})
    allowed(service, session("x", 8, "09:00-09:30", "A"))
    reason = "2026-01-09 is after the item's due date 2026-01-08"
    forbidden(service, 7, "x", reason, session("x", 9, "09:00-09:30", "A"))


def test_not_before_an_award() -> None:
    early = {**AWARD_AT_NOON, "date": january(7)}
    forbidden(TINY, 7, "w", "2026-01-07 is before the award was decided on", early)
    undated = make_case(**changed("awards", "W", decided_on=None))
    allowed(undated, {**AWARD_AT_NOON, "date": january(5)})


def test_no_school() -> None:
    day = {"provider_id": "P1", "day_types": ("no_school",), "start": "08:00", "end": "15:00"}
    bell = {"day_type": "no_school", "start": "08:00", "end": "15:00", "category": "resource"}
    case = make_case(**added("provider_hours", day), **added("bell_schedules", bell))
    reason = "2026-01-19 is a day of type no_school"
    forbidden(case, 7, "x", reason, session("x", 19, "09:00-09:30", "A"))


def test_more_than_one_day_is_needed_for_much() -> None:
    case = make_case(**MORE_FOR_A)
    allowed(case, session("x", 7, "09:00-10:00", "A"), session("y", 8, "09:00-10:00", "A"))
