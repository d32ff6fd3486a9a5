"""Makes a scenario's changes to a case: edited tables and policy, checked like any case."""

import datetime as dt
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.policy_reading import read_policy_file
from makeup_sched.case.read import case_from_tables
from makeup_sched.replanning.hours import OPEN_DAY_TYPES
from makeup_sched.tables.clock import DAY
from makeup_sched.tables.problems import CaseError, Problem
from makeup_sched.tables.rendering import render_table
from makeup_sched.tables.schemas import INPUT_SCHEMAS
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.whatif.scenario import TABLE, Absence, Hours, NewProvider, Scenario, Students

Tables = dict[str, pd.DataFrame]


def changed(case: Case, scenario: Scenario) -> Case:
    """Return the case with the changes of a scenario.

    Raises
    ------
    CaseError
        Where a change names what the case does not have, or makes the case wrong; it lists every
        problem, with the scenario's name.
    """
    tables = {name: render_table(name, case.table(name)) for name in INPUT_SCHEMAS
              if not case.table(name).empty}  # fmt: skip
    problems: list[Problem] = []
    _people(tables, scenario, problems, case)
    for students in scenario.students:
        _agree(tables, students, scenario, problems)
    policy = _policy(case, scenario, problems)
    if scenario.due_days_later:
        _later(tables, policy, scenario.due_days_later)
    if problems:
        raise CaseError(problems)
    try:
        return case_from_tables(tables, policy, name=scenario.name)
    except CaseError as error:
        raise CaseError([_named(scenario, problem) for problem in error.problems]) from error


def _people(tables: Tables, scenario: Scenario, problems: list[Problem], case: Case) -> None:
    known = case.table("providers")["provider_id"].tolist()
    for new in scenario.add_provider:
        _below(tables, "providers", _provider_cells(new))
        for hours in new.hours:
            _below(tables, "provider_hours", _hours_cells(new.provider_id, hours))
    for more in scenario.add_hours:
        if _is_known(more.provider_id, known, scenario, "add_hours", problems):
            _below(tables, "provider_hours", _hours_cells(more.provider_id, more))
    for absence in scenario.remove_provider:
        if _is_known(absence.provider_id, known, scenario, "remove_provider", problems):
            _below(tables, "provider_hours", _leave_cells(absence, case))


def _is_known(
    name: str, known: list[str], scenario: Scenario, key: str, problems: list[Problem]
) -> bool:
    if name in known:
        return True
    message = f"is no provider of the case{did_you_mean(name, known)}"
    problems.append(Problem(f"{TABLE} {scenario.name}", 0, key, name, message))
    return False


def _below(tables: Tables, name: str, cells: dict[str, str]) -> None:
    before = tables.get(name)
    row = pd.DataFrame([cells])
    whole = row if before is None else pd.concat([before, row], ignore_index=True)
    tables[name] = whole.fillna("")


def _provider_cells(new: NewProvider) -> dict[str, str]:
    return {
        "provider_id": new.provider_id,
        "disciplines": ";".join(new.disciplines),
        "employment": new.employment,
        "max_group": "" if new.max_group is None else str(new.max_group),
        "hourly_rate": "" if new.hourly_rate is None else str(new.hourly_rate),
    }


def _hours_cells(provider_id: str, hours: Hours) -> dict[str, str]:
    return {
        "provider_id": provider_id,
        "start_date": _iso(hours.start_date),
        "end_date": _iso(hours.end_date),
        "day_types": hours.day_types,
        "weekday": hours.weekday,
        "start": hours.start,
        "end": hours.end,
        "site": hours.site,
        "kind": "work",
    }


def _leave_cells(absence: Absence, case: Case) -> dict[str, str]:
    return {
        "provider_id": absence.provider_id,
        "start_date": _iso(absence.from_date or case.start_date),
        "end_date": _iso(case.end_date),
        "day_types": ";".join(OPEN_DAY_TYPES),
        "weekday": "*",
        "start": "00:00",
        "end": f"{DAY // 60:02d}:00",
        "kind": "leave",
    }


def _agree(tables: Tables, wanted: Students, scenario: Scenario, problems: list[Problem]) -> None:
    """Set what is agreed for the students that are meant."""
    table = tables["students"]
    among = pd.Series(True, index=table.index)
    for column, names in (
        ("student_id", wanted.ids), ("school", wanted.schools), ("grade", wanted.grades),
    ):  # fmt: skip
        there = table[column].tolist() if column in table else []
        for name in names:
            if name not in there:
                message = f"is no {column} of any student{did_you_mean(name, set(there))}"
                where = f"{TABLE} {scenario.name}"
                problems.append(Problem(where, 0, f"students.{column}", name, message))
        if names:
            among &= table[column].isin(names) if column in table else False
    table = table.copy()
    for column in ("after_school", "esy", "tele"):
        agreed = getattr(wanted, column)
        if agreed is not None:
            before = table[column] if column in table else pd.Series("", index=table.index)
            table[column] = before.mask(among, "yes" if agreed else "no")
    tables["students"] = table


def _policy(case: Case, scenario: Scenario, problems: list[Problem]) -> dict[str, Any]:
    policy = case.policy
    if scenario.policy_file is not None:
        policy, found = read_policy_file(scenario.policy_file)
        problems += [_named(scenario, problem) for problem in found]
    # the dates stay those of the case: what is compared is planned on the same days
    data = policy.model_dump(mode="json")
    data["start_date"], data["end_date"] = _iso(case.start_date), _iso(case.end_date)
    return _merged(data, scenario.policy)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    whole = dict(below)
    for key, value in above.items():
        inner = whole.get(key)
        if isinstance(value, dict) and isinstance(inner, dict):
            value = _merged(inner, value)
        whole[key] = value
    return whole


def _later(tables: Tables, policy: dict[str, Any], days: int) -> None:
    if policy["due_within_days"]:
        policy["due_within_days"] += days
    if "awards" in tables:
        awards = tables["awards"].copy()
        awards["due_on"] = [_moved(cell, days) for cell in awards["due_on"]]
        tables["awards"] = awards


def _moved(cell: str, days: int) -> str:
    return (dt.date.fromisoformat(cell) + dt.timedelta(days=days)).isoformat() if cell else ""


def _iso(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _named(scenario: Scenario, problem: Problem) -> Problem:
    where = f"{TABLE} {scenario.name}: {problem.table}"
    return Problem(where, problem.row, problem.column, problem.value, problem.message,
                   problem.severity)  # fmt: skip
