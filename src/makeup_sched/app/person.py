"""Whose calendar is shown: a provider or a student, and the list to choose from."""

from dataclasses import dataclass
from typing import Any, Literal

from makeup_sched.case.case import Case
from makeup_sched.charts.words import named
from makeup_sched.tables.problems import MakeupSchedError

Kind = Literal["provider", "student"]


@dataclass(frozen=True)
class Person:
    """A provider or a student by id."""

    kind: Kind
    person_id: str

    @property
    def key(self) -> str:
        """The person as one word, such as `provider:P01`."""
        return f"{self.kind}:{self.person_id}"

    def attends(self, session: Any) -> bool:
        """Say whether a session, a row of a plan's sessions, is the person's."""
        if self.kind == "provider":
            return bool(session.provider_id == self.person_id)
        return self.person_id in session.student_ids


def person(case: Case, key: str) -> Person:
    """Return who is meant by an id or by a key such as `student:S014`; an error where nobody is."""
    for each in _people(case):
        if key in (each.key, each.person_id):
            return each
    raise MakeupSchedError(f'nobody in the case has the id "{key}"')


def first_person(case: Case) -> Person:
    """Return whose calendar is shown first: the first provider's."""
    return _people(case)[0]


def choices(case: Case, *, names: bool) -> list[dict[str, str]]:
    """Return all providers, and all students with a service or an award, to choose from."""
    return [
        {"key": each.key, "label": label(case, each, names=names), "group": f"{each.kind.title()}s"}
        for each in _people(case)
    ]


def label(case: Case, who: Person, *, names: bool) -> str:
    """Return a person's id, or name and id where names are wanted."""
    table, column = f"{who.kind}s", f"{who.kind}_id"
    name = named(case.table(table), column, who.person_id, names)
    return who.person_id if name == who.person_id else f"{name} ({who.person_id})"


def _people(case: Case) -> list[Person]:
    providers = [Person("provider", str(name)) for name in case.table("providers")["provider_id"]]
    on_record = {
        str(name) for table in ("services", "awards") for name in case.table(table)["student_id"]
    }
    return [*providers, *(Person("student", name) for name in sorted(on_record))]
