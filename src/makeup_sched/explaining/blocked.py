"""Where an item could be given, and what stands there in a plan."""

import pandas as pd

from makeup_sched.case.values import rows_of
from makeup_sched.places.item_places import ItemPlaces
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import WEEKDAYS

COLUMNS = ("weekday", "provider_id", "places", "dates", "blocked_by")
_CAP, _OWN, _OPEN = "a daily or weekly limit", "the student's own other session", "nothing seen"


def blocked_places(task: Task, places: ItemPlaces, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return the places of an item by weekday, provider and what stands in the way there.

    Columns: `weekday`, `provider_id`, `places` and `dates` (how many), `blocked_by`: the items
    whose sessions overlap, the student's own other session, or a limit.
    """
    item = task.items[places.item]
    names, days = list(task.providers), task.available.days
    by_day: dict[int, list[tuple[str, int, int, tuple[str, ...], tuple[str, ...]]]] = {}
    for row in rows_of(sessions):
        entry = (str(row.provider_id), int(row.start), int(row.end), row.owed_ids, row.student_ids)
        by_day.setdefault(row.date.toordinal(), []).append(entry)
    found: dict[tuple[int, str, str], tuple[int, set[int]]] = {}
    columns = (places.day, places.provider, places.start, places.length)
    for day, provider, start, length in zip(*(c.tolist() for c in columns), strict=True):
        name = names[provider]
        blocker = _blocker(
            by_day.get(int(days.ordinal[day]), []), name, item.student_id, start, start + length
        )
        key = (int(days.weekday[day]), name, blocker)
        count, dates = found.get(key, (0, set()))
        found[key] = (count + 1, dates | {day})
    rows = [
        (WEEKDAYS[weekday], name, count, len(dates), blocker)
        for (weekday, name, blocker), (count, dates) in sorted(found.items())
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _blocker(
    held: list[tuple[str, int, int, tuple[str, ...], tuple[str, ...]]],
    provider: str,
    student: str,
    start: int,
    end: int,
) -> str:
    """Say what stands in the way of a place: the nearest cause in words."""
    overlapping = [entry for entry in held if entry[1] < end and start < entry[2]]
    if any(student in entry[4] for entry in overlapping):
        return _OWN
    others = sorted({owed for entry in overlapping if entry[0] == provider for owed in entry[3]})
    if others:
        return ", ".join(others)
    return _CAP if any(student in entry[4] for entry in held) else _OPEN
