"""Names beside ids, where a user asks for them."""

import pandas as pd

from makeup_sched.case.case import Case


def with_names(lines: pd.DataFrame, case: Case) -> pd.DataFrame:
    """Return lines with the names of students and providers in columns right after their ids.

    The new columns are `student` and `provider`; who has no name in the case, or isn't in it, has
    a blank.
    """
    lines = lines.copy()
    for table, column, key in (
        ("students", "student", "student_id"),
        ("providers", "provider", "provider_id"),
    ):
        if key in lines.columns:
            name = case.table(table).set_index(key)["name"].reindex(lines[key])
            position = int(lines.columns.get_indexer(pd.Index([key]))[0]) + 1
            lines.insert(position, column, name.fillna("").array)
    return lines
