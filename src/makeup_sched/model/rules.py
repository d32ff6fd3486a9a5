"""The rules that every plan obeys, each a function beside the rule's own words.

Rules 7 (dates) and 8 (locked sessions) hold by construction: only dates on which an item may be
planned have columns, and locked sessions are taken out of the task before the model is built.
So do the part of rule 2 that forbids `never` categories (no column touches one) and that of rule 5
by which no single session is longer than the student's day allows.
"""

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.model.rows import Rows, at_most, at_most_by_group, one_at_a_time
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import allowed_days
from makeup_sched.places.day_places import EXTEND, JOIN


def provider_gives_one_session_at_a_time(v: Variables) -> Rows:
    """Rule 1: a session overlaps no other session of its provider.

    A `join` takes exactly the place of its regular session and needs no time of its own.
    """
    c = v.columns
    timed = c.takes_provider_time[v.session_place]
    place = v.session_place[timed]
    group = c.provider[place] * len(c.slots) + c.slot[place]
    limit = np.outer(c.at_once, c.multiplicity).reshape(-1)
    return one_at_a_time(group, c.places.start[place], c.end[place], v.session[timed], limit)


def regular_session_is_joined_in_one_row(v: Variables) -> Rows:
    """Fine print: all who join one regular session on one date stand in one row."""
    c = v.columns
    joins = c.places.mode[v.session_place] == JOIN
    place = v.session_place[joins]
    group = c.places.regular[place] * len(c.slots) + c.slot[place]
    limit = np.tile(c.multiplicity, len(c.task.available.regular) + 1)
    return at_most_by_group(group, v.session[joins], np.ones(len(place), dtype=np.int64), limit)


def student_is_in_one_session_at_a_time(v: Variables) -> Rows:
    """Rule 2: every attendee is in no other session."""
    c = v.columns
    student = v.student[v.item]
    # with one item and one session of it a day, rule 5 says the same
    several = np.bincount(v.student) > 1
    policy = c.task.case.policy
    kept = several[student] | (policy.sessions_per_day_per_item > 1)
    place = v.place[kept]
    group = student[kept] * len(c.slots) + c.slot[place]
    limit = np.tile(c.multiplicity, len(several))
    variable = np.flatnonzero(kept)
    return one_at_a_time(group, c.places.start[place], c.end[place], variable, limit)


def nobody_is_credited_more_than_owed(v: Variables) -> Rows:
    """Rule 3: each attendee is credited exactly the length, and nobody more than they are owed.

    Cells attended plus cells unmet are the cells left.
    """
    left = v.columns.task.left // v.columns.task.grid
    items = np.arange(len(left))
    return Rows(
        row=np.concatenate([v.item, items]),
        variable=np.concatenate([np.arange(v.attendance_count), v.unmet]),
        coefficient=np.concatenate([v.cells[v.place], np.ones(len(items), dtype=np.int64)]),
        lower=left,
        upper=left,
    )


def short_sessions(v: Variables) -> tuple[BoolArray, BoolArray]:
    """Mark the attendances that allow a short session, and those that need one who does.

    A session is short for an item whose `min_session` is longer; it is allowed by an item that
    owes exactly its length in all, and less than its own `min_session`; in a task made for a proof
    that item may be one that was left out (`Task.beside`).
    """
    c = v.columns
    least = np.array([item.min_session for item in c.task.items], dtype=np.int64)
    owed = np.array([item.owed for item in c.task.items], dtype=np.int64)
    length = c.places.length[v.place]
    candidate = v.shared & c.is_extra[v.place]
    anchors = candidate & (owed[v.item] == length) & (owed[v.item] < least[v.item])
    needy = candidate & (length < least[v.item]) & ~anchors
    for discipline, minutes in c.task.beside.items():
        mine = np.array([item.discipline == discipline for item in c.task.items], dtype=bool)
        needy &= ~(mine[v.item] & np.isin(length, minutes))
    return anchors, needy


def shorter_only_for_a_small_debt(v: Variables) -> Rows:
    """Rule 3: shorter than `min_session` only where an item in it owes less in all.

    Then the length is exactly what that item owes. Each attendance of an item for which the
    place is too short needs such an item in the same session.
    """
    anchors, needy_attendances = short_sessions(v)
    needy = np.flatnonzero(needy_attendances)
    allowing, of_needy = pairs_at_places(v.place[needy], v.place, anchors)
    return at_most(
        np.concatenate([np.arange(len(needy)), of_needy]),
        np.concatenate([needy, allowing]),
        np.concatenate([np.ones(len(needy)), -np.ones(len(allowing))]),
        np.zeros(len(needy), dtype=np.int64),
    )


def group_is_open_and_within_its_cap(v: Variables) -> Rows:
    """Rule 4: the size of a group is within the cap (and nobody sits in a session not held)."""
    c = v.columns
    shared = np.flatnonzero(v.shared)
    places, row = np.unique(v.place[shared], return_inverse=True)
    number = np.full(len(c.places.start), -1)
    number[places] = np.arange(len(places))
    opened = number[c.places.opening_place]
    return at_most(
        np.concatenate([row, opened]),
        np.concatenate([shared, v.opening]),
        np.concatenate([np.ones(len(shared)), -c.places.cap[c.places.opening_place]]),
        np.zeros(len(places), dtype=np.int64),
    )


def attendee_fits_the_grades(v: Variables) -> Rows:
    """Rule 4: grades within the span. An attendee needs an opening whose grades hold theirs."""
    opening, attendance = fitting_openings(v)
    shared = np.flatnonzero(v.shared)
    number = np.full(v.attendance_count, -1)
    number[shared] = np.arange(len(shared))
    return at_most(
        np.concatenate([np.arange(len(shared)), number[attendance]]),
        np.concatenate([shared, v.opening[opening]]),
        np.concatenate([np.ones(len(shared)), -np.ones(len(opening))]),
        np.zeros(len(shared), dtype=np.int64),
    )


def fitting_openings(v: Variables) -> tuple[IntArray, IntArray]:
    """Return all pairs of an opening and a shared attendance whose grade, if known, it holds."""
    c = v.columns
    shared = np.flatnonzero(v.shared)
    opening, entry = pairs_at_places(v.place[shared], c.places.opening_place)
    grades = [c.task.students[item.student_id].grade for item in c.task.items]
    known = np.array([grade is not None for grade in grades], dtype=bool)
    grade = np.array([grade or 0 for grade in grades], dtype=np.int64)
    item = v.item[shared[entry]]
    fits = ~known[item] | (
        (c.places.opening_low[opening] <= grade[item])
        & (grade[item] <= c.places.opening_high[opening])
    )
    return opening[fits], shared[entry[fits]]


def item_sits_only_in_groups_it_allows(v: Variables) -> Rows:
    """Rule 4: every item in a group allows groups, and groups of that size.

    Beside an item that allows `seats` in all there are at most `seats - 1` others; in a session
    without it there are as many as the cap allows, or as there are others at all.
    """
    c = v.columns
    members = np.bincount(v.place[v.shared], minlength=len(c.places.start))
    most = np.minimum(c.places.cap, members - 1)[v.place]
    tight = np.flatnonzero(v.shared & (v.seats <= most))
    mine = most[tight] - v.seats[tight] + 1
    others, of_other = pairs_at_places(v.place[tight], v.place, v.shared)
    opened, of_opening = pairs_at_places(v.place[tight], c.places.opening_place)
    weight = np.where(others == tight[of_other], mine[of_other], 1)
    return at_most(
        np.concatenate([of_other, of_opening]),
        np.concatenate([others, v.opening[opened]]),
        np.concatenate([weight, -most[tight[of_opening]]]),
        np.zeros(len(tight), dtype=np.int64),
    )


def pairs_at_places(
    wanted: IntArray, places: IntArray, among: BoolArray | None = None
) -> tuple[IntArray, IntArray]:
    """Return all pairs of an entry of `places` and one of `wanted` that name the same place.

    The entries (`among`: only those marked) come as positions in `places` and in `wanted`.
    """
    known = np.arange(len(places)) if among is None else np.flatnonzero(among)
    known = known[np.argsort(places[known], kind="stable")]
    low = np.searchsorted(places[known], wanted, side="left")
    count = np.searchsorted(places[known], wanted, side="right") - low
    of_wanted = np.repeat(np.arange(len(wanted)), count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return known[low[of_wanted] + offset], of_wanted


def nobody_sits_with_one_kept_apart(v: Variables) -> Rows:
    """Rule 4: nobody in a group is kept apart from another."""
    c = v.columns
    items = c.task.items
    of_student: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        of_student.setdefault(item.student_id, []).append(number)
    pairs = [
        (one, other)
        for one, item in enumerate(items)
        for apart in sorted(c.task.students[item.student_id].keep_apart)
        for other in of_student.get(apart, [])
        if other < one
    ]
    involved = {item for pair in pairs for item in pair}
    at: dict[int, dict[int, int]] = {item: {} for item in involved}
    for variable in np.flatnonzero(v.shared & np.isin(v.item, list(involved))):
        at[int(v.item[variable])][int(v.place[variable])] = int(variable)
    openings: dict[int, list[int]] = {}
    if involved:
        for number, place in enumerate(c.places.opening_place):
            openings.setdefault(int(place), []).append(int(v.opening[number]))
    row, variables, coefficients, count = [], [], [], 0
    for one, other in pairs:
        for place in at[one].keys() & at[other].keys():
            opened = openings[place]
            row += [count] * (2 + len(opened))
            variables += [at[one][place], at[other][place], *opened]
            coefficients += [1, 1] + [-1] * len(opened)
            count += 1
    return at_most(row, variables, coefficients, np.zeros(count, dtype=np.int64))


def regular_session_is_extended_within_limits(v: Variables) -> Rows:
    """Rule 3: an `extend` lasts up to `max_extension`, before and after together."""
    c = v.columns
    longer = c.places.mode[v.session_place] == EXTEND
    place = v.session_place[longer]
    group = c.places.regular[place] * len(c.slots) + c.slot[place]
    most = c.task.case.policy.max_extension
    limit = {
        int(key): (most - _already_extended(v, int(key)))
        // c.task.grid
        * int(c.multiplicity[int(key) % len(c.slots)])
        for key in np.unique(group)
    }
    return at_most_by_group(group, v.session[longer], v.cells[place], limit)


def regular_session_is_extended_by_enough(v: Variables) -> Rows:
    """Rule 3: an `extend` lasts at least `min_extension`, before and after together."""
    c = v.columns
    longer = np.flatnonzero(c.places.mode[v.session_place] == EXTEND)
    by_session: dict[int, list[int]] = {}
    for number in longer.tolist():
        place = v.session_place[number]
        key = int(c.places.regular[place] * len(c.slots) + c.slot[place])
        by_session.setdefault(key, []).append(number)
    row, variables, coefficients, count = [], [], [], 0
    for key, numbers in by_session.items():
        least = c.task.case.policy.min_extension - _already_extended(v, key)
        cells = [int(v.cells[v.session_place[number]]) for number in numbers]
        needed = -(-least // c.task.grid)
        for place_in_list, own in enumerate(cells):
            if own >= needed:
                continue
            weights = [-length for length in cells]
            weights[place_in_list] += needed
            row += [count] * len(numbers)
            variables += [int(v.session[other]) for other in numbers]
            coefficients += weights
            count += 1
    return at_most(row, variables, coefficients, np.zeros(count, dtype=np.int64))


def longer_only_for_somebody(v: Variables) -> Rows:
    """Rule 3: minutes before or after a regular session that nobody attends lengthen nothing."""
    c = v.columns
    wanted = c.task.case.policy.min_extension > c.task.grid
    shared = np.flatnonzero(v.shared & (c.places.mode[v.place] == EXTEND) & wanted)
    places, row = np.unique(v.place[shared], return_inverse=True)
    openings = np.flatnonzero(np.isin(c.places.opening_place, places))
    opened = np.searchsorted(places, c.places.opening_place[openings])
    return at_most(
        np.concatenate([row, opened]),
        np.concatenate([shared, v.opening[openings]]),
        np.concatenate([-np.ones(len(shared)), np.ones(len(openings))]),
        np.zeros(len(places), dtype=np.int64),
    )


def student_day_minutes(v: Variables) -> Rows:
    """Rule 5: per student and day, make-up minutes within the cap."""
    c = v.columns
    names = sorted({item.student_id for item in c.task.items})
    group = v.student[v.item] * len(c.slots) + v.slot
    limit = {}
    for key in np.unique(group):
        student, slot = names[int(key) // len(c.slots)], int(key) % len(c.slots)
        used = c.task.locked.student_minutes.get((student, int(c.slots[slot][0])), 0)
        cap = (c.task.students[student].minutes_per_day - used) // c.task.grid
        limit[int(key)] = max(0, cap) * int(c.multiplicity[slot])
    return at_most_by_group(group, np.arange(v.attendance_count), v.cells[v.place], limit)


def item_day_sessions(v: Variables) -> Rows:
    """Rule 5: per item and day, at most `sessions_per_day_per_item` sessions."""
    c = v.columns
    allowed = c.task.case.policy.sessions_per_day_per_item
    dates = allowed_days(c.task)
    group = v.item * len(c.slots) + v.slot
    limit = {}
    for key in np.unique(group).tolist():
        item, slot = divmod(key, len(c.slots))
        days = c.slots[slot]
        used = c.task.locked.item_sessions.get((c.task.items[item].owed_id, int(days[0])), 0)
        limit[key] = max(0, allowed - used) * int(dates[item, days].sum())
    ones = np.ones(v.attendance_count, dtype=np.int64)
    return at_most_by_group(group, np.arange(v.attendance_count), ones, limit)


def provider_day_minutes(v: Variables) -> Rows:
    """Rule 6: a provider's make-up minutes per day within the provider's cap."""
    return _provider_minutes(v, weekly=False)


def provider_week_minutes(v: Variables) -> Rows:
    """Rule 6: a provider's make-up minutes per week (Monday to Sunday) within the cap.

    A class of dates spans weeks; over classes the row adds up all weeks.
    """
    return _provider_minutes(v, weekly=True)


def _provider_minutes(v: Variables, weekly: bool) -> Rows:
    c = v.columns
    weeks = c.task.available.days.week
    spans_weeks = any(len(np.unique(weeks[days])) > 1 for days in c.slots)
    period_of_slot = np.arange(len(c.slots))
    if weekly:
        _, of_day = np.unique(weeks, return_inverse=True)
        firsts = np.array([days[0] for days in c.slots], dtype=np.int64)
        period_of_slot = np.zeros_like(firsts) if spans_weeks else of_day[firsts]
    limits, capped = {}, np.zeros(len(c.templates.providers), dtype=bool)
    for row, name in enumerate(c.templates.providers):
        facts = c.task.providers[name]
        cap = facts.minutes_per_week if weekly else facts.minutes_per_day
        if cap is None:
            continue
        capped[row] = True
        for period in np.unique(period_of_slot):
            days = np.concatenate(
                [c.slots[slot] for slot in np.flatnonzero(period_of_slot == period)]
            )
            times = len(np.unique(weeks[days])) if weekly else len(days)
            inside = weeks == weeks[days[0]] if weekly and not spans_weeks else days
            used = _locked_minutes(v, name, np.arange(len(weeks))[inside])
            key = int(row * len(c.slots) + period)
            limits[key] = max(0, (cap * times - used) // c.task.grid)
    kept = c.takes_provider_time[v.session_place] & capped[c.provider[v.session_place]]
    place = v.session_place[kept]
    group = c.provider[place] * len(c.slots) + period_of_slot[c.slot[place]]
    return at_most_by_group(group, v.session[kept], v.cells[place], limits)


def _locked_minutes(v: Variables, provider: str, days: IntArray) -> int:
    minutes = v.columns.task.locked.provider_minutes
    return sum(minutes.get((provider, int(day)), 0) for day in days)


def _already_extended(v: Variables, key: int) -> int:
    c = v.columns
    regular, slot = divmod(key, len(c.slots))
    return c.task.locked.extended.get((regular, int(c.slots[slot][0])), 0)


RULES = (
    provider_gives_one_session_at_a_time,
    regular_session_is_joined_in_one_row,
    student_is_in_one_session_at_a_time,
    nobody_is_credited_more_than_owed,
    shorter_only_for_a_small_debt,
    group_is_open_and_within_its_cap,
    attendee_fits_the_grades,
    item_sits_only_in_groups_it_allows,
    nobody_sits_with_one_kept_apart,
    regular_session_is_extended_within_limits,
    regular_session_is_extended_by_enough,
    longer_only_for_somebody,
    student_day_minutes,
    item_day_sessions,
    provider_day_minutes,
    provider_week_minutes,
)
"""All rules of the model: the model is this list."""

LATE_RULES = (
    shorter_only_for_a_small_debt,
    attendee_fits_the_grades,
    item_sits_only_in_groups_it_allows,
    nobody_sits_with_one_kept_apart,
)
"""Rules with many rows of which few matter to a relaxation: it may take them in where broken."""
