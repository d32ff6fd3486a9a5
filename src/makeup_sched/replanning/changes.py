"""What planning again changed, item by item."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.values import rows_of

_OF_A_PLACE = {"provider": "str", "date": "datetime64[s]", "start": "Int64", "minutes": "Int64"}
COLUMNS = {
    "change": "str",
    "owed_id": "str",
    "student_id": "str",
    **{f"{name}_before": dtype for name, dtype in _OF_A_PLACE.items()},
    **{f"{name}_after": dtype for name, dtype in _OF_A_PLACE.items()},
    "edited": "bool",
}
_BLANK = {"provider": "", "date": pd.NaT, "start": pd.NA, "minutes": pd.NA}


@dataclass(frozen=True, order=True)
class _Place:
    """Where an attendance is; `start` in minutes after midnight."""

    date: pd.Timestamp
    start: int
    provider: str
    minutes: int


@dataclass(frozen=True, order=True)
class _Attendance:
    """One student in one session, `edited` where an edit has taken it away."""

    place: _Place
    student_id: str
    edited: bool = False


_ByItem = dict[str, list[_Attendance]]


def changes_table(stood: pd.DataFrame, taken_away: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each student in a session, before, after, or both.

    Parameters
    ----------
    stood
        The sessions that stood before planning.
    taken_away
        Those that edits had taken away since the planning before.
    now
        The sessions of the new plan.
    """
    before = _by_item(stood, _by_item(taken_away, {}, edited=True))
    after = _by_item(now, {})
    rows = [
        row
        for owed_id in sorted({*before, *after})
        for row in _of_item(owed_id, before.get(owed_id, []), after.get(owed_id, []))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _by_item(sessions: pd.DataFrame, found: _ByItem, *, edited: bool = False) -> _ByItem:
    """Return attendances by owed item, added to those found so far."""
    together = defaultdict(list, found)
    for row in rows_of(sessions):
        place = _Place(row.date, int(row.start), row.provider_id, int(row.minutes))
        for student_id, owed_id in zip(row.student_ids, row.owed_ids, strict=True):
            together[owed_id].append(_Attendance(place, student_id, edited))
    return dict(together)


def _of_item(
    owed_id: str, before: Sequence[_Attendance], after: Sequence[_Attendance]
) -> Iterator[dict[str, object]]:
    """Pair what is at the same place, then the rest in order of time."""
    places = {each.place: each for each in after}
    kept = {each.place: each for each in before if not each.edited and each.place in places}
    # what an edit took away may come back to where it was; that is no change either
    kept |= {each.place: each for each in before if each.place in places and each.place not in kept}
    left = sorted(each for each in before if kept.get(each.place) is not each)
    new = sorted(each for each in after if each.place not in kept)
    pairs = [(kept[each.place], each) for each in after if each.place in kept]
    pairs_moved = list(zip(left, new, strict=False))
    for change, old, fresh in (
        *(("kept", old, fresh) for old, fresh in pairs),
        *(("moved", old, fresh) for old, fresh in pairs_moved),
        *(("gone", old, None) for old in left[len(new) :]),
        *(("new", None, fresh) for fresh in new[len(left) :]),
    ):
        yield _row(change, owed_id, old, fresh)


def _row(
    change: str, owed_id: str, before: _Attendance | None, after: _Attendance | None
) -> dict[str, object]:
    known = before or after
    return {
        "change": change,
        "owed_id": owed_id,
        "student_id": "" if known is None else known.student_id,
        **_cells(before, "before"),
        **_cells(after, "after"),
        "edited": before is not None and before.edited,
    }


def _cells(attendance: _Attendance | None, when: str) -> dict[str, object]:
    place = None if attendance is None else attendance.place
    return {
        f"{name}_{when}": blank if place is None else getattr(place, name)
        for name, blank in _BLANK.items()
    }
