"""The command `template`: an empty workbook to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported


@reported
def template(
    out: Annotated[
        Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write; must be new.")
    ],
) -> None:
    """Write an Excel workbook to fill in with your data.

    One sheet per table, with drop-downs and a small example. The first sheet says how to go
    on. The example plans as it stands; replace its rows by yours.

    \b
    Example:
      makeup-sched template my-case.xlsx
    """
    from makeup_sched.case.template import write_template
    from makeup_sched.cli.targets import new_file

    if out.suffix.casefold() != ".xlsx":
        raise typer.BadParameter(f"{out} must end in .xlsx", param_hint="OUT.xlsx")
    new_file(out)
    write_template(out)
    console = results()
    console.print(f"Written: {out}", soft_wrap=True)
    console.print("Fill it in, save it, then run:")
    console.print(f"  makeup-sched validate {out}", soft_wrap=True)
