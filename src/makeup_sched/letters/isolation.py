"""Keeps a value apart from the text around it, so that its order survives in any direction.

Inside Arabic a telephone number `(617) 555-0142` would be shown as `0142-555 (617)`, and a range of
times back to front: that is the rule of Unicode for text of mixed direction (UAX 9). An isolate
takes a value out of it.
"""

from makeup_sched.exports.people import plain_line

FIRST_STRONG_ISOLATE = "\u2068"
POP_ISOLATE = "\u2069"


def isolated(value: str) -> str:
    """Return a value on one line, between marks that nothing shows; nothing for a blank one."""
    plain = plain_line(value)
    return f"{FIRST_STRONG_ISOLATE}{plain}{POP_ISOLATE}" if plain else ""


def without_marks(text: str) -> str:
    """Return text without these marks."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")
