"""What the terminal shows of clocks: counts, the pressing ones, what the report can't know."""

import io
from datetime import date
from typing import Any

from notice_cases import CLOCK, clock_case
from rich.console import Console

from makeup_sched.case.case import Case
from makeup_sched.notices.show import show_clocks

MISSES = [
    "2026-01-07 A-SLP 30 provider_absent",
    "2026-02-02 B-SLP 30 provider_meeting",
    "2026-01-08 B-OT 30 student_absent",
    "2026-01-12 B-OT 30 provider_absent not_owed",
]


def shown(case: Case, as_of: date | None = None, **options: Any) -> str:
    console = Console(width=80, file=io.StringIO())
    with console.capture() as capture:
        console.print(show_clocks(case, as_of, **options))
    return " ".join(capture.get().split())


def test_counts_and_lists_what_is_pressing() -> None:
    text = shown(clock_case(MISSES))
    assert "As of 2026-02-09." in text
    assert "within 10 school days; after that a notice to the parent is due within 3" in text
    assert "broken 2 60 2 running 1 30 1 does not count 1 30 1" in text
    assert "A 2026-01-07 30 provider absent 2026-01-22 12 2026-01-27" in text
    assert text.index("Broken, oldest first") < text.index("Running, nearest end first")


def test_says_what_it_cannot_know() -> None:
    text = shown(clock_case(MISSES))
    assert "not whether it went out" in text
    assert "Not legal advice" in text
    assert "Broken clocks of minutes that are not owed: 1;" in text


def test_counts_the_notices_that_fell_due() -> None:
    assert "2 fell due before 2026-02-09, 0 on it or later" in shown(clock_case(MISSES))
    on_the_day = shown(clock_case(MISSES), date(2026, 1, 27))
    assert "0 fell due before 2026-01-27, 1 on it or later" in on_the_day


def test_a_late_delivery_is_marked() -> None:
    assert "30 1 2026-01-27 A-SLP late" in shown(clock_case(MISSES[:1], ["2026-01-23 A-SLP 30"]))


def test_says_how_many_it_does_not_list() -> None:
    assert "and 1 more session; --out" in shown(clock_case(MISSES), sessions=1)
    assert "more session" not in shown(clock_case(MISSES), sessions=None)


def test_names_only_on_demand() -> None:
    assert "Name A" not in shown(clock_case(MISSES))
    assert "Name A" in shown(clock_case(MISSES), names=True)


def test_without_a_notice_or_a_clock_it_says_so() -> None:
    no_notice = shown(clock_case(MISSES, clocks={**CLOCK, "notice_within_school_days": 0}))
    assert "Notice" not in no_notice
    assert "The policy sets no clock" in shown(clock_case(MISSES, clocks={}))
    assert "No session was missed up to 2026-01-06." in shown(clock_case(MISSES), date(2026, 1, 6))
