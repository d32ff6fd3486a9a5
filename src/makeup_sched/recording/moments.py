"""Dates and times at which the record is looked at, as the record writes them."""

from datetime import UTC, date, datetime, time

from makeup_sched.recording.errors import RecordError

Moment = date | datetime | str
"""A date (its end, by the local clock), a time, or either as ISO text."""


def utc_text(moment: Moment) -> str:
    """Return a moment in the form of `recorded_at`; a time without a zone is a local one."""
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
        except ValueError as error:
            raise RecordError(f"{moment} is not a date; write it as 2026-05-11") from error
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.max)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def local_text(recorded_at: str) -> str:
    """Return when an entry was written, by the local clock, as `2026-05-11 10:03`."""
    return f"{datetime.fromisoformat(recorded_at).astimezone():%Y-%m-%d %H:%M}"
