"""Declarations of the tables of a plan: its sessions and what became of each owed item."""

from makeup_sched.tables.columns import ColumnFacts, column, table
from makeup_sched.tables.school_schemas import END, START
from makeup_sched.vocabulary import MODES, TIERS


def _session_columns(*, locked: bool) -> list[ColumnFacts]:
    """Return the columns of sessions; in the table `locked` some may stay blank."""
    made = not locked
    return [
        column("session_id", "id", "Session", "Id of the make-up session.",
               required=made, unique=made, example="M001",
               default_note="numbered by the plan" if locked else ""),
        column("provider_id", "id", "Provider", "Who gives it.", required=True, example="P01"),
        column("discipline", "text", "Discipline", "What is given.", required=made, example="SLP",
               default_note="that of the first owed item" if locked else ""),
        column("date", "date", "Date", "The date.", required=True, example="2026-02-03"),
        column("start", "time", "Start", START, required=True, example="10:30"),
        column("end", "time", "End", END, required=True, example="11:00"),
        column("minutes", "whole", "Minutes", "Length of the session.", unit="minutes", minimum=1,
               default_note="from start to end", example="30"),
        column("site", "id", "Site", "Where it takes place, or tele.",
               required=made, example="Lincoln",
               default_note="where the first student is that day" if locked else ""),
        column("mode", "word", "Mode",
               "A session of its own (extra), a place in a regular session (join), or minutes "
               "before or after a regular session (extend).",
               default="extra", allowed=MODES, example="extra"),
        column("regular_session_id", "id", "Regular session",
               "The regular session that is joined or extended; blank for extra.", example="R01"),
        column("tier", "word", "Tier", "In school hours, beyond them, or in the ESY window.",
               allowed=TIERS, example="school_day"),
        column("contract", "yes_no", "Contract", "Whether a contract provider gives it.",
               default="no", default_note="in locked by the provider's employment", example="no"),
        column("student_ids", "ids", "Students", "Who attends.", required=True,
               example="S001;S002"),
        column("owed_ids", "ids", "Owed items",
               "The owed item of each student, in the same order as the students.",
               required=True, example="S001-SLP;A01"),
        column("locked", "yes_no", "Locked", "Whether the session is kept exactly as it stands.",
               default="no", default_note="yes in the table locked", example="no"),
    ]  # fmt: skip


SESSIONS = table(
    "sessions",
    "Sessions of a plan",
    "One row per planned make-up session.",
    _session_columns(locked=False),
    ordered=(("start", "end"),),
)

LOCKED = table(
    "locked",
    "Locked sessions",
    "Make-up sessions that are agreed already; each is kept exactly as it stands.",
    _session_columns(locked=True),
    ordered=(("start", "end"),),
)

ITEMS = table(
    "items",
    "Items of a plan",
    "One row per owed item: what was owed, what is planned, and why the rest is not.",
    [
        column("owed_id", "id", "Owed item", "A service_id or an award_id.",
               required=True, unique=True, example="S001-SLP"),
        column("student_id", "id", "Student", "The student.", required=True, example="S001"),
        column("discipline", "text", "Discipline", "What is owed.", required=True, example="SLP"),
        column("owed", "whole", "Owed", "Minutes owed.", required=True, unit="minutes", minimum=0,
               example="60"),
        column("planned", "whole", "Planned", "Minutes planned.", required=True, unit="minutes",
               minimum=0, example="45"),
        column("unmet", "whole", "Unmet", "Minutes for which there is no place.", required=True,
               unit="minutes", minimum=0, example="15"),
        column("pending", "whole", "Pending", "Minutes that the team has yet to decide.",
               default="0", unit="minutes", minimum=0, example="0"),
        column("oldest_date", "date", "Oldest date", "Date of the oldest missed minute still owed.",
               example="2026-01-12"),
        column("due_date", "date", "Due date", "The last date on which it may be given.",
               example="2026-05-15"),
        column("reason", "text", "Reason", "Code of why minutes are unmet; blank where none is.",
               example="provider_full"),
        column("explanation", "text", "Explanation", "The reason in a sentence.",
               example="Every free slot of P01 is taken by older minutes."),
    ],
)  # fmt: skip
