"""The command `generate`: a made-up case of any size."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported


class CaseSize(StrEnum):
    """Sizes of made-up cases, as words for an option."""

    therapist = "therapist"
    school = "school"
    district = "district"
    state = "state"


@reported
def generate(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder to write; new or empty.")
    ],
    size: Annotated[
        CaseSize,
        typer.Option(
            "--size",
            help="One therapist and 50 students, a school of 120, a district of 3,500, or a state: "
            "ten districts in one case.",
        ),
    ] = CaseSize.therapist,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="The same seed makes the same case.")
    ] = 0,
    providers: Annotated[
        int | None,
        typer.Option(
            "--providers",
            metavar="N",
            help="A slice of a state with so many providers: 10 to 100, or a multiple of 100.",
        ),
    ] = None,
) -> None:
    """Make up a case to try things on.

    The people are invented; bell schedules and calendars are shaped on those of real schools.

    \b
    Example:
      makeup-sched generate --size school --seed 7 --out try/school
      makeup-sched plan try/school --out try/plan
    """
    from makeup_sched.cli.targets import new_folder
    from makeup_sched.generate import generate_case, write_case

    _check_slice(size, providers)
    new_folder(out)
    made = generate_case(size.value, seed, providers)
    write_case(made, out)
    students, missed = len(made.tables["students"]), len(made.tables["missed"])
    console = results()
    console.print(f"{students:,} invented students, {missed:,} missed sessions.")
    console.print(f"Written: {out}", soft_wrap=True)


def _check_slice(size: CaseSize, providers: int | None) -> None:
    """Say in words which slices there are."""
    if providers is None:
        return
    if size is not CaseSize.state:
        raise typer.BadParameter("--providers goes with --size state only")
    from makeup_sched.generate.settings import state_slice

    try:
        state_slice(providers)
    except ValueError as error:
        raise typer.BadParameter(f"--{error}") from None
