"""Files of scenarios: what they may hold, and that everything wrong is told at once."""

from pathlib import Path

import pytest

import makeup_sched as ms
from makeup_sched.whatif.reading import read_scenarios, scenarios_of
from support.tiny import blueprint, hours, owes, provider, student


def test_pleasant_ways_to_write_cells(tmp_path: Path) -> None:
    path = tmp_path / "what.toml"
    path.write_text(
        '[[scenario]]\nname = " A "\nstudents = [{ grades = [3, "K"], esy = true }]\n'
        "[[scenario.add_hours]]\nprovider_id = \"P\"\nweekday = [\"Mon\", \"Wed\"]\n"
        "start = 08:00:00\nend = \"12:00\"\nstart_date = 2026-03-02\n"
    )  # fmt: skip
    (one,) = read_scenarios(path)
    hours = one.add_hours[0]
    assert (one.name, one.students[0].grades) == ("A", ["3", "K"])
    assert (hours.weekday, hours.start, hours.end) == ("Mon;Wed", "08:00", "12:00")


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "what.toml"
    path.write_text(
        'add_hours = 3\n[[scenario]]\nname = "A"\nadd_hour = 3\n'
        '[[scenario]]\nname = "As it is"\n[[scenario]]\n[[scenario]]\nname = "C"\n'
        '[[scenario]]\nname = "C"\ndue_days_later = "x"\n'
        '[[scenario]]\nname = "D"\nstudents = [{ shools = ["Oak"], esy = "si" }]\n'
        'remove_provider = "P"\n[[scenario.add_provider]]\nprovider_id = "N"\n'
        'disciplines = ["SLP"]\nemployment = "hired"\nhours = [{ sart = "08:00", end = "9:00" }]\n'
    )
    with pytest.raises(ms.CaseError) as error:
        read_scenarios(path)
    said = str(error.value)
    for words in (
        "scenarios, column add_hours: is not read; write it below a line [[scenario]]",
        'scenarios, A, column add_hour: "3" is not a key here; did you mean "add_hours"?',
        "As it is, column name: stands for the case without changes",
        "scenarios, number 3, column name: is missing",
        "scenarios, C: changes nothing",
        "scenarios, C, column name: stands twice",
        'C, column due_days_later: "x" must be a whole number',
        'D, column students 1.shools: is not a key here; did you mean "schools"?',
        'D, column students 1.esy: "si" must be true or false',
        'D, column remove_provider: "P" must be a list',
        "D, column add_provider 1.employment: \"hired\" must be one of 'staff' or 'contract'",
        'D, column add_provider 1.hours 1.sart: "08:00" is not a key here; did you mean "start"?',
        "D, column add_provider 1.hours 1.start: is missing",
    ):
        assert words in said, said
    for jargon in ("pydantic", "Input", "valid ", "Field"):
        assert jargon not in said


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "write at least one"), ("scenario = 3", "write at least one"), ("[[scenario", "TOML")],
)
def test_a_file_without_scenarios(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "what.toml"
    path.write_text(text)
    with pytest.raises(ms.MakeupSchedError, match=words):
        read_scenarios(path)


def test_what_is_wrong_of_the_policy_is_told_beside_what_is_wrong_elsewhere() -> None:
    case = blueprint(student("A"), *owes("A", 30), provider(), hours("08:00-08:30")).case
    wrong = {
        "name": "W",
        "students": [{"after_schol": True}],
        "add_hours": [{"provider_id": "N"}],
        "policy": {"makeup_minutes_per_day": "x", "categories": {"specials": "y"}},
    }
    with pytest.raises(ms.CaseError) as error:
        ms.scenarios(case, wrong)
    columns = [problem.column for problem in error.value.problems]
    assert columns == ["add_hours 1.start", "add_hours 1.end", "students 1.after_schol",
                       "policy, categories.specials", "policy, makeup_minutes_per_day"]  # fmt: skip


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ms.MakeupSchedError, match="can't be read"):
        read_scenarios("nowhere.toml")


def test_plain_data_may_be_anything() -> None:
    with pytest.raises(ms.CaseError, match="number 1"):
        scenarios_of(["a name alone"])  # type: ignore[list-item]
