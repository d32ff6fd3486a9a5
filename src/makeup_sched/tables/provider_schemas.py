"""Declarations of the tables about providers, their hours and their regular sessions."""

from makeup_sched.tables.columns import column, table
from makeup_sched.tables.school_schemas import END, END_DATE, ROTATION, START, START_DATE
from makeup_sched.vocabulary import DAY_TYPES, EMPLOYMENTS, HOURS_KINDS

PROVIDERS = table(
    "providers",
    "Providers",
    "One row per therapist or special-education teacher who can give make-up sessions.",
    [
        column("provider_id", "id", "Provider", "Id of the provider, used by all other tables.",
               required=True, unique=True, example="P01"),
        column("name", "text", "Name", "For people; problems and logs never show it.",
               example="Tess Testperson"),
        column("disciplines", "words", "Disciplines",
               "The disciplines that the provider may give, as the services name them.",
               required=True, example="SLP"),
        column("role", "text", "Role", "For instance therapist or assistant.",
               example="therapist"),
        column("employment", "word", "Employment", "Own staff or called in under contract.",
               default="staff", allowed=EMPLOYMENTS, example="staff"),
        column("max_group", "whole", "Largest group", "The most students in one session.",
               unit="students", minimum=1, default_note="the policy's group_cap", example="3"),
        column("makeup_minutes_per_day", "whole", "Make-up minutes per day",
               "The most make-up minutes that the provider gives on one day.", unit="minutes",
               minimum=0, default_note="no limit of its own", example="90"),
        column("makeup_minutes_per_week", "whole", "Make-up minutes per week",
               "The most make-up minutes from Monday to Sunday.", unit="minutes", minimum=0,
               default_note="no limit of its own", example="240"),
        column("hourly_rate", "dollars", "Hourly rate", "What an hour costs.",
               unit="dollars per hour", minimum=0,
               default_note="for contract providers the policy's contract.hourly_rate",
               example="80"),
        column("supervisor_id", "id", "Supervisor", "The provider who supervises this one.",
               example="P02"),
    ],
    required=True,
)  # fmt: skip

PROVIDER_HOURS = table(
    "provider_hours",
    "Provider hours",
    "When and where a provider is at work (kind work), and what takes that time away (every other "
    "kind). Where rows overlap, the last one wins.",
    [
        column("provider_id", "id", "Provider", "The provider.", required=True, example="P01"),
        column("start_date", "date", "First date", START_DATE, example="2026-01-05"),
        column("end_date", "date", "Last date", END_DATE, example="2026-05-29"),
        column("day_types", "words", "Kinds of day", "The kinds of day on which the row counts.",
               default="school;early_release;delayed_start", allowed=DAY_TYPES, example="school"),
        column("weekday", "weekdays", "Weekday", "The weekdays on which the row counts.",
               default="*", example="Mon;Wed"),
        column("rotation", "text", "Rotation", ROTATION, default_note="any", example="A"),
        column("start", "time", "Start", START, required=True, example="08:00"),
        column("end", "time", "End", END, required=True, example="15:00"),
        column("site", "id", "Site",
               "Where the provider works: a school, * for every site, tele for tele-therapy.",
               default_note="every site", example="Lincoln"),
        column("kind", "word", "Kind", "work adds time; every other kind takes time away.",
               required=True, allowed=HOURS_KINDS, example="work"),
    ],
    required=True,
    ordered=(("start", "end"), ("start_date", "end_date")),
)  # fmt: skip

REGULAR_SESSIONS = table(
    "regular_sessions",
    "Regular sessions",
    "The weekly timetable of therapy. A session takes place on school days, only where its "
    "provider is at work at its site for the whole of it.",
    [
        column("session_id", "id", "Session", "Id of the regular session.",
               required=True, unique=True, example="R01"),
        column("provider_id", "id", "Provider", "Who gives it.", required=True, example="P01"),
        column("discipline", "text", "Discipline", "One of the provider's disciplines.",
               required=True, example="SLP"),
        column("start_date", "date", "First date", START_DATE, example="2026-01-05"),
        column("end_date", "date", "Last date", END_DATE, example="2026-05-29"),
        column("weekday", "weekdays", "Weekday", "The weekdays on which it takes place.",
               required=True, example="Mon;Wed"),
        column("rotation", "text", "Rotation", ROTATION, default_note="any", example="A"),
        column("start", "time", "Start", START, required=True, example="09:05"),
        column("end", "time", "End", END, required=True, example="09:35"),
        column("site", "id", "Site", "Where it takes place, or tele.",
               default_note="the school of its first student", example="Lincoln"),
        column("student_ids", "ids", "Students", "Who attends.", required=True,
               example="S001;S002"),
        column("max_group", "whole", "Largest group", "The most students in this session.",
               unit="students", minimum=1,
               default_note="1 where one student attends, else the provider's", example="3"),
    ],
    ordered=(("start", "end"), ("start_date", "end_date")),
)  # fmt: skip
