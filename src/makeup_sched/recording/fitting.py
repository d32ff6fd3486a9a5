"""Whether an entry fits what the record holds, so that its tables can always be read as a case."""

from collections.abc import Callable

from makeup_sched.case.check_calendar import CLOSED_REASONS
from makeup_sched.recording.entry import Draft
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.kinds import (
    AWARDED,
    CUT_SHORT,
    DECIDED,
    GIVEN,
    LETTER_WRITTEN,
    MISSED,
    MISSED_AGAIN,
    NOTICE_SENT,
    PAPER_FILED,
    REIMBURSED,
    SERVED,
)
from makeup_sched.recording.lineages import SOURCE
from makeup_sched.recording.lookup import Lookup


def see_that_it_fits(lookup: Lookup, new: Draft) -> None:
    """Raise RecordError, with what is wrong, for an entry that contradicts the record."""
    if new.kind in _ONCE:
        _not_twice(lookup, new)
    if new.kind in _CHECKS:
        _CHECKS[new.kind](lookup, new)


def _not_twice(lookup: Lookup, new: Draft) -> None:
    """Minutes and papers count once: nothing stands that says the same in every word.

    Regular sessions that were given (`served`) may stand twice: two of a service on one day can be
    alike in every word, and no minutes are owed or paid by them.
    """
    for entry in lookup.events(new.student_id, (new.kind,)):
        held = {name: text for name, text in entry.facts.items() if name != SOURCE}
        if held == dict(new.facts) and entry.number != new.corrects:
            raise RecordError(
                f"entry {entry.number} says just that already; where it is another one, say so in "
                "its note"
            )


def _missed(lookup: Lookup, new: Draft) -> None:
    """A miss lies on a day with school."""
    if new.facts.get("reason") in CLOSED_REASONS:
        return
    day = new.facts["date"]
    day_type = lookup.day_types.get(day)
    if day_type is None:
        raise RecordError(f"{day} lies outside the calendar, so no session was missed")
    if day_type == "no_school":
        raise RecordError(
            f"{day} has no school by the calendar, so no session was missed; check the date, or "
            f"give {' or '.join(CLOSED_REASONS)} as the reason"
        )


def _awarded(lookup: Lookup, new: Draft) -> None:
    """An award has an id of its own."""
    award = new.facts["award_id"]
    if award in lookup.services:
        raise RecordError(f"{award} is the id of a service; give the award an id of its own")
    if lookup.award_numbers.get(award, new.corrects) != new.corrects:
        raise RecordError(f"there is an award {award} already, entry {lookup.award_numbers[award]}")


def _decided(lookup: Lookup, new: Draft) -> None:
    """A decision is about a session that was missed."""
    about = (new.facts["date"], new.facts["service_id"])
    missed = lookup.events(new.student_id, (MISSED,))
    if about not in [(entry.get("date"), entry.get("service_id")) for entry in missed]:
        raise RecordError(f"no session of {about[1]} was missed on {about[0]}")


def _sent(lookup: Lookup, new: Draft) -> None:
    """A letter that was sent is one that was written to the same family."""
    letter = new.facts.get("letter")
    written = lookup.events(new.student_id, (LETTER_WRITTEN,))
    if letter and letter not in [str(entry.number) for entry in written]:
        raise RecordError(f"entry {letter} is not a letter about {new.student_id}")


def _held(lookup: Lookup, new: Draft) -> None:
    """A session gave no more minutes than lie between its start and its stop.

    That it stops after its start is seen to where its cells are read.
    """
    del lookup
    start, stop = new.facts.get("start", ""), new.facts.get("stop", "")
    if not start or not stop:
        return
    between = _minutes(stop) - _minutes(start)
    if int(new.facts["minutes"]) > between:
        raise RecordError(
            f"{new.facts['minutes']} minutes are more than lie between {start} and {stop}; give at "
            f"most {between} minutes, or mend the times"
        )


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


_ONCE = (MISSED, GIVEN, CUT_SHORT, MISSED_AGAIN, PAPER_FILED, REIMBURSED)
_CHECKS: dict[str, Callable[[Lookup, Draft], None]] = {
    MISSED: _missed,
    AWARDED: _awarded,
    DECIDED: _decided,
    NOTICE_SENT: _sent,
    **dict.fromkeys((GIVEN, CUT_SHORT, SERVED), _held),
}
