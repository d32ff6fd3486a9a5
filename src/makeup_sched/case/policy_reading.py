"""Reading a policy from TOML, from a `key,value` sheet or from a mapping, with plain problems."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from makeup_sched.case.policy import ORDERED, Policy
from makeup_sched.case.policy_keys import KEYS, PolicyKey, find_key
from makeup_sched.case.policy_messages import plain_message
from makeup_sched.tables.cells import (
    NO_RESULT,
    Unsaved,
    as_shown,
    clean,
    is_blank,
    read_dollars,
    read_whole,
)
from makeup_sched.tables.clock import read_date
from makeup_sched.tables.csv_files import decode
from makeup_sched.tables.headers import HEADER_AT, HEADER_ROW, plain_name
from makeup_sched.tables.problems import MakeupSchedError, Problem

TABLE = "policy"
VALUE = "value"


def read_policy_file(path: Path) -> tuple[Policy, list[Problem]]:
    """Read `policy.toml`; the row of a problem is the line of the file.

    Returns the policy and the problems; where there are errors the policy is the default one.
    Raises `MakeupSchedError` where the file can't be opened.
    """
    try:
        text, problems = decode(path.read_bytes(), TABLE)
    except OSError as error:
        raise MakeupSchedError(f"{path} can't be read: {error.strerror or error}") from error
    try:
        data = tomllib.loads(text or "")
    except tomllib.TOMLDecodeError as error:
        return Policy(), [*problems, _toml_problem(error)]
    policy, found = policy_from_mapping(data, _lines(text or ""))
    return policy, [*problems, *found]


def read_policy_sheet(raw: pd.DataFrame) -> tuple[Policy, list[Problem]]:
    """Read the policy from raw cells with the columns `key` and `value`; blank is the default."""
    names = [plain_name(header) for header in raw.columns]
    if "key" not in names or VALUE not in names:
        message = "needs the two columns key and value"
        row = int(raw.attrs.get(HEADER_AT, HEADER_ROW))
        return Policy(), [Problem(TABLE, row, "", "", message)]
    keys, values = raw.iloc[:, names.index("key")], raw.iloc[:, names.index(VALUE)]
    data: dict[str, Any] = {}
    rows: dict[str, int] = {}
    problems = []
    for row, key, value in zip(raw.index, keys, values, strict=True):
        if is_blank(key):
            continue
        if isinstance(key, Unsaved):
            problems.append(Problem(TABLE, int(row), "", str(key), NO_RESULT))
            continue
        name = find_key(str(key).strip())
        if name in rows:
            problems.append(Problem(TABLE, int(row), name, "", "stands twice; keep one row"))
        rows[name] = int(row)
        if isinstance(value, Unsaved):
            problems.append(Problem(TABLE, int(row), name, str(value), NO_RESULT))
        elif not is_blank(value):
            _put(data, name, _value(KEYS.get(name), clean(value)))
        elif name not in KEYS:
            _put(data, name, "")
    policy, found = policy_from_mapping(data, rows)
    return policy, [*problems, *found]


def policy_from_mapping(
    data: Mapping[str, Any], rows: Mapping[str, int] | None = None
) -> tuple[Policy, list[Problem]]:
    """Check a nested mapping of policy keys; `rows` says where each dotted key stands.

    Returns the policy (the default one where there are errors) and the problems.
    """
    try:
        return Policy.model_validate(_sections(data)), []
    except ValidationError as error:
        problems = []
        for detail in error.errors(include_url=False):
            # pydantic marks a wrong key of a mapping with one more step, "[key]".
            steps = [str(step) for step in detail["loc"] if step != "[key]"]
            key = ".".join(step for step in steps if not step.isdigit())
            value = detail["input"]
            message = plain_message(key, detail["type"], detail.get("ctx", {}), detail["msg"])
            if key in ORDERED and key not in data and (least := data.get(ORDERED[key])):
                # what was written is the other one
                message = f"is more than {key}, which is {value} unless it is given"
                key, value = ORDERED[key], least
            shown = "" if isinstance(value, Mapping) else _shown(value)
            problems.append(Problem(TABLE, _row(key, rows or {}), key, shown, message))
        return Policy(), list(dict.fromkeys(problems))


def _sections(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the mapping as plain dictionaries, which is what pydantic's validators see."""
    return {
        str(key): _sections(value) if isinstance(value, Mapping) else _plain(value)
        for key, value in data.items()
    }


def _plain(value: Any) -> Any:
    """Return a value of NumPy's or pandas' as one of Python's."""
    return value if isinstance(value, (str, list, tuple, set)) else clean(value)


def _row(key: str, rows: Mapping[str, int]) -> int:
    return rows.get(key, rows.get(key.partition(".")[0], 0))


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ";".join(map(str, value))
    return as_shown(value)


def _put(data: dict[str, Any], dotted: str, value: Any) -> None:
    """Set the value of a dotted key; a key below a value that is no section stays a wrong key."""
    *sections, last = dotted.split(".")
    for section in sections:
        data = data.setdefault(section, {})
        if not isinstance(data, dict):
            return
    data[last] = value


def _value(key: PolicyKey | None, cell: Any) -> Any:
    """Return a cell of the sheet as the type of its key; what doesn't fit stays as it is."""
    kind = key.kind if key else ""
    if kind == "list":
        return [part.strip() for part in str(cell).split(";") if part.strip()]
    if kind == "word":
        return str(cell).casefold()
    if kind == "text":
        # a telephone number may be typed as a number
        number = isinstance(cell, float) and cell.is_integer()
        return str(int(cell) if number else cell).strip()
    readers = {"whole": read_whole, "dollars": read_dollars, "date": read_date}
    if kind not in readers:
        return cell
    reading = readers[kind](cell)
    return cell if reading.error else reading.value


def _lines(text: str) -> dict[str, int]:
    """Return the line of each dotted key in a TOML text, as far as lines show it."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            section = header[1].strip() + "."
            found.setdefault(section[:-1], number)
        elif key := re.match(r"\s*([\w.\"-]+)\s*=", line):
            found.setdefault(section + key[1].replace('"', ""), number)
    return found


def _toml_problem(error: tomllib.TOMLDecodeError) -> Problem:
    """Say in plain words that a file is no TOML, with the line where reading stopped."""
    text = str(error)
    line = re.search(r"at line (\d+)", text)
    reason = text.partition(" (at ")[0]
    message = f'is not written as TOML ({reason}); a line reads key = 5 or key = "word"'
    return Problem(TABLE, int(line[1]) if line else 0, "", "", message)
