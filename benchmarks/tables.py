"""Tables in Markdown: cells as text, a dash where there is nothing to say."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.results_file import RESULTS

NOTHING = "-"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return the lines of a table."""
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def seconds(value: float | None) -> str:
    """Return seconds with as many digits as they are worth."""
    if value is None:
        return NOTHING
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def percent(value: float | None) -> str:
    """Return a share; never rounded up to the whole."""
    if value is None:
        return NOTHING
    tenths = int(value * 1000 + (0.5 if value < 0.999 else 1e-9))
    return f"{tenths / 10:.1f} %"


def number(value: float | None) -> str:
    """Return a whole number."""
    return NOTHING if value is None else f"{value:,.0f}"


def keep(name: str, lines: Iterable[str], folder: Path = RESULTS) -> Path:
    """Write a page into the folder of results."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def machines(found: Iterable[str]) -> list[str]:
    """Return what the figures of a page were measured on, as a paragraph."""
    known = sorted(set(found))
    if len(known) == 1:
        return [f"Measured on: {known[0]}.", ""]
    return ["Measured on several machines or versions:", "", *(f"- {one}" for one in known), ""]
