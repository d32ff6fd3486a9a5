"""Sessions at the same time stand side by side."""

from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.app.lanes import lanes

TIMES = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda each: (each[0], sum(each)))
)


@given(TIMES)
def test_no_two_at_the_same_time_in_one_lane(times: list[tuple[int, int]]) -> None:
    placed = lanes(times)
    assert len(placed) == len(times)
    for number, (start, end) in enumerate(times):
        lane, count = placed[number]
        assert 0 <= lane < count
        for other, (begin, finish) in enumerate(times[:number]):
            if start < finish and begin < end:
                assert placed[other][0] != lane
                assert placed[other][1] == count


def test_alone_a_session_has_the_whole_width() -> None:
    assert lanes([(0, 10), (10, 20)]) == [(0, 1), (0, 1)]
