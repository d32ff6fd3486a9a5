"""Presence cut into visits, and visits that overlap given to different contractors."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.contracts.pool import Post, Visit
from makeup_sched.contracts.visits import in_lanes, stretches_of
from support.judge import few
from support.tiny import MONDAY


def test_whoever_came_first_leaves_first() -> None:
    assert stretches_of(np.array([1, 2, 2, 1, 0]), 2) == [(0, 3), (1, 4)]
    assert stretches_of(np.array([0, 2, 2]), 2) == [(1, 3), (1, 3)]


@few(40)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(3, 6)), max_size=6))
def test_visits_are_found_again_in_their_presence(begun: list[tuple[int, int]]) -> None:
    present = np.zeros(24, dtype=np.int64)
    for start, length in begun:
        present[start : start + length] += 1
    found = stretches_of(present, 3)
    again = np.zeros(24, dtype=np.int64)
    for start, end in found:
        assert end - start >= 3
        again[start:end] += 1
    assert (again == present).all()


def test_who_is_there_at_the_same_time_is_somebody_else() -> None:
    post = Post("SLP", "Oak")
    times = [(480, 540), (510, 570), (545, 605)]
    visits = in_lanes([Visit(MONDAY, post, start, end) for start, end in times])
    assert [visit.lane for visit in visits] == [1, 2, 1]


def test_visits_of_one_contractor_that_touch_are_one() -> None:
    post = Post("SLP", "Oak")
    times = [(480, 540), (540, 600), (570, 630)]
    visits = in_lanes([Visit(MONDAY, post, start, end) for start, end in times])
    assert [(one.start, one.end, one.lane) for one in visits] == [(480, 600, 1), (570, 630, 2)]
