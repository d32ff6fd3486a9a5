"""Whatever stands in the cells: a case or a list of problems, never a traceback."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_cases import SMALL

from makeup_sched.case.case import Case
from makeup_sched.case.read import case_from_tables
from makeup_sched.tables.problems import CaseError, Problem
from makeup_sched.tables.schemas import INPUT_SCHEMAS, facts

GOOD: list[list[str]] = [
    line.split(",") for text in SMALL.values() for line in text.splitlines()[1:]
]
CELLS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.sampled_from(sorted({cell for row in GOOD for cell in row})),
    st.text(max_size=6),
    st.integers(-10, 10**6),
    st.floats(),
    st.booleans(),
    st.dates(date(1990, 1, 1), date(2110, 1, 1)),
    st.datetimes(datetime(1990, 1, 1), datetime(2110, 1, 1)),
    st.times().map(lambda clock: time(clock.hour, clock.minute)),
    st.lists(st.sampled_from(["S1", "S2", "Mon", "x"]), max_size=3),
)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Return the small case with some cells, of any table, replaced by anything at all."""
    tables = {}
    for name in INPUT_SCHEMAS:
        lines = [line.split(",") for line in SMALL.get(name, "").splitlines()]
        headers = lines[0] if lines else [column.name for column in facts(name).columns]
        rows: list[list[Any]] = [list(line) for line in lines[1:]]
        if not lines:
            rows = [draw(st.lists(CELLS, min_size=len(headers), max_size=len(headers)))]
        for _ in range(draw(st.integers(0, 2))):
            row = draw(st.integers(0, len(rows) - 1))
            rows[row][draw(st.integers(0, len(headers) - 1))] = draw(CELLS)
        is_there: bool = draw(st.booleans())
        if lines or is_there:
            tables[name] = pd.DataFrame(rows, columns=headers, dtype=object)
    return tables


def attempt(tables: Mapping[str, pd.DataFrame]) -> tuple[Case | None, tuple[Problem, ...]]:
    try:
        return case_from_tables(tables), ()
    except CaseError as error:
        return None, error.problems


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(cases())
def test_a_case_or_a_list_of_problems(tables: dict[str, pd.DataFrame]) -> None:
    case, problems = attempt(tables)
    if case is None:
        assert any(problem.severity == "error" for problem in problems)
        assert all(problem.message for problem in problems)
    else:
        assert case.start_date <= case.end_date
        again, _ = attempt(case.tables)
        assert again is not None
        assert again.source_hash == case.source_hash
