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
    before words that merely look alike.
    """
    plain = _plain(word)
    for candidate in known:
        if _plain(candidate) == plain:
            return candidate
    matches = difflib.get_close_matches(word, known, n=1, cutoff=0.75)
    return matches[0] if matches else ""


def _plain(word: str) -> str:
    return re.sub(r"[\s_\-]+", "", word).casefold().lstrip("0")
