"""Writing a case as a folder that reads back as the same case."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.tables.rendering import csv_text
from makeup_sched.tables.schemas import INPUT_SCHEMAS, facts
from makeup_sched.tables.writing import write_bytes, write_folder

POLICY_FILE = "policy.toml"


def write_case(case: Case, path: str | Path) -> Path:
    """Write a case to a folder of CSV files and `policy.toml`, or to a workbook (`.xlsx`).

    It is written whole or not at all; tables that were there before and are empty now go. What the
    case was read from is not changed; its columns that no table declares are not written. Returns
    the path. Raises OSError where it can't be written, MakeupSchedError where a workbook cannot
    hold the case.
    """
    target = Path(path)
    if target.suffix.lower() == ".xlsx":
        from makeup_sched.case.book import case_book  # only where wanted: slow to import

        return write_bytes(target, case_book(case), private=True)
    return write_folder(
        target, case_files(case), [f"{name}.csv" for name in INPUT_SCHEMAS], private=True
    )


def case_files(case: Case) -> dict[str, bytes]:
    """Return what the files of a case's folder hold, by their names."""
    files = {
        f"{name}.csv": csv_text(name, case.table(name)).encode()
        for name in INPUT_SCHEMAS
        if facts(name).required or not case.table(name).empty
    }
    return {**files, POLICY_FILE: policy_text(case.policy).encode()}


def policy_text(policy: Policy) -> str:
    """Return a policy as the text of `policy.toml`, every key with its value."""
    data = policy.model_dump(mode="json")
    lines = [_line(key, value) for key, value in data.items() if not isinstance(value, dict)]
    for section, keys in data.items():
        if isinstance(keys, dict):
            lines += ["", f"[{section}]", *(_line(key, value) for key, value in keys.items())]
    return "\n".join(lines) + "\n"


def _line(key: str, value: Any) -> str:
    return f"{key} = {_value(value)}"


def _value(value: Any) -> str:
    """Return a value in TOML, which writes text, numbers and lists of them as JSON does."""
    if value is None:
        return '""'
    if isinstance(value, Mapping):
        # disciplines are free text, so they stand quoted
        return "{ " + ", ".join(f"{_value(k)} = {_value(v)}" for k, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)
