"""Writes an answer about contracting to a folder, so that nothing of an earlier one stays in it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.write import POLICY_FILE, case_files
from makeup_sched.plans.handed_on import handed_on
from makeup_sched.plans.plan import SUMMARY_FILE, Plan
from makeup_sched.tables.schemas import INPUT_SCHEMAS, OUTPUT_SCHEMAS
from makeup_sched.tables.writing import write_folder

PLANS = ("staff", "contract")
"""Whose plans are written: that of staff alone, and that with contractors."""
TABLES = ("staff", "pattern", "visits", "months", "prices", "trade-off", "uncleared", "delay")
"""The tables of an answer; `delay` is not in every one."""


def save_answer(
    folder: str | Path,
    tables: Mapping[str, pd.DataFrame],
    figures: Mapping[str, Any],
    plans: Mapping[str, tuple[Case, Plan]],
) -> None:
    """Write tables as CSV, figures as JSON, and plans with their cases, without names.

    What an earlier answer wrote and this one does not goes; other files stay. It is written whole
    or not at all, for its owner alone. Raises OSError where it cannot be written.
    """
    files = {f"{name}.csv": _csv(table) for name, table in tables.items()}
    files["contracting.json"] = (json.dumps(figures, indent=2) + "\n").encode()
    for name, (case, plan) in plans.items():
        nameless, its_plan = handed_on(case, plan)
        whole = case_files(nameless)
        files |= {f"{name}-case/{file}": content for file, content in whole.items()}
        files |= {f"{name}-plan/{file}": content for file, content in its_plan.files().items()}
    target = Path(folder)
    write_folder(target, files, stale=_earlier_files(target), private=True)
    for name in PLANS:
        for part in (target / f"{name}-case", target / f"{name}-plan"):
            if part.is_dir() and not any(part.iterdir()):
                part.rmdir()  # of a plan that this answer does not have


def _earlier_files(folder: Path) -> list[str]:
    """Return the files there that an earlier answer may have written."""
    names = [f"{name}.csv" for name in TABLES]
    for name in PLANS:
        names += [f"{name}-case/{table}.csv" for table in INPUT_SCHEMAS]
        names += [f"{name}-case/{POLICY_FILE}", f"{name}-plan/{SUMMARY_FILE}"]
        names += [f"{name}-plan/{table}.csv" for table in OUTPUT_SCHEMAS]
    return [name for name in names if (folder / name).is_file()]


def _csv(table: pd.DataFrame) -> bytes:
    rounded = table.round({"dollars": 2, "hours": 4})
    return rounded.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d").encode()
