"""The command `explain`: why minutes are unmet, what blocks them, what would help."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, PolicyPath

if TYPE_CHECKING:
    from rich.console import RenderableType

    from makeup_sched.explaining.explanation import Explanation

SURE = {"proved": "proved, in any plan", "in_this_plan": "in this plan", "at_least": "at least"}
MOST_PLACES = 12


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
        typer.Option("--seconds", metavar="S", min=0, help="Time for trying what would help."),
    ] = 60,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it as .csv or .xlsx, too.")
    ] = None,
    policy: PolicyPath = None,
) -> None:
    """Explain why minutes of a plan are unmet.

    For each item: all reasons, and how sure each is (proved: no plan can; in this plan); where it
    could be given and what stands there; what others would lose if it came first; and what would
    help, by how many minutes at least. Students are shown by id only.

    \b
    Examples:
      makeup-sched explain my-case.xlsx my-plan --item S014-SP
      makeup-sched explain data/one-therapist plans/one-therapist --out why.xlsx
    """
    from makeup_sched.case.read import read_case
    from makeup_sched.cli.table_files import table_target, write_tables
    from makeup_sched.explaining.explain import explain as explained
    from makeup_sched.explaining.explanation import explanation_table
    from makeup_sched.plans.plan import read_plan

    table_target(out, case)
    read = read_case(case, policy)
    made = read_plan(plan, read)
    with err().status("Looking for reasons, and for what would help"):
        found = explained(read, made, item or None, seconds=seconds)
    console = results()
    table = explanation_table(found)
    if as_json:
        console.print_json(table.to_json(orient="records"))
    else:
        for one in found:
            console.print(_words(one))
        if not found:
            console.print("Nothing is unmet in this plan.")
    if out is not None:
        write_tables(out, {"explanations": table})
        (err() if as_json else console).print(f"Written: {out}", soft_wrap=True)


def _words(one: "Explanation") -> "RenderableType":
    from rich.console import Group
    from rich.text import Text

    from makeup_sched.cli.grids import grid

    head = f"{one.owed_id} ({one.student_id}, {one.discipline}): {one.unmet} of {one.owed} minutes"
    parts: list[RenderableType] = [Text(f"{head} unmet", style="bold")]
    for claim in one.claims:
        parts.append(Text(f"  {claim.code} ({SURE[claim.sure]}): {claim.sentence}"))
    if len(one.blocked):
        view = grid("Day", "Provider", title="  Where it could be, and what stands there")
        view.add_column("Places", justify="right")
        view.add_column("Taken by", overflow="fold")
        most = one.blocked.sort_values("places", ascending=False).head(MOST_PLACES)
        for row in most.to_dict("records"):
            cells = (row["weekday"], row["provider_id"], row["places"], row["blocked_by"])
            view.add_row(*(Text(str(cell)) for cell in cells))
        parts.append(view)
    if one.trade is not None:
        lost = ", ".join(f"{name} {minutes} min" for name, minutes in one.trade.others)
        parts.append(Text(f"  If this item came first, {one.trade.item_minutes} minutes of it "
                          f"would be placed; others would lose: {lost or 'nothing'}."))  # fmt: skip
    for help_ in one.helps:
        parts.append(Text(f"  {help_.change}: at least {help_.item_minutes} minutes more of it, "
                          f"{help_.all_minutes} in all."))  # fmt: skip
    if one.tried:
        parts.append(Text(f"  Tried, no gain found: {'; '.join(one.tried)}."))
    if one.not_settled:
        parts.append(Text(f"  Not settled in the time given: {'; '.join(one.not_settled)}."))
    return Group(*parts, Text(""))
