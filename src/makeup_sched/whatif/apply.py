"""Makes a scenario's changes to a case: edited tables and policy, checked like any case."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.case.policy_reading import read_policy_file
from makeup_sched.case.profiles.profile import NAMES, read_profile
from makeup_sched.case.read import case_from_tables
from makeup_sched.checker import Violation, check
from makeup_sched.plans.locked import locked_sessions
from makeup_sched.tables.problems import CaseError, MakeupSchedError, Problem
from makeup_sched.whatif.draft import Draft
from makeup_sched.whatif.due_dates import move_due_dates, set_awards_due
from makeup_sched.whatif.people import (
    add_hours,
    add_providers,
    agree,
    change_providers,
    remove_providers,
)
from makeup_sched.whatif.scenario import Scenario


def all_changed(case: Case, wanted: Sequence[Scenario]) -> list[Case]:
    """Return the case with the changes of each scenario.

    Raises `CaseError` with every problem of all scenarios.
    """
    found, problems = _all_tried(case, wanted)
    if problems:
        raise CaseError(problems)
    return found


def problems_of(case: Case, wanted: Sequence[Scenario]) -> list[Problem]:
    """Return every problem that all scenarios have with the case."""
    return _all_tried(case, wanted)[1]


def _all_tried(case: Case, wanted: Sequence[Scenario]) -> tuple[list[Case], list[Problem]]:
    found: list[Case] = []
    problems: list[Problem] = []
    for scenario in wanted:
        try:
            found.append(changed(case, scenario))
        except CaseError as error:
            problems += error.problems
    return found, problems


def changed(case: Case, scenario: Scenario) -> Case:
    """Return the case with the changes of a scenario, planned on the same dates.

    Raises
    ------
    CaseError
        Where a change names what the case does not have, makes the case wrong, or lets a locked
        session break a rule; it lists every problem, with the scenario's name.
    """
    draft = Draft(case, scenario.name)
    add_providers(draft, scenario.add_provider)
    change_providers(draft, scenario.change_provider)
    add_hours(draft, scenario.add_hours)
    remove_providers(draft, scenario.remove_provider)
    agree(draft, scenario.students)
    set_awards_due(draft, scenario.award_due)
    policy = _policy(draft, scenario)
    move_due_dates(draft, policy, scenario.due_days_later)
    made = _read(draft, policy)
    if made is None:
        raise CaseError(dict.fromkeys(draft.problems))
    return made


def broken_by_locked(case: Case) -> list[Violation]:
    """Return the rules that locked sessions of a case break by themselves."""
    locked = locked_sessions(case)
    return check(case, locked) if len(locked) else []


def _read(draft: Draft, policy: dict[str, Any]) -> Case | None:
    """Return the changed case; None where anything is wrong, which the draft then tells."""
    try:
        made = case_from_tables(draft.tables, policy, name=draft.name)
    except CaseError as error:
        wrong = [one for one in error.problems if one.severity == "error"]
        draft.problems += map(draft.placed, wrong)
        return None
    if draft.problems:
        return None
    for violation in broken_by_locked(made):
        draft.refuse("locked", "", f"what is locked could not stay: {violation}")
    return None if draft.problems else made


def _policy(draft: Draft, scenario: Scenario) -> dict[str, Any]:
    policy = draft.case.policy
    if scenario.policy_file is not None:
        policy = _from_file(draft, scenario.policy_file)
    # the dates stay those of the case: what is compared is planned on the same days
    data = policy.model_dump(mode="json")
    data["start_date"] = draft.case.start_date.isoformat()
    data["end_date"] = draft.case.end_date.isoformat()
    profile = scenario.policy.get("profile")
    if profile in NAMES:
        data = _merged(data, read_profile(profile).settings())
    return _merged(data, scenario.policy)


def _from_file(draft: Draft, path: Path) -> Policy:
    """Return the policy of a file, a default one where it is wrong, which the draft then tells."""
    try:
        policy, found = read_policy_file(path)
    except MakeupSchedError as error:
        # one file that is missing must not hide what is wrong elsewhere
        draft.refuse("policy_file", "", str(error))
        return draft.case.policy
    draft.problems += [draft.placed(_in_file(one)) for one in found if one.severity == "error"]
    return policy


def _in_file(problem: Problem) -> Problem:
    """Return a problem of a policy file as one of the key that names the file."""
    return Problem("policy_file", problem.row, problem.column, problem.value, problem.message)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(below)
    for key, value in above.items():
        inner = whole.get(key)
        if isinstance(value, Mapping) and isinstance(inner, Mapping):
            value = _merged(inner, value)
        whole[key] = value
    return whole
