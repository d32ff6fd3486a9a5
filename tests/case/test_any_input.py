"""Whatever stands in the cells: a case or a list of problems, never a traceback."""

from datetime import date, datetime, time
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_cases import SMALL

from makeup_sched.case.read import case_from_tables
from makeup_sched.tables.problems import CaseError
from makeup_sched.tables.schemas import INPUT_SCHEMAS, facts

GOOD = [line.split(",") for text in SMALL.values() for line in text.splitlines()[1:]]
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
        if lines or draw(st.booleans()):
            tables[name] = pd.DataFrame(rows, columns=headers, dtype=object)
    return tables


@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_a_case_or_a_list_of_problems(tables: dict[str, pd.DataFrame]) -> None:
    try:
        case = case_from_tables(tables)
    except CaseError as error:
        assert any(problem.severity == "error" for problem in error.problems)
        assert str(error)
    else:
        assert case.start_date <= case.end_date
        assert case_from_tables(case.tables).source_hash == case.source_hash
