"""Each reason code on a hand-made case where it is what stands in the way."""

from typing import Any

import pytest

from makeup_sched.planning import plan
from makeup_sched.reasons import unmet
from support.tiny import (
    Blueprint,
    Row,
    bells,
    blueprint,
    day,
    hours,
    locked,
    on,
    provider,
    students,
)


def _owes(student_id: str, minutes: str = "60", **cells: str) -> list[Row]:
    service = {"service_id": f"{student_id}-SP", "student_id": student_id, "discipline": "SLP",
               "minutes": "30"}  # fmt: skip
    missed = {"service_id": f"{student_id}-SP", "date": "2026-02-03", "minutes": minutes,
              "reason": "provider_absent"}  # fmt: skip
    return [("services", {**service, **cells}), ("missed", missed)]


def _reasons(case: Blueprint) -> dict[str, tuple[str, str]]:
    items = plan(case.case, seconds=10, workers=1).items
    return {
        str(owed_id): (str(code), str(words))
        for owed_id, code, words in zip(
            items["owed_id"], items["reason"], items["explanation"], strict=True
        )
    }


def _one(*rows: Row | list[Row], minutes: str = "60", **policy: Any) -> tuple[str, str]:
    return _reasons(blueprint(students("A"), _owes("A", minutes), *rows, **policy))["A-SP"]


def test_nothing_unmet_needs_no_reason() -> None:
    assert _one(provider(), hours("08:00-12:00")) == ("", "")


def test_nobody_has_the_discipline() -> None:
    code, words = _one(provider(disciplines="OT"), hours("08:00-12:00"))
    assert code == "no_provider"
    assert "Nobody among the providers gives SLP" in words


def test_nobody_comes_to_the_site() -> None:
    code, words = _one(provider(), hours("08:00-12:00", site="Elm"))
    assert code == "no_provider"
    assert "no free time" in words or "has free time at the student's site" in words


def test_protected_time_is_named() -> None:
    code, words = _one(
        provider(), hours("11:00-12:00"), bells("08:00-11:00", "resource"),
        bells("11:00-12:00", "lunch"),
    )  # fmt: skip
    assert code == "no_common_time"
    assert "lunch (60 minutes)" in words


def test_a_stretch_too_short_is_called_that() -> None:
    code, words = _one(provider(), hours("08:00-08:15"), min_session=30)
    assert code == "no_common_time"
    assert "15 minutes, too short for a session of 30" in words


def test_one_session_a_day_is_named_as_the_limit() -> None:
    code, words = _one(
        provider(), hours("08:00-12:00"), minutes="120", max_session=30,
        makeup_minutes_per_day=240,
    )  # fmt: skip
    assert code == "no_common_time"
    assert "At most 30 minutes" in words
    assert "one session of at most 30 minutes" in words


def test_lengths_that_do_not_add_up_are_named_rather_than_too_few_dates() -> None:
    code, words = _one(
        provider(), hours("08:00-08:30"), *(day(offset) for offset in range(4)),
        minutes="45", min_session=30, max_session=30,
    )  # fmt: skip
    assert code == "no_common_time"
    assert "At most 30 minutes" in words
    assert "last 30 minutes, and no number of them adds up to more of the 45 minutes" in words
    assert "one session of at most" not in words


@pytest.mark.parametrize(
    ("lengths", "left", "most"), [([30], 45, 30), ([20, 50], 60, 60), ([20, 50], 55, 50)]
)
def test_how_much_lengths_add_up_to(lengths: list[int], left: int, most: int) -> None:
    """Only where this is no more than what can be had are the lengths called the reason."""
    assert unmet._most_of(lengths, left) == most


def test_the_student_cap() -> None:
    code, words = _one(
        provider(), hours("08:00-12:00"), minutes="60", makeup_minutes_per_day=30
    )  # fmt: skip
    assert code == "student_cap"
    assert "only 30 make-up minutes a day" in words


def test_the_provider_cap_is_a_proof_when_no_session_fits_it() -> None:
    code, words = _one(
        provider(makeup_minutes_per_day="15"), hours("08:00-12:00"), minutes="60", min_session=30
    )
    assert code == "provider_full"
    assert "in any plan" in words or "No session fits" in words


def test_a_due_date_before_the_first_date() -> None:
    code, words = _one(provider(), hours("08:00-12:00"), due_within_days=5)
    assert code == "past_due"
    assert "February 8, 2026" in words


def test_no_date_left() -> None:
    code, words = _one(
        provider(), hours("08:00-12:00"), day(1, "no_school"), day(2), due_within_days=28,
        start_date=on(1),
    )  # fmt: skip
    assert code == "past_due"
    assert "no school or ESY day left" in words


@pytest.fixture
def two_on_one_hour() -> Blueprint:
    return blueprint(
        students("AB"), _owes("A"), _owes("B"), provider(), hours("08:00-09:00"), modes=["extra"]
    )


def test_competing_for_the_same_hour(two_on_one_hour: Blueprint) -> None:
    found = _reasons(two_on_one_hour)
    codes = sorted(code for code, _ in found.values() if code)
    assert codes
    assert set(codes) == {"competes"}
    assert all("another student" in words for code, words in found.values() if code)


def test_a_locked_session_in_the_way(two_on_one_hour: Blueprint) -> None:
    row = {"provider_id": "P", "date": on(0), "start": "08:00", "end": "09:00",
           "student_ids": "A", "owed_ids": "A-SP"}  # fmt: skip
    code, words = _reasons(two_on_one_hour.plus(("locked", row)))["B-SP"]
    assert code == "locked"
    assert "without them up to 60 minutes more could" in words


@pytest.mark.parametrize("kept", [1, 2])
def test_what_is_locked_where_it_stands_leaves_the_proof_as_it_was(kept: int) -> None:
    """On each of two mornings one session fits, and locking one opens no third."""
    case = blueprint(students("A"), _owes("A", "90"), day(0), day(1), provider(),
                     hours("08:00-09:00"), max_session=30)  # fmt: skip
    code, words = _reasons(case)["A-SP"]
    assert (code, words[:33]) == ("no_common_time", "At most 60 minutes fit in any pla")
    standing = plan(case.case, seconds=10, workers=1).sessions.iloc[:kept]
    code, words = _reasons(case.plus(*locked(standing)))["A-SP"]
    assert code == "no_common_time"
    assert words.startswith({
        1: "At most 30 minutes fit in any plan by March 3, 2026 beside the 30 minutes that are",
        2: "No session fits by March 3, 2026 beside the 60 minutes that are locked: on every",
    }[kept])  # fmt: skip
    assert ("on the one other date" in words) == (kept == 1)
    assert "Another" not in words


def test_nobody_else_is_blamed_where_there_is_nobody_else() -> None:
    award = {"award_id": "AW", "student_id": "A", "discipline": "SLP", "minutes": "60"}
    found = _reasons(
        blueprint(students("A"), _owes("A"), ("awards", award), provider(), hours("08:00-09:00"))
    )
    unmet = [words for code, words in found.values() if code]
    assert unmet
    assert all("other students" not in words and "another" not in words for words in unmet)
