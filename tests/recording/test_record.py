"""The record of a case: round trip, as of a date, logging, correcting, erasing, planning on."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from record_cases import TEN_MINUTES, THERAPIST, recorded

import makeup_sched as ms
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.record import Record, record_path
from makeup_sched.recording.session_log import Mark
from makeup_sched.tables.problems import CaseError
from support import tiny
from support.judge import planned


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with recorded(tmp_path / "case") as made:
        yield made


def _change(folder: Path, table: str, old: str, new: str) -> None:
    file = folder / f"{table}.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _first_missed(record: Record) -> tuple[str, str]:
    row = record.case().table("missed").iloc[0]
    return row["service_id"], f"{row['date']:%Y-%m-%d}"


@pytest.mark.parametrize("source", [TEN_MINUTES, THERAPIST], ids=lambda path: path.name)
def test_the_case_comes_back_as_it_was_taken_in(tmp_path: Path, source: Path) -> None:
    with recorded(tmp_path / "case", source) as record:
        back, read = record.case(), ms.read_case(source)
        assert back.source_hash == read.source_hash
        assert back.policy == read.policy
        for name in read.tables:
            pd.testing.assert_frame_equal(
                back.table(name).reset_index(drop=True), read.table(name).reset_index(drop=True)
            )


def test_planning_from_the_record_equals_planning_from_the_tables(record: Record) -> None:
    mine, theirs = planned(record.case()), planned(ms.read_case(TEN_MINUTES))
    pd.testing.assert_frame_equal(mine.sessions, theirs.sessions)
    assert mine.summary.objective == theirs.summary.objective
    assert mine.summary.source_hash == theirs.summary.source_hash
    pd.testing.assert_frame_equal(record.next_plan(seconds=20).sessions, theirs.sessions)


def test_what_was_logged_plans_like_the_same_facts_in_tables(record: Record) -> None:
    service, day = _first_missed(record)
    before = record.case()
    record.add("given", "log", date=day, owed_id=service, minutes=10)
    record.add("decided", "team", date=day, service_id=service, decision="not_owed",
               decided_by="IEP team")  # fmt: skip
    tables = {name: frame.copy() for name, frame in before.tables.items()}
    missed = tables["missed"]
    mine = (missed["service_id"] == service) & (missed["date"] == pd.Timestamp(day))
    tables["missed"] = missed.assign(decision=missed["decision"].mask(mine, "not_owed"))
    tables["delivered"] = pd.DataFrame([{"date": day, "owed_id": service, "minutes": 10}])
    by_tables = ms.case_from_tables(tables, before.policy)
    assert record.case().source_hash == by_tables.source_hash


def test_taking_the_same_tables_in_again_writes_nothing(record: Record) -> None:
    count = len(record)
    assert record.import_case() == []
    assert len(record) == count


def test_only_what_changed_is_taken_in(record: Record) -> None:
    folder = record.path.parent
    lines = (folder / "missed.csv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split(",")
    cells = dict(zip(header, lines[1].split(","), strict=True))
    _change(folder, "missed", lines[1], lines[1].replace(cells["reason"], "provider_meeting"))
    _change(folder, "missed", lines[2] + "\n", "")
    numbers = record.import_case(why="typing errors mended")
    entries = [entry for entry in record.entries() if entry.number in numbers]
    assert [entry.kind for entry in entries] == ["missed", "withdrawn"]
    assert all(entry.corrects for entry in entries)
    assert record.case().source_hash == ms.read_case(folder).source_hash


def test_a_miss_that_was_logged_and_then_written_into_the_table_counts_once(
    record: Record,
) -> None:
    other, _ = _first_missed(record)
    day = "2026-04-30"
    record.log(other, "missed", on=day, reason="provider_absent")
    owed = ms.owed(record.case())
    length = int(record.case().table("services").set_index("service_id")["minutes"][other])
    with (record.path.parent / "missed.csv").open("a", encoding="utf-8") as file:
        header = (record.path.parent / "missed.csv").read_text(encoding="utf-8").splitlines()[0]
        cells = {"date": day, "service_id": other, "minutes": str(length),
                 "reason": "provider_absent", "note": "from my notebook"}  # fmt: skip
        file.write(",".join(cells.get(name, "") for name in header.split(",")) + "\n")
    assert record.import_case() == []
    pd.testing.assert_frame_equal(ms.owed(record.case()), owed)


def test_tables_with_errors_are_not_taken_in(record: Record) -> None:
    count = len(record)
    _change(record.path.parent, "missed", "provider_", "nobody_")
    with pytest.raises(CaseError):
        record.import_case()
    assert len(record) == count


def test_the_state_at_a_past_moment(record: Record) -> None:
    service, day = _first_missed(record)
    before, then = ms.owed(record.case()), datetime.now(UTC)
    time.sleep(0.01)
    number = record.add("given", "log", date=day, owed_id=service, minutes=10)
    record.correct(number, "ten minutes were five", minutes=5)
    record.withdraw(number + 1, "another child")
    pd.testing.assert_frame_equal(ms.owed(record.case(then)), before)
    pd.testing.assert_frame_equal(ms.owed(record.case()), before)
    assert len(record.case(record.entries()[-2].recorded_at).table("delivered")) == 1
    assert record.case("2099-01-01").source_hash == record.case().source_hash
    with pytest.raises(RecordError, match="nothing was written down by then"):
        record.case("2001-01-01")
    with pytest.raises(RecordError, match="not a date"):
        record.case("yesterday")


def test_a_correction_points_at_what_it_corrects(record: Record) -> None:
    service, day = _first_missed(record)
    number = record.add("given", "log", date=day, owed_id=service, minutes=10)
    newer = record.correct(number, "it was five", minutes=5)
    with pytest.raises(RecordError, match=f"corrected by entry {newer}"):
        record.correct(number, "no, seven", minutes=7)
    assert record.case().table("delivered")["minutes"].tolist() == [5]
    old, new = record.entries()[-2:]
    assert (old.get("minutes"), new.get("minutes")) == ("10", "5")
    assert new.corrects == old.number
    assert new.why == "it was five"
    assert record.verify() == []


@pytest.mark.parametrize(
    ("kind", "facts", "message"),
    [
        ("given", {"owed_id": "nobody"}, "no service or award nobody"),
        ("missed", {"service_id": "nobody", "reason": "student_absent"}, "no service nobody"),
        ("notice_sent", {"student_id": "nobody", "sent_on": "2026-05-04", "means": "letter"},
         "no student nobody"),
        ("given", {"minutes": "many"}, "not a number"),
        ("given", {"minuets": "5"}, "not a column"),
        ("plan_published", {}, "not a kind of entry that can be added"),
        ("gievn", {}, "given"),
    ],
)  # fmt: skip
def test_wrong_facts_are_refused(
    record: Record, kind: str, facts: dict[str, str], message: str
) -> None:
    service, day = _first_missed(record)
    plain = {"date": day, "minutes": "10"} if kind in ("given", "missed") else {}
    if kind == "given":
        plain["owed_id"] = service
    count = len(record)
    with pytest.raises(ms.MakeupSchedError, match=message):
        record.add(kind, "a reason", **{**plain, **facts})
    assert len(record) == count


def test_sessions_of_a_published_plan_are_logged_by_their_ids(record: Record) -> None:
    made = record.next_plan(seconds=20)
    record.publish(made, why="agreed with the teachers")
    pd.testing.assert_frame_equal(
        record.published().drop(columns="tier"), made.sessions.drop(columns="tier")
    )
    first, second, third = made.sessions["session_id"][:3]
    record.log(first, "given")
    record.log(second, "short", minutes=5, reason="school_activity")
    record.log(third, "missed", reason="student_absent")
    sessions = made.sessions.set_index("session_id")
    delivered = record.case().table("delivered")
    assert delivered["session_id"].tolist().count(first) == len(sessions["owed_ids"][first])
    assert set(delivered.loc[delivered["session_id"] == second, "minutes"]) == {5}
    assert third not in delivered["session_id"].tolist()
    assert record.verify() == []


def test_logging_the_same_twice_writes_nothing_and_otherwise_corrects(record: Record) -> None:
    made = record.next_plan(seconds=20)
    record.publish(made)
    session = made.sessions["session_id"].iloc[0]
    (first,) = record.log(session, "given")
    assert record.log(session, "given") == []
    (second,) = record.log(session, "missed", reason="student_absent")
    entry = record.entries()[-1]
    assert (entry.number, entry.kind, entry.corrects) == (second, "missed_again", first)
    assert record.case().table("delivered").empty


def test_a_regular_session_missed_then_given_after_all(record: Record) -> None:
    service, _ = _first_missed(record)
    count = len(record.case().table("missed"))
    day = "2026-04-30"
    record.log(service, "short", on=day, minutes=4, reason="provider_meeting")
    assert len(record.case().table("missed")) == count + 1
    log = record.case().table("service_log")
    assert log[["status", "minutes"]].to_numpy().tolist() == [["short", 4]]
    assert record.log(service, "short", on=day, minutes=4, reason="provider_meeting") == []
    record.log(service, "given", on=day)
    assert len(record.case().table("missed")) == count
    assert record.case().table("service_log")["status"].tolist() == ["given"]


@pytest.mark.parametrize(
    ("status", "more", "message"),
    [
        ("missed", {}, "needs a reason"),
        ("short", {"reason": "student_absent"}, "how many minutes"),
        ("done", {}, "given, short, missed"),
        ("given", {"on": "May 4"}, "not a date|not published"),
    ],
)
def test_marks_that_lack_something_are_refused(
    record: Record, status: str, more: dict[str, str], message: str
) -> None:
    record.publish(record.next_plan(seconds=20))
    session = record.published()["session_id"].iloc[0]
    with pytest.raises(ms.MakeupSchedError, match=message):
        record.log(session, status, **more)  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="no session, service or award"):
        record.log("M9999", "given")


def test_the_next_plan_keeps_published_sessions(record: Record) -> None:
    made = record.next_plan(seconds=20)
    record.publish(made)
    sessions = record.published()
    record.log(sessions["session_id"].iloc[0], "given")
    day = sessions["date"].iloc[0]
    after = record.next_plan(seconds=20)
    ahead = sessions[sessions["date"] > day]
    new = after.sessions.loc[~after.sessions["locked"], "session_id"]
    assert not set(new) & set(sessions["session_id"])
    assert not set(record.changes(after)["change"]) - {"kept", "new"}
    kept = after.sessions.set_index("session_id").loc[ahead["session_id"]]
    assert kept["date"].tolist() == ahead["date"].tolist()
    assert kept["start"].tolist() == ahead["start"].tolist()
    assert (after.sessions["date"] > day).all()
    record.publish(after)
    assert record.verify() == []


def test_a_published_session_whose_provider_is_out_is_not_kept(record: Record) -> None:
    record.publish(record.next_plan(seconds=20))
    sessions = record.published()
    gone = sessions["date"].iloc[-1]
    hours = record.path.parent / "provider_hours.csv"
    leave = {"provider_id": sessions["provider_id"].iloc[0], "start_date": f"{gone:%Y-%m-%d}",
             "end_date": f"{gone:%Y-%m-%d}", "start": "07:00", "end": "17:00",
             "kind": "leave"}  # fmt: skip
    table = pd.concat([pd.read_csv(hours, dtype=str), pd.DataFrame([leave])])
    table.to_csv(hours, index=False)
    record.import_case()
    case, dropped = record.planning_case()
    assert set(dropped["date"]) == {gone}
    assert len(case.table("locked")) == len(sessions) - len(dropped)
    after = record.next_plan(seconds=20)
    assert gone not in set(after.sessions["date"])
    assert ms.check(case, after) == []


def test_a_plan_that_breaks_rules_is_not_published(record: Record) -> None:
    made = record.next_plan(seconds=20)
    wrong = made.sessions.assign(start=made.sessions["start"] - 300, end=made.sessions["end"] - 300)
    count = len(record)
    with pytest.raises(RecordError, match="breaks rules"):
        record.publish(ms.Plan(wrong, made.items, made.summary))
    assert len(record) == count


def test_a_plan_of_another_case_is_refused_in_one_sentence(record: Record, tmp_path: Path) -> None:
    made = record.next_plan(seconds=20)
    one_sentence = r"^the plan does not belong to the case: the case has no \w[\w ]* \S+$"
    with (
        recorded(tmp_path / "another", THERAPIST) as another,
        pytest.raises(ms.MakeupSchedError, match=one_sentence),
    ):
        another.publish(made)


def test_erasing_a_student_takes_the_student_out_of_the_case(record: Record) -> None:
    record.publish(record.next_plan(seconds=20))
    service, day = _first_missed(record)
    services = record.case().table("services").set_index("service_id")
    student = services["student_id"][service]
    name = record.case().table("students").set_index("student_id")["name"][student]
    record.add("notice_sent", "told", sent_on=day, student_id=student, means="letter")
    record.erase(student, rule="5 years after leaving", why="left in 2021")
    assert record.verify() == []
    case = record.case()
    assert student not in case.table("students")["student_id"].tolist()
    for sessions in (case.table("regular_sessions"), record.published()):
        assert all(student not in ids for ids in sessions["student_ids"])
    record.close()
    for file in record.path.parent.glob("record.db*"):
        content = file.read_bytes()
        assert name.encode() not in content
        assert service.encode() not in content


def test_the_record_shows_no_names(record: Record) -> None:
    assert repr(record) == f"Record({str(record.path)!r}, {len(record)} entries)"


def test_where_the_record_of_a_case_is() -> None:
    assert record_path("my-case") == Path("my-case/record.db")
    assert record_path("my-case.xlsx") == Path("my-case.record.db")
    assert record_path("old/record.db") == Path("old/record.db")


def test_no_record_says_how_to_start_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="makeup-sched record import"):
        Record(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_records_of_one_case_see_each_other(record: Record) -> None:
    with Record(record.path.parent, who="Otis Testperson") as other:
        record.publish(record.next_plan(seconds=20))
        session = other.published()["session_id"].iloc[0]
        assert other.log(session, "given")
        assert record.log(session, "given") == []
        assert record.entries()[-1].who == "Otis Testperson"


def test_of_sessions_that_no_longer_all_fit_the_earlier_stay(tmp_path: Path) -> None:
    case = tiny.tiny_case(
        tiny.student("A"), tiny.provider(), tiny.hours("08:00-12:00"),
        tiny.owes("A", 60, max_session="15"), *(tiny.day(at) for at in range(4)),
    )  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as record:
        record.import_case(case)
        record.publish(record.next_plan(seconds=5))
        assert len(record.published()) == 4
        record.log("A-SLP", "given", on="2026-02-27", minutes=30, make_up=True)
        kept, dropped = record.planning_case()
        assert [day.day for day in kept.table("locked")["date"]] == [2, 3]
        assert [day.day for day in dropped["date"]] == [4, 5]
        assert len(record.next_plan(seconds=5).sessions) == 2


LOGGER = """
import sys
from makeup_sched.recording.record import Record
with Record(sys.argv[1], who=sys.argv[2]) as record:
    for session in sys.argv[3:]:
        record.log(session, "given")
"""


def test_two_who_log_the_same_sessions_at_once_log_them_once(record: Record) -> None:
    record.publish(record.next_plan(seconds=20))
    sessions = record.published()["session_id"].tolist()
    command = [sys.executable, "-c", LOGGER, str(record.path.parent)]
    both = [subprocess.Popen([*command, who, *sessions]) for who in ("Ann", "Bob")]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    given = record.entries(kinds=["given"])
    assert len(given) == record.published()["owed_ids"].map(len).sum()
    assert record.verify() == []


def test_entries_are_found_by_what_they_name(record: Record) -> None:
    service, day = _first_missed(record)
    number = record.add("given", "log", date=day, owed_id=service, minutes=10)
    found = record.entries(item=service)
    assert found[-1].number == number
    assert all(service in str([part.facts for part in entry.parts]) for entry in found)
    assert [entry.number for entry in record.entries(item=service, newest=1)] == [number]
    assert [entry.number for entry in record.entries(newest=2)] == [number - 1, number]
    assert record.entries(item=service[:-1]) == []


def test_writing_the_case_into_its_folder_keeps_the_record(record: Record) -> None:
    service, day = _first_missed(record)
    record.add("given", "log", date=day, owed_id=service, minutes=10)
    count, folder = len(record), record.path.parent
    ms.write_case(record.case(), folder)
    with pytest.raises(RecordError, match="moved or replaced"):
        record.add("given", "log", date=day, owed_id=service, minutes=5)
    with Record(folder) as again:
        assert len(again) == count
        assert again.verify() == []
        assert again.path.stat().st_mode & 0o077 == 0
        assert again.import_case() == []


@pytest.mark.parametrize(
    ("kind", "facts", "message"),
    [
        ("missed", {"date": "2026-05-02", "reason": "provider_absent"}, "has no school"),
        ("missed", {"date": "2031-05-02", "reason": "provider_absent"}, "outside the calendar"),
        ("decided", {"date": "2026-04-30", "decision": "owed", "decided_by": "team"},
         "no session of"),
    ],
)  # fmt: skip
def test_what_would_make_the_case_unreadable_is_refused(
    record: Record, kind: str, facts: dict[str, str], message: str
) -> None:
    service, _ = _first_missed(record)
    more = {"minutes": "10"} if kind == "missed" else {}
    with pytest.raises(RecordError, match=message):
        record.add(kind, "log", service_id=service, **facts, **more)
    if kind == "missed":
        with pytest.raises(RecordError, match=message):
            record.log(service, "missed", on=facts["date"], reason="provider_absent")
    assert record.case()


def test_an_award_has_an_id_of_its_own(record: Record) -> None:
    service, _ = _first_missed(record)
    student = record.case().table("services")["student_id"].iloc[0]
    facts = {"student_id": student, "discipline": "SLP", "minutes": 60}
    number = record.add("awarded", "agreed", award_id="W1", **facts)
    with pytest.raises(RecordError, match=f"award W1 already, entry {number}"):
        record.add("awarded", "agreed", award_id="W1", **facts)
    with pytest.raises(RecordError, match="id of a service"):
        record.add("awarded", "agreed", award_id=service, **facts)
    record.correct(number, "it was more", minutes=90)
    assert record.award_ledger()["awarded"].tolist() == [90]


def test_tables_that_what_was_logged_does_not_fit_are_not_taken_in(record: Record) -> None:
    service, _ = _first_missed(record)
    record.log(service, "missed", on="2026-04-30", reason="provider_absent")
    count = len(record)
    with (record.path.parent / "calendar.csv").open("a", encoding="utf-8") as file:
        header = (record.path.parent / "calendar.csv").read_text(encoding="utf-8").splitlines()[0]
        cells = {"start_date": "2026-04-30", "day_type": "no_school"}
        file.write(",".join(cells.get(name, "") for name in header.split(",")) + "\n")
    with pytest.raises(CaseError, match="has no school by the calendar"):
        record.import_case()
    assert len(record) == count
    assert record.case()


def test_a_make_up_session_that_was_not_published(record: Record) -> None:
    service, day = _first_missed(record)
    student = record.case().table("services").set_index("service_id")["student_id"][service]
    record.add("awarded", "agreed", award_id="W1", student_id=student, discipline="SE", minutes=60)
    record.log("W1", "given", on=day, minutes=20)
    record.log(service, "given", on=day, minutes=10, make_up=True)
    assert record.award_ledger()["balance"].tolist() == [40]
    assert record.make_up_ledger().set_index("service_id")["given"][service] == 10
    assert record.case().table("service_log").empty
    for words in ({"on": day}, {"minutes": 5}):
        with pytest.raises(RecordError, match=r"minutes of the make-up|the date of"):
            record.log("W1", "given", **words)


def test_before_the_first_entry_it_says_when_the_record_begins(record: Record) -> None:
    with pytest.raises(RecordError, match="nothing was written down by then; the record begins on"):
        record.case("2001-01-01")


def test_what_may_be_a_typing_error_is_remarked(record: Record) -> None:
    service, day = _first_missed(record)
    length = int(record.case().table("services").set_index("service_id")["minutes"][service])
    today = date.fromisoformat(day)
    assert record.remarks(record.log(service, "given", on=day), today) == []
    numbers = record.log(service, "given", on=day, minutes=length + 100)
    (words,) = record.remarks(numbers, today)
    assert f"lasts {length} minutes" in words
    sunday = record.log(service, "given", on="2026-04-05", minutes=5)
    ahead, closed = record.remarks(sunday, date(2026, 4, 4))
    assert ahead.endswith("2026-04-05 lies ahead; is the date right?")
    assert closed.endswith("2026-04-05 has no school by the calendar; is the date right?")
    assert record.remarks(sunday, date(2026, 4, 5)) == [closed]
    numbers = [record.add("given", "log", date=day, owed_id=service, minutes=999)]
    (words,) = record.remarks(numbers, today)
    assert words.startswith(f"{service} now has ")
    assert words.endswith(" minutes more than were missed or awarded")


def test_a_published_session_and_one_without_an_id_on_a_day_are_remarked(record: Record) -> None:
    record.publish(record.next_plan(seconds=20))
    session = record.published().iloc[0]
    day, item = f"{session['date']:%Y-%m-%d}", str(session["owed_ids"][0])
    record.log(str(session["session_id"]), "given")
    again = record.add("given", "log", date=day, owed_id=item, minutes=1)
    found = record.remarks([again], session["date"].date())
    assert f"entry {again}: {item} has a session on {day} already" in found[0]


def test_a_sheet_that_was_given_up_leaves_nothing_to_be_mistaken(record: Record) -> None:
    made = record.next_plan(seconds=20)
    plan = record.publish(made)
    service, day = _first_missed(record)
    marks = [Mark(service, "given", day), Mark("M9999", "given")]
    with pytest.raises(RecordError, match="M9999"):
        record.log_all(marks)
    for _ in range(2):
        record.add("notice_sent", "told", sent_on=day, means="letter",
                   student_id=made.sessions["student_ids"].iloc[0][0])  # fmt: skip
        if len(record) == plan + 1:
            record.withdraw(plan, "not agreed after all")
            break
    with pytest.raises(RecordError, match="has no session"):
        record.log(made.sessions["session_id"].iloc[0], "given")


def test_a_session_of_an_erased_student_alone_leaves_no_id(tmp_path: Path) -> None:
    plain = {"provider_id": "P", "discipline": "SLP", "weekday": "Mon"}
    rows = [
        ("regular_sessions", {**plain, "session_id": session, "start": start, "end": end,
                              "student_ids": ids})
        for session, ids, start, end in (("R-A", "A", "08:00", "08:30"),
                                         ("R-A-B", "A;B", "09:00", "09:30"))
    ]  # fmt: skip
    case = tiny.tiny_case(tiny.students("AB"), tiny.provider(), tiny.hours("08:00-12:00"), *rows,
                          tiny.owes("A", 1), tiny.owes("B", 1))  # fmt: skip
    with Record(tmp_path, who="Tess", create=True) as made:
        made.import_case(case)
        made.erase("A", rule="7 years", why="left")
        (left,) = made.case().table("regular_sessions").to_dict("records")
        assert (left["session_id"], left["student_ids"]) == ("R-A-B", ("B",))
        assert made.verify() == []
    assert b'"R-A"' not in made.path.read_bytes()


def test_minutes_that_do_not_lie_between_the_times_say_what_to_mend(record: Record) -> None:
    service, day = _first_missed(record)
    for status, reason in (("given", ""), ("short", "school_activity")):
        with pytest.raises(RecordError, match="give at most 10 minutes, or mend the times"):
            record.log(service, status, on=day, minutes=11, reason=reason,
                       start="10:00", stop="10:10")  # fmt: skip
    early = {"start": "10:00", "stop": "09:50"}
    made_up = {"owed_id": service, "date": day, "minutes": 5, **early}
    for kind, facts in (
        ("given", made_up),
        ("cut_short", {**made_up, "reason": "school_activity"}),
        ("served", {"service_id": service, "date": day, "minutes": 5, **early}),
    ):
        with pytest.raises(CaseError, match='"09:50" is not after start; check both'):
            record.add(kind, "log", **facts)


def test_two_regular_sessions_of_a_day_may_be_alike_in_every_word(record: Record) -> None:
    service, day = _first_missed(record)
    for _ in range(2):
        record.add("served", "log", service_id=service, date=day, minutes=5)
    assert record.case().table("service_log")["minutes"].tolist() == [5, 5]


def test_what_is_changed_in_an_answer_changes_no_other(record: Record) -> None:
    record.publish(planned(record.case()))
    sessions, students = record.published(), record.case().table("students")
    sessions["minutes"] = 999
    students["name"] = "somebody else"
    assert 999 not in set(record.published()["minutes"])
    assert "somebody else" not in set(record.case().table("students")["name"])
