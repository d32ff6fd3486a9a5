"""What is odd about entries that were just written, though nothing forbids it."""

from collections.abc import Iterable, Iterator
from datetime import date

from makeup_sched.ledger import award_ledger, make_up_ledger
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.kinds import CUT_SHORT, GIVEN, MISSED_AGAIN, REIMBURSED, SERVED
from makeup_sched.recording.lookup import Lookup
from makeup_sched.recording.state import State

_HELD = (GIVEN, CUT_SHORT, MISSED_AGAIN, SERVED, REIMBURSED)
_PAYS = (GIVEN, CUT_SHORT, REIMBURSED)


def remarks(lookup: Lookup, state: State, entries: Iterable[Entry], today: date) -> list[str]:
    """Return a sentence for each thing that may be a typing error, in the order of the entries.

    A session that lies ahead, one on a day without school, one that lasted longer than sessions of
    its service do, and more minutes than were missed or awarded.
    """
    written = [entry for entry in entries if not entry.erased]
    found = [
        f"entry {entry.number}: {words}" for entry in written for words in _of(lookup, entry, today)
    ]
    items = {entry.get("owed_id") for entry in written if entry.kind in _PAYS}
    return found + list(_beyond(state, items)) if items else found


def _of(lookup: Lookup, entry: Entry, today: date) -> Iterator[str]:
    day = entry.get("date")
    if entry.kind not in _HELD or not day:
        return
    if day > today.isoformat():
        yield f"{day} lies ahead; is the date right?"
    if entry.kind != SERVED or entry.get("status") == "missed":
        return
    if lookup.day_types.get(day, "no_school") == "no_school":
        yield f"{day} has no school by the calendar; is the date right?"
    service = lookup.services.get(entry.get("service_id"), {})
    length = int(service.get("minutes") or 0)
    if length and int(entry.get("minutes") or 0) > length:
        yield f"a session of {entry.get('service_id')} lasts {length} minutes; all are counted"


def _beyond(state: State, items: set[str]) -> Iterator[str]:
    case = state.case("")
    for table, item, what in (
        (make_up_ledger(case), "service_id", "were missed and are owed"),
        (award_ledger(case), "award_id", "were awarded"),
    ):
        rows = table[table[item].isin(items) & (table["beyond"] > 0)]
        for name, minutes in zip(rows[item], rows["beyond"], strict=True):
            yield f"{name} now has {minutes} minutes more than {what}"
