"""Runs a peer in a process of its own, so that its memory is its own and a crash is caught."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.peers.__main__ import MISSING
from benchmarks.peers.peer import PeerFailedError, PeerMissingError, Timeline
from benchmarks.peers.timeline_file import read_timeline

GRACE = 60.0
"""Seconds beyond its limit that a peer is given to read the case and to come to an end."""


def run_apart(name: str, case_folder: Path, seconds: float, grace: float = GRACE) -> Timeline:
    """Run a peer on the case in a folder.

    Raises
    ------
    PeerMissingError
        Where the peer's library is not installed.
    PeerFailedError
        Where the peer crashed, or was still busy when limit and grace were over.
    """
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "timeline.json"
        command = [sys.executable, "-m", "benchmarks.peers", name, str(case_folder)]
        command += ["--seconds", str(seconds), "--json", str(result)]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=seconds + grace, check=False
            )
        except subprocess.TimeoutExpired as error:
            reason = f"{name} was still busy {grace:.0f} s after its limit of {seconds:.0f} s"
            raise PeerFailedError(reason) from error
        if done.returncode == MISSING:
            raise PeerMissingError(done.stderr.strip())
        if done.returncode != 0 or not result.exists():
            said = done.stderr.strip().splitlines()[-1:] or ["nothing"]
            raise PeerFailedError(f"{name} ended with code {done.returncode} and said: {said[0]}")
        return read_timeline(result)
