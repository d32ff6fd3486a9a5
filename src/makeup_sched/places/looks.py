"""Students' days as planning sees them: minutes that may be used, are better avoided, lie outside.

Categories that the policy treats alike look alike, so that more dates look the same.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.availability.patterns import MINUTES
from makeup_sched.case.policy import Policy
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import CATEGORIES

_OUTSIDE = tuple(CATEGORIES.index(name) for name in ("before_school", "after_school"))


@dataclass(frozen=True)
class Rules:
    """The policy's categories as lookups by category code; the last entry is "not there"."""

    allowed: BoolArray
    avoid: IntArray
    outside: BoolArray

    def __getitem__(self, codes: IntArray) -> "Rules":
        """Return the lookups for these codes only."""
        return Rules(self.allowed[codes], self.avoid[codes], self.outside[codes])


def category_rules(policy: Policy) -> Rules:
    """Return lookups for: may be used, counts for `avoid`, lies outside the school day."""
    chosen = [policy.categories[name] for name in CATEGORIES]  # type: ignore[index]
    weight = {"avoid": 1, "prefer": -1}
    codes = np.arange(len(CATEGORIES) + 1)
    return Rules(
        allowed=np.array([*(rule != "never" for rule in chosen), False]),
        avoid=np.array([*(weight.get(rule, 0) for rule in chosen), 0], dtype=np.int64),
        outside=np.isin(codes, _OUTSIDE),
    )


@dataclass(frozen=True)
class Looks:
    """The days of all items' students.

    Attributes
    ----------
    kinds
        Kind of each minute, one row per different day of any student and 1,440 columns; `rules`
        says what the policy makes of a kind.
    row
        Row of `kinds` for each item (rows) on each planning date (columns).
    """

    kinds: npt.NDArray[np.int8]
    row: npt.NDArray[np.int32]
    rules: Rules


def students_looks(task: Task) -> Looks:
    """Return how the days of the students of a task look."""
    rules = category_rules(task.case.policy)
    kind, first = _kinds(rules)
    found: dict[str, int] = {}
    parts: list[npt.NDArray[np.int8]] = []
    count = 0
    row = np.zeros((len(task.items), len(task.available.days)), dtype=np.int32)
    for number, item in enumerate(task.items):
        patterns = task.available.students[item.student_id]
        if item.student_id not in found:
            found[item.student_id] = count
            parts.append(kind[patterns.minutes])
            count += len(patterns.minutes)
        row[number] = found[item.student_id] + patterns.of_day
    kinds = np.concatenate(parts) if parts else np.zeros((0, MINUTES), dtype=np.int8)
    return Looks(kinds, row, rules[first])


def _kinds(rules: Rules) -> tuple[npt.NDArray[np.int8], IntArray]:
    """Return the kind of each category code, and one code of each kind.

    What may not be used looks the same whatever it is.
    """
    table = np.stack([rules.allowed, rules.avoid * rules.allowed, rules.outside * rules.allowed])
    _, first, kind = np.unique(table, axis=1, return_index=True, return_inverse=True)
    return kind.reshape(-1).astype(np.int8), first.astype(np.int64)
