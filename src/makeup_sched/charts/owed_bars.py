"""The bars of one student's minutes: planned by discipline, unmet hatched, pending apart."""

from makeup_sched.charts.lettering import text_width
from makeup_sched.charts.owed_rows import OwedRow, Part
from makeup_sched.charts.palette import INK, MUTED, PAPER, PENDING, UNMET, UNMET_FILL, Shade
from makeup_sched.charts.sheet import Sheet

_SIZE = 7.5
_APART = 2.0
_BESIDE_CODE = 4.0
_SWATCH_WIDTH, _SWATCH_HEIGHT = 30.0, 12.0


def draw_bars(
    sheet: Sheet,
    row: OwedRow,
    x: float,
    y: float,
    height: float,
    scale: float,
    shades: dict[str, Shade],
) -> float:
    """Draw the bars of a student from `x` on, `scale` points a minute; return where they end."""
    for part in row.parts:
        owner = f"{part.discipline} {row.student_id}"
        width = part.planned * scale
        planned_bar(sheet, x, y, width, height, shades[part.discipline], f"planned {owner}")
        _code(sheet, part.discipline, x, y, width, height, PAPER, f"code {owner}")
        x += width
    for part in row.parts:
        owner, width = f"{part.discipline} {row.student_id}", part.unmet * scale
        unmet_bar(sheet, x, y, width, height, f"unmet {owner}")
        needed = text_width(part.discipline, _SIZE, bold=True) + _BESIDE_CODE
        if width >= needed + 4:
            left = x + (width - needed) / 2
            sheet.box(left, y + 1.2, needed, height - 2.4, UNMET_FILL)
            _code(sheet, part.discipline, x, y, width, height, UNMET, f"code {owner}")
        x += width
    for part in row.parts:
        owner, width = f"{part.discipline} {row.student_id}", part.pending * scale
        pending_bar(sheet, x, y, width, height, f"pending {owner}")
        inner = max(width - _APART, 0.0)
        _code(sheet, part.discipline, x + _APART, y, inner, height, PENDING, f"code {owner}")
        x += width
    return x


def draw_codes(
    sheet: Sheet, row: OwedRow, x: float, right: float, baseline: float, scale: float
) -> None:
    """Write behind the bars what stands in those that are too short for their code."""
    parts = [part for part in row.parts if _is_short(part, scale)]
    for words in (_in_full(parts), ", ".join(part.discipline for part in parts)):
        if words and text_width(words, _SIZE) <= right - x:
            sheet.text(x, baseline, words, _SIZE, MUTED, label=f"codes {row.student_id}")
            return


def _is_short(part: Part, scale: float) -> bool:
    """Tell whether a bar of this discipline is too short for the discipline's code."""
    needed = text_width(part.discipline, _SIZE, bold=True) + _BESIDE_CODE
    planned, others = part.planned * scale, (part.unmet * scale, part.pending * scale)
    return 0 < planned < needed or any(0 < width < needed + 4 for width in others)


def _in_full(parts: list[Part]) -> str:
    said = []
    for part in parts:
        owed = part.planned + part.unmet
        words = [f"{part.planned} of {owed}"] if owed else []
        words += [f"{part.pending} pending"] if part.pending else []
        said.append(f"{part.discipline} {' + '.join(words)}")
    return ", ".join(said)


def planned_bar(
    sheet: Sheet, x: float, y: float, width: float, height: float, shade: Shade, label: str
) -> None:
    """Draw minutes that are planned, with a thin gap to what comes next."""
    if width:
        sheet.box(x, y, max(width - 0.8, 0.8), height, shade.strong, label=label)


def unmet_bar(sheet: Sheet, x: float, y: float, width: float, height: float, label: str) -> None:
    """Draw minutes for which there is no place."""
    if width:
        drawn = max(width - 0.8, 0.8)
        sheet.box(x, y, drawn, height, UNMET_FILL, edge=UNMET, line=1.0, label=label)
        sheet.hatch(x, y, drawn, height, UNMET, spacing=3.5, line=0.8, rising=False)


def pending_bar(sheet: Sheet, x: float, y: float, width: float, height: float, label: str) -> None:
    """Draw minutes that the team has yet to decide, apart from those that are owed."""
    if width:
        drawn = max(width - _APART, 1.0)
        sheet.box(
            x + _APART, y, drawn, height, PAPER, edge=PENDING, line=1.0, dashed=True, label=label
        )


def draw_legend_line(
    sheet: Sheet, x: float, y: float, rows: list[OwedRow], shades: dict[str, Shade]
) -> None:
    """Draw the legend: only what the bars show."""
    width, height, parts = _SWATCH_WIDTH, _SWATCH_HEIGHT, [p for row in rows for p in row.parts]
    for name, shade in shades.items():
        if any(part.planned for part in parts if part.discipline == name):
            planned_bar(sheet, x, y, width, height, shade, "legend")
            x = _legend_words(sheet, x, y, f"{name} planned")
    if any(part.unmet for part in parts):
        unmet_bar(sheet, x, y, width, height, "legend")
        x = _legend_words(sheet, x, y, "Unmet: no place in this plan")
    if any(part.pending for part in parts):
        pending_bar(sheet, x, y, width, height, "legend")
        _legend_words(sheet, x, y, "Pending: not owed until the team decides")


def _legend_words(sheet: Sheet, x: float, y: float, words: str) -> float:
    """Write the words of a legend entry and return where the next entry begins."""
    beside = x + _SWATCH_WIDTH + 5
    return beside + sheet.text(beside, y + 9, words, 8.5, INK, label="legend") + 18


def _code(
    sheet: Sheet,
    discipline: str,
    x: float,
    y: float,
    width: float,
    height: float,
    colour: str,
    label: str,
) -> None:
    """Write the code of the discipline into a bar that is long enough."""
    if text_width(discipline, _SIZE, bold=True) + _BESIDE_CODE <= width:
        middle, baseline = x + width / 2, y + height / 2 + _SIZE * 0.36
        sheet.text(
            middle, baseline, discipline, _SIZE, colour, bold=True, align="center", label=label
        )
