"""The command `check`: whether a plan, whoever made it, keeps every rule and says what is true."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath

if TYPE_CHECKING:
    from rich.table import Table

    from makeup_sched.checker import Violation


@reported
def check(
    case: CasePath,
    plan: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", help="The plan: a folder with sessions.csv, or an .xlsx workbook."
        ),
    ],
    record: Annotated[
        bool, typer.Option("--record", help="Check a plan that was made from the case's record.")
    ] = False,
    policy: PolicyPath = None,
) -> None:
    """Check a plan against every rule.

    The plan may be anyone's: made by this program, by another, or by you in Excel. Its
    figures (the tables items and summary) are counted again, too, where the plan has them. With
    --record, once the record has gone on since the plan was made, only the sessions that still
    lie ahead are checked: the figures are of the earlier day. The exit status is 1 where anything
    is wrong.

    \b
    Examples:
      makeup-sched check my-case.xlsx my-plan.xlsx
      makeup-sched check my-case next-plan --record
    """
    from dataclasses import replace

    from makeup_sched.cli.plan_reading import read_any_plan, violations_of
    from makeup_sched.cli.problems import problem_tables
    from makeup_sched.cli.recorded import held_against, made_earlier, made_for
    from makeup_sched.plain_words import counted
    from makeup_sched.plans.belonging import check_not_of_another_case

    found = read_any_plan(plan)
    read, sessions = held_against(case, policy, found.sessions, record=record)
    starts = found.starts
    earlier = record and made_earlier(starts, found.sessions, sessions, read)
    found = replace(found, sessions=sessions)
    check_not_of_another_case(read, found.sessions)
    violations = violations_of(read, found, sums=not earlier)
    console = results()
    if found.problems:
        console.print(problem_tables(found.problems))
    if violations:
        console.print(_table(violations))
    for note in found.notes("" if earlier else read.source_hash):
        console.print(note)
    if earlier:
        console.print(
            f"The plan's sums are of {made_for(starts, read)} and are not held against today's "
            f"record: only its sessions from {read.start_date} on were checked."
        )
    if violations or found.unreadable:
        wrong = len(violations) + found.unreadable
        console.print(f"{counted(wrong, 'thing')} wrong: the plan does not stand.")
        raise typer.Exit(1)
    console.print(f"The plan keeps all rules: {counted(len(found.sessions), 'session')} checked.")


def _table(violations: "list[Violation]") -> "Table":
    from rich.text import Text

    from makeup_sched.plain_tables import grid

    view = grid("Rule", "Session", "Item", widest=16)
    view.add_column("Reason", overflow="fold")
    for broken in violations:
        cells = (str(broken.rule), broken.session_id, broken.owed_id, broken.message)
        view.add_row(*map(Text, cells))
    return view
