"""The attendances that a plan holds, as plain arrays that outlive the model they came from."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.values import rows_of
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import Columns
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import MODES

Held = npt.NDArray[np.void]
"""One row per attendance, of the type `HELD`."""

HELD = np.dtype(
    [
        (name, np.int32)
        for name in (
            "item",
            "provider",
            "day",
            "start",
            "length",
            "site",
            "discipline",
            "mode",
            "regular",
            "session",
        )
    ]
)
"""Item and provider (numbers in the task), day index, start and length in minutes, site code,
number of the provider's discipline, mode code, regular session (-1: none); attendances with the
same `session` sit together."""

_PLACE = ("provider", "day", "start", "length", "site", "discipline", "mode", "regular")


def nothing_held() -> Held:
    """Return a plan without any attendance."""
    return np.zeros(0, dtype=HELD)


def together(parts: list[Held]) -> Held:
    """Join plans, each session with a number of its own, from 0 on."""
    joined = np.concatenate([nothing_held(), *parts])
    part = np.repeat(np.arange(len(parts)), [len(rows) for rows in parts])
    key = np.stack([part, joined["session"].astype(np.int64)])
    joined["session"] = np.unique(key, axis=1, return_inverse=True)[1].reshape(-1)
    return joined


def given_in(held: Held, items: int) -> IntArray:
    """Return the minutes that a plan gives to each item."""
    return np.bincount(held["item"], weights=held["length"], minlength=items).astype(np.int64)


def held_in(variables: Variables, values: IntArray) -> Held:
    """Return what a solution over dates holds."""
    c = variables.columns
    numbers = {name: number for number, name in enumerate(c.task.providers)}
    of_row = np.array([numbers[name] for name in c.templates.providers], dtype=np.int64)
    chosen = np.flatnonzero(values[: variables.attendance_count] > 0)
    place = variables.place[chosen]
    found = np.zeros(len(chosen), dtype=HELD)
    found["item"] = variables.item[chosen]
    found["provider"] = of_row[c.provider[place]] if len(place) else 0
    found["day"] = np.array([days[0] for days in c.slots], dtype=np.int64)[c.slot[place]]
    for name in ("start", "length", "site", "discipline", "mode", "regular"):
        found[name] = getattr(c.places, name)[place]
    # each attendance of a solo place is a session of its own
    alone = c.places.solo[place]
    key = np.where(alone, len(c.places.start) + np.arange(len(chosen)), place)
    found["session"] = np.unique(key, return_inverse=True)[1]
    return found


def held_in_sessions(task: Task, sessions: pd.DataFrame) -> Held:
    """Return what a table of sessions holds; rows that name what the task has not are left out.

    Locked sessions of the task are not a part of it: their time is gone from the task.
    """
    items = {item.owed_id: number for number, item in enumerate(task.items)}
    providers = {name: number for number, name in enumerate(task.providers)}
    days = {int(ordinal): day for day, ordinal in enumerate(task.available.days.ordinal)}
    sites = {name: number for number, name in enumerate(task.available.sites)}
    regular = {each.session_id: number for number, each in enumerate(task.available.regular)}
    rows = []
    for session, row in enumerate(rows_of(sessions)):
        provider, day = str(row.provider_id), days.get(row.date.toordinal())
        known = provider in providers and all(owed_id in items for owed_id in row.owed_ids)
        site, joined = sites.get(str(row.site)), regular.get(str(row.regular_session_id), -1)
        if day is None or site is None or not known:
            continue
        disciplines = task.providers[provider].disciplines
        if str(row.discipline) not in disciplines:
            continue
        place = (providers[provider], day, int(row.start), int(row.end) - int(row.start), site)
        kind = (disciplines.index(str(row.discipline)), MODES.index(row.mode), joined)
        rows += [(items[owed_id], *place, *kind, session) for owed_id in row.owed_ids]
    return np.array(rows, dtype=HELD)


def values_of(variables: Variables, held: Held) -> IntArray:
    """Return the values of the variables (over dates) that hold what is held.

    What has no column (any longer) is left out, a whole session at a time.
    """
    v, c = variables, variables.columns
    values = np.zeros(v.count, dtype=np.int64)
    places = _places_by_key(c, {_key(row) for row in held})
    members = _attendances_by_place(v, [p for found in places.values() for p in found])
    openings = _openings_by_place(c)
    for rows in sessions_of(held):
        items = rows["item"].tolist()
        for place in places.get(_key(rows[0]), []):
            mine = [members[place][item] for item in items if item in members[place]]
            if len(mine) < len(items) or values[mine].any():
                continue
            opening = _fitting(v, openings.get(place, []), items)
            if opening is None and not c.places.solo[place]:
                continue
            values[mine] = 1
            if opening is not None and not c.places.solo[place]:
                values[v.opening[opening]] = 1
            break
    given = np.bincount(
        v.item, weights=values[: v.attendance_count] * v.cells[v.place], minlength=len(v.unmet)
    )
    values[v.unmet] = c.task.left // c.task.grid - given.astype(np.int64)
    return values


def without_idle_openings(variables: Variables, values: IntArray) -> IntArray:
    """Return a solution in which no session is open that nobody attends."""
    v, places = variables, variables.columns.places
    attended = np.zeros(len(places.start), dtype=bool)
    attended[v.place[values[: v.attendance_count] > 0]] = True
    kept = values.copy()
    kept[v.opening[~attended[places.opening_place]]] = 0
    return kept


def _key(row: np.void) -> tuple[int, ...]:
    return tuple(int(row[name]) for name in _PLACE)


def sessions_of(held: Held) -> list[Held]:
    """Return the attendances of each session."""
    order = np.argsort(held["session"], kind="stable")
    edges = np.flatnonzero(np.diff(held["session"][order])) + 1
    return [part for part in np.split(held[order], edges) if len(part)]


def _places_by_key(c: Columns, wanted: set[tuple[int, ...]]) -> dict[tuple[int, ...], list[int]]:
    numbers = {name: number for number, name in enumerate(c.task.providers)}
    of_row = np.array([numbers[name] for name in c.templates.providers], dtype=np.int64)
    days = np.array([days[0] for days in c.slots], dtype=np.int64)[c.slot]
    at = {(key[0], key[1], key[2]) for key in wanted}
    start = c.places.start
    code = (of_row[c.provider] * 1024 + days) * 1440 + start if len(start) else start
    hit = np.flatnonzero(np.isin(code, [(p * 1024 + d) * 1440 + s for p, d, s in at]))
    found: dict[tuple[int, ...], list[int]] = {}
    columns = [of_row[c.provider[hit]], days[hit]] if len(hit) else [hit, hit]
    columns += [getattr(c.places, name)[hit] for name in _PLACE[2:]]
    for place, *key in zip(hit.tolist(), *(column.tolist() for column in columns), strict=True):
        found.setdefault(tuple(key), []).append(place)
    return found


def _attendances_by_place(v: Variables, places: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {place: {} for place in places}
    chosen = np.flatnonzero(np.isin(v.place, places))
    rows = zip(v.place[chosen].tolist(), v.item[chosen].tolist(), chosen.tolist(), strict=True)
    for place, item, attendance in rows:
        found[place][item] = attendance
    return found


def _openings_by_place(c: Columns) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, place in enumerate(c.places.opening_place.tolist()):
        found.setdefault(place, []).append(number)
    return found


def _fitting(v: Variables, openings: list[int], items: list[int]) -> int | None:
    """Return an opening that lets all items in, None where there is none."""
    task, places = v.columns.task, v.columns.places
    known = [task.students[task.items[item].student_id].grade for item in items]
    grades = [grade for grade in known if grade is not None]
    for opening in openings:
        low, high = places.opening_low[opening], places.opening_high[opening]
        if all(low <= grade <= high for grade in grades):
            return opening
    return None
