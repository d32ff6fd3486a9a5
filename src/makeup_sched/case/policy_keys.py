"""The keys of a policy as dotted names, each with the kind of its value and its default."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from makeup_sched.case.policy import Policy
from makeup_sched.case.profiles.profile import NAMES
from makeup_sched.vocabulary import (
    CATEGORIES,
    CATEGORY_RULES,
    MODES,
    PENDING_RULES,
    REASON_RULES,
    REASONS,
    TERMS,
)

KeyKind = Literal["whole", "dollars", "date", "list", "word", "text"]


@dataclass(frozen=True)
class PolicyKey:
    """One key of the policy: dotted name, kind, default as a cell holds it, words, meaning."""

    name: str
    kind: KeyKind
    default: str | int | float
    allowed: tuple[str, ...]
    description: str


DESCRIPTIONS = {
    "profile": "Whose rules are the defaults of other keys (makeup-sched profiles); blank: none.",
    "start_date": "First date to plan on; blank: day after the newest missed or delivered date.",
    "end_date": "Last date to plan on; blank: the last date in the calendar that is not no_school.",
    "grid_minutes": "Sessions start on this grid and last a multiple of it, in minutes.",
    "min_session": "Shortest session in minutes; an item that owes less gets one of just that.",
    "max_session": "Longest session in minutes.",
    "makeup_minutes_per_day": "Most make-up minutes per student and day, all disciplines.",
    "sessions_per_day_per_item": "Most sessions per owed item and day.",
    "modes": "Ways to make up: extra (own session), join (a regular one), extend (lengthen one).",
    "min_extension": "Least minutes by which a regular session is extended.",
    "max_extension": "Most minutes by which a regular session is extended, per day.",
    "due_within_days": "Days from the oldest missed date to the due date; 0: none of its own.",
    "group_cap": "Most students in one session.",
    "group_grade_span": "Most grades between the youngest and the oldest in a group.",
    "pending": "hold: pending minutes wait for the team; plan: they are planned, marked as such.",
    "time_zone": "Time zone of every time of day, for calendar files; a name such as "
    "America/Chicago.",
    "objective.order": "What is minimised, most important first.",
    "contract.lead_days": "Days from the decision to a contract provider's first session.",
    "contract.min_visit_minutes": "A contract provider is not called in for fewer minutes.",
    "costs.after_hours_rate": "Staff, dollars per hour outside the school day.",
    "costs.esy_rate": "Staff, dollars per hour in the ESY window.",
    "costs.reimbursement_rate": "Dollars per hour paid back to a family for a private provider.",
    "clocks.not_delivered_within_school_days": "School days within which a missed session is to "
    "be delivered; 0: no such clock.",
    "clocks.notice_within_school_days": "School days from the end of that clock to the notice to "
    "the parent; 0: no notice.",
    "clocks.excluded_reasons": "Reasons for which a student is out: such a session starts no "
    "clock, such a day counts on none.",
    "letters.sender": "School or district that letters to families come from; blank: the school.",
    "letters.contact_name": "Whom families can call; blank: a letter leaves a line for it.",
    "letters.contact_phone": "The telephone number to call.",
    "letters.contact_email": "The e-mail address to write to.",
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "modes": MODES,
    "objective.order": TERMS,
    "pending": PENDING_RULES,
    "profile": NAMES,
    "clocks.excluded_reasons": REASONS,
}


def flat(data: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return nested keys as dotted names with their values."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = value
    return found


def _key(name: str, value: Any) -> PolicyKey:
    section, _, last = name.partition(".")
    if section == "categories":
        text = f"May a make-up session use {last} time?"
        return PolicyKey(name, "word", value, CATEGORY_RULES, text)
    if section == "reasons":
        text = f"Are minutes missed for the reason {last} owed?"
        return PolicyKey(name, "word", value, REASON_RULES, text)
    if name.startswith("contract.hourly_rate."):
        text = (
            f"Dollars per hour of contract {name.rpartition('.')[2]}; a provider's own rate wins."
        )
        return PolicyKey(name, "dollars", value, (), text)
    allowed = _ALLOWED.get(name, ())
    if isinstance(value, (list, tuple)):
        return PolicyKey(name, "list", ";".join(value), allowed, DESCRIPTIONS[name])
    if value is None or isinstance(value, date):
        return PolicyKey(name, "date", "", allowed, DESCRIPTIONS[name])
    kind: KeyKind = "whole"
    if isinstance(value, str):
        kind = "word" if allowed else "text"
    if isinstance(value, float):
        kind = "dollars"
    return PolicyKey(name, kind, value, allowed, DESCRIPTIONS[name])


KEYS: dict[str, PolicyKey] = {
    name: _key(name, value) for name, value in flat(Policy().model_dump()).items()
}
"""Every key of the policy by its dotted name, in the order of `policy.toml`."""

WORDS_BELOW = {"categories": CATEGORIES, "reasons": REASONS}
"""The words that may stand below a section of the policy."""


def find_key(name: str) -> str:
    """Return the key that is spelled `name` but for capitals and spaces, else `name` itself."""
    plain = name.casefold().replace(" ", "_")
    return next((key for key in KEYS if key.casefold() == plain), name)
