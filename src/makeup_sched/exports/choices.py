"""How an export is made, and what a file of it is before it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from makeup_sched.recording.record import Record

Made = tuple[str, Callable[[bytes | None], bytes]]
"""A file's name, and what makes it from the file that is there already, if any."""


@dataclass(frozen=True)
class Choices:
    """How an export is made; see `write_export`.

    The files of a student are made from `record`, where there is one: its complaint file also says
    what that holds.
    """

    names: bool = False
    time_zone: str | None = None
    now: datetime | None = None
    record: "Record | None" = None
