"""Calendar files: read by two other programs, kept from one version to the next, discreet."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import ics
import pandas as pd
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.case.values import rows_of
from makeup_sched.exports.calendars import calendar_bytes, read_entries
from makeup_sched.exports.scope import Scope, scoped_sessions
from makeup_sched.exports.visits import Visit, visits_of
from makeup_sched.tables.problems import MakeupSchedError
from support.judge import few
from support.little_school import NAMES, made_sessions, school, school_plan
from support.tiny import on

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALL = Scope()
SCOPES = [ALL, Scope("provider", "P"), Scope("student", "B"), Scope("school", "Oak")]


def made(sessions: pd.DataFrame, scope: Scope = ALL, after: bytes | None = None, hour: int = 0,
         names: bool = False) -> bytes:  # fmt: skip
    now = NOW + timedelta(hours=hour)
    return calendar_bytes(school(), sessions, scope, now=now, earlier=after, names=names)


def events(content: bytes) -> dict[str, Any]:
    found = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(event["UID"]): event for event in found}


def live(content: bytes) -> Counter[Visit]:
    return Counter(entry.visit for entry in read_entries(content) if not entry.cancelled)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.words)
def test_other_programs_read_the_same_times(scope: Scope) -> None:
    sessions = school_plan().sessions
    content = made(sessions, scope)
    zone = ZoneInfo("America/New_York")
    wanted = sorted(
        row.date.to_pydatetime().replace(hour=row.start // 60, minute=row.start % 60, tzinfo=zone)
        for row in rows_of(scoped_sessions(school(), sessions, scope))
    )
    assert wanted
    by_ics = sorted(event.begin.datetime for event in ics.Calendar(content.decode()).events)
    book = vobject.readOne(content.decode())
    book.validate(raiseException=True)
    by_vobject = sorted(event.dtstart.value for event in book.vevent_list)
    by_icalendar = sorted(event["DTSTART"].dt for event in events(content).values())
    assert by_ics == by_vobject == by_icalendar == wanted
    assert not [error for event in events(content).values() for error in event.errors]
    assert content.count(b"BEGIN:VTIMEZONE") == 1


def test_the_time_zone_is_the_policys_or_the_one_given() -> None:
    sessions = made_sessions({"start": "09:00"})
    content = calendar_bytes(school(), sessions, ALL, time_zone="America/Chicago", now=NOW)
    (event,) = events(content).values()
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 3, 2, 15, tzinfo=UTC)
    (event,) = events(made(sessions)).values()
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 3, 2, 14, tzinfo=UTC)


def test_the_same_plan_again_is_the_same_file() -> None:
    sessions = school_plan().sessions
    first = made(sessions)
    assert made(sessions, after=first, hour=5) == first
    renumbered = sessions.assign(session_id=[f"X{n}" for n in range(len(sessions))])
    assert made(renumbered.iloc[::-1], after=first, hour=5) == first


def test_a_moved_session_keeps_its_uid_and_counts_its_changes() -> None:
    first = made(made_sessions({"start": "09:00"}, {"date": on(1)}))
    uid = next(key for key, one in events(first).items() if one["DTSTART"].dt.day == 2)
    second = made(made_sessions({"start": "10:00"}, {"date": on(1)}), after=first, hour=1)
    third = made(made_sessions({"date": on(7)}, {"date": on(1)}), after=second, hour=2)
    assert set(events(first)) == set(events(second)) == set(events(third))
    assert events(second)[uid]["SEQUENCE"] == 1
    assert events(second)[uid]["DTSTAMP"].dt == NOW + timedelta(hours=1)
    assert events(second)[uid]["DTSTART"].dt.hour == 10
    assert events(third)[uid]["SEQUENCE"] == 2
    assert events(third)[uid]["DTSTART"].dt.day == 9
    others = [one for key, one in events(third).items() if key != uid]
    assert [(one["SEQUENCE"], one["DTSTAMP"].dt) for one in others] == [(0, NOW)]


CHANGES = {"2026-03-06": 5, "2026-03-07": 5, "2026-03-09": 4, "2026-03-10": 4,
           "2026-10-30": 4, "2026-10-31": 4, "2026-11-02": 5, "2026-11-03": 5}  # fmt: skip
"""Days around both changes of the clock in New York, Saturdays too: hours behind UTC."""


def _on_days(who: str, start: str, *days: str) -> list[dict[str, Any]]:
    return [{"date": day, "start": start, "student_ids": who, "owed_ids": f"{who}-SLP"}
            for day in days]  # fmt: skip


def _read_by_three(content: bytes) -> dict[str, datetime]:
    """Return when each event begins, in UTC, as three programs read it alike."""
    book = vobject.readOne(content.decode())
    book.validate(raiseException=True)
    by_ics = {one.uid: one.begin.datetime.astimezone(UTC)
              for one in ics.Calendar(content.decode()).events}  # fmt: skip
    by_vobject = {one.uid.value: one.dtstart.value.astimezone(UTC) for one in book.vevent_list}
    by_icalendar = {uid: one["DTSTART"].dt.astimezone(UTC) for uid, one in events(content).items()}
    assert by_ics == by_vobject == by_icalendar
    return by_ics


def _at(day: str, hour: int) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour + CHANGES[day], tzinfo=UTC)


def test_sessions_keep_their_hour_when_the_clock_changes() -> None:
    """Moved over the change of the clock, cancelled on a Saturday, and back again."""
    first_days = ["2026-03-06", "2026-03-07", "2026-03-09", "2026-10-30", "2026-10-31"]
    rows = _on_days("A", "09:00", *first_days) + _on_days("B", "10:00", *first_days)
    first = made(made_sessions(*rows))
    began = _read_by_three(first)
    wanted = [_at(day, hour) for day in first_days for hour in (9, 10)]
    assert sorted(began.values()) == sorted(wanted)

    moved_to = {"2026-03-06": "2026-03-10", "2026-10-30": "2026-11-02"}
    moved = [{**row, "date": moved_to.get(row["date"], row["date"])}
             for row in rows if row["student_ids"] == "A"]  # fmt: skip
    moved += [row for row in rows if row["student_ids"] == "B" and row["date"] != "2026-10-31"]
    second = made(made_sessions(*moved), after=first, hour=1)
    begins = _read_by_three(second)
    assert set(begins) == set(began)
    for uid, one in events(second).items():
        day, hour = began[uid].date().isoformat(), began[uid].hour - CHANGES[str(began[uid].date())]
        gone = (day, hour) == ("2026-10-31", 10)
        elsewhere = moved_to.get(day, day) if hour == 9 else day
        assert begins[uid] == _at(elsewhere, hour)
        assert one["STATUS"] == ("CANCELLED" if gone else "CONFIRMED")
        assert one["SEQUENCE"] == int(gone or elsewhere != day)

    assert made(made_sessions(*moved), after=second, hour=2) == second
    third = made(made_sessions(*rows), after=second, hour=3)
    assert _read_by_three(third) == began
    assert {str(one["STATUS"]) for one in events(third).values()} == {"CONFIRMED"}


@pytest.mark.parametrize("zone", ["America/New_York", "America/Denver", "America/Phoenix"])
def test_the_clock_changes_at_the_hour_that_the_rules_name(zone: str) -> None:
    """At 2:00 by the clock that holds until then (RFC 5545, 3.6.5); in Phoenix it never does."""
    sessions = made_sessions({"date": "2026-03-07"}, {"date": "2026-11-02"})
    content = calendar_bytes(school(), sessions, ALL, time_zone=zone, now=NOW)
    rules = content.decode().partition("END:VTIMEZONE")[0].replace("\r\n ", "")
    begins = {
        moment
        for part in re.findall(r"BEGIN:(?:DAYLIGHT|STANDARD)(.*?)END:", rules, re.DOTALL)
        if re.search(r"FROM:(\S+)", part)[1] != re.search(r"OFFSETTO:(\S+)", part)[1]  # type: ignore[index]
        for moment in re.findall(r"\d{8}T\d{6}", part)
    }
    changes = {"20260308T020000", "20261101T020000"}
    assert {begin for begin in begins if begin.startswith("2026")} == (
        set() if zone == "America/Phoenix" else changes
    )
    assert {begin[-6:] for begin in begins} <= {"020000"}


def test_rules_whose_dates_stand_in_several_lines_say_the_same_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sessions = made_sessions({"date": "2026-03-07"}, {"date": "2028-03-07"})
    whole = made(sessions).decode()
    rules_of = icalendar.Timezone.from_tzinfo

    def in_lines(*given: Any) -> icalendar.Timezone:
        rules = rules_of(*given)
        for part in rules.subcomponents:
            if "RDATE" in part:
                dates = [each.dt for each in part.pop("RDATE").dts]
                part["RDATE"] = [icalendar.prop.vDDDLists([each]) for each in dates]
        return rules

    monkeypatch.setattr(icalendar.Timezone, "from_tzinfo", in_lines)
    apart = made(sessions).decode()
    assert apart.count("RDATE") > whole.count("RDATE")
    moments = re.compile(r"\d{8}T020000")
    assert sorted(moments.findall(apart)) == sorted(moments.findall(whole))


def test_what_is_gone_is_cancelled_and_comes_back_under_its_uid() -> None:
    both = made_sessions({"start": "09:00"}, {"start": "10:00", "student_ids": "B",
                                              "owed_ids": "B-SLP"})  # fmt: skip
    first = made(both)
    second = made(both.iloc[:1], after=first, hour=1)
    assert set(events(second)) == set(events(first))
    (gone,) = [one for one in events(second).values() if one["STATUS"] == "CANCELLED"]
    assert gone["SEQUENCE"] == 1
    assert gone["SUMMARY"].startswith("Cancelled: ")
    assert made(both.iloc[:1], after=second, hour=2) == second
    third = made(both, after=second, hour=3)
    assert set(events(third)) == set(events(first))
    assert {(one["STATUS"], one["SEQUENCE"]) for one in events(third).values()} == {
        ("CONFIRMED", 0),
        ("CONFIRMED", 2),
    }


def test_sessions_before_the_plan_begins_are_left_as_they_are() -> None:
    past = made_sessions({"date": "2026-02-25"}, {"date": on(0)})
    first = made(past)
    second = made(made_sessions({"date": on(0), "start": "10:30"}), after=first, hour=1)
    kept = [one for one in events(second).values() if one["DTSTART"].dt.month == 2]
    assert [(one["STATUS"], one["SEQUENCE"]) for one in kept] == [("CONFIRMED", 0)]
    assert made(past, after=first, hour=2) == first


def test_a_students_calendar_says_nothing_of_the_others() -> None:
    sessions = made_sessions({"student_ids": "B;A", "owed_ids": "B-award;A-SLP"})
    for names in (False, True):
        content = made(sessions, Scope("student", "A"), names=names).decode().replace("\r\n ", "")
        assert "group of 2" in content
        assert "B-award" not in content
        assert '"B"' not in content
        assert NAMES["B"] not in content
    alone = made(made_sessions({}), Scope("student", "A"))
    assert set(events(alone)) == set(events(made(sessions, Scope("student", "A"))))


@pytest.mark.parametrize(("mode", "said"), [
    ("join", "Joins a regular session: R1"),
    ("extend", "Makes a regular session longer: R1"),
])  # fmt: skip
def test_which_regular_session_is_concerned_is_said(mode: str, said: str) -> None:
    (event,) = events(made(made_sessions({"mode": mode, "regular_session_id": "R1"}))).values()
    assert said in str(event["DESCRIPTION"]).splitlines()


def test_names_only_where_asked_for_even_after_a_file_with_names() -> None:
    sessions = made_sessions({"student_ids": "A;B", "owed_ids": "A-SLP;B-SLP"}, {"date": on(1)})
    with_names = made(sessions, names=True)
    assert NAMES["A"].encode() in with_names
    without = made(sessions.iloc[:1], after=with_names, hour=1)
    assert len(events(without)) == 2
    assert not [name for name in NAMES.values() if name.encode() in without]


def test_what_another_program_wrote_is_not_written_over() -> None:
    for other in (
        b"",
        b"hello",
        made(made_sessions({})).replace(b"makeup-sched//EN", b"Other//EN"),
    ):
        with pytest.raises(MakeupSchedError, match="not written by makeup-sched"):
            made(made_sessions({}), after=other)


def test_the_calendar_of_somebody_else_is_not_gone_on_with() -> None:
    """Else a family would find a whole group in its file, as cancelled sessions."""
    sessions = made_sessions({"student_ids": "A;B", "owed_ids": "A-SLP;B-SLP"})
    everybody = made(sessions)
    for scope in SCOPES[1:]:
        with pytest.raises(MakeupSchedError, match="another's"):
            made(sessions, scope, after=everybody)


def test_an_unknown_person_is_an_error() -> None:
    for scope in (Scope("provider", "X"), Scope("student", "X"), Scope("school", "Ok")):
        with pytest.raises(MakeupSchedError, match=f"there is no {scope.kind} {scope.id}"):
            made(made_sessions({}), scope)


plans = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from([on(0), on(1), on(7)]),
            "start": st.sampled_from(["09:00", "09:30", "10:00"]),
            "provider_id": st.sampled_from("PQ"),
            "who": st.sampled_from(["A", "B", "A;B"]),
        }
    ),
    max_size=5,
    unique_by=lambda cells: (cells["date"], cells["start"], cells["provider_id"]),
)


def table(cells: list[dict[str, str]]) -> pd.DataFrame:
    rows = []
    for one in cells:
        items = ";".join(f"{who}-SLP" for who in one["who"].split(";"))
        facts = {key: cell for key, cell in one.items() if key != "who"}
        rows.append({**facts, "student_ids": one["who"], "owed_ids": items})
    return made_sessions(*rows)


@few(20)
@given(st.lists(plans, min_size=2, max_size=4), st.sampled_from(SCOPES))
def test_any_history_of_plans_ends_in_the_last_one(
    history: list[list[dict[str, str]]], scope: Scope
) -> None:
    content: bytes | None = None
    for hour, cells in enumerate(history):
        earlier = {one.uid: one for one in read_entries(content)} if content else {}
        content = made(table(cells), scope, after=content, hour=hour)
        entries = {one.uid: one for one in read_entries(content)}
        shown = visits_of(scoped_sessions(school(), table(cells), scope))
        assert live(content) == Counter(shown)
        assert len(entries) == len(read_entries(content))
        for uid, old in earlier.items():
            new = entries[uid]
            changed = (new.visit, new.cancelled) != (old.visit, old.cancelled)
            assert new.sequence == old.sequence + changed
        assert made(table(cells), scope, after=content, hour=99) == content
