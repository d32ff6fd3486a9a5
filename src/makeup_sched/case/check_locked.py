"""Checks of the sessions that are to stand exactly as given."""

from collections.abc import Iterator

from makeup_sched.case.checked import CheckedTables
from makeup_sched.tables.problems import Problem


def lists_of_different_length(given: CheckedTables) -> Iterator[Problem]:
    """Every student of a session has one owed item in the list beside it."""
    locked = given["locked"]
    students, items = locked["student_ids"].map(len), locked["owed_ids"].map(len)
    for row in locked.index[(students != items) & (students > 0) & (items > 0)]:
        message = (
            f"has {items[row]} ids and student_ids has {students[row]}; write one owed item for "
            "each student, in the same order"
        )
        value = ";".join(locked.loc[row, "owed_ids"])
        yield Problem("locked", int(row), "owed_ids", value, message)


def owed_to_another_student(given: CheckedTables) -> Iterator[Problem]:
    """An owed item belongs to the student in the same place of the list."""
    owner = dict(zip(given["services"]["service_id"], given["services"]["student_id"], strict=True))
    owner |= dict(zip(given["awards"]["award_id"], given["awards"]["student_id"], strict=True))
    locked = given["locked"]
    for row, students, items in zip(
        locked.index, locked["student_ids"], locked["owed_ids"], strict=True
    ):
        for student, item in zip(students, items, strict=False):
            if item in owner and owner[item] != student:
                message = (
                    f"is owed to {owner[item]}, not to {student}; keep both lists in one order"
                )
                yield Problem("locked", int(row), "owed_ids", item, message)


def regular_session_missing(given: CheckedTables) -> list[Problem]:
    """A session that joins or extends another says which."""
    locked = given["locked"]
    wrong = locked["mode"].isin(["join", "extend"]) & (locked["regular_session_id"] == "")
    message = "is blank; write which regular session is joined or extended"
    return given.flag("locked", wrong, "regular_session_id", message)


def same_session_id_twice(given: CheckedTables) -> list[Problem]:
    """A session id that is given stands once."""
    locked = given["locked"]
    wrong = (locked["session_id"] != "") & locked["session_id"].duplicated()
    message = "stands in an earlier row already; each session needs an id of its own, or none"
    return given.flag("locked", wrong, "session_id", message)
