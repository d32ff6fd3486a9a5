"""Explanations in words and small tables, for a terminal and for a notebook."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from makeup_sched.explaining.explanation import BlockedPlaces, Explanation, Trade
from makeup_sched.explaining.explanations import Explanations
from makeup_sched.plain_tables import grid
from makeup_sched.reasons.unmet import PLAIN_CATEGORY

Names = Mapping[str, str]
"""Names of people by id, where they are asked for."""

SURE = {"proved": "proved, in any plan", "in_this_plan": "in this plan"}
BLOCKED = {
    "other_items": "others:",
    "full_or_unfit_group": "a group that is full or does not fit:",
    "own_other_item": "the student's other session:",
    "student_cap": "the student's minutes a day",
    "provider_cap": "the provider's minutes a day or week",
    "locked": "locked:",
    "this_item": "this item's own session that day",
    "longer_than_left": "nothing, but a session would be longer than what is unmet",
    "nothing": "nothing",
}
_MOST_PLACES, _FEW = 10, 5
_NOTHING = "Nothing is unmet in this plan."


def shown(found: Explanations, names: Names | None = None) -> RenderableType:
    """Return explanations as text and tables; they fit 80 columns where ids are short."""
    if not len(found):
        return Text(_NOTHING)
    parts: list[RenderableType] = []
    for one in found:
        parts += [Text(_head(one, names or {}), style="bold"), Text(one.summary)]
        parts += [Text(f"- {line}") for line in _evidence(one)]
        if one.blocked:
            parts.append(_places(one, names or {}))
        parts += [*map(Text, _after(one)), Text("")]
    return Group(*parts)


def blocked_words(place: BlockedPlaces) -> str:
    """Return what stands in the way at some places, in words."""
    words = [BLOCKED[blocker] for blocker in place.blocked_by]
    # the ids follow the last of those that are followed by any
    *named, last = [word for word in words if word.endswith(":")] or [""]
    plain = [word for word in words if not word.endswith(":")]
    words = [*plain, *(word.rstrip(":") for word in named), last]
    names = ", ".join(place.owed_ids[:_FEW])
    more = f" and {len(place.owed_ids) - _FEW} more" if len(place.owed_ids) > _FEW else ""
    return f"{', '.join(filter(None, words))} {names}{more}".rstrip(": ")


def trade_words(trade: Trade) -> str:
    """Return what others lose where the item comes first."""
    lost = ", ".join(f"{name} {minutes}" for name, minutes in trade.others) or "nothing"
    words = (
        f"If this item came first, at least {trade.item_minutes} minutes more of it could be "
        f"given; in the plan found others lose: {lost}"
    )
    if trade.others:
        words += " minutes"
    if trade.others_gain:
        words += f", and yet others gain {trade.others_gain}"
    if trade.least_lost:
        words += f". Proved: in any plan others lose at least {trade.least_lost} minutes for that"
    return f"{words}."


def _head(one: Explanation, names: Names) -> str:
    who = one.student_id
    if names.get(who):
        who = f"{who}, {names[who]}"
    return f"{one.owed_id} ({who}): {one.unmet} of {one.owed} {one.discipline} minutes unmet"


def _evidence(one: Explanation) -> Iterator[str]:
    for claim in one.claims:
        yield f"{claim.code} ({SURE[claim.sure]}): {claim.sentence}"
    if one.protected:
        costs = ", ".join(f"{PLAIN_CATEGORY.get(name, name).replace('_', ' ')} {minutes}"
                          for name, minutes in one.protected)  # fmt: skip
        yield f"Minutes that protected time keeps without a place, at most: {costs}."


def _after(one: Explanation) -> Iterator[str]:
    if one.without_change:
        yield f"Without any change at least {one.without_change} minutes have a place: plan again."
    if one.trade is not None:
        yield trade_words(one.trade)
    if one.helps:
        yield "What would help, and nobody else loses by it:"
    for each in one.helps:
        also = f", {each.all_minutes} of all items" if each.all_minutes > each.item_minutes else ""
        yield f"- if {each.change}: at least {each.item_minutes} minutes more{also}"
    proved = [each.change for each in one.tried if each.sure == "proved"]
    if proved:
        yield f"Of no use by itself, in any plan: if {'; if '.join(proved)}."
    none = [each.change for each in one.tried if each.sure == "none_found"]
    if none:
        yield f"Tried, and no gain found: if {'; if '.join(none)}."
    if one.not_settled:
        yield f"Not settled when the search ended: if {'; if '.join(one.not_settled)}."


def _places(one: Explanation, names: Names) -> Table:
    title = "Where it could be given, and what stands there in this plan"
    view = grid("Day", "Time", "Provider", title=title)
    view.add_column("Dates", justify="right")
    view.add_column("Taken by", overflow="fold")
    for place in one.blocked[:_MOST_PLACES]:
        who = " ".join(filter(None, (place.provider_id, names.get(place.provider_id, ""))))
        cells = (place.weekday, place.time, who, str(place.dates), blocked_words(place))
        view.add_row(*map(Text, cells))
    if len(one.blocked) > _MOST_PLACES:
        view.add_row("", "", "", "", Text(f"and {len(one.blocked) - _MOST_PLACES} lines more"))
    return view
