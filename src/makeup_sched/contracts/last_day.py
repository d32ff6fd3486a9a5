"""The last day to decide, in words: what a plan shows, what is proven, what is not settled."""

import datetime as dt

from makeup_sched.contracts.deadline import Deadline
from makeup_sched.plain_words import long_date


def last_day_words(
    until: Deadline, decided: dt.date, loses: dt.date | None, *, stopped: bool
) -> str:
    """Return up to which day deciding loses nothing, as far as known.

    `decided` is the first day on which it can be decided, `loses` the first one looked at that is
    proven to lose minutes; `stopped` says that the search was.
    """
    # that the first day is as good as itself says nothing
    last = None if until.last_day == decided else until.last_day
    if last is not None:
        return _shown(last, decided, loses, settled=until.settled, stopped=stopped)
    if until.last_day is not None and until.settled:
        none = "no plan was found that clears as much when deciding later"
        return f"Decide on {long_date(decided)}: {none}."
    words = "Up to which day nothing is lost is not settled."
    if loses is None:
        return words
    return f"{words} From {long_date(loses)} on minutes are lost, which is proven."


def _shown(
    last: dt.date, decided: dt.date, loses: dt.date | None, *, settled: bool, stopped: bool
) -> str:
    day = long_date(decided)
    shown = f"a plan shows that deciding then still clears as much as deciding on {day}"
    if settled or loses == last + dt.timedelta(days=1):
        return f"Decide by {long_date(last)}: {shown}."
    words = f"Until {long_date(last)} nothing is lost: {shown}."
    later = "not settled when it was stopped" if stopped else "not settled in time"
    if loses is None:
        return f"{words} Later days: {later}."
    return (
        f"{words} From {long_date(loses)} on minutes are lost, which is proven; the days between: "
        f"{later}."
    )
