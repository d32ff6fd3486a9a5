"""The checker of plans: reads a plan that anyone wrote and names every rule that it breaks.

It shares no code with what makes plans. Everything is derived again from the case's tables, as
naively as can be, so that the data contract can be held against it word by word.
"""

from makeup_sched.checker.facts import Facts
from makeup_sched.checker.recount import ItemCount, Recount, recount
from makeup_sched.checker.rules import check
from makeup_sched.checker.stated_items import check_items
from makeup_sched.checker.stated_summary import check_summary
from makeup_sched.checker.violation import Rule, Violation

__all__ = [
    "Facts",
    "ItemCount",
    "Recount",
    "Rule",
    "Violation",
    "check",
    "check_items",
    "check_summary",
    "recount",
]
