"""Writing the pictures of a plan as PNG files, with a page of their descriptions in words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.charts.alt_text import owed_alt_text, week_alt_text
from makeup_sched.charts.calendar_week import CalendarWeek
from makeup_sched.charts.drawable_names import with_drawable_names
from makeup_sched.charts.owed_and_planned import owed_and_planned
from makeup_sched.charts.provider_week import provider_calendar
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.student_week import student_calendar
from makeup_sched.charts.week_drawing import draw_week
from makeup_sched.charts.words import monday_of
from makeup_sched.plain_words import counted
from makeup_sched.tables.writing import write_folder

INDEX = "index.md"
ALL_WEEKS = 24
MOST_WEEKS_EACH = 8
MOST_PROVIDER_WEEKS = 40
MOST_STUDENTS = 3
_PICTURE = re.compile(r"^!\[.*\]\((?P<name>[\w.-]+\.png)\)$", re.MULTILINE)


@dataclass(frozen=True)
class _Picture:
    name: str
    alt_text: str
    png: bytes


def write_charts(
    case: Case,
    sessions: pd.DataFrame,
    items: pd.DataFrame,
    folder: str | Path,
    *,
    names: bool = False,
) -> list[Path]:
    """Draw a plan and write the pictures into a folder, all of them or none.

    Written are:

    - `owed-and-planned.png`;
    - for each provider with make-ups the weeks that have some, `week-P01-2026-01-12.png` with the
      Monday as the date: all of them up to `ALL_WEEKS`, else the first `MOST_WEEKS_EACH` of each
      provider and at most `MOST_PROVIDER_WEEKS` in all;
    - for the `MOST_STUDENTS` students with the most planned minutes their fullest week,
      `student-S014-2026-01-12.png`;
    - `index.md`, which shows each picture with its description and says what was left out.

    Parameters
    ----------
    case
        The case that was planned.
    sessions, items
        The tables of the plan, as `sessions.csv` and `items.csv` say.
    folder
        Where to write. Pictures that an earlier call wrote there are removed; other files stay.
    names
        Whether people's names are written instead of their ids.

    Returns
    -------
    list[Path]
        The files written, `index.md` last.
    """
    target, case = Path(folder), with_drawable_names(case)
    picture = png_bytes(owed_and_planned(case, items, names=names))
    pictures = [_Picture("owed-and-planned.png", owed_alt_text(case, items), picture)]
    chosen, _ = provider_weeks(sessions)
    for provider_id, monday in chosen:
        week = provider_calendar(case, sessions, monday, provider_id, names=names)
        pictures.append(_week_picture(case, week, f"week-{plain(provider_id)}-{monday}"))
    for student_id, monday in student_weeks(sessions):
        week = student_calendar(case, sessions, monday, student_id, names=names)
        pictures.append(_week_picture(case, week, f"student-{plain(student_id)}-{monday}"))
    pictures = _own_names(pictures)
    files = {one.name: one.png for one in pictures}
    files[INDEX] = _index(case, pictures, left_out_words(sessions)).encode("utf-8")
    write_folder(target, files, stale=_earlier(target), private=True)
    return [target / name for name in files]


def remove_charts(folder: str | Path) -> bool:
    """Remove the pictures that an earlier call wrote into a folder; say whether there were any."""
    target = Path(folder)
    earlier = _earlier(target)
    for name in [*earlier, INDEX] if earlier else []:
        (target / name).unlink(missing_ok=True)
    return bool(earlier)


def provider_weeks(sessions: pd.DataFrame) -> tuple[list[tuple[str, date]], int]:
    """Choose the weeks of providers to draw.

    Returns provider and Monday of each, in order, and the number of weeks left out.
    """
    pairs = sorted(set(zip(sessions["provider_id"].astype(str), _mondays(sessions), strict=True)))
    providers = {provider for provider, _ in pairs}
    if len(pairs) <= ALL_WEEKS:
        return pairs, 0
    each = max(1, min(MOST_WEEKS_EACH, MOST_PROVIDER_WEEKS // len(providers)))
    taken: dict[str, int] = {}
    chosen: list[tuple[str, date]] = []
    for provider, monday in pairs:
        taken[provider] = taken.get(provider, 0) + 1
        if taken[provider] <= each and len(chosen) < MOST_PROVIDER_WEEKS:
            chosen.append((provider, monday))
    return chosen, len(pairs) - len(chosen)


def left_out_words(sessions: pd.DataFrame) -> str:
    """Say how many weeks of providers are not drawn, "" where none is left out."""
    _, number = provider_weeks(sessions)
    words = counted(number, "more week of a provider", "more weeks of providers")
    return f"{words} with make-ups left out" if number else ""


def student_weeks(sessions: pd.DataFrame) -> list[tuple[str, date]]:
    """Choose the students with the most planned minutes, each with the week that has most."""
    minutes: dict[str, dict[date, int]] = {}
    lengths = (sessions["end"] - sessions["start"]).astype(int)
    for ids, monday, length in zip(
        sessions["student_ids"], _mondays(sessions), lengths, strict=True
    ):
        for student in ids:
            weeks = minutes.setdefault(str(student), {})
            weeks[monday] = weeks.get(monday, 0) + int(length)
    most = sorted(minutes, key=lambda student: (-sum(minutes[student].values()), student))
    return [
        (student, min(minutes[student], key=lambda week: (-minutes[student][week], week)))
        for student in most[:MOST_STUDENTS]
    ]


def plain(text: str) -> str:
    """Return an id as it can stand in a file name everywhere."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-.") or "-"


def _mondays(sessions: pd.DataFrame) -> Iterable[date]:
    return [monday_of(day.date()) for day in sessions["date"]]


def _week_picture(case: Case, week: CalendarWeek, name: str) -> _Picture:
    return _Picture(f"{name}.png", week_alt_text(week), png_bytes(draw_week(case, week)))


def _own_names(pictures: list[_Picture]) -> list[_Picture]:
    """Number the names that ids with unusual letters would share."""
    found: dict[str, _Picture] = {}
    for one in pictures:
        name, number = one.name, 1
        while name in found:
            number += 1
            name = f"{one.name.removesuffix('.png')}-{number}.png"
        found[name] = replace(one, name=name)
    return list(found.values())


def _index(case: Case, pictures: list[_Picture], left_out: str) -> str:
    """Return the page that shows each picture with its description as alt text."""
    lines = [f"# Pictures of the plan for {case.name}", ""]
    if left_out:
        lines += [f"{left_out}; `makeup_sched.charts.provider_week` draws any.", ""]
    for one in pictures:
        said = re.sub(r"([\[\]\\])", r"\\\1", one.alt_text)
        lines += [f"![{said}]({one.name})", ""]
    return "\n".join(lines)


def _earlier(folder: Path) -> list[str]:
    """Return the pictures that an earlier index in the folder names."""
    index = folder / INDEX
    if not index.is_file():
        return []
    return _PICTURE.findall(index.read_text(encoding="utf-8", errors="replace"))
