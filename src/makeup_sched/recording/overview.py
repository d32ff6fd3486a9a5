"""Where a record stands: balances of both ledgers, and what became of published sessions."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.ledger import (
    Undecided,
    award_ledger,
    make_up_ledger,
    undecided_minutes,
    undecided_sessions,
)
from makeup_sched.recording.kinds import CUT_SHORT, GIVEN, MISSED_AGAIN
from makeup_sched.recording.state import State

COLUMNS = ("session_id", "date", "start", "end", "provider_id", "student_id", "owed_id",
           "minutes", "status", "minutes_given")  # fmt: skip
_STATUS = {GIVEN: "given", CUT_SHORT: "short", MISSED_AGAIN: "missed"}
TO_COME, TO_MARK = "to come", "to mark"


@dataclass(frozen=True)
class Overview:
    """The figures of a record at a moment.

    Attributes
    ----------
    entries
        How many entries there are.
    make_up, awards
        Both ledgers, see `ledger.make_up_ledger` and `ledger.award_ledger`.
    sessions
        Published sessions, one row per student: `session_id`, `date`, `start`, `end` (minutes
        after midnight), `provider_id`, `student_id`, `owed_id`, `minutes`, `status` (`given`,
        `short`, `missed`, `to mark` for a past one of which nothing was logged, `to come`) and
        `minutes_given`.
    to_decide
        The missed sessions on which the team has to decide so that what was given or paid back for
        them counts.
    """

    entries: int
    make_up: pd.DataFrame
    awards: pd.DataFrame
    sessions: pd.DataFrame
    to_decide: tuple[Undecided, ...] = ()


def overview(case: Case, state: State, today: date) -> Overview:
    """Return where a record stands on a day."""
    make_up = make_up_ledger(case)
    to_decide = tuple(undecided_sessions(case, undecided_minutes(make_up)))
    sessions = published_sessions(state, today)
    return Overview(state.upto, make_up, award_ledger(case), sessions, to_decide)


def published_sessions(state: State, today: date) -> pd.DataFrame:
    """Return the published sessions with what became of them; see `Overview.sessions`."""
    rows = []
    for row in rows_of(state.published):
        for student, item in zip(row.student_ids, row.owed_ids, strict=True):
            entry = state.outcomes.get((row.session_id, f"{row.date:%Y-%m-%d}", item))
            ahead = TO_COME if row.date.date() >= today else TO_MARK
            given = int(entry.get("minutes") or 0) if entry else 0
            rows.append(
                (row.session_id, row.date, row.start, row.end, row.provider_id, student, item,
                 row.minutes, _STATUS[entry.kind] if entry else ahead, given)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))
