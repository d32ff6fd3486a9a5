"""Takes other children out of text that people wrote, such as notes, before it goes to a family."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from makeup_sched.case.case import Case
from makeup_sched.exports.people import plain_line

MASK = "[another student]"
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_RUN = re.compile(r"\w+")
_JOINT = re.compile(r"['\u2019.-]")
_SHORTEST = 2
_STROKES = str.maketrans("đðøłı", "ddoli")
"""Letters that no accent makes of a plain one, and the letter that is typed instead."""


@dataclass(frozen=True)
class Masker:
    """Masks whatever may tell of another child: names, parts of names, ids of theirs.

    A word that is in the child's own name, too, tells of nobody else by itself; beside another
    word of a brother's name it does, and both are masked.

    A word that happens to be a child's name is masked, too: too much is taken out rather than too
    little, and what was taken out shows. `own` are words of the child's own name, which `shown`
    replaces unless `names` are asked for.
    """

    others: frozenset[str]
    own: frozenset[str]
    shown: str
    names: bool

    @classmethod
    def of(cls, case: Case, student_id: str, *, names: bool) -> "Masker":
        """Return what masks the others of a whole case in what is said of one child."""
        students = case.table("students")
        is_own = students["student_id"] == student_id
        ids = [*students.loc[~is_own, "student_id"]]
        for table, column in (("services", "service_id"), ("awards", "award_id")):
            rows = case.table(table)
            ids += [*rows.loc[rows["student_id"] != student_id, column]]
        return cls.knowing(
            student_id,
            students.loc[is_own, "name"],
            students.loc[~is_own, "name"],
            ids,
            names=names,
        )

    @classmethod
    def knowing(
        cls,
        student_id: str,
        own_names: Iterable[str],
        other_names: Iterable[str],
        other_ids: Iterable[str],
        *,
        names: bool,
    ) -> "Masker":
        """Return what masks others by their names and ids."""
        mine = frozenset(_parts(own_names))
        other_names = [*other_names]
        others = _parts(other_names) - mine
        others.update(map(_folded, other_ids))
        others.update(_names_alike(other_names, mine))
        return cls(frozenset(others), mine, student_id, names)

    def with_names(self) -> "Masker":
        """Return what masks the others alone."""
        return replace(self, names=True)

    def masked(self, text: str, *, numbers: bool = True) -> str:
        """Return the text on one line, without other children in it.

        Without `numbers` a number stays where it is, even if it is the id of a child; for text that
        counts minutes and was not written by people.
        """
        if (text, numbers) not in self._done:
            self._done[text, numbers] = self._masked(text, numbers)
        return self._done[text, numbers]

    def _masked(self, text: str, numbers: bool) -> str:
        found = _WORD.sub(
            lambda match: match[0] if match[0].isdigit() and not numbers else self._word(match),
            self._without_odd_ids(_composed(plain_line(text))),
        )
        for words in (MASK, self.shown):
            # a first and a last name become one mask
            again = rf"({re.escape(words)})(?:[ ,.-]*{re.escape(words)})+"
            found = re.sub(again, r"\1", found)
        return found

    @cached_property
    def _done(self) -> dict[tuple[str, bool], str]:
        """What was masked already: a record says the same of many entries."""
        return {}

    @cached_property
    def _odd_ids(self) -> dict[str, list[str]]:
        """Ids and names that are no single word, by the first letters and digits in them."""
        found: dict[str, list[str]] = {}
        odd = [one for one in self.others if one and not _WORD.fullmatch(one)]
        for one in sorted(odd, key=lambda one: (-len(one), one)):
            found.setdefault(next(iter(_RUN.findall(one)), ""), []).append(one)
        return found

    def _without_odd_ids(self, text: str) -> str:
        """Mask ids and names that are no single word."""
        if not self._odd_ids:
            return text
        # an id stands between no letters, so that its first run of them is a whole run of the text
        runs = dict.fromkeys(["", *_RUN.findall(_folded(text))])
        known = [one for run in runs for one in self._odd_ids.get(run, ())]
        folded = [_folded(letter) for letter in text]
        plain = "".join(folded)
        # in "Ana Diaz, Luis Diaz" the comma stands between two names, not within one
        for one in sorted(known, key=lambda one: "," in one):
            if one not in plain:
                continue
            ends = [0, *accumulate(map(len, folded))]
            found = list(re.finditer(rf"(?<!\w){re.escape(one)}(?!\w)", plain))
            for match in reversed(found):
                first = bisect_right(ends, match.start()) - 1
                text = text[:first] + MASK + text[bisect_left(ends, match.end()) :]
            folded = [_folded(letter) for letter in text]
            plain = "".join(folded)
        return text

    def _word(self, match: re.Match[str]) -> str:
        word = match[0]
        parts = [word, *_JOINT.split(word)]
        folded = {_folded(part) for part in parts}
        if folded & self.others:
            return MASK
        return self.shown if not self.names and folded & self.own else word


def _parts(names: Iterable[str]) -> set[str]:
    """Return the words of names, whole and at their hyphens."""
    words = set(_WORD.findall(_composed(plain_line(" ".join(map(str, names))))))
    found = words.union(*(_JOINT.split(word) for word in words))
    return {_folded(part) for part in found if len(part) >= _SHORTEST and not part.isdigit()}


def _names_alike(names: Iterable[str], own: frozenset[str]) -> set[str]:
    """Return names that share a word with the child's own, and say more than that one does.

    They are given as people write them: in whole or a word of each kind, last name first or last.
    """
    found = set()
    for name in names:
        words = _composed(plain_line(str(name))).replace(",", " ").split()
        parts = _parts([" ".join(words)])
        if parts <= own or parts.isdisjoint(own):
            continue
        pairs = [(one, other) for one in parts & own for other in parts - own]
        pairs += [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
        for one, other in pairs:
            for first, last in ((one, other), (other, one)):
                found |= {f"{first} {last}", f"{last}, {first}", f"{last},{first}"}
    return {_folded(name) for name in found}


def _composed(text: str) -> str:
    """Return the text with each letter and its accents as one character."""
    return unicodedata.normalize("NFC", text)


def _folded(text: str) -> str:
    """Return what a word is known by: without case and accents, which people leave out."""
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)).translate(_STROKES)
