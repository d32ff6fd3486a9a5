"""Terms and figures in the words that a therapist uses."""

import shlex
from pathlib import Path

from makeup_sched.half_up import half_up

CASE = "CASE"
"""What commands that are shown call a case of which it isn't known where it is."""

TERM_WORDS = {
    "unmet": "minutes not placed",
    "moved": "sessions changed from the earlier plan",
    "contract": "minutes by contract providers",
    "esy": "minutes in the ESY window",
    "extended_day": "minutes before or after school or on Saturdays",
    "avoid": "minutes in times to avoid, less those in preferred times",
    "other_provider": "minutes with another than the student's own provider",
    "lateness": "waiting, in minutes times weeks since they were missed",
    "sessions": "sessions to be held",
}
"""What each objective term counts; all are to be as small as can be."""


def term_words(term: str, *, weighted: bool) -> str:
    """Return what a term counts; `weighted` says that students have priorities."""
    words = TERM_WORDS.get(term, term)
    return f"{words}, weighted by priority" if term == "unmet" and weighted else words


def percent(part: int, whole: int, digits: int = 0) -> str:
    """Return a share as per cent, 0 of nothing."""
    return f"{half_up(100 * part / whole if whole else 0, digits)} %"


def listed(words: list[str]) -> str:
    """Join words as a sentence does."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def in_commands(path: Path) -> str:
    """Return a path as it can be copied into a shell with the command that names it."""
    return shlex.quote(str(path))


def with_case(words: str, case: str) -> str:
    """Return words in whose commands the case is named, so that they can be copied as they are."""
    return words.replace(f" {CASE} ", f" {case} ")
