"""Entries in a sentence that a therapist or a parent can read; ids only, never names."""

from collections.abc import Mapping

from makeup_sched import plain_words
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.kinds import (
    AWARDED,
    CUT_SHORT,
    DECIDED,
    ERASED,
    GIVEN,
    KINDS,
    LETTER_WRITTEN,
    MISSED,
    MISSED_AGAIN,
    NOTICE_SENT,
    PAPER_FILED,
    PLAN_PUBLISHED,
    POLICY_IMPORTED,
    REIMBURSED,
    SERVED,
    TABLE_IMPORTED,
    WITHDRAWN,
)
from makeup_sched.recording.lineages import SOURCE

_SENTENCES = {
    TABLE_IMPORTED: "table {table} taken in from {source}, rows: {rows}",
    POLICY_IMPORTED: "policy taken in from {source}",
    MISSED: "{service_id} missed on {date}: {minutes} min, {reason}",
    AWARDED: "{award_id}: {minutes} min of {discipline} awarded to {student_id} ({basis})",
    GIVEN: "{owed_id} made up on {date}: {minutes} min",
    CUT_SHORT: "{owed_id} made up in part on {date}: {minutes} of {planned} min, {reason}",
    MISSED_AGAIN: "{owed_id} not made up on {date} as planned: {reason}",
    SERVED: "{service_id} on {date}: {status}, {minutes} min",
    DECIDED: "{service_id} of {date}: {decision}, decided by {decided_by}",
    PLAN_PUBLISHED: "plan from {start_date} on: {sessions} sessions, {unmet} min unmet",
    LETTER_WRITTEN: "letter about {student_id} of {written_on}, {language}: {file}",
    NOTICE_SENT: "notice about {student_id} sent on {sent_on} by {means}",
    PAPER_FILED: "{paper} filed on {filed_on}",
    REIMBURSED: "{owed_id} of {date}: {minutes} min paid back, receipt {reference}",
    WITHDRAWN: "does not hold",
    ERASED: "data of a student erased: {rule}",
}


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def entry_words(entry: Entry) -> str:
    """Return what an entry says, with the entry that it takes the place of."""
    if entry.erased:
        return f"({KINDS[entry.kind].says}; erased)"
    if entry.kind == WITHDRAWN and SOURCE in entry.facts:
        return f"what entry {entry.corrects} is about is gone from the tables"
    words = _sentence(entry.kind, entry.facts)
    if entry.get("session_id"):
        words += f", session {entry.get('session_id')}"
    if entry.corrects is not None:
        words = f"entry {entry.corrects} {words}" if entry.kind == WITHDRAWN else (
            f"instead of entry {entry.corrects}: {words}"
        )  # fmt: skip
    return words


def _sentence(kind: str, facts: Mapping[str, str]) -> str:
    said = {name: plain_words.cell(name, text) for name, text in facts.items()}
    return _SENTENCES[kind].format_map(_Facts(said)).replace(" (?)", "").replace(", ?", "")
