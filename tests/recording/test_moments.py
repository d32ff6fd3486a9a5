"""Dates and times at which the record is looked at."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.moments import local_text, utc_text


@pytest.fixture(autouse=True)
def boston(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the computer stand in Boston."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("day", [date(2026, 3, 26), "2026-03-26"])
def test_a_date_is_its_end_by_the_local_clock(day: date | str) -> None:
    assert utc_text(day) == "2026-03-27T03:59:59.999999Z"


def test_daylight_saving_counts() -> None:
    assert utc_text("2026-01-26") == "2026-01-27T04:59:59.999999Z"


def test_a_time_without_a_zone_is_a_local_one() -> None:
    assert utc_text("2026-03-26T14:30") == "2026-03-26T18:30:00.000000Z"
    assert utc_text(datetime(2026, 3, 26, 14, 30)) == "2026-03-26T18:30:00.000000Z"


def test_a_time_with_a_zone_is_what_it_says() -> None:
    there = timezone(timedelta(hours=2))
    assert utc_text(datetime(2026, 3, 26, 14, 30, tzinfo=there)) == "2026-03-26T12:30:00.000000Z"
    assert utc_text("2026-03-26T12:30:00.5Z") == "2026-03-26T12:30:00.500000Z"
    assert utc_text(datetime(2026, 3, 26, tzinfo=UTC)) == "2026-03-26T00:00:00.000000Z"


def test_an_entry_is_shown_by_the_local_clock() -> None:
    assert local_text("2026-03-27T03:59:59.999999Z") == "2026-03-26 23:59"


@pytest.mark.parametrize("words", ["yesterday", "2026-3-26", "2026-02-30", "T"])
def test_what_is_no_date_is_said(words: str) -> None:
    with pytest.raises(RecordError, match="is not a date"):
        utc_text(words)
