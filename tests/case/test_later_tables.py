"""Tables and columns that came later: read where they are there, without effect where not."""

import pytest

from makeup_sched.case.case import Case
from makeup_sched.tables.problems import CaseError
from support import tiny


def _case(*rows: tiny.Row) -> Case:
    return tiny.tiny_case(
        tiny.student("A"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 30), *rows
    )


def test_a_log_and_an_amendment_change_the_hash() -> None:
    log: tiny.Row = (
        "service_log",
        {"date": "2026-02-03", "service_id": "A-SLP", "minutes": "60"},
    )
    amendment: tiny.Row = (
        "amendments",
        {"service_id": "A-SLP", "start_date": "2026-02-09", "minutes": "30",
         "sessions": "1", "per": "week"},
    )  # fmt: skip
    hashes = {_case().source_hash, _case(log).source_hash, _case(amendment).source_hash}
    assert len(hashes) == 3
    assert _case(log).table("service_log")["status"].tolist() == ["given"]


def test_weeks_of_a_cycle_change_the_hash() -> None:
    rows = tiny.blueprint(
        tiny.student("A"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 30)
    )
    cycle = rows.changed("services", weeks="3", of_weeks="4")
    assert cycle.case.source_hash != rows.case.source_hash


def test_a_log_of_an_unknown_service_is_a_problem() -> None:
    row: tiny.Row = ("service_log", {"date": "2026-02-03", "service_id": "B-SLP", "minutes": "60"})
    with pytest.raises(CaseError, match="B-SLP"):
        _case(row)


def test_three_weeks_of_two_are_a_problem() -> None:
    rows = tiny.blueprint(
        tiny.student("A"), tiny.provider(), tiny.hours("08:00-12:00"), tiny.owes("A", 30)
    )
    with pytest.raises(CaseError, match="of_weeks"):
        _ = rows.changed("services", weeks="3", of_weeks="2").case
