"""The summary of a plan: how good it is, and how good any plan could be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from makeup_sched.solve.result import TermResult

Status = Literal["optimal", "feasible"]


@dataclass(frozen=True)
class Summary:
    """Figures of a plan; minutes are not weighted by priority.

    Attributes
    ----------
    status
        `optimal` where every term is proven, else `feasible`.
    owed, planned, unmet, pending
        Minutes over all items.
    objective
        Value and lower bound of each term, the most important first.
    tiers
        Attendee-minutes in each tier.
    wall_seconds, seed, version
        How long planning took, the seed, the version of the package.
    source_hash
        SHA-256 of the case that the plan was made from.
    start_date
        First date that was planned on; what was before it the plan does not speak of. None where
        the plan does not say so.
    """

    status: Status
    owed: int
    planned: int
    unmet: int
    pending: int
    objective: dict[str, TermResult]
    tiers: dict[str, int]
    wall_seconds: float
    seed: int
    version: str
    source_hash: str = field(default="", compare=False)
    start_date: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as it stands in `summary.json`."""
        return {
            "status": self.status,
            "owed": self.owed,
            "planned": self.planned,
            "unmet": self.unmet,
            "pending": self.pending,
            "objective": {
                name: {"value": term.value, "lower_bound": term.bound}
                for name, term in self.objective.items()
            },
            "tiers": self.tiers,
            "wall_seconds": round(self.wall_seconds, 2),
            "seed": self.seed,
            "version": self.version,
            "source_hash": self.source_hash,
            "start_date": self.start_date.isoformat() if self.start_date else "",
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Summary":
        """Read a summary as it stands in `summary.json`; KeyError where something is missing."""
        return cls(
            status=data["status"],
            owed=int(data["owed"]),
            planned=int(data["planned"]),
            unmet=int(data["unmet"]),
            pending=int(data["pending"]),
            objective={
                name: TermResult(int(term["value"]), _whole(term["lower_bound"]))
                for name, term in data["objective"].items()
            },
            tiers={name: int(minutes) for name, minutes in data["tiers"].items()},
            wall_seconds=float(data["wall_seconds"]),
            seed=int(data["seed"]),
            version=str(data["version"]),
            source_hash=str(data.get("source_hash") or ""),
            start_date=first_date_in(data),
        )


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def first_date_in(data: Mapping[str, Any]) -> date | None:
    """Return the first date that was planned on as `summary.json` says it, None where it doesn't.

    Raises ValueError where it is no date.
    """
    value = data.get("start_date")
    return date.fromisoformat(str(value)[:10]) if value else None
