"""What polishing begins with is the same however many waves there were before it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.held import nothing_held
from makeup_sched.solve.parts.crew import Crew
from makeup_sched.solve.parts.district import District, PartsPolicy, Standing
from makeup_sched.solve.parts.part import Part, PartAnswer
from support.tiny import blueprint, hours, owes, provider, student


@dataclass
class _Idle(Crew):
    """Finds nothing better, and notes the seeds of the parts that it is given."""

    seeds: list[int] = field(default_factory=list)

    def run(
        self,
        work: Callable[[Any], Any],
        jobs: Sequence[Any],
        clock: Clock,
        seconds: float,
        ready: Callable[[int], None] = lambda _: None,
    ) -> list[Any]:
        parts = [job for job in jobs if isinstance(job, Part)]
        self.seeds += [part.effort.seed for part in parts]
        return [PartAnswer(None) if isinstance(job, Part) else None for job in jobs]


def _when_polishing(waves_before: int) -> list[int]:
    rows = [provider(), hours("08:00-09:00"), student("A"), *owes("A", 600)]
    task = planning_task(blueprint(*rows).case)
    crew, standing = _Idle(None), Standing(nothing_held(), 0)
    district = District(task, None, crew, 5, PartsPolicy(most_waves=waves_before))
    district.first(standing, find_templates(task))
    district.improve(standing, Clock(60))
    assert len(crew.seeds) >= waves_before
    crew.seeds.clear()
    district.polish(standing, Clock(60))
    return crew.seeds[:1]


@pytest.mark.parametrize("waves", [2, 3])
def test_seeds_do_not_depend_on_how_many_waves_came_before(waves: int) -> None:
    first = _when_polishing(1)
    assert first
    assert _when_polishing(waves) == first
