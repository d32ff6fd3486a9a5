"""Runs a peer in a process of its own, so that its memory is its own and a crash is caught."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from benchmarks.peers.__main__ import MISSING
from benchmarks.peers.memory import free_memory, session_memory
from benchmarks.peers.peer import (
    PeerBusyError,
    PeerFailedError,
    PeerMissingError,
    PeerOutOfMemoryError,
    Timeline,
)
from benchmarks.peers.timeline_file import read_timeline

GRACE = 60.0
"""Seconds beyond its limit that a peer is given to read the case and to come to an end."""
SHARE = 0.9
"""Share of the free memory that a peer may take."""
_LOOK_EVERY = 0.25
_OUT_OF_MEMORY = ("MemoryError", "bad_alloc", "OutOfMemoryError")


def run_apart(
    name: str,
    case_folder: Path,
    seconds: float,
    grace: float = GRACE,
    most_memory: float | None = None,
) -> Timeline:
    """Run a peer on the case in a folder; the memory is that of all its processes together.

    Parameters
    ----------
    name
        The peer.
    case_folder
        Where the case stands.
    seconds
        The limit that the peer is given.
    grace
        Seconds beyond the limit after which it is ended.
    most_memory
        Memory in MB beyond which it is ended; by default a share of what is free.

    Raises
    ------
    PeerMissingError
        Where the peer's library is not installed.
    PeerFailedError
        Where the peer crashed, ran out of memory, or was still busy when limit and grace were over.
    """
    with tempfile.TemporaryDirectory() as folder:
        result, said = Path(folder) / "timeline.json", Path(folder) / "said.txt"
        command = [sys.executable, "-m", "benchmarks.peers", name, str(case_folder)]
        command += ["--seconds", str(seconds), "--json", str(result)]
        most = SHARE * free_memory() if most_memory is None else most_memory
        with said.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True
            )
            try:
                peak = _attend(process, name, seconds + grace, most)
            finally:
                _end(process)
        words = said.read_text(encoding="utf-8", errors="replace").strip()
        _must_have_ended_well(name, process.returncode, words)
        if not result.exists():
            raise PeerFailedError(f"{name} left no result")
        timeline = read_timeline(result)
        return replace(timeline, memory=max(peak, timeline.memory))


def _attend(process: subprocess.Popen[bytes], name: str, seconds: float, most: float) -> float:
    """Wait for a peer's end and return the peak of its memory in MB."""
    over, peak = time.monotonic() + seconds, 0.0
    while process.poll() is None:
        peak = max(peak, session_memory(process.pid))
        if peak > most:
            raise PeerOutOfMemoryError(f"{name} wanted more than {most:,.0f} MB")
        if time.monotonic() > over:
            raise PeerBusyError(f"{name} was still busy after {seconds:.0f} s")
        time.sleep(_LOOK_EVERY)
    return peak


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a peer with all that it has started, where anything is left of it."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # all of it has ended already
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _must_have_ended_well(name: str, code: int, words: str) -> None:
    if code == MISSING:
        raise PeerMissingError(words.splitlines()[-1] if words else name)
    if code == 0:
        return
    if code == -signal.SIGKILL or any(sign in words for sign in _OUT_OF_MEMORY):
        raise PeerOutOfMemoryError(f"{name} ran out of memory")
    raise PeerFailedError(f"{name} ended with code {code} and said: {_error_in(words)}")


def _error_in(words: str) -> str:
    """Return the line that names the error, without the package it is from; else the last one."""
    lines = words.splitlines() or ["nothing"]
    named = [line for line in lines if re.match(r"[\w.]+(Error|Exception)\b", line)]
    first, _, rest = (named or lines)[-1].partition(":")
    return f"{first.rpartition('.')[2]}:{rest}" if named else lines[-1]
