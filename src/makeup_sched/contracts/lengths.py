"""For whom a session is long enough: rule 3 of a session of its own, looked at for contractors."""

from collections.abc import Sequence

from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.task import Task


def allows(item: OwedItem, length: int) -> bool:
    """Say whether an item lets a session be shorter than others' shortest one.

    It owes just that in all, and less than its own shortest session.
    """
    return item.owed == length and item.owed < item.min_session


def who_may_sit(task: Task, items: Sequence[int], length: int) -> tuple[int, ...]:
    """Return those of a session's items for whom it is long enough, the others of it being there.

    It may be shorter than their `min_session` where one of them owes exactly so much in all.
    """
    if any(allows(task.items[one], length) for one in items):
        return tuple(items)
    return tuple(one for one in items if length >= task.items[one].min_session)
