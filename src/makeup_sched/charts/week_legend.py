"""The legend below the picture of a week: only the signs that the picture shows, each in words."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from makeup_sched.charts.calendar_week import Band, CalendarWeek, uncovered
from makeup_sched.charts.lettering import text_width, wrap
from makeup_sched.charts.palette import INK, Shade
from makeup_sched.charts.sheet import Sheet
from makeup_sched.charts.week_bands import draw_band, draw_free
from makeup_sched.charts.week_blocks import draw_frame
from makeup_sched.charts.week_grid import Box

_SIZE = 8.5
_SWATCH_WIDTH, _SWATCH_HEIGHT = 30.0, 13.0
_BESIDE, _BETWEEN, _LINE = 5.0, 18.0, 20.0


@dataclass(frozen=True)
class Entry:
    """One sign of the legend: how to draw it, and what it means."""

    draw: Callable[[Sheet, Box], None]
    words: str

    @property
    def width(self) -> float:
        """Width in points, with the room to the next entry."""
        return _SWATCH_WIDTH + _BESIDE + text_width(self.words, _SIZE) + _BETWEEN


def legend_entries(week: CalendarWeek, shades: dict[str, Shade]) -> list[Entry]:
    """Return the entries for what the week shows."""
    given = dict.fromkeys(block.discipline for block in week.blocks if block.makeup)
    entries = [
        Entry(_session(shades[name], True, False), f"{name} make-up")
        for name in shades
        if name in given
    ]
    locked = [block.discipline for block in week.blocks if block.locked]
    if locked:
        entries.append(Entry(_session(shades[locked[0]], True, True), "Locked: kept as it stands"))
    regular = [block.discipline for block in week.blocks if not block.makeup]
    if regular:
        entries.append(Entry(_session(shades[regular[0]], False, False), "Regular session"))
    seen = _seen(week)
    kinds = {band.kind for band in seen}
    reasons = list(dict.fromkeys(band.words for band in seen if band.kind == "off"))
    for kind, words in (
        ("free", "Free for make-ups"),
        ("off", f"Off limits: {', '.join(reasons)}"),
        ("absent", week.absent_words),
    ):
        if kind in kinds:
            entries.append(Entry(_time(kind), words))
    return entries


def legend_lines(entries: list[Entry], width: float) -> list[list[Entry]]:
    """Break the entries into lines no wider than `width` points, and an entry that is wider."""
    lines: list[list[Entry]] = []
    used = 0.0
    for entry in (part for whole in entries for part in _broken(whole, width)):
        if not lines or used + entry.width - _BETWEEN > width:
            lines.append([])
            used = 0.0
        lines[-1].append(entry)
        used += entry.width
    return lines


def _broken(entry: Entry, width: float) -> list[Entry]:
    """Return an entry in as many as its words need lines; all but the first have no sign."""
    first, *others = wrap(entry.words, width - _SWATCH_WIDTH - _BESIDE, _SIZE)
    return [replace(entry, words=first), *(Entry(_nothing, words) for words in others)]


def _nothing(_sheet: Sheet, _box: Box) -> None:
    """Draw no sign: the words go on from the line above."""


def legend_height(lines: list[list[Entry]]) -> float:
    """Return the height of the legend in points."""
    return _LINE * len(lines)


def draw_legend(sheet: Sheet, x: float, y: float, lines: list[list[Entry]]) -> None:
    """Draw the legend with its upper left corner at `x`, `y`."""
    for number, line in enumerate(lines):
        left, top = x, y + number * _LINE
        for entry in line:
            entry.draw(sheet, Box(left, top, _SWATCH_WIDTH, _SWATCH_HEIGHT))
            beside = left + _SWATCH_WIDTH + _BESIDE
            sheet.text(beside, top + 10, entry.words, _SIZE, INK, label="legend")
            left += entry.width


def _session(shade: Shade, makeup: bool, locked: bool) -> Callable[[Sheet, Box], None]:
    return lambda sheet, box: draw_frame(sheet, box, shade, makeup, locked, "legend")


def _time(kind: str) -> Callable[[Sheet, Box], None]:
    if kind == "free":
        return lambda sheet, box: draw_free(sheet, box, "legend")
    return lambda sheet, box: draw_band(sheet, box, kind, "legend")


def _seen(week: CalendarWeek) -> list[Band]:
    """Return the bands that sessions don't hide and that lie within the hours shown."""
    first, last = week.hours
    return [
        band
        for day in week.days
        for band in day.bands
        if uncovered(max(band.start, first), min(band.end, last), day.blocks)
    ]
