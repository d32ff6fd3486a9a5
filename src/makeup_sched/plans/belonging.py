"""Sees that a plan belongs to the case with which it is to be used."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.tables.problems import MakeupSchedError


@dataclass(frozen=True)
class Ids:
    """The ids that a case has; `items` are those of services and awards."""

    providers: Collection[str]
    students: Collection[str]
    items: Collection[str]

    @classmethod
    def of(cls, case: Case) -> "Ids":
        """Return the ids of a case."""
        return cls(
            set(case.table("providers")["provider_id"]),
            set(case.table("students")["student_id"]),
            {*case.table("services")["service_id"], *case.table("awards")["award_id"]},
        )


def check_belongs(case: Case, sessions: pd.DataFrame) -> None:
    """See that the case knows everybody in the sessions of a plan.

    Raises MakeupSchedError that names the first id that the case does not have, or the session that
    does not say for whom each of its minutes is.
    """
    check_known(Ids.of(case), sessions)


def check_known(there: Ids, sessions: pd.DataFrame) -> None:
    """See that everybody in the sessions of a plan is among some ids; raises as `check_belongs`."""
    for session, ids, items in zip(
        sessions["session_id"], sessions["student_ids"], sessions["owed_ids"], strict=True
    ):
        if len(ids) != len(items):
            raise MakeupSchedError(
                f"session {session} of the plan has {len(ids)} students and {len(items)} owed items"
            )
    for what, named, known in (
        ("provider", sessions["provider_id"], there.providers),
        ("student", chain.from_iterable(sessions["student_ids"]), there.students),
        ("owed item", chain.from_iterable(sessions["owed_ids"]), there.items),
    ):
        if missing := sorted(set(named).difference(known)):
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
    there = Ids.of(case)
    at_home = any(
        row.provider_id in there.providers
        and set(row.student_ids).issubset(there.students)
        and set(row.owed_ids).issubset(there.items)
        for row in rows_of(sessions)
    )
    if not at_home:
        check_belongs(case, sessions)
