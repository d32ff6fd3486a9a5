"""The command `demo`: the whole way on a sample case, from owed minutes to a plan."""

from pathlib import Path
from typing import Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported

SAMPLE = "one-therapist"
SECONDS = 20.0


@reported
def demo(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder to write; new or empty.")
    ] = Path("makeup-sched-demo"),
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds", metavar="S", min=0, max=3600, help="Stop planning after so long."
        ),
    ] = SECONDS,
) -> None:
    """Plan a sample case of 50 invented students.

    They are owed minutes by a speech therapist at two schools, some more than can be given.
    Writes a copy of the case to look at and change, and its plan.

    \b
    Example:
      makeup-sched demo --out try
    """
    from makeup_sched.case.read import read_case
    from makeup_sched.cli.making import make_plan, show_and_save
    from makeup_sched.cli.samples import copy_sample
    from makeup_sched.cli.targets import new_folder

    new_folder(out)
    console = results()
    case_folder = copy_sample(SAMPLE, out / "case")
    console.print(f"The case: {case_folder}", soft_wrap=True)
    case = read_case(case_folder)
    made = make_plan(case, seconds)
    show_and_save(case, made, out / "plan", charts=False, names=False, quiet=False)
    console.print("\nChange the case's tables and plan again:")
    console.print(
        f"  makeup-sched plan {case_folder} --out {out / 'plan-2'} --baseline {out / 'plan'}",
        soft_wrap=True,
    )
