"""Student blocks, awards, deliveries, students kept apart: what makes cases less smooth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from makeup_sched.generate.bells import DAYS
from makeup_sched.generate.caseload import Service, Unit
from makeup_sched.generate.facts import clock_text
from makeup_sched.generate.ledger import Missed
from makeup_sched.generate.people import Student
from makeup_sched.generate.settings import CaseSettings
from makeup_sched.generate.week import CLASS_TIME, COST, cells, minute, runs
from makeup_sched.generate.year import SchoolYear


@dataclass(frozen=True)
class Block:
    """A student's own stretch of the week, minutes after midnight."""

    student: Student
    weekdays: tuple[int, ...]
    start: int
    end: int
    category: str
    note: str
    first: date | None = None
    last: date | None = None

    def row(self) -> dict[str, str]:
        """The row of the table ``student_blocks``."""
        days = ";".join(DAYS[day] for day in self.weekdays)
        return {
            "student_id": self.student.student_id,
            "start_date": self.first.isoformat() if self.first else "",
            "end_date": self.last.isoformat() if self.last else "",
            "weekday": "*" if len(self.weekdays) == len(DAYS) else days,
            "start": clock_text(self.start),
            "end": clock_text(self.end),
            "category": self.category,
            "note": self.note,
        }


def make_blocks(rng: np.random.Generator, students: list[Student], year: SchoolYear) -> list[Block]:
    """Resource room, teachers' preferred times and outside appointments of some students.

    The weekly ones go into the student's own week at once, so that sessions respect them.
    """
    blocks: list[Block] = []
    kinds = ("resource", "best_time", "unavailable", "away")
    for student in students:
        draw = rng.random()
        index = int(np.searchsorted(np.cumsum([0.06, 0.04, 0.05, 0.02]), draw))
        if index < len(kinds):
            block = _block(rng, student, kinds[index], year)
            if block is not None:
                blocks.append(block)
    for block in blocks:
        if block.first is None:
            for day in block.weekdays:
                block.student.costs[day, cells(block.start, block.end)] = COST[block.category]
    return blocks


def _block(rng: np.random.Generator, student: Student, kind: str, year: SchoolYear) -> Block | None:
    """One block of a kind, where the student's week has room for it."""
    if kind == "away":
        dates = year.taught(year.start)
        first = dates[int(rng.integers(5, 25))]
        last = first + timedelta(days=4)
        every = tuple(range(len(DAYS)))
        return Block(student, every, 7 * 60, 17 * 60, "unavailable", "family journey", first, last)
    if kind == "unavailable":
        day = int(rng.integers(len(DAYS)))
        start = 13 * 60 + 15 * int(rng.integers(0, 3))
        return Block(student, (day,), start, start + 60, kind, "therapy outside school")
    day = int(rng.integers(len(DAYS)))
    lessons = runs(student.costs[day] == CLASS_TIME)
    long_enough = [(low, high) for low, high in lessons if high - low >= 6]
    if not long_enough:
        return None
    low = long_enough[int(rng.integers(len(long_enough)))][0]
    days = tuple(
        other
        for other in range(len(DAYS))
        if (student.costs[other, low : low + 6] == CLASS_TIME).all()
    )
    if kind == "best_time":
        days = days[:2]
    note = "resource room" if kind == "resource" else "the teacher prefers this time"
    return Block(student, days, minute(low), minute(low + 6), kind, note)


def keep_apart(rng: np.random.Generator, students: list[Student], units: list[Unit]) -> None:
    """Mark a few pairs of schoolmates who aren't to be in one make-up session."""
    together = {
        (a.student, b.student) for unit in units for a in unit.services for b in unit.services
    }
    wanted = max(1, len(students) // 40)
    for k in rng.permutation(len(students) - 1).tolist():
        one, other = students[k], students[k + 1]
        if wanted and one.school is other.school and (one, other) not in together:
            one.keep_apart.append(other.student_id)
            wanted -= 1


def delivered_rows(
    rng: np.random.Generator, log: list[Missed], year: SchoolYear
) -> list[dict[str, str | int]]:
    """A few owed sessions already made up, within two weeks of the miss."""
    taught = year.taught(year.logged, year.start)
    done: set[Service] = set()
    rows: list[dict[str, str | int]] = []
    for entry in log:
        provider = entry.service.provider
        ready = entry.owed and provider is not None and entry.service not in done
        if not ready or provider is None or rng.random() > 0.06:
            continue
        later = [d for d in taught if entry.day < d <= entry.day + timedelta(days=14)]
        days = [d for d in later if d.weekday() in provider.halves and year.days[d] == "school"]
        if not days:
            continue
        done.add(entry.service)
        rows.append(
            {
                "date": days[int(rng.integers(len(days)))].isoformat(),
                "owed_id": entry.service.service_id,
                "minutes": min(entry.minutes, 5 * int(rng.integers(3, 7))),
                "provider_id": provider.provider_id,
                "session_id": "",
                "note": "make-up given",
            }
        )
    return sorted(rows, key=lambda row: (str(row["date"]), str(row["owed_id"])))


def award_rows(
    rng: np.random.Generator,
    settings: CaseSettings,
    services: list[Service],
    year: SchoolYear,
) -> list[dict[str, str | int]]:
    """Compensatory awards: minutes that a team, a state or a hearing has set."""
    bases = ("iep_team", "iep_team", "agreement", "state_complaint", "mediation", "hearing")
    known = [service for service in services if service.provider is not None]
    picks = rng.choice(len(known), size=min(settings.awards, len(known)), replace=False)
    ahead = year.taught(year.start)
    rows: list[dict[str, str | int]] = []
    for number, k in enumerate(sorted(picks.tolist())):
        service = known[k]
        due = ahead[-1 - int(rng.integers(0, len(ahead) // 3))]
        rows.append(
            {
                "award_id": f"A{number + 1:02d}",
                "student_id": service.student.student_id,
                "discipline": service.discipline,
                "minutes": 30 * int(rng.integers(2, 7)),
                "basis": str(rng.choice(bases)),
                "decided_on": (year.start - timedelta(days=int(rng.integers(5, 40)))).isoformat(),
                "due_on": due.isoformat() if rng.random() < 0.6 else "",
                "setting": "group" if service.group and rng.random() < 0.6 else "individual",
                "max_group": "",
                "min_session": "",
                "max_session": 45 if rng.random() < 0.3 else "",
                "note": "",
            }
        )
    return rows
