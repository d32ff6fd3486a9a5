"""The case of a command with the option `--record`: from the record, or else from the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from makeup_sched.cli.consoles import err

if TYPE_CHECKING:
    import pandas as pd

    from makeup_sched.case.case import Case
    from makeup_sched.recording.record import Record


@contextmanager
def record_if(
    case: Path, policy: Path | None, *, wanted: bool
) -> "Iterator[tuple[Case, Record | None]]":
    """Yield the case and, where it is wanted, the open record that it comes from.

    Where it is not wanted but there, a note on standard error says so: what was logged in the
    record and is not in the tables would be missing without a word.

    Raises BadParameter where a policy is named although the record has its own.
    """
    if not wanted:
        from makeup_sched.case.read import read_case

        _note_record(case)
        yield read_case(case, policy), None
        return
    with opened(case, policy) as kept:
        yield kept.case(), kept


@contextmanager
def opened(case: Path, policy: Path | None) -> "Iterator[Record]":
    """Yield the open record of a case; raises BadParameter as `record_if` does."""
    if policy is not None:
        raise typer.BadParameter("the record has its own policy", param_hint="--policy")
    from makeup_sched.recording.record import Record

    with Record(case) as kept:
        yield kept


def held_against(
    case: Path, policy: Path | None, sessions: "pd.DataFrame", *, record: bool
) -> "tuple[Case, pd.DataFrame]":
    """Return the case by which a plan's sessions are checked, and these as they are checked."""
    with record_if(case, policy, wanted=record) as (read, kept):
        return (read, sessions) if kept is None else kept.held_against(sessions)


def made_earlier(
    starts: date | None, sessions: "pd.DataFrame", left: "pd.DataFrame", case: "Case"
) -> bool:
    """Return whether the record has gone on since a plan was made, so that its sums are of then.

    `starts` is the first date that the plan speaks of, where it says so; `left` are those of its
    `sessions` that `held_against` left, with the `case` that it returned.
    """
    return len(left) < len(sessions) or (starts is not None and starts < case.start_date)


def made_for(starts: date | None, case: "Case") -> str:
    """Return of what day the sums of a plan are that was made earlier than the record is now."""
    return str(starts) if starts is not None else f"a day before {case.start_date}"


def _note_record(case: Path) -> None:
    from makeup_sched.recording.open_record import record_path

    there = record_path(case)
    if there.is_file():
        err().print(
            f"Note: this goes by the tables. What was written into the record {there.name} since, "
            "such as sessions given, is not in it; --record goes by the record."
        )
