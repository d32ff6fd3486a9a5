"""Ctrl-C: the best plan or answer so far is kept, and the run ends well."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_cases import TEN_MINUTES, THERAPIST, one_line, run

from makeup_sched.case.read import read_case
from makeup_sched.contracts import contracting as answers
from makeup_sched.solve.clock import Clock
from makeup_sched.whatif import compare


@pytest.fixture(autouse=True)
def _interrupts() -> Iterator[None]:
    """Let the interpreter hear of interrupts: an engine may have left them to end the process."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="sends the signal as a POSIX terminal does")
def test_ctrl_c_keeps_the_best_plan(tmp_path: Path) -> None:
    out = tmp_path / "plan"
    words = ["plan", str(THERAPIST), "--out", str(out), "--seconds", "300"]
    with subprocess.Popen(
        [sys.executable, "-m", "makeup_sched", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr is not None
        while "no proof yet" not in (line := running.stderr.readline()):
            assert line, "ended before there was a plan"
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        shown, news = running.communicate(timeout=30)
    assert running.returncode == 0, news
    assert "Stopping, keeping the best plan so far." in news
    assert "Planned" in shown
    assert run("check", THERAPIST, out).exit_code == 0


@pytest.mark.parametrize("step", ["certificate", "least_contract", "deadline"])
@pytest.mark.skipif(os.name == "nt", reason="sends the signal as a POSIX terminal does")
def test_ctrl_c_keeps_the_best_answer_about_contracting(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked = getattr(answers, step)

    def interrupted(*arguments: Any, **more: Any) -> Any:
        clock = next(one for one in arguments if isinstance(one, Clock))
        time.sleep(0.5)  # until the main thread waits
        os.kill(os.getpid(), signal.SIGINT)
        assert clock.stopped.wait(20)
        return worked(*arguments, **more)

    monkeypatch.setattr(answers, step, interrupted)
    done = run("contracting", TEN_MINUTES, "--seconds", "15")
    assert done.exit_code == 0
    assert "Stopping, keeping the best answer so far." in done.stderr
    said = one_line(done.stdout)
    assert said.startswith("Stopped early: this is what was found until then.")
    assert "--seconds" not in said
    assert "time was up" not in said


def test_who_stops_before_visits_are_looked_for_waits_for_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def searched(*_: object, **__: object) -> None:
        raise AssertionError("was stopped")

    monkeypatch.setattr(answers, "least_contract", searched)
    clock = Clock(60)
    clock.stop()
    answer = answers.contracting(read_case(TEN_MINUTES), clock=clock, workers=1)
    assert answer.stopped
    assert answer.as_dict()["all_visits_found_in_time"] is False
    assert answer.as_dict()["last_day_settled"] is False
    assert len(answer.uncleared)
    assert answer.hours == 0


@pytest.mark.skipif(os.name == "nt", reason="sends the signal as a POSIX terminal does")
def test_ctrl_c_keeps_the_scenarios_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    side_by_side = compare._side_by_side

    def interrupted(crew: Any, jobs: list[Any], clock: Clock) -> Any:
        if len(jobs) == 2:  # those after the case as it is
            time.sleep(0.5)  # until the main thread waits
            os.kill(os.getpid(), signal.SIGINT)
            assert clock.stopped.wait(20)
        return side_by_side(crew, jobs, clock)

    monkeypatch.setattr(compare, "_side_by_side", interrupted)
    file = tmp_path / "what-if.toml"
    one = '[[scenario]]\nname = "{}"\npolicy = {{ group_cap = {} }}\n'
    file.write_text(one.format("One", 1) + one.format("Two", 2))
    done = run(
        "compare", TEN_MINUTES, "--scenario", file, "--seconds", "2", "--json", "--trade-off"
    )
    assert done.exit_code == 0
    assert "Stopped before what contract dollars would clear was looked for." in done.stderr
    assert "Stopping, keeping the scenarios so far." in done.stderr
    assert "Stopped before these were planned: One, Two" in done.stderr
    assert [line["scenario"] for line in json.loads(done.stdout)["scenarios"]] == ["as it is"]
