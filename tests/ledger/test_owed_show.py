"""What is owed as text: order, totals, what is pending, and no names unless asked for."""

from typing import Any

import pytest
from owed_cases import SERVICES, STUDENTS, award, gave, make_case, miss
from rich.console import Console, RenderableType

from makeup_sched.case.case import Case
from makeup_sched.ledger.show import show_owed, show_trace

MISSED = (
    miss("2025-10-08", 32),
    miss("2025-10-09", 20, "suspension"),
    miss("2025-10-01", 31, service_id="B-OT"),
)


def text(view: RenderableType, width: int = 80) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        console.print(view)
    return captured.get()


def sample(**more: Any) -> Case:
    return make_case(MISSED, [gave("2025-12-01", 5)], [award(100)], **more)


def line(shown: str, start: str) -> str:
    """The first line that starts so, with single spaces."""
    lines = (" ".join(line.split()) for line in shown.splitlines())
    return next(line for line in lines if f"{line} ".startswith(f"{start} "))


def test_the_oldest_student_comes_first_with_items_below() -> None:
    shown = text(show_owed(sample()))
    starts = [row.split()[0] for row in shown.splitlines() if row.strip()]
    listed = [start for start in starts if start in ("A", "B", "A-SP", "W1", "B-OT")]
    assert listed == ["B", "B-OT", "A", "A-SP", "W1"]
    assert line(shown, "B-OT") == "B-OT OT 31 4 35 2025-10-01 2026-05-29 P2"
    assert line(shown, "A-SP") == "A-SP SLP 52 5 3 30 20 2025-10-08 2026-05-29 P1"
    assert line(shown, "A") == "A 152 5 3 130 20"


@pytest.mark.parametrize("ids", [("A-SP", "B-OT"), ("S0015-SP", "S0016-OT"),
                                 ("D01-S0015-SP", "D01-S0016-OT")])  # fmt: skip
def test_ids_are_not_folded_on_80_columns(ids: tuple[str, str]) -> None:
    """The providers' column makes room for longer ids; each stands below its item then."""
    renamed = dict(zip(("A-SP", "B-OT"), ids, strict=True))
    services = [{**row, "service_id": renamed.get(row["service_id"], row["service_id"])}
                for row in SERVICES]  # fmt: skip
    missed = [{**row, "service_id": renamed[row["service_id"]]} for row in MISSED]
    shown = text(show_owed(make_case(missed, services=services)))
    assert all(f" {name}" in shown for name in ids)
    assert all(provider in shown for provider in ("P1", "P2", "2026-05-29"))


def test_totals_by_discipline() -> None:
    shown = text(show_owed(sample()))
    assert line(shown, "SLP") == "SLP 1 2 152 5 3 130 20"
    assert line(shown, "OT") == "OT 1 1 31 4 35"
    assert line(shown, "all") == "all 2 3 183 5 7 165 20"


def test_pending_says_with_whom_to_clear_it() -> None:
    held = " ".join(text(show_owed(sample())).split())
    assert "Pending: 20 min that are not planned before the team decides" in held
    assert "IEP team of A (A-SP 20 min, provider P1)." in held
    planned = " ".join(text(show_owed(sample(pending="plan"))).split())
    assert "20 min that are planned although the team has yet to decide" in planned
    assert "Pending:" not in text(show_owed(make_case(MISSED[:1])))


def test_pending_with_many_students_names_the_largest_first() -> None:
    many = range(8)
    services = [{**SERVICES[0], "service_id": f"S{n}", "student_id": f"K{n}"} for n in many]
    students = [{**STUDENTS[0], "student_id": f"K{n}"} for n in many]
    missed = [miss("2025-11-03", 10 + n, "suspension", service_id=f"S{n}") for n in many]
    shown = text(show_owed(make_case(missed, services=services, students=students)))
    note = " ".join(shown.split()).split("Clear it")[1]
    assert note.index("K7") < note.index("K2")
    assert "K1" not in note
    assert "and of 2 more students." in note


def test_a_due_date_before_planning_is_said_to_be_past() -> None:
    shown = text(show_owed(make_case(MISSED[:1], due_within_days=30)))
    assert "2025-11-07" in shown
    assert "past" in shown
    assert "past" not in text(show_owed(make_case(MISSED[:1], due_within_days=100)))


def test_nothing_left_is_counted_not_listed() -> None:
    shown = text(show_owed(make_case(MISSED[:1], [gave("2025-12-01", 32)])))
    assert "Nothing is owed and nothing is pending." in shown
    assert "Nothing left: 1 item, delivered or not owed." in shown
    assert "A-SP" not in shown


def test_the_trace_shows_each_row() -> None:
    shown = text(show_trace(sample(), ["A-SP"]), width=120)
    assert "A-SP: service, SLP, student A; owed 30 min, pending 20 min" in shown
    assert (
        line(shown, "missed 2")
        == "missed 2 2025-10-08 32 owed: provider_absent 5 27 delivered 2: 5 min"
    )
    assert line(shown, "missed 3") == "missed 3 2025-10-09 20 pending: suspension 20"
    assert line(shown, "delivered 2") == "delivered 2 2025-12-01 5 delivered missed 2: 5 min"
    assert line(shown, "rounding") == "rounding 3 3"
    assert "W1" not in shown
    assert "awards 2" in text(show_trace(sample()))


def test_the_trace_says_what_was_decided_and_what_was_too_much() -> None:
    missed = [miss("2025-10-08", 30, "student_absent", "owed")]
    shown = text(show_trace(make_case(missed, [gave("2025-12-01", 35)])), width=120)
    assert "owed: student_absent, decided" in shown
    assert "missed 2: 30 min; 5 min beyond what is owed" in shown
    assert text(show_trace(make_case())).startswith("No item")


def test_names_only_when_asked_for() -> None:
    for show in (show_owed, show_trace):
        assert "Ann Example" not in text(show(sample()), width=140)
        assert "Ann Example" in text(show(sample(), names=True), width=140)


def test_ids_with_brackets_are_shown_as_they_are() -> None:
    shown = text(show_owed(make_case(awards=[award(30, award_id="W[red]")])))
    assert "W[red]" in shown


def test_fits_80_columns_and_cuts_nothing_off() -> None:
    shown = text(show_owed(sample())) + text(show_trace(sample()))
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_a_long_list_is_cut_and_says_so() -> None:
    shown = text(show_owed(sample(), students=1))
    assert "B-OT" in shown
    assert "W1" not in shown
    assert "and 1 more student with minutes missed later." in shown
    assert line(shown, "all") == "all 2 3 183 5 7 165 20"
    shown = text(show_trace(sample(), items=2))
    assert "W1:" not in shown
    assert "and 1 more item." in shown
