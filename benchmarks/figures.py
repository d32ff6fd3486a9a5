"""From a timeline to the figures of the tables: minutes placed by a time, times to a mark."""

from dataclasses import dataclass

from benchmarks.peers.peer import Timeline

MARKS = (1.0, 10.0, 60.0)
"""Seconds after which it is noted what is placed."""
NEAR = 0.01
"""Near the best is what is within this share of the owed minutes."""


@dataclass(frozen=True)
class Figures:
    """What a tool came to; None where it did not.

    Attributes
    ----------
    first
        Seconds to the first plan.
    placed
        For each of `MARKS` the share of what can be placed, by the best bound known, that was.
    end
        The same share at the end.
    near
        Seconds to a plan near the best bound known.
    near_proven
        Seconds until plan and the tool's own bound were near each other.
    proven
        Seconds until they met.
    """

    first: float | None
    placed: tuple[float | None, ...]
    end: float | None
    near: float | None
    near_proven: float | None
    proven: float | None


def figures(timeline: Timeline, limit: float, owed: int, bound: int) -> Figures:
    """Return the figures of a timeline; what lies behind its limit is left out of `placed`."""
    values = [value_at(timeline, mark) if mark <= limit else None for mark in MARKS]
    last = timeline.points[-1] if timeline.points else None
    near = round(NEAR * owed, 6)
    return Figures(
        first=timeline.points[0].seconds if timeline.points else None,
        placed=tuple(None if v is None else share_placed(v, owed, bound) for v in values),
        end=None if last is None else share_placed(last.unmet, owed, bound),
        near=next((p.seconds for p in timeline.points if p.unmet - bound <= near), None),
        near_proven=seconds_to_gap(timeline, near),
        proven=seconds_to_gap(timeline, 0),
    )


def share_placed(unmet: int, owed: int, bound: int) -> float:
    """Return what a plan places as a share of the most that any plan can, by the bound."""
    possible = owed - bound
    return (owed - unmet) / possible if possible > 0 else 1.0


def value_at(timeline: Timeline, seconds: float) -> int | None:
    """Return the unmet minutes of the best plan that stood by then."""
    found = [point.unmet for point in timeline.points if point.seconds <= seconds]
    return found[-1] if found else None


def bound_at(timeline: Timeline, seconds: float) -> int | None:
    """Return the tool's own best bound by then."""
    found = [proof.bound for proof in timeline.proofs if proof.seconds <= seconds]
    return found[-1] if found else None


def seconds_to_gap(timeline: Timeline, gap: float) -> float | None:
    """Return when the tool's plan and its own bound were first no more than a gap apart."""
    times = [point.seconds for point in timeline.points]
    times += [proof.seconds for proof in timeline.proofs]
    for seconds in sorted(times):
        value, bound = value_at(timeline, seconds), bound_at(timeline, seconds)
        if value is not None and bound is not None and value - bound <= gap:
            return seconds
    return None
