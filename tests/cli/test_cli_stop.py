"""Ctrl-C on a real run: the best plan so far is written, and the run ends well."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_cases import THERAPIST, run


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
