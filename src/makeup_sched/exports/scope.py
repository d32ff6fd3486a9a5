"""Whose sessions an export shows: everybody's, or those of one provider, student or school."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import known_student, own_sessions, with_sizes
from makeup_sched.exports.masking import Masker
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.suggest import did_you_mean

Kind = Literal["all", "provider", "student", "school"]


@dataclass(frozen=True)
class Scope:
    """Everybody (`all`, blank id), or one provider, student or school by its id."""

    kind: Kind = "all"
    id: str = ""

    @classmethod
    def of(
        cls, provider: str | None = None, student: str | None = None, school: str | None = None
    ) -> "Scope":
        """Return the scope for at most one of the three; ValueError for more than one."""
        named: list[tuple[Kind, str | None]] = [
            ("provider", provider),
            ("student", student),
            ("school", school),
        ]
        given = [cls(kind, str(one)) for kind, one in named if one is not None]
        if len(given) > 1:
            raise ValueError("name a provider, a student or a school, not several of them")
        return given[0] if given else cls()

    @property
    def words(self) -> str:
        """The scope as part of a file's name and title, such as `provider-P01`."""
        return f"{self.kind}-{self.id}" if self.id else "all"


def scoped_sessions(
    case: Case, sessions: pd.DataFrame, scope: Scope, masker: Masker | None = None
) -> pd.DataFrame:
    """Return the sessions that belong to a scope, in the order of time.

    The columns are those of `sessions` and `students`, how many are in the room. Of a session of a
    student only that student is left in `student_ids` and `owed_ids`, and others are masked in the
    ids of sessions, regular and agreed ones, which people name after who attends. A school has the
    sessions at its site, and of others, such as tele-therapy, those that its own students attend,
    they alone. `masker` masks the others of a student; without it those of the case are masked.

    Raises MakeupSchedError where the case has no such provider, student or school.
    """
    _known(case, scope)
    found = with_sizes(case, sessions)
    if scope.kind == "provider":
        found = found[found["provider_id"] == scope.id]
    elif scope.kind == "student":
        found = _of_student(found, scope.id, masker or Masker.of(case, scope.id, names=True))
    elif scope.kind == "school":
        found = _of_school(case, found, scope.id)
    return found.sort_values(["date", "start", "provider_id", "session_id"])


def _of_student(sessions: pd.DataFrame, student_id: str, masker: Masker) -> pd.DataFrame:
    own = own_sessions(sessions, student_id)
    said = {
        name: [masker.masked(str(one), numbers=False) for one in own[name]]
        for name in ("session_id", "regular_session_id")
    }
    return own.assign(
        **{name: pd.Series(texts, own.index, dtype="str") for name, texts in said.items()}
    )


def _of_school(case: Case, sessions: pd.DataFrame, school: str) -> pd.DataFrame:
    students = case.table("students")
    own = set(students.loc[students["school"] == school, "student_id"])
    here = sessions["site"] == school
    pairs = [
        [(one, item) for one, item in zip(ids, items, strict=False) if at_site or one in own]
        for ids, items, at_site in zip(
            sessions["student_ids"], sessions["owed_ids"], here, strict=True
        )
    ]
    some = pd.Series([bool(left) for left in pairs], sessions.index, dtype=bool)
    found = sessions.assign(
        student_ids=pd.Series([tuple(one for one, _ in left) for left in pairs], sessions.index),
        owed_ids=pd.Series([tuple(item for _, item in left) for left in pairs], sessions.index),
    )
    return found[some]


def _known(case: Case, scope: Scope) -> None:
    if scope.kind == "student":
        known_student(case, scope.id)
        return
    if scope.kind == "all":
        return
    table = "providers" if scope.kind == "provider" else "students"
    column = "provider_id" if scope.kind == "provider" else "school"
    known = sorted(set(case.table(table)[column]))
    if scope.id not in known:
        hint = did_you_mean(scope.id, known)
        raise MakeupSchedError(f"there is no {scope.kind} {scope.id} in the case{hint}")
