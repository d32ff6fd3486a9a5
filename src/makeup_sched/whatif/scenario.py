"""A scenario: a name and the changes it makes to a case, read from `scenarios.toml`."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from makeup_sched.tables.problems import CaseError, MakeupSchedError, Problem
from makeup_sched.tables.suggest import did_you_mean

TABLE = "scenarios"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hours(_Part):
    """Time at work: weekdays as `Mon;Wed`, `HH:MM`, a site; dates limit it where given."""

    weekday: str = "*"
    start: str
    end: str
    site: str = ""
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    day_types: str = "school;early_release;delayed_start"


class NewProvider(_Part):
    """A provider who is not there yet."""

    provider_id: str
    disciplines: list[str] = Field(min_length=1)
    employment: str = "staff"
    max_group: int | None = None
    hourly_rate: float | None = None
    hours: list[Hours] = Field(min_length=1)


class MoreHours(Hours):
    """Further time of a provider who is there."""

    provider_id: str


class Absence(_Part):
    """A provider who is gone, from a date on where one is given."""

    provider_id: str
    from_date: dt.date | None = None


class Students(_Part):
    """What is agreed for some students: all, or those listed, of some schools or grades."""

    ids: list[str] = []
    schools: list[str] = []
    grades: list[str] = []
    after_school: bool | None = None
    esy: bool | None = None
    tele: bool | None = None


class Scenario(_Part):
    """One scenario.

    Attributes
    ----------
    name
        Stands in every table and picture.
    add_provider, add_hours, remove_provider, students
        Changes to people, see their classes.
    due_days_later
        Days by which every due date of its own moves: of awards, and the policy's.
    policy
        Keys of the policy and their values, as in `policy.toml`.
    policy_file
        A whole other policy, beside `scenarios.toml`; `policy` overrides it.
    """

    name: str = Field(min_length=1)
    add_provider: list[NewProvider] = []
    add_hours: list[MoreHours] = []
    remove_provider: list[Absence] = []
    students: list[Students] = []
    due_days_later: int = 0
    policy: dict[str, Any] = {}
    policy_file: Path | None = None

    @field_validator("name")
    @classmethod
    def _not_the_base(cls, name: str) -> str:
        if name.strip().casefold() == BASE:
            raise ValueError(f'"{BASE}" is the case as it is; choose another name')
        return name.strip()


BASE = "as it is"
"""The name of the case without changes."""


def read_scenarios(path: str | Path) -> list[Scenario]:
    """Read the scenarios of a TOML file.

    Raises
    ------
    CaseError
        Where the file has problems; it lists every one.
    MakeupSchedError
        Where it cannot be read.
    """
    source = Path(path)
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MakeupSchedError(f"{path} can't be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MakeupSchedError(f"{path} is not written as TOML: {error}") from error
    unknown = [Problem(TABLE, 0, key, "", "is not read; write [[scenario]]")
               for key in data if key != "scenario"]  # fmt: skip
    given = data.get("scenario", [])
    if not isinstance(given, list) or not given:
        unknown.append(Problem(TABLE, 0, "scenario", "", "is missing; write at least one "
                               "[[scenario]] with a name"))  # fmt: skip
    if unknown:
        raise CaseError(unknown)
    found = scenarios_of(given)
    return [_beside(one, source.parent) for one in found]


def scenarios_of(given: Sequence[Mapping[str, Any]]) -> list[Scenario]:
    """Return scenarios from plain data; raises `CaseError` with every problem."""
    found: list[Scenario] = []
    problems: list[Problem] = []
    for number, one in enumerate(given, start=1):
        try:
            found.append(Scenario.model_validate(one))
        except ValidationError as error:
            problems += _problems(number, one, error)
    names = [one.name for one in found]
    problems += [
        Problem(TABLE, 0, name, "", "stands twice; give each scenario a name of its own")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if problems:
        raise CaseError(problems)
    return found


def _problems(number: int, given: Any, error: ValidationError) -> list[Problem]:
    name = given.get("name", "") if isinstance(given, Mapping) else ""
    found = []
    for detail in error.errors(include_url=False):
        key = ".".join(str(step) for step in detail["loc"])
        message = str(detail["msg"])
        if detail["type"] == "extra_forbidden":
            known = did_you_mean(str(detail["loc"][-1]), Scenario.model_fields)
            message = f"is not a key of a scenario{known}"
        value = detail["input"]
        shown = "" if isinstance(value, Mapping | list) else str(value)
        found.append(Problem(f"{TABLE} {name or number}", number, key, shown, message))
    return found


def _beside(scenario: Scenario, folder: Path) -> Scenario:
    if scenario.policy_file is None or scenario.policy_file.is_absolute():
        return scenario
    return scenario.model_copy(update={"policy_file": folder / scenario.policy_file})
