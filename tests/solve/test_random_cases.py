"""The random cases themselves are valid, and the quick reader reads them as the real one does."""

from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from support.judge import few
from support.random_cases import beside_regular, blueprints
from support.tiny import Blueprint


@few(15)
@given(st.one_of(blueprints(), beside_regular()))
def test_random_cases_have_no_errors_and_are_read_alike(made: Blueprint) -> None:
    quick, checked = made.case, replace(made, quick=False).case
    assert quick.policy == checked.policy
    assert (quick.start_date, quick.end_date) == (checked.start_date, checked.end_date)
    for name, table in checked.tables.items():
        pd.testing.assert_frame_equal(quick.tables[name], table, check_index_type=False)
