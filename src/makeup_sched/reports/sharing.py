"""Which figures of a contracting answer may be shared: none that tells of a small group."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.certificate import ALL
from makeup_sched.contracts.pool import Visit
from makeup_sched.contracts.prices import CONTRACT, MIX, REIMBURSEMENT
from makeup_sched.reports.suppression import SMALLEST, hidden_lines, without_hidden

_MOST_STEPS = 8
"""Steps of the trade-off beside figures of a school that are left out."""


@dataclass(frozen=True)
class Sharing:
    """What of an answer may be shared; see `suppression` for the rule."""

    answer: Contracting

    @cached_property
    def _hidden(self) -> "pd.Series[bool]":
        return hidden_lines(self.answer.certificate.table, ["discipline", "school"], ALL)

    @property
    def totals(self) -> bool:
        """Whether figures about all may be shared."""
        return not self._hidden.iloc[-1]

    @property
    def staff(self) -> pd.DataFrame:
        """The table of what staff can give, small groups left out."""
        return without_hidden(self.answer.certificate.table, self._hidden)

    @property
    def pending(self) -> bool:
        """Whether the minutes that wait for the team may be told: none, or of enough students."""
        items = self.answer.certificate.plan.items
        students = items.loc[items["pending"] > 0, "student_id"].nunique()
        return students == 0 or students >= SMALLEST

    @property
    def few_left(self) -> bool:
        """Whether what stays unmet with contractors is of a small group, and not to be told."""
        return 0 < self.answer.uncleared["student_id"].nunique() < SMALLEST

    @property
    def few_of_a_discipline(self) -> bool:
        """Whether a discipline is left out: with dollars of all its hours could be worked out."""
        held = {one.post.discipline for one in self._visits}
        return self.totals and bool(self._hidden_disciplines & held)

    @property
    def few_cleared(self) -> bool:
        """Whether what visits clear is of a small group, and beside what is left not to be told."""
        if not len(self.answer.uncleared):
            return False  # it is what staff leave, which is told
        before, after = (made.items.set_index("owed_id")["unmet"]
                         for made in (self.answer.certificate.plan, self.answer.plan))  # fmt: skip
        student = self.answer.plan.items.set_index("owed_id")["student_id"]
        cleared = student[(before - after).reindex(student.index, fill_value=0) > 0]
        return 0 < cleared.nunique() < SMALLEST

    @property
    def steps(self) -> bool:
        """Whether minutes and dollars may be told that rise visit by visit, or week by week.

        A step is of few students; it tells whose it is where a figure that is left out is as large.
        Beside the figures of a school that are left out, many visits at once make a step.
        """
        few = self.few_left or self.few_cleared or self.few_of_a_discipline
        many = len(self.answer.visits) >= 2 * SMALLEST
        return self.totals and not few and (many or not self._hidden.any())

    @property
    def curve(self) -> pd.DataFrame:
        """The trade-off, in steps of many visits where figures of a school are left out."""
        curve = self.answer.curve
        if not self._hidden.any():
            return curve
        each = max(SMALLEST, -(-len(curve) // _MOST_STEPS))
        last = len(curve) - 1
        # the last step is of as many, too
        shown = [*range(0, last - each + 1, each), last]
        found: pd.DataFrame = curve.iloc[shown]
        return found.reset_index(drop=True)

    @property
    def prices(self) -> pd.DataFrame:
        """The prices but those that tell what is left out: of few students left, of a discipline.

        Rates differ from discipline to discipline for contractors alone.
        """
        prices = self.answer.prices
        gone = {REIMBURSEMENT, MIX} if self.few_left or self.few_cleared else set()
        gone |= {CONTRACT, MIX} if self.few_of_a_discipline else set()
        return prices[~prices["way"].isin(gone)]

    def of_disciplines(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the lines (with a column `discipline`) of disciplines that may be shared."""
        return table[~table["discipline"].isin(self._hidden_disciplines) & self.totals]

    @property
    def _visits(self) -> tuple[Visit, ...]:
        return () if self.answer.least is None else self.answer.least.visits

    @property
    def _hidden_disciplines(self) -> set[str]:
        lines = self.answer.certificate.table
        whole = (lines["school"] == ALL) & (lines["discipline"] != ALL)
        return set(lines.loc[self._hidden & whole, "discipline"])

    def of_sites(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the lines (columns `discipline`, `site`) of groups that may be shared.

        Visits of students elsewhere than at their own school (in ESY, by tele) tell of those who
        come; where they are few at one site, nothing is told of the discipline by site, as the
        other sites would tell the rest.
        """
        lines = self.answer.certificate.table[self._hidden]
        gone = set(zip(lines["discipline"], lines["school"], strict=True))
        pairs = zip(table["discipline"], table["site"], strict=True)
        told = [pair not in gone and pair[0] not in self._few_at_a_site for pair in pairs]
        shown = pd.Series(told, index=table.index, dtype=bool)
        return self.of_disciplines(table[shown])

    @cached_property
    def _few_at_a_site(self) -> set[str]:
        """The disciplines of which few students get visits at a site but their own school."""
        students = self.answer.case.table("students")
        school = dict(zip(students["student_id"], students["school"], strict=True))
        sessions = self.answer.plan.sessions
        guests: dict[tuple[str, str], set[str]] = {}
        for visit in self._visits:
            post = visit.post
            there = sessions.loc[sessions["provider_id"] == visit.provider_id, "student_ids"]
            come = {one for ids in there for one in ids if school[one] != post.site}
            guests.setdefault((post.discipline, post.site), set()).update(come)
        return {discipline for (discipline, _), who in guests.items() if 0 < len(who) < SMALLEST}
