"""Words fit into their boxes, or the fitting says that they don't."""

import pytest

from makeup_sched.charts.labels import fit, line_width, pieces
from makeup_sched.charts.lettering import drawable, is_drawable, text_width, wrap
from makeup_sched.charts.sheet import slanting

DETAILS = ("8:30", "30\u00a0min", "joins\u00a0R0012", "extended\u00a0day")


@pytest.mark.parametrize("width", [60, 90, 130, 180, 260])
@pytest.mark.parametrize("height", [6, 9, 12, 18, 30, 60])
def test_what_fits_is_inside(width: float, height: float) -> None:
    label = fit("SLP S001 S002 S003 S004", DETAILS, width, height, bold=True)
    if label is not None:
        assert label.height <= height
        assert all(line_width(line, label.size) <= width for line in label.lines)
        words = " ".join(piece.text for line in label.lines for piece in pieces(line, label.size))
        for part in ("SLP", "S001", "S002", "S003", "S004", *DETAILS):
            assert part in words


def test_the_head_has_its_own_line_where_there_is_room() -> None:
    label = fit("SLP S001", ("8:30", "30 min"), 180, 40, bold=True)
    assert label is not None
    assert [word.text for word in label.lines[0]] == ["SLP", "S001"]
    assert len(label.lines) == 2


def test_a_low_box_gets_one_line_and_a_lower_one_nothing() -> None:
    low = fit("SLP S001", ("8:30", "10\u00a0min"), 180, 10, bold=True)
    assert low is not None
    assert len(low.lines) == 1
    assert fit("SLP S001", ("8:30",), 180, 6, bold=True) is None
    assert fit("A-name-without-any-space-in-it-at-all", (), 60, 90, bold=True) is None


def test_letters_that_the_typeface_lacks_become_a_sign() -> None:
    assert is_drawable("Zoë Núñez Łukasz")
    assert not is_drawable("\u674e\u5c0f\u9f8d")
    assert drawable("A\u674e\nB") == "A\u25a1 B"


def test_lines_are_broken_at_spaces() -> None:
    lines = wrap("Anniversary Day / Chancellor's Conference Day", 120, 8.5)
    assert len(lines) > 1
    assert all(text_width(line, 8.5) <= 120 for line in lines)


@pytest.mark.parametrize("rising", [True, False])
def test_hatching_stays_inside(rising: bool) -> None:
    paths = slanting(10, 20, 50, 15, 6, rising)
    assert len(paths) > 3
    for (x0, y0), (x1, y1) in paths:
        assert abs(x1 - x0) == pytest.approx(abs(y1 - y0))
        assert all(10 - 1e-9 <= x <= 60 + 1e-9 for x in (x0, x1))
        assert all(20 - 1e-9 <= y <= 35 + 1e-9 for y in (y0, y1))
