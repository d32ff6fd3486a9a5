"""Guesses at what was meant: never somebody else's id."""

import pytest

from makeup_sched.tables.suggest import closest


@pytest.mark.parametrize(
    ("word", "known", "guess"),
    [
        ("S001", ["S002", "S006"], ""),
        ("M001", ["M0071", "M0001"], "M0001"),
        ("s 1", ["S001"], "S001"),
        ("provder_absent", ["provider_absent"], "provider_absent"),
        ("A-SPL", ["A-SLP"], "A-SLP"),
        ("P01-SLP", ["P02-SLP", "P03-OT"], ""),
    ],
)
def test_a_guess_is_near_and_nobody_else(word: str, known: list[str], guess: str) -> None:
    assert closest(word, known) == guess
