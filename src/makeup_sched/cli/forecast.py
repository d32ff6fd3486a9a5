"""The command `forecast`: how sure it is that everything is cleared, with more misses to come."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath

if TYPE_CHECKING:
    from rich.console import RenderableType

    from makeup_sched.forecasting.forecast import Forecast

MOST_WEEKS = 30


@reported
def forecast(
    case: CasePath,
    futures: Annotated[
        int, typer.Option("--futures", metavar="N", min=1, help="How many futures to walk through.")
    ] = 200,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="S", min=1, help="Time for the first plan.")
    ] = 10,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Another seed, other futures.")
    ] = 0,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Processor cores to use.")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Use a Dask cluster instead.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the tables to a folder.")
    ] = None,
    policy: PolicyPath = None,
) -> None:
    """Say how likely it is that all is cleared.

    More sessions will be missed. Walks through many futures in which providers and students are
    out on some days, and plans again in each. Says the chance of clearing by each date, and the
    contract hours that would be enough in 50, 80 and 90 % of the futures. docs/forecast.md says
    how, and where it ends.

    \b
    Examples:
      makeup-sched forecast data/one-therapist
      makeup-sched forecast my-case.xlsx --futures 400 --out forecast
    """
    from makeup_sched.case.read import read_case
    from makeup_sched.cli.making import workers_of
    from makeup_sched.cli.targets import can_write, not_in_case
    from makeup_sched.forecasting.forecast import METHOD
    from makeup_sched.forecasting.forecast import forecast as walked
    from makeup_sched.tables.writing import write_folder

    if out is not None:
        not_in_case(out, case)
        can_write(out)
    read = read_case(case, policy)
    with err().status("Walking through futures"), workers_of(cluster) as executor:
        found = walked(
            read, futures=futures, seconds=seconds, seed=seed, workers=workers, executor=executor
        )
    console = results()
    tables = {"chances": found.chances, "hours": found.hours, "rates": found.rates.table}
    if as_json:
        data = {name: json.loads(table.to_json(orient="records", date_format="iso"))
                for name, table in tables.items()}  # fmt: skip
        console.print_json(json.dumps({**data, "futures": found.futures, "method": METHOD}))
    else:
        console.print(_words(found))
    if out is not None:
        files = {
            f"{name}.csv": table.to_csv(
                index=False, lineterminator="\n", date_format="%Y-%m-%d"
            ).encode()
            for name, table in tables.items()
        }
        write_folder(out, {**files, "method.txt": f"{METHOD}\n".encode()})
        (err() if as_json else console).print(f"\nWritten: {out}", soft_wrap=True)


def _words(found: "Forecast") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    from makeup_sched.cli.grids import grid
    from makeup_sched.forecasting.forecast import METHOD, SURE

    weeks = grid("By", title=f"All owed minutes given, in {found.futures} futures")
    for heading in ("Chance", "95 % interval", "Minutes still owed,\nin the median future"):
        weeks.add_column(heading, justify="right")
    for row in found.chances.tail(MOST_WEEKS).to_dict("records"):
        interval = f"{100 * row['low']:.0f}-{100 * row['high']:.0f} %"
        cells = (f"{row['date']:%Y-%m-%d}", f"{100 * row['chance']:.0f} %", interval)
        weeks.add_row(*map(Text, (*cells, f"{row['outstanding']:,.0f}")))
    hours = grid("Discipline", title="Contract hours that are enough, one student at a time")
    for sure in SURE:
        hours.add_column(f"in {100 * sure:.0f} %", justify="right")
    for name, lines in found.hours.groupby("discipline", sort=False):
        hours.add_row(str(name), *(f"{each:,.1f} h" for each in lines["hours"]))
    return Group(weeks, Text(""), hours, Text(""), Text(METHOD))
