"""The command `audit`: expected against given, by service and month."""

from datetime import date
from typing import Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, Names, PolicyPath, TableFile, calendar_day
from makeup_sched.cli.recorded import record_if


@reported
def audit(
    case: CasePath,
    through: Annotated[
        date | None,
        typer.Option(
            "--through",
            metavar="DATE",
            parser=calendar_day,
            help="The last day that counts, such as 2026-03-26; else yesterday.",
        ),
    ] = None,
    service: Annotated[
        str | None,
        typer.Option("--service", metavar="ID", help="Show one service with months and dates."),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Audit what the case's record says.")
    ] = False,
    out: TableFile = None,
    policy: PolicyPath = None,
    names: Names = False,
) -> None:
    """Show what services promised and what was given.

    Expected minutes follow from the IEP services (with amendments) and the calendar, given ones
    from the table service_log. What was missed is shown by reason, and what nobody accounts for.

    \b
    Examples:
      makeup-sched audit my-case.xlsx
      makeup-sched audit my-case.xlsx --service S014-SP --through 2026-03-26
      makeup-sched audit my-case.xlsx --out audit.xlsx
    """
    from makeup_sched import api
    from makeup_sched.cli.audit_words import audit_words, service_words
    from makeup_sched.cli.table_files import table_target, write_tables
    from makeup_sched.cli.words import in_commands
    from makeup_sched.tables.problems import MakeupSchedError
    from makeup_sched.tables.suggest import did_you_mean

    table_target(out, case)
    with record_if(case, policy, wanted=record) as (read, _):
        ids = read.table("services")["service_id"].tolist()
        if service is not None and service not in ids:
            raise MakeupSchedError(f"there is no service {service}{did_you_mean(service, ids)}")
        found = api.audit(read, through, names=names)
    console = results()
    words = (
        audit_words(found) if service is None else service_words(found, service, in_commands(case))
    )
    console.print(words)
    if out is not None:
        write_tables(out, found.tables())
        console.print(f"Written: {out}", soft_wrap=True)
