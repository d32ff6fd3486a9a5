"""Workers that die, hang or run out of memory, and the same plan whoever does the work."""

import os
import signal
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest
from distributed import Client, LocalCluster
from loky import ProcessPoolExecutor as LokyExecutor
from parts_cases import made, school

from makeup_sched.solve.clock import Clock
from makeup_sched.solve.parts.cluster import ClusterError, cluster_executor
from makeup_sched.solve.parts.crew import Crew, local_crew

pytestmark = pytest.mark.filterwarnings("ignore")


def killed_once(flag: str) -> int:
    """End the worker's process the first time, answer the second."""
    if not Path(flag).exists():
        Path(flag).write_text("killed", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return 7


def out_of_memory_once(flag: str) -> int:
    """Run out of memory the first time, answer the second."""
    if not Path(flag).exists():
        Path(flag).write_text("failed", encoding="utf-8")
        raise MemoryError
    return 7


def hung_once(flag: str) -> int:
    """Hang the first time, answer the second."""
    if not Path(flag).exists():
        Path(flag).write_text("hung", encoding="utf-8")
        time.sleep(60)
    return 7


def interrupted(_: str) -> int:
    """Answer although Ctrl-C reaches the worker, as a terminal sends it to all processes."""
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.1)
    return 7


def mistaken(_: str) -> int:
    """Fail with a mistake of the program itself."""
    raise KeyError("mistake")


@pytest.fixture
def crew() -> Iterator[Crew]:
    made_here = Crew(lambda: LokyExecutor(max_workers=2), patience=12.0)
    yield made_here
    made_here.close()


@pytest.mark.parametrize("work", [killed_once, out_of_memory_once, hung_once])
def test_a_part_whose_worker_is_lost_is_solved_again(crew: Crew, work, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    flags = [str(tmp_path / "first"), str(tmp_path / "second")]
    assert crew.run(work, flags, Clock(60), 0.0) == [7, 7]


def test_a_mistake_of_the_program_is_not_tried_again(crew: Crew) -> None:
    with pytest.raises(KeyError):
        crew.run(mistaken, ["x"], Clock(60), 0.0)


def test_a_stop_keeps_what_is_done(crew: Crew, tmp_path: Path) -> None:
    done = tmp_path / "done"
    done.write_text("", encoding="utf-8")
    found = crew.run(hung_once, [str(done), str(tmp_path / "hung")], Clock(9), 0.0)
    assert found == [7, None]


def test_an_interrupt_is_left_to_the_main_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    local = local_crew(2)
    try:
        assert local.executor().submit(interrupted, "").result(60) == 7
    finally:
        local.close()


def slow(seconds: float) -> float:
    """Take so many seconds."""
    time.sleep(seconds)
    return seconds


def test_what_nobody_waits_for_does_not_hold_up_the_next_round(crew: Crew) -> None:
    assert crew.run(slow, [0.0], Clock(30), 0.0) == [0.0]
    given_up = crew.run(slow, [10.0] * 10, Clock(0.5), 0.0)
    assert given_up == [None] * 10
    begun = time.monotonic()
    assert crew.run(slow, [0.0, 0.0], Clock(30), 0.0) == [0.0, 0.0]
    assert time.monotonic() - begun < 15.0


def test_jobs_of_a_caller_that_nobody_waits_for_are_cancelled() -> None:
    with ThreadPoolExecutor(1) as threads:
        found = Crew(lambda: threads).run(slow, [1.0] * 5, Clock(0.5), 0.0)
        begun = time.monotonic()
    assert found == [None] * 5
    assert time.monotonic() - begun < 3.0


def test_nothing_is_sent_out_when_the_work_is_used_up(tmp_path: Path) -> None:
    used = Clock(60).by_work(1.0)
    used.spend(2.0)
    with ThreadPoolExecutor(2) as threads:
        found = Crew(lambda: threads).run(Path.touch, [tmp_path / "a"], used, 0.0)
    assert found == [None]
    assert not (tmp_path / "a").exists()


def test_one_worker_works_in_this_process() -> None:
    assert local_crew(1).make is None


def test_the_plan_is_the_same_whoever_does_the_work() -> None:
    case = school()
    alone = made(case, repeatable=True)
    two = made(case, repeatable=True, workers=2)
    with ThreadPoolExecutor(2) as threads:
        others = made(case, repeatable=True, executor=threads)
    assert alone.text == two.text == others.text


@pytest.mark.parametrize("work", [0.2, 0.6])
def test_the_plan_is_the_same_where_the_limit_of_work_cuts_in(work: float) -> None:
    case = school()
    alone = made(case, repeatable=True, work=work, waves=20)
    assert alone.spent >= work, "it was cut off"
    two = made(case, repeatable=True, work=work, waves=20, workers=2)
    with ThreadPoolExecutor(2) as threads:
        others = made(case, repeatable=True, work=work, waves=20, executor=threads)
    assert alone.text == two.text == others.text
    assert alone.spent == two.spent == others.spent


class Killing(ProcessPoolExecutor):
    """Local processes of which one is killed while it is at work."""

    left = 1

    def submit(self, work, /, *args, **more):  # type: ignore[no-untyped-def]
        future = super().submit(work, *args, **more)
        if Killing.left:
            Killing.left -= 1
            time.sleep(0.3)
            os.kill(next(iter(self._processes)), signal.SIGKILL)
        return future


def test_the_plan_is_the_same_where_a_worker_was_killed() -> None:
    case = school()
    calm = made(case, repeatable=True)
    with Killing(2) as executor:
        assert made(case, repeatable=True, executor=executor).text == calm.text
    assert Killing.left == 0


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


def test_a_cluster_makes_the_same_plan_also_where_a_worker_is_killed(cluster: LocalCluster) -> None:
    case = school()
    calm = made(case, repeatable=True)
    with cluster_executor(cluster.scheduler_address) as executor:
        assert made(case, repeatable=True, executor=executor).text == calm.text
        assert made(case, repeatable=True, executor=_killing(executor, cluster)).text == calm.text


def test_large_parts_are_sent_to_a_cluster_without_a_word(cluster: LocalCluster) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with cluster_executor(cluster.scheduler_address) as executor:
            assert executor.submit(len, bytes(11 * 2**20)).result(60) == 11 * 2**20
    assert not [one for one in said if "large graph" in str(one.message)]


def _killing(executor: Executor, cluster: LocalCluster) -> Executor:
    """Return the executor, with a worker killed at the third part."""
    real, count = executor.submit, iter(range(10**6))

    def submit(work, /, *args, **more):  # type: ignore[no-untyped-def]
        future = real(work, *args, **more)
        if next(count) == 3:
            with Client(cluster.scheduler_address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
                pids = client.run(os.getpid)
            os.kill(next(iter(pids.values())), signal.SIGKILL)
        return future

    executor.submit = submit  # type: ignore[method-assign]
    return executor


def test_nobody_at_the_address_is_said_in_one_line() -> None:
    with (
        pytest.raises(ClusterError, match="no Dask scheduler answers"),
        cluster_executor("tcp://127.0.0.1:1", seconds=1),
    ):
        pass


def test_an_answer_that_is_wanted_later_comes_from_a_worker_or_is_worked_out_then(
    crew: Crew, tmp_path: Path
) -> None:
    done = tmp_path / "done"
    done.touch()
    for each in (crew, Crew(None)):
        later = each.later(killed_once, str(done), lambda _: killed_once(str(done)))
        assert later.answer(Clock(30)) == 7
        again = each.later(killed_once, str(done), lambda _: killed_once(str(done)))
        assert again.answer(Clock(0)) is None


def test_an_answer_that_is_worked_out_here_has_the_time_and_the_stop_of_who_asks() -> None:
    asked = Clock(3.0)
    given: list[Clock] = []
    Crew(None).later(slow, 60.0, given.append).answer(asked)
    assert given == [asked]


def test_an_answer_that_is_wanted_later_is_missing_where_its_worker_was_lost(
    crew: Crew, tmp_path: Path
) -> None:
    later = crew.later(killed_once, str(tmp_path / "flag"), lambda _: 0)
    assert later.answer(Clock(30)) is None


def test_a_run_that_has_to_repeat_works_a_lost_answer_out_itself(
    crew: Crew, tmp_path: Path
) -> None:
    later = crew.later(killed_once, str(tmp_path / "flag"), lambda _: 7)
    assert later.answer(Clock(0.0).by_work(30.0)) == 7


def test_a_mistake_in_an_answer_that_is_wanted_later_is_not_kept_quiet(crew: Crew) -> None:
    with pytest.raises(KeyError):
        crew.later(mistaken, "x", lambda _: 0).answer(Clock(30))


def test_a_job_that_nobody_asks_for_any_more_is_not_begun() -> None:
    with ThreadPoolExecutor(1) as one_worker:
        crew = Crew(lambda: one_worker)
        first, second = (crew.later(slow, 0.5, lambda _: 0.0) for _ in range(2))
        second.give_up()
        assert first.answer(Clock(30)) == 0.5
        assert second.answer(Clock(30)) is None


def until_stopped(_: str) -> bool:
    """Work for a minute; say whether a stop was heard."""
    return Clock.of_job(60.0).stopped.wait(20.0)


def test_work_in_this_process_hears_a_stop() -> None:
    clock = Clock(60)
    with ThreadPoolExecutor(1) as threads:
        found = threads.submit(local_crew(1).run, until_stopped, ["x", "y"], clock, 60.0)
        time.sleep(0.2)
        clock.stop()
        assert found.result(10) == [True, None]
    assert not Clock.of_job(0.0).stopped.is_set()


class NoWorkers(Executor):
    """Loses whatever it is given."""

    def submit(self, *_: object, **__: object) -> NoReturn:
        raise OSError("no worker is left")


def test_a_job_that_no_worker_could_do_hears_the_stop() -> None:
    clock = Clock(60)
    threading.Timer(0.3, clock.stop).start()
    assert Crew(NoWorkers).run(until_stopped, [""], clock, 30.0) == [True]
