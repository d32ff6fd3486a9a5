"""An entry of the record and the sealed parts that it consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Facts = Mapping[str, str]
"""Facts by name, each as text in the form of a cell of a CSV file; blank ones are left out."""

WHY = "why"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an entry that can be erased on its own.

    Attributes
    ----------
    facts
        What it says; None where it was erased.
    student_id
        Whose it is, blank where it is nobody's.
    """

    facts: Facts | None
    student_id: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry yet to be written: `why` and `facts` are its first part, `rows` the others.

    `student_id` says whose the first part is; `corrects` is the number of the entry that this one
    takes the place of.
    """

    kind: str
    why: str
    facts: Facts = field(default_factory=dict)
    student_id: str = ""
    rows: tuple[Part, ...] = ()
    corrects: int | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in their order."""
        filled = {name: text for name, text in self.facts.items() if text}
        return (Part({WHY: self.why, **filled}, self.student_id), *self.rows)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the record.

    Attributes
    ----------
    number
        1 for the first entry, without gaps.
    recorded_at
        When it was written, in UTC, as `2026-05-11T14:03:22.123456Z`.
    who
        Who wrote it.
    kind
        One of the kinds in `recording.kinds`.
    corrects
        The number of the entry that this one takes the place of, None for a first one.
    parts
        Its pieces, the first with why it was written and its own facts.
    """

    number: int
    recorded_at: str
    who: str
    kind: str
    corrects: int | None
    parts: tuple[Part, ...]

    @property
    def facts(self) -> Facts:
        """The entry's own facts; empty where they were erased."""
        own = self.parts[0].facts or {}
        return {name: text for name, text in own.items() if name != WHY}

    @property
    def why(self) -> str:
        """Why it was written; blank where that was erased."""
        return (self.parts[0].facts or {}).get(WHY, "")

    @property
    def student_id(self) -> str:
        """Whose the entry's own facts are."""
        return self.parts[0].student_id

    @property
    def erased(self) -> bool:
        """Whether the entry's own facts were erased."""
        return self.parts[0].facts is None

    def get(self, name: str) -> str:
        """Return one of the entry's own facts, blank where it has none."""
        return self.facts.get(name, "")

    def as_row(self) -> dict[str, Any]:
        """Return the entry's head as a row of a table."""
        return {
            "number": self.number,
            "recorded_at": self.recorded_at,
            "who": self.who,
            "kind": self.kind,
            "corrects": self.corrects,
        }
