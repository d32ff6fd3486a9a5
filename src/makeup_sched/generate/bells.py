"""Bell schedules of made-up schools, shaped on published ones.

Where a source names only lunch, recess and the ends of the day, the rest is filled with a usual
elementary day: morning meeting, reading, mathematics, specials, an intervention block and
independent work, in an order that shifts by grade as a master schedule does. That filling is
ours; lunch, recess and the ends of the day are the source's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from makeup_sched.generate.facts import PublishedRow, bell_rows

DAYS: tuple[str, ...] = ("Mon", "Tue", "Wed", "Thu", "Fri")
EARLY_BY = 180  # minutes; New York City dismisses three hours early for conferences
DELAY = 120  # minutes; a two-hour delay, as Dinwiddie County VA publishes
AFTER_SCHOOL = 60  # minutes of after-school stay

_CATEGORY: dict[str, str] = {
    "homeroom": "homeroom",
    "ela": "core",
    "math": "core",
    "math a": "core",
    "math b": "core",
    "science": "core",
    "social studies": "core",
    "specials": "specials",
    "lunch": "lunch",
    "recess": "recess",
    "lunch recess": "recess",
    "am recess": "recess",
    "pm recess": "recess",
    "snack": "recess",
    "break": "recess",
    "intervention reading/writing": "intervention",
}
_MARKERS = ("school start", "dismissal", "early cohort dismissal")
# A usual elementary day, in minutes; each grade starts it at another place.
_FILL: tuple[tuple[str, str, int], ...] = (
    ("core", "Reading", 75),
    ("independent", "Independent work", 20),
    ("intervention", "What I need", 40),
    ("core", "Mathematics", 70),
    ("specials", "Specials", 45),
    ("core", "Science and social studies", 55),
)
_PERIODS: tuple[tuple[str, str], ...] = (
    ("core", "English"),
    ("study_hall", "Study hall"),
    ("core", "Mathematics"),
    ("specials", "Elective"),
    ("core", "Science"),
    ("specials", "Physical education"),
    ("core", "History"),
    ("core", "Language"),
)


@dataclass(frozen=True)
class BellRow:
    """One row of a bell schedule, times in minutes after midnight."""

    day_type: str
    weekdays: tuple[str, ...]
    rotation: str
    start: int
    end: int
    category: str
    activity: str


@dataclass(frozen=True)
class GradeBell:
    """The bell schedule of one grade at one school."""

    name: str
    grade: int
    rows: tuple[BellRow, ...]

    def span(self, weekday: str) -> tuple[int, int]:
        """First and last minute of an ordinary school day, after-school stay apart."""
        rows = [
            row
            for row in self.rows
            if row.day_type == "school"
            and weekday in row.weekdays
            and row.category != "after_school"
        ]
        return min(row.start for row in rows), max(row.end for row in rows)


def _schedules(school: str, grade: int) -> list[tuple[str, str]]:
    """The published schedules that a grade follows, each with its rotation."""
    token = "TK" if grade < 0 else "K" if grade == 0 else str(grade)
    if school == "kahala":
        band = "grades K-2" if grade <= 2 else "grades 3-5"
        # the source has the early Wednesday of grades K-2 only; it serves all grades here
        return [(f"regular / {band}", ""), ("early Wednesday / grades K-2", "")]
    if school == "griffiths":
        band = "grade 8" if grade == 8 else "grades 6-7"
        return [(f"regular / {band}", ""), ("early release", "")]
    if school == "carson":
        lunch = "A" if grade == 6 else "C"
        return [(f"{day} day / lunch {lunch}", day) for day in ("A", "B")]
    if school == "rodeo":
        return [(f"regular / grade {token}", ""), (f"adjusted early release / grade {token}", "")]
    return [(f"regular / grade {token}", "")]


GRADES: dict[str, tuple[int, ...]] = {
    "rodeo": (-1, 0, 1, 2, 3, 4, 5),
    "nes": (0, 1, 2, 3, 4),
    "kahala": (0, 1, 2, 3, 4, 5),
    "enatai": (0, 1, 2, 3, 4, 5),
    "griffiths": (6, 7, 8),
    "carson": (6, 7, 8),
}


def _fixed_and_open(
    published: list[PublishedRow],
) -> tuple[list[BellRow], list[tuple[int, int]]]:
    """Rows whose category the source tells, and the stretches left open between them."""
    start = min(row.start for row in published)
    end = max(max(row.end, row.start) for row in published)
    fixed = [
        BellRow("school", (), "", row.start, row.end, _CATEGORY[row.activity.lower()], row.activity)
        for row in published
        if row.activity.lower() not in _MARKERS and "instructional" not in row.activity
    ]
    fixed.sort(key=lambda row: row.start)
    stretches: list[tuple[int, int]] = []
    at = start
    for row in fixed:
        if row.start > at:
            stretches.append((at, row.start))
        at = max(at, row.end)
    if end > at:
        stretches.append((at, end))
    return fixed, stretches


def _fill(stretches: list[tuple[int, int]], grade: int, homeroom: bool) -> list[BellRow]:
    """Fill open stretches with the usual day; what has to stay whole waits for room."""
    shift = (grade + 1) % len(_FILL)
    queue = list(_FILL[shift:] + _FILL[:shift])
    if homeroom:
        queue.insert(0, ("homeroom", "Morning meeting", 10))
    rows: list[BellRow] = []
    for first, last in stretches:
        at = first
        while at < last:
            room = last - at
            pick = next(
                (k for k, item in enumerate(queue) if item[2] <= room or item[0] == "core"), -1
            )
            category, activity, minutes = queue[pick] if pick >= 0 else ("core", "Reading", room)
            length = min(minutes, room)
            rows.append(BellRow("school", (), "", at, at + length, category, activity))
            at += length
            if pick >= 0:
                left = minutes - length
                queue[pick : pick + 1] = [(category, activity, left)] if left else []
    return rows


def _periods(published: list[PublishedRow], grade: int) -> list[BellRow]:
    """A middle school's day: periods become subjects in an order that shifts by grade."""
    rows: list[BellRow] = []
    for row in published:
        category, activity = _CATEGORY.get(row.activity.lower(), ""), row.activity
        if activity.startswith("Period"):
            number = int(activity.split()[1]) - 1
            if row.school == "carson":
                number //= 2  # A and B days pair their periods
            category, activity = _PERIODS[(number + grade) % len(_PERIODS)]
        rows.append(BellRow("school", (), "", row.start, row.end, category, activity))
    return rows


def _day(published: list[PublishedRow], grade: int) -> list[BellRow]:
    """One day as the contract wants it, from the published lines of that day."""
    if any(row.activity.startswith("Period") for row in published):
        return _periods(published, grade)
    fixed, stretches = _fixed_and_open(published)
    homeroom = not any(row.category == "homeroom" for row in fixed)
    return sorted(fixed + _fill(stretches, grade, homeroom), key=lambda row: row.start)


def _clipped(rows: list[BellRow], start: int, end: int, day_type: str) -> list[BellRow]:
    """The part of a day between two times, for every weekday."""
    return [
        replace(
            row,
            day_type=day_type,
            weekdays=("*",),
            start=max(row.start, start),
            end=min(row.end, end),
        )
        for row in rows
        if min(row.end, end) > max(row.start, start)
    ]


def grade_bell(name: str, school: str, grade: int, esy: tuple[int, int]) -> GradeBell:
    """The whole bell schedule of one grade.

    Parameters
    ----------
    name : name of the bell schedule in the case
    school : short name of the published schedule it is shaped on
    grade : -1 for pre-kindergarten, 0 for kindergarten
    esy : start and end of an ESY day, minutes after midnight

    Returns
    -------
    GradeBell
        Rows for ordinary, early-release, delayed and ESY days and the after-school stay.
    """
    rows: list[BellRow] = []
    shorter: list[BellRow] = []
    variants = _schedules(school, grade)
    covered = {day for sched, _ in variants for r in _named(school, sched) for day in r.weekdays}
    for number, (schedule, rotation) in enumerate(variants):
        published = _named(school, schedule)
        day = _day(published, grade)
        weekdays = published[0].weekdays
        if number == 0 or rotation:
            # a weekday that the source leaves out is taken like the others
            weekdays = tuple(d for d in DAYS if d in weekdays or d not in covered)
            longest = day
            after = max(row.end for row in day)
            stay = BellRow("school", (), "", after, after + AFTER_SCHOOL, "after_school", "Stay")
            day = [*day, stay]
        else:
            shorter = day
        rows += [replace(row, weekdays=weekdays, rotation=rotation) for row in day]
    first, last = min(row.start for row in longest), max(row.end for row in longest)
    end = max(row.end for row in shorter) if shorter else last - EARLY_BY
    rows += _clipped(shorter or longest, 0, end, "early_release")
    rows += _clipped(longest, first + DELAY, last, "delayed_start")
    rows.append(BellRow("esy", ("*",), "", esy[0], esy[1], "esy", "Extended school year"))
    return GradeBell(name, grade, tuple(rows))


def _named(school: str, schedule: str) -> list[PublishedRow]:
    """The published lines of one schedule of one school."""
    return [row for row in bell_rows(school) if row.schedule == schedule]
