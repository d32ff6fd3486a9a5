"""What a planner holds at one moment: the case, the sessions that stand, the last plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.fingerprint import fingerprint
from makeup_sched.checker.facts import Facts
from makeup_sched.checker.plan import Session, read_plan
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.proofs import Proofs
from makeup_sched.replanning.rows import below
from makeup_sched.replanning.rules import broken_rules
from makeup_sched.replanning.words import check_ids
from makeup_sched.tables.suggest import did_you_mean


@dataclass(frozen=True)
class State:
    """One moment of a planner; every edit makes another one.

    Attributes
    ----------
    draft
        The case as edited; where its `source_hash` is blank, that is yet to be worked out.
    facts
        What the checker knows of the case. It does not look at the table `locked`, so that it
        stays as it is while only that table is edited.
    sessions
        What stands, in the columns of a plan's `sessions`; `locked` marks exactly the rows of the
        case's table `locked`.
    taken_away
        Sessions that edits have taken away since the last planning.
    plan
        The last plan.
    changes
        What the last planning changed.
    proofs
        Bounds of the unmet minutes that hold for the case, while what they ask for stays locked.
    """

    draft: Case
    facts: Facts
    sessions: pd.DataFrame
    taken_away: pd.DataFrame
    plan: Plan | None
    changes: pd.DataFrame
    proofs: Proofs = ()

    @cached_property
    def case(self) -> Case:
        """The case as edited, its hash worked out."""
        draft = self.draft
        if draft.source_hash:
            return draft
        return replace(draft, source_hash=fingerprint(draft.tables, draft.policy))

    @cached_property
    def is_planned(self) -> bool:
        """Whether the last plan is the plan of what stands: the case was not edited since either.

        A plan that does not say of which case it is counts as one of this case.
        """
        plan = self.plan
        return (
            plan is not None
            and self.sessions.equals(plan.sessions)
            and plan.summary.source_hash in ("", self.case.source_hash)
        )

    @cached_property
    def held(self) -> dict[str, Session]:
        """The sessions that stand as the checker reads them, by id."""
        read = read_plan(self.facts, self.sessions)
        return {session.session_id: session for session in read.sessions}

    @property
    def locked(self) -> list[Session]:
        """The locked sessions as the checker reads them."""
        return [session for session in self.held.values() if session.locked]

    def rows(self, session_ids: Sequence[str]) -> pd.DataFrame:
        """Return the rows of sessions that stand; EditError where one doesn't."""
        if not session_ids:
            raise EditError("name at least one session")
        check_ids(session_ids)
        known = set(self.sessions["session_id"])
        for session_id in session_ids:
            if session_id not in known:
                hint = did_you_mean(session_id, known)
                raise EditError(f'no session "{session_id}" stands{hint}')
        return self.sessions[self.sessions["session_id"].isin(session_ids)]

    def with_sessions(self, sessions: pd.DataFrame) -> "State":
        """Return the state with other sessions standing, in a plan's order."""
        return replace(self, sessions=in_order(sessions))

    def without_sessions(self, gone: pd.DataFrame) -> "State":
        """Return the state with sessions taken away."""
        stay = ~self.sessions["session_id"].isin(gone["session_id"])
        return replace(self.with_sessions(self.sessions[stay]),
                       taken_away=in_order(below(self.taken_away, gone)))  # fmt: skip

    def with_case(self, case: Case, *, takes_away: bool) -> "State":
        """Return the state of a case of which more than the table `locked` was edited.

        `takes_away` says that every plan of the case was one before, but for what is locked.
        """
        proofs = self.proofs if takes_away else ()
        return replace(self, draft=case, facts=self.facts.of(case), proofs=proofs)

    def checked(self, refused: str) -> "State":
        """Return the state itself where its locked sessions break no rule.

        Else raises EditError, whose text begins with `refused`.
        """
        if broken := broken_rules(self.facts, self.locked):
            raise EditError(f"{refused}, as locked sessions would break a rule:", broken)
        return self


def in_order(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return sessions in the order of a plan: by date, start and provider, rows numbered anew."""
    rows = sessions.sort_values(["date", "start", "provider_id", "session_id"], kind="stable")
    rows.index = pd.RangeIndex(2, 2 + len(rows), name="row")
    return rows
