"""The colours of the pictures, and the contrast between them as WCAG 2 defines it.

Text stands at 4.5:1 or more on what it is written on, edges and bars at 3:1 or more beside what
they border on. A test computes the ratios of everything listed in `TEXT_PAIRS`, `EDGE_PAIRS` and
the discipline colours.
"""

from dataclasses import dataclass

PAPER = "#FFFFFF"
INK = "#1B232E"
MUTED = "#4A5462"
OFF_FILL = "#D9DEE5"
OFF_EDGE = "#66707F"
ABSENT_FILL = "#EBEDF0"
REGULAR_FILL = "#F7F8FA"
REGULAR_EDGE = "#6F7987"
FREE_HATCH = "#7C8A9B"
RULE = "#CBD1D9"
HEAD_FILL = "#2F3A49"
UNMET = "#A3202A"
UNMET_FILL = "#FBE9EA"
PENDING = "#5C4A00"

MIN_TEXT_CONTRAST = 4.5
MIN_EDGE_CONTRAST = 3.0


@dataclass(frozen=True)
class Shade:
    """The two colours of a discipline: `strong` for bars and edges, `tint` under dark text."""

    strong: str
    tint: str


DISCIPLINE_SHADES = (
    Shade("#1B5FA6", "#CFE3F7"),
    Shade("#1F7238", "#CDEBD5"),
    Shade("#A34A00", "#FBDEC4"),
    Shade("#7338A0", "#E7D8F5"),
    Shade("#006B73", "#C6EAEC"),
    Shade("#A01F62", "#F8D5E6"),
    Shade("#6A5313", "#EFE5C0"),
    Shade("#3F4E8C", "#D9DEF5"),
)
"""Shades in the order in which disciplines take them; more disciplines than shades share some."""

_FIRST_DISCIPLINES = ("SLP", "OT", "PT", "SPED")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    (INK, PAPER),
    (INK, OFF_FILL),
    (INK, ABSENT_FILL),
    (INK, REGULAR_FILL),
    (MUTED, PAPER),
    (MUTED, OFF_FILL),
    (MUTED, ABSENT_FILL),
    (MUTED, REGULAR_FILL),
    (PAPER, HEAD_FILL),
    (UNMET, PAPER),
    (PENDING, PAPER),
)
"""Text and what it is written on."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    (OFF_EDGE, PAPER),
    (OFF_EDGE, OFF_FILL),
    (OFF_EDGE, ABSENT_FILL),
    (REGULAR_EDGE, PAPER),
    (REGULAR_EDGE, REGULAR_FILL),
    (REGULAR_EDGE, OFF_FILL),
    (REGULAR_EDGE, ABSENT_FILL),
    (FREE_HATCH, PAPER),
    (UNMET, PAPER),
    (UNMET, UNMET_FILL),
    (PENDING, PAPER),
)
"""Edges, bars and hatching, and what they lie on or border on."""


def shades(disciplines: list[str]) -> dict[str, Shade]:
    """Return the shade of each discipline; the same disciplines always get the same shades."""
    known = [name for name in _FIRST_DISCIPLINES if name in disciplines]
    own = {name: DISCIPLINE_SHADES[_FIRST_DISCIPLINES.index(name)] for name in known}
    others = sorted(set(disciplines) - set(known))
    left = DISCIPLINE_SHADES[len(_FIRST_DISCIPLINES) :]
    return own | {name: left[place % len(left)] for place, name in enumerate(others)}


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours written `#RRGGBB`, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
