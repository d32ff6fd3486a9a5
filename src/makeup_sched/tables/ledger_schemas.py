"""Declarations of the tables about what is due: services, missed and delivered minutes, awards."""

from makeup_sched.tables.columns import column, table
from makeup_sched.tables.held_columns import as_it_was
from makeup_sched.tables.school_schemas import END_DATE, START_DATE
from makeup_sched.vocabulary import BASES, LOG_STATUSES, PERIODS, REASONS, SETTINGS

SETTING = "Whether it may be given in a group."
MAX_GROUP = "The most students in a session with this one."
MIN_SESSION = "The shortest make-up session."
MAX_SESSION = "The longest make-up session."
WEEKS = "In so many weeks of the cycle, for a service that rests in the others (3 of 4 weeks)."
OF_WEEKS = "Length of that cycle, in weeks with school."

SERVICES = table(
    "services",
    "Services",
    "What the IEPs say: one row per student and service.",
    [
        column("service_id", "id", "Service", "Id of the service; what is owed carries it too.",
               required=True, unique=True, example="S001-SLP"),
        column("student_id", "id", "Student", "The student.", required=True, example="S001"),
        column("discipline", "text", "Discipline", "As among the disciplines of the providers.",
               required=True, example="SLP"),
        column("provider_id", "id", "Provider", "On whose caseload it is.", example="P01"),
        column("minutes", "whole", "Minutes", "Minutes of one regular session.",
               required=True, unit="minutes", minimum=1, example="30"),
        column("sessions", "whole", "Sessions", "How many sessions in each period.",
               minimum=0, example="2"),
        column("per", "word", "Per", "The period.", allowed=PERIODS, example="week"),
        column("weeks", "whole", "Weeks", WEEKS, unit="weeks", minimum=1,
               default_note="every week", example="3"),
        column("of_weeks", "whole", "Of weeks", OF_WEEKS, unit="weeks", minimum=1,
               default_note="every week", example="4"),
        column("setting", "word", "Setting", SETTING, default="individual", allowed=SETTINGS,
               example="group"),
        column("max_group", "whole", "Largest group", MAX_GROUP, unit="students", minimum=1,
               default_note="the policy's group_cap", example="3"),
        column("min_session", "whole", "Shortest session", MIN_SESSION, unit="minutes", minimum=1,
               default_note="the policy's min_session", example="15"),
        column("max_session", "whole", "Longest session", MAX_SESSION, unit="minutes", minimum=1,
               default_note="the policy's max_session", example="45"),
        column("start_date", "date", "First date", START_DATE, example="2025-08-18"),
        column("end_date", "date", "Last date", END_DATE, example="2026-06-12"),
    ],
    required=True,
    ordered=(
        ("start_date", "end_date"),
        ("min_session", "max_session"),
        ("weeks", "of_weeks"),
    ),
)  # fmt: skip

AMENDMENTS = table(
    "amendments",
    "Amendments",
    "Changes of a service from a date on, as an amended IEP says it: one row per change. The table "
    "services says what held before the first one.",
    [
        column("service_id", "id", "Service", "The service that is changed.",
               required=True, example="S001-SLP"),
        column("start_date", "date", "First date", "The date from which the change holds.",
               required=True, example="2026-03-02"),
        column("minutes", "whole", "Minutes", "Minutes of one regular session from then on.",
               required=True, unit="minutes", minimum=1, example="30"),
        column("sessions", "whole", "Sessions", "How many sessions in each period.",
               required=True, minimum=0, example="1"),
        column("per", "word", "Per", "The period.", required=True, allowed=PERIODS,
               example="week"),
        column("weeks", "whole", "Weeks", WEEKS, unit="weeks", minimum=1,
               default_note="every week", example="3"),
        column("of_weeks", "whole", "Of weeks", OF_WEEKS, unit="weeks", minimum=1,
               default_note="every week", example="4"),
        column("note", "text", "Note", "For people; nothing reads it.", example="annual review"),
    ],
    ordered=(("weeks", "of_weeks"),),
)  # fmt: skip

MISSED = table(
    "missed",
    "Missed sessions",
    "One row per session that a student did not get, in whole or in part. A date may lie ahead.",
    [
        column("date", "date", "Date", "The date of the missed session.",
               required=True, example="2026-01-12"),
        column("service_id", "id", "Service", "The service that was missed.",
               required=True, example="S001-SLP"),
        column("minutes", "whole", "Minutes", "How many minutes were missed.",
               required=True, unit="minutes", minimum=1, example="30"),
        column("reason", "word", "Reason",
               "Why; the policy says which reasons make minutes owed.",
               required=True, allowed=REASONS, example="provider_absent"),
        column("decision", "word", "Decision",
               "What the team decided; it wins over the policy. Blank: the policy decides.",
               default_note="as the policy says for the reason", allowed=("owed", "not_owed"),
               example="owed"),
        column("note", "text", "Note", "For people; nothing reads it.", example="training day"),
    ],
)  # fmt: skip

AWARDS = table(
    "awards",
    "Awards",
    "Compensatory minutes that a team, a complaint or a hearing awarded: one row per award.",
    [
        column("award_id", "id", "Award", "Id of the award; what is owed carries it too.",
               required=True, unique=True, example="A01"),
        column("student_id", "id", "Student", "The student.", required=True, example="S002"),
        column("discipline", "text", "Discipline", "As among the disciplines of the providers.",
               required=True, example="SLP"),
        column("minutes", "whole", "Minutes", "How many minutes were awarded.",
               required=True, unit="minutes", minimum=1, example="120"),
        column("basis", "word", "Basis", "Who awarded them.", allowed=BASES, example="iep_team"),
        column("decided_on", "date", "Decided on", "Date of the decision; no session before it.",
               default_note="the start of planning", example="2026-01-20"),
        column("due_on", "date", "Due on", "The last date on which the minutes may be given.",
               default_note="by the policy's due_within_days", example="2026-05-15"),
        column("setting", "word", "Setting", SETTING, default="individual", allowed=SETTINGS,
               example="individual"),
        column("max_group", "whole", "Largest group", MAX_GROUP, unit="students", minimum=1,
               default_note="the policy's group_cap", example="2"),
        column("min_session", "whole", "Shortest session", MIN_SESSION, unit="minutes", minimum=1,
               default_note="the policy's min_session", example="15"),
        column("max_session", "whole", "Longest session", MAX_SESSION, unit="minutes", minimum=1,
               default_note="the policy's max_session", example="45"),
        column("note", "text", "Note", "For people; nothing reads it.", example="per agreement"),
    ],
    ordered=(("decided_on", "due_on"), ("min_session", "max_session")),
)  # fmt: skip

DELIVERED = table(
    "delivered",
    "Delivered make-up sessions",
    "Make-up minutes already given; they are deducted from what is owed, oldest first.",
    [
        column("date", "date", "Date", "The date of the session.",
               required=True, example="2026-01-26"),
        column("owed_id", "id", "Owed item", "A service_id or an award_id.",
               required=True, example="S001-SLP"),
        column("minutes", "whole", "Minutes", "How many minutes were given.",
               required=True, unit="minutes", minimum=1, example="15"),
        column("provider_id", "id", "Provider", "Who gave them.", example="P01"),
        column("session_id", "id", "Session", "Id of the planned session.", example="M001"),
        column("note", "text", "Note", "For people; nothing reads it.", example="before lunch"),
        *as_it_was(),
    ],
    ordered=(("start", "stop"),),
)  # fmt: skip

SERVICE_LOG = table(
    "service_log",
    "Service log",
    "What became of each regular session: one row per session and service. It is held against what "
    "the IEP says; what is owed follows from the table missed alone.",
    [
        column("date", "date", "Date", "The date of the session.",
               required=True, example="2026-01-08"),
        column("service_id", "id", "Service", "The service.", required=True, example="S001-SLP"),
        column("minutes", "whole", "Minutes",
               "Minutes that were given; of a missed session, those that were missed.",
               required=True, unit="minutes", minimum=0, example="30"),
        column("status", "word", "Status",
               "Given in full, given in part (short), or missed.",
               default="given", allowed=LOG_STATUSES, example="given"),
        column("reason", "word", "Reason", "Why it was missed or cut short.",
               allowed=REASONS, example="student_absent"),
        column("provider_id", "id", "Provider", "Who gave it.", example="P01"),
        column("note", "text", "Note", "For people; nothing reads it.", example="ten minutes late"),
        *as_it_was(),
    ],
    ordered=(("start", "stop"),),
)  # fmt: skip
