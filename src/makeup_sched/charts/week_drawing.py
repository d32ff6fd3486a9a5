"""Drawing a week on a sheet: title, heads of the days, the grid, legend and notes."""

from typing import TYPE_CHECKING

from makeup_sched.case.case import Case
from makeup_sched.charts.calendar_week import CalendarWeek, DayColumn
from makeup_sched.charts.disciplines import case_shades
from makeup_sched.charts.lettering import text_width, wrap
from makeup_sched.charts.palette import HEAD_FILL, INK, MUTED, OFF_EDGE, PAPER
from makeup_sched.charts.sheet import Sheet
from makeup_sched.charts.week_bands import draw_bands
from makeup_sched.charts.week_blocks import Note, draw_blocks, place_blocks
from makeup_sched.charts.week_grid import Grid, fitted
from makeup_sched.charts.week_legend import draw_legend, legend_entries, legend_height, legend_lines
from makeup_sched.charts.words import clock, day_words, hour_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MARGIN = 18.0
_HOURS_WIDTH = 40.0
_COLUMN = 194.0
_TITLE_HEIGHT = 58.0
_DAY_HEIGHT, _MARK_HEIGHT, _SITE_HEIGHT = 20.0, 15.0, 11.0
_SITE_SIZE, _MARK_SIZE, _NOTE_SIZE, _NOTE_HEIGHT = 7.5, 8.0, 8.5, 13.0
_BELOW_GRID = 14.0
_HOUR = 60
_SHORT_DAY = 2 * _HOUR


def draw_week(case: Case, week: CalendarWeek) -> "Figure":
    """Draw a week and return the figure."""
    shades = case_shades(case, (block.discipline for block in week.blocks))
    top = _TITLE_HEIGHT + max(_head_height(day) for day in week.days)
    first, last = week.hours
    grid = fitted(week, Grid(_MARGIN + _HOURS_WIDTH, top, _COLUMN, first, last, 1.0))
    width = grid.left + _COLUMN * len(week.days) + _MARGIN
    blocks, notes = place_blocks(week, grid)
    legend = legend_lines(legend_entries(week, shades), width - 2 * _MARGIN)
    note_lines = _note_lines(notes, width - 2 * _MARGIN)
    below = grid.top + grid.height + _BELOW_GRID
    notes_top = below + legend_height(legend)
    sheet = Sheet(width, notes_top + _NOTE_HEIGHT * len(note_lines) + _MARGIN / 2)
    _titles(sheet, week)
    _days(sheet, grid, week)
    draw_blocks(sheet, blocks, shades)
    _edges(sheet, grid, len(week.days))
    draw_legend(sheet, _MARGIN, below, legend)
    for number, (label, line) in enumerate(note_lines, start=1):
        y = notes_top + _NOTE_HEIGHT * number - 3
        sheet.text(_MARGIN, y, line, _NOTE_SIZE, INK, label=label)
    return sheet.figure


def _note_lines(notes: list[Note], width: float) -> list[tuple[str, str]]:
    """Return the lines of all notes, each with the label of its session."""
    return [(note.label, line) for note in notes for line in wrap(note.words, width, _NOTE_SIZE)]


def _titles(sheet: Sheet, week: CalendarWeek) -> None:
    room = sheet.width - 2 * _MARGIN
    for text, baseline, largest, colour, bold in (
        (week.title, 27.0, 16.0, INK, True),
        (week.subtitle, 46.0, 10.0, MUTED, False),
    ):
        size = min(largest, largest * room / max(1.0, text_width(text, largest, bold)))
        sheet.text(_MARGIN, baseline, text, size, colour, bold=bold, label="title")


def _days(sheet: Sheet, grid: Grid, week: CalendarWeek) -> None:
    for number, day in enumerate(week.days):
        _head(sheet, grid, number, day)
        draw_bands(sheet, grid, number, day)
    step = _HOUR if grid.last - grid.first > _SHORT_DAY else _HOUR // 4
    for minute in range(-(-grid.first // step) * step, grid.last + 1, step):
        baseline = grid.y(minute) + 3
        words = clock(minute) if minute % _HOUR else hour_words(minute)
        sheet.text(grid.left - 5, baseline, words, 8.5, MUTED, align="right", label="hour")


def _site_lines(day: DayColumn) -> list[str]:
    return wrap(", then ".join(day.sites), _COLUMN - 8, _SITE_SIZE) if day.sites else []


def _head_height(day: DayColumn) -> float:
    return (
        _DAY_HEIGHT
        + (_MARK_HEIGHT if day.marks else 0.0)
        + _SITE_HEIGHT * len(_site_lines(day))
        + 4.0
    )


def _head(sheet: Sheet, grid: Grid, number: int, day: DayColumn) -> None:
    """Write the head of a day: date, kind of day as a dark sign, sites."""
    middle, y = grid.left + (number + 0.5) * _COLUMN, _TITLE_HEIGHT
    words = day_words(day.date)
    sheet.text(middle, y + 14, words, 10.5, INK, bold=True, align="center", label="day")
    y += _DAY_HEIGHT
    if day.marks:
        text = " · ".join(day.marks)
        width = text_width(text, _MARK_SIZE, True) + 12
        sheet.box(middle - width / 2, y, width, 12.5, HEAD_FILL, label="mark")
        sheet.text(
            middle, y + 9.2, text, _MARK_SIZE, PAPER, bold=True, align="center", label="mark"
        )
        y += _MARK_HEIGHT
    for line in _site_lines(day):
        y += _SITE_HEIGHT
        sheet.text(middle, y - 2, line, _SITE_SIZE, MUTED, align="center", label="site")


def _edges(sheet: Sheet, grid: Grid, days: int) -> None:
    """Draw the lines between the days and around the grid."""
    bottom, right = grid.top + grid.height, grid.left + days * _COLUMN
    paths = [
        [(grid.left + number * _COLUMN, grid.top), (grid.left + number * _COLUMN, bottom)]
        for number in range(days + 1)
    ]
    paths += [[(grid.left, level), (right, level)] for level in (grid.top, bottom)]
    sheet.lines(paths, OFF_EDGE, 0.8, label="edge")
