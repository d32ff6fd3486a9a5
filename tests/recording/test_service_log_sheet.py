"""The service log of an export: filled in and logged, the balances are right."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from record_cases import THERAPIST, recorded

import makeup_sched as ms
from makeup_sched.recording.record import Record


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a case, its record, and a plan that is published."""
    folder = tmp_path_factory.mktemp("log") / "case"
    with recorded(folder, THERAPIST) as record:
        plan = record.next_plan(seconds=2)
        record.publish(plan)
        plan.save(folder.parent / "plan")
    return folder.parent


@pytest.fixture
def record(made: Path, tmp_path: Path) -> Iterator[Record]:
    import shutil

    with Record(shutil.copytree(made / "case", tmp_path / "case"), who="Tess") as opened:
        yield opened


@pytest.fixture
def log(made: Path, record: Record, tmp_path: Path) -> Path:
    """The service log of the therapist, as it is handed out."""
    plan = ms.read_plan(made / "plan")
    files = ms.export(record.case(), plan, tmp_path / "out", provider="P01", names=True)
    return next(path for path in files if path.name.endswith("service-log.xlsx"))


def _fill(path: Path, marks: dict[int, dict[str, Any]]) -> None:
    book = load_workbook(path)
    sheet = book["service_log"]
    headers = {cell.value: place for place, cell in enumerate(sheet[1], start=1)}
    for row, cells in marks.items():
        for name, value in cells.items():
            sheet.cell(row, headers[name], value)
    book.save(path)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = list(load_workbook(path)["service_log"].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]  # type: ignore[arg-type]


def _balances(record: Record) -> dict[str, int]:
    owed = ms.owed(record.case())
    return dict(zip(owed["owed_id"], owed["delivered"], strict=True))


def test_what_is_marked_is_logged_and_the_balances_are_right(record: Record, log: Path) -> None:
    rows, before = _rows(log), _balances(record)
    minutes = dict(
        zip(record.published()["session_id"], record.published()["minutes"], strict=True)
    )
    _fill(
        log,
        {
            2: {"mark": "given"},
            3: {"mark": "Short", "start": time(8, 0), "stop": time(8, 3),
                "reason": "school_activity", "note": "fire drill"},
            4: {"mark": "missed", "reason": "student_absent"},
            5: {"mark": "given", "minutes": 4},
        },
    )  # fmt: skip
    numbers = record.log_sheet(log)
    entries = record.entries(numbers=numbers)
    assert [entry.kind for entry in entries] == ["given", "cut_short", "missed_again", "given"]
    assert [entry.get("session_id") for entry in entries] == [
        row["session_id"] for row in rows[:4]
    ]  # fmt: skip
    assert entries[1].get("note") == "fire drill"
    assert (entries[1].get("start"), entries[1].get("stop")) == ("08:00", "08:03")
    delivered = record.case().table("delivered").iloc[-2]
    assert (delivered["start"], delivered["stop"], delivered["minutes"]) == (480, 483, 3)
    added = [int(minutes[rows[0]["session_id"]]), 3, 0, 4]
    expected = dict(before)
    for row, more in zip(rows, added, strict=False):
        expected[row["owed_id"]] += more
    assert _balances(record) == expected
    assert record.log_sheet(log) == []
    assert record.verify() == []


def test_times_too_short_for_the_minutes_are_refused(record: Record, log: Path) -> None:
    _fill(log, {2: {"mark": "given", "start": time(8, 0), "stop": time(8, 3)}})
    with pytest.raises(ms.RecordError, match="more than lie between 08:00 and 08:03"):
        record.log_sheet(log)


def test_one_session_is_logged_as_it_was(record: Record) -> None:
    session = record.published().iloc[0]
    facts: dict[str, Any] = {"start": "9:05", "stop": "9:45", "setting": "group", "group_size": 2}
    (number, *_) = record.log(session["session_id"], "given", **facts)
    entry = record.entries(numbers=[number])[0]
    kept = {name: entry.get(name) for name in facts}
    assert kept == {"start": "09:05", "stop": "09:45", "setting": "group", "group_size": "2"}


def test_a_spare_row_is_a_make_up_that_was_not_planned(record: Record, log: Path) -> None:
    row, before = _rows(log)[0], _balances(record)
    spare = {"date": row["date"], "student_id": row["student_id"], "owed_id": row["owed_id"],
             "provider_id": "P01", "mark": "given"}  # fmt: skip
    last = len(_rows(log)) + 3
    _fill(log, {last: spare})
    with pytest.raises(ms.RecordError, match="minutes of the make-up session"):
        record.log_sheet(log)
    _fill(log, {last: {"minutes": 10}})
    record.log_sheet(log)
    assert _balances(record)[row["owed_id"]] == before[row["owed_id"]] + 10


def test_a_log_with_one_wrong_row_logs_nothing(record: Record, log: Path) -> None:
    count = len(record)
    with pytest.raises(ms.RecordError, match="column mark is blank"):
        record.log_sheet(log)
    _fill(log, {2: {"mark": "given"}, 3: {"mark": "done"}})
    with pytest.raises(ms.CaseError, match="is not one of given, short, missed"):
        record.log_sheet(log)
    _fill(log, {3: {"mark": "given", "session_id": "M9999"}})
    with pytest.raises(ms.RecordError, match="M9999"):
        record.log_sheet(log)
    assert len(record) == count


def test_a_log_saved_as_text_is_read_too(record: Record, log: Path, tmp_path: Path) -> None:
    _fill(log, {2: {"mark": "given"}})
    rows = pd.DataFrame(_rows(log))
    rows["date"] = [f"{day:%Y-%m-%d}" for day in rows["date"]]
    rows.to_csv(tmp_path / "log.csv", index=False)
    assert len(record.log_sheet(tmp_path / "log.csv")) == 1
