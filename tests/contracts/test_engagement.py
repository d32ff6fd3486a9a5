"""The visits to sign: what recurs as a pattern, what does not by date."""

import io
from dataclasses import replace
from functools import cache

import pytest
from rich.console import Console

from makeup_sched.app.contracting_panel import answer_content
from makeup_sched.contracts.answer import Contracting
from makeup_sched.contracts.contracting import contracting
from makeup_sched.contracts.engagement import on_single_dates, recurring
from makeup_sched.contracts.pool import Post, Visit
from makeup_sched.contracts.words import contracting_words
from support.tiny import MONDAY, blueprint, day, hours, owes, provider, student

COLUMNS = ["discipline", "site", "weekday", "start", "end", "visits", "first_date", "last_date",
           "hours", "dates"]  # fmt: skip


@cache
def short() -> Contracting:
    rows = [*(day(offset) for offset in (0, 1, 7)), student("A"), *owes("A", 60), provider()]
    contract = {"lead_days": 0, "min_visit_minutes": 60, "hourly_rate": {"SLP": 80}}
    case = blueprint(*rows, hours("08:00-08:15", weekday="Sun"), contract=contract).case
    return contracting(case, seconds=10, workers=1)


def signed(*visits: tuple[int, int]) -> Contracting:
    """Return an answer with visits of an hour, each so many days after Monday, from a minute on."""
    found = short()
    assert found.least is not None
    made = [
        Visit(MONDAY.fromordinal(MONDAY.toordinal() + offset), Post("SLP", "Oak"), start,
              start + 60, visits[:number].count((offset, start)) + 1)
        for number, (offset, start) in enumerate(visits)
    ]  # fmt: skip
    return replace(found, least=replace(found.least, visits=tuple(made), least_minutes=0))


def words(answer: Contracting) -> str:
    console = Console(file=io.StringIO(), record=True, width=120)
    console.print(contracting_words(answer))
    return console.export_text()


def test_what_recurs_and_what_does_not_stand_apart() -> None:
    answer = signed((0, 480), (7, 480), (1, 600))
    assert list(answer.pattern.columns) == COLUMNS
    assert answer.pattern["visits"].tolist() == [2, 1]
    assert recurring(answer.pattern)["weekday"].tolist() == ["Mon"]
    assert on_single_dates(answer.pattern)["start"].tolist() == ["10:00"]
    said = words(answer)
    assert "Visits that recur, as a contract would name them" in said
    assert "Visits on one date each" in said
    assert "SLP, Oak           Tue 2026-03-03  10:00-11:00" in said
    content = answer_content(answer)
    assert content.note == "The visits to sign that recur, as a pattern."
    assert [row[2] for row in content.rows] == ["Mon"]
    assert content.texts[0].table[1][2:5] == ("2026-03-03", "Tue", "10:00")


def test_visits_of_which_none_recurs_are_no_pattern() -> None:
    answer = signed((0, 480), (7, 540), (1, 600))
    said = words(answer)
    assert "as a contract would name them" not in said
    assert "Visits; none recurs at the same hours" in said
    dates = ("Mon 2026-03-02  08:00-09:00", "Tue 2026-03-03  10:00-11:00",
             "Mon 2026-03-09  09:00-10:00")  # fmt: skip
    assert [said.count(date) for date in dates] == [1, 1, 1]
    assert said.count("SLP, Oak") == 1
    content = answer_content(answer)
    assert content.note == "The visits to sign; none recurs at the same hours."
    assert "Last date" not in content.columns
    assert len(content.rows) == 3


def test_two_at_once_on_single_dates_do_not_recur() -> None:
    said = words(signed((0, 480), (0, 480)))
    assert "Mon 2026-03-02  2 x 08:00-09:00" in said


@pytest.mark.parametrize("count", [40, 42])
def test_no_more_than_a_screen_of_single_visits_is_shown(count: int) -> None:
    said = words(signed(*((0, 480 + number) for number in range(count))))
    assert ("and 2 more visits; --out writes all, and every date." in said) == (count == 42)
