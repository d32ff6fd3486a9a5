"""The least that must move when a tiny case is planned again, by trying every plan."""

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.checker import check, recount
from makeup_sched.checker.plan import Session
from support.brute_force import Best, Vector, _Search


def least_moved(case: Case, baseline: pd.DataFrame) -> Vector:
    """Return unmet minutes and moved attendances of the best plan, in this order.

    The baseline holds no session before the first date of planning. Raises TooLargeError where
    there are too many plans.
    """
    return _Keeping(case, baseline).best().vector


class _Keeping(_Search):
    """A search for the plan that keeps most of what stood, the fewest unmet minutes first.

    `moved` is counted down from nothing by what is kept, so that it adds up over sessions.
    """

    def __init__(self, case: Case, baseline: pd.DataFrame) -> None:
        super().__init__(case)
        # a vector of two places; the second, by any name, is what `_cost` puts there
        self.order = ("unmet", "sessions")
        self.baseline = baseline
        self.stood = {
            (owed_id, row.provider_id, row.date.date(), int(row.start), int(row.minutes))
            for row in rows_of(baseline)
            for owed_id in row.owed_ids
        }

    def _cost(self, sessions: list[Session]) -> Vector:
        return 0, -sum(self._kept(session) for session in sessions)

    def _kept(self, session: Session) -> int:
        place = (session.provider.provider_id, session.on, session.start, session.length)
        return sum((each.debt.owed_id, *place) in self.stood for each in session.attendees)

    def _checked(self, vector: Vector, sessions: pd.DataFrame) -> Best:
        unmet, kept = vector
        # where one was put exactly onto another of the same item, only one of both can stay
        moved = int(self.baseline["owed_ids"].map(len).sum()) + kept
        terms = recount(self.case, sessions, self.baseline).terms
        assert check(self.case, sessions) == []
        assert (terms["unmet"], terms["moved"]) == (unmet, moved)
        return Best((unmet, moved), sessions)
