"""A small case with names, and a plan of it made by hand, that the tests of this folder show.

From Monday 2 to Thursday 5 March 2026 there is school, Friday has none. All day 08:00-12:00 is
resource but for lunch 10:30-11:00. P works at Oak 08:00-11:30, Q on Tuesdays 08:00-10:00. R is P's
regular session 09:00-09:30 with C, room for three. A owes 90 speech minutes, B 60 and C 30.

The plan: M1 Monday 08:00-08:30 A and B, M2 Tuesday 08:00-08:30 A, M3 Monday 09:00-09:30 B joins R.
"""

from functools import cache
from pathlib import Path

import pandas as pd

from makeup_sched.app import Desk
from makeup_sched.case.case import Case
from makeup_sched.case.write import write_case
from makeup_sched.checker import check
from makeup_sched.replanning.planner import Planner
from makeup_sched.replanning.rows import typed
from support.judge import SECONDS
from support.tiny import bells, blueprint, day, hours, on, owes, provider, regular, student

MON, TUE, WED, THU = (on(offset) for offset in range(4))
LONG_NAMES = ("Maximiliano Castellanos", "Bartholomew Featherstone", "Aleksandra Wojciechowska",
              "Konstantina Papadopoulou", "Guadalupe Villarreal", "Oluwaseun Adebayo")  # fmt: skip
"""Of students who attend in larger and larger groups."""
NAMES = ("Ada <b>Bold</b>", "Bo Birch", "Cy Cedar", "Pat Pine", "Quinn Oak")


@cache
def small_case() -> Case:
    """Return the case, read once."""
    return blueprint(
        *(day(offset) for offset in range(4)), day(4, "no_school"),
        bells("08:00-10:30", "resource"), bells("10:30-11:00", "lunch"),
        bells("11:00-12:00", "resource"),
        student("A", name=NAMES[0]), student("B", name=NAMES[1]), student("C", name=NAMES[2]),
        provider("P", name=NAMES[3]), provider("Q", name=NAMES[4]),
        hours("08:00-11:30"), hours("08:00-10:00", provider_id="Q", weekday="Tue"),
        regular("R", "09:00-09:30", "C", max_group="3"),
        owes("A", 90, setting="group"), owes("B", 60, setting="group"),
        owes("C", 30, setting="group"),
        end_date=on(4), max_session=30, sessions_per_day_per_item=2,
    ).case  # fmt: skip


def standing() -> pd.DataFrame:
    """Return the sessions of the plan."""
    return typed(
        "sessions",
        [
            _session("M1", MON, 8 * 60, "AB"),
            _session("M2", TUE, 8 * 60, "A"),
            _session("M3", MON, 9 * 60, "B", mode="join", regular_session_id="R"),
        ],
    )


def crowded_planner(minutes: int = 30) -> Planner:
    """Return a planner on whose Monday a session of each size stands, from one student to six."""
    who = [chr(ord("A") + number) for number in range(len(LONG_NAMES))]
    case = blueprint(
        day(0), day(1), day(2), bells("08:00-12:00", "resource"),
        *(student(each, name=name) for each, name in zip(who, LONG_NAMES, strict=True)),
        provider("P"), hours("08:00-12:00"),
        *(owes(each, 180, setting="group") for each in who),
        end_date=on(2), max_session=30, sessions_per_day_per_item=6, group_cap=6,
        makeup_minutes_per_day=240,
    ).case  # fmt: skip
    rows = [
        _session(f"M{count}", MON, 8 * 60 + 30 * count, "".join(who[:count]), minutes)
        for count in range(1, len(who) + 1)
    ]
    return Planner(case, typed("sessions", rows))


def small_planner() -> Planner:
    """Return a planner on whose calendar the plan stands."""
    assert check(small_case(), standing()) == []
    return Planner(small_case(), standing())


def small_desk(folder: Path) -> Desk:
    """Return a desk with the small case, written into a folder and planned."""
    opened = Desk(write_case(small_case(), folder / "small"), first_seconds=3)
    assert opened.planning.wait(SECONDS)
    return opened


def renumbering_planner() -> Planner:
    """Return a planner of the plan; to plan again gives A's session's number to another one."""
    names = {"M1": "M0002", "M2": "M0001", "M3": "M0003"}
    plan = standing()
    return Planner(small_case(), plan.assign(session_id=plan["session_id"].map(names)))


def where(planner: Planner, session_id: str) -> str:
    """Return where a session stands as words."""
    rows = planner.sessions[planner.sessions["session_id"] == session_id]
    if rows.empty:
        return "nowhere"
    row = rows.iloc[0]
    start = int(row["start"])
    lock = " locked" if row["locked"] else ""
    return f"{row['date']:%a} {start // 60:02d}:{start % 60:02d}{lock}"


def _session(
    name: str, date: str, start: int, who: str, minutes: int = 30, **cells: object
) -> dict[str, object]:
    plain = {
        "session_id": name, "provider_id": "P", "discipline": "SLP", "date": pd.Timestamp(date),
        "start": start, "end": start + minutes, "minutes": minutes, "site": "Oak", "mode": "extra",
        "tier": "school_day", "student_ids": tuple(who),
        "owed_ids": tuple(f"{each}-SLP" for each in who),
    }  # fmt: skip
    return {**plain, **cells}
