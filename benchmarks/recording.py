"""How long a large record takes to open, to add to, to look up and to verify."""

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import machine
from benchmarks.tables import machines, number, seconds, table
from makeup_sched.cli.samples import copy_sample
from makeup_sched.recording.entry import Draft
from makeup_sched.recording.kinds import SERVED
from makeup_sched.recording.record import Record
from makeup_sched.recording.store import Store

ENTRIES = 1_000_000
TIMES = 50
_BATCH = 10_000
_FIRST_DAY = date(2025, 8, 25)


def recording_page(entries: int = ENTRIES, say: Callable[[str], None] = print) -> list[str]:
    """Measure on a record of so many entries, and return the lines of the page."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "case"
        copy_sample("one-therapist", place)
        say(f"recording: writing {entries:,} entries")
        filling = _fill(place, entries)
        rows = [("write them, 10,000 in a step (all)", seconds(filling)), *_rows(place, say)]
        size = (place / "record.db").stat().st_size / 1e6
    return [
        f"# A record of {entries:,} entries",
        "",
        f"The sample case of one therapist and a log of regular sessions; {number(size)} MB. "
        "A commit is on the disk before it returns.",
        "",
        *machines([machine()]),
        *table(("what", "seconds"), rows),
    ]


def _fill(place: Path, entries: int) -> float:
    with Record(place, who="bench", create=True) as record:
        record.import_case()
        left = entries - len(record)
        services = record.case().table("services").to_dict("records")
    before = time.perf_counter()
    store = Store(place / "record.db")
    for start in range(0, left, _BATCH):
        drafts = [_served(services, at) for at in range(start, min(start + _BATCH, left))]
        store.append(drafts, "bench")
    store.close()
    return time.perf_counter() - before


def _served(services: Sequence[Mapping[Any, Any]], at: int) -> Draft:
    service = services[at % len(services)]
    day = _FIRST_DAY + timedelta(days=at // len(services) % 250)
    facts = {"date": f"{day}", "service_id": str(service["service_id"]), "minutes": "30",
             "status": "given", "provider_id": "P01"}  # fmt: skip
    return Draft(SERVED, "log of sessions", facts, str(service["student_id"]))


def _rows(place: Path, say: Callable[[str], None]) -> list[tuple[str, str]]:
    opening = [_timed(lambda: Record(place).close()) for _ in range(TIMES)]
    with Record(place, who="bench") as record:
        first = record.case().table("services").iloc[0].to_dict()
        service = first["service_id"]
        say("recording: adding, looking up, verifying")
        days = (f"{_FIRST_DAY + timedelta(days=300 + at)}" for at in range(TIMES))
        adding = [_timed(lambda day=day: record.add(  # type: ignore[misc]
            SERVED, "log", date=day, service_id=service, minutes=30)) for day in days]  # fmt: skip
        committing = [_timed(lambda: record._store.append([_served([first], 0)], "bench"))
                      for _ in range(TIMES)]  # fmt: skip
        case = _timed(record.case)
        past = _timed(lambda: record.case("2099-01-01"))
        verifying = _timed(record.verify)
    return [
        ("open (median)", f"{median(opening):.4f}"),
        ("open (worst)", f"{max(opening):.4f}"),
        ("commit an entry (median)", f"{median(committing):.4f}"),
        ("commit an entry (worst)", f"{max(committing):.4f}"),
        ("add an entry, checked and committed (median)", f"{median(adding):.4f}"),
        ("add an entry, checked and committed (worst)", f"{max(adding):.4f}"),
        ("the whole case from the record", seconds(case)),
        ("the same once more", seconds(past)),
        ("verify the chain", seconds(verifying)),
    ]


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before
