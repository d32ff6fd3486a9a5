"""Who gets which service from whom: caseloads, session patterns, regular groups."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from makeup_sched.generate.people import Provider, School, Student
from makeup_sched.generate.settings import PATTERNS, SUFFIX, CaseSettings


@dataclass(eq=False)
class Service:
    """One student's service; ``provider`` is None where the student's own one has left."""

    service_id: str
    student: Student
    discipline: str
    provider: Provider | None
    minutes: int
    times: int
    group: bool
    max_group: int = 0
    min_session: int = 0
    max_session: int = 0
    monthly: bool = False


@dataclass(eq=False)
class Unit:
    """Students seen together by a provider, so many times a week."""

    provider: Provider
    school: School
    services: list[Service]
    minutes: int
    times: int
    # (weekday, first cell) of each weekly session, filled by the timetable
    places: list[tuple[int, int]] = field(default_factory=list)


def _draw(rng: np.random.Generator, shares: dict[int, float]) -> int:
    """One key of a mapping of values to shares."""
    weights = np.array(list(shares.values()))
    return int(rng.choice(list(shares), p=weights / weights.sum()))


def _service(
    rng: np.random.Generator, student: Student, provider: Provider, minutes: int
) -> Service:
    """A service of a student with the usual pattern of its discipline."""
    pattern = PATTERNS[provider.discipline]
    draw = rng.random(5)
    return Service(
        service_id=f"{student.student_id}-{SUFFIX[provider.discipline]}",
        student=student,
        discipline=provider.discipline,
        provider=provider,
        minutes=minutes,
        times=_draw(rng, pattern.times),
        group=bool(draw[0] < pattern.group_share),
        max_group=2 if draw[1] < 0.05 else 0,
        min_session=20 if draw[2] < 0.06 else 0,
        max_session=30 if draw[3] < 0.08 else 0,
        monthly=bool(draw[4] < 0.12),
    )


def make_services(
    rng: np.random.Generator,
    settings: CaseSettings,
    students: list[Student],
    providers: list[Provider],
) -> list[Service]:
    """Fill the caseloads; students without a service come first, so that none is left out."""
    at_school: dict[School, list[Student]] = {}
    for student in students:
        at_school.setdefault(student.school, []).append(student)
    has: dict[Student, set[str]] = {student: set() for student in students}
    services: list[Service] = []
    staff = [provider for provider in providers if provider.employment == "staff"]
    only = len(staff) == 1
    for provider in staff:
        pattern = PATTERNS[provider.discipline]
        for school, share in provider.schools.items():
            minutes = _draw(rng, pattern.lengths)
            wanted = round(pattern.caseload * share * rng.uniform(0.92, 1.08))
            pool = [s for s in at_school[school] if provider.discipline not in has[s]]
            wanted = len(pool) if only else min(wanted, len(pool))
            if not wanted:
                continue
            weights = np.array([1.0 if has[s] else 6.0 for s in pool])
            picks = rng.choice(len(pool), size=wanted, replace=False, p=weights / weights.sum())
            for k in sorted(picks.tolist()):
                has[pool[k]].add(provider.discipline)
                services.append(_service(rng, pool[k], provider, minutes))
    load = dict.fromkeys(staff, 0)
    for service in services:
        if service.provider is not None:
            load[service.provider] += 1
    for student in students:
        if not has[student]:
            provider = _lightest(load, student.school)
            load[provider] += 1
            has[student].add(provider.discipline)
            minutes = _draw(rng, PATTERNS[provider.discipline].lengths)
            services.append(_service(rng, student, provider, minutes))
    _lose_provider(rng, settings, services)
    return sorted(services, key=lambda service: service.service_id)


def _lightest(load: dict[Provider, int], school: School) -> Provider:
    """The provider at a school with the smallest caseload (`load`) against the usual one."""
    here = [p for p in load if school in p.schools and p.discipline in ("SLP", "SPED", "OT")]
    return min(here, key=lambda p: (load[p] / PATTERNS[p.discipline].caseload, p.name))


def _lose_provider(
    rng: np.random.Generator, settings: CaseSettings, services: list[Service]
) -> None:
    """A few services whose own provider has left: nobody gives them at present."""
    count = max(1, round(0.02 * settings.students))
    for k in rng.choice(len(services), size=count, replace=False).tolist():
        services[k].provider = None


def make_units(rng: np.random.Generator, services: list[Service]) -> list[Unit]:
    """Regular groups: same provider, school and length, grades at most one apart.

    A group meets as often as its first student needs; the others join in that.
    """
    by_key: dict[tuple[str, str, int, bool], list[Service]] = {}
    for service in services:
        if service.provider is not None:
            key = (
                service.provider.provider_id,
                service.student.school.name,
                service.minutes,
                service.group,
            )
            by_key.setdefault(key, []).append(service)
    units: list[Unit] = []
    for key, members in by_key.items():
        members.sort(key=lambda s: (s.student.grade, s.service_id))
        while members:
            units.append(_unit(rng, members, grouped=key[3]))
    return units


def _unit(rng: np.random.Generator, members: list[Service], grouped: bool) -> Unit:
    """Take the next group, or the next single student, off a list ordered by grade."""
    first = members[0]
    provider = first.provider
    assert provider is not None
    size = int(rng.choice(PATTERNS[first.discipline].group_sizes)) if grouped else 1
    size = min([size, provider.max_group, *(s.max_group for s in members[:size] if s.max_group)])
    chosen = [s for s in members[:size] if s.student.grade - first.student.grade <= 1]
    for service in chosen:
        members.remove(service)
    return Unit(provider, first.student.school, chosen, first.minutes, first.times)
