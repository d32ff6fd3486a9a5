"""An audit as text for a terminal: all services, or one with its months and dates."""

from typing import Any

import pandas as pd
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched import plain_words
from makeup_sched.auditing.audit import Audit
from makeup_sched.cli.words import CASE
from makeup_sched.plain_tables import grid
from makeup_sched.plain_words import counted, figure

MOST = 40
MOST_NAMED = 6
HEADINGS = {"expected": "Expected", "given": "Given", "missed": "Missed",
            "unaccounted": "Unac-\ncounted", "beyond": "Beyond\nwhat was\nexpected",
            "made_up": "Made\nup", "balance": "Balance"}  # fmt: skip
COUNTED_AGAINST = (
    "Unaccounted in these weeks or months: {apart}; in all {own}, since what was given or missed "
    "beyond what was expected in others is counted against it."
)
SAY_WHY = (
    "Where fewer minutes are written down than a session has, say what became of the rest: "
    "makeup-sched record add {case} missed service_id={service} date=DATE minutes=REST reason=WORD "
    "--why ..., or a row in the table missed."
)
SHORTER = (
    "Fewer minutes are written down, given and missed, than the sessions have: on {dates} ({ids}); "
    "the option --service shows which."
)
WHAT = {"given": "given", "missed": "missed", "made_up": "made up"}
BALANCE = (
    "Minutes. Balance: given and made up, less expected; below 0 is behind. Beyond what was "
    "expected: given or missed on top of it. Behind is not the same as owed: whether a missed "
    "minute is owed follows from its reason, the policy and the team (makeup-sched owed)."
)


def audit_words(found: Audit) -> RenderableType:
    """Return all services, the furthest behind first."""
    services = found.services
    names = ["student"] if "student" in services else []
    view = _grid(f"Expected and given through {found.through}", ["Service", *names])
    for row in services.head(MOST).to_dict("records"):
        _add(view, [row["service_id"], *(row[name] for name in names)], row)
    if len(services):
        sums = {name: int(services[name].sum()) for name in HEADINGS}
        _add(view, ["All", *([""] * len(names))], sums)
    parts: list[RenderableType] = [*(Text(f"{note}\n") for note in found.notes), view]
    if (more := len(services) - MOST) > 0:
        parts.append(Text(f"and {more:,} more; --out writes all."))
    behind = services[services["standing"] == "behind"]
    minutes = figure(-int(behind["balance"].sum()))
    parts.append(Text(f"\n{counted(len(behind), 'service')} behind, by {minutes} minutes in all."))
    if len(found.missed):
        by_reason = found.missed.groupby("reason")["minutes"].sum().sort_values(ascending=False)
        told = ", ".join(f"{plain_words.reason(str(reason)) or 'no reason'} {figure(int(number))}"
                         for reason, number in by_reason.items())  # fmt: skip
        parts.append(Text(f"Missed by reason: {told}."))
    shorter = found.unaccounted[found.unaccounted["shorter"] != ""]
    if len(shorter):
        number = int(shorter["shorter"].str.count(";").add(1).sum())
        ids = list(dict.fromkeys(shorter["service_id"]))
        shown = ", ".join(ids[:MOST_NAMED]) + (" and more" if len(ids) > MOST_NAMED else "")
        parts.append(Text(SHORTER.format(dates=counted(number, "date"), ids=shown)))
    return Group(*parts, *_closing(found))


def service_words(found: Audit, service: str, case: str = CASE) -> RenderableType:
    """Return one service: its months, its reasons, and every date.

    `case` is what commands call the case.
    """
    months = found.months[found.months["service_id"] == service]
    of_service = found.services[found.services["service_id"] == service].to_dict("records")
    if not of_service:
        why = found.unclear.set_index("service_id")["why"][service]
        return Group(Text(f"{service}: {why}."), _dates(found, service, case))
    own = of_service[0]
    view = _grid(f"{service} through {found.through}, by month", ["Month"])
    for row in months.to_dict("records"):
        _add(view, [row["month"]], row)
    _add(view, ["All"], own)
    standing = {
        "behind": f"behind by {figure(-own['balance'])} minutes",
        "ahead": f"ahead by {figure(own['balance'])} minutes",
        "even": "even",
    }[own["standing"]]
    last = own["last_given"]
    seen = f"seen {counted(own['times'], 'time')}"
    seen += f", last on {last:%Y-%m-%d}" if pd.notna(last) else ""
    said = f"\n{service} is {standing}: {figure(own['expected'])} expected, {seen}."
    notes = [Text(f"{note}\n") for note in found.notes]
    return Group(*notes, view, Text(said), Text(""), _dates(found, service, case), *_closing(found))


def _dates(found: Audit, service: str, case: str) -> RenderableType:
    dates = found.dates[found.dates["service_id"] == service]
    silent = found.unaccounted[found.unaccounted["service_id"] == service]
    rows = [
        (row["date"], f"{row['date']:%a %Y-%m-%d}", WHAT[row["what"]], figure(row["minutes"]),
         plain_words.reason(row["reason"]), f"{row['table']} {row['row']}")
        for row in dates.to_dict("records")
    ]  # fmt: skip
    rows += [
        (row["first"], _span(row), "unaccounted", figure(row["unaccounted"]),
         _open_dates(row), "")
        for row in silent.to_dict("records")
    ]  # fmt: skip
    if not rows:
        return Text("There is no date on which anything is written down.")
    view = grid("Date", "What")
    view.add_column("Minutes", justify="right")
    view.add_column("Reason", overflow="fold")
    view.add_column("Row", overflow="fold")
    for _, *cells in sorted(rows, key=lambda row: row[0]):
        view.add_row(*map(Text, cells))
    own = found.services.set_index("service_id")["unaccounted"][service]
    parts: list[RenderableType] = [view]
    if (silent["shorter"] != "").any():
        parts.append(Text(SAY_WHY.format(case=case, service=service)))
    if (apart := int(silent["unaccounted"].sum())) != own:
        parts.append(Text(COUNTED_AGAINST.format(apart=figure(apart), own=figure(int(own)))))
    return Group(*parts)


def _open_dates(row: Any) -> str:
    """Return the dates of a week that nothing, or not enough, is written down of."""
    silent = f"no line for {row['sessions']}" if row["sessions"] else ""
    shorter = f"{row['shorter']} written down" if row["shorter"] else ""
    return "; ".join(filter(None, (silent, shorter)))


def _span(row: Any) -> str:
    first, last = row["first"], row["last"]
    if first == last:
        return f"{first:%a %Y-%m-%d}"
    return f"{first:%Y-%m-%d} to {last:%m-%d}"


def _grid(title: str, first: list[str]) -> Table:
    view = grid(*first, title=title)
    for heading in HEADINGS.values():
        view.add_column(heading, justify="right")
    return view


def _add(view: Table, first: list[str], row: Any) -> None:
    view.add_row(*map(Text, first), *(Text(figure(int(row[name]))) for name in HEADINGS))


def _closing(found: Audit) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(f"\n{BALANCE}")]
    if len(found.unclear):
        shown = ", ".join(found.unclear["service_id"].head(8))
        parts.append(Text(f"Not audited, as the sessions of a period are not said: {shown}"
                          + (" and more." if len(found.unclear) > 8 else ".")))  # fmt: skip
    return parts
