"""Waves: who is drawn, and that no two parts of a wave plan for the same provider or student."""

from collections import Counter

import numpy as np

from makeup_sched.solve.parts.waves import Drawing, Waves

DAYS = 6


def drawing(size: list[int], met: list[list[int]], student: list[int]) -> Drawing:
    """Return what is drawn from: attendances per date of each provider, whom each could give."""
    each = np.repeat(np.array(size)[:, None], DAYS, axis=1)
    return Drawing(each, np.zeros_like(each), np.array(met, dtype=bool), np.array(student))


def test_who_could_give_more_of_what_is_wanted_is_drawn_more_often() -> None:
    apart = drawing([10, 10, 10, 0], np.eye(4, dtype=int).tolist(), [0, 1, 2, 3])
    waves = Waves(apart, 0)
    drawn: Counter[int] = Counter()
    for _ in range(300):
        (part,) = waves.draw(np.array([60.0, 6.0, 0.0, 60.0]), 1, 100, 1)
        drawn[int(np.flatnonzero(part.opened.any(axis=1))[0])] += 1
    assert drawn[0] > drawn[1] > drawn[2]
    assert drawn[3] == 0  # has no dates


def test_parts_of_a_wave_share_no_provider_and_plan_for_no_student_twice() -> None:
    # all could give all: each student belongs to one part, the others keep their hands off
    shared = drawing([10] * 4, [[1] * 6] * 4, [0, 0, 1, 1, 2, 2])
    waves = Waves(shared, 1)
    for together in (1, 2, 2):
        parts = waves.draw(np.full(6, 30.0), 4, 40, together)
        assert len(parts) == 4 // together
        opened = np.array([part.opened.any(axis=1) for part in parts])
        assert (opened.sum(axis=0) == 1).all()
        own = np.array([~part.foreign for part in parts])
        assert (own.sum(axis=0) == 1).all()
        assert all(10 * part.opened.sum() <= 40 for part in parts)
