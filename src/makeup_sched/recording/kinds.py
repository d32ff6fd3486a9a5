"""The kinds of entries, declared once: what each says, by which columns, and what follows from it.

A kind with a `table` holds one row of that declared table as its own facts, so that what is
logged is read and checked by the same declarations as what is handed in as a file.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    Attributes
    ----------
    name
        As it stands in the record.
    says
        What such an entry says, as the heading of a list would.
    table
        The declared table (`tables.schemas`) whose columns its facts are; blank where it is not
        one row of a table.
    feeds
        The table of the case that its row ends up in; blank where in none.
    by_hand
        Whether a person may add one by itself.
    """

    name: str
    says: str
    table: str = ""
    feeds: str = ""
    by_hand: bool = False


TABLE_IMPORTED = "table_imported"
POLICY_IMPORTED = "policy_imported"
MISSED = "missed"
AWARDED = "awarded"
GIVEN = "given"
CUT_SHORT = "cut_short"
MISSED_AGAIN = "missed_again"
SERVED = "served"
DECIDED = "decided"
PLAN_PUBLISHED = "plan_published"
LETTER_WRITTEN = "letter_written"
NOTICE_SENT = "notice_sent"
PAPER_FILED = "paper_filed"
REIMBURSED = "reimbursed"
WITHDRAWN = "withdrawn"
ERASED = "erased"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(TABLE_IMPORTED, "a table was taken in"),
        Kind(POLICY_IMPORTED, "the policy was taken in"),
        Kind(MISSED, "a session was missed", "missed", "missed", by_hand=True),
        Kind(AWARDED, "minutes were awarded", "awards", "awards", by_hand=True),
        Kind(GIVEN, "a make-up session was given", "delivered", "delivered", by_hand=True),
        Kind(CUT_SHORT, "a make-up session was cut short", "cut_short", "delivered", by_hand=True),
        Kind(MISSED_AGAIN, "a make-up session was missed again", "missed_again", by_hand=True),
        Kind(SERVED, "a regular session was held", "service_log", "service_log", by_hand=True),
        Kind(DECIDED, "the team decided", "decisions", by_hand=True),
        Kind(PLAN_PUBLISHED, "a plan was published"),
        Kind(LETTER_WRITTEN, "a letter was written", "letters_written"),
        Kind(NOTICE_SENT, "a notice was sent", "notices", by_hand=True),
        Kind(PAPER_FILED, "a paper was filed", "papers", by_hand=True),
        Kind(REIMBURSED, "a family was paid back", "reimbursements", "delivered", by_hand=True),
        Kind(WITHDRAWN, "an entry was withdrawn"),
        Kind(ERASED, "a student's data were erased"),
    )
}
"""All kinds by name."""

LEDGER_TABLES = {"missed": MISSED, "awards": AWARDED, "delivered": GIVEN, "service_log": SERVED}
"""Tables of a case whose rows become entries of their own, and the kind of these."""

FINAL = (TABLE_IMPORTED, POLICY_IMPORTED, WITHDRAWN, ERASED)
"""Kinds of which an entry can't be withdrawn: tables are taken in anew instead."""

OUTCOMES = (GIVEN, CUT_SHORT, MISSED_AGAIN)
"""What can become of a published session."""
