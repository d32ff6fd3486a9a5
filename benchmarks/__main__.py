"""Runs all measurements and keeps the tables in `benchmarks/results`."""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from benchmarks.planning import Run, measure
from makeup_sched.case.read import read_case
from makeup_sched.generate import generate_case, write_case

RESULTS = Path(__file__).parent / "results"
HELD_BACK = range(9000, 9010)
"""Seeds that nothing was developed on."""


_COMMAND = """
import pathlib, sys
from makeup_sched.cli import main
try:
    main()
finally:
    print(pathlib.Path("/proc/self/status").read_text(), file=sys.stderr)
"""
"""Runs a command and tells its own peak memory (Linux)."""


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10, help="cases per size; 0: none")
    chosen = parser.parse_args()
    RESULTS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for size, seconds in (("therapist", 30.0), ("school", 40.0)):
            if not chosen.cases:
                continue
            runs = [_run(size, seed, seconds, Path(folder)) for seed in HELD_BACK[: chosen.cases]]
            _keep(f"planning-{size}.md", _planning_table(size, seconds, runs))
        _keep("reading-district.md", _reading_table(Path(folder)))


def _run(size: str, seed: int, seconds: float, folder: Path) -> Run:
    place = folder / f"{size}-{seed}"
    write_case(generate_case(size, seed), place)  # type: ignore[arg-type]
    run = measure(read_case(place), seconds)
    print(run, flush=True)
    return run


def _planning_table(size: str, seconds: float, runs: list[Run]) -> str:
    lines = [
        f"# Unmet minutes, {size} size, {len(runs)} held-back seeds, at most {seconds:.0f} s",
        "",
        _machine(),
        "",
        "Seconds count from the read case on. The gap is (value - bound) / owed.",
        "",
        "| case | owed | greedy | unmet | proven bound | gap | first plan s | 1 % s | proof s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for run in runs:
        gap = "" if run.bound is None else f"{100 * (run.value - run.bound) / run.owed:.2f} %"
        cells = [run.name, run.owed, run.greedy, run.value, run.bound, gap]
        cells += [f"{run.first:.2f}", _seconds(run.within), _seconds(run.proven)]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    lines += [
        "",
        f"Median: first plan {statistics.median(r.first for r in runs):.2f} s, "
        f"1 % {_median([r.within for r in runs])}, proof {_median([r.proven for r in runs])}.",
    ]
    return "\n".join(lines) + "\n"


def _seconds(value: float | None) -> str:
    return "not reached" if value is None else f"{value:.2f}"


def _median(values: list[float | None]) -> str:
    found = statistics.median(float("inf") if value is None else value for value in values)
    return "not reached" if found == float("inf") else f"{found:.2f} s"


def _reading_table(folder: Path) -> str:
    place = folder / "district"
    write_case(generate_case("district", HELD_BACK[0]), place)
    lines = [
        "# Reading a district: whole commands, start of Python included",
        "",
        _machine(),
        "",
        "| command | seconds | peak memory MB |",
        "|---|---|---|",
    ]
    for command in ("validate", "owed"):
        before = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", _COMMAND, command, str(place)],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        seconds = time.perf_counter() - before
        peak = int(done.stderr.rsplit("VmHWM:", 1)[1].split()[0]) / 1024
        lines.append(f"| {command} | {seconds:.2f} | {peak:.0f} |")
    return "\n".join(lines) + "\n"


def _machine() -> str:
    names = ("makeup-sched", "ortools", "highspy", "pandas", "numpy")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {packages}."


def _keep(name: str, text: str) -> None:
    (RESULTS / name).write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
