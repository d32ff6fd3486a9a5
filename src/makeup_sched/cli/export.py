"""The command `export`: what people take along from a plan."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, Names, PlanPath, PolicyPath
from makeup_sched.cli.recorded import opened, record_if

if TYPE_CHECKING:
    from makeup_sched.exports.choices import Choices
    from makeup_sched.exports.scope import Scope
    from makeup_sched.plans.plan import Plan
    from makeup_sched.recording.record import Record


@reported
def export(
    case: CasePath,
    plan: PlanPath,
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="The folder to write the files into.")
    ],
    provider: Annotated[
        list[str] | None,
        typer.Option("--provider", metavar="ID", help="For this provider; may be repeated."),
    ] = None,
    student: Annotated[
        list[str] | None,
        typer.Option("--student", metavar="ID", help="For this student; may be repeated."),
    ] = None,
    school: Annotated[
        list[str] | None,
        typer.Option("--school", metavar="ID", help="For this school; may be repeated."),
    ] = None,
    time_zone: Annotated[
        str | None,
        typer.Option(
            "--time-zone",
            metavar="NAME",
            help="Of the calendar files, such as America/Chicago; else the policy's time_zone.",
        ),
    ] = None,
    record: Annotated[
        bool,
        typer.Option(
            "--record",
            help="Write what the case's record says; a student's complaint file then holds every "
            "entry about the child.",
        ),
    ] = False,
    policy: PolicyPath = None,
    names: Names = False,
) -> None:
    """Write calendars, workbooks, week sheets, logs and papers.

    Without a choice: the plan as a workbook, and for each provider a calendar file, week sheets to
    print and a service log to fill in; for each school a calendar file. A student gets a ledger
    that the family can read, and a complaint file with everything about the child and nobody else.

    Calendar files that are there already are brought up to date: what moved is changed, what is
    gone is cancelled. The files can be read by you alone, and show ids unless you ask for --names.

    \b
    Examples:
      makeup-sched export my-case.xlsx my-plan --to take-along
      makeup-sched export my-case.xlsx my-plan --to take-along --provider P01
      makeup-sched export my-case.xlsx my-plan --to family --student S014 --names
      makeup-sched export my-case my-plan --to hearing --student S014 --record
    """
    from makeup_sched.cli.targets import can_write, not_in_case
    from makeup_sched.exports.choices import Choices

    not_in_case(to, case)
    not_in_case(to, plan)
    can_write(to)
    _known_zone(time_zone)
    chosen = Choices(names, time_zone)
    if record and student and not (provider or school):
        files, zone = _of_children(case, policy, plan, to, student, chosen)
    else:
        scopes = _scopes(provider, student, school)
        files, zone = _of_scopes(case, policy, plan, to, scopes, chosen, record=record)
    console = results()
    for file in files:
        console.print(f"Written: {file}", soft_wrap=True)
    zone = time_zone or zone
    console.print(f"Times in calendar files are {zone} time; --time-zone sets another.")


def _of_children(
    case: Path, policy: Path | None, plan: Path, to: Path, students: list[str], chosen: "Choices"
) -> tuple[list[Path], str]:
    """Write the files of students by the record, and return them with the policy's time zone.

    The whole case is not read: of a large record that takes long.
    """
    from makeup_sched.exports.bundle import write_children
    from makeup_sched.plans.plan import read_plan

    with opened(case, policy) as kept:
        made = read_plan(plan)
        with err().status("Writing"):
            files = write_children(kept, made, to, students, chosen)
            others = [one for one in students if _owed_otherwise(kept, made, one)]
        for one in others:
            err().print(f"Note: what {one} is owed is not what it was when the plan was made.")
        return files, kept.policy().time_zone


def _owed_otherwise(kept: "Record", plan: "Plan", student_id: str) -> bool:
    """Return whether the record says by now that a student is owed other minutes than the plan."""
    from makeup_sched.case.values import rows_of
    from makeup_sched.ledger.items import owed_items

    items = plan.items[plan.items["student_id"] == student_id]
    then = {(row.owed_id, int(row.owed), int(row.pending)) for row in rows_of(items)}
    found = owed_items(kept.child_case(student_id))
    return then != {(one.owed_id, one.owed, one.pending) for one in found}


def _of_scopes(
    case: Path,
    policy: Path | None,
    plan: Path,
    to: Path,
    scopes: "list[Scope]",
    chosen: "Choices",
    *,
    record: bool,
) -> tuple[list[Path], str]:
    """Write the files of scopes, and return them with the policy's time zone."""
    from makeup_sched.cli.plan_reading import read_plan_of
    from makeup_sched.exports.bundle import write_export

    with record_if(case, policy, wanted=record) as (read, kept):
        made = read_plan_of(plan, read)
        with err().status("Writing"):
            files = write_export(read, made, to, scopes, replace(chosen, record=kept))
    return files, read.policy.time_zone


def _scopes(
    provider: list[str] | None, student: list[str] | None, school: list[str] | None
) -> "list[Scope]":
    from makeup_sched.exports.scope import Scope

    scopes = [Scope("provider", one) for one in provider or []]
    scopes += [Scope("student", one) for one in student or []]
    scopes += [Scope("school", one) for one in school or []]
    return scopes or [Scope()]


def _known_zone(name: str | None) -> None:
    from makeup_sched.tables.handed_in import time_zone_of
    from makeup_sched.tables.problems import MakeupSchedError

    try:
        if name is not None:
            time_zone_of(name)
    except MakeupSchedError as error:
        raise typer.BadParameter(str(error), param_hint="--time-zone") from None
