"""The figures of a timeline, counted by hand."""

import pytest
from bench_cases import timeline
from benchmarks.figures import bound_at, figures, share_placed, value_at


def test_figures_of_a_proven_run() -> None:
    one = timeline((0.5, 400), (5.0, 205), (8.0, 200), proofs=((1.0, 150), (6.0, 196), (9.0, 200)))
    found = figures(one, 60.0, owed=1000, bound=200)
    assert found.first == 0.5
    assert found.placed == (600 / 800, 1.0, 1.0)
    assert found.end == 1.0
    assert found.near == 5.0  # 205 is within 10 of 200
    assert found.near_proven == 6.0  # 205 and 196 are 9 apart
    assert found.proven == 9.0


def test_figures_of_a_run_without_a_bound() -> None:
    found = figures(timeline((3.0, 500)), 20.0, owed=1000, bound=200)
    assert found.placed == (None, 500 / 800, None)  # no plan at 1 s, no 60 s in 20
    assert (found.near, found.near_proven, found.proven) == (None, None, None)


def test_figures_of_a_run_without_a_plan() -> None:
    found = figures(timeline(proofs=((1.0, 10),)), 60.0, owed=1000, bound=200)
    assert (found.first, found.end, found.proven) == (None, None, None)
    assert found.placed == (None, None, None)


def test_nothing_can_be_placed() -> None:
    assert share_placed(500, owed=500, bound=500) == 1.0


def test_values_and_bounds_hold_from_their_moment_on() -> None:
    one = timeline((1.0, 50), (2.0, 40), proofs=((1.5, 30),))
    assert [value_at(one, at) for at in (0.9, 1.0, 1.9, 2.0)] == [None, 50, 50, 40]
    assert [bound_at(one, at) for at in (1.4, 1.5)] == [None, 30]


@pytest.mark.parametrize(("unmet", "share"), [(200, 1.0), (1000, 0.0), (600, 0.5)])
def test_share_placed(unmet: int, share: float) -> None:
    assert share_placed(unmet, owed=1000, bound=200) == share
