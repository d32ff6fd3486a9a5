"""Whose sessions an export shows, and what is said of those who are not its own."""

import pytest

from makeup_sched.case.one_child import SIZE
from makeup_sched.exports.scope import Scope, scoped_sessions
from support.little_school import made_sessions
from support.tiny import blueprint, hours, owes, provider, student

CASE = blueprint(
    provider(),
    hours("08:00-12:00"),
    student("A", school="Oak", tele="yes"),
    student("B", school="Elm", tele="yes", esy_site="Oak"),
    *(row for one in "AB" for row in owes(one, 60, setting="group")),
).case
BOTH = {"student_ids": "A;B", "owed_ids": "A-SLP;B-SLP"}


def seen(scope: Scope, *rows: dict[str, str]) -> list[tuple[tuple[str, ...], int]]:
    found = scoped_sessions(CASE, made_sessions(*rows), scope)
    return list(zip(found["student_ids"], found[SIZE], strict=True))


def test_a_school_has_all_who_come_to_it() -> None:
    assert seen(Scope("school", "Oak"), BOTH) == [(("A", "B"), 2)]


def test_of_tele_therapy_a_school_has_its_own_students_only() -> None:
    tele = {**BOTH, "site": "tele"}
    assert seen(Scope("school", "Oak"), tele) == [(("A",), 2)]
    assert seen(Scope("school", "Elm"), tele) == [(("B",), 2)]


def test_what_does_not_concern_a_scope_is_not_in_it() -> None:
    other = {"student_ids": "B", "owed_ids": "B-SLP", "site": "Elm"}
    assert seen(Scope("school", "Oak"), other) == []
    assert seen(Scope("student", "A"), other) == []
    assert seen(Scope("student", "B"), BOTH, other) == [(("B",), 2), (("B",), 1)]
    assert seen(Scope("provider", "P"), other) == [(("B",), 1)]
    assert seen(Scope(), other) == [(("B",), 1)]
    assert seen(Scope("student", "A")) == []


def test_at_most_one_is_named() -> None:
    assert Scope.of() == Scope("all")
    assert Scope.of(school="Oak") == Scope("school", "Oak")
    with pytest.raises(ValueError, match="not several"):
        Scope.of(provider="P", school="Oak")
