"""How long whole commands take on a district, the start of Python included."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.planning import HELD_BACK
from benchmarks.tables import machines, number, seconds, table
from makeup_sched.generate import generate_case, write_case
from makeup_sched.generate.settings import Size

_COMMAND = """
import sys
from benchmarks.peers.peer import peak_memory
from makeup_sched.cli import main
try:
    main()
finally:
    print(peak_memory(), file=sys.stderr)
"""
"""Runs a command and tells its own peak memory."""


def reading_page(size: Size = "district") -> list[str]:
    """Measure the commands that only read, and return the lines of the page."""
    with tempfile.TemporaryDirectory() as folder:
        place = write_case(generate_case(size, HELD_BACK[0]), Path(folder) / size)
        rows = [_row(command, place) for command in ("validate", "owed")]
    return [
        f"# Reading a {size}: whole commands, start of Python included",
        "",
        *machines([machine()]),
        *table(("command", "seconds", "memory MB"), rows),
    ]


def _row(command: str, place: Path) -> list[str]:
    before = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, command, str(place)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    took = time.perf_counter() - before
    return [command, seconds(took), number(float(done.stderr.split()[-1]))]
