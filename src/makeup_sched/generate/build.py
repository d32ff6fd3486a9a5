"""Builds one case from a size and a seed: people, timetable, log, what stays free, tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.generate.caseload import Service, Unit, make_services, make_units
from makeup_sched.generate.extras import award_rows, delivered_rows, keep_apart, make_blocks
from makeup_sched.generate.hour_rows import hour_rows
from makeup_sched.generate.hours import fill_week, give_tele
from makeup_sched.generate.ledger import by_school, future_misses, missed_log, owed_minutes
from makeup_sched.generate.lock import locked_rows
from makeup_sched.generate.people import (
    School,
    Student,
    make_providers,
    make_schools,
    make_students,
)
from makeup_sched.generate.settings import PRESETS, SIZES, CaseSettings, Size, state_slice
from makeup_sched.generate.side_by_side import side_by_side
from makeup_sched.generate.tables import (
    Rows,
    bell_rows,
    frame,
    missed_rows,
    provider_rows,
    service_rows,
    session_rows,
    student_rows,
)
from makeup_sched.generate.timetable import ProviderWeek, lay_out, provider_week
from makeup_sched.generate.year import SchoolYear, esy_hours, school_year


@dataclass(frozen=True)
class GeneratedCase:
    """A made-up case, ready to write.

    Attributes
    ----------
    tables : table name to rows, every cell text or a whole number, blank cells empty text
    policy : the text of ``policy.toml``
    """

    tables: dict[str, pd.DataFrame]
    policy: str


def generate_case(size: Size, seed: int, providers: int | None = None) -> GeneratedCase:
    """Make up a case of a size; the same seed gives the same case.

    Parameters
    ----------
    size : "therapist" (one provider, about 50 students, two schools), "school" (five providers,
        120 students), "district" (100 providers, 25 schools, 3,500 students) or "state" (ten
        districts in one case, each for itself)
    seed : whole number of at least 0
    providers : a slice of a "state" with so many providers, to see how figures grow with size:
        from 10 to 100, or a multiple of 100; the districts of a smaller slice are the first of
        a larger one with the same seed

    Returns
    -------
    GeneratedCase
        The tables of the case and its policy.
    """
    if size not in SIZES:
        raise ValueError(f"size is one of {', '.join(SIZES)}, not {size!r}")
    if seed < 0:
        raise ValueError(f"seed is a whole number of at least 0, not {seed}")
    if providers is not None and size != "state":
        raise ValueError(f"only a state can be cut to a number of providers, not a {size}")
    settings = PRESETS[size] if providers is None else state_slice(providers)
    return build_case(settings, (SIZES.index(size), seed))


def build_case(settings: CaseSettings, seed: tuple[int, ...]) -> GeneratedCase:
    """Make up a case of any settings; several districts share the school year."""
    year = school_year(_streams(seed)[0], settings, rotations=settings.middle_schools > 0)
    seeds = [seed, *((*seed, number) for number in range(1, settings.districts))]
    parts = [_district_tables(settings, own, year) for own in seeds]
    tables = parts[0] if len(parts) == 1 else side_by_side(parts)
    return GeneratedCase(tables, _policy(settings, year))


def _streams(seed: tuple[int, ...]) -> list[np.random.Generator]:
    """One stream of chance per stage: a change in one leaves the others as they were."""
    return [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(8)]


def _district_tables(
    settings: CaseSettings, seed: tuple[int, ...], year: SchoolYear
) -> dict[str, pd.DataFrame]:
    """The tables of one district; the first stream is the year's."""
    stage = _streams(seed)
    schools = make_schools(stage[1], settings, esy_hours())
    students = make_students(stage[2], settings, schools)
    providers = make_providers(stage[3], settings, schools)
    blocks = make_blocks(stage[2], students, year)
    services = make_services(stage[4], settings, students, providers)
    weeks = {p.provider_id: provider_week(stage[3], p) for p in providers}
    units = lay_out(stage[4], make_units(stage[4], services), weeks)
    services = _placed(services, units)
    keep_apart(stage[2], students, units)
    log = missed_log(stage[5], settings, providers, units, services, year)
    _fill(stage[6], settings, weeks, owed_minutes(log), year)
    delivered = delivered_rows(stage[5], log, year)
    log = sorted(
        log + future_misses(stage[5], units, year),
        key=lambda entry: (entry.day, entry.service.service_id),
    )
    host = _esy_sites(schools)
    rows: dict[str, Rows] = {
        "calendar": [dict(row) for row in year.rows],
        "bell_schedules": bell_rows(schools),
        "students": student_rows(students, host),
        "student_blocks": [dict(block.row()) for block in blocks],
        "providers": provider_rows(providers),
        "provider_hours": hour_rows(stage[7], settings, list(weeks.values()), host, year),
        "regular_sessions": session_rows(stage[7], units),
        "services": service_rows(services),
        "missed": missed_rows(log),
        "awards": award_rows(stage[5], settings, services, year),
        "delivered": delivered,
    }
    if settings.locked:
        rows["locked"] = locked_rows(settings.locked, weeks, log, rows, year)
    return {name: frame(name, table) for name, table in rows.items() if table}


def _placed(services: list[Service], units: list[Unit]) -> list[Service]:
    """Services that are given each week, and those that wait for a provider."""
    given = {service for unit in units for service in unit.services}
    return [service for service in services if service in given or service.provider is None]


def _esy_sites(schools: list[School]) -> dict[School, School]:
    """Every fifth school hosts the ESY window for itself and the next ones."""
    return {school: schools[k - k % 5] for k, school in enumerate(schools)}


def _fill(
    rng: np.random.Generator,
    settings: CaseSettings,
    weeks: dict[str, ProviderWeek],
    owed: dict[Service, int],
    year: SchoolYear,
) -> None:
    """Leave free what the case's tightness wants, shared among providers by their caseload."""
    table = by_school(owed)
    present: dict[tuple[School, str], float] = {}
    for week in weeks.values():
        for school, share in week.provider.schools.items():
            key = (school, week.provider.discipline)
            present[key] = present.get(key, 0.0) + share
    left = len(year.taught(year.start)) / 5  # weeks
    tight = float(rng.uniform(*settings.tightness))
    for week in weeks.values():
        discipline = week.provider.discipline
        owing: dict[School, list[Student]] = {}
        need = 0.0
        for school, share in week.provider.schools.items():
            here = table.get((school, discipline), {})
            owing[school] = list(here)
            need += sum(here.values()) * share / present[school, discipline]
        most = int(rng.integers(settings.free_cells[0], settings.free_cells[1] + 1))
        fill_week(rng, week, owing, settings.free_cells[0], most, tight * need / left)
        by_video = any(student.tele for here in owing.values() for student in here)
        if by_video and rng.random() < settings.tele_hours:
            give_tele(rng, week)


def _policy(settings: CaseSettings, year: SchoolYear) -> str:
    """The policy: the defaults, with the dates of this case."""
    lines = [
        "# What is not named here is the default.",
        f'start_date = "{year.start.isoformat()}"',
        f'end_date = "{year.end.isoformat()}"',
    ]
    if settings.modes != CaseSettings.modes:
        lines.append("modes = [" + ", ".join(f'"{mode}"' for mode in settings.modes) + "]")
    return "\n".join(lines) + "\n"
