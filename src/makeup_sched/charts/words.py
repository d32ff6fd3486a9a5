"""What the pictures say: times, dates, modes, tiers and kinds of day in plain words."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from makeup_sched.vocabulary import CategoryRule

NO_BREAK = "\u00a0"

DAY_TYPE_WORDS = {
    "school": "",
    "early_release": "early release",
    "delayed_start": "delayed start",
    "no_school": "no school",
    "esy": "extended school year (ESY)",
    "saturday": "Saturday session",
}
TIER_WORDS = {"school_day": "", "extended_day": "extended day", "esy": "ESY"}
HOURS_WORDS = {"other": "other duty"}
CATEGORY_WORDS = {
    "core": "core lessons",
    "study_hall": "study hall",
    "best_time": "best time",
    "related_service": "other service",
    "before_school": "before school",
    "after_school": "after school",
    "esy": "ESY hours",
    "independent": "independent work",
    "resource": "resource room",
    "unavailable": "time marked unavailable",
}
RULE_WORDS: dict[CategoryRule, str] = {
    "never": "",
    "allow": "",
    "avoid": "avoid",
    "prefer": "preferred",
}


def clock(minutes: int) -> str:
    """Return minutes after midnight as read from a 12-hour clock, `1:05`."""
    return f"{(minutes // 60 - 1) % 12 + 1}:{minutes % 60:02d}"


def clock_with_half(minutes: int) -> str:
    """Return minutes after midnight as `1:05 PM`."""
    return f"{clock(minutes)}{NO_BREAK}{'AM' if minutes % 1440 < 720 else 'PM'}"


def hour_words(minutes: int) -> str:
    """Return a full hour as `1 PM`."""
    return clock_with_half(minutes).replace(":00", "")


def day_words(day: date) -> str:
    """Return a date as `Mon Jan 12`."""
    return f"{day:%a %b} {day.day}"


def week_words(monday: date, last: date) -> str:
    """Return the dates of a week as `January 12 to 16, 2026`."""
    if monday.year != last.year:
        return f"{_long(monday)}, {monday.year} to {_long(last)}, {last.year}"
    if monday.month != last.month:
        return f"{_long(monday)} to {_long(last)}, {last.year}"
    return f"{_long(monday)} to {last.day}, {last.year}"


def _long(day: date) -> str:
    return f"{day:%B} {day.day}"


def monday_of(day: date) -> date:
    """Return the Monday of the week in which the date lies."""
    return day - timedelta(days=day.weekday())


def hours_word(kind: str) -> str:
    """Return what takes a provider's time away, in words."""
    return HOURS_WORDS.get(kind, kind)


def category_words(category: str, rule: CategoryRule) -> str:
    """Return a category of a student's time, with what the policy wishes for it."""
    words = CATEGORY_WORDS.get(category, category)
    return f"{words} ({RULE_WORDS[rule]})" if RULE_WORDS[rule] else words


def mode_words(mode: str) -> str:
    """Return `joins` or `extends` for what happens to a regular session, else nothing."""
    return {"join": "joins", "extend": "extends"}.get(mode, "")


def makeup_details(row: Any, *, site: str, group: str = "", brief: bool = False) -> tuple[str, ...]:
    """Return what is said of a make-up beside discipline and people, each part unbreakable.

    `row` has the columns of `sessions.csv`; `brief` leaves out which regular session it joins or
    extends, which stands beside it anyway.
    """
    mode = mode_words(str(row.mode))
    regular = "" if brief or not mode else str(row.regular_session_id)
    parts = (
        clock(int(row.start)),
        f"{int(row.end) - int(row.start)} min",
        group,
        f"{mode} {regular}".strip(),
        TIER_WORDS.get(str(row.tier), str(row.tier)),
        "contract" if row.contract else "",
        site,
        "locked" if row.locked else "",
    )
    return tuple(together(part) for part in parts if part)


def together(text: str) -> str:
    """Return the text with its spaces made such that no line is broken at them."""
    return text.replace(" ", NO_BREAK)


def named(table: pd.DataFrame, key: str, person_id: str, names: bool) -> str:
    """Return the name of a person where names are wanted and there is one, else the id.

    `key` is the id column of `table` (`students` or `providers`).
    """
    if not names:
        return person_id
    found = table.loc[table[key] == person_id, "name"]
    name = str(found.iloc[0]) if len(found) else ""
    return name or person_id
