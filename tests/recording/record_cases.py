"""Records to test on: a copied case with its record, and small stores of made-up entries."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from makeup_sched.recording.entry import Draft, Part
from makeup_sched.recording.record import Record
from makeup_sched.recording.store import Store

DATA = Path(__file__).parents[2] / "data"
THERAPIST = DATA / "one-therapist"
TEN_MINUTES = DATA / "ten-minutes-a-day"


def recorded(folder: Path, source: Path = TEN_MINUTES) -> Record:
    """Return the record of a copy of a case, its tables taken in."""
    shutil.copytree(Path(_taken_in(source).name) / "case", folder)
    return Record(folder, who="Tess Testperson")


@cache
def _taken_in(source: Path) -> "TemporaryDirectory[str]":
    """Return a folder with the case and its record; made once, as taking tables in takes long."""
    kept = TemporaryDirectory()
    folder = Path(kept.name) / "case"
    shutil.copytree(source, folder)
    with Record(folder, who="Tess Testperson", create=True) as record:
        record.import_case()
    return kept


def small_store(path: Path, entries: int = 3) -> Store:
    """Return a store with a few entries."""
    store = Store(path, create=True)
    for number in range(entries):
        store.append([entry(number)], "Tess Testperson")
    return store


def entry(number: int, rows: int = 2) -> Draft:
    """Return an entry about a student, with parts of others."""
    parts = tuple(
        Part({"line": str(place), "cell": f"text {place}"}, f"S{place}") for place in range(rows)
    )
    return Draft("missed", "a reason", {"note": f"note {number}"}, f"S{number}", rows=parts)


def notes(store: Store) -> list[str]:
    """Return the notes of the entries, each seen to be whole."""
    found = store.entries()
    assert all(len(each.parts) == 3 for each in found)
    return [each.get("note") for each in found]
