"""The made-up people of a case: schools with their bell schedules, students, providers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from makeup_sched.generate.bells import DAYS, GRADES, GradeBell, grade_bell
from makeup_sched.generate.settings import (
    COLOURS,
    LANGUAGES,
    PATTERNS,
    SITE_NAMES,
    TREES,
    CaseSettings,
)
from makeup_sched.generate.week import Costs, grade_costs

_ELEMENTARY = ("rodeo", "nes", "kahala", "enatai")
_MIDDLE = ("griffiths", "carson")


@dataclass(frozen=True, eq=False)  # a school is itself, not its contents
class School:
    """A made-up school shaped on a published bell schedule."""

    name: str
    shape: str
    bells: dict[int, GradeBell]
    costs: dict[int, Costs]

    @cached_property
    def span(self) -> dict[str, tuple[int, int]]:
        """First and last minute of a school day over all grades, by weekday."""
        bells = self.bells.values()
        # providers work to the end of a full day where students leave early
        end = max(bell.span("Mon")[1] for bell in bells)
        return {day: (min(bell.span(day)[0] for bell in bells), end) for day in DAYS}

    @cached_property
    def early_end(self) -> int:
        """When an early-release day ends."""
        return max(
            row.end
            for bell in self.bells.values()
            for row in bell.rows
            if row.day_type == "early_release"
        )


@dataclass(eq=False)
class Student:
    """A made-up student; ``costs`` is the student's own ordinary week."""

    student_id: str
    name: str
    grade: int
    school: School
    costs: Costs
    after_school: bool
    esy: bool
    tele: bool
    extend: bool
    priority: int
    day_cap: int
    language: str
    keep_apart: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Provider:
    """A made-up provider and where they are: per half day the school, or None."""

    provider_id: str
    name: str
    discipline: str
    schools: dict[School, float]
    halves: dict[int, tuple[School | None, School | None]]
    employment: str = "staff"
    max_group: int = 4
    day_cap: int = 0
    week_cap: int = 0
    rate: int = 0
    role: str = ""
    supervisor: str = ""


def grade_text(grade: int) -> str:
    """A grade as the tables write it: PK, K, 1, 2, ..."""
    return {-1: "PK", 0: "K"}.get(grade, str(grade))


def make_schools(
    rng: np.random.Generator, settings: CaseSettings, esy: tuple[int, int]
) -> list[School]:
    """Schools with a published shape each; the middle schools come last."""
    schools: list[School] = []
    names = rng.permutation(len(SITE_NAMES))
    elementary = settings.sites - settings.middle_schools
    order = [_ELEMENTARY[int(k)] for k in rng.permutation(len(_ELEMENTARY))]
    for number in range(settings.sites):
        if number < elementary:
            kind, shape = "Elementary", order[number % len(order)]
        else:
            kind = "Middle"
            shape = _MIDDLE[1] if number == settings.sites - 1 else _MIDDLE[0]
        short = SITE_NAMES[int(names[number])]
        slug = short.lower().replace(" ", "-")
        bells = {
            grade: grade_bell(f"{slug}-{grade_text(grade).lower()}", shape, grade, esy)
            for grade in GRADES[shape]
        }
        costs = {grade: grade_costs(bell) for grade, bell in bells.items()}
        schools.append(School(f"{short} {kind}", shape, bells, costs))
    return schools


def make_students(
    rng: np.random.Generator, settings: CaseSettings, schools: list[School]
) -> list[Student]:
    """Students spread over the schools and their grades, few in pre-kindergarten."""
    width = max(3, len(str(settings.students)))
    students: list[Student] = []
    for number in range(settings.students):
        school = schools[number * len(schools) // settings.students]
        grades = sorted(school.bells)
        weights = np.array([0.4 if grade < 0 else 1.0 for grade in grades])
        grade = int(rng.choice(grades, p=weights / weights.sum()))
        draw = rng.random(7)
        students.append(
            Student(
                student_id=f"S{number + 1:0{width}d}",
                name=f"Kid {TREES[number % len(TREES)]}-{number // len(TREES) + 1:02d}",
                grade=grade,
                school=school,
                costs=school.costs[grade].copy(),
                after_school=bool(draw[0] < settings.after_school_share),
                esy=bool(draw[1] < settings.esy_share),
                tele=bool(draw[2] < settings.tele_share),
                extend=bool(draw[3] < settings.extend_share),
                priority=1 if draw[4] < 0.9 else 2 if draw[4] < 0.98 else 3,
                day_cap=30 if draw[5] < 0.06 else 0,
                language="" if draw[6] > 0.25 else LANGUAGES[int(draw[6] * 20) % 5],
            )
        )
    return students


def _coverage(schools: list[School], number: int, of: int) -> dict[School, float]:
    """The schools that one of so many providers serves, and the share of time for each."""
    low, high = number * len(schools) / of, (number + 1) * len(schools) / of
    shares: dict[School, float] = {}
    for k, school in enumerate(schools):
        part = min(high, k + 1) - max(low, k)
        if part > 0.1 * (high - low):
            shares[school] = part
    total = sum(shares.values())
    return {school: part / total for school, part in shares.items()}


def _halves(
    rng: np.random.Generator, shares: dict[School, float], workdays: int
) -> dict[int, tuple[School | None, School | None]]:
    """Half days per weekday (Monday 0) dealt out to the schools by their share."""
    halves = 2 * workdays
    counts = {school: max(1, round(share * halves)) for school, share in shares.items()}
    largest = max(counts, key=lambda school: counts[school])
    counts[largest] += halves - sum(counts.values())
    line: list[School | None] = [s for s, n in counts.items() for _ in range(n)]
    days = sorted(rng.permutation(len(DAYS))[:workdays].tolist())
    return {day: (line[2 * k], line[2 * k + 1]) for k, day in enumerate(days)}


def make_providers(
    rng: np.random.Generator, settings: CaseSettings, schools: list[School]
) -> list[Provider]:
    """Staff providers over the schools by discipline, then contract providers without caseload."""
    providers: list[Provider] = []
    total = sum(settings.providers.values()) + sum(settings.contractors.values())
    width = max(2, len(str(total)))
    for discipline, count in settings.providers.items():
        for number in range(count):
            shares = _coverage(schools, number, count)
            # one that serves a single school part of the week is elsewhere on the other days
            part_time = len(schools) == 1 and PATTERNS[discipline].caseload < 45
            workdays = (3 if discipline == "PT" else 4) if part_time else 5
            workdays = 5 if discipline == "SPED" else workdays
            halves = _halves(rng, shares, workdays)
            providers.append(_provider(rng, len(providers), width, discipline, shares, halves))
    for discipline, count in settings.contractors.items():
        for _ in range(count):
            school = schools[int(rng.integers(len(schools)))]
            halves = _halves(rng, {school: 1.0}, 2)
            extra = _provider(rng, len(providers), width, discipline, {school: 1.0}, halves)
            extra.employment, extra.rate = "contract", int(rng.integers(62, 91))
            extra.week_cap = extra.day_cap = 0
            if discipline == "SLP":
                extra.role = "speech-language pathology assistant"
                extra.supervisor = providers[0].provider_id
            providers.append(extra)
    return providers


def _provider(
    rng: np.random.Generator,
    number: int,
    width: int,
    discipline: str,
    shares: dict[School, float],
    halves: dict[int, tuple[School | None, School | None]],
) -> Provider:
    """One staff provider."""
    draw = rng.random(2)
    title = "Teacher" if discipline == "SPED" else "Therapist"
    again = f" {number // len(COLOURS) + 1}" if number >= len(COLOURS) else ""
    return Provider(
        provider_id=f"P{number + 1:0{width}d}",
        name=f"{title} {COLOURS[number % len(COLOURS)]}{again}",
        discipline=discipline,
        schools=shares,
        halves=halves,
        max_group=4 if draw[0] < 0.6 else 3,
        day_cap=60 if draw[1] < 0.1 else 90 if draw[1] < 0.2 else 0,
        week_cap=240 if 0.1 < draw[1] < 0.3 else 0,
    )
