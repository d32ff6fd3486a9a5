"""The fixed words of the tables as people say them."""

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
COUNTED = {
    "owed": "to be made up",
    "not_owed": "not to be made up",
    "pending": "the IEP team has yet to decide",
}


def discipline(code: str) -> str:
    """Return a discipline in words; one that is not known as it is written."""
    return DISCIPLINES.get(code, code)


def reason(code: str) -> str:
    """Return a reason for which a session was missed in words."""
    return REASONS.get(code, code.replace("_", " "))
