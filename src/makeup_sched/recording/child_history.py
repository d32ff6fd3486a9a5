"""What the record holds about one child: its entries, cut to that child, and who else is known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from makeup_sched.recording.child_entries import child_entries, corrections_of
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.everybody import Everybody, Known
from makeup_sched.recording.kinds import PAPER_FILED, PLAN_PUBLISHED, POLICY_IMPORTED
from makeup_sched.recording.reimbursement import plain_provider
from makeup_sched.recording.store import Store

OF_A_PROVIDER = ("contract", "licence", "supervisor_licence")
"""Papers that may be about an outside provider and no student."""


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


def child_history(store: Store, student_id: str, upto: int, known: Everybody) -> ChildHistory:
    """Return what the record holds about a child up to one of its entries.

    `known` is whom the record knows by then.
    """
    general = (POLICY_IMPORTED, PLAN_PUBLISHED)
    with store.reading():
        own = child_entries(store, student_id, upto, general)
        found = {entry.number: entry for entry in own}
        found |= {entry.number: entry for entry in _papers(store, upto, own)}
        about = corrections_of(store, found, upto)
        later = store.entries(upto, numbers=about.keys() - found.keys())
        # a withdrawal of a plan is about nobody, one of another child's entry is about that child
        found |= {entry.number: entry for entry in later if entry.student_id in ("", student_id)}
    return ChildHistory(
        student_id=student_id,
        entries=tuple(found[number] for number in sorted(found)),
        corrected_by={old: new for new, old in about.items()},
        elsewhere=frozenset(about.keys() - found.keys()),
        own=known.own(student_id),
        others=known.others(student_id),
    )


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
