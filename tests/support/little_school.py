"""A little school for tests: three children, two providers, and notes that name others."""

from functools import cache
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.plans.plan import Plan
from makeup_sched.tables.parse import parse_table
from support.judge import any_plan
from support.tiny import (
    Row,
    award,
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

NAMES = {"A": "Amber Example", "B": "Basil Secret", "C": "Cora Hidden-Place"}
NOTE = "waited with Basil Secret and cora, see B-SLP"
LETTERS = {"sender": "Oak School", "contact_name": "Pat Teal", "contact_phone": "(617) 555-0142"}


def school_rows() -> list[Row]:
    """Return the rows of the case."""
    rows = [day(offset) for offset in (0, 1, 2, 7)]
    rows += [bells("08:00-12:00", "resource"), bells("12:00-12:30", "lunch")]
    rows += [provider(name="Terry Teal"), hours("08:00-11:00")]
    rows += [
        provider("Q", name="Quinn Olive", disciplines="OT"),
        hours("09:00-10:00", provider_id="Q"),
    ]
    rows += [
        student("A", name=NAMES["A"], home_language="Spanish", keep_apart="C", grade="2"),
        student("B", name=NAMES["B"], home_language="Arabic", grade="2"),
        student("C", name=NAMES["C"], grade="3"),
    ]
    rows += [regular("R1", "08:00-08:30", "AB", site="Oak", weekday="Mon")]
    for one in "ABC":
        rows += owes(one, 60, setting="group", sessions="1", per="week")
    rows += [
        ("services", {"service_id": "A-OT", "student_id": "A", "discipline": "OT",
                      "provider_id": "Q", "minutes": "30"}),
        ("missed", {"date": "2026-02-24", "service_id": "A-OT", "minutes": "30",
                    "reason": "student_absent", "note": NOTE}),
        ("missed", {"date": "2026-02-25", "service_id": "A-SLP", "minutes": "30",
                    "reason": "student_refused"}),
        ("missed", {"date": "2026-02-26", "service_id": "A-OT", "minutes": "45",
                    "reason": "provider_vacancy", "note": NOTE}),
        ("delivered", {"date": "2026-02-27", "owed_id": "A-SLP", "minutes": "15",
                       "provider_id": "P", "note": NOTE}),
    ]  # fmt: skip
    rows.append(award("B", 400, decided_on="2026-02-20", basis="mediation", note=NOTE))
    return rows


@cache
def school() -> Case:
    """Return the case."""
    return blueprint(*school_rows(), letters=LETTERS).case


@cache
def school_plan() -> Plan:
    """Return a plan of it."""
    return any_plan(school())


def made_sessions(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a table of sessions from a few cells each; the rest is filled in."""
    filled = []
    for number, cells in enumerate(rows, start=1):
        start = str(cells.get("start", "09:00"))
        minutes = int(cells.get("minutes", 30))
        hour, minute = map(int, start.split(":"))
        end = hour * 60 + minute + minutes
        filled.append(
            {
                "session_id": f"M{number:03d}", "provider_id": "P", "discipline": "SLP",
                "date": on(0), "start": start, "end": f"{end // 60:02d}:{end % 60:02d}",
                "minutes": str(minutes), "site": "Oak", "mode": "extra", "tier": "school_day",
                "student_ids": "A", "owed_ids": "A-SLP",
                **{key: str(cell) for key, cell in cells.items()},
            }
        )  # fmt: skip
    raw = pd.DataFrame(filled) if filled else pd.DataFrame({"session_id": []})
    parsed = parse_table("sessions", raw)
    assert not [one for one in parsed.problems if filled and one.severity == "error"]
    return parsed.frame
