"""Entries that came from a table, each with what holds in its place by now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from makeup_sched.recording.entry import Entry
from makeup_sched.recording.kinds import KINDS, LEDGER_TABLES, OUTCOMES, WITHDRAWN
from makeup_sched.recording.store import Store

SOURCE = "source"
"""The fact of an entry that came from a table: what that table was read from."""


@dataclass(frozen=True)
class Lineage:
    """An entry and its corrections.

    Attributes
    ----------
    row
        What the table said of it when it was last taken in; None where it never came from a table,
        or had gone from it.
    live
        The entry that holds by now; a withdrawal where none does.
    """

    row: Mapping[str, str] | None
    live: Entry

    @property
    def stands(self) -> bool:
        """Whether it holds still."""
        return self.live.kind != WITHDRAWN

    @property
    def by_hand(self) -> bool:
        """Whether somebody wrote what holds by now into the record, rather than a table."""
        return SOURCE not in self.live.facts


def lineages(store: Store, upto: int) -> dict[str, list[Lineage]]:
    """Return the lineages of each table whose rows become entries, in the order of their roots."""
    feeding = tuple(kind.name for kind in KINDS.values() if kind.feeds in LEDGER_TABLES)
    corrections = store.corrections(upto)
    chains: dict[int, list[Entry]] = defaultdict(list)
    for entry in store.entries(upto, kinds=(*feeding, *OUTCOMES, WITHDRAWN)):
        root = entry.number
        while root in corrections:
            root = corrections[root]
        chains[root].append(entry)
    found: dict[str, list[Lineage]] = {table: [] for table in LEDGER_TABLES}
    for _, chain in sorted(chains.items()):
        table = next((KINDS[each.kind].feeds for each in chain if KINDS[each.kind].feeds), "")
        if table and not chain[-1].erased:
            found[table].append(Lineage(_row(chain), chain[-1]))
    return found


def _row(chain: list[Entry]) -> Mapping[str, str] | None:
    """Return what the newest of a chain that came from a table says."""
    taken_in = [entry for entry in chain if SOURCE in entry.facts]
    if not taken_in or taken_in[-1].kind == WITHDRAWN:
        return None
    return {name: text for name, text in taken_in[-1].facts.items() if name != SOURCE}
