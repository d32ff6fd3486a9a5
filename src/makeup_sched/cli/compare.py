"""The command `compare`: a case beside named changes to it, in minutes, hours and dollars."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    import pandas as pd

    from makeup_sched.case.case import Case
    from makeup_sched.solve.clock import Clock
    from makeup_sched.whatif.comparison import Comparison
    from makeup_sched.whatif.scenario import Scenario

FOR_TRADE_OFF = 60.0
"""Seconds for what contract dollars would clear."""


@reported
def compare(
    case: CasePath,
    scenario: Annotated[
        Path,
        typer.Option("--scenario", metavar="FILE", help="The scenarios, a TOML file."),
    ],
    seconds: Annotated[
        float,
        typer.Option("--seconds", metavar="S", min=1, help="Time limit of each plan."),
    ] = 8,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Write table, picture, changed cases and plans there."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the table as JSON instead of as text.")
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Another seed, another search.")
    ] = 0,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processor cores to use.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="Plan on a Dask cluster instead."),
    ] = None,
    deterministic: Annotated[
        bool,
        typer.Option(
            "--deterministic",
            help="Limit the search by the work of about --seconds instead of by the clock: two "
            "runs give the same. It may take longer.",
        ),
    ] = False,
    trade_off: Annotated[
        bool,
        typer.Option(
            "--trade-off",
            help="Also find what contract dollars would clear of the case as it is; a minute more.",
        ),
    ] = False,
    policy: PolicyPath = None,
) -> None:
    """Plan a case and changed cases side by side.

    A scenario may add a provider or hours, change or take away a provider, let students stay after
    school or come to ESY, move due dates, or change any key of the policy. The file is explained
    in docs/scenarios.md; data/one-school-scenarios.toml is an example. A small one:

    \b
      [[scenario]]
      name = "Everyone may stay after school"
      students = [{ after_school = true }]

    \b
    Examples:
      makeup-sched compare my-case.xlsx --scenario what-if.toml
      makeup-sched compare my-case.xlsx --scenario what-if.toml --out what-if
      makeup-sched compare my-case.xlsx --scenario what-if.toml --trade-off
    """
    from functools import partial

    from makeup_sched.case.read import read_case
    from makeup_sched.cli.making import workers_of
    from makeup_sched.cli.targets import not_in_case
    from makeup_sched.solve.clock import Clock
    from makeup_sched.whatif.apply import problems_of
    from makeup_sched.whatif.reading import read_scenarios

    if out is not None:
        not_in_case(out, case)
        _may_be_written(out)
    read = read_case(case, policy)
    wanted = read_scenarios(scenario, partial(problems_of, read))
    clock = Clock(math.inf)
    with workers_of(cluster) as executor:
        how = _How(seconds, seed, workers, executor, deterministic)
        found = _compared(read, wanted, how, clock)
    curve = _curve(read, seed, workers, clock) if trade_off else None
    # before anything is printed: whoever reads may be gone by then
    if out is not None:
        _write(found, curve, out)
    _show(found, curve, as_json=as_json, out=out)


@dataclass(frozen=True)
class _How:
    """How each plan is made, as `makeup_sched.scenarios` takes it."""

    seconds: float
    seed: int
    workers: int | None
    executor: "Executor | None"
    deterministic: bool


def _compared(
    case: "Case", wanted: "Sequence[Scenario]", how: _How, clock: "Clock"
) -> "Comparison":
    """Plan all side by side; Ctrl-C keeps those that are planned by then, and it is said."""
    from makeup_sched.cli.stopping import stoppable
    from makeup_sched.whatif.compare import scenarios

    waiting = err()
    working = f"Planning the case and {len(wanted)} scenarios, each for up to {how.seconds:g} s"
    with waiting.status(working):
        found = stoppable(
            lambda: scenarios(case, wanted, **vars(how), clock=clock),
            clock.stop,
            waiting,
            "the scenarios so far",
        )
    there = set(found.table["scenario"])
    if left_out := [one.name for one in wanted if one.name not in there]:
        waiting.print(f"Stopped before these were planned: {', '.join(left_out)}", soft_wrap=True)
    return found


def _show(
    found: "Comparison", curve: "pd.DataFrame | None", *, as_json: bool, out: Path | None
) -> None:
    from makeup_sched.whatif.words import comparison_words, trade_off_words

    console = results()
    if as_json:
        console.print_json(_json(found.table, curve))
    else:
        console.print(comparison_words(found.table))
        if curve is not None:
            console.print(trade_off_words(curve))
    if out is not None:
        (err() if as_json else console).print(f"\nWritten: {out}", soft_wrap=True)


def _may_be_written(out: Path) -> None:
    """See that `out` is a new or empty folder, or one that an earlier comparison wrote."""
    from makeup_sched.cli.targets import can_be_folder
    from makeup_sched.reports.scenario_files import TABLE
    from makeup_sched.tables.problems import MakeupSchedError

    if out.is_dir() and any(out.iterdir()) and not (out / TABLE).is_file():
        raise MakeupSchedError(f"{out} holds other things than a comparison; name a new folder")
    can_be_folder(out)


def _curve(case: "Case", seed: int, workers: int | None, before: "Clock") -> "pd.DataFrame | None":
    """Return what contract dollars would clear, see `trade_off`; None where it was stopped."""
    from makeup_sched.cli.stopping import stoppable
    from makeup_sched.contracts.contracting import contracting
    from makeup_sched.solve.clock import Clock

    clock, waiting = Clock(FOR_TRADE_OFF), err()
    if before.stopped.is_set():
        waiting.print("Stopped before what contract dollars would clear was looked for.")
        return None
    cores = 2 if workers is None else workers
    with waiting.status("Looking for the least contract time"):
        return stoppable(
            lambda: contracting(case, seed=seed, workers=cores, clock=clock).curve,
            clock.stop,
            waiting,
        )


def _json(table: "pd.DataFrame", curve: "pd.DataFrame | None") -> str:
    import json

    tables = {"scenarios": table} | ({} if curve is None else {"trade_off": curve})
    return json.dumps(
        {name: json.loads(one.to_json(orient="records")) for name, one in tables.items()}
    )


def _write(found: "Comparison", curve: "pd.DataFrame | None", out: Path) -> None:
    from makeup_sched.reports.scenario_files import comparison_files, earlier_files
    from makeup_sched.tables.writing import write_folder

    write_folder(out, comparison_files(found, curve), stale=earlier_files(out), private=True)
    for folder in sorted(out.glob("*/**/"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()  # of a scenario that is no longer compared
