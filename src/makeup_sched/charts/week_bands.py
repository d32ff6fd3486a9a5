"""Drawing what lies behind the sessions of a day: free time, time off limits, closures."""

from makeup_sched.charts.calendar_week import Band, DayColumn, uncovered
from makeup_sched.charts.lettering import LEADING, text_width, wrap
from makeup_sched.charts.palette import (
    ABSENT_FILL,
    FREE_HATCH,
    INK,
    MUTED,
    OFF_EDGE,
    OFF_FILL,
    PAPER,
    RULE,
)
from makeup_sched.charts.sheet import Sheet
from makeup_sched.charts.week_grid import Box, Grid

_SIZES = (8.0, 7.5, 7.0, 6.5)
_ROOM = 1.6
_INSET = 3.0
_HOUR = 60


def draw_bands(sheet: Sheet, grid: Grid, number: int, day: DayColumn) -> None:
    """Draw the bands of one day, the `number`-th column of the grid, and name them."""
    whole = grid.span(number, grid.first, grid.last)
    if not day.bands:
        _closed(sheet, whole, day.closure)
        return
    shown = [band for band in day.bands if band.end > grid.first and band.start < grid.last]
    sheet.box(whole.x, whole.y, whole.width, whole.height, PAPER)
    regular = [block for block in day.blocks if not block.makeup]
    for band in shown:
        for start, end in uncovered(band.start, band.end, regular):
            draw_band(sheet, grid.span(number, start, end), band.kind, _label(band))
    for minute in range(-(-grid.first // _HOUR) * _HOUR, grid.last, _HOUR):
        y = grid.y(minute)
        sheet.lines([[(whole.x, y), (whole.x + whole.width, y)]], RULE, 0.5)
    for band in shown:
        for start, end in uncovered(
            max(band.start, grid.first), min(band.end, grid.last), day.blocks
        ):
            box = grid.span(number, start, end)
            if band.kind == "free":
                draw_free(sheet, box, _label(band))
            _name(sheet, band, box, end - start)


def draw_band(sheet: Sheet, box: Box, kind: str, label: str) -> None:
    """Draw one stretch of time: white, grey with edges where off limits, pale where absent."""
    x, y, width, height = box.x, box.y, box.width, box.height
    fill = {"free": PAPER, "off": OFF_FILL, "absent": ABSENT_FILL}[kind]
    sheet.box(x, y, width, height, fill, label=label)
    if kind == "off":
        edges = [[(x, level), (x + width, level)] for level in (y, y + height)]
        sheet.lines(edges, OFF_EDGE, 0.9)


def draw_free(sheet: Sheet, box: Box, label: str) -> None:
    """Hatch a stretch of time that a make-up could take."""
    inner = Box(box.x + _INSET, box.y + 0.5, box.width - 2 * _INSET, box.height - 1)
    sheet.hatch(
        inner.x, inner.y, inner.width, inner.height, FREE_HATCH, line=0.6, label=f"hatch {label}"
    )
    right = inner.x + inner.width
    edges = [[(inner.x, y), (right, y)] for y in (inner.y, inner.y + inner.height)]
    sheet.lines(edges, FREE_HATCH, 0.6)


def _label(band: Band) -> str:
    return f"{band.kind} {band.start}-{band.end} {band.words}"


def _name(sheet: Sheet, band: Band, box: Box, minutes: int) -> None:
    """Write the name of a band into the part of it that no session covers, if there is room."""
    words = f"{band.words} · {minutes} min" if band.kind == "free" else band.words
    for text in (words, band.words):
        for size in _SIZES:
            width = text_width(text, size)
            if size * LEADING + _ROOM <= box.height and width <= box.width - 4 * _INSET:
                _plate(sheet, band, box, text, size)
                return


def _plate(sheet: Sheet, band: Band, box: Box, text: str, size: float) -> None:
    """Write a name, on white where hatching would run through the letters."""
    width = text_width(text, size)
    middle, centre = box.x + box.width / 2, box.y + box.height / 2
    if band.kind == "free":
        height = min(size * 1.25, box.height)
        sheet.box(middle - width / 2 - 3, centre - height / 2, width + 6, height, PAPER)
    colour = INK if band.kind == "off" else MUTED
    sheet.text(middle, centre + size * 0.35, text, size, colour, align="center", label=_label(band))


def _closed(sheet: Sheet, whole: Box, closure: str) -> None:
    """Draw a day without school, with the reason."""
    sheet.box(whole.x, whole.y, whole.width, whole.height, ABSENT_FILL, label=f"closed {closure}")
    middle, y = whole.x + whole.width / 2, whole.y + whole.height / 2 - 8
    sheet.text(middle, y, "No school", 11.0, INK, bold=True, align="center", label="closed")
    if closure != "No school":
        for line in wrap(closure, whole.width - 16, 8.5):
            y += 12
            sheet.text(middle, y, line, 8.5, INK, align="center", label="closed")
