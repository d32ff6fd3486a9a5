"""The hash of a case: kept where a version brings new keys, changed where a value changes."""

from pathlib import Path
from typing import Any

import pytest

from makeup_sched.case.fingerprint import fingerprint
from makeup_sched.case.policy import Policy
from makeup_sched.case.read import read_case

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("name", "begins"),
    [("ten-minutes-a-day", "25b0e7bc220f"), ("one-therapist", "592bdfef5bf3")],
)
def test_samples_keep_the_hash_of_earlier_versions(name: str, begins: str) -> None:
    assert read_case(DATA / name).source_hash.startswith(begins)


@pytest.mark.parametrize(
    "keys",
    [
        {"costs": {"esy_rate": 61}},
        {"costs": {"reimbursement_rate": 90}},
        {"costs": {"after_hours_rate": 61}},
        {"group_cap": 3},
    ],
)
def test_another_value_is_another_hash(keys: dict[str, Any]) -> None:
    assert fingerprint({}, Policy.model_validate(keys)) != fingerprint({}, Policy())


def test_what_only_calendars_and_letters_say_is_no_other_hash() -> None:
    policy = Policy.model_validate(
        {"time_zone": "America/Chicago", "letters": {"contact_phone": "(312) 555-0142"}}
    )
    assert fingerprint({}, policy) == fingerprint({}, Policy())
