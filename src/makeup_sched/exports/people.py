"""How people are called in an export: by id, or by name where names were asked for."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case

_JOINERS = "\u200c\u200d"
"""Say whether two letters join, in scripts that join them."""
_SPACE = re.compile("[^\\S\u00a0\u202f]+")
"""White space but for spaces at which no line is broken."""


@dataclass(frozen=True)
class People:
    """The names to show; whoever is not in them is called by id."""

    students: dict[str, str]
    providers: dict[str, str]

    @classmethod
    def of(cls, case: Case, *, names: bool) -> "People":
        """Return the people of a case; without `names` nobody's name is in it."""
        if not names:
            return cls({}, {})
        return cls(
            _names(case.table("students"), "student_id"),
            _names(case.table("providers"), "provider_id"),
        )

    def student(self, student_id: str) -> str:
        """Return what a student is called."""
        return plain_line(self.students.get(student_id, "") or student_id)

    def provider(self, provider_id: str) -> str:
        """Return what a provider is called."""
        return plain_line(self.providers.get(provider_id, "") or provider_id)

    def group(self, student_ids: Iterable[str]) -> str:
        """Return what several students are called."""
        return ", ".join(self.student(one) for one in student_ids)


def plain_line(text: str) -> str:
    """Return text on one line, without characters that control how others are read or shown.

    Such characters could end a line of a calendar file early or turn the direction of writing
    around; a name or note has no use for them.
    """
    if not text.isprintable():
        text = "".join(map(_plain, text))
    return _SPACE.sub(" ", text).strip()


def _plain(letter: str) -> str:
    if letter.isspace() or letter in _JOINERS:
        return letter
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Cs") else letter


def _names(table: pd.DataFrame, key: str) -> dict[str, str]:
    return dict(zip(table[key], table["name"], strict=True))


def cell_text(cell: Any) -> str:
    """Return a cell of a table as text: dates as `YYYY-MM-DD`, nothing where there is nothing."""
    if isinstance(cell, str):
        return cell
    if pd.isna(cell):
        return ""
    return f"{cell:%Y-%m-%d}" if isinstance(cell, pd.Timestamp) else str(cell)
