"""Declarations of what the record holds beside the tables of a case: decisions, notices, papers."""

from makeup_sched.tables.columns import column, table
from makeup_sched.vocabulary import LOG_STATUSES, MEANS, PAPERS, REASONS

NOTE = "For people; nothing reads it."

DECISIONS = table(
    "decisions",
    "Decisions of the team",
    "Whether the minutes of a missed session are owed, and who decided it.",
    [
        column("date", "date", "Date", "The date of the missed session.",
               required=True, example="2026-01-27"),
        column("service_id", "id", "Service", "The service that was missed.",
               required=True, example="S003-SLP"),
        column("decision", "word", "Decision", "What the team decided.",
               required=True, allowed=("owed", "not_owed"), example="owed"),
        column("decided_by", "text", "Decided by", "Who decided.",
               required=True, example="IEP team"),
        column("decided_on", "date", "Decided on", "The date of the decision.",
               example="2026-02-03"),
        column("note", "text", "Note", NOTE, example="minutes of the meeting are filed"),
    ],
)  # fmt: skip

CUT_SHORT = table(
    "cut_short",
    "Make-up sessions cut short",
    "Make-up sessions of which a part was given; that part counts as delivered.",
    [
        column("date", "date", "Date", "The date of the session.",
               required=True, example="2026-02-05"),
        column("owed_id", "id", "Owed item", "A service_id or an award_id.",
               required=True, example="S001-SLP"),
        column("minutes", "whole", "Minutes", "How many minutes were given.",
               required=True, unit="minutes", minimum=1, example="10"),
        column("planned", "whole", "Planned", "How many minutes were planned.",
               unit="minutes", minimum=1, example="30"),
        column("reason", "word", "Reason", "Why it was cut short.",
               allowed=REASONS, example="school_activity"),
        column("provider_id", "id", "Provider", "Who gave them.", example="P01"),
        column("session_id", "id", "Session", "Id of the planned session.", example="M001"),
        column("note", "text", "Note", NOTE, example="fire drill"),
    ],
)  # fmt: skip

MISSED_AGAIN = table(
    "missed_again",
    "Make-up sessions missed again",
    "Planned make-up sessions that were not held; their minutes stay owed.",
    [
        column("date", "date", "Date", "The date of the session.",
               required=True, example="2026-02-06"),
        column("owed_id", "id", "Owed item", "A service_id or an award_id.",
               required=True, example="S001-SLP"),
        column("planned", "whole", "Planned", "How many minutes were planned.",
               unit="minutes", minimum=1, example="30"),
        column("reason", "word", "Reason", "Why it was not held.",
               required=True, allowed=REASONS, example="student_absent"),
        column("provider_id", "id", "Provider", "Who was to give it.", example="P01"),
        column("session_id", "id", "Session", "Id of the planned session.", example="M002"),
        column("note", "text", "Note", NOTE, example="family was told"),
    ],
)  # fmt: skip

NOTICES = table(
    "notices",
    "Notices sent",
    "Letters and calls to families about what was missed and what is planned.",
    [
        column("sent_on", "date", "Sent on", "The date on which it was sent or made.",
               required=True, example="2026-02-02"),
        column("student_id", "id", "Student", "The student.", required=True, example="S001"),
        column("owed_id", "id", "Owed item", "The service or award that it is about.",
               example="S001-SLP"),
        column("missed_on", "date", "Missed on", "The date of the session that it is about.",
               example="2026-01-12"),
        column("means", "word", "By", "How it was sent or made.",
               required=True, allowed=MEANS, example="letter"),
        column("language", "text", "Language", "Its language.", example="Spanish"),
        column("file", "text", "File", "Name of the file that was sent.", example="S001.pdf"),
        column("letter", "whole", "Letter", "Number of the entry of the letter that was sent.",
               minimum=1, example="131"),
        column("note", "text", "Note", NOTE, example="with interpreter"),
    ],
)  # fmt: skip

LETTERS_WRITTEN = table(
    "letters_written",
    "Letters written",
    "Letters to families that were written; that one was sent is a notice that names its number.",
    [
        column("written_on", "date", "Written on", "The date of the letter.",
               required=True, example="2026-02-02"),
        column("student_id", "id", "Student", "The student.", required=True, example="S001"),
        column("language", "text", "Language", "Its language.", required=True, example="Spanish"),
        column("file", "text", "File", "Name of its PDF.",
               required=True, example="letter-S001-es.pdf"),
        column("sha256", "text", "SHA-256", "Checksum of its PDF, by which it is known again.",
               required=True, example="9f86d081..."),
        column("note", "text", "Note", NOTE, example="a draft that nobody has reviewed"),
    ],
)  # fmt: skip

PAPERS_FILED = table(
    "papers",
    "Papers",
    "Contract and reimbursement papers: what each is, whose, for which day, minutes and amount.",
    [
        column("filed_on", "date", "Filed on", "The date on which it came in.",
               required=True, example="2026-03-02"),
        column("paper", "word", "Paper",
               "What it is; service_start says from which date the school gives the service.",
               required=True, allowed=PAPERS, example="receipt"),
        column("student_id", "id", "Student", "The student, where it is about one.",
               example="S002"),
        column("owed_id", "id", "Owed item", "The service or award that it pays for.",
               example="S002-SLP"),
        column("provider", "text", "Provider", "The outside provider.", example="Speech Works"),
        column("date", "date", "Date", "The date of the session or payment.",
               example="2026-02-21"),
        column("start", "time", "Start", "When the session began.", example="16:00"),
        column("end", "time", "End", "When the session ended.", example="16:45"),
        column("minutes", "whole", "Minutes", "Minutes of the session.", unit="minutes",
               minimum=1, example="45"),
        column("amount", "dollars", "Amount", "Dollars.", unit="dollars", minimum=0,
               example="72.50"),
        column("reference", "text", "Reference",
               "Number of the paper; a receipt and its payment proof carry the same.",
               example="R-17"),
        column("valid_from", "date", "Valid from", "First date of a contract or licence.",
               example="2025-09-01"),
        column("valid_to", "date", "Valid to", "Last date of a contract or licence.",
               example="2026-08-31"),
        column("approved_on", "date", "Approved on", "The date on which a contract was approved.",
               example="2025-10-06"),
        column("goals", "text", "Goals", "The IEP goals that a session note names.",
               example="articulation of r"),
        column("file", "text", "File", "Name of the file.", example="receipt-17.pdf"),
        column("note", "text", "Note", NOTE, example="by mail"),
    ],
    ordered=(("start", "end"), ("valid_from", "valid_to")),
)  # fmt: skip

REIMBURSEMENTS = table(
    "reimbursements",
    "Reimbursements",
    "Sessions of an outside provider that a family was paid back; their minutes are not made up.",
    [
        column("date", "date", "Date", "The date of the session.",
               required=True, example="2026-02-21"),
        column("owed_id", "id", "Owed item", "A service_id or an award_id.",
               required=True, example="S002-SLP"),
        column("minutes", "whole", "Minutes", "How many minutes were paid back.",
               required=True, unit="minutes", minimum=1, example="45"),
        column("amount", "dollars", "Amount", "Dollars.", unit="dollars", minimum=0,
               example="72.50"),
        column("reference", "text", "Reference", "Number of the receipt.", example="R-17"),
        column("start", "time", "Start", "When the session began.", example="16:00"),
        column("note", "text", "Note", NOTE, example="paid in April"),
    ],
)  # fmt: skip

WEEK = table(
    "week",
    "Week sheet",
    "The sessions of a week to be marked as given, short or missed; one row per student.",
    [
        column("date", "date", "Date", "The date of the session.",
               required=True, example="2026-02-05"),
        column("start", "time", "Start", "Start on a 24-hour clock.", example="10:30"),
        column("end", "time", "End", "End on a 24-hour clock.", example="11:00"),
        column("provider_id", "id", "Provider", "Who gives it.", example="P01"),
        column("session", "word", "Session", "A make-up session or a regular one.",
               required=True, allowed=("make_up", "regular"), example="make_up"),
        column("session_id", "id", "Session id", "Id of the session.", example="M001"),
        column("student_id", "id", "Student", "The student.", required=True, example="S001"),
        column("owed_id", "id", "Owed item", "The service or award.",
               required=True, example="S001-SLP"),
        column("planned", "whole", "Planned", "How many minutes are planned.",
               required=True, unit="minutes", minimum=1, example="30"),
        column("status", "word", "Status", "To be marked; blank: nothing is logged.",
               allowed=LOG_STATUSES, example="given"),
        column("minutes", "whole", "Minutes",
               "Minutes that were given; of a missed regular session, those that were missed.",
               unit="minutes", minimum=0, default_note="as planned; of a short session not allowed",
               example="20"),
        column("reason", "word", "Reason", "Why it was missed or cut short.",
               allowed=REASONS, example="student_absent"),
        column("note", "text", "Note", NOTE, example="fire drill"),
    ],
)  # fmt: skip
