"""The account of one child: missed, awarded, given, planned, and what is left; nobody else in it.

Minutes come from what is owed (`ledger`) and from the sessions of a plan.
"""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import SIZE, one_child, own_sessions, with_sizes
from makeup_sched.case.values import rows_of
from makeup_sched.ledger import owed_table, owed_trace
from makeup_sched.plain_words import PAID_BACK


@dataclass(frozen=True)
class Debt:
    """A missed session or an award.

    `date` is None for an award that does not say when it was decided. `reason` is blank for an
    award, `basis` for a missed session; `counted` is `owed`, `not_owed` or
    `pending`; `made_up` are the minutes given for it; `table` and `row` say where it is written.
    """

    date: date | None
    owed_id: str
    discipline: str
    minutes: int
    reason: str
    basis: str
    counted: str
    made_up: int
    table: str
    row: int


@dataclass(frozen=True)
class Given:
    """A make-up session that took place, or one that the family was paid back for.

    `session_id` is the planned session's, blank where the row names none.
    """

    date: date
    owed_id: str
    discipline: str
    minutes: int
    provider_id: str
    row: int
    paid_back: bool = False
    session_id: str = ""


@dataclass(frozen=True)
class Planned:
    """A make-up session of the plan; times in minutes after midnight, `size` counts all."""

    date: date
    start: int
    end: int
    owed_id: str
    discipline: str
    provider_id: str
    site: str
    size: int
    session_id: str


@dataclass(frozen=True)
class Balance:
    """One item in minutes: owed still (`rounding` of it added), planned, without a date, pending.

    `delivered` are the minutes that pay for what is owed, `beyond` those given besides.
    `oldest_date` and `due_date` are None where nothing is left.
    """

    owed_id: str
    discipline: str
    kind: str
    missed: int
    not_owed: int
    delivered: int
    beyond: int
    owed: int
    rounding: int
    pending: int
    planned: int
    oldest_date: date | None
    due_date: date | None

    @property
    def undecided(self) -> int:
        """Of the minutes `beyond`, those for which the team has yet to decide."""
        return min(self.beyond, self.pending)

    @property
    def unplanned(self) -> int:
        """Minutes owed for which the plan has no date."""
        return max(0, self.owed - self.planned)


@dataclass(frozen=True)
class Account:
    """All of it, each part in the order of its dates."""

    student_id: str
    school: str
    home_language: str
    debts: tuple[Debt, ...]
    given: tuple[Given, ...]
    planned: tuple[Planned, ...]
    balances: tuple[Balance, ...]

    @property
    def rounding(self) -> int:
        """Minutes of those owed that rounding up has added."""
        return sum(one.rounding for one in self.balances)

    @property
    def beyond(self) -> int:
        """Make-up minutes given beyond what is owed."""
        return sum(one.beyond for one in self.balances)

    @property
    def undecided(self) -> int:
        """Of the minutes `beyond`, those for which the team has yet to decide."""
        return sum(one.undecided for one in self.balances)

    @property
    def owed(self) -> int:
        """Minutes owed still."""
        return sum(one.owed for one in self.balances)

    @property
    def pending(self) -> int:
        """Minutes that the team has yet to decide."""
        return sum(one.pending for one in self.balances)

    @property
    def ledgers(self) -> "tuple[Account, ...]":
        """The account of missed sessions and that of awards; this one where it has one of both.

        They are two ledgers, a debt of sessions and a remedy: papers give the sums of each.
        """
        kinds = sorted({one.kind == "award" for one in self.balances})
        return tuple(map(self._ledger, kinds)) if len(kinds) > 1 else (self,)

    @property
    def awarded_alone(self) -> bool:
        """Say whether awards are all that it has."""
        return {one.kind for one in self.balances} == {"award"}

    def _ledger(self, award: bool) -> "Account":
        balances = tuple(one for one in self.balances if (one.kind == "award") == award)
        items = {one.owed_id for one in balances}
        return replace(
            self,
            balances=balances,
            debts=tuple(one for one in self.debts if one.owed_id in items),
            given=tuple(one for one in self.given if one.owed_id in items),
            planned=tuple(one for one in self.planned if one.owed_id in items),
        )

    @property
    def unplanned(self) -> int:
        """Minutes owed for which the plan has no date."""
        return sum(one.unplanned for one in self.balances)


def child_account(case: Case, sessions: pd.DataFrame, student_id: str) -> Account:
    """Return the account of a child; MakeupSchedError where the case has no such student.

    `case` is the whole case, since a group is counted with those whose session is joined.
    """
    own = one_child(case, student_id)
    return account_of(own, own_sessions(with_sizes(case, sessions), student_id), owed_trace(own))


def account_of(own: Case, sessions: pd.DataFrame, trace: pd.DataFrame) -> Account:
    """Return the account of the only child in a case.

    `sessions` are its planned ones with sizes, `trace` is the case's `owed_trace`.
    """
    student = next(iter(rows_of(own.table("students"))))
    planned = _planned(sessions)
    return Account(
        student_id=str(student.student_id),
        school=str(student.school),
        home_language=str(student.home_language),
        debts=_debts(own, trace),
        given=_given(own),
        planned=planned,
        balances=_balances(own, planned),
    )


def _debts(own: Case, trace: pd.DataFrame) -> tuple[Debt, ...]:
    trace = trace[trace["table"].isin(["missed", "awards"])]
    awards = own.table("awards").set_index("award_id")
    undated = set(awards.index[awards["decided_on"].isna()])
    found = [
        Debt(
            date=None if row.owed_id in undated else row.date.date(),
            owed_id=str(row.owed_id),
            discipline=str(row.discipline),
            minutes=int(row.minutes),
            reason=str(row.reason),
            basis=str(awards["basis"][row.owed_id]) if row.table == "awards" else "",
            counted=str(row.counted),
            made_up=int(row.delivered),
            table=str(row.table),
            row=int(row.row),
        )
        for row in rows_of(trace)
    ]
    return tuple(sorted(found, key=lambda one: (one.date or date.min, one.owed_id, one.row)))


def _given(own: Case) -> tuple[Given, ...]:
    disciplines = {
        **dict(zip(own.table("services")["service_id"], own.table("services")["discipline"],
                   strict=True)),
        **dict(zip(own.table("awards")["award_id"], own.table("awards")["discipline"],
                   strict=True)),
    }  # fmt: skip
    table = own.table("delivered")
    found = [
        Given(row.date.date(), str(row.owed_id), str(disciplines[row.owed_id]), int(row.minutes),
              str(row.provider_id), int(number), str(row.note).startswith(PAID_BACK),
              str(row.session_id))
        for number, row in zip(table.index, rows_of(table), strict=True)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.date, one.owed_id, one.row)))


def _planned(sessions: pd.DataFrame) -> tuple[Planned, ...]:
    found = [
        Planned(row.date.date(), int(row.start), int(row.end), str(row.owed_ids[0]),
                str(row.discipline), str(row.provider_id), str(row.site), int(getattr(row, SIZE)),
                str(row.session_id))
        for row in rows_of(sessions)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.date, one.start, one.owed_id)))


def _balances(own: Case, planned: tuple[Planned, ...]) -> tuple[Balance, ...]:
    minutes: dict[str, int] = {}
    for one in planned:
        minutes[one.owed_id] = minutes.get(one.owed_id, 0) + one.end - one.start
    given = own.table("delivered").groupby("owed_id")["minutes"].sum().to_dict()
    return tuple(
        Balance(
            owed_id=str(row.owed_id),
            discipline=str(row.discipline),
            kind=str(row.kind),
            missed=int(row.missed),
            not_owed=int(row.not_owed),
            delivered=int(row.delivered),
            beyond=given.get(str(row.owed_id), 0) - int(row.delivered),
            owed=int(row.owed),
            rounding=int(row.rounding),
            pending=int(row.pending),
            planned=minutes.get(str(row.owed_id), 0),
            oldest_date=_day(row.oldest_date),
            due_date=_day(row.due_date),
        )
        for row in rows_of(owed_table(own))
    )


def _day(value: pd.Timestamp) -> date | None:
    return None if pd.isna(value) else value.date()
