"""A state is districts side by side: ids of their own, nobody in another one's tables."""

from __future__ import annotations

import pandas as pd
import pytest
from generate_cases import cached_slice, rows

from makeup_sched.generate.settings import PRESETS, state_slice


@pytest.mark.parametrize("providers", [10, 37, 99, 100, 300, 1000])
def test_a_slice_has_so_many_providers(providers: int) -> None:
    settings = state_slice(providers)
    each = sum(settings.providers.values()) + sum(settings.contractors.values())
    assert each * settings.districts == providers
    assert settings.students * settings.districts == 35 * providers
    assert set(settings.providers) == set(PRESETS["district"].providers)


@pytest.mark.parametrize("providers", [-5, 0, 9, 101, 250])
def test_other_slices_are_refused(providers: int) -> None:
    with pytest.raises(ValueError, match="10 to 100, or a multiple of 100"):
        state_slice(providers)


def test_a_whole_slice_is_the_state() -> None:
    assert state_slice(1000) == PRESETS["state"]


def test_districts_share_the_calendar_and_nothing_else() -> None:
    case = cached_slice(200, 1)
    assert len(rows(case, "providers")) == 200
    assert len(rows(case, "students")) == 7000
    assert len({row["school"] for row in rows(case, "students")}) == 50
    for name in case.tables:
        for row in rows(case, name):
            cells = ";".join(row.values()).split(";")
            assert len({cell[:4] for cell in cells if cell[:4] in ("D01-", "D02-")}) <= 1, row


def test_the_first_district_is_that_of_a_smaller_slice() -> None:
    small, large = cached_slice(100, 1), cached_slice(200, 1)
    assert small.policy == large.policy
    for name, table in small.tables.items():
        first = large.tables[name].head(len(table)).replace("^D01-", "", regex=True)
        if name not in ("students", "regular_sessions"):  # these hold lists of ids too
            pd.testing.assert_frame_equal(table, first)
