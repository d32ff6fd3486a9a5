"""What a review plans keeps every rule: the checker says so, on the case as it is known by then."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from makeup_sched.case.read import read_case
from makeup_sched.checker import check
from makeup_sched.forecasting.debts import Debts, opening, owing_all
from makeup_sched.forecasting.reviews import filled_in, from_day, still_allowed, with_items
from makeup_sched.forecasting.scheduled import scheduled
from makeup_sched.places.task import planning_task
from makeup_sched.planning import plan
from makeup_sched.plans.build import sessions_held
from makeup_sched.replanning.rows import with_rows
from makeup_sched.solve.held import given_in, held_in_sessions

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("every", [3, 5])
def test_a_review_keeps_every_rule(every: int) -> None:
    case = read_case(DATA / "one-therapist")
    task = planning_task(owing_all(case))
    stands = held_in_sessions(task, plan(case, seconds=1, workers=1).sessions)
    sessions = scheduled(case, task.open_time)
    debts = Debts(opening(case, task.items), case)
    review = case.start_date + dt.timedelta(days=14)
    first = int((task.available.days.ordinal < review.toordinal()).sum())
    given, missed = [], []
    # every so many make-ups are lost, and every so many sessions are missed
    for row in stands[stands["day"] < first][::every]:
        owed_id, minutes = task.items[int(row["item"])].owed_id, int(row["length"])
        debts.give(owed_id, minutes)
        given.append({"date": pd.Timestamp(case.start_date), "owed_id": owed_id,
                      "minutes": minutes})  # fmt: skip
    for number in range(0, int((sessions.day < first).sum()), every):
        date = task.available.days.dates[int(sessions.day[number])]
        name, minutes = sessions.services[sessions.service[number]], int(sessions.minutes[number])
        debts.miss(name, date, minutes, "provider_absent")
        missed.append({"date": pd.Timestamp(date), "service_id": name, "minutes": minutes,
                       "reason": "provider_absent"})  # fmt: skip
    small, kept = with_items(
        from_day(task, first), debts.items(review), stands[stands["day"] >= first]
    )
    found = filled_in(small, still_allowed(small, kept))
    # more is planned than stood, and nothing of it breaks a rule
    assert given_in(found, len(small.items)).sum() > kept["length"].sum()
    later = with_rows(with_rows(case, "delivered", given), "missed", missed)
    bare = {**later.tables, "locked": later.table("locked").iloc[:0]}
    later = replace(later, tables=bare, start_date=review, source_hash="")
    assert check(later, sessions_held(replace(small, case=later), found)) == []
