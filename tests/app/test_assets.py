"""The files that the widgets ship: small, one palette, nothing from outside."""

import re

from makeup_sched.app import Calendar
from makeup_sched.charts import palette

MOST_BYTES = 400_000


def test_the_calendar_is_small_and_asks_nobody_outside() -> None:
    text = Calendar._esm + Calendar._css
    assert len(text.encode()) < MOST_BYTES
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]


def test_no_text_becomes_markup() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", Calendar._esm)


def test_light_colours_are_those_of_the_pictures() -> None:
    light = Calendar._css.split("[data-jp-theme-light", 1)[0]
    colours = dict(re.findall(r"--ms-([\w-]+): (#\w{6})", light))
    for number, shade in enumerate(palette.DISCIPLINE_SHADES):
        assert colours[f"strong-{number}"].upper() == shade.strong
        assert colours[f"tint-{number}"].upper() == shade.tint
    named = {"ink": palette.INK, "muted": palette.MUTED, "off": palette.OFF_FILL,
             "absent": palette.ABSENT_FILL, "regular": palette.REGULAR_FILL}  # fmt: skip
    assert {name: colours[name].upper() for name in named} == named


def test_dark_colours_are_readable_too() -> None:
    dark = Calendar._css.split("[data-jp-theme-light", 1)[1]
    colours = dict(re.findall(r"--ms-([\w-]+): (#\w{6})", dark))
    pairs = [("ink", f"tint-{number}") for number in range(8)]
    pairs += [("muted", "paper"), ("muted", "regular"), ("muted", "absent"), ("off-ink", "off"),
              ("bad", "bad-fill"), ("ink", "bad-fill"), ("accent-ink", "accent")]  # fmt: skip
    for text, ground in pairs:
        ratio = palette.contrast(colours[text], colours[ground])
        assert ratio >= palette.MIN_TEXT_CONTRAST, (text, ground, ratio)
