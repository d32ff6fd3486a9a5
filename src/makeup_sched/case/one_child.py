"""A case with nothing in it of any child but one, so that nothing of others can leave with it."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.suggest import did_you_mean

SIZE = "students"
"""Column that a session with other children has in their place: how many attend."""


def one_child(case: Case, student_id: str) -> Case:
    """Return the case with the rows of one child only.

    Row numbers stay those of the files. What is owed to the child is the same as in the whole case.
    Other children are taken out of `student_ids` and `owed_ids` of regular and locked sessions and
    of `keep_apart`; sessions have the column `students`, the number of children in them. Tables
    that name no child stay whole. Text that people wrote (notes) stays as it is.

    Raises MakeupSchedError where the case has no such student.
    """
    known_student(case, student_id)
    services = _rows(case, "services", "student_id", [student_id])
    awards = _rows(case, "awards", "student_id", [student_id])
    owed_ids = [*services["service_id"], *awards["award_id"]]
    students = _rows(case, "students", "student_id", [student_id])
    tables = {
        "students": students.assign(keep_apart=pd.Series([()], index=students.index)),
        "student_blocks": _rows(case, "student_blocks", "student_id", [student_id]),
        "services": services,
        "awards": awards,
        "missed": _rows(case, "missed", "service_id", owed_ids),
        "delivered": _rows(case, "delivered", "owed_id", owed_ids),
        "service_log": _rows(case, "service_log", "service_id", owed_ids),
        "amendments": _rows(case, "amendments", "service_id", owed_ids),
        "regular_sessions": own_sessions(case.table("regular_sessions"), student_id),
        "locked": own_sessions(case.table("locked"), student_id),
    }
    return replace(case, tables={**case.tables, **tables}, warnings=())


def own_sessions(sessions: pd.DataFrame, student_id: str) -> pd.DataFrame:
    """Return the sessions of one child, other children only counted (column `students`).

    Where `sessions` have that column already (`with_sizes`), it is kept.
    """
    own = attended(sessions, student_id).copy()
    if SIZE not in own:
        sizes = [len(ids) for ids in own["student_ids"]]
        own[SIZE] = pd.Series(sizes, index=own.index, dtype="int64")
    if "owed_ids" in own:
        pairs = zip(own["student_ids"], own["owed_ids"], strict=True)
        mine = [
            tuple(item for one, item in zip(ids, items, strict=False) if one == student_id)
            for ids, items in pairs
        ]
        own["owed_ids"] = pd.Series(mine, index=own.index, dtype=object)
    own["student_ids"] = pd.Series([(student_id,)] * len(own), index=own.index, dtype=object)
    return own


def attended(sessions: pd.DataFrame, student_id: str) -> pd.DataFrame:
    """Return the sessions that a child attends, with all who attend them."""
    attends = [student_id in ids for ids in sessions["student_ids"]]
    return sessions[pd.Series(attends, index=sessions.index, dtype=bool)]


def with_sizes(case: Case, sessions: pd.DataFrame) -> pd.DataFrame:
    """Return planned sessions with the column `students`: how many are in the room.

    In a regular session that is joined these are its own students and those who join it.
    """
    regular = case.table("regular_sessions")
    attend = dict(zip(regular["session_id"], regular["student_ids"], strict=True))
    sizes = [
        len({*ids, *(attend.get(session, ()) if mode == "join" else ())})
        for ids, mode, session in zip(
            sessions["student_ids"], sessions["mode"], sessions["regular_session_id"], strict=True
        )
    ]
    return sessions.assign(**{SIZE: pd.Series(sizes, index=sessions.index, dtype="int64")})


def known_student(case: Case, student_id: str) -> None:
    """See that a student is in the case; MakeupSchedError otherwise."""
    one_of(student_id, case.table("students")["student_id"])


def one_of(student_id: str, known: Iterable[str]) -> None:
    """See that a student is one of those that are known; MakeupSchedError otherwise."""
    there = list(known)
    if student_id not in there:
        hint = did_you_mean(student_id, there)
        raise MakeupSchedError(f"there is no student {student_id} in the case{hint}")


def _rows(case: Case, table: str, column: str, ids: list[str]) -> pd.DataFrame:
    found = case.table(table)
    return found[found[column].isin(ids)]
