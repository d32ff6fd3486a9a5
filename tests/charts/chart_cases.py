"""A small case to draw, made-up sessions for it, and ways to look into a finished figure."""

from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from makeup_sched.case.case import Case
from makeup_sched.case.read import read_case

DATA = Path(__file__).parents[2] / "data"
MONDAY = pd.Timestamp("2026-01-12").date()

TABLES = {
    "calendar": """\
start_date,end_date,day_type,rotation,note
2026-01-05,2026-03-27,school,,
2026-01-14,,early_release,,
2026-01-16,,no_school,,Staff day
2026-01-17,,saturday,,
2026-03-30,2026-04-02,esy,,
""",
    "bell_schedules": """\
bell_schedule,day_type,start,end,category
bell,school,08:00,10:00,study_hall
bell,school,10:00,11:30,core
bell,school,11:30,12:00,lunch
bell,school,12:00,12:20,recess
bell,school,12:20,14:00,specials
bell,early_release,08:00,11:00,intervention
bell,saturday,09:00,10:00,study_hall
bell,esy,09:00,11:00,esy
bell,school,14:00,15:00,after_school
""",
    "students": """\
student_id,name,grade,school,bell_schedule,after_school,esy
S1,Amber Example,3,Lincoln,bell,yes,yes
S2,Basil Example,K,Lincoln,bell,no,no
S3,Clover Example,1,Lincoln,bell,no,no
S4,Dill Example,2,Lincoln,bell,no,no
""",
    "providers": """\
provider_id,name,disciplines
P1,Teal Teacher,SLP
P2,Olive Teacher,OT;PT
""",
    "provider_hours": """\
provider_id,day_types,weekday,start,end,site,kind
P1,school;early_release;saturday,*,08:00,15:00,Lincoln,work
P1,esy,*,09:00,11:00,Lincoln,work
P1,,*,11:30,12:00,,lunch
P1,,Tue,13:00,13:30,,meeting
P2,,Tue,08:00,15:00,Lincoln,work
""",
    "services": """\
service_id,student_id,discipline,provider_id,minutes
S1-SLP,S1,SLP,P1,30
S2-SLP,S2,SLP,P1,30
S3-SLP,S3,SLP,P1,30
S4-SLP,S4,SLP,P1,30
""",
    "missed": """\
date,service_id,minutes,reason
2026-01-05,S1-SLP,30,provider_absent
""",
    "regular_sessions": """\
session_id,provider_id,discipline,weekday,start,end,student_ids,max_group
R1,P1,SLP,Mon;Wed,09:00,09:30,S1;S2,4
R2,P2,OT,Tue,09:00,09:30,S1,
""",
}

_ALL = ("S1", "S2", "S3", "S4")
_SESSIONS = [
    ("M1", "P1", "2026-01-12", 500, 515, "extra", "", "school_day", ("S1",), False),
    ("M2", "P1", "2026-01-12", 540, 570, "join", "R1", "school_day", ("S3", "S4"), False),
    ("M3", "P1", "2026-01-12", 570, 575, "extend", "R1", "school_day", ("S1", "S2"), False),
    ("M4", "P1", "2026-01-13", 840, 870, "extra", "", "extended_day", ("S1",), True),
    ("M5", "P1", "2026-01-13", 490, 500, "extra", "", "school_day", _ALL, False),
    ("M6", "P1", "2026-01-17", 545, 575, "extra", "", "extended_day", ("S2",), False),
    ("M7", "P1", "2026-03-30", 540, 580, "extra", "", "esy", ("S1",), False),
]  # fmt: skip


def small_case(folder: Path, **changed: str) -> Case:
    """Return the small case, with the text of some tables changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**TABLES, **changed}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return read_case(folder)


def session_frame(rows: list[tuple[Any, ...]], discipline: str = "SLP") -> pd.DataFrame:
    """Return make-up sessions with the columns and types of a plan."""
    names = ["session_id", "provider_id", "date", "start", "end", "mode", "regular_session_id"]
    frame = pd.DataFrame(rows, columns=[*names, "tier", "student_ids", "locked"])
    frame["date"] = pd.to_datetime(frame["date"]).astype("datetime64[s]")
    frame = frame.astype({"start": "Int64", "end": "Int64", "locked": bool})
    return frame.assign(
        discipline=discipline,
        minutes=frame["end"] - frame["start"],
        site="Lincoln",
        contract=False,
        owed_ids=frame["student_ids"].map(lambda ids: tuple(f"{one}-SLP" for one in ids)),
    )


def small_sessions() -> pd.DataFrame:
    """Return make-ups of every mode and tier for the small case."""
    return session_frame(_SESSIONS)


def item_frame(rows: list[tuple[str, str, str, int, int, int]]) -> pd.DataFrame:
    """Return items from owed id, student, discipline, planned, unmet and pending minutes."""
    names = ["owed_id", "student_id", "discipline", "planned", "unmet", "pending"]
    frame = pd.DataFrame(rows, columns=names).astype(
        {"planned": "Int64", "unmet": "Int64", "pending": "Int64"}
    )
    return frame.assign(owed=frame["planned"] + frame["unmet"])


def texts(figure: Figure) -> list[Text]:
    """Return all words drawn."""
    return list(figure.axes[0].texts)


def said(figure: Figure) -> str:
    """Return all words drawn, in one text."""
    return " ".join(text.get_text() for text in texts(figure)).replace("\u00a0", " ")


def said_of(figure: Figure, label: str) -> str:
    """Return the words that belong to the thing with this label."""
    return " ".join(text.get_text() for text in texts(figure) if text.get_label() == label).replace(
        "\u00a0", " "
    )


def boxes(figure: Figure, beginning: str) -> list[Rectangle]:
    """Return the boxes whose label begins like this."""
    return [
        patch
        for patch in figure.axes[0].patches
        if isinstance(patch, Rectangle) and str(patch.get_label()).startswith(beginning)
    ]


def extents(figure: Figure) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Return label and place (left, bottom, right, top, in points) of all words as drawn."""
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    scale = 72 / figure.dpi
    found = []
    for text in texts(figure):
        box = text.get_window_extent(canvas.get_renderer())
        place = (box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
        found.append((str(text.get_label()), place))
    return found


def overlaps(figure: Figure, allowed: float = 1.0) -> list[tuple[str, str]]:
    """Return the labels of words of different things that overlap by more than `allowed` points."""
    places = extents(figure)
    return [
        (one, other)
        for number, (one, a) in enumerate(places)
        for other, b in places[number + 1 :]
        if one != other
        and min(a[2], b[2]) - max(a[0], b[0]) > allowed
        and min(a[3], b[3]) - max(a[1], b[1]) > allowed
    ]
