"""What an edit is given, dates, times and ids, and the edit in words."""

import datetime as dt
from collections.abc import Sequence

from makeup_sched.replanning.errors import EditError
from makeup_sched.tables.handed_in import DateLike, TimeLike, date_of, minute_of
from makeup_sched.tables.problems import MakeupSchedError

__all__ = ["DateLike", "TimeLike", "as_date", "as_minute", "in_words"]


def as_date(given: DateLike) -> dt.date:
    """Return the date; EditError where it is none."""
    try:
        return date_of(given)
    except MakeupSchedError as error:
        raise EditError(str(error)) from error


def as_minute(given: TimeLike) -> int:
    """Return minutes after midnight; EditError where it is no time of day."""
    try:
        return minute_of(given)
    except MakeupSchedError as error:
        raise EditError(str(error)) from error


def in_words(what: str, session_ids: Sequence[str]) -> str:
    """Return what is done to which sessions; TypeError where an id is no text."""
    for one in session_ids:
        if not isinstance(one, str):
            raise TypeError(
                f'ids of sessions are given one by one, such as {what}("M0001", "M0002"); '
                f"this is {one!r}"
            )
    return f"{what} {', '.join(session_ids)}"
