"""A peer in a process of its own: its result comes back, and whatever goes wrong is told."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.peers import apart
from benchmarks.peers.apart import run_apart
from benchmarks.peers.memory import free_memory, session_memory, whole_memory
from benchmarks.peers.peer import PeerBusyError, PeerFailedError, PeerOutOfMemoryError

import makeup_sched as ms
from makeup_sched.checker import recount
from makeup_sched.generate import write_case
from support.generated import small_case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case."""
    return write_case(small_case(1), tmp_path_factory.mktemp("apart") / "case")


def test_apart_and_back(folder: Path) -> None:
    case = ms.read_case(folder)
    timeline = run_apart("careful_person", folder, 5.0)
    assert ms.check(case, timeline.sessions) == []
    assert [point.unmet for point in timeline.points] == [recount(case, timeline.sessions).unmet]
    assert timeline.memory > 10


def test_a_crash_is_told(folder: Path) -> None:
    with pytest.raises(PeerFailedError, match=r"ended with code 1 and said: \w+:") as told:
        run_apart("careful_person", folder / "nothing", 1.0)
    assert told.value.in_short == "crashed"


def test_a_peer_without_end_is_ended(folder: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(PeerBusyError, match="still busy"):
        run_apart("careful_person", folder, 0.0, grace=0.01)
    assert time.monotonic() - begun < 5.0


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="memory is read from /proc")
def test_a_peer_that_wants_too_much_memory_is_ended(folder: Path) -> None:
    with pytest.raises(PeerOutOfMemoryError, match="more than 5 MB"):
        run_apart("careful_person", folder, 60.0, most_memory=5.0)


@pytest.mark.skipif(not Path("/proc/meminfo").exists(), reason="memory is read from /proc")
def test_the_memory_of_all_processes_counts() -> None:
    hold = "import time; held = bytes(range(256)) * 400_000; time.sleep(60)"
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    process = subprocess.Popen([sys.executable, "-c", both], start_new_session=True)
    try:
        over = time.monotonic() + 20
        while session_memory(process.pid) < 100 and time.monotonic() < over:
            time.sleep(0.05)
        assert 100 < session_memory(process.pid) < 400
    finally:
        apart._end(process)
    over = time.monotonic() + 20
    while session_memory(process.pid) > 0 and time.monotonic() < over:
        time.sleep(0.05)
    assert session_memory(process.pid) == 0
    assert 0 < free_memory() <= whole_memory()


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        (-9, "", PeerOutOfMemoryError),
        (1, "Traceback\nMemoryError", PeerOutOfMemoryError),
        (1, "java.lang.OutOfMemoryError: Java heap space", PeerOutOfMemoryError),
        (2, "wrong", PeerFailedError),
    ],
)
def test_how_a_peer_ended(code: int, words: str, kind: type[PeerFailedError]) -> None:
    with pytest.raises(kind) as told:
        apart._must_have_ended_well("a peer", code, words)
    assert type(told.value) is kind
