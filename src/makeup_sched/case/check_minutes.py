"""Checks of missed, delivered and awarded minutes."""

from collections.abc import Iterator

import pandas as pd

from makeup_sched.case.checked import CheckedTables
from makeup_sched.tables.problems import Problem

SCHOOL_DAY = 8 * 60
"""Minutes that no session lasts: more than the longest school day."""

MINUTES_OF_ONE_SESSION = (("services", "minutes"), ("amendments", "minutes"))
"""Missed minutes are held against those of the service."""


def longer_than_a_day(given: CheckedTables) -> Iterator[Problem]:
    """A session of more minutes than a school day has, such as hours of a month in one cell."""
    message = "is more minutes than a school day has; write those of one session"
    for table, column in MINUTES_OF_ONE_SESSION:
        if table in given.usable:
            long = given[table][column] > SCHOOL_DAY
            yield from given.flag(table, long, column, message, "warning")


def owed_twice(given: CheckedTables) -> Iterator[Problem]:
    """Two rows for the same service and date: an error where they are the same in every cell."""
    missed = given["missed"]
    dated = missed["date"].notna() & (missed["service_id"] != "")
    repeated = dated & missed.duplicated(["date", "service_id"])
    if not repeated.any():
        return
    same = missed.duplicated()
    first: dict[tuple[object, str], int] = {}
    for row, day, service in zip(missed.index, missed["date"], missed["service_id"], strict=True):
        earlier = first.setdefault((day, service), int(row))
        if repeated[row]:
            yield _twice(int(row), earlier, day, service, bool(same[row]))


def more_missed_than_a_session(given: CheckedTables) -> list[Problem]:
    """A row of more minutes than a session of its service lasts on its date."""
    message = "is more than a session of this service lasts; all of it counts"
    more = given["missed"]["minutes"] > _session_minutes(given)
    return given.flag("missed", more, "minutes", message, "warning")


def _session_minutes(given: CheckedTables) -> pd.Series:
    """Return how long a session of the service of each row of `missed` lasts on its date."""
    services = given["services"].drop_duplicates("service_id").set_index("service_id")
    missed, changes = given["missed"], given["amendments"]
    lengths = missed["service_id"].map(services["minutes"]).astype("Int64")
    changes = changes[changes["start_date"].notna()].sort_values("start_date", kind="stable")
    dated = missed.loc[missed["date"].notna(), ["date", "service_id"]].sort_values("date")
    if changes.empty or dated.empty:
        return lengths
    amended = pd.merge_asof(
        dated,
        changes[["start_date", "service_id", "minutes"]],
        left_on="date",
        right_on="start_date",
        by="service_id",
    )["minutes"]
    return pd.Series(amended.array, dated.index, "Int64").reindex(missed.index).fillna(lengths)


def missed_outside_service(given: CheckedTables) -> Iterator[Problem]:
    """A session missed before its service began or after it ended."""
    services = given["services"].drop_duplicates("service_id").set_index("service_id")
    missed = given["missed"]
    if services.empty:
        return
    start = missed["service_id"].map(services["start_date"])
    end = missed["service_id"].map(services["end_date"])
    message = "is before the first date of the service; the minutes count all the same"
    yield from given.flag("missed", missed["date"] < start, "date", message, "warning")
    message = "is after the last date of the service; the minutes count all the same"
    yield from given.flag("missed", missed["date"] > end, "date", message, "warning")


def missed_in_the_log_alone(given: CheckedTables) -> list[Problem]:
    """A session that the service log calls missed, without a row of `missed`."""
    log, missed = given["service_log"], given["missed"]
    known = set(zip(missed["date"], missed["service_id"], strict=True))
    alone = [
        status == "missed" and (day, service) not in known
        for day, service, status in zip(log["date"], log["service_id"], log["status"], strict=True)
    ]
    message = (
        "is missed by this log, but the table missed has no row of that date and service, so "
        "nothing is owed for it"
    )
    return given.flag("service_log", alone, "service_id", message, "warning")


def more_delivered_than_missed(given: CheckedTables) -> Iterator[Problem]:
    """More minutes delivered than were ever missed or awarded."""
    missed = given["missed"].groupby("service_id")["minutes"].sum()
    awarded = given["awards"].groupby("award_id")["minutes"].sum()
    due = missed.add(awarded, fill_value=0)
    delivered = given["delivered"]
    running = delivered.groupby("owed_id")["minutes"].cumsum()
    known = delivered["owed_id"].map(due).astype("Int64")
    over = (running > known).fillna(False)
    surplus = delivered[over].drop_duplicates("owed_id")
    for row, item in zip(surplus.index, surplus["owed_id"], strict=True):
        message = (
            f"has more minutes delivered than the {int(due[item])} that were missed or awarded; "
            "the surplus counts for nothing"
        )
        yield Problem("delivered", int(row), "owed_id", item, message, "warning")


def _twice(row: int, earlier: int, day: pd.Timestamp, service: str, same: bool) -> Problem:
    message = f"is missed on {day.date()} in row {earlier} too"
    if same:
        message += ", the same in every cell; delete one of the two rows"
        return Problem("missed", row, "service_id", service, message)
    return Problem("missed", row, "service_id", service, message + "; both count", "warning")
