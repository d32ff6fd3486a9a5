"""The contract as tables: every visit, those that recur as a pattern, hours by school and month."""

import datetime as dt
from collections import Counter
from itertools import pairwise

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.contracts.prices import Served, contract_rate
from makeup_sched.tables.rendering import time_text
from makeup_sched.vocabulary import WEEKDAYS

VISIT_COLUMNS = (
    "discipline", "site", "date", "weekday", "start", "end", "minutes", "student_minutes", "dollars"
)  # fmt: skip

_LONGEST_GAP = dt.timedelta(weeks=2)
_TYPES = {
    "date": "datetime64[s]",
    "minutes": "int64",
    "student_minutes": "int64",
    "dollars": "float64",
}


def visit_table(case: Case, visits: list[Served]) -> pd.DataFrame:
    """Return one line per visit, earliest first.

    Columns: `discipline`, `site`, `date`, `weekday`, `start` and `end` (`HH:MM`), `minutes` (paid),
    `student_minutes` (given to all who attend together), `dollars` (missing without
    a rate).
    """
    rows = []
    for one in sorted(visits, key=lambda served: served.visit):
        visit = one.visit
        rate = contract_rate(case, visit.post.discipline)
        rows.append(
            (
                visit.post.discipline,
                visit.post.site,
                pd.Timestamp(visit.date),
                WEEKDAYS[visit.date.weekday()],
                time_text(visit.start),
                time_text(visit.end),
                visit.minutes,
                one.student_minutes,
                float("nan") if rate is None else rate * visit.minutes / 60,
            )
        )
    table = pd.DataFrame(rows, columns=list(VISIT_COLUMNS))
    return table.astype(_TYPES)


def dates_with_several(visits: pd.DataFrame) -> int:
    """Return on how many dates visits of one discipline overlap at one place."""
    post = ["discipline", "site", "date"]
    ordered = visits.sort_values([*post, "start"])
    until = ordered.groupby(post)["end"].shift()  # times as HH:MM sort as they follow one another
    return int(ordered.loc[(ordered["start"] < until).fillna(False), "date"].nunique())


def weekly_pattern(visits: pd.DataFrame) -> pd.DataFrame:
    """Return the visits as a pattern: the same hours on the same weekday are one line.

    Columns: `discipline`, `site`, `weekday`, `start`, `end`, `visits`, `first_date`, `last_date`,
    `hours`, `dates` (`YYYY-MM-DD`, joined by `;`, one for each visit); by weekday within a
    discipline and site.
    """
    keys = ["discipline", "site", "weekday", "start", "end"]
    pattern = visits.groupby(keys, as_index=False).agg(
        visits=("date", "size"),
        first_date=("date", "min"),
        last_date=("date", "max"),
        hours=("minutes", "sum"),
        dates=("date", _joined),
    )
    pattern = pattern.assign(hours=pattern["hours"] / 60, dates=pattern["dates"].astype("str"))
    order = pattern["weekday"].map({name: number for number, name in enumerate(WEEKDAYS)})
    return (
        pattern.assign(order=order)
        .sort_values(["discipline", "site", "order", "start"], ignore_index=True)
        .drop(columns="order")
    )


def _joined(dates: "pd.Series[pd.Timestamp]") -> str:
    return ";".join(dates.sort_values().dt.strftime("%Y-%m-%d"))


def _recurs(dates: str) -> bool:
    """Say whether visits go on week after week, as many each time, at most one week left out."""
    count = Counter(map(dt.date.fromisoformat, dates.split(";")))
    gaps = [after - before for before, after in pairwise(sorted(count))]
    return bool(gaps) and max(gaps) <= _LONGEST_GAP and len(set(count.values())) == 1


def recurring(pattern: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of `weekly_pattern` whose visits go on week after week."""
    return pattern[pattern["dates"].map(_recurs).astype(bool)].reset_index(drop=True)


def on_single_dates(pattern: pd.DataFrame) -> pd.DataFrame:
    """Return the visits of all other lines of `weekly_pattern`, by date.

    Columns: `discipline`, `site`, `date`, `weekday`, `start`, `end`, `visits` (at once), `hours`.
    """
    others = pattern[~pattern["dates"].map(_recurs).astype(bool)]
    each = others.assign(
        date=others["dates"].str.split(";"), hours=others["hours"] / others["visits"]
    ).explode("date")
    each["date"] = pd.to_datetime(each["date"])
    keys = ["discipline", "site", "date", "weekday", "start", "end"]
    return each.groupby(keys, as_index=False).agg(visits=("date", "size"), hours=("hours", "sum"))


def _all_or_none(dollars: "pd.Series[float]") -> float:
    """Return the sum; missing where any is: without a rate there is no price."""
    return float(dollars.sum(skipna=False))


def hours_by_month(visits: pd.DataFrame) -> pd.DataFrame:
    """Return contract hours by discipline, site and month.

    Columns: `discipline`, `site`, `month` (`YYYY-MM`), `visits`, `hours`, `dollars`.
    """
    monthly = visits.assign(month=visits["date"].dt.strftime("%Y-%m").astype("str"))
    table = monthly.groupby(["discipline", "site", "month"], as_index=False).agg(
        visits=("date", "size"), hours=("minutes", "sum"), dollars=("dollars", _all_or_none)
    )
    return table.assign(hours=table["hours"] / 60)
