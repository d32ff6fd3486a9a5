"""Every colour can be told from what it lies beside, as WCAG 2 asks."""

from itertools import combinations

import pytest

from makeup_sched.charts.palette import (
    ABSENT_FILL,
    DISCIPLINE_SHADES,
    EDGE_PAIRS,
    INK,
    MIN_EDGE_CONTRAST,
    MIN_TEXT_CONTRAST,
    OFF_FILL,
    PAPER,
    REGULAR_FILL,
    TEXT_PAIRS,
    Shade,
    contrast,
    shades,
)


def test_contrast_is_the_ratio_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_words_stand_out(text: str, ground: str) -> None:
    assert contrast(text, ground) >= MIN_TEXT_CONTRAST


@pytest.mark.parametrize(("edge", "neighbour"), EDGE_PAIRS)
def test_edges_stand_out(edge: str, neighbour: str) -> None:
    assert contrast(edge, neighbour) >= MIN_EDGE_CONTRAST


@pytest.mark.parametrize("shade", DISCIPLINE_SHADES)
def test_disciplines_stand_out(shade: Shade) -> None:
    assert contrast(INK, shade.tint) >= MIN_TEXT_CONTRAST
    assert contrast(PAPER, shade.strong) >= MIN_TEXT_CONTRAST
    for neighbour in (PAPER, OFF_FILL, ABSENT_FILL, REGULAR_FILL, shade.tint):
        assert contrast(shade.strong, neighbour) >= MIN_EDGE_CONTRAST


def test_disciplines_keep_their_shades() -> None:
    alone, all_of_them = shades(["PT"]), shades(["SPED", "PT", "SLP", "OT", "Vision", "Art"])
    assert alone["PT"] == all_of_them["PT"]
    assert all(one != other for one, other in combinations(all_of_them.values(), 2))
    assert len(shades([f"D{number}" for number in range(20)])) == 20
