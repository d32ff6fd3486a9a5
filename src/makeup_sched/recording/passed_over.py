"""Rows of tables that an import passes over: somebody wrote something else by hand about them."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from makeup_sched.case.case import Case
from makeup_sched.recording.importing import decided_by_hand
from makeup_sched.recording.kinds import LEDGER_TABLES
from makeup_sched.recording.lineages import Lineage
from makeup_sched.tables.schemas import facts

_NOTE = "note"
"""Free text, in which a name or an illness may stand: it is told of, never shown."""


@dataclass(frozen=True)
class PassedOver:
    """A row of a table whose event is as it was, and of which the record keeps other words.

    Attributes
    ----------
    table
        The table of the row.
    row
        Its cells, blank ones left out.
    entry
        Number of the entry that holds, a withdrawal where none does.
    withdrawn
        Whether the entry was withdrawn.
    kept
        What the record keeps in the columns in which the row says something else.
    """

    table: str
    row: Mapping[str, str]
    entry: int
    withdrawn: bool
    kept: Mapping[str, str]

    def words(self, case: str) -> str:
        """Return what the table says, what the record keeps, and how to take the table's word.

        Of a note it is said that it is another one, never what it says.
        """
        what = self.row.get("award_id") or self.row.get("service_id") or self.row.get("owed_id")
        day = f" of {self.row['date']}" if self.row.get("date") else ""
        says = ", ".join(_shown(name, self.row.get(name, "")) for name in self.kept)
        if self.withdrawn:
            keeps = f"in the record it was withdrawn (entry {self.entry})"
            cells = dict(self.row)
            command = f"record add {shlex.quote(case)} {LEDGER_TABLES[self.table]}"
        else:
            kept = [_shown(name, text) for name, text in self.kept.items() if name != _NOTE]
            own = ", ".join(kept) or "its own"
            keeps = f"the record keeps {own} (entry {self.entry}, written by hand)"
            cells = {name: self.row.get(name, "") for name in self.kept}
            command = f"record correct {shlex.quote(case)} {self.entry}"
        if cells.get(_NOTE):
            cells[_NOTE] = "..."  # a command stays in the history of the shell
        said = " ".join(shlex.quote(f"{name}={text}") for name, text in cells.items())
        return (
            f"{self.table}, {what}{day}: the table says {says}; {keeps}. To take the table's word: "
            f"makeup-sched {command} {said} --why ..."
        )


def _shown(name: str, text: str) -> str:
    if name == _NOTE:
        return "another note" if text else "no note"
    return f"{name} {text or '(blank)'}"


def passed_over(case: Case, known: Mapping[str, Sequence[Lineage]]) -> list[PassedOver]:
    """Return the rows of a case's tables that say something new and were not taken in for it.

    An import passes over a row whose event (its date, its service or id, its minutes) stands as
    before and was corrected, withdrawn or logged by hand, whatever else of the row has changed.
    `known` are the lineages of each table of events after the import.
    """
    return [
        PassedOver(table, row, line.live.number, not line.stands, kept)
        for table in LEDGER_TABLES
        for row, line in decided_by_hand(case, table, known[table])
        if (kept := dict(_other_words(table, row, line)))
    ]


def _other_words(table: str, row: Mapping[str, str], line: Lineage) -> Iterator[tuple[str, str]]:
    """Yield the columns in which a row says something new, with what the record keeps there."""
    for name in (column.name for column in facts(table).columns):
        now, kept = row.get(name, ""), line.live.get(name) if line.stands else ""
        before = kept if line.row is None else line.row.get(name, "")
        # what only the record has, such as a note, is not contradicted by a blank cell
        if now not in (kept, before) and (now or line.row is not None):
            yield name, kept
