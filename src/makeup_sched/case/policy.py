"""The policy of a district or school: every choice that the plan depends on, with its default."""

from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from makeup_sched.case.profiles.profile import NAMES, with_profile
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.vocabulary import Category, CategoryRule, Mode, Reason, ReasonRule, Term


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


OptionalDate = Annotated[date | None, BeforeValidator(_blank_is_none)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


DEFAULT_CATEGORIES: dict[Category, CategoryRule] = {
    "core": "never",
    "lunch": "never",
    "recess": "never",
    "related_service": "never",
    "unavailable": "never",
    "specials": "avoid",
    "intervention": "allow",
    "resource": "allow",
    "study_hall": "prefer",
    "homeroom": "prefer",
    "independent": "prefer",
    "best_time": "prefer",
    "before_school": "allow",
    "after_school": "allow",
    "esy": "allow",
}
DEFAULT_REASONS: dict[Reason, ReasonRule] = {
    "provider_absent": "owed",
    "provider_vacancy": "owed",
    "provider_meeting": "owed",
    "school_activity": "owed",
    "school_assessment": "owed",
    "late_start_of_service": "owed",
    "student_absent": "not_owed",
    "student_refused": "team_decides",
    "parent_cancelled": "not_owed",
    "suspension": "team_decides",
    "extended_absence": "team_decides",
    "no_school_day": "not_owed",
    "emergency_closure": "team_decides",
}


DEFAULT_HOURLY_RATES = {"SLP": 80.0, "OT": 70.0, "PT": 75.0, "SPED": 86.0}


class ObjectiveSection(_Section):
    """What is minimised, the most important term first."""

    order: tuple[Term, ...] = (
        "unmet",
        "contract",
        "esy",
        "extended_day",
        "avoid",
        "other_provider",
        "lateness",
        "sessions",
    )

    @model_validator(mode="after")
    def _no_term_twice(self) -> "ObjectiveSection":
        if len(set(self.order)) != len(self.order):
            raise ValueError("a term stands twice in the order")
        return self


class ContractSection(_Section):
    """Terms under which contractors can be called in (minutes, days, dollars per hour)."""

    lead_days: int = Field(default=35, ge=0)
    min_visit_minutes: int = Field(default=60, ge=1, le=24 * 60)
    hourly_rate: dict[str, Annotated[float, Field(ge=0)]] = Field(
        default_factory=lambda: dict(DEFAULT_HOURLY_RATES)
    )

    @field_validator("hourly_rate", mode="before")
    @classmethod
    def _keep_other_defaults(cls, given: Any) -> Any:
        return {**DEFAULT_HOURLY_RATES, **given} if isinstance(given, dict) else given


class CostsSection(_Section):
    """What an hour costs without a contractor, in dollars."""

    after_hours_rate: float = Field(default=60.0, ge=0)
    esy_rate: float = Field(default=60.0, ge=0)
    reimbursement_rate: float = Field(default=86.0, ge=0)


class ClocksSection(_Section):
    """Clocks that start with a missed session (school days); 0 days: there is no such clock.

    `excluded_reasons` are those for which a student is out: a session missed for one of them
    starts no clock, and the days on which the student was out for one don't count.
    """

    not_delivered_within_school_days: int = Field(default=0, ge=0)
    notice_within_school_days: int = Field(default=0, ge=0)
    excluded_reasons: tuple[Reason, ...] = ()


class LettersSection(_Section):
    """Who writes to families and whom they can call; blank: the letter leaves a line for it."""

    sender: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""


ORDERED = {
    "end_date": "start_date",
    "max_session": "min_session",
    "max_extension": "min_extension",
}
"""Keys that must not come before, or be less than, another one."""


class Policy(_Section):
    """All keys of `policy.toml`; minutes are whole numbers, dates are plain dates.

    `profile` names a packaged profile, which sets what is not given otherwise. `categories` and
    `reasons` always hold every known word: what neither the file nor the profile sets keeps its
    default.
    """

    profile: str = ""
    start_date: OptionalDate = None
    end_date: OptionalDate = None
    grid_minutes: int = Field(default=5, ge=1, le=60)
    min_session: int = Field(default=15, ge=1)
    max_session: int = Field(default=60, ge=1, validate_default=True)
    makeup_minutes_per_day: int = Field(default=60, ge=0)
    sessions_per_day_per_item: int = Field(default=1, ge=1)
    modes: tuple[Mode, ...] = ("extra", "join", "extend")
    min_extension: int = Field(default=5, ge=1)
    max_extension: int = Field(default=10, ge=1, validate_default=True)
    due_within_days: int = Field(default=0, ge=0)
    group_cap: int = Field(default=4, ge=1)
    group_grade_span: int = Field(default=2, ge=0)
    pending: str = Field(default="hold", pattern="^(hold|plan)$")
    time_zone: str = "America/New_York"
    categories: dict[Category, CategoryRule] = Field(default_factory=dict)
    reasons: dict[Reason, ReasonRule] = Field(default_factory=dict)
    objective: ObjectiveSection = ObjectiveSection()
    contract: ContractSection = ContractSection()
    costs: CostsSection = CostsSection()
    clocks: ClocksSection = ClocksSection()
    letters: LettersSection = LettersSection()

    @field_validator("profile")
    @classmethod
    def _known_profile(cls, name: str) -> str:
        if name and name not in NAMES:
            raise ValueError(f"must be one of {', '.join(NAMES)}{did_you_mean(name, NAMES)}")
        return name

    @field_validator("time_zone")
    @classmethod
    def _known_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            raise ValueError("must be the name of a time zone, such as America/Chicago") from None
        return name

    @model_validator(mode="before")
    @classmethod
    def _fill_tables(cls, data: Any) -> Any:
        if isinstance(data, dict):
            data = with_profile(data)
            for key, defaults in (("categories", DEFAULT_CATEGORIES), ("reasons", DEFAULT_REASONS)):
                given = data.get(key, {})
                if isinstance(given, dict):
                    data[key] = {**defaults, **given}
        return data

    @field_validator(*ORDERED)
    @classmethod
    def _in_order(cls, value: Any, info: ValidationInfo) -> Any:
        first = ORDERED[str(info.field_name)]
        least = info.data.get(first)  # missing where it is wrong itself
        if value is not None and least is not None and value < least:
            wrong = "is before" if isinstance(value, date) else "is less than"
            raise ValueError(f"{wrong} {first}, which is {least}")
        return value
