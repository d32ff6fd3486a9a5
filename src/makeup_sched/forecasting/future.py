"""One future: who is out on which day, what is missed and given, and planning again in between.

A plan made on a review date knows what was missed up to then and nothing of what comes. From one
review to the next the plan is carried out as far as provider and student are there.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from makeup_sched.availability.availability import Availability
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.forecasting.rates import Rates
from makeup_sched.ledger.items import owed_items
from makeup_sched.replanning.rows import with_rows
from makeup_sched.replanning.warm import plan_from
from makeup_sched.solve.program import Clock

REVIEW_DAYS = 28
"""Days from one review to the next."""
_A_PLAN = 1.0
"""Seconds for planning again."""


@dataclass(frozen=True)
class Setting:
    """What all futures share: the case, a plan of it, who is free when, rates, weeks to look at.

    `owed` are the minutes owed at the start.
    """

    case: Case
    sessions: pd.DataFrame
    available: Availability
    rates: Rates
    weeks: tuple[dt.date, ...]
    seed: int
    owed: int


@dataclass(frozen=True)
class Outcome:
    """Minutes owed and not given at each week's end, and by discipline at the very end."""

    outstanding: tuple[int, ...]
    unmet: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class _Out:
    """Who is out on which date (ordinals)."""

    providers: frozenset[tuple[str, int]]
    students: frozenset[tuple[str, int]]


def future(setting: Setting, stream: np.random.SeedSequence) -> Outcome:
    """Walk through one future; `stream` is its own source of chance."""
    out = _who_is_out(setting, np.random.default_rng(stream))
    case, sessions = setting.case, setting.sessions
    owed = before = setting.owed
    left: dict[str, int] = {}
    changes: list[tuple[dt.date, int]] = []
    reviews = _reviews(case)
    for number, start in enumerate(reviews):
        end = reviews[number + 1] if number + 1 < len(reviews) else case.end_date + dt.timedelta(1)
        if number:
            case, sessions = _planned_again(case, sessions, start, setting.seed)
        missed, given = _carried_out(setting, sessions, out, start, end)
        case = with_rows(with_rows(case, "missed", missed), "delivered", given)
        changes += [(row["date"].date(), -int(row["minutes"])) for row in given]
        left = owed_by_discipline(case)
        after = sum(left.values())
        # what is owed now, but for what was given: the misses that count
        more = after - before + sum(int(row["minutes"]) for row in given)
        changes.append((end - dt.timedelta(days=1), more))
        before = after
    at_weeks = tuple(
        owed + sum(amount for day, amount in changes if day <= week) for week in setting.weeks
    )
    return Outcome(at_weeks, tuple(sorted(left.items())))


def owed_by_discipline(case: Case) -> dict[str, int]:
    """Return the minutes owed by discipline."""
    left: dict[str, int] = {}
    for item in owed_items(case):
        left[item.discipline] = left.get(item.discipline, 0) + item.owed
    return left


def _reviews(case: Case) -> list[dt.date]:
    count = (case.end_date - case.start_date).days // REVIEW_DAYS + 1
    return [case.start_date + dt.timedelta(days=REVIEW_DAYS * number) for number in range(count)]


def _who_is_out(setting: Setting, random: np.random.Generator) -> _Out:
    """Draw for each provider and each student the dates on which they are out."""
    case, days = setting.case, setting.available.days
    share, rates = setting.rates.provider_share, setting.rates
    months = [day.month for day in days.dates]
    ordinals = days.ordinal.tolist()
    providers = {
        str(row.provider_id): str(row.disciplines[0]) for row in rows_of(case.table("providers"))
    }
    items = owed_items(case)
    services = case.table("services")
    first = services.drop_duplicates("student_id")
    students = dict(zip(first["student_id"], first["discipline"], strict=True))
    students |= {
        item.student_id: item.discipline for item in items if item.student_id not in students
    }
    found: list[set[tuple[str, int]]] = [set(), set()]
    sides = ((providers, share), (students, 1 - share))
    for place, (people, part) in enumerate(sides):
        for name in sorted(people):
            chance = np.array([rates.used(people[name], month) * part for month in months])
            drawn = random.random(len(ordinals)) < chance
            found[place] |= {(name, ordinals[day]) for day in np.flatnonzero(drawn).tolist()}
    return _Out(frozenset(found[0]), frozenset(found[1]))


def _carried_out(
    setting: Setting, sessions: pd.DataFrame, out: _Out, start: dt.date, end: dt.date
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return rows of `missed` (regular sessions) and `delivered` (make-ups) of a stretch."""
    days = setting.available.days
    within = [day for day, date in enumerate(days.dates) if start <= date < end]
    service = _service_of(setting.case)
    known = _known_misses(setting.case)
    missed: list[dict[str, Any]] = []
    for session in setting.available.regular:
        for day in within:
            if not session.takes_place[day]:
                continue
            ordinal = int(days.ordinal[day])
            gone = (session.provider_id, ordinal) in out.providers
            for student in session.student_ids:
                name = service.get((student, session.discipline))
                if name is None or not (gone or (student, ordinal) in out.students):
                    continue
                if (name, ordinal) in known:
                    continue  # it is owed already
                reason = "provider_absent" if gone else "student_absent"
                missed.append(
                    {
                        "date": pd.Timestamp(days.dates[day]),
                        "service_id": name,
                        "minutes": session.end - session.start,
                        "reason": reason,
                    }
                )
    given: list[dict[str, Any]] = []
    for row in rows_of(sessions):
        ordinal = row.date.toordinal()
        if not start <= row.date.date() < end or (str(row.provider_id), ordinal) in out.providers:
            continue
        given += [
            {"date": row.date, "owed_id": owed_id, "minutes": int(row.minutes)}
            for student, owed_id in zip(row.student_ids, row.owed_ids, strict=True)
            if (student, ordinal) not in out.students
        ]
    return missed, given


def _known_misses(case: Case) -> set[tuple[str, int]]:
    """Return the services and dates (ordinals) that the case itself knows to be missed."""
    missed = case.table("missed")
    days = [date.toordinal() for date in missed["date"]]
    return set(zip(missed["service_id"].tolist(), days, strict=True))


def _service_of(case: Case) -> dict[tuple[str, str], str]:
    services = case.table("services")
    keys = zip(services["student_id"], services["discipline"], strict=True)
    return dict(zip(keys, services["service_id"].tolist(), strict=True))


def _planned_again(
    case: Case, sessions: pd.DataFrame, start: dt.date, seed: int
) -> tuple[Case, pd.DataFrame]:
    """Plan again from a review date on, with what is known by then."""
    locked = case.table("locked")
    tables = {**case.tables, "locked": locked[locked["date"] >= pd.Timestamp(start)]}
    later = replace(case, tables=tables, start_date=start, source_hash="")
    standing = sessions[sessions["date"] >= pd.Timestamp(start)]
    made = plan_from(
        later,
        standing,
        Clock(_A_PLAN),
        mends=True,
        known=None,
        seed=seed,
        workers=1,
        watch=None,
    )
    return later, made.sessions
