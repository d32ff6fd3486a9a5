"""The figures of a plan, counted again from its sessions alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker.facts import Facts, facts_of
from makeup_sched.checker.plan import Attendee, Session, read_cells, read_plan
from makeup_sched.checker.tiers import tier_of
from makeup_sched.vocabulary import TIERS


@dataclass(frozen=True)
class ItemCount:
    """Minutes of one owed item, unweighted, and its dates (None where it has none)."""

    owed_id: str
    student_id: str
    discipline: str
    owed: int
    planned: int
    unmet: int
    pending: int
    oldest_date: date | None
    due_date: date


@dataclass(frozen=True)
class Recount:
    """What a plan comes to.

    Attributes
    ----------
    unmet, contract, esy, extended_day, avoid, other_provider, lateness, sessions
        The objective terms of the contract.
    moved
        Attendances of the baseline that the plan does not hold; None without a baseline.
    tiers
        Attendee-minutes in each tier.
    items
        Counts of every item that is owed, pending or planned, by `owed_id`.
    """

    unmet: int
    contract: int
    esy: int
    extended_day: int
    avoid: int
    other_provider: int
    lateness: int
    sessions: int
    moved: int | None
    tiers: dict[str, int]
    items: dict[str, ItemCount]

    @property
    def terms(self) -> dict[str, int]:
        """All objective terms by name; `moved` only where there is a baseline."""
        terms = {
            "unmet": self.unmet,
            "contract": self.contract,
            "esy": self.esy,
            "extended_day": self.extended_day,
            "avoid": self.avoid,
            "other_provider": self.other_provider,
            "lateness": self.lateness,
            "sessions": self.sessions,
        }
        return terms if self.moved is None else {**terms, "moved": self.moved}

    @property
    def minutes(self) -> dict[str, int]:
        """Unweighted minutes `owed`, `planned`, `unmet`, `pending` over all items."""
        items = self.items.values()
        return {
            "owed": sum(item.owed for item in items),
            "planned": sum(item.planned for item in items),
            "unmet": sum(item.unmet for item in items),
            "pending": sum(item.pending for item in items),
        }


def recount(
    case: Case | Facts, sessions: pd.DataFrame, baseline: pd.DataFrame | None = None
) -> Recount:
    """Count a plan's objective terms, tiers and items again.

    Parameters
    ----------
    case
        The case that the plan is for, or its `Facts`.
    sessions
        The plan's `sessions` table, typed as for `check`. Rows that `check` reports as not
        understood are not counted.
    baseline
        The `sessions` table of an earlier plan, for the term `moved`.
    """
    facts = facts_of(case)
    planned = read_plan(facts, sessions).sessions
    items = _items(facts, planned)
    tiers = dict.fromkeys(TIERS, 0)
    for session in planned:
        tiers[tier_of(facts, session)] += session.length * len(session.attendees)
    return Recount(
        unmet=sum(facts.students[item.student_id].priority * item.unmet for item in items.values()),
        contract=sum(
            session.length
            for session in planned
            if session.provider.contract and session.mode != "join"
        ),
        esy=tiers["esy"],
        extended_day=tiers["extended_day"],
        avoid=sum(_avoid(facts, session) for session in planned),
        other_provider=sum(_other_provider(facts, session) for session in planned),
        lateness=sum(
            _lateness(session, attendee) for session in planned for attendee in session.attendees
        ),
        sessions=sum(session.mode != "join" for session in planned),
        moved=None if baseline is None else _moved(facts.case, sessions, baseline),
        tiers=tiers,
        items=items,
    )


def _items(facts: Facts, sessions: Iterable[Session]) -> dict[str, ItemCount]:
    planned: dict[str, int] = defaultdict(int)
    for session in sessions:
        for attendee in session.attendees:
            planned[attendee.debt.owed_id] += session.length
    return {
        debt.owed_id: ItemCount(
            owed_id=debt.owed_id,
            student_id=debt.student_id,
            discipline=debt.discipline,
            owed=debt.owed,
            planned=planned[debt.owed_id],
            unmet=max(0, debt.owed - planned[debt.owed_id]),
            pending=debt.pending,
            oldest_date=debt.oldest,
            due_date=debt.due,
        )
        for debt in facts.debts.values()
        if debt.owed or debt.pending or planned[debt.owed_id]
    }


def _avoid(facts: Facts, session: Session) -> int:
    """Attendee-minutes in `avoid` categories less those in `prefer` categories."""
    worth = {"avoid": 1, "prefer": -1}
    minutes = 0
    for attendee in session.attendees:
        day = facts.days.categories(attendee.student, session.on)
        for start, end, category in day.parts(session.start, session.end):
            minutes += worth.get(facts.rule_of(category), 0) * (end - start)
    return minutes


def _other_provider(facts: Facts, session: Session) -> int:
    """Attendee-minutes not given by the service's own provider.

    An award has none; nor has a service that names nobody, or one who has left: then 0.
    """
    minutes = 0
    for attendee in session.attendees:
        own = attendee.debt.own_provider
        if own in facts.providers and own != session.provider.provider_id:
            minutes += session.length
    return minutes


def _lateness(session: Session, attendee: Attendee) -> int:
    """Minutes x days from the item's oldest date to the session, divided by 7, rounded down."""
    oldest = attendee.debt.oldest
    if oldest is None:
        return 0
    return session.length * max(0, (session.on - oldest).days) // 7


def _moved(case: Case, sessions: pd.DataFrame, baseline: pd.DataFrame) -> int:
    """Attendances of the baseline, on or after the start date, that the plan does not hold.

    Held means: at the same provider, date, start and length.
    """
    before = Counter(_attendances(case, baseline))
    return sum((before - Counter(_attendances(case, sessions))).values())


def _attendances(case: Case, sessions: pd.DataFrame) -> Iterable[tuple[object, ...]]:
    for row in read_cells(sessions):
        start, end, on = row["start"], row["end"], row["date"]
        if start is None or end is None or on is None or on < case.start_date:
            continue
        for owed_id in row["owed_ids"] or ():
            yield owed_id, row["provider_id"], on, start, end - start
