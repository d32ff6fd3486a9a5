"""Missed sessions on which the team has to decide so that minutes given for them count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.ledger.sources import owed_sources


@dataclass(frozen=True)
class Undecided:
    """What was missed of a service on a date, in minutes, and the team has yet to decide on."""

    service_id: str
    date: date
    minutes: int


def undecided_sessions(case: Case, minutes: Mapping[str, int]) -> list[Undecided]:
    """Return the missed sessions that wait for the team, oldest first, enough for some minutes.

    Parameters
    ----------
    case
        A case whose tables were validated.
    minutes
        By service: how many minutes of it the sessions have to have. Those of a date are decided on
        together, so the sessions may have more; where fewer wait they have fewer.
    """
    found: list[Undecided] = []
    for service, needed in sorted(minutes.items()):
        for one in _waiting(case, service):
            if needed <= 0:
                break
            found.append(one)
            needed -= one.minutes
    return found


def undecided_minutes(make_up: pd.DataFrame) -> dict[str, int]:
    """Return the `undecided` minutes of each service by a make-up ledger, where there are any."""
    rows = make_up[make_up["undecided"] > 0]
    return {str(row.service_id): int(row.undecided) for row in rows_of(rows)}


def _waiting(case: Case, service_id: str) -> Iterator[Undecided]:
    sources = owed_sources(case)
    own = sources[(sources["owed_id"] == service_id) & (sources["counted"] == "pending")]
    by_date = own.groupby("date")["minutes"].sum()
    for day, minutes in zip(by_date.index, by_date, strict=True):
        yield Undecided(service_id, day.date(), int(minutes))
