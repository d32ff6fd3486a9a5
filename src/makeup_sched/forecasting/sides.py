"""On whose side a session is missed: the provider's, who is out for all, or the student's."""

from typing import Literal

from makeup_sched.vocabulary import Reason

Side = Literal["provider", "student"]
SIDES: tuple[Side, ...] = ("provider", "student")

REASONS_OF: dict[Side, tuple[Reason, ...]] = {
    "provider": ("provider_absent", "provider_meeting"),
    "student": ("student_absent", "student_refused", "parent_cancelled", "suspension",
                "school_activity", "school_assessment"),
}  # fmt: skip
"""Reasons that single days are missed for; the first of each side is the usual one."""
GAPS: tuple[Reason, ...] = (
    "provider_vacancy",
    "late_start_of_service",
    "extended_absence",
    "no_school_day",
    "emergency_closure",
)
"""Reasons for which weeks, or everybody's sessions, fall out: these are not drawn day by day."""
