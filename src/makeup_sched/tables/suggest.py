"""Suggesting what a misspelt word was probably meant to be."""

import difflib
import re
from collections.abc import Collection


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return `; did you mean "..."?` where a known word is close to `word`, else nothing."""
    close = closest(word, known)
    return f'; did you mean "{close}"?' if close else ""


def closest(word: str, known: Collection[str]) -> str:
    """Return the known word that `word` probably stands for, blank where none is close.

    Words that differ only in capitals, spaces or leading zeros (which Excel drops from ids) come
    before words that merely look alike. Ids that differ in their numbers alone are no guess.
    """
    plain = _plain(word)
    for candidate in known:
        if _plain(candidate) == plain:
            return candidate
    matches = difflib.get_close_matches(word, known, n=3, cutoff=0.75)
    return next((match for match in matches if not _other_number(word, match)), "")


def _plain(word: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", re.sub(r"[\s_\-]+", "", word).casefold())


def _other_number(word: str, match: str) -> bool:
    """Say whether ids differ in their numbers alone: a guess would point at somebody else."""
    letters, others = (re.sub(r"\d+", "#", _plain(each)) for each in (word, match))
    return "#" in letters and letters == others
