"""Every sentence of a letter in English, which is also what translations are looked up by.

Words in braces are filled in. A catalogue of a language translates exactly these.
"""

from makeup_sched.plain_words import BASES, DISCIPLINES, REASONS

TITLE = "Make-up of missed services"
GREETING = "Dear family of {student},"
INTRODUCTION = (
    "Some sessions of your child's services in the IEP (individualized education program) did not "
    "take place. This letter says what was missed, what is planned, and whom you can call."
)
MISSED = "What was missed"
DATE, TIME, SERVICE, MINUTES = "Date", "Time", "Service", "Minutes"
WHY, BECOMES = "Why", "What becomes of it"
MADE_UP = "made up"
TO_BE = "to be made up"
WILL_NOT = "will not be made up, by the rules of the school"
UNDECIDED = "the IEP team has yet to decide"
PARTLY = "{minutes} minutes made up; the rest: {rest}"
AWARDED = "Minutes that were awarded to your child"
BY, GIVEN = "By", "Given so far"
PLANNED = "What is planned"
WHERE, SETTING = "Where", "Setting"
BY_VIDEO, ALONE, IN_GROUP = "by video", "alone", "in a group of {size}"
FROM_TO = "{start} to {end}"
NONE_PLANNED = "No make-up session is planned yet."
PASSED = "Planned for a day that is over"
NOT_NOTED = (
    "These sessions were planned for days before the date of this letter. The school has not yet "
    "noted whether they took place. Please call if you would like to know."
)
IN_SUM = "In sum"
OWED = "Minutes owed now"
OWED_ROUNDED_UP = "{owed} ({minutes} of them added by rounding up)"
WITH_DATE = "of these, with a date"
NOT_CONFIRMED = "of these, planned for a day that is over, not yet confirmed"
WITHOUT_DATE = "of these, without a date yet"
PENDING = "Minutes about which the IEP team has yet to decide"
WHOM_TO_CALL = "Whom to call"
NAME, TELEPHONE, EMAIL = "Name", "Telephone", "E-mail"
PLEASE_CALL = "Please call if a time does not suit your child, or if you have a question."
MEETING = "You may ask for a meeting of the IEP team at any time."
INTERPRETER = "You may ask for an interpreter and for a translation of this letter, free of charge."
SINCERELY = "Sincerely,"
DRAFT = (
    "DRAFT, NOT REVIEWED: no speaker of this language has checked this translation yet. The "
    "English letter after it is the one that counts."
)
REVIEWED = "Translation reviewed by {reviewer} on {date}."
CONFIDENTIAL = "Confidential: this letter is about one student."

MESSAGES: tuple[str, ...] = (
    TITLE, GREETING, INTRODUCTION, MISSED, DATE, TIME, SERVICE, MINUTES, WHY, BECOMES, MADE_UP,
    TO_BE, WILL_NOT, UNDECIDED, PARTLY, AWARDED, BY, GIVEN, PLANNED, WHERE, SETTING, BY_VIDEO,
    ALONE, IN_GROUP, FROM_TO, NONE_PLANNED, PASSED, NOT_NOTED, IN_SUM, OWED, OWED_ROUNDED_UP,
    WITH_DATE, NOT_CONFIRMED, WITHOUT_DATE, PENDING, WHOM_TO_CALL, NAME, TELEPHONE, EMAIL,
    PLEASE_CALL, MEETING, INTERPRETER, SINCERELY, DRAFT, REVIEWED, CONFIDENTIAL,
    *DISCIPLINES.values(), *REASONS.values(), *BASES.values(),
)  # fmt: skip
"""All of them, each once."""
