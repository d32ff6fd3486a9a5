"""How progress is put into words, how often it is printed, and how Ctrl-C stops the work."""

import _thread
import threading

import pytest
from rich.console import Console

from makeup_sched.cli.progress import LiveProgress, PlainProgress, Scale, case_scale, progress_words
from makeup_sched.running import run_until_stopped
from makeup_sched.solve.stages import Progress

SCALE = Scale(owed=4000, weighted=False, order=("unmet", "esy"))


def test_words_tell_term_value_bound_and_gap() -> None:
    words = progress_words(Progress("unmet", 360, 345, 1.0), SCALE)
    assert words == ("minutes not placed: 360, at least 345 in any plan, 0.4 % of owed from proven")
    words = progress_words(Progress("esy", 1200, 1150, 1.0), SCALE)
    assert words == "minutes in the ESY window: 1,200, at least 1,150 in any plan as good so far"
    assert progress_words(Progress("esy", 5, None, 1.0), SCALE).endswith(": 5, no proof yet")
    assert progress_words(Progress("esy", 5, 5, 1.0), SCALE).endswith(": 5, proven")


def test_priorities_are_said() -> None:
    scale = case_scale([(30, 1), (20, 3)], ("unmet",))
    assert (scale.owed, scale.weighted) == (90, True)
    words = progress_words(Progress("unmet", 60, None, 0.0), scale)
    assert words.startswith("minutes not placed, weighted by priority: 60")
    assert not case_scale([(30, 1), (0, 3)], ("unmet",)).weighted


def test_plain_lines_come_at_a_new_term_and_every_five_seconds() -> None:
    lines: list[str] = []
    shown = PlainProgress(SCALE, lines.append)
    for seconds in (0.1, 1.0, 4.9, 5.2, 6.0):
        shown.watch(Progress("unmet", 400 - int(seconds * 10), None, seconds))
    shown.watch(Progress("esy", 20, 20, 6.1))
    shown.finish()
    shown.finish()
    assert [line.split()[0] for line in lines] == ["0.1", "5.2", "6.0", "6.1"]


def test_a_plain_line_is_not_said_twice() -> None:
    lines: list[str] = []
    shown = PlainProgress(SCALE, lines.append)
    for seconds in (0.1, 5.2, 5.4):
        shown.watch(Progress("unmet", 400, 400, seconds))
    shown.watch(Progress("esy", 20, 20, 6.1))
    shown.watch(Progress("esy", 20, 20, 6.2))
    shown.finish()
    assert [line.split()[0] for line in lines] == ["0.1", "6.2"]


def test_the_live_table_keeps_what_is_done_and_fits_80_columns() -> None:
    shown = LiveProgress(SCALE, 60)
    console = Console(width=80, color_system=None)
    with console.capture() as captured:
        console.print(shown.render())
        shown.watch(Progress("unmet", 360, 360, 1.0))
        shown.watch(Progress("esy", 10, None, 2.0))
        console.print(shown.render())
        shown.stopping()
        console.print(shown.render())
    text = captured.get()
    assert "now looking for places" in text
    assert "done minutes not placed: 360, proven" in text
    assert "now minutes in the ESY window: 10, no proof yet" in text
    assert "Stopping, keeping the best plan so far." in text


def test_ctrl_c_stops_the_work_and_keeps_its_result() -> None:
    stopped = threading.Event()

    def work() -> str:
        threading.Timer(0.05, _thread.interrupt_main).start()
        assert stopped.wait(10)
        return "best so far"

    assert run_until_stopped(work, stopped.set) == "best so far"


def test_what_the_work_raises_is_raised() -> None:
    def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        run_until_stopped(work, lambda: None)


def test_a_run_that_counts_work_promises_no_time() -> None:
    shown = LiveProgress(SCALE, 60, by_work=True)
    console = Console(width=100, color_system=None)
    with console.capture() as captured:
        console.print(shown.render())
    said = captured.get()
    assert "work of about 60 s" in said
    assert "at most" not in said
