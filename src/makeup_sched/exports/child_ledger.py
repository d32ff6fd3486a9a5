"""The owed ledger of one child as a paper for the family: every minute, and what became of it."""

from datetime import date

from makeup_sched import plain_words as words
from makeup_sched.case.case import Case
from makeup_sched.charts.words import clock_with_half
from makeup_sched.exports.child_account import Account, Balance, Debt, child_account
from makeup_sched.exports.papers import Paper, Section, table
from makeup_sched.exports.people import People
from makeup_sched.plans.plan import Plan
from makeup_sched.vocabulary import TELE


def ledger_paper(case: Case, plan: Plan, student_id: str, *, names: bool = False) -> Paper:
    """Return the ledger of a child; `names` writes the names of the child and of the staff.

    Raises MakeupSchedError where the case has no such student.
    """
    account = child_account(case, plan.sessions, student_id)
    people = People.of(case, names=names)
    who = people.student(student_id)
    start = plan.first_date(case)
    sections = [
        _missed(account),
        _awards(account),
        _given(account, people),
        planned_section(account, people),
        _sums(account),
        _reading(case, account),
    ]
    return Paper(
        title=f"Make-up minutes of {who}",
        lead=(_answer(account, start),),
        sections=tuple(section for section in sections if section is not None),
        foot=f"{who} · planned from {start} · confidential student record",
    )


def day(when: date) -> str:
    """Return a date as it is read in the United States, `Mon, May 4, 2026`."""
    return f"{when:%a, %b} {when.day}, {when.year}"


def _answer(account: Account, start: date) -> str:
    newest = max((one.date for one in account.given), default=date.min)
    # what was given since planning began is counted, so the sum is not that of its first day
    when = (
        f"With the make-up sessions that took place up to {day(newest)}"
        if newest >= start
        else f"As planning begins on {day(start)}"
    )
    if len(account.ledgers) == 1:
        said = f"{when}, {account.owed} minutes are owed."
        said += f" {_dated(account)}." if account.owed else ""
    else:
        said = f"{when}, {' and '.join(map(_of_ledger, account.ledgers))}."
    if account.pending:
        said += f" About {account.pending} more minutes the IEP team has yet to decide."
    return said


def _of_ledger(account: Account) -> str:
    """Return what is owed of missed sessions, or of awards, where a child has both."""
    owed = f"{account.owed} of the minutes that were awarded are yet to be given"
    if not account.awarded_alone:
        owed = f"{account.owed} minutes are owed for missed sessions"
    return f"{owed} ({_dated(account)})" if account.owed else owed


def _dated(account: Account) -> str:
    planned = account.owed - account.unplanned
    return f"{planned} of them have a date, {account.unplanned} have none yet"


def _missed(account: Account) -> Section:
    rows = [
        (_day(one), words.discipline(one.discipline), str(one.minutes),
         words.reason(one.reason), _became(one))
        for one in account.debts if one.table == "missed"
    ]  # fmt: skip
    if not rows:
        return Section("Missed sessions", ("None is written down.",))
    headings = ("Date", "Service", "#Minutes", "Why it was missed", "What becomes of it")
    return Section("Missed sessions", (), table(headings, rows))


def _day(debt: Debt) -> str:
    return day(debt.date) if debt.date else ""


def _became(debt: Debt) -> str:
    if debt.made_up >= debt.minutes:
        return "made up"
    rest = words.COUNTED[debt.counted]
    return f"{debt.made_up} minutes made up; the rest {rest}" if debt.made_up else rest


def _awards(account: Account) -> Section | None:
    rows = [
        (_day(one), words.discipline(one.discipline), str(one.minutes),
         words.BASES.get(one.basis, one.basis), str(one.made_up))
        for one in account.debts if one.table == "awards"
    ]  # fmt: skip
    if not rows:
        return None
    headings = ("Decided on", "Service", "#Minutes", "By", "#Given of it")
    return Section("Awarded minutes", (), table(headings, rows))


def _given(account: Account, people: People) -> Section | None:
    rows = [
        (day(one.date), words.discipline(one.discipline), str(one.minutes),
         words.PAID_BACK if one.paid_back else people.provider(one.provider_id))
        for one in account.given
    ]  # fmt: skip
    if not rows:
        return None
    headings = ("Date", "Service", "#Minutes", "By")
    return Section("Make-up sessions that took place", (), table(headings, rows))


def planned_section(account: Account, people: People) -> Section:
    """Return the planned sessions of a child as a section."""
    rows = [
        (
            day(one.date),
            f"{clock_with_half(one.start)} to {clock_with_half(one.end)}",
            str(one.end - one.start),
            words.discipline(one.discipline),
            people.provider(one.provider_id),
            "by video" if one.site == TELE else one.site,
            f"group of {one.size}" if one.size > 1 else "alone",
        )
        for one in account.planned
    ]
    if not rows:
        return Section("Planned make-up sessions", ("None is planned.",))
    headings = ("Date", "Time", "#Minutes", "Service", "With", "Where", "Setting")
    return Section("Planned make-up sessions", (), table(headings, rows))


def _sums(account: Account) -> Section:
    rows = [_sum(one) for one in account.balances]
    headings = ("Service", "#Missed or awarded", "#Not owed", "#Made up",
                "#Given beyond what is owed", "#Not decided", "#Rounded up by", "#Owed now",
                "#Has a date", "#No date yet", "Last date")  # fmt: skip
    return Section("Minutes in sum", (), table(headings, rows))


def _sum(one: Balance) -> tuple[str, ...]:
    name = words.discipline(one.discipline) + (" (award)" if one.kind == "award" else "")
    figures = (one.missed, one.not_owed, one.delivered, one.beyond, one.pending, one.rounding,
               one.owed, min(one.planned, one.owed), one.unplanned)  # fmt: skip
    due = str(one.due_date) if one.due_date else ""
    return (name, *map(str, figures), due)


def _reading(case: Case, account: Account) -> Section:
    grid = case.policy.grid_minutes
    said = [
        "Make-up sessions count for the oldest missed minutes first.",
        f"What is owed is rounded up to {grid} minutes, since sessions are planned in such steps.",
    ]
    if account.beyond:
        said.append(
            "“Given beyond what is owed”: make-up minutes that were given although so much "
            "is not owed, or not owed before the IEP team decides."
        )
    if account.undecided:
        said.append(
            f"{account.undecided} of the minutes given beyond what is owed were given or paid back "
            "for sessions on which the IEP team has yet to decide. They count once it has decided."
        )
    if any(one.counted == "not_owed" for one in account.debts):
        said.append(
            "Whether a missed minute is made up follows the rules that the school has set for each "
            "reason, or a decision of the IEP team."
        )
    said.append("You may ask the school for a meeting of the IEP team about any of this.")
    return Section("How to read this", tuple(said))
