"""What is odd about entries that were just written, though nothing forbids it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pandas as pd

from makeup_sched.recording.entry import Entry
from makeup_sched.recording.kinds import (
    AWARDED,
    CUT_SHORT,
    GIVEN,
    MISSED,
    MISSED_AGAIN,
    REIMBURSED,
    SERVED,
)
from makeup_sched.recording.lookup import Lookup

_HELD = (GIVEN, CUT_SHORT, MISSED_AGAIN, SERVED, REIMBURSED)
_PAYS = (GIVEN, CUT_SHORT, REIMBURSED)


def remarks(
    lookup: Lookup, entries: Iterable[Entry], today: date, balance: Callable[[str], int]
) -> list[str]:
    """Return a sentence for each thing that may be a typing error, in the order of the entries.

    A session that lies ahead, a second make-up session of an item on a day, one on a day without
    school, one that lasted longer than the sessions of its service on that day or shorter though
    nothing says why, and more minutes than were missed or awarded. `balance` tells how many minutes
    of an item are still owed.
    """
    written = [entry for entry in entries if not entry.erased]
    found = [
        f"entry {entry.number}: {words}" for entry in written for words in _of(lookup, entry, today)
    ]
    for entry in written:
        rest = _rest_of_planned(lookup, entry, balance)
        found += [f"entry {entry.number}: {words}" for words in rest]
    paid = {(entry.student_id, entry.get("owed_id")) for entry in written if entry.kind in _PAYS}
    return found + [words for pair in sorted(paid) for words in _beyond(lookup, *pair)]


def _of(lookup: Lookup, entry: Entry, today: date) -> Iterator[str]:
    day = entry.get("date")
    if entry.kind not in _HELD or not day:
        return
    if day > today.isoformat():
        yield f"{day} lies ahead; is the date right?"
    yield from _beside(lookup, entry, day)
    if entry.kind != SERVED or entry.get("status") == "missed":
        return
    if lookup.day_types.get(day, "no_school") == "no_school":
        yield f"{day} has no school by the calendar; is the date right?"
    else:
        yield from _shorter(lookup, entry, day)
    yield from _longer(lookup, entry, day)


def _longer(lookup: Lookup, entry: Entry, day: str) -> Iterator[str]:
    """Yield that more was given than the sessions last that the service has on the day."""
    service = entry.get("service_id")
    length = lookup.session_minutes(service, day)
    if not length or _minutes(entry) <= length:
        return
    sessions = lookup.regular_sessions_on(service, day)
    if sessions < 2:
        yield f"a session of {service} lasts {length} minutes; all are counted"
    elif _minutes(entry) > length * sessions:
        yield (
            f"the {sessions} sessions of {service} on {day} last {length * sessions} minutes; all "
            "are counted"
        )


def _shorter(lookup: Lookup, entry: Entry, day: str) -> Iterator[str]:
    """Yield how many minutes of a session nobody accounts for, and how to say why."""
    service = entry.get("service_id")
    length = lookup.session_minutes(service, day)
    of_day = [
        other for other in lookup.events(entry.student_id, (SERVED, MISSED))
        if (other.get("service_id"), other.get("date")) == (service, day)
    ]  # fmt: skip
    told = sum(map(_minutes, of_day)) + _rest_of_short(of_day, length)
    if not length or (told and told % length == 0):
        return
    sessions = lookup.regular_sessions_on(service, day)
    whole = length * max(sessions, 1)
    if told >= whole:
        return
    lasts = f"a session of {service} lasts {length} minutes"
    if sessions > 1:
        lasts = f"the {sessions} sessions of {service} on {day} last {whole} minutes"
    # an entry of its own: to log the session anew would blank how it was
    yield (
        f"{lasts}, so {whole - told} are unaccounted. If they were missed, say why: "
        f"makeup-sched record add CASE missed service_id={service} date={day} "
        f"minutes={whole - told} reason=WORD --why ..."
    )


def _rest_of_short(of_day: Iterable[Entry], length: int) -> int:
    """Return the minutes that count as missed though no entry says so, as the audit does.

    A session that was marked short says why by itself.
    """
    logged = list(of_day)
    if any(entry.kind == MISSED for entry in logged):
        return 0
    short = [entry for entry in logged if entry.get("status") == "short"]
    return sum(max(0, length - _minutes(entry)) for entry in short)


def _rest_of_planned(lookup: Lookup, entry: Entry, balance: Callable[[str], int]) -> Iterator[str]:
    """Yield how many minutes of a published session stay owed, though it is marked given."""
    session, day = entry.get("session_id"), entry.get("date")
    if entry.kind != GIVEN or not session:
        return
    published = lookup.published
    same = (published["session_id"] == session) & (published["date"] == pd.Timestamp(day))
    rest = int(published.loc[same, "minutes"].max()) - _minutes(entry) if same.any() else 0
    # a plan rounds up, so that less than was planned may be all that was owed
    left = min(rest, balance(entry.get("owed_id"))) if rest > 0 else 0
    if left > 0:
        part = f"the {rest} that" if left == rest else f"of the {rest} that"
        stay = "" if left == rest else f" {left}"
        yield (
            f"session {session} was planned for {rest + _minutes(entry)} minutes; {part} were not "
            f"given{stay} stay owed"
        )


def _beside(lookup: Lookup, entry: Entry, day: str) -> Iterator[str]:
    """Yield that another make-up session of the item is on the day, unless both were published."""
    if entry.kind not in _PAYS:
        return
    for other in lookup.events(entry.student_id, _PAYS):
        same = (other.get("owed_id"), other.get("date")) == (entry.get("owed_id"), day)
        both_published = entry.get("session_id") and other.get("session_id")
        if same and other.number < entry.number and not both_published:
            yield (
                f"{entry.get('owed_id')} has a session on {day} already, entry {other.number} with "
                f"{_minutes(other)} minutes; both count. If it is the same session, withdraw one"
            )


def _beyond(lookup: Lookup, student_id: str, item: str) -> Iterator[str]:
    """Yield by how many minutes more was given for an item than was ever missed or awarded."""
    events = lookup.events(student_id, (MISSED, AWARDED, *_PAYS))
    debt = sum(_minutes(entry) for entry in events
               if item in (entry.get("service_id"), entry.get("award_id")))  # fmt: skip
    given = sum(_minutes(entry) for entry in events if entry.get("owed_id") == item)
    if given > debt:
        yield f"{item} now has {given - debt} minutes more than were missed or awarded"


def _minutes(entry: Entry) -> int:
    return int(entry.get("minutes") or 0)
