"""The command `validate`: every problem of a case in one go."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import out
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath

if TYPE_CHECKING:
    from makeup_sched.tables.problems import Problem


@reported
def validate(
    case: CasePath,
    policy: PolicyPath = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the problems as JSON, for other programs.")
    ] = False,
) -> None:
    """List every problem in a case, cell by cell.

    Errors have to be mended before anything can be planned; warnings stop nothing. Rows are
    numbered as a spreadsheet numbers them. The exit status is 1 where there are errors.

    A wrong cell is shown as it stands, so look the list over before you pass it on: a name that
    somebody typed into another column would be in it.

    \b
    Example:
      makeup-sched validate my-case.xlsx
    """
    problems = _problems(case, policy)
    if as_json:
        typer.echo(json.dumps([asdict(problem) for problem in problems], indent=2))
    else:
        _print(problems)
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(1)


def _problems(case: Path, policy: Path | None) -> "list[Problem]":
    from makeup_sched.validating import validate as all_problems

    problems = all_problems(case, policy)
    return sorted(problems, key=lambda problem: problem.severity)  # "error" before "warning"


def _print(problems: "Sequence[Problem]") -> None:
    from makeup_sched.cli.problems import problem_tables, split
    from makeup_sched.plain_words import counted

    console = out()
    if not problems:
        console.print("No problems found.")
        return
    errors, warnings = split(problems)
    console.print(problem_tables(problems))
    found = f"{counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}."
    console.print(found if errors else f"{found} It can be planned as it stands.")
