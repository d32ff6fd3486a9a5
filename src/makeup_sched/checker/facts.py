"""All that the checker knows of a case, derived by itself from the case's tables."""

from copy import copy

from makeup_sched.case.case import Case
from makeup_sched.checker.calendar import Calendar
from makeup_sched.checker.day import Days
from makeup_sched.checker.debt import debts_of
from makeup_sched.checker.hours import Hours
from makeup_sched.checker.records import Records


def facts_of(case: "Case | Facts") -> "Facts":
    """Return the facts of a case; those that are there already as they are."""
    return case if isinstance(case, Facts) else Facts(case)


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

    def __init__(self, case: Case) -> None:
        records = Records(case)
        self.case = case
        self.policy = case.policy
        self.students = records.students
        self.providers = records.providers
        self.regulars = records.regulars
        self.calendar = Calendar(records.calendar)
        self.hours = Hours(records, self.calendar)
        self.days = Days(records, self.calendar, self.hours)
        self.debts = debts_of(case)
        self._rules = {str(word): str(rule) for word, rule in case.policy.categories.items()}

    def of(self, case: Case) -> "Facts":
        """Return the facts of another case, worked out anew only where it differs.

        All but the case itself stays as it is where no table but `locked`, from which nothing
        follows, is another one.
        """
        before = self.case
        dates = (before.start_date, before.end_date) == (case.start_date, case.end_date)
        same = dates and before.policy is case.policy and before.tables.keys() == case.tables.keys()
        if not same or any(
            case.tables[name] is not table
            for name, table in before.tables.items()
            if name != "locked"
        ):
            return Facts(case)
        facts = copy(self)
        facts.case = case
        return facts

    def rule_of(self, category: str) -> str:
        """Return what the policy says of a category; a word it does not know is `never`."""
        return self._rules.get(category, "never")
