"""The week sheet: what it lists, and that marking it logs the week, once."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from record_cases import THERAPIST, recorded

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.recording.record import Record
from makeup_sched.recording.week_sheet import week_book
from support import tiny

WEEK = "2026-05-04"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case, its record, and a published plan."""
    folder = tmp_path_factory.mktemp("week") / "case"
    with recorded(folder, THERAPIST) as record:
        record.publish(record.next_plan(seconds=2))
    return folder


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Iterator[Record]:
    import shutil

    with Record(shutil.copytree(made, tmp_path / "case"), who="Tess") as opened:
        yield opened


def _marked(record: Record, path: Path, marks: dict[int, dict[str, Any]], week: str = WEEK) -> Path:
    """Write the sheet of the week with some cells filled in, by place from the top."""
    path.write_bytes(week_book(record.week(week)))
    book = load_workbook(path)
    sheet = book["week"]
    headers = {cell.value: place for place, cell in enumerate(sheet[1], start=1)}
    for row, cells in marks.items():
        for name, value in cells.items():
            sheet.cell(row + 2, headers[name], value)
    book.save(path)
    return path


def test_it_lists_make_up_and_regular_sessions_in_the_order_of_time(record: Record) -> None:
    table = record.week(WEEK)
    assert set(table["session"]) == {"make_up", "regular"}
    assert table["date"].between("2026-05-04", "2026-05-10").all()
    order = list(zip(table["date"], table["start"], strict=True))
    assert order == sorted(order)
    published = record.published()
    within = published[published["date"] <= pd.Timestamp("2026-05-10")]
    seats = within["student_ids"].map(len).sum()
    assert (table["session"] == "make_up").sum() == seats
    assert (table["status"] == "").all()


def test_a_marked_sheet_is_logged_and_shown_as_marked(record: Record, tmp_path: Path) -> None:
    table = record.week(WEEK)
    make_up = [at for at, kind in enumerate(table["session"]) if kind == "make_up"][:3]
    regular = [at for at, kind in enumerate(table["session"]) if kind == "regular"][:3]
    marks: dict[int, dict[str, Any]] = {
        make_up[0]: {"status": "given"},
        make_up[1]: {"status": "short", "minutes": 5, "reason": "school_activity"},
        make_up[2]: {"status": "missed", "reason": "student_absent"},
        regular[0]: {"status": "Given"},
        regular[1]: {"status": "short", "minutes": 10, "reason": "provider_meeting"},
        regular[2]: {"status": "missed", "reason": "provider_absent", "note": "fire drill"},
    }
    sheet = _marked(record, tmp_path / "week.xlsx", marks)
    owed = ms.owed(record.case())["owed"].sum()
    numbers = record.log_sheet(sheet)
    kinds = [entry.kind for entry in record.entries(numbers=numbers)]
    assert sorted(kinds) == sorted(
        ["given", "cut_short", "missed_again", "served", "served", "missed", "missed"]
    )
    again = record.week(WEEK)
    status = {at: again["status"].iloc[at] for at in marks}
    assert status == {at: cells["status"].casefold() for at, cells in marks.items()}
    assert again["note"].iloc[regular[2]] == "fire drill"
    assert ms.owed(record.case())["owed"].sum() != owed
    assert record.log_sheet(sheet) == []
    assert record.verify() == []


def test_a_sheet_written_after_logging_logs_nothing_new(record: Record, tmp_path: Path) -> None:
    table = record.week(WEEK)
    for row in table.head(12).itertuples():
        what = row.session_id if row.session == "make_up" else row.owed_id
        day = f"{row.date:%Y-%m-%d}"
        record.log(str(what), "missed", on=day, reason="provider_absent")
    assert (record.week(WEEK)["status"] == "missed").sum() >= 12
    assert record.log_sheet(_marked(record, tmp_path / "week.xlsx", {})) == []


def test_a_sheet_with_one_wrong_row_logs_nothing(record: Record, tmp_path: Path) -> None:
    marks = {0: {"status": "given"}, 1: {"status": "missed"}}
    sheet = _marked(record, tmp_path / "week.xlsx", marks)
    count = len(record)
    with pytest.raises(ms.RecordError, match="needs a reason"):
        record.log_sheet(sheet)
    sheet = _marked(record, tmp_path / "week.xlsx", {0: {"status": "done"}})
    with pytest.raises(ms.CaseError, match="is not one of given, short, missed"):
        record.log_sheet(sheet)
    sheet = _marked(record, tmp_path / "week.xlsx", {})
    with pytest.raises(ms.RecordError, match="nothing is marked"):
        record.log_sheet(sheet)
    assert len(record) == count


def test_a_sheet_is_known_by_its_ids_not_by_its_order(record: Record, tmp_path: Path) -> None:
    table = record.week(WEEK)
    marked = table.assign(status="given").sample(frac=1, random_state=3)
    marked.index = pd.RangeIndex(2, 2 + len(marked), name="row")
    path = tmp_path / "week.xlsx"
    path.write_bytes(week_book(marked))
    record.log_sheet(path)
    assert set(record.week(WEEK)["status"]) == {"given"}


def _twice(provider_id: str = "P") -> Case:
    """Return a case with two sessions of a service on Mondays, the earlier one by a provider."""
    plain = {"discipline": "SLP", "weekday": "Mon", "student_ids": "A"}
    times = (("R1", "P", "10:00", "11:00"), ("R2", provider_id, "08:00", "09:00"))
    rows = [("regular_sessions", {**plain, "session_id": session, "provider_id": gives,
                                  "start": start, "end": end})
            for session, gives, start, end in times]  # fmt: skip
    ids = sorted({"P", provider_id})
    hours = [tiny.hours("08:00-12:00", provider_id=each) for each in ids]
    providers = [tiny.provider(each) for each in ids]
    return tiny.tiny_case(tiny.students("A"), providers, hours, *rows, tiny.owes("A", 5))


def test_two_sessions_of_a_service_on_one_day_are_one_row(tmp_path: Path) -> None:
    case = _twice()
    minutes = int(case.table("services")["minutes"].iloc[0])
    monday = f"{tiny.MONDAY:%Y-%m-%d}"
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(case)
        before = int(record.make_up_ledger()["missed"].sum())
        table = record.week(monday)
        (row,) = table.to_dict("records")
        assert (row["start"], row["end"], row["planned"], row["sessions"]) == (480, 660, 120, 2)
        marked = _marked(
            record, tmp_path / "week.xlsx", {0: {"status": "short", "minutes": minutes,
                                                 "reason": "provider_absent"}}, monday)  # fmt: skip
        record.log_sheet(marked)
        (held,) = record.case().table("service_log").to_dict("records")
        assert held["minutes"] == minutes
        assert record.make_up_ledger()["missed"].sum() == before + minutes
        assert record.log_sheet(marked) == []


def test_of_two_services_a_session_is_of_the_one_of_its_setting(tmp_path: Path) -> None:
    case = tiny.tiny_case(
        tiny.students("AB"), tiny.provider(), tiny.hours("08:00-12:00"),
        tiny.regular("R1", "08:00-08:30", "A", weekday="Mon"),
        tiny.regular("R2", "09:00-09:30", "AB", weekday="Mon"),
        tiny.owes("A", 5, "A-alone"), tiny.owes("A", 5, "A-group", setting="group"),
        tiny.owes("B", 5, "B-one", setting="group"), tiny.owes("B", 5, "B-two", setting="group"),
    )  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(case)
        table = record.week(f"{tiny.MONDAY:%Y-%m-%d}")
    assert list(zip(table["session_id"], table["owed_id"], strict=True)) == [
        ("R1", "A-alone"),
        ("R2", "A-group"),
    ]


def test_a_row_of_two_sessions_that_were_given_is_not_too_long(tmp_path: Path) -> None:
    monday = f"{tiny.MONDAY:%Y-%m-%d}"
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_twice())
        marked = _marked(record, tmp_path / "week.xlsx", {0: {"status": "given"}}, monday)
        assert record.remarks(record.log_sheet(marked), tiny.MONDAY) == []
        assert record.case().table("service_log")["minutes"].tolist() == [120]
        longer = record.log("A-SLP", "given", on=monday, minutes=130)
        (words,) = record.remarks(longer, tiny.MONDAY)
        assert "the 2 sessions of A-SLP on 2026-03-02 last 120 minutes" in words
        tuesday = record.log("A-SLP", "given", on="2026-02-24", minutes=61)
        (words,) = record.remarks(tuesday, tiny.MONDAY)
        assert "a session of A-SLP lasts 60 minutes" in words


def test_without_a_timetable_a_session_is_held_against_its_service(tmp_path: Path) -> None:
    case = tiny.tiny_case(tiny.students("A"), tiny.provider(), tiny.hours("08:00-12:00"),
                          tiny.owes("A", 5))  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(case)
        numbers = record.log("A-SLP", "given", on=f"{tiny.MONDAY:%Y-%m-%d}", minutes=90)
        (words,) = record.remarks(numbers, tiny.MONDAY)
    assert "a session of A-SLP lasts 60 minutes" in words


def test_sessions_of_two_providers_on_one_day_are_in_the_sheets_of_both(tmp_path: Path) -> None:
    monday = f"{tiny.MONDAY:%Y-%m-%d}"
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(_twice("Q"))
        (row,) = record.week(monday).to_dict("records")
        assert (row["provider_id"], row["sessions"], row["planned"]) == ("Q", 2, 120)
        for provider in "PQ":
            pd.testing.assert_frame_equal(
                record.week(monday, provider=provider), record.week(monday)
            )
        assert record.week(monday, provider="R").empty
        sheet = _marked(record, tmp_path / "week.xlsx", {0: {"status": "given"}}, monday)
        record.log_sheet(sheet)
        assert record.week(monday, provider="P")["status"].tolist() == ["given"]
        assert record.log_sheet(sheet) == []


@pytest.fixture
def thirty(tmp_path: Path) -> Iterator[Record]:
    """A child with 30 minutes of speech every Monday, 20 from March 9 on."""
    case = tiny.tiny_case(
        tiny.students("A"), tiny.provider(), tiny.hours("08:00-12:00"),
        ("services", {"service_id": "A-SLP", "student_id": "A", "discipline": "SLP",
                      "provider_id": "P", "minutes": "30", "sessions": "1", "per": "week"}),
        ("amendments", {"service_id": "A-SLP", "start_date": "2026-03-09", "minutes": "20",
                        "sessions": "1", "per": "week"}),
        tiny.regular("R", "09:00-09:30", "A", weekday="Mon"),
        ("calendar", {"start_date": "2026-03-02", "end_date": "2026-03-31", "day_type": "school"}),
        tiny.award("A", 60),
        start_date="2026-03-02",
    )  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as made:
        made.import_case(case)
        yield made


def _facts(record: Record, numbers: list[int]) -> list[tuple[str, str, str]]:
    entries = record.entries(numbers=numbers)
    return [(one.kind, one.get("minutes"), one.get("reason")) for one in entries]


def _open_weeks(record: Record) -> list[dict[Any, Any]]:
    """Return what the audit does not find accounted for in the first week of March."""
    found = ms.audit(record.case(), "2026-03-06").unaccounted
    return found[found["first"] >= pd.Timestamp("2026-03-02")].to_dict("records")


def test_given_with_fewer_minutes_and_a_reason_was_cut_short(thirty: Record) -> None:
    numbers = thirty.log("A-SLP", "given", on="2026-03-02", minutes=25, reason="school_activity")
    assert _facts(thirty, numbers) == [
        ("served", "25", "school_activity"), ("missed", "5", "school_activity"),
    ]  # fmt: skip
    assert thirty.remarks(numbers, date(2026, 3, 31)) == []
    assert _open_weeks(thirty) == []


def test_given_with_fewer_minutes_and_no_reason_says_what_is_unaccounted(
    thirty: Record, tmp_path: Path
) -> None:
    marks = {0: {"status": "given", "minutes": 25}}
    (tmp_path / "s").mkdir()
    numbers = thirty.log_sheet(_marked(thirty, tmp_path / "s" / "w.xlsx", marks, "2026-03-02"))
    assert _facts(thirty, numbers) == [("served", "25", "")]
    (words,) = thirty.remarks(numbers, date(2026, 3, 31))
    assert "a session of A-SLP lasts 30 minutes, so 5 are unaccounted" in words
    command = "record add CASE missed service_id=A-SLP date=2026-03-02 minutes=5 reason=WORD"
    assert command in words
    (week,) = _open_weeks(thirty)
    assert (week["unaccounted"], week["sessions"]) == (5, "")
    assert week["shorter"] == "2026-03-02: 25 of 30 min"
    thirty.add("missed", "asked", service_id="A-SLP", date="2026-03-02", minutes=5,
               reason="student_absent")  # fmt: skip
    assert _open_weeks(thirty) == []


def test_what_is_missing_of_a_session_is_said_without_touching_how_it_was(thirty: Record) -> None:
    """What a remark proposes to run leaves the provider, times, setting and note of a session."""
    numbers = thirty.log(
        "A-SLP", "given", on="2026-03-02", minutes=25, start="09:05", stop="09:30",
        setting="individual", note="at the door",
    )  # fmt: skip
    (before,) = thirty.entries(numbers=numbers)
    (words,) = thirty.remarks(numbers, date(2026, 3, 31))
    command = words.partition("record add CASE ")[2].partition(" --why")[0]
    kind, *facts = command.replace("WORD", "student_absent").split()
    number = thirty.add(kind, "asked", **dict(fact.split("=", 1) for fact in facts))
    assert thirty.remarks([*numbers, number], date(2026, 3, 31)) == []
    assert thirty.corrected_by() == {}
    (row,) = thirty.case().table("service_log").to_dict("records")
    assert (row["note"], row["setting"]) == (before.get("note"), "individual")
    assert _open_weeks(thirty) == []


def test_a_short_session_says_by_itself_why_minutes_are_missing(thirty: Record) -> None:
    number = thirty.add("served", "log", service_id="A-SLP", date="2026-03-02", minutes=25,
                        status="short", reason="school_activity")  # fmt: skip
    assert _open_weeks(thirty) == []
    assert thirty.remarks([number], date(2026, 3, 31)) == []


def test_a_session_is_as_long_as_its_amendment_says(thirty: Record) -> None:
    numbers = thirty.log("A-SLP", "short", on="2026-03-09", minutes=15, reason="school_activity")
    assert _facts(thirty, numbers)[1] == ("missed", "5", "school_activity")
    numbers = thirty.log("A-SLP", "given", on="2026-03-16")
    assert _facts(thirty, numbers) == [("served", "20", "")]
    assert thirty.remarks(numbers, date(2026, 3, 31)) == []


def test_a_make_up_session_given_in_part_says_that_the_rest_stays_owed(record: Record) -> None:
    one = next(row for row in record.published().to_dict("records") if row["minutes"] > 10)
    name, minutes = str(one["session_id"]), int(one["minutes"])
    day, student = f"{one['date']:%Y-%m-%d}", str(one["student_ids"][0])
    numbers = record.log(name, "given", minutes=minutes - 5, on=day, student_id=student)
    (words,) = record.remarks(numbers, date.fromisoformat(day))
    assert f"session {name} was planned for {minutes} minutes; the 5 that" in words
    (number,) = record.log(
        name, "given", minutes=minutes - 5, on=day, student_id=student, reason="school_activity"
    )
    (entry,) = record.entries(numbers=[number])
    assert (entry.kind, entry.get("planned")) == ("cut_short", str(minutes))
    assert entry.get("reason") == "school_activity"


@pytest.mark.parametrize(
    ("minutes", "said"), [(28, ""), (25, "of the 5 that were not given 3 stay")]
)
def test_what_rounding_up_has_added_does_not_stay_owed(
    tmp_path: Path, minutes: int, said: str
) -> None:
    case = tiny.tiny_case(tiny.students("A"), tiny.provider(), tiny.hours("08:00-12:00"),
                          tiny.owes("A", 28))  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(case)
        record.publish(record.next_plan(seconds=2))
        (session,) = record.published().to_dict("records")
        assert session["minutes"] == 30
        numbers = record.log(session["session_id"], "given", minutes=minutes)
        words = record.remarks(numbers, tiny.MONDAY)
        assert said in " ".join(words)
        assert len(words) == bool(said)
