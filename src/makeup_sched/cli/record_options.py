"""Arguments and options that the commands of the record share."""

from pathlib import Path
from typing import Annotated

import typer

RecordedCase = Annotated[
    Path,
    typer.Argument(
        metavar="CASE",
        help="The case whose record it is: its folder (the record is record.db in it) or its "
        ".xlsx workbook (the record lies beside it).",
    ),
]
Who = Annotated[
    str | None,
    typer.Option(
        "--who", metavar="NAME", help="Who writes; the name of this computer's user, if not given."
    ),
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why it is written.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="As the record stood at the end of this day, such as 2026-03-26, or at a time, such "
        "as 2026-03-26T14:30.",
    ),
]
