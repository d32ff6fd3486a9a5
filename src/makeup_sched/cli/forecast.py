"""The command `forecast`: how sure it is that everything is cleared, with more misses to come."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath

if TYPE_CHECKING:
    from makeup_sched.case.case import Case
    from makeup_sched.forecasting.forecast import Forecast
    from makeup_sched.plans.plan import Plan


@reported
def forecast(
    case: CasePath,
    futures: Annotated[
        int, typer.Option("--futures", metavar="N", min=1, help="How many futures to walk through.")
    ] = 200,
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN", help="Begin with this plan; else one is made."),
    ] = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", min=1, help="Time for the plan that is made.")
    ] = 10,
    review_weeks: Annotated[
        int,
        typer.Option("--review-weeks", metavar="N", min=1, help="Plan again after so many weeks."),
    ] = 1,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Another seed, other futures.")
    ] = 0,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processor cores to use.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Use a Dask cluster instead.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures as JSON instead of as text.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write every table and a picture to a folder."),
    ] = None,
    policy: PolicyPath = None,
) -> None:
    """Say how likely it is that all is cleared.

    More sessions will be missed before the end. This walks through many futures in which providers
    and students are out on some days, and plans again in each, week by week. It says how likely it
    is that everything is given by each date, how many minutes will still be owed, and how many
    contract hours would be enough in 50, 80 and 90 % of the futures. Ctrl-C keeps what was walked
    through so far. docs/forecast.md says how it is done and what it does not know.

    \b
    Examples:
      makeup-sched forecast data/one-therapist
      makeup-sched forecast my-case.xlsx --plan my-plan --out how-sure
      makeup-sched forecast my-case.xlsx --review-weeks 4 --futures 400
    """
    import json

    from makeup_sched.case.read import read_case
    from makeup_sched.cli.making import make_plan
    from makeup_sched.cli.targets import can_be_folder, not_in_case
    from makeup_sched.forecasting.words import forecast_words
    from makeup_sched.plans.plan import read_plan
    from makeup_sched.tables.writing import write_folder

    if out is not None:
        not_in_case(out, case)
        can_be_folder(out)
    read = read_case(case, policy)
    if plan is None:
        made = make_plan(read, seconds, seed, workers, quiet=as_json, cluster=cluster)
    else:
        made = read_plan(plan, read)
    found = _walked(read, made, futures, review_weeks, seed, workers, cluster)
    console = results()
    if as_json:
        console.print_json(json.dumps(found.as_dict()))
    else:
        console.print(forecast_words(found))
    if out is not None:
        from makeup_sched.reports.forecast_files import forecast_files

        write_folder(out, forecast_files(found), private=True)
        (err() if as_json else console).print(f"\nWritten: {out}", soft_wrap=True)


def _walked(
    case: "Case",
    plan: "Plan",
    futures: int,
    review_weeks: int,
    seed: int,
    workers: int | None,
    cluster: str | None,
) -> "Forecast":
    """Walk through the futures with a line that says how far it is; Ctrl-C keeps what is done."""
    from makeup_sched.cli.making import workers_of
    from makeup_sched.cli.stopping import stoppable
    from makeup_sched.forecasting.forecast import forecast as walked
    from makeup_sched.solve.clock import Clock

    clock = Clock(float("inf"))
    words = f"of {futures:,} futures walked through. Ctrl-C stops and keeps them."
    console = err()
    with console.status(f"0 {words}") as line, workers_of(cluster) as executor:
        return stoppable(
            lambda: walked(
                case,
                plan=plan,
                futures=futures,
                review_weeks=review_weeks,
                seed=seed,
                workers=workers,
                executor=executor,
                clock=clock,
                done=lambda count: line.update(f"{count:,} {words}"),
            ),
            clock.stop,
            console,
            "the futures so far",
        )
