"""Sees that a plan belongs to the case with which it is to be used."""

from collections.abc import Iterable, Iterator

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
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
    for what, named, there in _known(case, sessions):
        if missing := sorted(set(named) - there):
            raise MakeupSchedError(
                f"the plan does not belong to the case: the case has no {what} {missing[0]}"
            )


def check_not_of_another_case(case: Case, sessions: pd.DataFrame) -> None:
    """See that the plan was not made for another case altogether, where each session is foreign.

    Somebody unknown in a few sessions only is let pass: that is a mistake in them, which a check of
    the plan names one by one. Raises MakeupSchedError as `check_belongs` does.
    """
    if sessions.empty:
        return
    (_, _, providers), (_, _, students), (_, _, items) = _known(case, sessions)
    at_home = any(
        row.provider_id in providers
        and students.issuperset(row.student_ids)
        and items.issuperset(row.owed_ids)
        for row in rows_of(sessions)
    )
    if not at_home:
        check_belongs(case, sessions)


def _known(case: Case, sessions: pd.DataFrame) -> tuple[tuple[str, Iterable[str], set[str]], ...]:
    """Return for each sort of ids its name, those of the plan and those of the case."""
    services, awards = case.table("services"), case.table("awards")
    return (
        ("provider", sessions["provider_id"], set(case.table("providers")["provider_id"])),
        ("student", _each(sessions["student_ids"]), set(case.table("students")["student_id"])),
        ("owed item", _each(sessions["owed_ids"]),
         {*services["service_id"], *awards["award_id"]}),
    )  # fmt: skip


def _each(lists: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (one for ids in lists for one in ids)
