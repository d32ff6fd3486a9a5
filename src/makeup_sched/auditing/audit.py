"""Expected against given: what each service was to give, and what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from makeup_sched.auditing.accounts import GIVEN, MADE_UP, MISSED, account_lines
from makeup_sched.auditing.expected import expected_by_month, expected_shares, month_of
from makeup_sched.auditing.terms import service_terms
from makeup_sched.auditing.unaccounted import unaccounted_table
from makeup_sched.case.calendar_days import calendar_days
from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.ledger.names import with_names
from makeup_sched.vocabulary import SCHOOL_DAY_TYPES

FIGURES = ("expected", "given", "missed", "unaccounted", "beyond", "made_up", "balance")
FIRST_MONTHS = (7, 8, 9)
"""Months in which the calendar of a whole school year begins."""
_FACTS = ("service_id", "student_id", "discipline", "provider_id")


@dataclass(frozen=True, repr=False)
class Audit:
    """Expected against given, up to a day.

    Minutes are whole numbers. In each line `expected` plus `beyond` is `given` plus `missed` plus
    `unaccounted`.

    Attributes
    ----------
    through
        The last day that counts.
    services
        One row per service, the furthest behind first: `service_id`, `student_id`, `discipline`,
        `provider_id`; `expected`, `given` (in regular sessions), `missed` (with a reason),
        `unaccounted` (expected, and nobody says what became of it), `beyond` (given or missed
        beyond what is expected), `made_up`, `balance` (`given` and `made_up` less `expected`: below
        0 is behind), `standing` (`behind`, `ahead`, `even`), `times` (sessions given),
        `last_given`.
    months
        The same figures by service and `month` (`2026-03`).
    missed
        Missed minutes by `service_id`, `month` and `reason`.
    dates
        Every date behind the figures: `service_id`, `student_id`, `date`, `what` (`given`,
        `missed`, `made_up`), `minutes`, `reason`, `provider_id`, and the `table` and `row` it comes
        from.
    unaccounted
        The weeks, or months of longer periods, of which less is told than was expected:
        `service_id`, `student_id`, `first` and `last` school day, `expected`, `told` (given or
        missed), `unaccounted`, and `sessions`: dates of the timetable in it of which nothing is
        written down; `shorter`: dates of which fewer minutes are than its sessions have. What was
        given beyond in another week is not counted against it here.
    unclear
        Services that can't be audited, with `why`.
    notes
        What has to be known beside the figures.
    """

    through: date
    services: pd.DataFrame
    months: pd.DataFrame
    missed: pd.DataFrame
    dates: pd.DataFrame
    unaccounted: pd.DataFrame
    unclear: pd.DataFrame
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Say in a line what the audit found."""
        behind = int((self.services["standing"] == "behind").sum())
        return f"Audit({len(self.services)} services through {self.through}, {behind} behind)"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return all tables by name, as sheets of a workbook."""
        return {
            "months": self.months,
            "missed": self.missed,
            "dates": self.dates,
            "unaccounted": self.unaccounted,
            "unclear": self.unclear,
            "services": self.services,
        }


def audit_case(case: Case, through: date, *, names: bool = False) -> Audit:
    """Hold what was given against what the services promise, up to a day.

    Parameters
    ----------
    case
        A case whose tables were validated.
    through
        The last day that counts.
    names
        Add names beside ids.
    """
    days = calendar_days(case.table("calendar"))
    school = [day.date() for day in days.loc[days["day_type"].isin(SCHOOL_DAY_TYPES), "date"]]
    terms = service_terms(case)
    lines = account_lines(case, terms, through)
    services = case.table("services")
    clear = [service for service in services["service_id"] if terms[service]]
    alike = {tuple(terms[name]) for name in clear}  # many services promise the same
    by_terms = {each: expected_by_month(each, school, through) for each in alike}
    shares_of = {each: expected_shares(each, school, through) for each in alike}
    shares = {name: shares_of[tuple(terms[name])] for name in clear}
    expected = {name: by_terms[tuple(terms[name])] for name in clear}
    by_month = _months(lines[lines["service_id"].isin(clear)], expected)
    owners = services[list(_FACTS)]
    months = owners.merge(by_month, on="service_id")
    months = months.sort_values(["service_id", "month"], ignore_index=True)
    found = Audit(
        through,
        _services(owners[owners["service_id"].isin(clear)], by_month, lines),
        months,
        _missed(lines),
        lines.merge(owners[["service_id", "student_id"]], on="service_id"),
        unaccounted_table(case, days, shares, lines, terms).merge(
            owners[["service_id", "student_id"]], on="service_id"
        ),
        pd.DataFrame(
            [
                (name, "the table services does not say how many sessions in which period")
                for name in services["service_id"]
                if not terms[name]
            ],
            columns=["service_id", "why"],
        ),
        tuple(_notes(case, school, through)),
    )
    return _named(found, case) if names else found


def _months(lines: pd.DataFrame, expected: Mapping[str, Mapping[Any, int]]) -> pd.DataFrame:
    """Return the figures by service and month."""
    found: dict[tuple[str, str], dict[str, int]] = {}

    def cell(service: str, month: tuple[int, int]) -> dict[str, int]:
        key = (service, f"{month[0]}-{month[1]:02d}")
        return found.setdefault(key, dict.fromkeys(("expected", GIVEN, MISSED, MADE_UP), 0))

    for service, months in expected.items():
        for month, minutes in months.items():
            cell(service, month)["expected"] += minutes
    for row in rows_of(lines):
        cell(row.service_id, month_of(row.date))[row.what] += int(row.minutes)
    rows = [{"service_id": service, "month": month, **cells}
            for (service, month), cells in found.items()]  # fmt: skip
    columns = ["service_id", "month", "expected", GIVEN, MISSED, MADE_UP]
    return _with_figures(pd.DataFrame(rows, columns=columns))[["service_id", "month", *FIGURES]]


def _with_figures(frame: pd.DataFrame) -> pd.DataFrame:
    plain = {name: frame[name].astype("int64") for name in ("expected", GIVEN, MISSED, MADE_UP)}
    frame = frame.assign(**plain)
    open_minutes = frame["expected"] - frame["given"] - frame["missed"]
    return frame.assign(
        unaccounted=open_minutes.clip(lower=0),
        beyond=(-open_minutes).clip(lower=0),
        balance=frame["given"] + frame["made_up"] - frame["expected"],
    )


def _services(owners: pd.DataFrame, months: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the figures by service, counted on the sums of all months."""
    plain = ["expected", "given", "missed", "made_up"]
    sums = months.groupby("service_id")[plain].sum()
    table = owners.assign(
        **{name: owners["service_id"].map(sums[name]).fillna(0).astype("int64") for name in plain}
    )
    table = _with_figures(table)
    standing = table["balance"].map(lambda minutes: int(minutes > 0) - int(minutes < 0))
    given = lines[(lines["what"] == GIVEN) & (lines["minutes"] > 0)]
    times = given.groupby("service_id")["date"].nunique()
    last = given.groupby("service_id")["date"].max()
    table = table[[*_FACTS, *FIGURES]].assign(
        standing=standing.map({-1: "behind", 0: "even", 1: "ahead"}).astype("str"),
        times=table["service_id"].map(times).fillna(0).astype("int64"),
        last_given=last.reindex(table["service_id"]).to_numpy(),
    )
    return table.sort_values(["balance", "service_id"], kind="stable", ignore_index=True)


def _missed(lines: pd.DataFrame) -> pd.DataFrame:
    missed = lines[lines["what"] == MISSED]
    missed = missed.assign(month=missed["date"].dt.strftime("%Y-%m"))
    keys = ["service_id", "month", "reason"]
    return missed.groupby(keys)["minutes"].sum().reset_index()


def _notes(case: Case, school: list[date], through: date) -> Iterator[str]:
    if case.table("service_log").empty:
        yield (
            "The case has no table service_log, so nobody says what was given; everything that was "
            "not missed is unaccounted."
        )
    if not school:
        yield "The calendar has no school days, so nothing is expected."
        return
    periods = {*case.table("services")["per"], *case.table("amendments")["per"]}
    if {"year", "quarter"} & periods and school[0].month not in FIRST_MONTHS:
        yield (
            f"The calendar begins on {school[0]}, within the school year; what is promised by the "
            "year or quarter is expected in full in the part that the calendar holds."
        )
    starts = case.table("services")["start_date"].dropna()
    early = int((starts < pd.Timestamp(school[0])).sum())
    if early:
        yield (
            f"The calendar begins on {school[0]}; what {early} services that began before were "
            "to give until then is not counted."
        )
    if through > school[-1]:
        yield f"The calendar ends on {school[-1]}; nothing is expected after it."


def _named(found: Audit, case: Case) -> Audit:
    return Audit(
        found.through,
        with_names(found.services, case),
        with_names(found.months, case),
        found.missed,
        with_names(found.dates, case),
        with_names(found.unaccounted, case),
        found.unclear,
        found.notes,
    )
