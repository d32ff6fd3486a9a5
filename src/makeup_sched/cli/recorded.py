"""The case of a command with the option `--record`: from the record, or else from the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from makeup_sched.case.case import Case
    from makeup_sched.recording.record import Record


@contextmanager
def record_if(
    case: Path, policy: Path | None, *, wanted: bool
) -> "Iterator[tuple[Case, Record | None]]":
    """Yield the case and, where it is wanted, the open record that it comes from.

    Raises BadParameter where a policy is named although the record has its own.
    """
    if not wanted:
        from makeup_sched.case.read import read_case

        yield read_case(case, policy), None
        return
    if policy is not None:
        raise typer.BadParameter("the record has its own policy", param_hint="--policy")
    from makeup_sched.recording.record import Record

    with Record(case) as kept:
        yield kept.case(), kept
