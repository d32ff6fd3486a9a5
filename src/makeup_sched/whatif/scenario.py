"""A scenario: a name and the changes it makes to a case, as `scenarios.toml` holds them."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from makeup_sched.vocabulary import SCHOOL_DAY_TYPES, Employment

BASE = "as it is"
"""The name of the case without changes."""


def _clock(value: Any) -> Any:
    """Take a time of day that TOML knows as such (08:00:00) like the text `08:00`."""
    return f"{value:%H:%M}" if isinstance(value, dt.time) else value


def _cell(value: Any) -> Any:
    """Take a list of words like the text of a cell, which has `;` between them."""
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _words(value: Any) -> Any:
    """Take numbers such as grades like words."""
    whole = isinstance(value, list)
    return [str(one) if isinstance(one, int) else one for one in value] if whole else value


Time = Annotated[str, BeforeValidator(_clock)]
Cell = Annotated[str, BeforeValidator(_cell)]
Words = Annotated[list[str], BeforeValidator(_words)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hours(_Part):
    """Time at work: weekdays (`Mon;Wed`), `HH:MM`, a site; dates and kinds of day limit it."""

    weekday: Cell = "*"
    start: Time
    end: Time
    site: str = ""
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    day_types: Cell = ";".join(SCHOOL_DAY_TYPES)


class MoreHours(Hours):
    """Further time at work of a provider who is there."""

    provider_id: str


class _Terms(_Part):
    """What a provider works under: group size, make-up minutes, dollars per hour."""

    max_group: int | None = Field(default=None, ge=1)
    makeup_minutes_per_day: int | None = Field(default=None, ge=0)
    makeup_minutes_per_week: int | None = Field(default=None, ge=0)
    hourly_rate: float | None = Field(default=None, ge=0)


class NewProvider(_Terms):
    """A provider who is not there yet."""

    provider_id: str = Field(min_length=1)
    disciplines: Words = Field(min_length=1)
    employment: Employment = "staff"
    hours: list[Hours] = Field(min_length=1)


class ChangedProvider(_Terms):
    """Other terms of a provider who is there; what is left out stays."""

    provider_id: str
    disciplines: Words | None = Field(default=None, min_length=1)
    employment: Employment | None = None


class Absence(_Part):
    """A provider who is gone, from a date on where one is given."""

    provider_id: str
    from_date: dt.date | None = None


class Students(_Part):
    """What is agreed for some students: all, or those listed, of some schools and grades."""

    ids: Words = []
    schools: Words = []
    grades: Words = []
    after_school: bool | None = None
    esy: bool | None = None
    tele: bool | None = None
    extend: bool | None = None
    max_makeup_minutes_per_day: int | None = Field(default=None, ge=0)


class AwardDue(_Part):
    """Another due date of one award."""

    award_id: str
    due_on: dt.date


class Scenario(_Part):
    """One scenario.

    Attributes
    ----------
    name
        Stands in every table and picture.
    add_provider, change_provider, add_hours, remove_provider, students
        Changes to people, see their classes.
    award_due
        New due dates of single awards.
    due_days_later
        Days by which all due dates move: those that awards have, and the policy's. Below 0:
        earlier.
    policy
        Keys of the policy and their values, as in `policy.toml`. A profile's own values come over
        the case's, and the other keys given here over the profile's.
    policy_file
        A whole other policy, beside `scenarios.toml`; `policy` overrides it.
    """

    name: str = Field(min_length=1)
    add_provider: list[NewProvider] = []
    change_provider: list[ChangedProvider] = []
    add_hours: list[MoreHours] = []
    remove_provider: list[Absence] = []
    students: list[Students] = []
    award_due: list[AwardDue] = []
    due_days_later: int = 0
    policy: dict[str, Any] = {}
    policy_file: Path | None = None

    @field_validator("name")
    @classmethod
    def _not_the_base(cls, name: str) -> str:
        if name.strip().casefold() == BASE:
            raise ValueError("stands for the case without changes; choose another name")
        return name.strip()
