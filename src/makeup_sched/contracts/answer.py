"""The answer to "do we need to contract?": proof, hours, by when, what stays, what it costs."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
from rich.console import RenderableType

from makeup_sched.case.case import Case
from makeup_sched.contracts.certificate import Certificate
from makeup_sched.contracts.contract import LeastContract
from makeup_sched.contracts.deadline import Deadline
from makeup_sched.contracts.engagement import (
    dates_with_several,
    hours_by_month,
    visit_table,
    weekly_pattern,
)
from makeup_sched.contracts.last_day import last_day_words
from makeup_sched.contracts.pool import only_unmet, staff_alone
from makeup_sched.contracts.prices import price_table, served
from makeup_sched.contracts.saving import save_answer
from makeup_sched.contracts.too_late import InVain, too_late_words
from makeup_sched.contracts.trade_off import trade_off
from makeup_sched.contracts.uncleared import COLUMNS, items_in_vain, uncleared_items
from makeup_sched.plain_tables import as_html
from makeup_sched.plans.plan import Plan
from makeup_sched.tables.plain_data import plain_rows
from makeup_sched.version import __version__

IN_VAIN = (
    "Contracting does not help: no contract, however large and however early, clears any of what "
    "staff leave. That is proven."
)


@dataclass(frozen=True)
class Contracting:
    """The whole answer for one case.

    Attributes
    ----------
    case
        The case as it was handed in.
    decided
        The day on which it is supposed to be decided.
    certificate
        What staff can place at most, with the proof.
    least
        The least contract time found and its proven lower bound; None where staff place all.
    deadline
        By when to decide; None where staff place all, or where no visit was found.
    vain
        That no contract decided on that day clears anything, which is proven; None where one may.
    stopped
        Whether it was stopped before the time was up: all is what was found until then.
    fewer
        What stays unmet with fewer visits, see `with_fewer_visits`; empty where not looked for.
    """

    case: Case
    decided: dt.date
    certificate: Certificate
    least: LeastContract | None
    deadline: Deadline | None
    vain: InVain | None = None
    stopped: bool = False
    fewer: Mapping[int, int] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Say in a line what the answer is; students are not in it."""
        needed = {True: "needed", False: "not needed", None: "not settled"}[self.needed]
        figures = f"at least {self.certificate.unmet_at_least} minutes unmet by staff"
        if self.least is not None:
            figures += f", {self.hours:.2f} contract hours found"
            figures += f", {self.hours_at_least:.2f} at least"
        stopped = ", stopped" if self.stopped else ""
        return f"Contracting({needed}, {figures}{stopped})"

    def __rich__(self) -> RenderableType:
        """Return it as text and tables for a terminal; students by their ids."""
        from makeup_sched.contracts.words import IN_PYTHON, contracting_words

        return contracting_words(self, IN_PYTHON)

    def _repr_html_(self) -> str:
        return as_html(self.__rich__())

    @property
    def needed(self) -> bool | None:
        """Whether contracting is needed: proven yes or no, None where it is not settled."""
        if self.certificate.unmet == 0:
            return False
        return True if self.certificate.unmet_at_least > 0 else None

    @property
    def hours(self) -> float:
        """Contract hours found that clear what can be cleared."""
        return 0.0 if self.least is None else self.least.minutes / 60

    @property
    def hours_at_least(self) -> float:
        """Proven: fewer contract hours do not clear as much."""
        return 0.0 if self.least is None else self.least.least_minutes / 60

    @property
    def hours_at_least_shown(self) -> float:
        """Proven hours to one decimal, rounded down: rounded up they would not be proven."""
        return 0.0 if self.least is None else self.least.least_minutes // 6 / 10

    @property
    def plan(self) -> Plan:
        """The plan with contractors; that of staff alone where none are needed."""
        return self.certificate.plan if self.least is None else self.least.plan

    @property
    def waiting(self) -> pd.DataFrame:
        """What waiting costs, one line per week of delay.

        Columns: those of `Deadline.weeks`, and `more_at_least`: minutes, proven, that no plan can
        place any more of those that the plan with contractors places when deciding at once.
        """
        if self.deadline is None or self.least is None:
            columns = ["decided_on", "first_session", "lost_at_least", "more_at_least"]
            return pd.DataFrame(columns=columns)
        weeks = self.deadline.weeks
        more = (weeks["lost_at_least"] - self.least.unmet).clip(lower=0)
        return weeks.assign(more_at_least=more)

    @property
    def too_late(self) -> InVain | None:
        """That a contract decided on that day gives nothing any more; None where it can."""
        late = self.vain is not None and self.vain.is_late(self.case)
        return self.vain if late else None

    @property
    def never_helps(self) -> bool:
        """Whether no contract clears anything, however early it is decided, which is proven."""
        return self.vain is not None and self.too_late is None

    @property
    def beyond_any_contract(self) -> bool:
        """Whether no contract clears any of what staff leave unmet, which is proven."""
        if self.least is None or self.least.visits:
            return False
        if self.vain is not None:
            return True
        return int(self.uncleared["beyond_any"].sum()) >= self.certificate.unmet

    @cached_property
    def all_found(self) -> bool:
        """Whether visits for all that any contract can clear were found.

        They were where the search for them ended in time, and where what is left is proven to be
        beyond any contract.
        """
        if self.least is None or self.least.in_time:
            return True
        left = self.uncleared
        return int(left["beyond_any"].sum()) >= int(left["unmet"].sum())

    def too_late_words(self, *, minutes: bool = True) -> str:
        """That a contract gives nothing any more, and by when it had to be decided; else blank.

        `minutes` says whether the unmet minutes are told, too.
        """
        if self.too_late is None:
            return ""
        unmet = self.certificate.unmet if minutes else None
        return too_late_words(self.too_late, self.case, self.decided, unmet)

    @property
    def last_day_words(self) -> str:
        """Up to which day deciding loses nothing, as far as known; blank where not looked into."""
        if self.deadline is None:
            return ""
        loses = self._first_day_that_loses
        return last_day_words(self.deadline, self.decided, loses, stopped=self.stopped)

    @property
    def _no_contract(self) -> bool:
        """Whether no contract is known although staff leave minutes unmet."""
        return self.least is not None and not self.least.visits

    @property
    def _last_day_settled(self) -> bool:
        if self.deadline is None:
            return self.least is None or self.vain is not None
        return self.deadline.settled

    @property
    def _first_day_that_loses(self) -> dt.date | None:
        """The first day of those in `waiting` on which deciding is proven to lose minutes."""
        loses = self.waiting[self.waiting["more_at_least"] > 0]
        return None if loses.empty else pd.Timestamp(loses["decided_on"].iloc[0]).date()

    @cached_property
    def visits(self) -> pd.DataFrame:
        """Every visit, see `visit_table`."""
        return visit_table(self.case, self._served)

    @property
    def at_once_words(self) -> str:
        """That visits overlap, which takes more than one contractor; blank where none do."""
        dates = dates_with_several(self.visits)
        if not dates:
            return ""
        when = "On one date" if dates == 1 else f"On {dates:,} dates"
        return (
            f"{when} visits of one discipline at one place overlap: more than one contractor is "
            "needed there at a time."
        )

    @property
    def pattern(self) -> pd.DataFrame:
        """The visits by weekday and hours, see `weekly_pattern`: a line may be a single visit."""
        return weekly_pattern(self.visits)

    @property
    def months(self) -> pd.DataFrame:
        """Hours by discipline, site and month, see `hours_by_month`."""
        return hours_by_month(self.visits)

    @cached_property
    def prices(self) -> pd.DataFrame:
        """What the ways out cost, see `price_table`."""
        left = 0 if self.least is None else self.least.unmet
        return price_table(self.case, self._served, self.certificate.unmet - left)

    @property
    def curve(self) -> pd.DataFrame:
        """Contract dollars against unmet minutes, see `trade_off`; only lines that leave fewer."""
        curve = trade_off(self.visits, int(self.plan.items["unmet"].sum()), self.fewer)
        # with few visits the plan of staff alone may do better
        curve = curve.assign(unmet=curve["unmet"].clip(upper=self.certificate.unmet))
        fewer = curve["unmet"].diff().fillna(-1) < 0
        return curve[fewer].reset_index(drop=True)

    @cached_property
    def uncleared(self) -> pd.DataFrame:
        """Items that stay unmet in spite of the contract, and why; see `uncleared_items`."""
        if self.least is None:
            return pd.DataFrame(columns=list(COLUMNS))
        if self.vain is not None:
            return items_in_vain(self.case, self.plan, self.vain)
        return uncleared_items(self.case, self.least, stopped=self.stopped)

    @cached_property
    def _served(self) -> list[Any]:
        return [] if self.least is None else served(self.least.visits, self.least.plan)

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as plain data, minutes as whole numbers, dates as `YYYY-MM-DD`."""
        proof = self.certificate
        last = None if self.deadline is None else self.deadline.last_day
        late = self.too_late
        could = None if late is None else late.last_day
        return {
            "case": self.case.name,
            "source_hash": self.case.source_hash,
            "version": __version__,
            "needed": self.needed,
            "decided_on": self.decided.isoformat(),
            "owed_minutes": proof.owed,
            "pending_minutes": proof.plan.summary.pending,
            "staff_place_at_most_minutes": proof.placeable_at_most,
            "staff_place_in_plan_minutes": proof.owed - proof.unmet,
            "unmet_by_staff_at_least_minutes": proof.unmet_at_least,
            "contract_hours": None if self._no_contract else self.hours,
            "contract_hours_at_least": None if self._no_contract else self.hours_at_least,
            "first_session_on": self.least.first_date.isoformat() if self.least else None,
            "last_day_to_decide": last.isoformat() if last else None,
            "last_day_settled": self._last_day_settled,
            "too_late": late is not None,
            "last_day_to_clear_anything": could.isoformat() if could else None,
            "last_day_to_clear_anything_shown": late is not None and late.shown,
            "stopped": self.stopped,
            "all_visits_found_in_time": self.all_found,
            "uncleared_minutes": int(self.plan.items["unmet"].sum()),
            "staff": plain_rows(proof.table),
            "pattern": plain_rows(self.pattern),
            "months": plain_rows(self.months),
            "prices": plain_rows(self.prices),
            "trade_off": plain_rows(self.curve),
            "delay": plain_rows(self.waiting),
            "uncleared": plain_rows(self.uncleared),
        }

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table of the answer by its name."""
        found = {
            "staff": self.certificate.table,
            "pattern": self.pattern,
            "visits": self.visits,
            "months": self.months,
            "prices": self.prices,
            "trade-off": self.curve,
            "uncleared": self.uncleared,
        }
        if self.deadline is not None:
            found["delay"] = self.waiting
        return found

    def save(self, folder: str) -> None:
        """Write tables as CSV, the figures as JSON, and both plans with their cases, in a folder.

        The cases are those that the plans were made for, without names: of staff alone, and, where
        there are visits, with the contract providers who make them; so a plan can be checked and
        explained. What an earlier answer wrote there goes. Only the owner can read the files.

        It is written whole or not at all. Raises OSError where it cannot be written.
        """
        alone = only_unmet(staff_alone(self.case))
        plans = {"staff": (alone, self.certificate.plan)}
        if self.least is not None and self.least.visits:
            plans["contract"] = (only_unmet(self.least.case), self.least.plan)
        save_answer(folder, self.tables(), self.as_dict(), plans)
