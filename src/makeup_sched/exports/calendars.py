"""Calendar files (iCalendar, RFC 5545) of a provider, a student, a school or a whole plan.

A file that is written over an earlier one says what became of each session: it keeps its UID; what
changed has a higher SEQUENCE, what is gone is marked as cancelled.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from icalendar import Calendar, Event, Timezone

from makeup_sched.case.case import Case
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.people import People, plain_line
from makeup_sched.exports.scope import Scope, scoped_sessions
from makeup_sched.exports.visits import Visit, pair_visits, visits_of
from makeup_sched.plain_words import MODES
from makeup_sched.tables.handed_in import time_zone_of
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.vocabulary import TELE

PRODUCT = "-//makeup-sched//makeup-sched//EN"
FACTS = "X-MAKEUP-SCHED-FACTS"
WHOSE = "X-MAKEUP-SCHED-WHOSE"
_DOMAIN = "@makeup-sched"


@dataclass(frozen=True)
class Entry:
    """A visit with what a calendar file keeps of it from one version to the next."""

    uid: str
    sequence: int
    stamp: datetime
    cancelled: bool
    visit: Visit


@dataclass(frozen=True)
class _Style:
    """How entries are worded: in whose calendar, who is called what, in which time zone."""

    scope: Scope
    people: People
    zone: ZoneInfo


def calendar_bytes(
    case: Case,
    sessions: pd.DataFrame,
    scope: Scope,
    *,
    names: bool = False,
    time_zone: str | None = None,
    now: datetime | None = None,
    earlier: bytes | None = None,
    start: date | None = None,
    masker: Masker | None = None,
) -> bytes:
    """Return a calendar file.

    Parameters
    ----------
    case, sessions
        The case and the sessions of its plan.
    scope
        Whose calendar. A student's calendar says nothing of the others in a group but their number.
    names
        Whether people's names are written instead of their ids.
    time_zone
        In which the times are; without it the policy's `time_zone`.
    now
        When the file is made; sessions that did not change keep the time at which they did.
    earlier
        The file that this one is going to replace. Its sessions before `start` stay as they are.
    start
        The first date that the plan speaks of; without it the case's.
    masker
        As in `scoped_sessions`.

    Raises
    ------
    MakeupSchedError
        Where there is no such person, school or time zone, and where `earlier` was not written by
        this, or is the calendar of somebody else.
    """
    style = _Style(
        scope, People.of(case, names=names), time_zone_of(time_zone or case.policy.time_zone)
    )
    stamp = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    visits = visits_of(scoped_sessions(case, sessions, scope, masker))
    before = _before(earlier, scope) if earlier is not None else {}
    entries = _entries(visits, list(before), start or case.start_date, scope, stamp)
    texts = {one.uid: content for one, content in before.items()}
    events = [_settled(one, texts.get(one.uid), style, stamp) for one in entries]
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _title(style))
    calendar.add("x-wr-timezone", str(style.zone))
    calendar.add(WHOSE, _whose(scope))
    days = [case.start_date, case.end_date, *(entry.visit.date for entry in entries)]
    calendar.add_component(_time_zone(style.zone, min(days), max(days)))
    for event in sorted(events, key=lambda event: (event.start, str(event["UID"]))):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def read_entries(content: bytes) -> list[Entry]:
    """Return the entries of a calendar file; MakeupSchedError where another program wrote it."""
    return list(_before(content, None))


def _before(content: bytes, scope: Scope | None) -> dict[Entry, bytes]:
    """Return the entries of a calendar file, each with its event as it stands there.

    With a scope it must be the calendar of that: what is in another's would stay as cancelled.
    """
    try:
        calendar = Calendar.from_ical(content)
        if str(calendar.get("PRODID")) != PRODUCT:
            raise ValueError
        whose = str(calendar[WHOSE])
        entries = {_entry(event): event.to_ical() for event in calendar.walk("VEVENT")}
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise MakeupSchedError(
            "the calendar file that is there was not written by makeup-sched; name another place"
        ) from error
    if scope is not None and whose != _whose(scope):
        raise MakeupSchedError(
            "the calendar file that is there is not this one's but another's; name another place"
        )
    return entries


def _whose(scope: Scope) -> str:
    return json.dumps([scope.kind, scope.id])


def _entry(event: Any) -> Entry:
    return Entry(
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        stamp=event["DTSTAMP"].dt,
        cancelled=str(event["STATUS"]) == "CANCELLED",
        visit=Visit.from_dict(json.loads(str(event[FACTS]))),
    )


def _entries(
    visits: list[Visit], before: list[Entry], start: date, scope: Scope, stamp: datetime
) -> list[Entry]:
    """Return what the new file holds, with UID and SEQUENCE as if every kept entry had changed."""
    past = [entry for entry in before if entry.visit.date < start]
    # a plan that is exported again after it began still holds sessions of the past
    held = {entry.visit for entry in past if not entry.cancelled}
    visits = [visit for visit in visits if visit not in held]
    known = [entry for entry in before if entry.visit.date >= start]
    known.sort(key=lambda entry: (entry.cancelled, entry.visit.date, entry.visit.start))
    live = [entry for entry in known if not entry.cancelled]
    pairs = pair_visits([entry.visit for entry in live], visits)
    taken = {live[old].uid for old in pairs.values()}
    used = {entry.uid for entry in before}
    found = list(past)
    for place, visit in enumerate(visits):
        if place in pairs:
            old = live[pairs[place]]
            found.append(Entry(old.uid, old.sequence, old.stamp, False, visit))
        elif (again := _again(visit, known, taken)) is not None:
            taken.add(again.uid)
            found.append(Entry(again.uid, again.sequence, again.stamp, False, visit))
        else:
            uid = _new_uid(visit, scope, used)
            used.add(uid)
            found.append(Entry(uid, 0, stamp, False, visit))
    gone = [entry for entry in known if entry.uid not in taken]
    return found + [Entry(one.uid, one.sequence, one.stamp, True, one.visit) for one in gone]


def _again(visit: Visit, known: list[Entry], taken: set[str]) -> Entry | None:
    """Return the cancelled entry that this visit was before it was cancelled, if any."""
    return next(
        (one for one in known if one.cancelled and one.uid not in taken and one.visit == visit),
        None,
    )


def _new_uid(visit: Visit, scope: Scope, used: set[str]) -> str:
    """Return a UID that depends on nothing but what this calendar shows of the visit."""
    facts = [scope.kind, visit.provider_id, visit.site, visit.date.isoformat(), visit.start,
             visit.end, *visit.owed_ids]  # fmt: skip
    number = 0
    while True:
        text = json.dumps([*facts, number])
        uid = hashlib.sha256(text.encode()).hexdigest()[:32] + _DOMAIN
        if uid not in used:
            return uid
        number += 1


def _settled(entry: Entry, earlier: bytes | None, style: _Style, stamp: datetime) -> Event:
    """Return the event of an entry, its SEQUENCE raised where it differs from the earlier file."""
    event = _event(entry, style)
    if earlier is None or event.to_ical() == earlier:
        return event
    raised = Entry(entry.uid, entry.sequence + 1, stamp, entry.cancelled, entry.visit)
    return _event(raised, style)


def _event(entry: Entry, style: _Style) -> Event:
    visit = entry.visit
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp)
    event.add("last-modified", entry.stamp)
    event.add("dtstart", _moment(visit.date, visit.start, style.zone))
    event.add("dtend", _moment(visit.date, visit.end, style.zone))
    summary = ("Cancelled: " if entry.cancelled else "") + _summary(visit, style)
    event.add("summary", plain_line(summary))
    event.add("description", _description(visit, style))
    event.add("location", "tele-therapy" if visit.site == TELE else plain_line(visit.site))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add(FACTS, json.dumps(visit.as_dict(), sort_keys=True))
    return event


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone)


def _time_zone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """Return the rules of summer time of the years that matter, not of all since 1970."""
    year = timedelta(days=366)
    rules = Timezone.from_tzinfo(zone, str(zone), first - year, last + year)
    for part in rules.subcomponents:
        _begin_by_the_old_clock(part, zone)
    return rules


def _begin_by_the_old_clock(part: Any, zone: ZoneInfo) -> None:
    """Let summer time begin at the hour that the clock shows before it is put forward.

    RFC 5545 (3.6.5) wants that; icalendar (seen in 7.3.2) gives the hour after it.
    """
    old, new = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
    change = new - old
    begins = part["DTSTART"].dt
    earlier = (begins - old - change).replace(tzinfo=UTC)
    if change <= timedelta(0) or earlier.astimezone(zone).utcoffset() != new:
        return
    part["DTSTART"].dt = begins - change
    dates = part.get("RDATE", [])
    for line in dates if isinstance(dates, list) else [dates]:
        for later in line.dts:
            later.dt -= change


def _title(style: _Style) -> str:
    scope, people = style.scope, style.people
    whose = {
        "all": "all providers",
        "provider": people.provider(scope.id),
        "student": people.student(scope.id),
        "school": scope.id,
    }
    return plain_line(f"Make-up sessions: {whose[scope.kind]}")


def _summary(visit: Visit, style: _Style) -> str:
    if style.scope.kind == "student":
        return f"{visit.discipline} make-up"
    who = style.people.group(visit.student_ids)
    by = (
        "" if style.scope.kind == "provider" else f", by {style.people.provider(visit.provider_id)}"
    )
    return f"{visit.discipline} make-up: {who}{by}"


def _description(visit: Visit, style: _Style) -> str:
    length = f"{visit.end - visit.start} minutes"
    setting = f"in a group of {visit.size}" if visit.size > 1 else "individual"
    lines = [f"{length}, {setting}", f"By {style.people.provider(visit.provider_id)}"]
    if visit.regular_session_id:
        lines.append(f"{MODES[visit.mode].capitalize()}: {visit.regular_session_id}")
    lines.append(f"Owed item: {', '.join(visit.owed_ids)}")
    return "\n".join(map(plain_line, lines))
