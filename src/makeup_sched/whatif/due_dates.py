"""What a scenario changes about due dates: of single awards, or of all that is due."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from makeup_sched.whatif.draft import Draft
from makeup_sched.whatif.scenario import AwardDue


def set_awards_due(draft: Draft, wanted: Sequence[AwardDue]) -> None:
    """Give single awards another due date."""
    for number, change in enumerate(wanted, start=1):
        known = draft.ids("awards", "award_id")
        if draft.is_known(f"award_due {number}.award_id", change.award_id, known, "award"):
            rows = draft.tables["awards"]["award_id"] == change.award_id
            draft.set_cells("awards", rows, {"due_on": change.due_on.isoformat()})


def move_due_dates(draft: Draft, policy: dict[str, Any], days: int) -> None:
    """Move every due date that is set by so many days: of awards, and the policy's."""
    if not days:
        return
    moved = False
    within = policy.get("due_within_days")
    if isinstance(within, int) and within > 0:
        policy["due_within_days"] = within + days
        moved = True
    if "awards" in draft.tables:
        due = draft.tables["awards"]["due_on"]
        draft.tables["awards"]["due_on"] = [_moved(cell, days) for cell in due]
        moved |= bool((due != "").any())
    if not moved:
        message = "moves nothing: no award has a due_on, and the policy sets no due_within_days"
        draft.refuse("due_days_later", str(days), message)


def _moved(cell: str, days: int) -> str:
    return (dt.date.fromisoformat(cell) + dt.timedelta(days=days)).isoformat() if cell else ""
