"""The panels of a therapist's page, working on one case together."""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from app_cases import MON, NAMES, THU, TUE, WED, small_case, small_desk
from openpyxl import load_workbook

import makeup_sched as ms
from makeup_sched.app import Desk
from makeup_sched.app.planning_panel import TO_PLAN
from makeup_sched.app.unmet import EXPLAIN, NOT_PLANNED
from makeup_sched.case.write import write_case
from makeup_sched.exports.calendars import read_entries
from makeup_sched.replanning.planner import Planner
from support.judge import SECONDS

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with the small case, planned."""
    return small_desk(tmp_path)


def _makeup(desk: Desk) -> dict[str, Any]:
    """Return a session of the week that is shown, with its date."""
    for day in desk.calendar.view["days"]:
        for block in day["blocks"]:
            if block["makeup"]:
                return {**block, "date": day["date"]}
    raise AssertionError("no session is shown")


def _drawn(desk: Desk) -> str:
    panels = (desk.opening, desk.problems, desk.owed, desk.planning, desk.calendar, desk.unmet,
              desk.export, desk.marking)  # fmt: skip
    return json.dumps([panel.view for panel in panels])


def test_a_case_is_opened_planned_and_shown(desk: Desk) -> None:
    assert desk.opening.view["ok"]
    assert "3 students" in desk.opening.view["said"]
    assert desk.problems.content.note == "1 warning; none stops the planning."
    assert sum(int(row[3]) for row in desk.owed.content.rows) == 180
    assert desk.planner is not None
    assert desk.planner.plan is not None
    assert _makeup(desk)


def test_an_edit_is_planned_again_and_undone(desk: Desk) -> None:
    block = _makeup(desk)
    before = desk.planner.sessions if desk.planner else None
    assert desk.calendar.handle({"kind": "remove", "id": block["id"]})["ok"]
    assert desk.planning.wait(SECONDS)
    assert desk.planning.view["said"].startswith("Planned again")
    assert desk.calendar.handle({"kind": "undo"})["ok"]
    assert desk.planner is not None
    assert before is not None
    assert desk.planner.sessions.equals(before)


def test_undo_and_redo_show_in_all_panels_what_the_calendar_shows(desk: Desk) -> None:
    def shown() -> tuple[object, ...]:
        plan = ms.read_plan(_written(desk, tmp_path))
        stands = plan.sessions[["session_id", "date", "start"]].to_numpy().tolist()
        return desk.unmet.content, desk.planning.view["bar"], stands

    tmp_path = desk.opening.folder or Path()
    before = shown()
    for day in (MON, TUE, WED, THU):
        assert desk.calendar.handle({"kind": "day_out", "date": day})["ok"]
        assert desk.planning.wait(SECONDS)
    after = shown()
    assert all(old != new for old, new in zip(before, after, strict=True))
    for _ in range(4):
        assert desk.calendar.handle({"kind": "undo"})["ok"]
    assert shown() == before
    said = desk.planning.view["said"]
    assert said.startswith("180 of 180 owed minutes have a place")
    for _ in range(4):
        assert desk.calendar.handle({"kind": "redo"})["ok"]
    assert shown() == after
    assert desk.planning.view["said"] != said


def test_what_was_taken_back_to_before_planning_is_to_be_planned_again(desk: Desk) -> None:
    desk.planning.handle({"kind": "at_once", "wanted": False})
    for day in (MON, TUE):
        assert desk.calendar.handle({"kind": "day_out", "date": day})["ok"]
    assert desk.calendar.handle({"kind": "undo"})["ok"]
    assert desk.planning.view["said"] == TO_PLAN
    desk.planning.handle({"kind": "at_once", "wanted": True})
    assert desk.planning.wait(SECONDS)
    assert desk.planning.stands


def test_two_edits_right_after_each_other_are_both_made(desk: Desk) -> None:
    assert desk.planner is not None
    first, second = desk.planner.sessions["session_id"].iloc[:2]
    assert desk.calendar.handle({"kind": "lock", "id": first})["ok"]
    assert desk.calendar.handle({"kind": "lock", "id": second})["ok"]
    assert desk.planning.wait(SECONDS)
    assert desk.planner.sessions["locked"].sum() == 2


def test_names_are_shown_in_all_panels_or_in_none(desk: Desk) -> None:
    assert not any(name in _drawn(desk) for name in NAMES)
    desk.calendar.handle({"kind": "show", "names": True})
    assert "Bo Birch" in json.dumps(desk.owed.view)
    assert "Pat Pine" in json.dumps(desk.calendar.view)
    desk.planning.handle({"kind": "at_once", "wanted": False})
    for kind in ("lock", "undo", "redo"):
        assert desk.calendar.handle({"kind": kind, "id": _makeup(desk)["id"]})["ok"]
    desk.calendar.handle({"kind": "show", "names": False})
    assert not any(name in _drawn(desk) for name in NAMES)


def test_notebooks_keep_no_word_of_what_panels_show(desk: Desk) -> None:
    for panel in (desk.opening, desk.owed, desk.calendar, desk.unmet, desk.export, desk.marking):
        bundle: Any = panel._repr_mimebundle_()
        assert bundle[0]["text/plain"] == f"{type(panel).__name__}()"


def test_every_problem_is_listed_with_its_cell(tmp_path: Path, desk: Desk) -> None:
    broken = tmp_path / "small" / "missed.csv"
    broken.write_text(broken.read_text().replace("provider_absent", "provider_bored", 1))
    answer = desk.opening.handle({"kind": "open", "path": str(tmp_path / "small")})
    assert answer["ok"]
    assert not desk.opening.view["ok"]
    assert "1 error to mend first" in desk.opening.view["said"]
    assert ("error", "missed", "2", "reason", "provider_bored") in [
        row[:5] for row in desk.problems.content.rows
    ]
    first = Desk(tmp_path / "small", first_seconds=0)
    assert first.calendar.view["title"] == "No case is open"
    assert "still open" not in first.opening.view["said"]
    assert not first.planning.view["opened"]
    assert not first.export.view["ready"]


def test_a_workbook_is_handed_over(tmp_path: Path, desk: Desk) -> None:
    book = ms.write_template(tmp_path / "mine.xlsx")
    answer = desk.opening.handle(
        {"kind": "upload", "name": "mine.xlsx"}, [memoryview(Path(book).read_bytes())]
    )
    assert answer["ok"]
    assert desk.opening.view["said"].startswith("mine.xlsx:")
    assert desk.planning.wait(60)
    assert desk.planner is not None
    assert desk.planner.plan is not None
    assert len(desk.planner.sessions)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({"kind": "open", "path": ""}, "Say where the case is"),
        ({"kind": "open", "path": "/nowhere/at/all"}, "nowhere"),
        ({"kind": "upload", "name": "mine.docx", "content": b"x"}, "ends in .xlsx"),
    ],
)
def test_what_cannot_be_opened_is_said_in_words(
    desk: Desk, message: dict[str, Any], words: str
) -> None:
    content = message.pop("content", None)
    answer = desk.opening.handle(message, [] if content is None else [content])
    assert not answer["ok"]
    assert words in answer["text"]
    assert words in desk.opening.view["said"]
    # what was open stays open
    assert desk.planner is not None


def test_a_file_that_is_no_workbook_is_a_problem_like_any_other(desk: Desk) -> None:
    desk.opening.handle({"kind": "upload", "name": "mine.xlsx"}, [b"no workbook"])
    assert not desk.opening.view["ok"]
    assert any("can't be opened" in str(row[-1]) for row in desk.problems.content.rows)


@pytest.mark.parametrize(("name", "file"), [
    ("My Case \u00c9lise", "My Case \u00c9lise.xlsx"), ("\u0441\u043b", "\u0441\u043b.xlsx"),
    ("a/b:c", "a-b-c.xlsx"), (" . ", "case.xlsx"),
])  # fmt: skip
def test_the_case_taken_along_keeps_the_name_by_which_it_has_its_record(
    desk: Desk, name: str, file: str
) -> None:
    desk.calendar.use(Planner(replace(small_case(), name=name)))
    desk.export.refresh()
    desk.calendar.handle({"kind": "day_out", "date": MON})
    assert desk.export.handle({"kind": "file", "key": "case"})["name"] == file


def test_files_to_take_along_can_be_opened_again(desk: Desk, tmp_path: Path) -> None:
    block = _makeup(desk)
    desk.calendar.handle({"kind": "lock", "id": block["id"]})
    assert desk.planning.wait(SECONDS)
    assert desk.planner is not None
    assert desk.planner.plan is not None
    made = {key: desk.export.handle({"kind": "file", "key": key})
            for key in ("workbook", "sheet", "folder", "case")}  # fmt: skip
    assert all(answer["ok"] for answer in made.values())
    assert [answer["name"] for answer in made.values()] == [
        "small-plan.xlsx", f"P-{desk.calendar.week}.pdf", "small-plan.zip", "small.xlsx"
    ]  # fmt: skip
    (tmp_path / "plan.xlsx").write_bytes(made["workbook"]["content"])
    plan = ms.read_plan(tmp_path / "plan.xlsx")
    assert plan.sessions.equals(desk.planner.plan.sessions)
    with zipfile.ZipFile(io.BytesIO(made["folder"]["content"])) as packed:
        packed.extractall(tmp_path / "folder")
    (tmp_path / "case.xlsx").write_bytes(made["case"]["content"])
    assert ms.read_plan(tmp_path / "folder").sessions.equals(plan.sessions)
    case = ms.read_case(tmp_path / "case.xlsx")
    assert len(case.table("locked")) == 1
    assert ms.check(case, plan) == []
    assert made["sheet"]["content"].startswith(b"%PDF")


def _written(desk: Desk, folder: Path) -> Path:
    """Write the plan as it is handed out; return the workbook."""
    book = folder / "handed-out.xlsx"
    book.write_bytes(_taken(desk, "workbook"))
    return book


def _taken(desk: Desk, key: str) -> bytes:
    answer = desk.export.handle({"kind": "file", "key": key})
    assert answer["ok"], answer["text"]
    return bytes(answer["content"])


def _weeks_text(book: bytes) -> str:
    """Return every cell of the sheet that is printed."""
    rows = load_workbook(io.BytesIO(book))["weeks"].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def test_a_calendar_file_and_weeks_to_print_are_of_the_person_shown(desk: Desk) -> None:
    assert desk.planner is not None
    sessions = desk.planner.sessions
    entries = read_entries(_taken(desk, "calendar"))
    assert desk.calendar.view["provider"]
    own = sessions[sessions["provider_id"] == desk.calendar.who]
    assert len(entries) == len(own[["date", "start"]].drop_duplicates())
    student = sessions["student_ids"].iloc[0][0]
    assert desk.calendar.handle({"kind": "show", "who": student})["ok"]
    mine = sessions[[student in ids for ids in sessions["student_ids"]]]
    entries = read_entries(_taken(desk, "calendar"))
    assert {one.visit.date for one in entries} == {day.date() for day in mine["date"]}
    weeks = _weeks_text(_taken(desk, "weeks"))
    students = set(desk.planner.case.table("students")["student_id"])
    assert students & set(re.findall(r"\w+", weeks)) == {student}


def test_what_is_printed_or_put_into_a_calendar_has_names_only_if_wanted(desk: Desk) -> None:
    def written() -> str:
        text = re.sub(r"\r\n ", "", _taken(desk, "calendar").decode())
        return text + _weeks_text(_taken(desk, "weeks"))

    assert not any(name in written() for name in NAMES)
    desk.calendar.handle({"kind": "show", "names": True})
    assert any(name in written() for name in NAMES)


def test_plan_and_case_are_written_into_a_folder(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert desk.export.handle({"kind": "save", "folder": str(target)})["ok"]
    assert ms.check(ms.read_case(target / "case"), ms.read_plan(target)) == []
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    answer = desk.export.handle({"kind": "save", "folder": str(other)})
    assert not answer["ok"]
    assert [file.name for file in other.iterdir()] == ["letter.txt"]


def test_a_plan_that_was_changed_since_is_not_handed_out(desk: Desk) -> None:
    desk.planning.handle({"kind": "at_once", "wanted": False})
    desk.calendar.handle({"kind": "lock", "id": _makeup(desk)["id"]})
    answer = desk.export.handle({"kind": "file", "key": "workbook"})
    assert not answer["ok"]
    assert "press Plan again" in answer["text"]


def test_a_day_out_on_which_nothing_stood_is_to_be_planned_too(desk: Desk) -> None:
    desk.planning.handle({"kind": "at_once", "wanted": False})
    assert desk.planner is not None
    before = desk.planning.view["said"], desk.unmet.content
    taken = set(desk.planner.sessions["date"].dt.date.astype(str))
    free = next(day for day in (THU, WED, TUE, MON) if day not in taken)
    assert desk.calendar.handle({"kind": "day_out", "date": free})["ok"]
    assert desk.planner.plan is not None
    assert desk.planner.sessions.equals(desk.planner.plan.sessions)
    assert desk.planning.view["said"] == desk.unmet.content.note == TO_PLAN
    for key in ("workbook", "sheet", "weeks", "calendar", "folder"):
        answer = desk.export.handle({"kind": "file", "key": key})
        assert not answer["ok"]
        assert "press Plan again" in answer["text"]
    assert desk.calendar.handle({"kind": "undo"})["ok"]
    assert (desk.planning.view["said"], desk.unmet.content) == (
        re.sub(", after .* s", "", before[0]), before[1],
    )  # fmt: skip
    assert _taken(desk, "workbook")


def test_what_was_changed_can_be_kept_before_it_is_planned(desk: Desk, tmp_path: Path) -> None:
    desk.planning.handle({"kind": "at_once", "wanted": False})
    assert desk.calendar.handle({"kind": "day_out", "date": MON})["ok"]
    assert desk.opening.unsaved
    (tmp_path / "case.xlsx").write_bytes(_taken(desk, "case"))
    assert not desk.opening.unsaved
    hours = ms.read_case(tmp_path / "case.xlsx").table("provider_hours")
    assert MON in set(hours["start_date"].dropna().dt.date.astype(str))
    unplanned = Desk(desk.opening.folder, first_seconds=0)
    assert not unplanned.export.view["ready"]
    unplanned.planning.handle({"kind": "at_once", "wanted": False})
    assert unplanned.calendar.handle({"kind": "day_out", "date": MON})["ok"]
    assert unplanned.export.view["ready"]
    assert _taken(unplanned, "case")
    assert unplanned.unmet.content.note == NOT_PLANNED


def test_what_has_no_place_is_explained(desk: Desk) -> None:
    desk.opening.handle({"kind": "open", "path": str(DATA / "ten-minutes-a-day")})
    assert desk.planning.wait(60)
    assert len(desk.unmet.content.rows) > 0
    assert desk.unmet.handle({"kind": "press", "button": EXPLAIN})["ok"]
    desk.unmet.handle({"kind": "press", "button": "Stop"})
    assert desk.unmet.wait(60)
    assert len(desk.unmet.content.texts) == len(desk.unmet.content.rows)
    assert "have no place" in desk.unmet.content.texts[0].lines[0]
    explained = desk.unmet.content
    desk.calendar.handle({"kind": "show", "names": True})
    assert desk.unmet.content.texts != explained.texts
    desk.calendar.handle({"kind": "show", "names": False})
    assert desk.unmet.content == explained


def test_a_path_that_cannot_be_opened_stays_to_be_mended_and_quotes_do_no_harm(
    tmp_path: Path,
) -> None:
    folder = write_case(small_case(), tmp_path / "small")
    desk = Desk(folder, first_seconds=0)
    wrong = str(tmp_path / "smal")
    assert not desk.opening.handle({"kind": "open", "path": wrong})["ok"]
    assert desk.opening.view["path"] == wrong
    assert desk.opening.view["said"] == (
        f"There is no folder or workbook {wrong}. small is still open."
    )
    assert desk.case is not None
    assert desk.opening.handle({"kind": "open", "path": f' "{folder}" '})["ok"]
    assert desk.opening.source == folder
