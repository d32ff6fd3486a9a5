"""What the report for a board says: verdict, figures, proof, dates, price, assumptions, sources."""

from dataclasses import dataclass

import pandas as pd

from makeup_sched.case.policy import CostsSection, Policy
from makeup_sched.charts.words import CATEGORY_WORDS
from makeup_sched.contracts.answer import IN_VAIN, Contracting
from makeup_sched.contracts.certificate import ALL
from makeup_sched.half_up import half_up
from makeup_sched.plain_words import long_date, long_month
from makeup_sched.reports.sharing import Sharing
from makeup_sched.reports.suppression import FEWER, SMALLEST

_MOST_LINES = 28
_NOTHING_OWED = "No. Nothing is owed, so there is nothing to contract for."
LEAST, FOUND = "The least contract hours", "Contract hours that were found"
"""Headings of the hours, by whether no fewer are possible."""


@dataclass(frozen=True)
class Section:
    """A heading, paragraphs, and a table of text cells (its first row the headings), if any.

    `figures` says which columns of the table hold figures, counted from 0.
    """

    heading: str
    words: tuple[str, ...]
    table: tuple[tuple[str, ...], ...] = ()
    figures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Report:
    """A report: title, the answer in a few words, and its sections."""

    title: str
    answer: str
    sections: tuple[Section, ...]


def board_report(answer: Contracting) -> Report:
    """Return the report; figures about fewer than ten students are left out."""
    sharing = Sharing(answer)
    sections = [_staff(sharing)]
    if sharing.totals:
        sections += [_hours(sharing), _by_when(sharing), _uncleared(sharing), _prices(sharing)]
    sections += [_assumptions(sharing), _proof(answer), _sources()]
    return Report(
        title=f"Make-up services: is contracting needed? {answer.case.name}",
        answer=_verdict(answer) if sharing.totals else _verdict_without_figures(answer),
        sections=tuple(section for section in sections if section is not None),
    )


def _verdict_without_figures(answer: Contracting) -> str:
    if not answer.certificate.owed:
        return _NOTHING_OWED
    words = {
        True: "Yes. Whatever the plan, staff cannot place all owed minutes.",
        False: "No. Staff can place all owed minutes.",
        None: "Not settled: the best plan found leaves minutes unmet, without proof that no plan "
        "places more.",
    }
    verdict = _no_use(answer, minutes=False) or words[answer.needed]
    return f"{verdict} Figures of {FEWER} students are left out of this report."


def _no_use(answer: Contracting, *, minutes: bool = True) -> str:
    """Say that no contract clears anything, where that is proven: too late, or at any time."""
    late = answer.too_late_words(minutes=minutes)
    return late or (IN_VAIN if answer.never_helps else "")


def _verdict(answer: Contracting) -> str:
    proof = answer.certificate
    late = _no_use(answer)
    if answer.needed is False:
        return f"No. Staff can place all {proof.owed:,} owed minutes."
    if answer.needed is None:
        return (
            f"{late or 'Not settled.'} The best plan found leaves {proof.unmet:,} of "
            f"{proof.owed:,} minutes unmet, without proof that no plan places more."
        )
    must = "stay unmet" if late else "must come from elsewhere"
    return (
        f"{late or 'Yes.'} Staff can place at most {proof.placeable_at_most:,} of {proof.owed:,} "
        f"owed minutes, whatever the plan. At least {proof.unmet_at_least:,} minutes {must}."
    )


def _staff(sharing: Sharing) -> Section | None:
    if not sharing.answer.certificate.owed:
        return None
    table = sharing.staff
    if table["discipline"].nunique() == 2:  # one, and all: the same line twice
        table = table[table["discipline"] != ALL]
    if len(table) > _MOST_LINES:
        table = table[table["school"] == ALL]
    head = ("Discipline", "School", "Students", "Owed", "Placed", "Unmet", "Unmet, at least")
    columns = ["discipline", "school", "students", "owed", "placed", "unmet", "unmet_at_least"]
    rows = [tuple(_cell(row[name]) for name in columns) for row in table.to_dict("records")]
    words = (
        "Minutes. Placed and unmet: in the best plan of staff alone that was found. Unmet, at "
        "least: proven for every plan, for each line alone; lines may add up to less than "
        "the whole, because neither staff nor students can be in two places at once.",
    )
    return Section("What staff can give", words, (head, *rows), figures=(2, 3, 4, 5, 6))


def _hours(sharing: Sharing) -> Section | None:
    answer, least = sharing.answer, sharing.answer.least
    if least is None or not len(answer.visits):
        return None
    proven = "Proven: no contract of fewer hours clears as much."
    if not answer.hours_at_least_shown:
        proven = "How few hours would do is not proven."
    elif least.least_minutes < least.minutes:
        proven = (
            f"Proven: no contract of fewer than {answer.hours_at_least_shown:,.1f} hours clears as "
            "much. What lies between is open."
        )
    words = [
        f"{half_up(answer.hours, 1):,} hours of contract time, in {len(least.visits):,} visits, "
        f"clear {_cleared(sharing)}. A visit lasts at least "
        f"{answer.case.policy.contract.min_visit_minutes} minutes.",
        proven,
    ]
    if answer.at_once_words:
        words.append(answer.at_once_words)
    lines = sharing.of_disciplines(answer.months)
    if 0 < len(lines) < len(answer.months):
        words.append("By month without disciplines of small groups.")
    months = lines.groupby(["discipline", "month"], as_index=False)[["visits", "hours"]]
    head = ("Discipline", "Month", "Visits", "Hours")
    rows = [
        (
            str(row["discipline"]),
            long_month(str(row["month"])),
            f"{row['visits']:,}",
            f"{half_up(row['hours'], 1):,}",
        )
        for row in months.sum().to_dict("records")
    ]
    heading = LEAST if least.least_minutes >= least.minutes else FOUND
    table = (head, *rows[:_MOST_LINES]) if rows else ()
    return Section(heading, tuple(words), table, figures=(2, 3))


def _cleared(sharing: Sharing) -> str:
    """Return the minutes cleared; not so that those of a small group could be worked out."""
    if sharing.few_left:
        return f"all that staff leave but some minutes of {FEWER} students"
    if sharing.few_cleared:
        return f"minutes of {FEWER} students"
    return f"{_minutes_cleared(sharing.answer):,} minutes"


def _minutes_cleared(answer: Contracting) -> int:
    left = 0 if answer.least is None else answer.least.unmet
    return answer.certificate.unmet - left


def _by_when(sharing: Sharing) -> Section | None:
    answer = sharing.answer
    if answer.deadline is None:
        if answer.stopped and answer.vain is None and answer.least is not None:
            return Section("By when", ("Not looked into: it was stopped before.",))
        return None
    lead = answer.case.policy.contract.lead_days
    words = (
        f"From the decision to a contractor's first session: {lead} days.",
        answer.last_day_words,
    )
    weeks = answer.waiting
    rises = weeks[weeks["more_at_least"].diff().fillna(weeks["more_at_least"]) > 0]
    if len(rises) and not sharing.steps:
        left_out = f"What waiting costs is left out: it would tell minutes of {FEWER} students."
        return Section("By when", (*words, left_out))
    head = ("Decided on", "First session", "Minutes without a place any more, at least")
    rows = [
        (long_date(row["decided_on"]), long_date(row["first_session"]), f"{row['more_at_least']:,}")
        for row in rises.to_dict("records")
    ]  # fmt: skip
    table = (head, *rows[:_MOST_LINES]) if rows else ()
    return Section("By when", words, table, figures=(2,))


def _uncleared(sharing: Sharing) -> Section | None:
    answer = sharing.answer
    items = answer.uncleared
    if answer.least is None or answer.too_late is not None or not len(items):
        return None
    students = items["student_id"].nunique()
    heading, plan = "What this contract does not clear", "in the plan with contractors"
    if not answer.least.visits:
        heading, plan = "What stays unmet", "in the best plan that was found"
    if not answer.all_found:
        until = "it was stopped" if answer.stopped else "the time was up"
        minutes = f"{int(items['unmet'].sum()):,} minutes"
        if students < SMALLEST:
            minutes = f"Some minutes of {FEWER} students"
        words = f"{minutes} were still open when {until}."
        return Section("What was not settled", (words,))
    if students < SMALLEST:
        words = f"Some minutes of {FEWER} students stay unmet {plan}."
        return Section(heading, (words,))
    if sharing.few_cleared:
        words = f"Minutes of {students} students stay unmet {plan}."
        return Section(heading, (words,))
    words = f"{int(items['unmet'].sum()):,} minutes of {students} students stay unmet {plan}."
    beyond = items[items["beyond_any"] > 0]
    others = items.loc[items["beyond_any"] < items["unmet"], "student_id"].nunique()
    if answer.beyond_any_contract:
        words += " Proven: no contract, however large, clears any of them."
    elif beyond["student_id"].nunique() >= SMALLEST and (not others or others >= SMALLEST):
        causes = "the students' own time, due dates and limits"
        if answer.decided > answer.case.start_date:
            causes += ", or because it was decided too late"
        words += (
            f" Proven: {int(beyond['beyond_any'].sum()):,} of them no contract clears, because of "
            f"{causes}."
        )
    return Section(heading, (words,))


def _prices(sharing: Sharing) -> Section | None:
    if not len(sharing.answer.visits):
        return None
    head = ("Way", "Hours", "Dollars", "")
    rows = [
        (str(row["way"]), f"{half_up(row['hours'], 1):,}",
         "no rate" if pd.isna(row["dollars"]) else f"{half_up(row['dollars']):,}", str(row["note"]))
        for row in sharing.prices.to_dict("records")
    ]  # fmt: skip
    minutes = "the same minutes"
    if not sharing.few_left and not sharing.few_cleared:
        minutes = f"the same {_minutes_cleared(sharing.answer):,} minutes"
    words = [f"To clear {minutes} of what staff leave, at the rates of the policy."]
    if sharing.steps:
        # in the same paragraph, or a page may end between them
        words[0] += (
            " What fewer of these visits clear is what plans found; other visits for as many "
            "dollars might clear more."
        )
    if len(rows) < len(sharing.answer.prices):
        words.append(f"Prices that would tell hours or minutes of {FEWER} students are left out.")
    return Section("What it costs", tuple(words), (head, *rows), figures=(1, 2))


def _assumptions(sharing: Sharing) -> Section | None:
    answer = sharing.answer
    case, policy = answer.case, answer.case.policy
    rates = ", ".join(f"{name} ${rate:g}" for name, rate in policy.contract.hourly_rate.items())
    never = ", ".join(
        CATEGORY_WORDS.get(name, name.replace("_", " "))
        for name, rule in policy.categories.items()
        if rule == "never"
    )
    words = (
        f"Planned from {long_date(case.start_date)} to {long_date(case.end_date)}. "
        f"Decided on {long_date(answer.decided)}.",
        f"Nobody is taken out of: {never}.",
        f"Groups of at most {policy.group_cap}. At most {policy.makeup_minutes_per_day} make-up "
        "minutes for a student on a day, unless the student's own limit says otherwise.",
        f"Rates an hour: contract {rates}; {_staff_rates(policy.costs)}; paid back to families "
        f"${policy.costs.reimbursement_rate:g}.",
        "Contractors can be had at any hour at which a student may be seen, on site or by tele.",
        f"{_pending(sharing)} wait for a decision of the team {_counted(policy)}.",
    )
    return Section("Assumptions", words)


def _staff_rates(costs: CostsSection) -> str:
    if costs.after_hours_rate == costs.esy_rate:
        return f"staff after school and in ESY ${costs.esy_rate:g}"
    return f"staff after school ${costs.after_hours_rate:g}; ESY ${costs.esy_rate:g}"


def _pending(sharing: Sharing) -> str:
    if not sharing.pending:
        return f"Minutes of {FEWER} students"
    return f"{sharing.answer.certificate.plan.summary.pending:,} minutes"


def _counted(policy: Policy) -> str:
    """Return whether minutes that wait for the team are among those owed."""
    if policy.pending == "plan":
        return "and are counted as owed and planned all the same"
    return "and are not counted"


def _proof(answer: Contracting) -> Section:
    words = (
        "Every plan behind these figures has passed an independent checker of all rules. A figure "
        "called proven is a bound over all plans, computed from the rules themselves (a linear "
        "relaxation or a completed search); it does not rest on the search having found nothing "
        "better.",
        f"Tried: {_tried(answer)}. Case {answer.case.source_hash[:12] or 'not hashed'}, "
        f"makeup-sched {answer.certificate.plan.summary.version}.",
    )
    return Section("How it is proven, what was tried", words)


def _tried(answer: Contracting) -> str:
    tried = ["a plan of staff alone"]
    if answer.vain is not None:
        tried.append("whether contractors could place any more, and from which date on")
    elif answer.least is not None:
        tried.append("the least contract time beside staff")
    if answer.deadline is not None:
        tried.append("what becomes of it when deciding later")
    if answer.stopped:
        tried.append("all this until it was stopped")
    return "; ".join(tried)


def _sources() -> Section:
    words = (
        "Price ranges to hold the rates against: agencies bill speech at about $58 to $80 an hour "
        "(Volusia County FL, December 2025; Idaho, as reported by Idaho Ed News); occupational "
        "therapy bids of $62 and $65 (Boonville MO, 2019); families' own special-education "
        "teachers about $86 an hour and up (New York City Council hearing, 30 January 2025); staff "
        "after hours $34 to $75 (Paterson NJ, 2018). Years and places differ.",
        "No federal rule asks for minute-for-minute make-up in every case (OSEP letter to ASHA, 8 "
        "March 2007, reaffirmed 2015). This report is arithmetic, not legal advice.",
    )
    return Section("Sources", words)


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value
    return "" if pd.isna(value) else f"{int(value):,}"  # type: ignore[call-overload]
