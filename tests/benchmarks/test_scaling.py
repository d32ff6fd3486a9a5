"""How planning by parts scales: what is noted of the jobs, and the model of more workers."""

from concurrent.futures import Executor, Future
from typing import Any

import pytest
from benchmarks.scaling import Round, Scaled, Watched, handed_out, modelled

from makeup_sched.solve.parts.work import plan_part


class AtOnce(Executor):
    """Does each job as soon as it is submitted."""

    def submit(self, work: Any, /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(None if work is plan_part else work(*given, **named))
        return future


def test_jobs_go_in_order_to_whoever_is_free() -> None:
    assert handed_out([], 2) == 0
    assert handed_out([4, 2, 1, 3], 1) == 10
    assert handed_out([4, 2, 1, 3], 2) == 6  # 4; 2, 1 and 3
    assert handed_out([4, 2, 1, 3], 9) == 4


def test_the_model_keeps_what_the_main_process_does() -> None:
    first, second = Round(1.0, 2, [3.0, 4.0]), Round(6.0, 2, [9.0, 7.0])
    assert first.durations() == [2.0, 1.0]
    assert second.durations() == [1.0, 2.0]
    alone = Scaled(10.0, (first, second), 0, 0)  # 4 seconds with nothing to do for a worker
    assert modelled(alone, 1) == 10.0
    assert modelled(alone, 2) == pytest.approx(4.0 + 2.0 + 2.0)
    assert modelled(alone, 2, 10) == pytest.approx(40.0 + 15.0 + 16.0)


def test_rounds_are_told_apart_and_the_waves_are_told_of() -> None:
    waves: list[str] = []
    watched = Watched(AtOnce(), lambda: waves.append("begun"))
    assert watched.submit(max, 1, 2).result() == 2
    watched.submit(min, 1, 2)
    assert not waves
    watched.submit(plan_part, None)
    assert waves == ["begun"]
    assert len(watched.rounds) == 2
    assert all(len(each.done) == each.sent == 1 for each in watched.rounds)
    assert all(each.done[0] >= each.begun for each in watched.rounds)
