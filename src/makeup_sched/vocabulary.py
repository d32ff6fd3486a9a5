"""The fixed words of the field that tables and policies may use, each list declared once."""

from typing import Literal, get_args

DayType = Literal["school", "early_release", "delayed_start", "no_school", "esy", "saturday"]
Category = Literal[
    "core",
    "specials",
    "lunch",
    "recess",
    "intervention",
    "resource",
    "homeroom",
    "study_hall",
    "independent",
    "best_time",
    "related_service",
    "before_school",
    "after_school",
    "esy",
    "unavailable",
]
CategoryRule = Literal["never", "avoid", "allow", "prefer"]
Reason = Literal[
    "provider_absent",
    "provider_vacancy",
    "provider_meeting",
    "school_activity",
    "school_assessment",
    "late_start_of_service",
    "student_absent",
    "student_refused",
    "parent_cancelled",
    "suspension",
    "extended_absence",
    "no_school_day",
    "emergency_closure",
]
ReasonRule = Literal["owed", "not_owed", "team_decides"]
Decision = Literal["", "owed", "not_owed"]
Mode = Literal["extra", "join", "extend"]
Term = Literal[
    "unmet",
    "contract",
    "esy",
    "extended_day",
    "avoid",
    "other_provider",
    "lateness",
    "sessions",
]
Tier = Literal["school_day", "extended_day", "esy"]
HoursKind = Literal[
    "work", "lunch", "planning", "meeting", "evaluation", "travel", "leave", "other"
]
Employment = Literal["staff", "contract"]
Setting = Literal["individual", "group"]
Period = Literal["week", "month", "quarter", "year"]
LogStatus = Literal["given", "short", "missed"]
Paper = Literal[
    "contract",
    "licence",
    "supervisor_licence",
    "receipt",
    "payment_proof",
    "session_note",
    "service_start",
    "other",
]
Means = Literal["letter", "email", "phone", "interpreter_call", "in_person", "portal", "other"]
Basis = Literal["", "iep_team", "state_complaint", "mediation", "hearing", "agreement"]

DAY_TYPES: tuple[str, ...] = get_args(DayType)
CATEGORIES: tuple[str, ...] = get_args(Category)
CATEGORY_RULES: tuple[str, ...] = get_args(CategoryRule)
REASONS: tuple[str, ...] = get_args(Reason)
REASON_RULES: tuple[str, ...] = get_args(ReasonRule)
MODES: tuple[str, ...] = get_args(Mode)
TERMS: tuple[str, ...] = get_args(Term)
TIERS: tuple[str, ...] = get_args(Tier)
HOURS_KINDS: tuple[str, ...] = get_args(HoursKind)
EMPLOYMENTS: tuple[str, ...] = get_args(Employment)
SETTINGS: tuple[str, ...] = get_args(Setting)
PERIODS: tuple[str, ...] = get_args(Period)
LOG_STATUSES: tuple[str, ...] = get_args(LogStatus)
PAPERS: tuple[str, ...] = get_args(Paper)
MEANS: tuple[str, ...] = get_args(Means)
PENDING_RULES = ("hold", "plan")
BASES: tuple[str, ...] = tuple(word for word in get_args(Basis) if word)

SCHOOL_DAY_TYPES = ("school", "early_release", "delayed_start")
"""Day types on which regular sessions take place and which make the tier `school_day`."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EVERY_SITE = "*"
TELE = "tele"
