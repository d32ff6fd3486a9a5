"""Fixed words of the tables as people say them; free words stay as they were written."""

import pytest

from makeup_sched import plain_words


@pytest.mark.parametrize(("column", "text", "said"), [
    ("reason", "no reason given; see file", "no reason given; see file"),
    ("reason", "provider_absent", "the therapist or teacher was absent"),
    ("disciplines", "SLP;OT", "speech-language therapy, occupational therapy"),
    ("note", "SLP;OT", "SLP;OT"),
])  # fmt: skip
def test_lists_alone_are_split(column: str, text: str, said: str) -> None:
    assert plain_words.cell(column, text) == said


def test_words_that_are_said_in_another_way_are_listed_one_by_one() -> None:
    assert plain_words.codes("disciplines", "SLP;MUSIC;OT") == [
        ("speech-language therapy", "SLP"),
        ("occupational therapy", "OT"),
    ]
    assert plain_words.codes("reason", "provider_absent;see file") == []
