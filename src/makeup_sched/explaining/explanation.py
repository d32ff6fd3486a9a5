"""What an explanation holds: claims kept apart by how sure they are, blocked places, helps."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Sure = Literal["proved", "in_this_plan", "at_least"]
"""`proved`: no plan can. `in_this_plan`: so it is in this plan. `at_least`: a plan that has passed
the checker shows that so much is possible; more may be."""


@dataclass(frozen=True)
class Claim:
    """One reason: its code, how sure it is, minutes that it stands for, and a plain sentence."""

    code: str
    sure: Sure
    minutes: int
    sentence: str


@dataclass(frozen=True)
class Help:
    """A change that would place more: minutes of this item, and of all items together.

    Both are `at_least`: the changed case was planned, and the plan has passed the checker.
    """

    change: str
    item_minutes: int
    all_minutes: int


@dataclass(frozen=True)
class Trade:
    """What others lose in a plan that puts this item first: minutes by `owed_id`."""

    item_minutes: int
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Explanation:
    """Why minutes of one item are unmet.

    Attributes
    ----------
    owed_id, student_id, discipline
        The item.
    owed, unmet
        Minutes.
    sentence
        The reason in one sentence.
    claims
        All reasons, the proved ones first.
    blocked
        Where the item could be given, and what stands there in this plan. Columns: `weekday`,
        `provider_id`, `places` (how many), `dates`, `blocked_by`.
    trade
        What others lose if this item comes first; None where nothing is gained by that, or it
        was not settled in the time given.
    helps
        What would place more, the best first.
    tried
        Changes that were tried and place nothing more of this item in the plans found.
    not_settled
        Changes for which the time did not suffice.
    """

    owed_id: str
    student_id: str
    discipline: str
    owed: int
    unmet: int
    sentence: str
    claims: tuple[Claim, ...]
    blocked: pd.DataFrame
    trade: Trade | None
    helps: tuple[Help, ...]
    tried: tuple[str, ...]
    not_settled: tuple[str, ...]


def explanation_table(explanations: list[Explanation]) -> pd.DataFrame:
    """Return one line per claim, trade and help.

    Columns: `owed_id`, `student_id`, `discipline`, `unmet`, `kind` (`reason`, `trade`, `help`),
    `code`, `sure`, `minutes` (of the item), `words`.
    """
    rows: list[tuple[object, ...]] = []
    for one in explanations:
        first = (one.owed_id, one.student_id, one.discipline, one.unmet)
        rows += [(*first, "reason", claim.code, claim.sure, claim.minutes, claim.sentence)
                 for claim in one.claims]  # fmt: skip
        if one.trade is not None:
            lost = ", ".join(f"{name} {minutes}" for name, minutes in one.trade.others)
            rows.append((*first, "trade", "competes", "at_least", one.trade.item_minutes,
                         f"others lose: {lost or 'nothing'}"))  # fmt: skip
        rows += [(*first, "help", "", "at_least", help_.item_minutes, help_.change)
                 for help_ in one.helps]  # fmt: skip
    columns = ["owed_id", "student_id", "discipline", "unmet", "kind", "code", "sure", "minutes",
               "words"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
