"""The command `plan`: from a case to the best plan that the time allows, with its proof."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, Names, PolicyPath

if TYPE_CHECKING:
    import pandas as pd

    from makeup_sched.case.case import Case

MOST_WARNINGS = 10
# The engines take seeds of 31 bits, and each stage of a run counts up from the one given.
GREATEST_SEED = 2_000_000_000


def _finite(seconds: float) -> float:
    if not math.isfinite(seconds):
        raise typer.BadParameter("must be a number of seconds")
    return seconds


@reported
def plan(
    case: CasePath,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="PLAN", help="Where to write it: a folder, or an .xlsx."),
    ],
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds",
            metavar="S",
            min=0,
            callback=_finite,
            help="Stop after so long, proven or not.",
        ),
    ] = 60,
    seed: Annotated[
        int,
        typer.Option(
            "--seed", metavar="N", min=0, max=GREATEST_SEED, help="Another seed, another search."
        ),
    ] = 0,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            help="Processor cores to use; as many as there are, if not given.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="PLAN", help="An earlier plan to keep where it can."),
    ] = None,
    record: Annotated[
        bool,
        typer.Option(
            "--record",
            help="Plan what the case's record says; published sessions stay where they still can.",
        ),
    ] = False,
    deterministic: Annotated[
        bool,
        typer.Option(
            "--deterministic",
            help="Limit the search by the work of about --seconds instead of by the clock: two "
            "runs give the same plan, all but wall_seconds in summary.json. It may take longer; "
            "Ctrl-C keeps the best plan so far.",
        ),
    ] = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            metavar="ADDRESS",
            help="Solve the parts of a large case on a Dask cluster, such as tcp://10.0.0.5:8786.",
        ),
    ] = None,
    policy: PolicyPath = None,
    charts: Annotated[
        bool, typer.Option("--charts", help="Write calendars as pictures beside the plan.")
    ] = False,
    names: Names = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Plan the owed minutes and prove how good the plan is.

    A first plan is there within seconds and gets better until it is proven best or the time is
    up. Ctrl-C stops early and keeps the best plan so far. At the end it says what is placed, what
    is not and why.

    \b
    Examples:
      makeup-sched plan my-case.xlsx --out my-plan.xlsx
      makeup-sched plan data/one-therapist --out plans/one-therapist --seconds 20
      makeup-sched plan my-case.xlsx --out new.xlsx --baseline my-plan.xlsx
      makeup-sched plan my-case --record --out next-plan
    """
    from makeup_sched.case.read import read_case
    from makeup_sched.cli.making import make_plan, show_and_save
    from makeup_sched.cli.plan_reading import read_baseline
    from makeup_sched.cli.targets import OTHER_FILES, plan_target

    if out.suffix.casefold() in OTHER_FILES:
        raise typer.BadParameter(f"{out} must be a folder or end in .xlsx", param_hint="--out")
    plan_target(out, case)
    earlier = read_baseline(baseline) if baseline is not None else None
    if record:
        if policy is not None:
            raise typer.BadParameter("the record has its own policy", param_hint="--policy")
        read, moved, used = _recorded(case)
        earlier = moved if earlier is None and len(moved) else earlier
    else:
        read, used = read_case(case, policy), frozenset[str]()
    if not quiet:
        _warn(read, case)
    made = make_plan(
        read,
        seconds,
        seed,
        workers,
        earlier,
        quiet=quiet,
        cluster=cluster,
        deterministic=deterministic,
    )
    if used:
        from makeup_sched.recording.keeping import numbered_on

        made = numbered_on(made, used)
    show_and_save(read, made, out, charts=charts, names=names, quiet=quiet)


def _recorded(path: Path) -> "tuple[Case, pd.DataFrame, frozenset[str]]":
    """Return the case to plan next by its record.

    With it come the published sessions that can't be kept, and all ids that were published.
    """
    from makeup_sched.plain_words import counted
    from makeup_sched.recording.keeping import passed_unmarked
    from makeup_sched.recording.record import Record

    with Record(path) as record:
        case, dropped = record.planning_case()
        used = record.state().published_ids
        passed = passed_unmarked(case, record.state())
    for sessions, words in (
        (dropped, "can't be kept"),
        (passed, f"before {case.start_date} not marked, so planned again as if not given"),
    ):
        if len(sessions):
            ids = ", ".join(sessions["session_id"].head(8)) + (" ..." if len(sessions) > 8 else "")
            err().print(f"{counted(len(sessions), 'published session')} {words}: {ids}")
    return case, dropped, used


def _warn(case: "Case", path: Path) -> None:
    from makeup_sched.plain_words import counted

    console = err()
    for warning in case.warnings[:MOST_WARNINGS]:
        console.print(f"Warning: {warning}")
    if (more := len(case.warnings) - MOST_WARNINGS) > 0:
        console.print(
            f"and {counted(more, 'more warning')}; makeup-sched validate {path} shows all.",
            soft_wrap=True,
        )
