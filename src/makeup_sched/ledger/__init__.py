"""What is owed: the minutes of each item, and the record that traces every minute to its rows."""

from makeup_sched.ledger.items import OwedItem, owed_items
from makeup_sched.ledger.ledger import owed_table, owed_trace

__all__ = ["OwedItem", "owed_items", "owed_table", "owed_trace"]
