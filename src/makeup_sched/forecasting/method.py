"""How a forecast is made and what it does not know, in sentences that stand beside every result."""

import pandas as pd

from makeup_sched.forecasting.published import SOURCE
from makeup_sched.forecasting.rates import WORTH, Rates
from makeup_sched.forecasting.scheduled import FROM_SESSIONS, NOTHING
from makeup_sched.plain_words import long_date

_FUTURE_SESSIONS = {
    FROM_SESSIONS: "The sessions to come are the regular sessions of the case.",
    NOTHING: "The case has no sessions to come that could be missed; only make-ups can be.",
}
_FROM_SERVICES = (
    "The case has no regular sessions, so the sessions to come are taken from its service lines, "
    "spread evenly over the school days."
)


def method(rates: Rates, review_weeks: int, source: str) -> str:
    """Return the method and its limits, one paragraph each."""
    again = "week" if review_weeks == 1 else f"{review_weeks} weeks"
    how = (
        "How: each future draws by chance who is out on which day. A provider who is out misses "
        "all sessions of that day, a student who is out only their own. What is missed becomes "
        "owed as the policy says for its reason, and a make-up on such a day is lost. Every "
        f"{again} it is planned again, knowing only what was missed by then: what stands is kept, "
        f"and the rest gets what time is free. {_FUTURE_SESSIONS.get(source, _FROM_SERVICES)}"
    )
    return f"{how}\n{_rates(rates)}\n{_LIMITS}"


def _rates(rates: Rates) -> str:
    first, last = rates.record.first, rates.record.last
    own = "There is no record of this case's own; the rates are"
    if not pd.isna(first):
        own = (
            f"Rates are this case's own record of {long_date(first)} to {long_date(last)} drawn to"
        )
    return (
        f"{own} published ones ({SOURCE}), which count as much as a record of "
        f"{WORTH['provider']:g} days of each provider and {WORTH['student']:g} sessions of "
        "students. How far they are off is itself drawn in each future."
    )


_LIMITS = (
    "Limits: days out are drawn one by one, so long leaves, vacancies, waves of illness and closed "
    "schools are not in it. Nobody stands in, nobody is contracted, no session moves to make room. "
    "Contract hours are given to one student at a time; with groups fewer may do, with the "
    "shortest visit and the way there more are paid. A chance near 0 or 100 % says what these "
    "futures hold, not what life does."
)
