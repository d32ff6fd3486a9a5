"""The objective terms, declared in one table: name, what it counts, coefficient per variable."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.model.variables import Variables
from makeup_sched.vocabulary import DAY_TYPES


@dataclass(frozen=True)
class Term:
    """One objective term.

    `coefficients` gives the weight of each variable; `by_date` says that the weight depends on
    the date itself and not only on the kind of day.
    """

    name: str
    counts: str
    coefficients: Callable[[Variables], IntArray]
    by_date: bool = False


def _blank(v: Variables) -> IntArray:
    return np.zeros(v.count, dtype=np.int64)


def _of_attendances(v: Variables, values: IntArray) -> IntArray:
    weights = _blank(v)
    weights[: v.attendance_count] = values
    return weights


def _attendee_minutes(v: Variables) -> IntArray:
    return np.asarray(v.columns.places.length[v.place], dtype=np.int64)


def _is_esy(v: Variables) -> IntArray:
    firsts = np.array([days[0] for days in v.columns.slots], dtype=np.int64)
    types = v.columns.task.available.days.day_type[firsts]
    return np.asarray(types[v.slot] == DAY_TYPES.index("esy"), dtype=np.int64)


def _unmet(v: Variables) -> IntArray:
    weights = _blank(v)
    grid = v.columns.task.grid
    weights[v.unmet] = [item.priority * grid for item in v.columns.task.items]
    return weights


def _contract(v: Variables) -> IntArray:
    c = v.columns
    facts = [c.task.providers[name].contract for name in c.templates.providers]
    contract = np.array(facts, dtype=np.int64)[c.provider[v.session_place]]
    timed = c.takes_provider_time[v.session_place]
    weights = _blank(v)
    weights[v.session] = contract * timed * c.places.length[v.session_place]
    return weights


def _esy(v: Variables) -> IntArray:
    return _of_attendances(v, _attendee_minutes(v) * _is_esy(v))


def _extended_day(v: Variables) -> IntArray:
    late = v.columns.places.extended[v.place].astype(np.int64)
    return _of_attendances(v, _attendee_minutes(v) * late * (1 - _is_esy(v)))


def _avoid(v: Variables) -> IntArray:
    return _of_attendances(v, v.columns.places.attendance_avoid)


def _other_provider(v: Variables) -> IntArray:
    c = v.columns
    row = {name: number for number, name in enumerate(c.templates.providers)}
    # a provider without columns is nobody's here, but still somebody else than the one who gives
    own = np.array([_own(row, item.own_provider) for item in c.task.items], dtype=np.int64)
    given = c.provider[v.place]
    other = (own[v.item] != -1) & (own[v.item] != given)
    return _of_attendances(v, _attendee_minutes(v) * other)


def _own(row: dict[str, int], provider: str) -> int:
    return row.get(provider, -2) if provider else -1


def _lateness(v: Variables) -> IntArray:
    c = v.columns
    ordinal = c.task.available.days.ordinal
    first = np.array([ordinal[days[0]] for days in c.slots], dtype=np.int64)
    oldest = np.array([item.oldest_date.toordinal() for item in c.task.items], dtype=np.int64)
    days = np.maximum(0, first[v.slot] - oldest[v.item])
    return _of_attendances(v, _attendee_minutes(v) * days // 7)


def _sessions(v: Variables) -> IntArray:
    weights = _blank(v)
    weights[v.session] = v.columns.takes_provider_time[v.session_place].astype(np.int64)
    return weights


TERMS = (
    Term("unmet", "priority x unmet minutes", _unmet),
    Term("contract", "provider minutes by contract providers", _contract),
    Term("esy", "attendee minutes in ESY", _esy),
    Term("extended_day", "attendee minutes before or after school or on Saturdays", _extended_day),
    Term("avoid", "attendee minutes in avoid less those in prefer categories", _avoid),
    Term("other_provider", "attendee minutes not given by the own provider", _other_provider),
    Term("lateness", "attendee minutes x days since the oldest miss / 7", _lateness, by_date=True),
    Term("sessions", "sessions, joins not counted", _sessions),
)
"""All terms of the contract; the policy's order says which come first."""


def moved_term(baseline: pd.DataFrame, first_ordinal: int) -> Term:
    """Return the term `moved`: attendances of an earlier plan that the plan does not hold.

    `baseline` has the columns of the table `sessions`. An attendance is held when the item is
    seen by the same provider, on the same date, at the same start, for the same length. The
    weights are rewards (-1), to be taken from the number of attendances of the earlier plan.
    """
    held = baseline_attendances(baseline, first_ordinal)

    def coefficients(v: Variables) -> IntArray:
        c = v.columns
        firsts = [int(c.task.available.days.ordinal[days[0]]) for days in c.slots]
        names = c.templates.providers
        values = np.zeros(v.attendance_count, dtype=np.int64)
        if held:
            for number in range(v.attendance_count):
                place = v.place[number]
                key = (
                    c.task.items[v.item[number]].owed_id,
                    names[c.provider[place]],
                    firsts[c.slot[place]],
                    int(c.places.start[place]),
                    int(c.places.length[place]),
                )
                values[number] = -1 if key in held else 0
        return _of_attendances(v, values)

    return Term("moved", "attendances of the earlier plan not kept", coefficients, by_date=True)


def terms_in_order(case: Case, baseline: pd.DataFrame | None = None) -> list[Term]:
    """Return the terms to minimise in the policy's order; `moved` comes right after `unmet`."""
    known = {term.name: term for term in TERMS}
    chosen = [known[name] for name in case.policy.objective.order]
    if baseline is not None:
        moved = moved_term(baseline, case.start_date.toordinal())
        names = [term.name for term in chosen]
        after = names.index("unmet") + 1 if "unmet" in names else 0
        chosen.insert(after, moved)
    return chosen


def baseline_attendances(
    baseline: pd.DataFrame, first_ordinal: int
) -> set[tuple[str, str, int, int, int]]:
    """Return (owed id, provider, date ordinal, start, length) of an earlier plan's attendances."""
    return {
        (
            owed_id,
            str(row.provider_id),
            row.date.toordinal(),
            int(row.start),
            int(row.end) - int(row.start),
        )
        for row in rows_of(baseline)
        if row.date.toordinal() >= first_ordinal
        for owed_id in row.owed_ids
    }
