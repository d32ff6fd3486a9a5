"""Owed items: what planning has to place for each service and each award, minutes and dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.ledger.item_lines import ItemFacts, ItemLine, Kind, facts_of_items, item_lines


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
    rows = item_lines(case)
    return [_item(row, case) for row in rows if row.raw_owed > 0 or row.pending > 0]


def restated(items: Iterable[OwedItem], case: Case) -> list[OwedItem]:
    """Return items with the setting, group size and session lengths of their rows in a case.

    Whose they are, minutes and dates stay: for a case in which nothing else about them differs.
    """
    rows = {facts.owed_id: facts for facts in facts_of_items(case)}
    return [replace(item, **_how(rows[item.owed_id], case)) for item in items]


def _item(line: ItemLine, case: Case) -> OwedItem:
    facts, oldest = line.facts, line.oldest_date
    decided, due = _day(facts.decided_on), _day(line.due_date)
    assert oldest is not None  # something is owed or pending
    return OwedItem(
        owed_id=facts.owed_id,
        student_id=facts.student_id,
        discipline=facts.discipline,
        owed=line.owed,
        raw_owed=line.raw_owed,
        pending=line.pending,
        oldest_date=oldest.date(),
        due_date=due,
        due_shown=due or case.end_date,
        own_provider=facts.own_provider,
        earliest_date=max(decided or case.start_date, case.start_date),
        priority=facts.priority,
        kind=facts.kind,
        **_how(facts, case),
    )


def _how(facts: ItemFacts, case: Case) -> dict[str, Any]:
    """Return how an item may be given, by the fields of `OwedItem`."""
    return {
        "group": facts.setting == "group",
        "max_group": facts.max_group,
        "min_session": facts.min_session or case.policy.min_session,
        "max_session": facts.max_session or case.policy.max_session,
    }


def _day(value: pd.Timestamp | None) -> date | None:
    return None if value is None else value.date()
