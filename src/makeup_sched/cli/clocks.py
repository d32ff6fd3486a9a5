"""The command `clocks`: which missed sessions were not delivered in time, and notices due."""

from datetime import date
from typing import Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, Names, PolicyPath, TableFile, calendar_day


@reported
def clocks(
    case: CasePath,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            parser=calendar_day,
            help="The date of the report, such as 2026-03-26; else the first date to plan on.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the table as JSON instead of as text.")
    ] = False,
    out: TableFile = None,
    policy: PolicyPath = None,
    names: Names = False,
) -> None:
    """Show which missed sessions break a clock.

    Some places set a time within which a missed session is to be delivered, and another for a
    notice to the parent where it was not. This lists each missed session with its last school
    day, whether it was delivered by then, and when a notice is due. The clock is set in the
    policy; the profile illinois has one. Broken clocks don't change the exit status. In the JSON
    clock_set says whether the policy sets one: without it no session is listed.

    \b
    Examples:
      makeup-sched clocks my-case.xlsx
      makeup-sched clocks my-case.xlsx --as-of 2026-03-26 --out clocks.xlsx
    """
    import json

    from makeup_sched.case.read import read_case
    from makeup_sched.cli.table_files import table_target, write_tables
    from makeup_sched.notices import clock_table
    from makeup_sched.notices.show import show_clocks
    from makeup_sched.tables.plain_data import plain_rows

    table_target(out, case)
    read = read_case(case, policy)
    console = results()
    if as_json:
        table = clock_table(read, as_of, names=names)
        clock_set = read.policy.clocks.not_delivered_within_school_days > 0
        console.print_json(json.dumps({"clock_set": clock_set, "clocks": plain_rows(table)}))
    else:
        console.print(show_clocks(read, as_of, names=names))
    if out is not None:
        write_tables(out, {"clocks": clock_table(read, as_of, names=names)})
        (err() if as_json else console).print(f"Written: {out}", soft_wrap=True)
