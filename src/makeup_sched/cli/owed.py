"""The command `owed`: who is owed what, and the rows behind every minute."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, Names, PolicyPath

if TYPE_CHECKING:
    from makeup_sched.case.case import Case


@reported
def owed(
    case: CasePath,
    trace: Annotated[
        bool, typer.Option("--trace", help="Show the rows of the tables behind each minute.")
    ] = False,
    item: Annotated[
        list[str] | None,
        typer.Option("--item", metavar="ID", help="Trace this item only; may be repeated."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write it, too, as .csv or .xlsx; with --trace the rows instead of the items "
            "(in .xlsx beside them).",
        ),
    ] = None,
    policy: PolicyPath = None,
    names: Names = False,
) -> None:
    """Show who is owed what, oldest first.

    Lists minutes by student and item with their due dates, totals, and what waits for a decision
    of the team. With --trace every minute is led back to the rows it comes from.

    \b
    Examples:
      makeup-sched owed my-case.xlsx
      makeup-sched owed my-case.xlsx --trace --item S014-SP
      makeup-sched owed my-case.xlsx --out owed.xlsx
    """
    from makeup_sched.case.read import read_case
    from makeup_sched.cli.ledger_files import write_ledger
    from makeup_sched.cli.table_files import table_target
    from makeup_sched.ledger.show import show_owed, show_trace

    table_target(out, case)
    read = read_case(case, policy)
    if item:
        _known(item, read)
    console = results()
    trace = trace or bool(item)
    console.print(show_trace(read, item, names=names) if trace else show_owed(read, names=names))
    if out is not None:
        write_ledger(out, read, item, trace=trace, names=names)
        console.print(f"Written: {out}", soft_wrap=True)


def _known(wanted: list[str], case: "Case") -> None:
    """See that the items are in the case."""
    from makeup_sched.ledger import owed_table
    from makeup_sched.tables.problems import MakeupSchedError
    from makeup_sched.tables.suggest import did_you_mean

    ids = owed_table(case)["owed_id"].tolist()
    for owed_id in wanted:
        if owed_id not in ids:
            raise MakeupSchedError(f"there is no owed item {owed_id}{did_you_mean(owed_id, ids)}")
