"""What each owed item is owed, since when and until when, straight from the case's tables."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from makeup_sched.case.case import Case
from makeup_sched.checker import cells
from makeup_sched.checker.cells import Row
from makeup_sched.checker.records import minute, word


@dataclass(frozen=True)
class Debt:
    """An owed item: a service with its missed minutes, or an award.

    Attributes
    ----------
    owed, pending
        Minutes owed (rounded up to the grid), and minutes that the team has yet to decide and
        nobody has delivered (not rounded).
    oldest
        Date of the oldest missed minute still owed (an award: `decided_on`, or the start of
        planning); None where nothing is owed.
    due
        Last date on which the item may be given.
    not_before
        The date an award was decided on; None for a service.
    own_provider
        Whose caseload the service is on; `""` for an award or a service without one.
    max_group
        Greatest group that the item allows: 1 for an individual item, None for no limit.
    min_session, max_session
        Length in minutes of an `extra`, the policy's where the item has none of its own.
    """

    owed_id: str
    student_id: str
    discipline: str
    owed: int
    pending: int
    oldest: date | None
    due: date
    not_before: date | None
    own_provider: str
    max_group: int | None
    min_session: int
    max_session: int


@dataclass(frozen=True)
class _Missed:
    """Minutes of one row of `missed`, and whether they are owed or pending."""

    on: date
    minutes: int
    ruling: str


def debts_of(case: Case) -> dict[str, Debt]:
    """Return every service and award of a case by its `owed_id`, also where nothing is owed."""
    rules = {str(reason): str(rule) for reason, rule in case.policy.reasons.items()}
    missed: dict[str, list[_Missed]] = defaultdict(list)
    for row in cells.rows_of(case.table("missed")):
        on = cells.day(row.get("date"))
        if on is not None:
            entry = _Missed(on, minute(row, "minutes"), _ruling(row, rules))
            missed[word(row, "service_id")].append(entry)
    delivered: dict[str, int] = defaultdict(int)
    for row in cells.rows_of(case.table("delivered")):
        delivered[word(row, "owed_id")] += minute(row, "minutes")
    debts = {}
    for row in cells.rows_of(case.table("services")):
        owed_id = word(row, "service_id")
        debts[owed_id] = _service_debt(case, row, missed[owed_id], delivered[owed_id])
    for row in cells.rows_of(case.table("awards")):
        owed_id = word(row, "award_id")
        debts[owed_id] = _award_debt(case, row, delivered[owed_id])
    return debts


def _ruling(row: Row, rules: Mapping[str, str]) -> str:
    """Say what a missed row is: `owed`, `not_owed` or `team_decides` (pending).

    What the policy makes of its reason, or the row's own `decision`, which wins.
    """
    return word(row, "decision") or rules.get(word(row, "reason"), "not_owed")


def _service_debt(case: Case, row: Row, missed: list[_Missed], delivered: int) -> Debt:
    """Missed minutes that count as owed, less minutes delivered, oldest first, never below 0.

    With `pending = "plan"` pending minutes are owed like the others; of one date those that are
    decided are paid first, and what is delivered is pending no more.
    """
    left, pending, oldest = 0, 0, None
    for entry in sorted(missed, key=lambda entry: (entry.on, entry.ruling == "team_decides")):
        undecided = entry.ruling == "team_decides"
        open_minutes = entry.minutes
        if entry.ruling == "owed" or (undecided and case.policy.pending == "plan"):
            taken = min(delivered, entry.minutes)
            delivered -= taken
            open_minutes -= taken
            left += open_minutes
            oldest = oldest or (entry.on if open_minutes else None)
        if undecided:
            pending += open_minutes
    return _debt(
        case,
        row,
        owed_id=word(row, "service_id"),
        minutes=left,
        pending=pending,
        oldest=oldest,
        due_on=None,
        not_before=None,
    )


def _award_debt(case: Case, row: Row, delivered: int) -> Debt:
    """Awarded minutes less minutes delivered; without `decided_on` from the start of planning."""
    decided_on = cells.day(row.get("decided_on"))
    left = max(0, minute(row, "minutes") - delivered)
    return _debt(
        case,
        row,
        owed_id=word(row, "award_id"),
        minutes=left,
        pending=0,
        oldest=(decided_on or case.start_date) if left else None,
        due_on=cells.day(row.get("due_on")),
        not_before=decided_on,
    )


def _debt(
    case: Case,
    row: Row,
    *,
    owed_id: str,
    minutes: int,
    pending: int,
    oldest: date | None,
    due_on: date | None,
    not_before: date | None,
) -> Debt:
    policy = case.policy
    own_min = cells.whole(row.get("min_session"))
    own_max = cells.whole(row.get("max_session"))
    return Debt(
        owed_id=owed_id,
        student_id=word(row, "student_id"),
        discipline=word(row, "discipline"),
        owed=_rounded_up(minutes, policy.grid_minutes),
        pending=pending,
        oldest=oldest,
        due=_due(case, due_on, oldest),
        not_before=not_before,
        own_provider=word(row, "provider_id"),
        max_group=_max_group(row),
        min_session=policy.min_session if own_min is None else own_min,
        max_session=policy.max_session if own_max is None else own_max,
    )


def _due(case: Case, due_on: date | None, oldest: date | None) -> date:
    """An award's `due_on`, else `oldest_date` plus `due_within_days`, else the last date."""
    if due_on is not None:
        return due_on
    if oldest is not None and case.policy.due_within_days:
        return oldest + timedelta(days=case.policy.due_within_days)
    return case.end_date


def _max_group(row: Row) -> int | None:
    """A blank `setting` is `individual`: a group of one."""
    return cells.whole(row.get("max_group")) if word(row, "setting") == "group" else 1


def _rounded_up(minutes: int, grid: int) -> int:
    return -(-minutes // grid) * grid
