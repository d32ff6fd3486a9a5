"""All explanations of a plan together: as tables, in a notebook and on a terminal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

import pandas as pd

from makeup_sched.explaining.explanation import Explanation
from makeup_sched.plain_tables import as_html

if TYPE_CHECKING:
    from rich.console import RenderableType

_KEYS = ["owed_id", "student_id", "discipline"]
_ITEMS = [*_KEYS, "owed", "unmet", "due_date", "proved", "codes", "summary"]
_REASONS = [*_KEYS, "code", "sure", "minutes", "sentence"]
_PLACES = [*_KEYS, "weekday", "start", "end", "provider_id", "dates", "places", "blocked_by",
           "owed_ids"]  # fmt: skip
_HELPS = [*_KEYS, "kind", "change", "sure", "item_minutes", "all_minutes"]
_TRADES = [*_KEYS, "item_minutes", "other_owed_id", "other_minutes", "least_lost"]


@dataclass(frozen=True)
class Explanations(Sequence[Explanation]):
    """The explanations of several items, in the order in which they were asked for."""

    each: tuple[Explanation, ...]

    @overload
    def __getitem__(self, place: int) -> Explanation: ...
    @overload
    def __getitem__(self, place: slice) -> "Explanations": ...
    def __getitem__(self, place: int | slice) -> "Explanation | Explanations":
        """Return one, or some."""
        return Explanations(self.each[place]) if isinstance(place, slice) else self.each[place]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.each)

    def __iter__(self) -> Iterator[Explanation]:
        """Go through them."""
        return iter(self.each)

    def __repr__(self) -> str:
        """Say in a line how much is explained; students are not in it."""
        unmet, proved = (sum(getattr(one, name) for one in self.each)
                         for name in ("unmet", "proved"))  # fmt: skip
        return f"Explanations({len(self)} items, {unmet} minutes unmet, {proved} proved)"

    def __rich__(self) -> "RenderableType":
        """Return them for a terminal."""
        from makeup_sched.explaining.show import shown

        return shown(self)

    def _repr_html_(self) -> str:
        return as_html(self.__rich__())

    # -- tables -----------------------------------------------------------------------------------

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item.

        Columns: `owed_id`, `student_id`, `discipline`, `owed`, `unmet` and `proved` (minutes that
        no plan can place), `due_date`, `codes` (all reason codes), `summary`.
        """
        rows = [
            (*_key(one), one.owed, one.unmet, pd.Timestamp(one.due_date), one.proved,
             ";".join(one.codes), one.summary)
            for one in self.each
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=_ITEMS)

    def reasons(self) -> pd.DataFrame:
        """Return one row per claim: `code`, `sure`, `minutes`, `sentence`; see `Claim`."""
        rows = [
            (*_key(one), claim.code, claim.sure, claim.minutes, claim.sentence)
            for one in self.each
            for claim in one.claims
        ]
        return pd.DataFrame(rows, columns=_REASONS)

    def places(self) -> pd.DataFrame:
        """Return where the items could be given and what blocks it; see `BlockedPlaces`.

        `start` and `end` are minutes after midnight, `blocked_by` and `owed_ids` lists in a cell.
        """
        rows = [
            (*_key(one), place.weekday, place.start, place.end, place.provider_id, place.dates,
             place.places, ";".join(place.blocked_by), ";".join(place.owed_ids))
            for one in self.each
            for place in one.blocked
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=_PLACES)

    def helps(self) -> pd.DataFrame:
        """Return one row per change that was thought of, those that help first for each item.

        Columns besides the item's: `kind`, `change`, `sure` (`at_least` for what helps; `proved`,
        `none_found` or `not_settled` for what doesn't, or isn't known to), `item_minutes`,
        `all_minutes`.
        """
        rows: list[tuple[object, ...]] = []
        for one in self.each:
            key = _key(one)
            rows += [(*key, each.kind, each.change, "at_least", each.item_minutes, each.all_minutes)
                     for each in one.helps]  # fmt: skip
            rows += [(*key, each.kind, each.change, each.sure, 0, 0) for each in one.tried]
            rows += [(*key, "", words, "not_settled", 0, 0) for words in one.not_settled]
        return pd.DataFrame(rows, columns=_HELPS)

    def trades(self) -> pd.DataFrame:
        """Return what others lose where an item comes first: a row per item that loses.

        Columns besides the item's: `item_minutes` (it gains), `other_owed_id` and `other_minutes`
        (blank and 0 where nobody loses), `least_lost` (proved, of all others together).
        """
        rows = [
            (*_key(one), one.trade.item_minutes, name, minutes, one.trade.least_lost)
            for one in self.each
            if one.trade is not None
            for name, minutes in one.trade.others or (("", 0),)
        ]
        frame = pd.DataFrame(rows, columns=_TRADES)
        return frame.assign(least_lost=frame["least_lost"].astype("Int64"))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables by name: `items`, `reasons`, `places`, `helps`, `trades`."""
        return {
            "items": self.to_frame(),
            "reasons": self.reasons(),
            "places": self.places(),
            "helps": self.helps(),
            "trades": self.trades(),
        }


def _key(one: Explanation) -> tuple[str, str, str]:
    return one.owed_id, one.student_id, one.discipline
