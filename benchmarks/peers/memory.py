"""How much memory a session of processes has in use, read from `/proc` (Linux; elsewhere 0)."""

import os
from pathlib import Path

_PROC = Path("/proc")
_SESSION, _PAGES = 3, 21
"""Places of session and resident pages in `/proc/PID/stat`, counted after the name."""


def session_memory(session: int) -> float:
    """Return the resident memory in MB of all processes of a session, shared pages in each."""
    if not _PROC.is_dir():
        return 0.0
    pages = sum(_pages(place, session) for place in _PROC.glob("[0-9]*"))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _pages(place: Path, session: int) -> int:
    try:
        text = (place / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0  # it has just ended
    cells = text.rpartition(")")[2].split()
    return int(cells[_PAGES]) if int(cells[_SESSION]) == session else 0


def free_memory() -> float:
    """Return the memory in MB that is free for use; without end where nobody knows."""
    return _about("MemAvailable:") or float("inf")


def whole_memory() -> float:
    """Return the memory of the machine in MB; 0 where nobody knows."""
    return _about("MemTotal:")


def _about(row: str) -> float:
    place = _PROC / "meminfo"
    if not place.exists():
        return 0.0
    cells = (line.split() for line in place.read_text(encoding="utf-8").splitlines())
    return next((int(found[1]) / 1024 for found in cells if found[0] == row), 0.0)
