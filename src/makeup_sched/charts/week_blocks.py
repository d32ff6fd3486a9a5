"""Drawing the sessions of a week: a box and a coloured bar each, with words that always fit."""

from dataclasses import dataclass

from makeup_sched.charts.calendar_week import Block, CalendarWeek
from makeup_sched.charts.labels import Label, fit, pieces
from makeup_sched.charts.lettering import LEADING, text_width
from makeup_sched.charts.palette import INK, PAPER, REGULAR_EDGE, REGULAR_FILL, Shade
from makeup_sched.charts.sheet import Sheet
from makeup_sched.charts.week_grid import (
    BAR,
    Box,
    Grid,
    block_label,
    edge_line,
    room_for_words,
    shares,
)
from makeup_sched.charts.words import day_words

_BASELINE = 0.8
_PADLOCK = 6.0
_TAG_SIZE, _TAG_HEIGHT = 7.0, 10.5


@dataclass(frozen=True)
class Placed:
    """A session with its box on the sheet and the words that fit into it.

    `tag` is the number of its note, where not even that fits into the box.
    """

    block: Block
    box: Box
    label: Label | None
    tag: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence below the calendar on the session that has this label."""

    label: str
    words: str


def place_blocks(week: CalendarWeek, grid: Grid) -> tuple[list[Placed], list[Note]]:
    """Place the sessions of a week.

    Returns them with the notes that stand below the calendar: one for each make-up whose words
    have no room in it, in the order of their numbers, which begin at 1.
    """
    found: list[Placed] = []
    notes: list[Note] = []
    for number, day in enumerate(week.days):
        for block, share in zip(day.blocks, shares(day.blocks), strict=True):
            box = grid.block(number, block, share)
            label, tag = block_label(block, box), ""
            if label is None and block.makeup:
                sign = f"({len(notes) + 1})"
                words = " · ".join((f"{day_words(day.date)}: {block.head}", *block.details))
                notes.append(Note(block.label, f"{sign} {words}"))
                label = _first_that_fits(block, box, (f"{block.discipline} {sign}", sign))
                tag = "" if label else sign
            elif label is None:
                label = _first_that_fits(block, box, block.shorter)
            found.append(Placed(block, box, label, tag))
    return found, notes


def draw_blocks(sheet: Sheet, placed: list[Placed], shades: dict[str, Shade]) -> None:
    """Draw the sessions of a week."""
    for one in placed:
        block = one.block
        shade = shades[block.discipline]
        draw_frame(sheet, one.box, shade, block.makeup, block.locked, block.label)
        if one.label is not None:
            _write(sheet, one.label, room_for_words(block, one.box), block.label)
    for one in placed:
        if one.tag:
            _draw_tag(sheet, one, shades[one.block.discipline])


def draw_frame(
    sheet: Sheet, box: Box, shade: Shade, makeup: bool, locked: bool, label: str
) -> None:
    """Draw box and bar of a session, with a padlock in the bar where it is locked."""
    fill, edge = (shade.tint, shade.strong) if makeup else (REGULAR_FILL, REGULAR_EDGE)
    line = edge_line(makeup, locked)
    sheet.box(box.x, box.y, box.width, box.height, fill, edge=edge, line=line, label=label)
    bar = BAR[makeup]
    sheet.box(box.x, box.y, bar, box.height, shade.strong, label=f"bar of {label}")
    if locked:
        size = min(_PADLOCK, (box.height - 1.5) / 1.2)
        x, y = box.x + (bar - size) / 2, box.y + (box.height - 1.2 * size) / 2
        sheet.padlock(x, y, size, PAPER, label=f"padlock of {label}")


def _first_that_fits(block: Block, box: Box, heads: tuple[str, ...]) -> Label | None:
    """Return the first of some heads that fits: with the time of a regular session if possible."""
    room = room_for_words(block, box)
    for head in heads:
        for details in ((),) if block.makeup else (block.details, ()):
            label = fit(head, details, room.width, room.height, bold=block.makeup)
            if label is not None:
                return label
    return None


def _draw_tag(sheet: Sheet, one: Placed, shade: Shade) -> None:
    """Hang the number of a note on the right end of a box that is too low for it."""
    width = text_width(one.tag, _TAG_SIZE, bold=True) + 5
    x = one.box.x + one.box.width - width
    y = one.box.y + (one.box.height - _TAG_HEIGHT) / 2
    owner = one.block.label
    sheet.box(x, y, width, _TAG_HEIGHT, PAPER, edge=shade.strong, line=1.0, label=f"tag of {owner}")
    baseline = y + _TAG_HEIGHT / 2 + _TAG_SIZE * 0.36
    sheet.text(
        x + width / 2, baseline, one.tag, _TAG_SIZE, INK, bold=True, align="center", label=owner
    )


def _write(sheet: Sheet, label: Label, room: Box, owner: str) -> None:
    """Write the lines of a label in the middle of the height of its room."""
    top = room.y + (room.height - label.height) / 2
    for number, line in enumerate(label.lines):
        baseline = top + number * label.size * LEADING + label.size * _BASELINE
        for piece in pieces(line, label.size):
            x = room.x + piece.x
            sheet.text(x, baseline, piece.text, label.size, INK, bold=piece.bold, label=owner)
