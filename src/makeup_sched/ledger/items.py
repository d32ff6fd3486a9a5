"""Owed items: what planning has to place for each service and each award, minutes and dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.ledger.sources import oldest_dates, owed_sources, rounded_up

Kind = Literal["service", "award"]

_HOW = ["setting", "max_group", "min_session", "max_session"]
"""The columns of services and awards that say how an item may be given."""


@dataclass(frozen=True)
class OwedItem:
    """The minutes owed to one student by one service or one award.

    Attributes
    ----------
    owed_id
        The `service_id` or `award_id`.
    student_id, discipline, kind
        Whose minutes they are, of what, and owed by a service or by an award.
    owed
        Minutes to plan: `raw_owed` rounded up to the policy's grid.
    raw_owed
        Minutes owed less minutes delivered, before rounding.
    pending
        Minutes that the team has yet to decide and that were not delivered. Apart from `owed`
        when the policy holds them, a part of it when the policy plans them.
    oldest_date
        Date of the oldest missed minute still owed (nothing owed: of the oldest pending one).
        An award: the date it was decided on, without one the first date to plan on.
    due_date
        The item's own due date, None where it has none.
    due_shown
        `due_date`, or the last date to plan on where the item has no due date of its own.
    group
        Whether the item may be given in a group.
    max_group
        The item's own limit on the size of a group, None where it has none.
    min_session, max_session
        Minutes of one session: the item's own, else the policy's.
    own_provider
        The provider of the service; blank for an award, and where nobody, or somebody who is
        not among the providers, is named.
    earliest_date
        First date on which the item may be planned.
    priority
        Weight of an unmet minute, the student's.
    """

    owed_id: str
    student_id: str
    discipline: str
    owed: int
    raw_owed: int
    pending: int
    oldest_date: date
    due_date: date | None
    due_shown: date
    group: bool
    max_group: int | None
    min_session: int
    max_session: int
    own_provider: str
    earliest_date: date
    priority: int
    kind: Kind


def owed_items(case: Case) -> list[OwedItem]:
    """Return all items with minutes owed or pending, sorted by `owed_id`.

    An item that is fully delivered, or not owed at all, with nothing pending is left out.

    Parameters
    ----------
    case
        A case whose tables were validated.
    """
    rows = item_rows(case)
    rows = rows[(rows["raw_owed"] > 0) | (rows["pending"] > 0)]
    return [_item(fields, case) for fields in rows.to_dict("records")]


def restated(items: Iterable[OwedItem], case: Case) -> list[OwedItem]:
    """Return items with the setting, group size and session lengths of their rows in a case.

    Whose they are, minutes and dates stay: for a case in which nothing else about them differs.
    """
    rows = {
        (kind, row[key]): row
        for kind, table, key in (("service", "services", "service_id"),
                                 ("award", "awards", "award_id"))
        for row in case.table(table)[[key, *_HOW]].to_dict("records")
    }  # fmt: skip
    return [replace(item, **_how(rows[item.kind, item.owed_id], case)) for item in items]


def item_rows(case: Case, sources: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one line per service with missed or delivered rows and per award, whatever is left.

    `sources` are the lines of `owed_sources`, where they are at hand.

    Returns
    -------
    pd.DataFrame
        Sorted by `owed_id`; a fresh index. Columns: those of `item_facts`, and

        - `raw_owed`, `owed`, `pending` (minutes, as in `OwedItem`)
        - `oldest_date`, `due_date` (NaT where there is none)
    """
    sources = owed_sources(case) if sources is None else sources
    rows = item_facts(case)
    named = pd.concat([sources["owed_id"], case.table("delivered")["owed_id"]])
    rows = rows[rows["owed_id"].isin(named)].reset_index(drop=True)
    sums = sources.groupby("owed_id")[["left", "pending"]].sum()
    sums = sums.reindex(rows["owed_id"], fill_value=0)
    rows["raw_owed"] = sums["left"].to_numpy("int64")
    rows["pending"] = sums["pending"].to_numpy("int64")
    rows["owed"] = rounded_up(rows["raw_owed"], case.policy.grid_minutes)
    rows["oldest_date"] = oldest_dates(sources).reindex(rows["owed_id"]).to_numpy()
    rows["due_date"] = rows["due_on"]
    if case.policy.due_within_days > 0:
        later = rows["oldest_date"] + timedelta(days=case.policy.due_within_days)
        rows["due_date"] = rows["due_date"].fillna(later)
    return rows


def item_facts(case: Case) -> pd.DataFrame:
    """Return what the tables say about every service and award, minutes left aside.

    Returns
    -------
    pd.DataFrame
        Sorted by `owed_id`; a fresh index. Columns: `owed_id`, `kind`, `student_id`,
        `discipline`, `setting`, `max_group`, `min_session`, `max_session` (minutes, `<NA>`:
        the policy's), `own_provider`, `decided_on`, `due_on` (NaT for a service), `priority`.
    """
    shared = ["student_id", "discipline", *_HOW]
    services, awards = case.table("services"), case.table("awards")
    known = services["provider_id"].isin(case.table("providers")["provider_id"])
    no_date = pd.Series(pd.NaT, index=services.index, dtype="datetime64[s]")
    of_services = services[shared].assign(
        owed_id=services["service_id"],
        kind="service",
        own_provider=services["provider_id"].where(known, ""),
        decided_on=no_date,
        due_on=no_date,
    )
    of_awards = awards[[*shared, "decided_on", "due_on"]].assign(
        owed_id=awards["award_id"], kind="award", own_provider=""
    )
    parts = [part for part in (of_services, of_awards) if len(part)] or [of_services]
    facts = pd.concat(parts, ignore_index=True)
    students = case.table("students").set_index("student_id")
    facts["priority"] = facts["student_id"].map(students["priority"]).fillna(1).astype("int64")
    return facts.sort_values("owed_id", ignore_index=True)


def _item(fields: dict[Any, Any], case: Case) -> OwedItem:
    decided = _day(fields["decided_on"])
    due = _day(fields["due_date"])
    return OwedItem(
        owed_id=fields["owed_id"],
        student_id=fields["student_id"],
        discipline=fields["discipline"],
        owed=int(fields["owed"]),
        raw_owed=int(fields["raw_owed"]),
        pending=int(fields["pending"]),
        oldest_date=fields["oldest_date"].date(),
        due_date=due,
        due_shown=due or case.end_date,
        **_how(fields, case),
        own_provider=fields["own_provider"],
        earliest_date=max(decided or case.start_date, case.start_date),
        priority=int(fields["priority"]),
        kind=fields["kind"],
    )


def _how(fields: Mapping[Any, Any], case: Case) -> dict[str, Any]:
    """Return how an item may be given, by the fields of `OwedItem`."""
    return {
        "group": fields["setting"] == "group",
        "max_group": _whole(fields["max_group"]),
        "min_session": _whole(fields["min_session"]) or case.policy.min_session,
        "max_session": _whole(fields["max_session"]) or case.policy.max_session,
    }


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
