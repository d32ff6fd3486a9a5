"""All that the checker knows of a case, derived by itself from the case's tables."""

from makeup_sched.case.case import Case
from makeup_sched.checker.calendar import Calendar
from makeup_sched.checker.day import Days
from makeup_sched.checker.debt import Debt, debts_of
from makeup_sched.checker.hours import Hours
from makeup_sched.checker.records import Records


def facts_of(case: "Case | Facts") -> "Facts":
    """Return the facts of a case; those that are there already as they are."""
    return case if isinstance(case, Facts) else Facts(case)


_OF_HOURS = {"calendar", "provider_hours", "regular_sessions"}
_OF_DAYS = {*_OF_HOURS, "bell_schedules", "student_blocks", "students"}
_OF_DEBTS = {"services", "missed", "awards", "delivered"}
"""The tables from which follows when providers and students have time, and what is owed."""


def _same_tables(case: Case, like: "Facts | None") -> frozenset[str]:
    """Return the tables that are the very ones of other facts; none where the dates differ."""
    before = None if like is None else like.case
    if before is None or (before.start_date, before.end_date) != (case.start_date, case.end_date):
        return frozenset()
    return frozenset(
        name for name, table in case.tables.items() if before.tables.get(name) is table
    )


class Facts:
    """Records of a case and what follows from them.

    Attributes
    ----------
    case, policy
        What was handed in.
    students, providers, regulars
        Records by id.
    calendar, hours, days
        What is true on each date, worked out when first asked for.
    debts
        Owed items by `owed_id`.
    """

    calendar: Calendar
    hours: Hours
    days: Days
    debts: dict[str, Debt]
    _records: Records

    def __init__(self, case: Case, like: "Facts | None" = None) -> None:
        """Work them out; what follows from tables that are those of `like` is taken from it."""
        same = _same_tables(case, like)
        records = Records(case, None if like is None else like._records, same)
        self.case = case
        self.policy = case.policy
        self.students = records.students
        self.providers = records.providers
        self.regulars = records.regulars
        self._records = records
        if like is not None and same >= _OF_HOURS:
            self.calendar, self.hours = like.calendar, like.hours
        else:
            self.calendar = Calendar(records.calendar)
            self.hours = Hours(records, self.calendar)
        if like is not None and same >= _OF_DAYS:
            self.days = like.days
        else:
            self.days = Days(records, self.calendar, self.hours)
        owed_as_before = like is not None and like.policy is case.policy and same >= _OF_DEBTS
        self.debts = like.debts if like is not None and owed_as_before else debts_of(case)
        self._rules = {str(word): str(rule) for word, rule in case.policy.categories.items()}

    def of(self, case: Case) -> "Facts":
        """Return the facts of another case, worked out anew only where it differs.

        A table that both have is taken for the same: none is ever changed in place.
        """
        return Facts(case, self)

    def rule_of(self, category: str) -> str:
        """Return what the policy says of a category; a word it does not know is `never`."""
        return self._rules.get(category, "never")
