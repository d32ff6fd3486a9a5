"""Visits that overlap are given to different contractors."""

import pandas as pd

from makeup_sched.contracts.engagement import dates_with_several
from makeup_sched.contracts.pool import Post, Visit
from makeup_sched.contracts.visits import in_lanes
from support.tiny import MONDAY


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


def test_a_visit_that_stands_keeps_its_contractor() -> None:
    post = Post("SLP", "Oak")
    standing = [Visit(MONDAY, post, 540, 600), Visit(MONDAY, post, 570, 630, lane=2)]
    visits = in_lanes([Visit(MONDAY, post, 480, 550), Visit(MONDAY, post, 600, 630)], standing)
    assert [(one.start, one.end, one.lane) for one in visits] == [
        (480, 550, 2), (540, 630, 1), (570, 630, 2)
    ]  # fmt: skip


def test_dates_on_which_one_contractor_is_not_enough_are_counted() -> None:
    rows = [
        ("SLP", "Oak", "2026-02-09", "08:00", "09:00"),
        ("SLP", "Oak", "2026-02-09", "08:30", "09:30"),
        ("SLP", "Oak", "2026-02-09", "09:00", "10:00"),
        ("SLP", "Oak", "2026-02-10", "08:00", "09:00"),
        ("SLP", "Oak", "2026-02-10", "09:00", "10:00"),
        ("OT", "Oak", "2026-02-10", "08:00", "09:00"),
        ("SLP", "Elm", "2026-02-10", "08:00", "09:00"),
    ]
    visits = pd.DataFrame(rows, columns=["discipline", "site", "date", "start", "end"])
    assert dates_with_several(visits) == 1
    assert dates_with_several(visits.iloc[2:]) == 0
    assert dates_with_several(visits.iloc[:0]) == 0
