"""Small groups cannot be read, nor worked out from the rest."""

from itertools import product

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.case.values import rows_of
from makeup_sched.reports.suppression import FEWER, LEFT_OUT, hidden_lines, without_hidden
from support.judge import few

LEVELS = ["discipline", "school"]


def table(**disciplines: list[int]) -> pd.DataFrame:
    """Return a table of disciplines at schools, so many students each, and its totals."""
    rows: list[tuple[str, str, int]] = []
    for name, counts in disciplines.items():
        rows += [(name, f"school {number}", count) for number, count in enumerate(counts)]
        rows.append((name, "all", sum(counts)))
    rows.append(("all", "all", sum(map(sum, disciplines.values()))))
    lines = pd.DataFrame(rows, columns=[*LEVELS, "students"])
    return lines.assign(owed=lines["students"] * 10)


def shown(**disciplines: list[int]) -> list[str]:
    lines = table(**disciplines)
    found = without_hidden(lines, hidden_lines(lines, LEVELS, "all"))
    assert (found["owed"].isna() == found["students"].isin([FEWER, LEFT_OUT])).all()
    return found["students"].tolist()


def test_small_groups_are_left_out() -> None:
    assert shown(SLP=[10, 30, 20]) == ["10", "30", "20", "60", "60"]
    assert shown(SLP=[4, 7, 20]) == [FEWER, FEWER, "20", "31", "31"]
    assert shown(SLP=[3]) == [FEWER, FEWER, FEWER]


def test_one_small_group_takes_the_next_with_it() -> None:
    assert shown(SLP=[4, 30, 20]) == [FEWER, "30", LEFT_OUT, "54", "54"]


def test_small_groups_that_are_few_together_take_another_with_them() -> None:
    assert shown(SLP=[4, 5, 20]) == [FEWER, FEWER, LEFT_OUT, "29", "29"]


def test_a_small_discipline_is_not_the_difference_of_two_totals() -> None:
    said = shown(OT=[1], SLP=[12])
    assert said == [FEWER, FEWER, LEFT_OUT, LEFT_OUT, "13"]


@few(100)
@given(st.lists(st.lists(st.integers(1, 25), min_size=1, max_size=3), min_size=1, max_size=3))
def test_no_sum_of_what_is_shown_tells_of_fewer_than_ten(counts: list[list[int]]) -> None:
    lines = table(**{f"D{number}": one for number, one in enumerate(counts)})
    hidden = hidden_lines(lines, LEVELS, "all")
    cells = [(number, school) for number, one in enumerate(counts) for school in range(len(one))]
    known = [
        {(int(row.discipline[1:]), int(row.school[-1]))} if row.school != "all"
        else {cell for cell in cells if row.discipline in ("all", f"D{cell[0]}")}
        for row in rows_of(lines[~hidden])
    ]  # fmt: skip
    # one line less any others that lie in it and apart from each other
    for whole in known:
        within = [part for part in known if part < whole]
        for chosen in product([False, True], repeat=len(within)):
            parts = [part for part, taken in zip(within, chosen, strict=True) if taken]
            if sum(map(len, parts)) > len(set().union(*parts)):
                continue
            rest = whole.difference(*parts)
            students = sum(counts[number][school] for number, school in rest)
            assert students == 0 or students >= 10
