"""What the pictures show, in words: for people who don't see them."""

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.charts.calendar_week import Block, CalendarWeek
from makeup_sched.charts.owed_rows import owed_rows, totals
from makeup_sched.charts.words import clock, clock_with_half, day_words
from makeup_sched.plain_words import counted


def week_alt_text(week: CalendarWeek) -> str:
    """Return a week as one line: title, totals, and each make-up session."""
    said = [
        f"{day_words(day.date)} {_said(block)}"
        for day in week.days
        for block in day.blocks
        if block.makeup
    ]
    closed = [f"{day_words(day.date)} {day.closure}" for day in week.days if day.closure]
    text = f"Calendar. {week.title}. {week.subtitle}."
    if said:
        text += f" Make-ups: {'; '.join(said)}."
    return f"{text} No school: {'; '.join(closed)}." if closed else text


def owed_alt_text(case: Case, items: pd.DataFrame) -> str:
    """Return the picture of owed and planned minutes as one line; `items` as in `items.csv`."""
    rows = owed_rows(items, pending_apart=case.policy.pending == "hold")
    planned, unmet, pending = totals(rows)
    short = counted(sum(row.unmet > 0 for row in rows), "student")
    return (
        f"Bar chart of owed and planned minutes for {counted(len(rows), 'student')}: "
        f"{planned + unmet:,} owed, {planned:,} planned, {unmet:,} unmet for {short}, "
        f"{pending:,} pending."
    )


def _said(block: Block) -> str:
    """Return a make-up with its time of day in full, on one line."""
    details = [part for part in block.details if part != clock(block.start)]
    return ", ".join([f"{clock_with_half(block.start)} {block.head}", *details])
