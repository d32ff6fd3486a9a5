"""What the figures were measured on: processor, cores, memory, Python, libraries."""

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.peers.java import java_version
from benchmarks.peers.memory import whole_memory
from benchmarks.peers.peer import WORKERS

_LIBRARIES = ("makeup-sched", "ortools", "highspy", "numpy", "pandas", "pyjobshop", "timefold")


@cache
def machine() -> str:
    """Return one line that says it all; without a date."""
    memory = whole_memory() / 1024
    parts = [
        f"{WORKERS} cores of {_processor()}",
        *([f"{memory:.0f} GB memory"] if memory else []),
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        *_libraries(),
    ]
    java = java_version()
    return ", ".join([*parts, f"Java {java}"] if java else parts)


def _libraries() -> list[str]:
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    rows = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    named = [row.partition(":")[2].strip() for row in rows if row.startswith("model name")]
    return named[0] if named else platform.processor() or "an unnamed processor"
