"""Grades as numbers, so that the span of a group can be measured."""

import re

PRE_KINDERGARTEN = -1
KINDERGARTEN = 0
LAST_GRADE = 12

_PRE = frozenset({"pk", "prek", "prekindergarten", "preschool", "ps", "ecse"})
_KINDER = frozenset({"k", "kg", "kindergarten", "tk"})
_NUMBER = re.compile(r"(?:grade|gr)?0*(\d{1,2})(?:st|nd|rd|th)?(?:grade)?")


def grade_number(grade: str) -> int | None:
    """Return a grade as a number: PK = -1, K = 0, then 1 to 12; None where it is none."""
    if grade.strip() == "-1":
        return PRE_KINDERGARTEN
    plain = re.sub(r"[\s.\-]+", "", grade).casefold()
    if plain in _PRE:
        return PRE_KINDERGARTEN
    if plain in _KINDER:
        return KINDERGARTEN
    match = _NUMBER.fullmatch(plain)
    if match and int(match[1]) <= LAST_GRADE:
        return int(match[1])
    return None
