"""Small groups cannot be read, nor worked out from the rest."""

import pandas as pd

from makeup_sched.reports.suppression import FEWER, suppressed


def table(*students: int) -> pd.DataFrame:
    schools = ["Ash", "Elm", "Oak"][: len(students)]
    rows = [
        ("SLP", school, count, 10 * count) for school, count in zip(schools, students, strict=True)
    ]
    rows.append(("SLP", "all", sum(students), 10 * sum(students)))
    return pd.DataFrame(rows, columns=["discipline", "school", "students", "owed"])


def shown(*students: int) -> list[str]:
    found = suppressed(table(*students), ["discipline"], "school", "all")
    assert (found["owed"].isna() == (found["students"] == FEWER)).all()
    return found["students"].tolist()


def test_small_groups_are_left_out() -> None:
    assert shown(10, 30, 20) == ["10", "30", "20", "60"]
    assert shown(4, 5, 20) == [FEWER, FEWER, "20", "29"]
    assert shown(3) == [FEWER, FEWER]


def test_one_small_group_takes_the_next_with_it() -> None:
    assert shown(4, 30, 20) == [FEWER, "30", FEWER, "54"]
