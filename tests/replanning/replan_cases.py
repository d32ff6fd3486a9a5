"""A small case and a plan of it, made by hand, that the tests of this folder edit.

The case: from Monday 2 to Thursday 5 March 2026 there is school, Friday has none, Saturday 7 is
`saturday`; all day 08:00-12:00 is resource but for lunch 10:30-11:00; Saturdays 08:00-10:00 are
independent. P works at Oak 08:00-11:30 on school days, Q on Tuesdays 08:00-10:00 and by tele after
that. R is P's regular session 09:00-09:30 with C, room for three. All owe speech minutes: A 90,
B 60 and C 30, in groups; B has tele. A session lasts 15 to 30 minutes, an extension 15,
and an item may have two sessions a day.

The plan:

- M1 Monday 08:00-08:30 A and B, M2 Tuesday 08:00-08:30 A (P)
- M3 Monday 09:00-09:30 B joins R, M4 Tuesday 09:30-09:45 C extends R
"""

from functools import cache

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import check
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.planner import Planner
from makeup_sched.replanning.rows import typed
from support.judge import SECONDS
from support.tiny import (
    Blueprint,
    bells,
    blueprint,
    day,
    hours,
    on,
    owes,
    provider,
    regular,
    student,
)

MON, TUE, WED, THU, FRI, SAT = (on(offset) for offset in range(6))


def small(**policy: object) -> Blueprint:
    """Return the case as a blueprint."""
    given = {
        "end_date": SAT, "max_session": 30, "min_extension": 15, "max_extension": 15,
        "sessions_per_day_per_item": 2,
    }  # fmt: skip
    return blueprint(
        *(day(offset) for offset in range(4)), day(4, "no_school"), day(5, "saturday"),
        bells("08:00-10:30", "resource"), bells("10:30-11:00", "lunch"),
        bells("11:00-12:00", "resource"), bells("08:00-10:00", "independent", day_type="saturday"),
        student("A"), student("B", tele="yes"), student("C"),
        provider("P"), provider("Q"),
        hours("08:00-11:30"), hours("08:00-10:00", provider_id="Q", weekday="Tue"),
        hours("10:00-12:00", provider_id="Q", weekday="Tue", site="tele"),
        regular("R", "09:00-09:30", "C", max_group="3"),
        owes("A", 90, setting="group"), owes("B", 60, setting="group"),
        owes("C", 30, setting="group"), **{**given, **policy},
    )  # fmt: skip


@cache
def small_case() -> Case:
    """Return the case, read once."""
    return small().case


def session(name: str, date: str, time: str, who: str, **cells: object) -> dict[str, object]:
    """Return a session of P, an extra of each student's service."""
    start, end = (int(text[:2]) * 60 + int(text[3:]) for text in time.split("-"))
    plain = {
        "session_id": name, "provider_id": "P", "discipline": "SLP", "date": pd.Timestamp(date),
        "start": start, "end": end, "minutes": end - start, "site": "Oak", "mode": "extra",
        "tier": "school_day", "student_ids": tuple(who),
        "owed_ids": tuple(f"{each}-SLP" for each in who),
    }  # fmt: skip
    return {**plain, **cells}


def standing() -> pd.DataFrame:
    """Return the sessions of the plan."""
    return typed(
        "sessions",
        [
            session("M1", MON, "08:00-08:30", "AB"),
            session("M2", TUE, "08:00-08:30", "A"),
            session("M3", MON, "09:00-09:30", "B", mode="join", regular_session_id="R"),
            session("M4", TUE, "09:30-09:45", "C", mode="extend", regular_session_id="R"),
        ],
    )


def small_planner(case: Case | None = None) -> Planner:
    """Return a planner on whose calendar the plan stands."""
    known = small_case() if case is None else case
    assert check(known, standing()) == []
    return Planner(known, standing())


def planned_again(planner: Planner) -> Plan:
    """Plan again, with time to spare."""
    return planner.replan(SECONDS, workers=1)


def where(planner: Planner) -> dict[str, str]:
    """Return what stands as words by session id."""
    return {row["session_id"]: words(row) for row in planner.sessions.to_dict("records")}


def words(row: dict[object, object]) -> str:
    """Return a session as words: who, where and when."""
    date, start = pd.Timestamp(str(row["date"])), int(str(row["start"]))
    ids = row["student_ids"]
    assert isinstance(ids, tuple)
    lock = " locked" if row["locked"] else ""
    return (
        f"{''.join(ids)} {row['provider_id']} {row['site']} {date:%a} "
        f"{start // 60:02d}:{start % 60:02d} {row['mode']}{lock}"
    )


def edited_tables(planner: Planner, case: Case) -> set[str]:
    """Return the names of the tables that differ from those of a case."""
    now = planner.case
    assert (now.start_date, now.end_date, now.policy) == (
        case.start_date, case.end_date, case.policy,
    )  # fmt: skip
    return {name for name, frame in case.tables.items() if not now.table(name).equals(frame)}
