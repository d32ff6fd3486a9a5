"""The list of all rules, and the check of a plan against them."""

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.checker import (
    rules_date,
    rules_group,
    rules_length,
    rules_place,
    rules_totals,
    tiers,
)
from makeup_sched.checker.facts import Facts, facts_of
from makeup_sched.checker.plan import Session, read_plan
from makeup_sched.checker.rules_locked import locked_sessions_stand
from makeup_sched.checker.violation import Violation

OF_ONE_SESSION: tuple[Callable[[Facts, Session], Iterator[Violation]], ...] = (
    rules_place.provider_has_discipline,
    rules_place.within_free_time_at_its_site,
    rules_place.overlaps_no_regular_session,
    rules_place.names_its_regular_session,
    rules_place.join_takes_its_place,
    rules_place.extend_touches,
    rules_place.mode_is_planned,
    rules_place.every_attendee_is_there,
    rules_place.every_attendee_is_at_its_site,
    rules_place.every_attendee_is_in_no_regular_session,
    rules_length.length_is_on_the_grid,
    rules_length.extra_is_not_too_long,
    rules_length.extra_is_not_too_short,
    rules_length.extends_only_who_may_be_extended,
    rules_length.credits_exactly_its_length,
    rules_group.one_discipline,
    rules_group.size_within_the_cap,
    rules_group.grades_within_the_span,
    rules_group.nobody_kept_apart,
    rules_group.extend_is_for_those_who_attend,
    rules_date.within_the_dates_of_planning,
    rules_date.not_after_the_due_date,
    rules_date.not_before_the_award,
    rules_date.not_on_a_day_without_school,
    tiers.tier_is_right,
    tiers.contract_is_right,
)
OF_ALL_SESSIONS: tuple[Callable[[Facts, Sequence[Session]], Iterator[Violation]], ...] = (
    rules_totals.provider_has_no_two_at_once,
    rules_totals.student_has_no_two_at_once,
    rules_totals.nobody_gets_more_than_owed,
    rules_totals.extension_within_its_bounds,
    rules_totals.all_who_join_stand_in_one_row,
    rules_totals.student_within_the_daily_cap,
    rules_totals.item_within_its_daily_sessions,
    rules_totals.provider_within_the_caps,
)


def check(case: Case | Facts, sessions: pd.DataFrame) -> list[Violation]:
    """Check a plan against the case and every rule; the plan may be anyone's.

    Parameters
    ----------
    case
        The case that the plan is for; or, to ask several things about one case, its `Facts`, so
        that they are worked out only once.
    sessions
        The plan's `sessions` table: the contract's columns with the types of the case's tables
        (dates `datetime64`, `start` and `end` minutes after midnight, lists as tuples of text,
        `contract` and `locked` true or false).

    Returns
    -------
    list of Violation
        Everything that is wrong, empty for a plan that stands. A row that cannot be understood
        is a violation `"format"` and is left out of the rules. Nothing is raised for the sake of
        the plan.
    """
    facts = facts_of(case)
    plan = read_plan(facts, sessions)
    violations = list(plan.violations)
    for session in plan.sessions:
        for rule_of_one in OF_ONE_SESSION:
            violations += rule_of_one(facts, session)
    for rule_of_all in OF_ALL_SESSIONS:
        violations += rule_of_all(facts, plan.sessions)
    violations += locked_sessions_stand(facts, plan)
    return violations
