"""What is owed: the minutes of each item, and the record that traces every minute to its rows."""

from makeup_sched.ledger.items import OwedItem, owed_items
from makeup_sched.ledger.ledger import owed_table, owed_trace
from makeup_sched.ledger.two_ledgers import award_ledger, make_up_ledger
from makeup_sched.ledger.undecided import Undecided, undecided_minutes, undecided_sessions

__all__ = [
    "OwedItem",
    "Undecided",
    "award_ledger",
    "make_up_ledger",
    "owed_items",
    "owed_table",
    "owed_trace",
    "undecided_minutes",
    "undecided_sessions",
]
