"""The closing summary of a plan: what is placed and when, what is not and why, what is proven."""

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched import plain_words
from makeup_sched.case.case import Case
from makeup_sched.cli.proof import proof_words
from makeup_sched.cli.words import percent
from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import counted, figure
from makeup_sched.plans.plan import Plan

MOST_UNMET = 40
MOST_PENDING = 6
WIDEST_NAME = 22


def plan_summary(case: Case, plan: Plan, *, names: bool) -> RenderableType:
    """Return the summary of a plan for a terminal; ids only, unless `names`."""
    parts: list[RenderableType] = [Text(f"Plan for {case.name}"), Text(""), _figures(plan)]
    if plan.sessions["provider_id"].nunique() > 1:
        parts += [Text(""), _by_provider(plan, _names(case, "provider") if names else {})]
    if plan.summary.unmet:
        parts += [Text(""), *_unmet(plan, _names(case, "student") if names else {})]
    if plan.summary.pending:
        parts += [Text(""), _pending(case, plan)]
    return Group(*parts, Text(""), proof_words(case, plan.summary))


def _figures(plan: Plan) -> Table:
    """Return owed, planned (by tier), unmet and pending, each with a few words."""
    summary, items = plan.summary, plan.items
    view = Table.grid(padding=(0, 2))
    view.add_column(no_wrap=True)
    view.add_column(justify="right", no_wrap=True)
    view.add_column(overflow="fold")

    def row(what: str, minutes: int, words: str = "") -> None:
        view.add_row(Text(what), f"{figure(minutes)} min", Text(words))

    row("Owed", summary.owed, _whose(items[items["owed"] > 0]))
    sessions = counted(len(plan.sessions), "session")
    share = percent(summary.planned, summary.owed, 1)
    row("Planned", summary.planned, f"{share} of owed, in {sessions}{_kinds(plan)}")
    for tier, minutes in summary.tiers.items():
        if minutes:
            row(f"  {plain_words.TIERS.get(tier, tier)}", minutes)
    row("Unmet", summary.unmet, _whose(items[items["unmet"] > 0]) if summary.unmet else "")
    row("Pending", summary.pending, "waits for the team" if summary.pending else "")
    return view


def _kinds(plan: Plan) -> str:
    """Say how many sessions are seats in regular ones, and how many are locked."""
    joins = int((plan.sessions["mode"] == "join").sum())
    locked = int(plan.sessions["locked"].sum())
    seats = f", {figure(joins)} of them seats in regular ones" if joins else ""
    return seats + (f", {figure(locked)} locked" if locked else "")


def _whose(items: Any) -> str:
    return f"{counted(len(items), 'item')} of {counted(items['student_id'].nunique(), 'student')}"


def _by_provider(plan: Plan, names: Mapping[str, str]) -> Table:
    view = grid("Provider", title="By provider", widest=WIDEST_NAME)
    for heading in ("Sessions", "Minutes of\nthe provider", "Minutes that\nstudents get"):
        view.add_column(heading, justify="right")
    for provider, sessions in plan.sessions.groupby("provider_id"):
        minutes = sessions["minutes"]
        cells = (
            _with_name(str(provider), names),
            figure(len(sessions)),
            # a join takes none of the provider's time
            figure(int(minutes[sessions["mode"] != "join"].sum())),
            figure(int((minutes * sessions["student_ids"].map(len)).sum())),
        )
        view.add_row(*map(Text, cells))
    return view


def _unmet(plan: Plan, names: Mapping[str, str]) -> list[RenderableType]:
    """Return the unmet items, those with the same reason together, the largest first."""
    items = plan.items[plan.items["unmet"] > 0]
    together = items.groupby("explanation")["unmet"].transform("sum")
    order = ["together", "explanation", "unmet", "owed_id"]
    items = items.assign(together=together).sort_values(
        order, ascending=[False, True, False, True], kind="stable"
    )
    view = grid("Student", "Item", title="Unmet, the most for one reason first", widest=WIDEST_NAME)
    view.add_column("Min.", justify="right")
    view.add_column("Why", overflow="fold")
    said = ""
    for item in items.head(MOST_UNMET).to_dict("records"):
        why = str(item["explanation"]) or str(item["reason"])
        student = _with_name(str(item["student_id"]), names)
        shown = "the same" if why == said else why
        cells = (student, str(item["owed_id"]), figure(int(item["unmet"])), shown)
        view.add_row(*map(Text, cells))
        said = why
    if (more := len(items) - MOST_UNMET) > 0:
        return [view, Text(f"and {counted(more, 'more item')}, all in the plan's table items.")]
    return [view]


def _pending(case: Case, plan: Plan) -> Text:
    items = plan.items[plan.items["pending"] > 0]
    items = items.sort_values(["pending", "owed_id"], ascending=[False, True])
    first = [f"{row.owed_id} {row.pending}" for row in items.head(MOST_PENDING).itertuples()]
    more = f" and {len(items) - len(first)} more" if len(items) > len(first) else ""
    held = case.policy.pending == "hold"
    stand = "not planned before the team decides" if held else "planned, the team has yet to decide"
    minutes = figure(plan.summary.pending)
    return Text(
        f"Pending, {stand}: {minutes} min ({', '.join(first)}{more}). "
        "The command owed says whom to ask."
    )


def _names(case: Case, who: str) -> dict[str, str]:
    people = case.table(f"{who}s")
    return dict(zip(people[f"{who}_id"], people["name"], strict=True))


def _with_name(key: str, names: Mapping[str, str]) -> str:
    return f"{key} {names.get(key, '')}".strip()
