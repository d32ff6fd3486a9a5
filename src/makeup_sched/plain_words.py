"""The fixed words of the tables, dates, and counts of things, as people say them."""

from datetime import date

REASONS = {
    "provider_absent": "the therapist or teacher was absent",
    "provider_vacancy": "no therapist or teacher in the position",
    "provider_meeting": "the therapist or teacher was in a meeting",
    "school_activity": "a school activity",
    "school_assessment": "testing at school",
    "late_start_of_service": "the service began late",
    "student_absent": "the student was absent",
    "student_refused": "the student did not want to take part",
    "parent_cancelled": "cancelled by the family",
    "suspension": "suspension from school",
    "extended_absence": "a long absence of the student",
    "no_school_day": "no school on that day",
    "emergency_closure": "school closed in an emergency",
}
DISCIPLINES = {
    "SLP": "speech-language therapy",
    "OT": "occupational therapy",
    "PT": "physical therapy",
    "SPED": "special education instruction",
}
"""Usual codes; a discipline that is not here is written as the tables have it."""
BASES = {
    "": "award",
    "iep_team": "decision of the IEP team",
    "state_complaint": "decision on a state complaint",
    "mediation": "agreement in mediation",
    "hearing": "decision of a hearing",
    "agreement": "written agreement",
}
PAID_BACK = "paid back to the family"
"""Begins the note of a delivery that an outside provider gave and the family was paid back for."""
SETTINGS = {"individual": "alone", "group": "in a group"}
MODES = {
    "extra": "a session of its own",
    "join": "joins a regular session",
    "extend": "makes a regular session longer",
}
TIERS = {
    "school_day": "in the school day",
    "extended_day": "before or after school, or on a Saturday",
    "esy": "in the extended school year (ESY)",
}
STATUSES = {
    "short": "cut short",
    "broken": "not made up in time",
    "running": "time is running",
    "incomplete": "not complete",
    "reimbursed": "paid back",
    "beyond": "no missed minutes are left for it",
}
EMPLOYMENTS = {"staff": "staff of the school", "contract": "by contract"}
MEANS = {
    "interpreter_call": "call with an interpreter",
    "in_person": "in person",
    "phone": "telephone",
    "portal": "parent portal",
}
PAPERS = {
    "licence": "licence of the provider",
    "supervisor_licence": "licence of the supervisor",
    "payment_proof": "proof of payment",
    "session_note": "session note",
    "service_start": "start of the school's own service",
}
UNMET = {
    "no_provider": "nobody gives it where the student is",
    "past_due": "too few days until it is due",
    "locked": "sessions that were agreed stand there",
    "provider_full": "the provider may give no more make-up minutes",
    "student_cap": "the student may have no more make-up minutes a day",
    "no_common_time": "student and provider are not long enough free together",
    "group_only_with_incompatible": "only in groups that the student may not join",
    "competes": "the times went to others",
}
"""Why minutes of an item are unmet."""
COUNTED = {
    "owed": "to be made up",
    "not_owed": "not to be made up",
    "pending": "the IEP team has yet to decide",
}

BY_COLUMN: dict[str, dict[str, str]] = {
    "reason": {**REASONS, **UNMET},
    "decision": COUNTED,
    "counted": COUNTED,
    "discipline": DISCIPLINES,
    "disciplines": DISCIPLINES,
    "basis": {code: said for code, said in BASES.items() if code},
    "setting": SETTINGS,
    "mode": MODES,
    "tier": TIERS,
    "status": STATUSES,
    "standing": STATUSES,
    "employment": EMPLOYMENTS,
    "means": MEANS,
    "paper": PAPERS,
}
"""The fixed words of each column of the tables that people would say in another way."""
LISTS = frozenset({"disciplines"})
"""Those of these columns whose cells are lists, separated by semicolons."""


def cell(column: str, text: str) -> str:
    """Return a cell of a table as people say it: fixed words and lists of them, else as it is."""
    known = BY_COLUMN.get(column, {})
    return ", ".join(known.get(code, code) for code in _each(column, text)) if known else text


def codes(column: str, text: str) -> list[tuple[str, str]]:
    """Return the fixed words of a cell that `cell` says in another way: what it says, the word."""
    known = BY_COLUMN.get(column, {})
    return [(known[code], code) for code in _each(column, text) if known.get(code, code) != code]


def _each(column: str, text: str) -> list[str]:
    return text.split(";") if column in LISTS else [text]


def long_date(day: date) -> str:
    """Return a date as `November 2, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"


def long_month(month: str) -> str:
    """Return a month such as `2026-11` as `November 2026`."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


def discipline(code: str) -> str:
    """Return a discipline in words; one that is not known as it is written."""
    return DISCIPLINES.get(code, code)


def reason(code: str) -> str:
    """Return a reason for which a session was missed in words."""
    return REASONS.get(code, code.replace("_", " "))


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, `1 session` or `2 sessions`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def figure(number: int) -> str:
    """Return a whole number with commas between thousands."""
    return f"{number:,}"
