"""What an explanation of one item holds: claims by how sure they are, blocked places, helps."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any, Literal

from makeup_sched.tables.rendering import time_text

Sure = Literal["proved", "in_this_plan", "at_least"]
"""`proved`: no plan can. `in_this_plan`: so it is in this plan. `at_least`: a plan that has passed
the checker shows that so much is possible; more may be."""
Tried = Literal["proved", "none_found"]
"""`proved`: with this change alone no plan gives the item more. `none_found`: the plan that was
made with it gives no more; another one may."""


@dataclass(frozen=True)
class Claim:
    """One reason why minutes of an item are unmet.

    Attributes
    ----------
    code
        The reason code, as in a plan's table `items`.
    sure
        `proved` or `in_this_plan`.
    minutes
        Of the first proved claim: minutes that no plan can place. Of further proved ones: the most
        of these that could have a place if this reason alone did not hold; of a further
        `no_common_time`: those that could not even then, at least. In this plan: the most
        minutes that could have a place if all else in the plan stayed as it is and this alone did
        not stand in the way.
    sentence
        The reason in plain words.
    in_short
        The reason in a few words, where the code does not say it.
    """

    code: str
    sure: Sure
    minutes: int
    sentence: str
    in_short: str = ""


@dataclass(frozen=True)
class BlockedPlaces:
    """Places at which an item could be given, of one weekday and provider and with one blocker.

    Attributes
    ----------
    weekday, start, end
        `Mon` to `Sun`, and the stretch in which the places lie, in minutes after midnight.
    provider_id
        Who could give it.
    dates, places
        On how many dates, and how many places (starts, lengths and dates) in all.
    blocked_by
        What stands there in this plan: `other_items`, `full_or_unfit_group`, `own_other_item`,
        `student_cap`, `provider_cap`, `locked`, `this_item` (it has its session that day), several
        of these, `longer_than_left` (a session there is longer than what is unmet), or `nothing`.
    owed_ids
        The items whose sessions stand there, those on most dates first.
    """

    weekday: str
    start: int
    end: int
    provider_id: str
    dates: int
    places: int
    blocked_by: tuple[str, ...]
    owed_ids: tuple[str, ...]

    @property
    def time(self) -> str:
        """The stretch as text."""
        return f"{time_text(self.start)}-{time_text(self.end)}"


@dataclass(frozen=True)
class Trade:
    """What others lose where this item comes first.

    Attributes
    ----------
    item_minutes
        Minutes of this item that a plan which has passed the checker places more: `at_least`.
    others
        `owed_id` and minutes of the items that lose any in that plan.
    others_gain
        Minutes that yet other items gain in it.
    least_lost
        Proved: minutes that others lose at least in every plan that places so much more of the
        item; None where no bound is known.
    """

    item_minutes: int
    others: tuple[tuple[str, int], ...]
    others_gain: int
    least_lost: int | None


@dataclass(frozen=True)
class Help:
    """A change that places more; both figures are `at_least`.

    The changed case was planned beside what stands, the plan has passed the checker, and nobody
    else loses a minute in it. Where the same change was tried for several items, `all_minutes` is
    the most of all their plans; this item may gain less in that one.

    Attributes
    ----------
    kind
        What is changed: `half_hour`, `after_school`, `esy`, `tele`, `due_later`, and so on.
    change
        The change in words that follow an "if".
    item_minutes, all_minutes
        Minutes of this item, and of all items together, that have a place more.
    """

    kind: str
    change: str
    item_minutes: int
    all_minutes: int


@dataclass(frozen=True)
class NoHelp:
    """A change that was tried and places no more of the item, and how sure that is."""

    kind: str
    change: str
    sure: Tried


@dataclass(frozen=True)
class Explanation:
    """Why minutes of one item are unmet.

    Attributes
    ----------
    owed_id, student_id, discipline
        The item.
    owed, unmet
        Minutes.
    due_date
        Last date on which it counts.
    summary
        All in one or two plain sentences.
    claims
        All reasons that hold, the proved ones first.
    protected
        Protected time of the student's that costs minutes: category, and the most minutes that
        would have a place if it alone were not protected. Evidence, not advice.
    blocked
        Where the item could be given, and what stands there in this plan; nothing where no plan
        places more of it.
    without_change
        Minutes of it that have a place without any change, in another plan found: `at_least`.
    trade
        What others lose if this item comes first; None where it could gain nothing by that, or it
        was not settled when the search ended, by its time or by a stop.
    helps
        What would place more, the best first.
    tried
        Changes that were tried and place no more of this item.
    not_settled
        What the time did not suffice for.
    """

    owed_id: str
    student_id: str
    discipline: str
    owed: int
    unmet: int
    due_date: dt.date
    summary: str
    claims: tuple[Claim, ...]
    protected: tuple[tuple[str, int], ...]
    blocked: tuple[BlockedPlaces, ...]
    without_change: int
    trade: Trade | None
    helps: tuple[Help, ...]
    tried: tuple[NoHelp, ...]
    not_settled: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The reason codes that hold, each once."""
        return tuple(dict.fromkeys(claim.code for claim in self.claims))

    @property
    def proved(self) -> int:
        """Minutes that no plan can place."""
        return max((claim.minutes for claim in self.claims if claim.sure == "proved"), default=0)

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values for JSON; times as `HH:MM`, dates as `YYYY-MM-DD`."""
        found = asdict(self)
        found["due_date"] = self.due_date.isoformat()
        for claim in found["claims"]:
            del claim["in_short"]  # a part of the summary
        for cells in found["blocked"]:
            cells["start"], cells["end"] = time_text(cells["start"]), time_text(cells["end"])
        found["protected"] = [_pair("category", *pair) for pair in self.protected]
        if self.trade is not None:
            found["trade"]["others"] = [_pair("owed_id", *pair) for pair in self.trade.others]
        return found


def _pair(name: str, value: str, minutes: int) -> dict[str, Any]:
    return {name: value, "minutes": minutes}
