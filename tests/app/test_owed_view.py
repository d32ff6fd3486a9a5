"""The sentence above the table of what is owed."""

from makeup_sched.app.owed_view import owed_content
from support.tiny import award, blueprint, day, hours, owes, provider, student


def test_it_says_how_much_comes_from_rounding() -> None:
    rows = [day(), student("A"), provider(), hours("08:00-09:00"), *owes("A", 15)[:1]]
    odd = blueprint(*rows, award("A", 22)).case
    assert owed_content(odd, names=False).note == (
        "30 minutes of 1 student, the oldest first. "
        "8 of them come from rounding up to steps of 15 minutes."
    )
    even = blueprint(*rows, award("A", 30)).case
    assert "rounding" not in owed_content(even, names=False).note
