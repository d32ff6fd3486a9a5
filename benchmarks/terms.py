"""All terms of the policy, one after the other, at a therapist's size: how far each is proven."""

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.planning import HELD_BACK
from benchmarks.tables import NOTHING, machines, number, seconds, table
from makeup_sched.case.read import read_case
from makeup_sched.generate import generate_case, write_case
from makeup_sched.generate.settings import Size
from makeup_sched.planning import plan
from makeup_sched.solve.result import TermResult

LIMIT = 30.0


@dataclass(frozen=True)
class Staged:
    """One case planned: seconds of the whole call, and the result of each term in order."""

    name: str
    seconds: float
    terms: dict[str, TermResult]

    @property
    def proven(self) -> int:
        """How many terms are proven."""
        return sum(term.proven for term in self.terms.values())


def staged(seed: int, limit: float, folder: Path, size: Size = "therapist") -> Staged:
    """Plan one case for all terms."""
    case = read_case(write_case(generate_case(size, seed), folder / f"{size}-{seed}"))
    begun = time.perf_counter()
    made = plan(case, seconds=limit)
    return Staged(f"{size}-{seed}", time.perf_counter() - begun, made.summary.objective)


def terms_page(cases: int, limit: float | None, told: Callable[[str], None]) -> list[str]:
    """Measure, and return the lines of the page."""
    at_most = LIMIT if limit is None else limit
    found = []
    for seed in HELD_BACK[:cases]:
        with tempfile.TemporaryDirectory() as folder:
            found.append(staged(seed, at_most, Path(folder)))
        told("  ".join(_row(found[-1])))
    count = len(found[0].terms)
    return [
        f"# All {count} terms, therapist size, {len(found)} held-back seeds, at most {at_most:g} s",
        "",
        *machines([machine()]),
        "Seconds are those of the whole call, explaining and checking included. A cell is the",
        "term's value; *at least* stands where less is neither found nor proven impossible, with",
        "the bound, if one is known. A later term is the least for plans as good on all earlier.",
        "",
        *table(("case", "seconds", *found[0].terms, "proven"), [_row(one) for one in found]),
        "",
        f"Seconds: median {statistics.median(one.seconds for one in found):.1f}, longest "
        f"{max(one.seconds for one in found):.1f}. Proven: "
        f"{sum(one.proven for one in found)} of {count * len(found)} terms.",
    ]


def _row(one: Staged) -> list[str]:
    cells = [_cell(term) for term in one.terms.values()]
    return [one.name, seconds(one.seconds), *cells, f"{one.proven} of {len(one.terms)}"]


def _cell(term: TermResult) -> str:
    if term.proven:
        return number(term.value)
    least = NOTHING if term.bound is None else number(term.bound)
    return f"{number(term.value)} (at least {least})"
