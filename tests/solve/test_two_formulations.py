"""The model and a second formulation, with intervals that do not overlap, agree on unmet."""

import pytest
from hypothesis import given

from support.generated import first_days
from support.intervals import least_unmet
from support.judge import few, unmet
from support.random_cases import blueprints
from support.tiny import Blueprint, hours, owes, provider, students, tiny_case


@pytest.mark.parametrize("seed", [0, 1, 3, 4])
def test_both_formulations_agree_on_generated_cases(seed: int) -> None:
    case = first_days(seed, 5, modes=["extra"])
    assert unmet(case) == least_unmet(case)


@few(12)
@given(blueprints(with_locked=False))
def test_both_formulations_agree_on_random_cases(made: Blueprint) -> None:
    case = made.with_policy(modes=["extra"], objective={}).case
    assert unmet(case) == least_unmet(case)


def test_second_formulation_on_a_case_that_can_be_done_by_hand() -> None:
    # half an hour, two students who may not share it: 45 of 75 minutes stay unmet
    case = tiny_case(students("AB"), provider(), hours("08:00-08:30"), owes("A", 30), owes("B", 45))
    assert least_unmet(case) == 45
