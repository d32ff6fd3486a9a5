"""Sizes, caseloads, miss rates and owed minutes stay within the published ranges."""

from __future__ import annotations

import time
from datetime import date
from statistics import median

import pytest
from generate_cases import cached, day_kinds, rows, sessions

from makeup_sched.generate import GeneratedCase, generate_case
from makeup_sched.generate.ledger import OWED

# shares of scheduled minutes missed, vacancies included: Chicago 2014-17, a little wider
MISSED_RANGE = {
    "SLP": (0.17, 0.24), "OT": (0.28, 0.42), "PT": (0.19, 0.29), "SPED": (0.14, 0.27),
}  # fmt: skip


def start_of(case: GeneratedCase) -> str:
    return case.policy.split('start_date = "')[1][:10]


def owed_minutes(case: GeneratedCase) -> int:
    missed = sum(
        int(row["minutes"])
        for row in rows(case, "missed")
        if row["decision"] == "owed" or (not row["decision"] and row["reason"] in OWED)
    )
    awarded = sum(int(row["minutes"]) for row in rows(case, "awards"))
    return missed + awarded - sum(int(row["minutes"]) for row in rows(case, "delivered"))


@pytest.mark.parametrize("seed", range(10))
def test_therapist_size(seed: int) -> None:
    case = cached("therapist", seed)
    assert len(rows(case, "providers")) == 1
    assert 45 <= len(rows(case, "services")) <= 55
    assert len({row["school"] for row in rows(case, "students")}) == 2
    kinds = day_kinds(case)
    left = [kind for day, kind in kinds.items() if day >= start_of(case)]
    assert 90 <= sum(kind in ("school", "early_release", "delayed_start") for kind in left) <= 110
    assert left.count("esy") == 16
    assert 2000 <= owed_minutes(case) <= 7000


@pytest.mark.parametrize("seed", range(5))
def test_school_size(seed: int) -> None:
    case = cached("school", seed)
    disciplines = sorted(row["disciplines"] for row in rows(case, "providers"))
    assert disciplines == ["OT", "PT", "SLP", "SPED", "SPED"]
    assert len(rows(case, "students")) == 120
    assert 125 <= len(rows(case, "services")) <= 170
    owing: dict[str, set[str]] = {}
    for row in rows(case, "missed"):
        student, discipline = row["service_id"].split("-")
        owing.setdefault(student, set()).add(discipline)
    assert sum(len(found) > 1 for found in owing.values()) >= 8


def test_district_size_and_time() -> None:
    began = time.perf_counter()
    case = generate_case("district", 6)
    assert time.perf_counter() - began < 30
    assert len(rows(case, "students")) == 3500
    assert len({row["school"] for row in rows(case, "students")}) == 25
    assert len(rows(case, "providers")) == 100
    assert {row["employment"] for row in rows(case, "providers")} == {"staff", "contract"}
    speech: dict[str, int] = {}
    for row in rows(case, "services"):
        if row["discipline"] == "SLP":
            speech[row["provider_id"]] = speech.get(row["provider_id"], 0) + 1
    assert 42 <= median(speech.values()) <= 55
    grades = {row["grade"] for row in rows(case, "students")}
    assert {"PK", "K", "1", "5", "6", "8"} <= grades


def scheduled(case: GeneratedCase) -> dict[str, int]:
    """Scheduled student-minutes per discipline before planning starts."""
    per_weekday = [0] * 5
    first = min(row["date"] for row in rows(case, "missed"))
    for day, kind in day_kinds(case).items():
        if first <= day < start_of(case) and kind in ("school", "early_release", "delayed_start"):
            per_weekday[_weekday(day)] += 1
    total: dict[str, int] = {}
    for row, weekday, start, end in sessions(case):
        minutes = (end - start) * len(row["student_ids"].split(";")) * per_weekday[weekday]
        total[row["discipline"]] = total.get(row["discipline"], 0) + minutes
    return total


def _weekday(day: str) -> int:
    return date.fromisoformat(day).weekday()


def test_miss_rates_by_discipline() -> None:
    case = cached("district", 2)
    discipline = {row["service_id"]: row["discipline"] for row in rows(case, "services")}
    missed: dict[str, int] = {}
    for row in rows(case, "missed"):
        if row["date"] < start_of(case):
            key = discipline[row["service_id"]]
            missed[key] = missed.get(key, 0) + int(row["minutes"])
    for key, minutes in scheduled(case).items():
        low, high = MISSED_RANGE[key]
        assert low <= missed[key] / minutes <= high, (key, missed[key] / minutes)


def test_reasons_and_months() -> None:
    log = rows(cached("district", 2), "missed")
    share = {
        reason: sum(row["reason"] == reason for row in log) / len(log)
        for reason in {row["reason"] for row in log}
    }
    assert 0.15 <= share["student_absent"] <= 0.4
    assert 0.1 <= share["provider_absent"] <= 0.3
    assert share["provider_vacancy"] >= 0.02
    assert len(share) >= 10
    by_month = {month: sum(row["date"][5:7] == month for row in log) for month in ("10", "11")}
    # November is short and still loses more than October's share of its days
    assert by_month["11"] / 16 > by_month["10"] / 21


def test_vacancies_are_long_runs_of_zero() -> None:
    case = cached("district", 2)
    own = {row["service_id"]: row["provider_id"] for row in rows(case, "services")}
    dates: dict[str, set[str]] = {}
    for row in rows(case, "missed"):
        if row["reason"] == "provider_vacancy" and own[row["service_id"]] != "P-left":
            dates.setdefault(own[row["service_id"]], set()).add(row["date"])
    assert 3 <= len(dates) <= 5
    assert all(len(found) >= 10 for found in dates.values())


def test_what_makes_cases_less_smooth_is_there() -> None:
    case = cached("district", 2)
    students = rows(case, "students")
    for column, low, high in (("after_school", 0.1, 0.2), ("esy", 0.1, 0.2), ("tele", 0.02, 0.06)):
        share = sum(row[column] == "yes" for row in students) / len(students)
        assert low <= share <= high, column
    assert any(row["keep_apart"] for row in students)
    assert any(row["max_makeup_minutes_per_day"] for row in students)
    assert sum(row["priority"] == "1" for row in students) > 0.8 * len(students)
    assert any(row["site"] == "tele" for row in rows(case, "provider_hours"))
    assert any(row["kind"] == "travel" for row in rows(case, "provider_hours"))
    assert any(row["rotation"] for row in rows(case, "calendar"))
    services = rows(case, "services")
    for column in ("max_group", "min_session", "max_session"):
        assert any(row[column] for row in services)
    group = sum(row["setting"] == "group" for row in services) / len(services)
    assert 0.45 <= group <= 0.8
