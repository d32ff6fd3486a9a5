"""Logging what became of sessions: given, cut short or missed, and what follows from each.

A session that was logged before is corrected, and left alone where nothing is different: marking
the same sheet twice changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.recording.drafting import draft
from makeup_sched.recording.entry import Draft, Entry
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.kinds import (
    CUT_SHORT,
    GIVEN,
    MISSED,
    MISSED_AGAIN,
    OUTCOMES,
    SERVED,
    WITHDRAWN,
)
from makeup_sched.recording.lookup import Lookup
from makeup_sched.tables.held_columns import AS_IT_WAS
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.vocabulary import LOG_STATUSES


@dataclass(frozen=True)
class Mark:
    """What somebody says became of a session.

    Attributes
    ----------
    what
        Id of a published session, of a service (a regular session of it) or of an award.
    status
        `given`, `short` or `missed`.
    date
        Its date; a published session knows its own.
    minutes
        Minutes that were given; of a missed regular session, those that were missed. Where left
        out: as planned, or as long as a session of the service lasts.
    reason
        Why it was missed or cut short, one of the reasons of the table `missed`. A session that
        was `given` with fewer minutes than it has and a reason is `short`.
    student_id
        Of a published session for several students: only this one's part.
    provider_id, note
        Who gave it, and a note.
    make_up
        Whether a session of a service that was not published made up for missed minutes.
    start, stop, setting, group_size
        When it really began and ended (`10:35`), whether it was `individual` or `group`, and how
        many students attended; of a session that was missed they are left out.
    sessions
        How many regular sessions of the service on that day it is about.
    """

    what: str
    status: str
    date: str = ""
    minutes: int | None = None
    reason: str = ""
    student_id: str = ""
    provider_id: str = ""
    note: str = ""
    make_up: bool = False
    start: str = ""
    stop: str = ""
    setting: str = ""
    group_size: int | None = None
    sessions: int = 1

    @property
    def as_it_was(self) -> dict[str, Any]:
        """The columns that say how a session that was held really was."""
        return {name: getattr(self, name) for name in AS_IT_WAS}


def log_drafts(lookup: Lookup, mark: Mark, why: str) -> list[Draft]:
    """Return the entries that a mark leads to; none where the record holds just that already.

    Raises RecordError where the mark can't be understood, CaseError for wrong cells.
    """
    if mark.status not in LOG_STATUSES:
        words = f"{', '.join(LOG_STATUSES)}{did_you_mean(mark.status, LOG_STATUSES)}"
        raise RecordError(f"{mark.status} is not what can become of a session; there are {words}")
    if mark.status != "given" and not mark.reason:
        raise RecordError(f"a session that is marked {mark.status} needs a reason")
    sessions = lookup.published
    sessions = sessions[sessions["session_id"] == mark.what]
    if len(sessions):
        return _published(lookup, mark, _one(sessions, mark), why)
    if not mark.date:
        known = [*lookup.published["session_id"], *lookup.services, *lookup.awards]
        if mark.what not in known:
            hint = did_you_mean(mark.what, known)
            raise RecordError(f"the record has no session, service or award {mark.what}{hint}")
        raise RecordError(f"the date of the session of {mark.what} is missing")
    if mark.what in lookup.awards or mark.make_up:
        return _made_up(lookup, mark, why)
    if mark.what in lookup.services:
        return _regular(lookup, mark, why)
    hint = did_you_mean(mark.what, [*lookup.services, *lookup.awards])
    raise RecordError(f"the record has no session, service or award {mark.what}{hint}")


def _one(sessions: pd.DataFrame, mark: Mark) -> Any:
    """Return the one published session that is meant."""
    if mark.date:
        sessions = sessions[sessions["date"] == pd.Timestamp(_day(mark.date))]
    if sessions.empty:
        raise RecordError(f"session {mark.what} is not published for {mark.date}")
    if len(sessions) > 1:
        dates = ", ".join(f"{day:%Y-%m-%d}" for day in sessions["date"])
        raise RecordError(f"session {mark.what} is published for {dates}; name the date")
    return next(rows_of(sessions))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RecordError(f"{text} is not a date; write it as 2026-05-11") from error


def _published(lookup: Lookup, mark: Mark, session: Any, why: str) -> list[Draft]:
    attending = list(zip(session.student_ids, session.owed_ids, strict=True))
    if mark.student_id:
        attending = [pair for pair in attending if pair[0] == mark.student_id]
        if not attending:
            raise RecordError(f"{mark.student_id} is not in session {mark.what}")
    found = []
    for student, item in attending:
        facts = {
            "date": f"{session.date:%Y-%m-%d}",
            "owed_id": item,
            "provider_id": mark.provider_id or session.provider_id,
            "session_id": session.session_id,
            "note": mark.note,
        }
        found += _outcome(lookup, mark, facts, int(session.minutes), student, why)
    return found


def _made_up(lookup: Lookup, mark: Mark, why: str) -> list[Draft]:
    if mark.what not in lookup.student_of:
        raise RecordError(f"the record has no service or award {mark.what}")
    if mark.status == "given" and mark.minutes is None:
        raise RecordError(f"the minutes of the make-up session of {mark.what} are missing")
    facts = {"date": mark.date, "owed_id": mark.what, "provider_id": mark.provider_id,
             "note": mark.note}  # fmt: skip
    student = lookup.student_of[mark.what]
    return _outcome(lookup, mark, facts, mark.minutes, student, why)


def _outcome(
    lookup: Lookup,
    mark: Mark,
    facts: Mapping[str, Any],
    planned: int | None,
    student: str,
    why: str,
) -> list[Draft]:
    """Return the entry of one student's part of a make-up session, none where it stands already.

    One that was given with fewer minutes than were planned, and a reason, was cut short.
    """
    if planned is not None and mark.minutes is not None and mark.minutes > planned:
        raise RecordError(
            f"{mark.minutes} minutes are more than the {planned} of session {mark.what}; what was "
            "given beyond it is a make-up session of its own (--make-up)"
        )
    if mark.status == "short" and planned is not None and mark.minutes == planned:
        raise RecordError(f"{mark.minutes} minutes are all of session {mark.what}: mark it given")
    if mark.status == "given" and mark.reason and 0 < (mark.minutes or 0) < (planned or 0):
        mark = replace(mark, status="short")
    if mark.status == "given":
        cells = {**facts, **mark.as_it_was, "minutes": mark.minutes or planned}
        new = draft(lookup, GIVEN, cells, why)
    elif mark.status == "short" and mark.minutes:
        cells = {**facts, **mark.as_it_was, "minutes": mark.minutes, "planned": planned,
                 "reason": mark.reason}  # fmt: skip
        new = draft(lookup, CUT_SHORT, cells, why)
    elif mark.status == "short" and mark.minutes is None:
        raise RecordError("say how many minutes of the short session were given")
    else:
        cells = {**facts, "planned": planned, "reason": mark.reason}
        new = draft(lookup, MISSED_AGAIN, cells, why)
    key = ("date", "owed_id", "session_id")
    before = [
        entry
        for entry in lookup.events(student, OUTCOMES)
        if all(entry.get(name) == new.facts.get(name, "") for name in key)
    ]
    if not before or not new.facts.get("session_id"):
        return [] if any(_same(entry, new) for entry in before) else [new]
    return _instead(before[-1:], [new], why)


def _regular(lookup: Lookup, mark: Mark, why: str) -> list[Draft]:
    """Return what a regular session leads to: a line of the log, a miss, or both.

    One that was given with fewer minutes than it has, and a reason, was cut short.
    """
    length = lookup.session_minutes(mark.what, _day(mark.date).isoformat()) * mark.sessions
    if mark.status == "given" and mark.reason and 0 < (mark.minutes or 0) < length:
        mark = replace(mark, status="short")
    facts = {"date": mark.date, "service_id": mark.what, "note": mark.note}
    given = length if mark.minutes is None else mark.minutes
    if mark.status == "short" and mark.minutes is None:
        raise RecordError("say how many minutes of the short session were given")
    missed = {"given": 0, "short": length - given}.get(mark.status, given)
    new = []
    if mark.status != "missed":
        who = mark.provider_id or lookup.services[mark.what].get("provider_id", "")
        cells = {**facts, **mark.as_it_was, "minutes": given, "status": mark.status,
                 "reason": mark.reason}  # fmt: skip
        new.append(draft(lookup, SERVED, {**cells, "provider_id": who}, why))
    if missed > 0:
        cells = {**facts, "minutes": missed, "reason": mark.reason}
        new.append(draft(lookup, MISSED, cells, why))
    day = _day(mark.date).isoformat()
    before = [
        entry
        for entry in lookup.events(lookup.student_of[mark.what], (SERVED, MISSED))
        if (entry.get("date"), entry.get("service_id")) == (day, mark.what)
    ]
    return _instead(before, new, why)


def _instead(before: Iterable[Entry], new: Iterable[Draft], why: str) -> list[Draft]:
    """Return what makes the record hold the new entries in place of those before.

    One of the same kind is corrected, the same one left alone; what is not said any more is
    withdrawn. Make-up sessions correct each other whatever became of them.
    """
    left = list(before)
    found = []
    for wanted in new:
        old = next((entry for entry in left if _pairs(entry.kind, wanted.kind)), None)
        if old is None:
            found.append(wanted)
            continue
        left.remove(old)
        if not _same(old, wanted):
            decided = {"decision": old.get("decision")} if wanted.kind == MISSED else {}
            facts = {**decided, **wanted.facts}
            found.append(Draft(wanted.kind, why, facts, wanted.student_id, corrects=old.number))
    return found + [
        Draft(WITHDRAWN, why, {}, entry.student_id, corrects=entry.number) for entry in left
    ]


def _pairs(one: str, other: str) -> bool:
    return one == other or {one, other} <= set(OUTCOMES)


def _same(entry: Entry, new: Draft) -> bool:
    """Say whether an entry says all that the new one does, and perhaps more."""
    return entry.kind == new.kind and new.facts.items() <= entry.facts.items()
