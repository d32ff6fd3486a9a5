"""Arguments and options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def calendar_day(text: str) -> date:
    """Return a date; typer.BadParameter with how to write it for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text} is not a date; write year-month-day, such as 2026-05-04"
        ) from error


CasePath = Annotated[
    Path,
    typer.Argument(metavar="CASE", help="The case: a folder of CSV files or an .xlsx workbook."),
]
PlanPath = Annotated[
    Path,
    typer.Argument(metavar="PLAN", help="A plan of the case: a folder or an .xlsx workbook."),
]
PolicyPath = Annotated[
    Path | None,
    typer.Option("--policy", metavar="FILE", help="A policy.toml to use in place of the case's."),
]
Names = Annotated[
    bool, typer.Option("--names", help="Show the names of students and providers beside the ids.")
]
TableFile = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write all of it, too, as .csv or .xlsx."),
]
