"""Whom the record knows: every child it ever held by names and ids, and who is there by now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from makeup_sched.plans.belonging import Ids
from makeup_sched.recording.kinds import AWARDED, TABLE_IMPORTED
from makeup_sched.recording.rows import AT
from makeup_sched.recording.state import TABLE
from makeup_sched.recording.store import Store

_TABLES = ("students", "services")
_Row = tuple[str, str | None, str | None]
"""Whose a row is, the name in it, and the service or award that it is about."""
_CELLS = """
    p.student_id, json_extract(p.content, '$.name'),
    coalesce(json_extract(p.content, '$.service_id'), json_extract(p.content, '$.award_id'))
"""
_ROWS = f"""
    SELECT {_CELLS} FROM parts AS p
    WHERE p.entry = ? AND p.place > 0 AND p.content IS NOT NULL
    AND json_extract(p.content, '$.{AT}') IS NULL
"""
_PROVIDERS = """
    SELECT json_extract(content, '$.provider_id') FROM parts
    WHERE entry = ? AND place > 0 AND content IS NOT NULL
"""
_AWARDS = f"""
    SELECT {_CELLS}, NOT EXISTS (
        SELECT 1 FROM entries AS c WHERE c.corrects = e.number AND c.number <= ?2
    )
    FROM entries AS e JOIN parts AS p ON p.entry = e.number AND p.place = 0
    WHERE e.kind = ?1 AND e.number <= ?2 AND p.content IS NOT NULL
"""


@dataclass(frozen=True)
class Known:
    """Names, students' ids and ids of services and awards that the record ever held."""

    names: frozenset[str] = frozenset()
    students: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Everybody:
    """All children of a record up to one of its entries.

    Attributes
    ----------
    ever
        By student everything that was ever held of it, also what was corrected since; what was
        erased is not there.
    students
        The students in the newest table.
    owners
        Whose each service of the newest table and each award that holds is.
    providers
        The providers in the newest table.
    """

    ever: Mapping[str, Known]
    students: frozenset[str]
    owners: Mapping[str, str]
    providers: frozenset[str]

    @property
    def ids(self) -> Ids:
        """The ids of the case by now."""
        return Ids(self.providers, self.students, self.owners.keys())

    def own(self, student_id: str) -> Known:
        """Return what the record ever knew of a child."""
        return self.ever.get(student_id, Known())

    def others(self, student_id: str) -> Known:
        """Return what it ever knew of all others.

        A service or award that was once another's and is the child's by now is not among theirs.
        """
        rest = [known for student, known in self.ever.items() if student != student_id]
        items = frozenset[str]().union(*(known.items for known in rest))
        theirs = {item for item, owner in self.owners.items() if owner != student_id}
        return Known(
            frozenset[str]().union(*(known.names for known in rest)),
            frozenset(self.ever) - {student_id},
            (items - self.own(student_id).items) | theirs,
        )

    def items(self, student_id: str) -> frozenset[str]:
        """Return the services and awards that are a child's now."""
        return frozenset(item for item, owner in self.owners.items() if owner == student_id)

    def former_owners(self, student_id: str) -> dict[str, frozenset[str]]:
        """Return by student the services and awards that were once theirs and are a child's now."""
        now = self.items(student_id)
        return {
            student: both
            for student, known in self.ever.items()
            if student != student_id and (both := now & known.items)
        }


def everybody(store: Store, upto: int) -> Everybody:
    """Return whom the record knows up to an entry."""
    newest: dict[str, list[_Row]] = {table: [] for table in _TABLES}
    rows: set[_Row] = set()
    providers: list[tuple[str]] = []
    for number, own in reversed(store.first_parts(TABLE_IMPORTED, upto)):
        if own.get(TABLE) == "providers":
            providers = store.select(_PROVIDERS, number)
        if (table := own.get(TABLE, "")) in newest:
            newest[table] = store.select(_ROWS, number)
            rows.update(newest[table])
    awards = store.select(_AWARDS, AWARDED, upto)
    rows.update((owner, name, item) for owner, name, item, _ in awards)
    owners = {item or "": owner for owner, _, item in newest["services"]}
    owners |= {item: owner for owner, _, item, holds in awards if holds}
    return Everybody(
        ever=_ever(rows),
        students=frozenset(owner for owner, *_ in newest["students"]),
        owners=owners,
        providers=frozenset(one for (one,) in providers),
    )


def _ever(rows: Iterable[_Row]) -> dict[str, Known]:
    names: dict[str, set[str]] = defaultdict(set)
    items: dict[str, set[str]] = defaultdict(set)
    for owner, name, item in rows:
        names[owner].add(name or "")
        items[owner].add(item or "")
    return {
        owner: Known(frozenset(names[owner] - {""}), frozenset({owner}),
                     frozenset(items[owner] - {""}))
        for owner in names
    }  # fmt: skip
