"""The stored instances: how each is made up, and the best that any tool has come to on it.

`instances.csv` holds a row for each. A case is made up from its size, seed and settings, the same
every time; its hash tells when the generator has changed and what was known counts no more. All
instances ask for one thing, as few unmet minutes as can be, since that is what every tool can do.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from benchmarks.peers.catalog import PEERS
from makeup_sched.case.case import Case
from makeup_sched.checker import recount
from makeup_sched.generate import (
    PRESETS,
    SIZES,
    CaseSettings,
    GeneratedCase,
    build_case,
    write_case,
)
from makeup_sched.generate.settings import state_slice
from makeup_sched.plans.locked import locked_sessions

TABLE = Path(__file__).parent / "instances.csv"
ONLY_UNMET = '\n[objective]\norder = ["unmet"]\n'
_HASH_LENGTH = 12


class WrongBoundError(ValueError):
    """A bound lies above a plan that has passed the checker."""


@dataclass(frozen=True)
class Instance:
    """One row of the table.

    Attributes
    ----------
    name, size, seed
        The size is the generator's, and so is the seed.
    providers
        Of a state: so many of its providers; 0 for all other sizes.
    free_cells, tightness
        The generator's settings of these names as `least-most`; blank for those of the size.
    seconds
        The limit of each tool.
    tools
        Names of the tools to run; none for all.
    case_hash
        The first characters of the case's hash.
    owed
        Weighted minutes that are unmet in an empty plan.
    value, value_by
        The fewest weighted unmet minutes of any checked plan, and whose it is; -1 for none.
    bound, bound_by
        The highest proven lower bound, and whose it is; -1 for none.
    """

    name: str
    size: str
    providers: int
    seed: int
    free_cells: str
    tightness: str
    seconds: float
    tools: tuple[str, ...]
    case_hash: str = ""
    owed: int = 0
    value: int = -1
    value_by: str = ""
    bound: int = -1
    bound_by: str = ""

    @property
    def known_bound(self) -> int:
        """The best bound known: nothing is less than 0."""
        return max(0, self.bound)

    def chosen(self, wanted: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the tools to run, in the order of the catalog; those wanted, if any are named."""
        own = tuple(wanted) or self.tools or tuple(PEERS)
        return tuple(name for name in PEERS if name in own)

    def of_case(self, case: Case) -> "Instance":
        """Return the row for the case as it is made today; another case makes it forget."""
        found = case.source_hash[:_HASH_LENGTH]
        owed = recount(case, locked_sessions(case)).unmet
        if found == self.case_hash and owed == self.owed:
            return self
        blank = replace(self, value=-1, value_by="", bound=-1, bound_by="")
        return replace(blank, case_hash=found, owed=owed)

    def with_plan(self, value: int, tool: str) -> "Instance":
        """Return the row with a checked plan taken into account; it wins over any bound."""
        row = replace(self, bound=-1, bound_by="") if value < self.bound else self
        return row if 0 <= row.value <= value else replace(row, value=value, value_by=tool)

    def with_bound(self, bound: int | None, tool: str) -> "Instance":
        """Return the row with a bound taken into account.

        Raises
        ------
        WrongBoundError
            Where a checked plan lies below it.
        """
        if bound is None or bound <= self.bound:
            return self
        if 0 <= self.value < bound:
            raise WrongBoundError(
                f"its bound of {bound} lies above a checked plan's {self.value} ({self.value_by})"
            )
        return replace(self, bound=bound, bound_by=tool)


def provider_count(instance: Instance) -> int:
    """Return how many providers the instance's case has."""
    settings = _preset(instance)
    of_one = sum(settings.providers.values()) + sum(settings.contractors.values())
    return of_one * settings.districts


def made_up(instance: Instance) -> GeneratedCase:
    """Return the instance's case, which asks for unmet minutes only."""
    settings = _preset(instance)
    if instance.free_cells:
        least, most = _ends(instance.free_cells)
        settings = replace(settings, free_cells=(int(least), int(most)))
    if instance.tightness:
        settings = replace(settings, tightness=_ends(instance.tightness))
    made = build_case(settings, (_number(instance), instance.seed))
    return replace(made, policy=made.policy + ONLY_UNMET)


def write_instance(instance: Instance, folder: Path) -> Path:
    """Write the instance's case below a folder and return where it stands."""
    return write_case(made_up(instance), folder / instance.name)


def _preset(instance: Instance) -> CaseSettings:
    own = PRESETS[SIZES[_number(instance)]]
    return state_slice(instance.providers) if instance.providers else own


def _number(instance: Instance) -> int:
    return [*SIZES].index(instance.size)  # type: ignore[arg-type]  # ValueError names a wrong size


def _ends(text: str) -> tuple[float, float]:
    least, _, most = text.partition("-")
    return float(least), float(most or least)


def read_instances(path: Path = TABLE) -> dict[str, Instance]:
    """Return all rows by name."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [_instance(row) for row in csv.DictReader(lines)]
    return {row.name: row for row in rows}


def write_instances(instances: Iterable[Instance], path: Path = TABLE) -> None:
    """Write all rows."""
    names = [field.name for field in fields(Instance)]
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(names)
        for instance in instances:
            table.writerow([_cell(getattr(instance, name)) for name in names])


def keep(instance: Instance, path: Path = TABLE) -> None:
    """Write one row anew, the others as they stand."""
    write_instances({**read_instances(path), instance.name: instance}.values(), path)


def those_named(instances: dict[str, Instance], starts: Iterable[str]) -> Iterator[Instance]:
    """Yield the rows of these names, or whose names begin so; all of them for none.

    Raises
    ------
    ValueError
        Where no row's name begins with one of the texts.
    """
    wanted = tuple(starts)
    for start in wanted:
        if not any(name.startswith(start) for name in instances):
            known = ", ".join(instances)
            raise ValueError(f"no instance begins with {start!r}; there are {known}")
    for name, instance in instances.items():
        begins = tuple(start for start in wanted if start not in instances)
        if not wanted or name in wanted or (begins and name.startswith(begins)):
            yield instance


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return " ".join(value)
    return f"{value:g}" if isinstance(value, float) else value


def _instance(row: dict[str, str]) -> Instance:
    return Instance(
        name=row["name"],
        size=row["size"],
        providers=int(row["providers"]),
        seed=int(row["seed"]),
        free_cells=row["free_cells"],
        tightness=row["tightness"],
        seconds=float(row["seconds"]),
        tools=tuple(row["tools"].split()),
        case_hash=row["case_hash"],
        owed=int(row["owed"]),
        value=int(row["value"]),
        value_by=row["value_by"],
        bound=int(row["bound"]),
        bound_by=row["bound_by"],
    )
