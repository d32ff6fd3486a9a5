"""Visits of a small case, bought together with what staff give.

Staff's part is over merged days, contractors' over kinds of days; dates come afterwards.
Disciplines that no provider connects are bought for one after the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import and_

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.apart import only
from makeup_sched.contracts.booked import Bundle, Diary, GroupSession
from makeup_sched.contracts.cheapest_lot import cheapest_lot
from makeup_sched.contracts.common_days import CommonDays
from makeup_sched.contracts.demand import beside_staff
from makeup_sched.contracts.hours_bound import HoursBound
from makeup_sched.contracts.lengths import who_may_sit
from makeup_sched.contracts.open_places import OpenPlaces, bits_of
from makeup_sched.contracts.pool import Post, provider_id
from makeup_sched.contracts.standing import Standing
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import class_columns
from makeup_sched.places.merged import merged_columns
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock


@dataclass(frozen=True)
class WithStaff:
    """Visits, and on which dates (bits by index) staff may see each student beside them."""

    visits: tuple[Bundle, ...]
    staff_days: Mapping[str, int]


def visits_with_staff(
    alone: Task,
    pooled: Task,
    posts: Sequence[Post],
    diary: Diary,
    by_hour: HoursBound,
    clock: Clock,
    seed: int = 0,
) -> WithStaff:
    """Return visits that cost least together with what staff then leave unmet.

    Parameters
    ----------
    alone, pooled
        The task of the staff, and the same items with a pool at each of the posts.
    posts
        Where contractors may come.
    diary
        When students are seen already.
    by_hour
        What is proven by now; its parts are searched one after the other.
    clock, seed
        As for `cheapest_lot`.
    """
    names = {provider_id(post) for post in posts}
    pools = {name: one for name, one in pooled.providers.items() if name in names}
    contractors = replace(pooled, providers=pools)
    visits: list[Bundle] = []
    days: dict[str, int] = defaultdict(int)
    count = Counter(item.discipline for item in alone.items)
    # the largest part comes last: what time the others leave is its own
    parts = sorted(by_hour.of_part, key=lambda part: sum(count[one] for one in part))
    for number, part in enumerate(parts):
        places = OpenPlaces(class_columns(find_templates(only(contractors, part))), diary.days)
        staff = Variables(merged_columns(find_templates(only(alone, part))))
        lot = cheapest_lot(
            beside_staff(places, staff, by_hour.weight, by_hour.known),
            places,
            pooled.case.policy.contract.min_visit_minutes,
            clock.part(1 / (len(parts) - number)),
            seed=seed,
            proven=partial(by_hour.of_part.__getitem__, part),
        )
        visits += _bundles(places, lot.visits)
        for student, bits in _seen(staff, lot.demand).items():
            days[student] |= bits
    return WithStaff(tuple(visits), days)


def _seen(staff: Variables, values: IntArray) -> dict[str, int]:
    """Return on which dates staff may see each student: of a class of dates all."""
    c = staff.columns
    found: dict[str, int] = defaultdict(int)
    for number in np.flatnonzero(values[: staff.attendance_count] > 0).tolist():
        student = c.task.items[int(staff.item[number])].student_id
        for day in c.slots[int(c.slot[staff.place[number]])].tolist():
            found[student] |= 1 << day
    return dict(found)


def _bundles(places: OpenPlaces, visits: Sequence[Standing]) -> Iterator[Bundle]:
    """Return visits with the dates on which all in them have a place."""
    templates = places.columns.templates
    least = places.task.case.policy.contract.min_visit_minutes
    row = {name: number for number, name in enumerate(templates.providers)}
    common = CommonDays(templates, {(row[one.pool], each.start, each.length)
                                    for one in visits for each in one.sessions})  # fmt: skip
    for one in visits:
        sessions = []
        for each in one.sessions:
            items = [places.number(bit) for bit in bits_of(each.items)]
            slot = (row[one.pool], each.start, each.length)
            days = reduce(and_, (common.of(slot, item) for item in items))
            enough = who_may_sit(places.task, items, each.length)
            if enough:
                sessions.append(GroupSession(each.start, each.length, enough, days))
        if sessions:
            start = min(sessions[0].start, one.end - least)
            end = max(start + least, sessions[-1].end)
            yield Bundle(one.pool, start, end, tuple(sessions))
