"""The command `explain`: why minutes are unmet, what blocks them, what would help."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, Names, PolicyPath

if TYPE_CHECKING:
    from makeup_sched.case.case import Case
    from makeup_sched.explaining.explanations import Explanations


@reported
def explain(
    case: CasePath,
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help="A plan of the case.")],
    item: Annotated[
        list[str] | None,
        typer.Option("--item", metavar="ID", help="Explain this item only; may be repeated."),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option(
            "--seconds",
            metavar="S",
            min=0,
            help="Time for trying what would help; 0: reasons alone.",
        ),
    ] = 60,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, help="Another seed, other plans tried.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write it, too: .xlsx all, .csv the summaries."),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Explain a plan that was made from the case's record.")
    ] = False,
    policy: PolicyPath = None,
    names: Names = False,
) -> None:
    """Explain why minutes of a plan are unmet.

    For each item: a summary; all reasons, and how sure each is (proved: no plan can; in this plan);
    where it could be given and what stands there; what others would lose if it came first; and
    what would help, by how many minutes at least. Changed cases are planned for that, for up to
    --seconds in all; what is not settled by then is said to be so. Students are shown by id only,
    unless you ask for --names.

    \b
    Examples:
      makeup-sched explain my-case.xlsx my-plan --item S014-SP
      makeup-sched explain data/one-therapist plans/one-therapist --out why.xlsx
    """
    from dataclasses import replace

    from makeup_sched.cli.recorded import held_against, made_earlier, made_for
    from makeup_sched.cli.stopping import stoppable
    from makeup_sched.cli.table_files import table_target
    from makeup_sched.explaining.explain import explain as explained
    from makeup_sched.explaining.show import shown
    from makeup_sched.plans.plan import read_plan
    from makeup_sched.solve.clock import Clock

    table_target(out, case)
    made = read_plan(plan)
    read, sessions = held_against(case, policy, made.sessions, record=record)
    starts = made.summary.start_date
    if record and made_earlier(starts, made.sessions, sessions, read):
        err().print(
            f"Note: the plan is of {made_for(starts, read)}. What is owed is as today's record has "
            f"it, and only the plan's sessions from {read.start_date} on count as planned."
        )
    made = replace(made, case=read, sessions=sessions)
    clock = Clock(seconds)
    waiting = err()
    with waiting.status("Looking for reasons, and for what would help"):
        found = stoppable(
            lambda: explained(read, made, item or None, seed=seed, clock=clock),
            clock.stop,
            waiting,
        )
    if clock.stopped.is_set():
        waiting.print("Stopped early: not all that might help was looked into.")
    if out is not None:  # before anything is printed: whoever reads may be gone by then
        _write(out, found, read if names else None)
    console = results()
    if as_json:
        console.print_json(json.dumps([one.as_dict() for one in found]))
    else:
        console.print(shown(found, _names(read) if names else None))
    if out is not None:
        (err() if as_json else console).print(f"Written: {out}", soft_wrap=True)


def _names(case: "Case") -> dict[str, str]:
    """Return the names of students and providers by id."""
    people = (("students", "student_id"), ("providers", "provider_id"))
    return {
        str(who): str(name)
        for table, key in people
        for who, name in zip(case.table(table)[key], case.table(table)["name"], strict=True)
    }


def _write(out: Path, found: "Explanations", named: "Case | None") -> None:
    """Write all tables into a workbook, or the one of the items as CSV."""
    from makeup_sched.cli.table_files import write_tables
    from makeup_sched.ledger.names import with_names
    from makeup_sched.tables.rendering import time_text

    tables = found.tables()
    clock = {column: tables["places"][column].map(time_text) for column in ("start", "end")}
    tables = {**tables, "places": tables["places"].assign(**clock)}
    if named is not None:
        tables = {name: with_names(table, named) for name, table in tables.items()}
    csv = out.suffix.casefold() == ".csv"
    write_tables(out, {"items": tables["items"]} if csv else tables)
