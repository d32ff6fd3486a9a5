"""The open file of a record: where it lies, who writes, and what every use of it shares."""

import getpass
from pathlib import Path
from types import TracebackType
from typing import Self

from makeup_sched.case.case import Case
from makeup_sched.case.read import read_case
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.everybody import Everybody
from makeup_sched.recording.lookup import Lookup
from makeup_sched.recording.state import State
from makeup_sched.recording.store import Store

FILE = "record.db"


def record_path(case: str | Path) -> Path:
    """Return where the record of a case is: in its folder, or beside its workbook."""
    path = Path(case)
    if path.suffix.casefold() == ".db":
        return path
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return path.with_name(f"{path.stem}.{FILE}")
    return path / FILE


class OpenRecord:
    """The durable record of a case, opened.

    Parameters
    ----------
    case
        The folder or workbook of the case, or the record's file itself.
    who
        Who writes; the name of the computer's user where left out.
    create
        Whether to start a record where there is none.

    Raises
    ------
    RecordError
        Where there is no record or it can't be read.
    """

    def __init__(self, case: str | Path, *, who: str | None = None, create: bool = False) -> None:
        self.source = Path(case)
        self.path = record_path(case)
        self.who = who or _user()
        if not create and not self.path.exists():
            raise RecordError(
                f"there is no record {self.path} yet; this starts one: "
                f"makeup-sched record import {self.source}"
            )
        if not self.path.parent.is_dir():
            raise RecordError(f"there is no folder {self.path.parent}")
        self._store = Store(self.path, create=create)
        self._lookup = Lookup(self._store)
        self._states: dict[int, State] = {}
        self._known: dict[int, Everybody] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        """Describe the record without showing anything of its people."""
        return f"Record({str(self.path)!r}, {len(self)} entries)"

    def __len__(self) -> int:
        return self._store.count()

    def close(self) -> None:
        """Close the file; what was written is on the disk already."""
        self._store.close()

    @property
    def name(self) -> str:
        """The name of the case."""
        if self.path.name == FILE:
            return self.path.resolve().parent.name
        return self.path.name.removesuffix(f".{FILE}").removesuffix(".db")

    def tables_meant(self, case: Case | str | Path | None) -> tuple[Case, str]:
        """Return the case whose tables are meant, and what they are called."""
        source = self.source if case is None else case
        if isinstance(source, Case):
            return source, source.name
        return read_case(source), Path(source).resolve().name


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
