"""What the record holds about one child: its entries, cut to that child, and who else is known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from makeup_sched.recording.entry import Entry, Part
from makeup_sched.recording.kinds import (
    AWARDED,
    PAPER_FILED,
    PLAN_PUBLISHED,
    POLICY_IMPORTED,
    TABLE_IMPORTED,
)
from makeup_sched.recording.reimbursement import plain_provider
from makeup_sched.recording.rows import AT, LINE
from makeup_sched.recording.state import TABLE
from makeup_sched.recording.store import Store

OF_A_PROVIDER = ("contract", "licence", "supervisor_licence")
"""Papers that may be about an outside provider and no student."""


@dataclass(frozen=True)
class Known:
    """Names, students' ids and ids of services and awards that the record ever held."""

    names: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ChildHistory:
    """The entries about one child.

    Attributes
    ----------
    student_id
        The child.
    entries
        In their order, those that were corrected, too; of an entry about several students only the
        parts of this one and of nobody are left. Policies that were taken in and plans are there
        even where they hold no part of the child, and so are contracts and licences of the outside
        providers that the child's session notes name.
    corrected_by
        For each entry that was corrected or withdrawn the number of the one that did.
    elsewhere
        The numbers of corrections that are not about this child.
    own, others
        What the record ever knew of the child, and of all other children.
    """

    student_id: str
    entries: tuple[Entry, ...]
    corrected_by: Mapping[int, int]
    elsewhere: frozenset[int]
    own: Known
    others: Known

    def standing(self, *kinds: str) -> list[Entry]:
        """Return the entries of some kinds that no other takes the place of."""
        return [
            entry
            for entry in self.entries
            if entry.kind in kinds and entry.number not in self.corrected_by and not entry.erased
        ]


def child_history(store: Store, student_id: str, upto: int) -> ChildHistory:
    """Return what the record holds about a child up to one of its entries."""
    with store.reading():
        corrections = store.corrections(upto)
        found = {entry.number: entry for entry in store.entries(upto, student_id=student_id)}
        general = store.entries(upto, kinds=(POLICY_IMPORTED, PLAN_PUBLISHED))
        found |= {entry.number: entry for entry in general}
        found |= {entry.number: entry for entry in _papers(store, upto, found.values())}
        about = {new: old for new, old in corrections.items() if old in found}
        later = store.entries(upto, numbers=about)
        # a withdrawal of a plan is about nobody, one of another child's entry is about that child
        found |= {entry.number: entry for entry in later if entry.student_id in ("", student_id)}
        own, others = _known(store, student_id, upto)
    cut = [_cut(found[number], student_id) for number in sorted(found)]
    return ChildHistory(
        student_id=student_id,
        entries=tuple(entry for entry in cut if entry is not None),
        corrected_by={old: new for new, old in about.items()},
        elsewhere=frozenset(number for number in about if number not in found),
        own=own,
        others=others,
    )


def _cut(entry: Entry, student_id: str) -> Entry | None:
    """Return an entry with the parts of a child; None where its own facts are another child's."""
    if entry.student_id not in ("", student_id):
        return None
    own, rows = entry.parts[0], entry.parts[1:]
    lines = {
        part.facts[LINE] for part in rows if part.student_id == student_id and part.facts
    }  # fmt: skip
    kept = [
        part
        for part in rows
        if part.student_id == student_id
        or (part.student_id == "" and part.facts and part.facts[LINE] in lines)
    ]
    return replace(entry, parts=(own, *kept))


def _papers(store: Store, upto: int, own: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the papers of outside providers who gave the child sessions."""
    named = {entry.get("provider") for entry in own if entry.kind == PAPER_FILED} - {""}
    providers = set(map(plain_provider, named))
    if not providers:
        return
    for entry in store.entries(upto, kinds=(PAPER_FILED,)):
        about_nobody = not entry.student_id and not entry.erased
        if (
            about_nobody
            and plain_provider(entry.get("provider")) in providers
            and entry.get("paper") in OF_A_PROVIDER
        ):
            yield entry


def _known(store: Store, student_id: str, upto: int) -> tuple[Known, Known]:
    """Return what the record ever knew of a child, and of all others."""
    tables = ("students", "services", "awards")
    imports = store.first_parts(TABLE_IMPORTED, upto)
    numbers = [number for number, own in imports if own.get(TABLE) in tables]
    parts = [
        *(part for entry in store.entries(upto, numbers=numbers) for part in entry.parts[1:]),
        *(entry.parts[0] for entry in store.entries(upto, kinds=(AWARDED,))),
    ]
    parts = [part for part in parts if part.facts and AT not in part.facts]
    return (
        _held([part for part in parts if part.student_id == student_id]),
        _held([part for part in parts if part.student_id != student_id]),
    )


def _held(parts: Iterable[Part]) -> Known:
    names, students, items = set(), set(), set()
    for part in parts:
        own = part.facts or {}
        names.add(own.get("name", ""))
        students.add(own.get("student_id", ""))
        items |= {own.get("service_id", ""), own.get("award_id", "")}
    return Known(frozenset(names - {""}), frozenset(students - {""}), frozenset(items - {""}))
