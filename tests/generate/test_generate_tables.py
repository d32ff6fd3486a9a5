"""Tables refer to each other rightly and hold what the contract allows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from generate_cases import clock, day_kinds, named, rows

from makeup_sched.generate import GeneratedCase
from makeup_sched.generate.samples import SAMPLES
from makeup_sched.generate.tables import COLUMNS

CASES = [
    "therapist-1",
    "therapist-5",
    "school-1",
    "school-4",
    "district-2",
    "slice10-1",
    "slice200-1",
    *SAMPLES,
]
REASONS = {
    "provider_absent", "provider_vacancy", "provider_meeting", "school_activity",
    "school_assessment", "late_start_of_service", "student_absent", "student_refused",
    "parent_cancelled", "suspension", "extended_absence", "no_school_day", "emergency_closure",
}  # fmt: skip
CATEGORIES = {
    "core", "specials", "lunch", "recess", "intervention", "resource", "homeroom", "study_hall",
    "independent", "best_time", "related_service", "before_school", "after_school", "esy",
    "unavailable",
}  # fmt: skip


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> GeneratedCase:
    return named(str(request.param))


def ids(case: GeneratedCase, table: str, column: str) -> set[str]:
    found = [row[column] for row in rows(case, table)]
    assert len(found) == len(set(found)), f"{column} twice in {table}"
    return set(found)


def test_columns_are_the_contract_s(case: GeneratedCase) -> None:
    for name, table in case.tables.items():
        assert tuple(table.columns) == COLUMNS[name]
        assert len(table) > 0


def test_references(case: GeneratedCase) -> None:
    students = ids(case, "students", "student_id")
    providers = ids(case, "providers", "provider_id")
    services = ids(case, "services", "service_id")
    awards = ids(case, "awards", "award_id")
    ids(case, "regular_sessions", "session_id")
    bells = {row["bell_schedule"] for row in rows(case, "bell_schedules")}
    for row in rows(case, "students"):
        assert row["bell_schedule"] in bells
        assert set(filter(None, row["keep_apart"].split(";"))) <= students - {row["student_id"]}
    for name in ("services", "student_blocks", "awards"):
        assert {row["student_id"] for row in rows(case, name)} <= students
    for name in ("provider_hours", "regular_sessions", "delivered", "locked"):
        assert {row["provider_id"] for row in rows(case, name)} <= providers
    # some services wait for a provider who has left
    own = {row["provider_id"] for row in rows(case, "services")}
    assert own - providers == {"P-left"}
    for row in rows(case, "regular_sessions"):
        assert set(row["student_ids"].split(";")) <= students
    assert {row["service_id"] for row in rows(case, "missed")} <= services
    assert {row["owed_id"] for row in rows(case, "delivered")} <= services | awards


def test_who_attends_has_the_service(case: GeneratedCase) -> None:
    disciplines = {row["provider_id"]: row["disciplines"] for row in rows(case, "providers")}
    given = {
        (row["student_id"], row["discipline"]): row
        for row in rows(case, "services")
        if row["provider_id"] != "P-left"
    }
    for row in rows(case, "regular_sessions"):
        attending = row["student_ids"].split(";")
        assert disciplines[row["provider_id"]] == row["discipline"]
        for student in attending:
            service = given[student, row["discipline"]]
            assert service["provider_id"] == row["provider_id"]
            assert int(service["minutes"]) == clock(row["end"]) - clock(row["start"])
            assert len(attending) == 1 or service["setting"] == "group"


def test_fixed_words(case: GeneratedCase) -> None:
    assert {row["reason"] for row in rows(case, "missed")} <= REASONS
    assert {row["decision"] for row in rows(case, "missed")} == {"", "owed", "not_owed"}
    for name in ("bell_schedules", "student_blocks"):
        assert {row["category"] for row in rows(case, name)} <= CATEGORIES
    kinds = {row["kind"] for row in rows(case, "provider_hours")}
    assert kinds <= {
        "work", "lunch", "planning", "meeting", "evaluation", "travel", "leave", "other",
    }  # fmt: skip
    day_types = {row["day_type"] for row in rows(case, "bell_schedules")}
    assert day_types == {"school", "early_release", "delayed_start", "esy"}


def test_every_stretch_goes_forward(case: GeneratedCase) -> None:
    for name in ("bell_schedules", "student_blocks", "provider_hours", "regular_sessions"):
        for row in rows(case, name):
            assert clock(row["start"]) < clock(row["end"]), (name, row)


def test_bell_rows_of_a_day_don_t_overlap(case: GeneratedCase) -> None:
    days: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for row in rows(case, "bell_schedules"):
        for weekday in row["weekday"].split(";"):
            key = (row["bell_schedule"], row["day_type"], weekday, row["rotation"])
            days.setdefault(key, []).append((clock(row["start"]), clock(row["end"])))
    for stretches in days.values():
        stretches.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(stretches))


def test_missed_sessions_were_on_days_with_school(case: GeneratedCase) -> None:
    kinds = day_kinds(case)
    minutes = {row["service_id"]: int(row["minutes"]) for row in rows(case, "services")}
    log = rows(case, "missed")
    assert len({(row["date"], row["service_id"]) for row in log}) == len(log)
    for row in log:
        assert kinds[row["date"]] in ("school", "early_release", "delayed_start")
        assert 0 < int(row["minutes"]) <= minutes[row["service_id"]]


def test_a_known_future_miss_is_there(case: GeneratedCase) -> None:
    start = case.policy.split('start_date = "')[1][:10]
    ahead = [row for row in rows(case, "missed") if row["date"] >= start]
    assert ahead
    assert all(row["note"] == "known trip" for row in ahead)


def test_nothing_is_delivered_beyond_what_was_owed(case: GeneratedCase) -> None:
    owed: dict[str, int] = {}
    for row in rows(case, "missed"):
        if row["decision"] != "not_owed":
            owed[row["service_id"]] = owed.get(row["service_id"], 0) + int(row["minutes"])
    for row in rows(case, "delivered"):
        assert int(row["minutes"]) <= owed[row["owed_id"]]


def test_names_are_made_up(case: GeneratedCase) -> None:
    assert all(row["name"].startswith("Kid ") for row in rows(case, "students"))
    assert all(
        row["name"].split()[0] in ("Therapist", "Teacher") for row in rows(case, "providers")
    )
