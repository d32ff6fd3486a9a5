"""Regular sessions that an item could join if they had one more seat."""

import numpy as np

from makeup_sched.places.item_places import allowed_dates
from makeup_sched.places.looks import category_rules
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import TELE

_TO_TRY = 2


def regular_sessions_to_join(
    task: Task, number: int, providers: list[str]
) -> list[tuple[str, int]]:
    """Return full regular sessions at which the student is free, and their seats with one more.

    Only groups, and only where the policy, the provider and the item allow so many; those that suit
    most dates come first.
    """
    item, available = task.items[number], task.available
    student, home = available.students[item.student_id], task.students[item.student_id]
    allowed = category_rules(task.case.policy).allowed
    dates = [day for day in allowed_dates(task, number).tolist() if available.days.school[day]]
    found: list[tuple[int, str, int]] = []
    for session in available.regular:
        seats = len(session.student_ids) + 1
        caps = (task.case.policy.group_cap, item.max_group,
                task.providers[session.provider_id].max_group)  # fmt: skip
        if (
            session.provider_id not in providers
            or not (session.site == home.school or (home.tele and session.site == TELE))
            or session.discipline != item.discipline
            or seats < 3
            or session.max_group is None
            or session.max_group >= seats
            or any(cap is not None and cap < seats for cap in caps)
        ):
            continue
        free = [
            day for day in dates
            if session.takes_place[day]
            and bool(np.all(allowed[student.on(day)[session.start : session.end]]))
        ]  # fmt: skip
        if free:
            found.append((-len(free), session.session_id, seats))
    return [(name, seats) for _, name, seats in sorted(found)[:_TO_TRY]]
