"""Arguments and options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

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
