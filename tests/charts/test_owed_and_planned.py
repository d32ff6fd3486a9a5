"""The picture of owed and planned minutes adds up, in the right order."""

from pathlib import Path

import pytest
from chart_cases import boxes, extents, item_frame, overlaps, said, said_of, small_case

from makeup_sched.charts import owed_and_planned
from makeup_sched.charts.owed_rows import owed_rows, totals

ITEMS = [
    ("A1", "S1", "SLP", 60, 0, 0),
    ("S1-OT", "S1", "OT", 30, 15, 0),
    ("S2-SLP", "S2", "SLP", 0, 90, 30),
    ("S3-SLP", "S3", "SLP", 0, 0, 45),
    ("S1-SLP", "S1", "SLP", 15, 5, 0),
]


def test_rows_add_up_and_the_most_unmet_comes_first() -> None:
    rows = owed_rows(item_frame(ITEMS), pending_apart=True)
    assert [row.student_id for row in rows] == ["S2", "S1", "S3"]
    assert [part.discipline for part in rows[1].parts] == ["OT", "SLP"]
    assert (rows[1].planned, rows[1].unmet, rows[1].parts[1].planned) == (105, 20, 75)
    assert totals(rows) == (105, 110, 75)


def test_pending_minutes_that_are_planned_are_not_shown_twice() -> None:
    rows = owed_rows(item_frame(ITEMS), pending_apart=False)
    assert totals(rows) == (105, 110, 0)


def test_bars_are_as_long_as_their_minutes(tmp_path: Path) -> None:
    figure = owed_and_planned(small_case(tmp_path), item_frame(ITEMS))

    def length(label: str) -> float:
        (box,) = boxes(figure, label)
        return float(box.get_width())

    assert length("planned SLP S1") / length("planned OT S1") == pytest.approx(75 / 30, rel=0.03)
    assert length("unmet SLP S2") / length("planned SLP S1") == pytest.approx(90 / 75, rel=0.03)
    assert len(boxes(figure, "pending ")) == 2
    assert not boxes(figure, "planned SLP S3")


def test_totals_and_numbers_are_said(tmp_path: Path) -> None:
    figure = owed_and_planned(small_case(tmp_path), item_frame(ITEMS))
    words = said(figure)
    assert "215 minutes owed to 2 students: 105 planned (48.8 %), 110 unmet" in words
    assert "75 pending until the team decides" in words
    assert said_of(figure, "unmet S2") == "90"
    assert said_of(figure, "owed S1") == "125"
    assert "Example" not in words
    assert "Amber Example" in said(
        owed_and_planned(small_case(tmp_path), item_frame(ITEMS), names=True)
    )


@pytest.mark.parametrize("count", [0, 1, 10, 50, 120])
def test_it_stays_readable(count: int, tmp_path: Path) -> None:
    items = item_frame(
        [
            (f"S{n}-{d}", f"S{n:03d}", d, n % 7 * 5, n % 5 * 15, n % 3 * 30)
            for n in range(1, count + 1)
            for d in ("SLP", "OT", "Vision")
        ]
    )
    figure = owed_and_planned(small_case(tmp_path), items)
    width, height = (72 * inches for inches in figure.get_size_inches())
    assert height < 1300
    assert overlaps(figure) == []
    for _, (left, bottom, right, top) in extents(figure):
        assert left >= 0
        assert bottom >= 0
        assert right <= width
        assert top <= height


def test_more_students_than_rows_are_said(tmp_path: Path) -> None:
    items = item_frame([(f"S{n}-SLP", f"S{n:04d}", "SLP", 10, 5, 0) for n in range(500)])
    words = said(owed_and_planned(small_case(tmp_path), items))
    assert "Not shown: 350 more students with 5,250 minutes owed" in words
