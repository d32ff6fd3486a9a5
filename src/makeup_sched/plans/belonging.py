"""Sees that a plan belongs to the case with which it is to be used."""

from collections.abc import Iterable, Iterator

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.tables.problems import MakeupSchedError


def check_belongs(case: Case, sessions: pd.DataFrame) -> None:
    """See that the case knows everybody in the sessions of a plan.

    Raises MakeupSchedError that names the first id that the case does not have, or the session that
    does not say for whom each of its minutes is.
    """
    for session, ids, items in zip(
        sessions["session_id"], sessions["student_ids"], sessions["owed_ids"], strict=True
    ):
        if len(ids) != len(items):
            raise MakeupSchedError(
                f"session {session} of the plan has {len(ids)} students and {len(items)} owed items"
            )
    services, awards = case.table("services"), case.table("awards")
    known = (
        ("provider", sessions["provider_id"], case.table("providers")["provider_id"]),
        ("student", _each(sessions["student_ids"]), case.table("students")["student_id"]),
        ("owed item", _each(sessions["owed_ids"]), [*services["service_id"], *awards["award_id"]]),
    )
    for what, named, there in known:
        if missing := sorted(set(named) - set(there)):
            raise MakeupSchedError(
                f"the plan does not belong to the case: the case has no {what} {missing[0]}"
            )


def _each(lists: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (one for ids in lists for one in ids)
