"""Checks of ids and words that one table takes from another."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

import pandas as pd

from makeup_sched.case.checked import CheckedTables, in_rows
from makeup_sched.case.grades import grade_number
from makeup_sched.tables.problems import Problem, Severity
from makeup_sched.tables.schemas import facts
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.vocabulary import EVERY_SITE, TELE

MOST_SUGGESTIONS = 25
"""Unknown ids per column that get a suggestion; looking for one takes long in a large district."""


class Reference(NamedTuple):
    """A column whose ids must stand in a column of another table."""

    table: str
    column: str
    target: str
    target_column: str
    severity: Severity = "error"
    otherwise: str = ""


REFERENCES = (
    Reference("students", "bell_schedule", "bell_schedules", "bell_schedule"),
    Reference("students", "keep_apart", "students", "student_id"),
    Reference("student_blocks", "student_id", "students", "student_id"),
    Reference("providers", "supervisor_id", "providers", "provider_id", "warning"),
    Reference("provider_hours", "provider_id", "providers", "provider_id"),
    Reference("regular_sessions", "provider_id", "providers", "provider_id"),
    Reference("regular_sessions", "student_ids", "students", "student_id"),
    Reference("services", "student_id", "students", "student_id"),
    Reference("services", "provider_id", "providers", "provider_id", "warning",
              ", so nobody counts as the service's own provider"),
    Reference("missed", "service_id", "services", "service_id"),
    Reference("awards", "student_id", "students", "student_id"),
    Reference("delivered", "provider_id", "providers", "provider_id", "warning"),
    Reference("service_log", "service_id", "services", "service_id"),
    Reference("service_log", "provider_id", "providers", "provider_id", "warning"),
    Reference("amendments", "service_id", "services", "service_id"),
    Reference("locked", "provider_id", "providers", "provider_id"),
    Reference("locked", "student_ids", "students", "student_id"),
    Reference("locked", "regular_session_id", "regular_sessions", "session_id"),
)  # fmt: skip


def unknown_ids(given: CheckedTables) -> Iterator[Problem]:
    """Yield ids that the table they refer to doesn't hold."""
    found: dict[tuple[str, str], list[Problem]] = {}
    for reference in REFERENCES:
        if {reference.table, reference.target} <= given.usable:
            target = (reference.target, reference.target_column)
            known = set(given[target[0]][target[1]]) - {""}
            found.setdefault(target, []).extend(_unknown(given, reference, known))
    for target, problems in found.items():
        yield from _without_follow_ups(problems, _without_own_id(given, *target))


def unknown_owed_ids(given: CheckedTables) -> Iterator[Problem]:
    """Yield delivered and locked items that are neither a service nor an award."""
    known = (set(given["services"]["service_id"]) | set(given["awards"]["award_id"])) - {""}
    found: list[Problem] = []
    for table, column in (("delivered", "owed_id"), ("locked", "owed_ids")):
        if table in given.usable:
            target = Reference(table, column, "services or awards", "service_id or award_id")
            found += _unknown(given, target, known)
    owing = (("services", "service_id"), ("awards", "award_id"))
    yield from _without_follow_ups(found, sum(_without_own_id(given, *each) for each in owing))


def award_named_like_a_service(given: CheckedTables) -> list[Problem]:
    """An owed item has the id of its service or award, so the two must differ."""
    services = set(given["services"]["service_id"]) - {""}
    message = "is also the id of a service; give the award an id of its own"
    return given.flag("awards", given["awards"]["award_id"].isin(services), "award_id", message)


def kept_apart_from_oneself(given: CheckedTables) -> list[Problem]:
    """A student can't be kept apart from the own person."""
    students = given["students"]
    pairs = zip(students["student_id"], students["keep_apart"], strict=True)
    own = [bool(student) and student in apart for student, apart in pairs]
    return given.flag("students", own, "keep_apart", "names the student of this very row")


def discipline_that_nobody_has(given: CheckedTables) -> Iterator[Problem]:
    """Minutes in a discipline that no provider has can't be planned.

    Not said where a provider's disciplines are blank: that is an error, and they are not known.
    """
    disciplines = given["providers"]["disciplines"]
    offered = {word for words in disciplines for word in words}
    if not all(map(len, disciplines)):
        return
    for table in ("services", "awards"):
        words = given[table]["discipline"]
        unknown = words[~words.isin(offered | {""})]
        often = unknown.value_counts()
        for row, word in unknown.drop_duplicates().items():
            message = "is a discipline that no provider has, so nobody can make up its minutes"
            message += did_you_mean(word, offered) + in_rows(int(often[word]))
            yield Problem(table, int(str(row)), "discipline", str(word), message, "warning")


def unreadable_grades(given: CheckedTables) -> list[Problem]:
    """A grade that can't be read fits every group."""
    grades = given["students"]["grade"]
    known = {grade: grade == "" or grade_number(grade) is not None for grade in grades.unique()}
    message = "is not a grade (PK, K, 1 to 12); the student is taken to fit every group"
    return given.flag("students", ~grades.map(known).astype(bool), "grade", message, "warning")


def no_single_place(given: CheckedTables) -> Iterator[Problem]:
    """`*` stands for every site of a provider; a student or session is at one place."""
    for table, column in (
        ("students", "school"),
        ("students", "esy_site"),
        ("regular_sessions", "site"),
    ):
        message = "stands for every site; name the one place"
        wrong = given[table][column] == EVERY_SITE
        if column == "esy_site":  # blank, it is the school, which is said already
            wrong &= given[table]["school"] != EVERY_SITE
        yield from given.flag(table, wrong, column, message)
        if table == "students":
            message = "stands for sessions at a distance; name the school, and write yes in tele"
            yield from given.flag(table, given[table][column] == TELE, column, message)


def _unknown(given: CheckedTables, reference: Reference, known: set[str]) -> Iterator[Problem]:
    table, column = reference.table, reference.column
    cells = given[table][column]
    lists = cells.dtype == object
    if known.issuperset({*chain.from_iterable(cells)} if lists else {*cells} - {""}):
        return
    ids = cells.explode() if lists else cells
    wrong = ids[~ids.isin(known) & ids.notna() & (ids != "")]
    hints = _hints(wrong, known)
    often = wrong.value_counts()
    if reference.severity == "warning":
        wrong = wrong.drop_duplicates()
    for row, word in zip(wrong.index, wrong, strict=True):
        message = f"is not in table {reference.target}, column {reference.target_column}"
        message += reference.otherwise + hints.get(word, "")
        if "," in str(word):
            message += "; separate the ids of a list by semicolons (;), not by commas"
        if reference.severity == "warning":
            message += in_rows(int(often[word]))
        yield Problem(table, int(row), column, str(word), message, reference.severity)


def _without_own_id(given: CheckedTables, table: str, column: str) -> int:
    """Return in how many rows the id can't be read, or is one that another row has already."""
    if not next(each for each in facts(table).columns if each.name == column).unique:
        return 0
    ids = given[table][column]
    return int((ids.duplicated() | (ids == "")).sum())


def _without_follow_ups(problems: list[Problem], without: int) -> list[Problem]:
    """Return the problems that remain where some rows lack an id of their own by mistake.

    The ids that these rows should have are then missing, and every row that names them would show
    as wrong; as many ids as there are such rows may be a consequence of that one mistake. They are
    one line: which of them is none shows once the rows are mended.
    """
    missing = {problem.value for problem in problems}
    if not problems or len(missing) > without:
        return problems
    unknown = "1 unknown id" if len(missing) == 1 else f"the first of {len(missing)} unknown ids"
    said = f"{unknown}, perhaps because of the rows whose own id is wrong; mend these first"
    return [replace(min(problems), message=said, severity="warning")]


def _hints(wrong: pd.Series, known: set[str]) -> dict[str, str]:
    words: Iterable[str] = list(dict.fromkeys(wrong))[:MOST_SUGGESTIONS]
    ordered = sorted(known)
    return {word: did_you_mean(str(word), ordered) for word in words}
