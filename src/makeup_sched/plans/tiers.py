"""The tier of a session: in the school day, beyond it, or in the ESY window."""

import numpy as np

from makeup_sched.availability.availability import Availability
from makeup_sched.vocabulary import CATEGORIES, DAY_TYPES

_OUTSIDE = [CATEGORIES.index(name) for name in ("before_school", "after_school")]


def tier(open_time: Availability, day: int, start: int, end: int, students: tuple[str, ...]) -> str:
    """Return the tier, from the date (its index) and the attendees' own days.

    `start` and `end` are minutes after midnight. A student whose day is not known counts as being
    at school.
    """
    name = DAY_TYPES[int(open_time.days.day_type[day])]
    if name == "esy":
        return "esy"
    outside = any(
        np.isin(open_time.students[student].on(day)[start:end], _OUTSIDE).any()
        for student in students
        if student in open_time.students
    )
    return "extended_day" if outside or name == "saturday" else "school_day"
