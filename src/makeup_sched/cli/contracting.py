"""The command `contracting`: whether to contract, for how many hours, by when, at what price."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath, calendar_day

if TYPE_CHECKING:
    from makeup_sched.case.case import Case
    from makeup_sched.contracts.answer import Contracting
    from makeup_sched.solve.clock import Clock

REPORTS = (".pdf", ".xlsx")


@reported
def contracting(
    case: CasePath,
    seconds: Annotated[
        float,
        typer.Option("--seconds", metavar="S", min=1, help="Stop after so long, proven or not."),
    ] = 180,
    decided: Annotated[
        date | None,
        typer.Option(
            "--decided",
            metavar="DATE",
            parser=calendar_day,
            help="The day on which it is decided; else the first date to plan on.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write every table and both plans to a folder."),
    ] = None,
    report: Annotated[
        list[Path] | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write a report for a board, .pdf or .xlsx; may be repeated. Figures about fewer "
            "than 10 students are left out of it.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures as JSON instead of as text.")
    ] = False,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Another seed, another search.")
    ] = 0,
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, help="Processor cores to use.")
    ] = 2,
    cluster: Annotated[
        str | None,
        typer.Option("--cluster", metavar="ADDRESS", help="Use a Dask cluster for a large case."),
    ] = None,
    policy: PolicyPath = None,
) -> None:
    """Answer "do we need to contract?" with a proof.

    Says how many minutes staff can place at most, whatever the plan; the least contract hours that
    clear the rest, as visits to sign; by when to decide, and what waiting costs; what no contract
    can clear; and the price beside other ways out. Rates, lead time and the shortest visit are in
    the policy. Ctrl-C stops early and keeps the best answer so far. Students are shown by id only.

    \b
    Examples:
      makeup-sched contracting my-case.xlsx
      makeup-sched contracting data/one-therapist --out contracting/one-therapist
      makeup-sched contracting my-case.xlsx --decided 2026-03-02 --json
      makeup-sched contracting my-case.xlsx --report board.pdf --report board.xlsx
    """
    import json

    from makeup_sched.case.read import read_case
    from makeup_sched.cli.targets import can_be_folder, can_write, not_in_case
    from makeup_sched.contracts.words import contracting_words, stopped_words
    from makeup_sched.solve.clock import Clock

    for target in report or []:
        if target.suffix.casefold() not in REPORTS:
            raise typer.BadParameter(f"{target} must end in .pdf or .xlsx", param_hint="--report")
        not_in_case(target, case)
        can_write(target)
    if out is not None:
        not_in_case(out, case)
        can_be_folder(out)
    read = read_case(case, policy)
    answer = _answer(read, Clock(seconds), decided, seed, workers, cluster)
    # before anything is printed: whoever reads may be gone by then
    written = list(report or [])
    for target in written:
        _write_report(answer, target)
    if out is not None:
        answer.save(str(out))
        written.append(out)
    console = results()
    if as_json:
        console.print_json(json.dumps(answer.as_dict()))
        if answer.stopped:
            err().print(stopped_words(answer), soft_wrap=True)
    else:
        console.print(contracting_words(answer))
    for target in written:
        (err() if as_json else console).print(f"\nWritten: {target}", soft_wrap=True)


def _write_report(answer: "Contracting", target: Path) -> None:
    from makeup_sched.reports.board_files import board_book, board_pdf
    from makeup_sched.tables.writing import write_bytes

    make = board_pdf if target.suffix.casefold() == ".pdf" else board_book
    write_bytes(target, make(answer), private=True)


def _answer(
    case: "Case",
    clock: "Clock",
    decided: date | None,
    seed: int,
    workers: int,
    cluster: str | None,
) -> "Contracting":
    from makeup_sched.cli.making import workers_of
    from makeup_sched.cli.stopping import stoppable
    from makeup_sched.contracts.contracting import contracting as answer_for

    console = err()
    with console.status("Looking at the case") as line, workers_of(cluster) as executor:
        return stoppable(
            lambda: answer_for(
                case,
                decided=decided,
                seed=seed,
                workers=workers,
                executor=executor,
                clock=clock,
                step=lambda words: line.update(f"Finding {words}"),
            ),
            clock.stop,
            console,
            "the best answer so far",
        )
