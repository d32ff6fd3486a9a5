"""What is known about one objective term: its value and a proven lower bound."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TermResult:
    """Value of an objective term in a plan and its proven lower bound.

    `bound` is None where none is known. The bound of `unmet` holds for every plan, that of a
    later term for every plan that is as good on all earlier terms.
    """

    value: int
    bound: int | None

    @property
    def proven(self) -> bool:
        """Whether no plan can be better in this term."""
        return self.bound is not None and self.bound >= self.value
