"""Reads scenarios from TOML or plain data; whatever is wrong is told at once, in plain words."""

import tomllib
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from makeup_sched.case.policy_messages import plain_message
from makeup_sched.tables.problems import CaseError, MakeupSchedError, Problem
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.whatif.scenario import Scenario

TABLE = "scenarios"
_MESSAGES = {
    "missing": "is missing",
    "too_short": "needs at least one entry",
    "string_too_short": "must not be blank",
    "list_type": 'must be a list: ["one", "two"], or [[scenario.key]] for parts with keys',
    "bool_type": "must be true or false, without quotes",
    "bool_parsing": "must be true or false, without quotes",
    "path_type": "must be the name of a file",
}


Further = Callable[[Sequence[Scenario]], Iterable[Problem]]


def read_scenarios(path: str | Path, further: Further | None = None) -> list[Scenario]:
    """Read the scenarios of a TOML file.

    Parameters
    ----------
    path
        The file.
    further
        Says what else is wrong with those that could be read, such as names that the case does
        not have; asked where the file has problems, so that one report lists everything.

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
    problems = [
        Problem(TABLE, 0, key, "", f"is not read; {_hint(key)}")
        for key in data
        if key != "scenario"
    ]
    given = data.get("scenario", [])
    if not isinstance(given, list) or not given:
        message = "is missing; write at least one [[scenario]] with a name"
        problems.append(Problem(TABLE, 0, "scenario", "", message))
        given = []
    found, parts, wrong = _parsed(given)
    beside, parts = ([_beside(one, source.parent) for one in some] for some in (found, parts))
    return _without_problems(beside, parts, [*problems, *wrong], further)


def scenarios_of(
    given: Sequence[Mapping[str, Any]], further: Further | None = None
) -> list[Scenario]:
    """Return scenarios from plain data; `further` and errors as of `read_scenarios`."""
    return _without_problems(*_parsed(given), further)


def _without_problems(
    found: list[Scenario], parts: list[Scenario], problems: list[Problem], further: Further | None
) -> list[Scenario]:
    if problems:
        raise CaseError([*problems, *(further([*found, *parts]) if further else ())])
    return found


def _hint(key: str) -> str:
    if key in Scenario.model_fields:
        return f"write it below a line [[scenario]], or as [[scenario.{key}]]"
    return "every scenario begins with a line [[scenario]]"


def _parsed(
    given: Sequence[Mapping[str, Any]],
) -> tuple[list[Scenario], list[Scenario], list[Problem]]:
    """Return scenarios, the policies of those that are wrong elsewhere, and what is wrong."""
    found: list[Scenario] = []
    parts: list[Scenario] = []
    problems: list[Problem] = []
    for number, one in enumerate(given, start=1):
        try:
            found.append(Scenario.model_validate(one))
        except ValidationError as error:
            problems += _problems(number, one, error)
            parts += _policy_of(one)
            continue
        if found[-1].model_fields_set <= {"name"}:
            message = "changes nothing; give it a key such as add_hours or policy"
            problems.append(Problem(place(found[-1].name), 0, "", "", message))
    names = [
        str(one["name"]).strip() for one in given if isinstance(one, Mapping) and "name" in one
    ]
    problems += [
        Problem(place(name), 0, "name", "", "stands twice; give each scenario a name of its own")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    return found, parts, problems


def _policy_of(given: Any) -> Iterable[Scenario]:
    """Return what a wrong scenario says of the policy, to tell what is wrong there, too.

    Its other parts build on each other: what is wrong in one would be told of the next as well.
    """
    keys = ("name", "policy", "policy_file")
    if isinstance(given, Mapping) and str(given.get("name", "")).strip():
        with suppress(ValidationError):
            yield Scenario.model_validate({key: given[key] for key in keys if key in given})


def place(name: str) -> str:
    """Return where a problem of a scenario of this name is."""
    return f"{TABLE}, {name}"


def _problems(number: int, given: Any, error: ValidationError) -> Iterable[Problem]:
    name = given.get("name") if isinstance(given, Mapping) else None
    for detail in error.errors(include_url=False):
        steps = detail["loc"]
        value = detail["input"]
        shown = "" if isinstance(value, Mapping | list) or steps == ("name",) else str(value)
        yield Problem(place(str(name or f"number {number}")), 0, _dotted(steps), shown,
                      _message(steps, detail))  # fmt: skip


def _dotted(steps: tuple[int | str, ...]) -> str:
    """Return the place of a key in words: `add_provider 2.hours 1.start`."""
    dotted = ""
    for step in steps:
        dotted += f" {step + 1}" if isinstance(step, int) else f".{step}"
    return dotted.removeprefix(".")


def _message(steps: tuple[int | str, ...], detail: Any) -> str:
    kind, key = str(detail["type"]), str(steps[-1]) if steps else ""
    if kind == "extra_forbidden":
        known = _fields_at(steps[:-1])
        others = f"; there are {', '.join(known)}"
        return f"is not a key here{did_you_mean(key, known) or others}"
    if kind in ("model_type", "dict_type"):
        return "must be a part with keys of its own, such as { key = value }"
    if kind in _MESSAGES:
        return _MESSAGES[kind]
    return plain_message(key, kind, detail.get("ctx", {}), str(detail["msg"]))


def _fields_at(steps: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand in the part of a scenario that these steps lead to."""
    part: type[BaseModel] = Scenario
    for step in steps:
        if isinstance(step, str):
            part = _part_in(part.model_fields[step].annotation) or part
    return list(part.model_fields)


def _part_in(annotation: Any) -> type[BaseModel] | None:
    """Return the part that a field holds, alone, in a list or as one of several kinds."""
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return annotation if issubclass(annotation, BaseModel) else None
    return next(filter(None, map(_part_in, typing.get_args(annotation))), None)


def _beside(scenario: Scenario, folder: Path) -> Scenario:
    if scenario.policy_file is None or scenario.policy_file.is_absolute():
        return scenario
    return scenario.model_copy(update={"policy_file": folder / scenario.policy_file})
