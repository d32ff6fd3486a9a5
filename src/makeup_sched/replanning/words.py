"""What an edit is given, dates, times and ids, and the edit in words."""

import datetime as dt
from collections.abc import Sequence

from makeup_sched.replanning.errors import EditError
from makeup_sched.tables.handed_in import DateLike, TimeLike, date_of, minute_of
from makeup_sched.tables.problems import MakeupSchedError

__all__ = ["DateLike", "TimeLike", "as_date", "as_minute", "check_ids", "in_words"]


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
    """Return what is done to which sessions."""
    check_ids(session_ids)
    return f"{what} {', '.join(session_ids)}"


def check_ids(session_ids: Sequence[str]) -> None:
    """Raise TypeError where an id of a session is no text."""
    for one in session_ids:
        if not isinstance(one, str):
            raise TypeError(f'a session is named by its id, such as "M0001", not by {one!r}')
