"""How long a large record takes to open, to add to, to look up, to export and to verify."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.machine import machine
from benchmarks.planning import HELD_BACK
from benchmarks.tables import machines, number, seconds, table
from makeup_sched.exports.child_files import Source
from makeup_sched.exports.complaint_file import complaint_file
from makeup_sched.exports.papers import paper_pdf
from makeup_sched.generate import generate_case, write_case
from makeup_sched.generate.settings import Size
from makeup_sched.planning import plan
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.entry import Draft
from makeup_sched.recording.kinds import SERVED
from makeup_sched.recording.record import Record
from makeup_sched.recording.store import Store
from makeup_sched.tables.table_books import book_bytes

ENTRIES = 1_000_000
TIMES = 50
CHILDREN = 20
_BATCH = 10_000
_FIRST_DAY = date(2025, 8, 25)


def recording_page(
    entries: int = ENTRIES,
    say: Callable[[str], None] = print,
    *,
    size: Size = "district",
    plan_seconds: float = 20.0,
    children: int = CHILDREN,
) -> list[str]:
    """Measure on a record of so many entries, and return the lines of the page."""
    with tempfile.TemporaryDirectory() as folder:
        place = write_case(generate_case(size, HELD_BACK[0]), Path(folder) / size)
        say(f"recording: planning a {size}, writing {entries:,} entries")
        made, students = _begin(place, plan_seconds)
        filling = _fill(place, entries)
        say("recording: opening, complaint files")
        opening = [_timed(lambda: Record(place).close()) for _ in range(TIMES)]
        rows = [
            ("write them, 10,000 in a step (all)", seconds(filling)),
            ("open (median)", f"{median(opening):.4f}"),
            ("open (worst)", f"{max(opening):.4f}"),
            *_complaint_files(
                place, made, students[:: max(1, len(students) // children)][:children]
            ),
            *_rows(place, say),
        ]
        size_of_file = (place / "record.db").stat().st_size / 1e6
    return [
        f"# A record of {entries:,} entries",
        "",
        f"A generated {size} ({number(len(students))} students) with a published plan and a log "
        f"of regular sessions; {number(size_of_file)} MB. A commit is on the disk before it "
        f"returns. A complaint file is measured for {children} children, from opening the record "
        "on, with the plan at hand and all libraries loaded.",
        "",
        *machines([machine()]),
        *table(("what", "seconds"), rows),
    ]


def _begin(place: Path, plan_seconds: float) -> tuple[Plan, list[str]]:
    """Take the case in and publish a plan of it; return the plan and the students."""
    with Record(place, who="bench", create=True) as record:
        record.import_case()
        made = plan(record.case(), seconds=plan_seconds)
        record.publish(made)
        return made, record.case().table("students")["student_id"].tolist()


def _fill(place: Path, entries: int) -> float:
    with Record(place) as record:
        left = entries - len(record)
        services = record.case().table("services").to_dict("records")
    before = time.perf_counter()
    store = Store(place / "record.db")
    for start in range(0, left, _BATCH):
        drafts = [_served(services, at) for at in range(start, min(start + _BATCH, left))]
        store.append(drafts, "bench")
    store.close()
    return time.perf_counter() - before


def _complaint_files(place: Path, made: Plan, students: list[str]) -> Iterator[tuple[str, str]]:
    """Yield how long the files of some children take; one is made before, to load the libraries."""
    found = [_complaint_file(place, made, one) for one in (students[-1], *students)][1:]
    for what, times in zip(("tables and PDF", "and the workbook"), zip(*found, strict=True),
                           strict=True):  # fmt: skip
        yield f"a child's complaint file: {what} (median)", seconds(median(times))
        yield f"a child's complaint file: {what} (worst)", seconds(max(times))


def _complaint_file(place: Path, made: Plan, student_id: str) -> tuple[float, float]:
    """Return the seconds until tables and PDF, and until also the workbook is there."""
    before = time.perf_counter()
    with Record(place) as record:
        child = Source.of_record(record, made, student_id)
    found = complaint_file(
        child.case, child.ahead, student_id, record=child.kept, masker=child.masker
    )
    paper_pdf(found.paper)
    there = time.perf_counter() - before
    book_bytes(found.tables)
    return there, time.perf_counter() - before


def _served(services: Sequence[Mapping[Any, Any]], at: int) -> Draft:
    service = services[at % len(services)]
    day = _FIRST_DAY + timedelta(days=at // len(services) % 250)
    facts = {"date": f"{day}", "service_id": str(service["service_id"]), "minutes": "30",
             "status": "given", "provider_id": str(service["provider_id"])}  # fmt: skip
    return Draft(SERVED, "log of sessions", facts, str(service["student_id"]))


def _rows(place: Path, say: Callable[[str], None]) -> list[tuple[str, str]]:
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
