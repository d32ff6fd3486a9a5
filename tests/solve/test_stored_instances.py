"""Stored cases with the best known unmet minutes and their proven bound.

`instances/best.json` holds both for each folder beside it; a better value or bound belongs there.
"""

import json
from pathlib import Path

import pytest

from makeup_sched.case.read import read_case
from support.judge import planned, problems

FOLDER = Path(__file__).parent / "instances"
BEST = json.loads((FOLDER / "best.json").read_text(encoding="utf-8"))


def test_every_stored_case_has_its_best_value() -> None:
    assert sorted(path.name for path in FOLDER.iterdir() if path.is_dir()) == sorted(BEST)


@pytest.mark.parametrize("name", sorted(BEST))
def test_stored_case_is_planned_as_well_as_ever(name: str) -> None:
    value, bound = BEST[name]["value"], BEST[name]["bound"]
    case = read_case(FOLDER / name)
    made = planned(case)
    found = made.summary.objective["unmet"]
    assert problems(case, made) == []
    assert found.bound is not None
    assert bound <= found.value
    assert found.bound <= value
    if bound == value:
        assert (found.value, found.bound) == (value, value)
