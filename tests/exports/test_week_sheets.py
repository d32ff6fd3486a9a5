"""Week sheets: each session of the plan once, with the regular sessions of the week beside it."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import makeup_sched as ms
from makeup_sched.charts.provider_week import provider_calendar
from makeup_sched.charts.words import clock, monday_of
from makeup_sched.exports.week_sheets import week_sheets, week_sheets_pdf
from makeup_sched.tables.problems import MakeupSchedError
from support.little_school import NAMES, made_sessions, school, school_plan, school_rows
from support.tiny import blueprint

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize("provider", ["P", "Q"])
def test_every_make_up_is_on_it_once(provider: str) -> None:
    plan = school_plan()
    weeks = week_sheets(school(), plan, provider)
    shown = Counter(
        (day.name.split()[-1], card.time.split("\u2013")[0])
        for week in weeks
        for day in week.days
        for card in day.cards
        if card.makeup
    )
    own = plan.sessions[plan.sessions["provider_id"] == provider]
    assert shown == Counter(
        (str(day.day), clock(int(start)))
        for day, start in zip(own["date"], own["start"], strict=True)
    )
    said = str(weeks)
    assert not [name for name in NAMES.values() if name in said]


def test_a_provider_alone_has_the_same_week_as_among_all() -> None:
    case = ms.read_case(DATA / "one-school")
    plan = ms.Plan(
        made_sessions({"provider_id": "P02", "date": "2026-04-20", "student_ids": "S001"}),
        school_plan().items,
        school_plan().summary,
    )
    (week,) = week_sheets(case, plan, "P02")
    whole = provider_calendar(
        case, plan.sessions, monday_of(plan.sessions["date"].iloc[0].date()), "P02"
    )
    assert (week.title, week.subtitle) == (whole.title, whole.subtitle)
    assert [len(day.cards) for day in week.days] == [len(day.blocks) for day in whole.days]
    assert sum(not card.makeup for day in week.days for card in day.cards) > 10


def test_without_make_ups_there_is_the_first_week() -> None:
    plan = ms.Plan(made_sessions(), school_plan().items, school_plan().summary)
    (week,) = week_sheets(school(), plan, "P")
    assert "March 2" in week.title
    assert [card.makeup for day in week.days for card in day.cards] == [False]
    with pytest.raises(MakeupSchedError, match="no provider X"):
        week_sheets(school(), plan, "X")


def test_names_in_any_script_are_on_it() -> None:
    rows = [
        (table, {**cells, "name": "王小明 محمد"} if cells.get("student_id") == "A" and
         table == "students" else cells)
        for table, cells in school_rows()
    ]  # fmt: skip
    case = blueprint(*rows).case
    said = str(week_sheets(case, school_plan(), "P", names=True))
    assert "王小明 محمد" in said
    assert NAMES["B"] in said


def test_a_name_in_letters_that_no_font_has_stops_no_sheet_and_no_letter(tmp_path: Path) -> None:
    case, strange = school(), "\u12a0\u1260\u1260"
    tables = {name: case.table(name).assign(name=strange) for name in ("students", "providers")}
    case = replace(case, tables={**case.tables, **tables})
    assert week_sheets_pdf(case, school_plan(), "P", names=True).startswith(b"%PDF")
    assert strange not in str(week_sheets(case, school_plan(), "P", names=True))
    assert len(ms.write_letters(case, school_plan(), tmp_path, names=True))
