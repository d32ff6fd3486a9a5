"""The command `compare`: a case beside named changes to it, in minutes, hours and dollars."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

    from makeup_sched.whatif.compare import Comparison


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
    ] = 20,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write table, picture and plans to a folder."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the table as JSON instead of as text.")
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Another seed, another search.")
    ] = 0,
    workers: Annotated[
        int | None, typer.Option("--workers", metavar="N", min=1, help="Plans at the same time.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="Plan on a Dask cluster instead."),
    ] = None,
    policy: PolicyPath = None,
) -> None:
    """Plan a case and changed cases side by side.

    A scenario may add a provider or hours, take a provider away, let students stay after school or
    come to ESY, move due dates, or change any key of the policy. The file is explained in
    docs/scenarios.md; data/one-school-scenarios.toml is an example.

    \b
    Examples:
      makeup-sched compare my-case.xlsx --scenario what-if.toml
      makeup-sched compare my-case.xlsx --scenario what-if.toml --out what-if
    """
    from makeup_sched.case.read import read_case
    from makeup_sched.cli.making import workers_of
    from makeup_sched.cli.targets import can_write, not_in_case
    from makeup_sched.whatif.compare import scenarios
    from makeup_sched.whatif.scenario import read_scenarios

    if out is not None:
        not_in_case(out, case)
        can_write(out)
    read = read_case(case, policy)
    wanted = read_scenarios(scenario)
    with err().status("Planning the case and its scenarios"), workers_of(cluster) as executor:
        found = scenarios(
            read, wanted, seconds=seconds, seed=seed, workers=workers, executor=executor
        )
    table = found.table
    console = results()
    if as_json:
        console.print_json(table.to_json(orient="records"))
    else:
        console.print(_grid(table))
        console.print(
            "Less unmet: minutes less than as it is; * is proven: no plan of the one places what "
            "the other does.\nBuy the rest: contract time for what stays unmet, one student at a "
            "time."
        )
    if out is not None:
        _write(found, out)
        (err() if as_json else console).print(f"\nWritten: {out}", soft_wrap=True)


def _grid(table: "pd.DataFrame") -> "Table":
    import pandas as pd
    from rich.text import Text

    from makeup_sched.cli.grids import grid
    from makeup_sched.cli.words import figure
    from makeup_sched.whatif.compare import PROVEN

    view = grid("Scenario", title="What if", widest=24)
    headings = ("Unmet\nmin.", "At\nleast", "Less\nunmet", "After\nschool h", "ESY\nh",
                "Contract\nh", "Dollars", "Buy the\nrest $")  # fmt: skip
    for heading in headings:
        view.add_column(heading, justify="right")
    for row in table.to_dict("records"):
        least, rest = row["unmet_at_least"], row["buy_the_rest"]
        star = "*" if row["claim"] == PROVEN else ""
        cells = (
            str(row["scenario"]),
            figure(int(row["unmet"])),
            "?" if pd.isna(least) else figure(int(least)),
            f"{int(row['unmet_less']):,}{star}",
            f"{row['after_hours']:.1f}",
            f"{row['esy_hours']:.1f}",
            f"{row['contract_hours']:.1f}",
            f"{row['dollars']:,.0f}",
            "?" if pd.isna(rest) else f"{rest:,.0f}",
        )
        view.add_row(*map(Text, cells))
    return view


def _write(found: "Comparison", out: Path) -> None:
    from makeup_sched.charts.scenarios import scenarios_alt, scenarios_chart
    from makeup_sched.charts.sheet import png_bytes
    from makeup_sched.tables.writing import write_folder

    text = found.table.to_csv(index=False, lineterminator="\n")
    picture = png_bytes(scenarios_chart(found.table))
    files = {
        "scenarios.csv": text.encode(),
        "scenarios.png": picture,
        "scenarios.txt": f"{scenarios_alt(found.table)}\n".encode(),
    }
    for number, one in enumerate(found.cases):
        for name, content in one.plan.files().items():
            files[f"plans/{number:02d}/{name}"] = content
    write_folder(out, files)
