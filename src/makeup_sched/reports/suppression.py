"""Leaves figures of small groups out of what is shared.

A figure about few students can tell who they are. 10 is the size below which Chicago's published
tables leave figures out (Connecticut: 6); a group that could be worked out from its total and the
others is left out with it. Source: letter of the Family Policy Compliance Office to Tennessee,
2004, on small cells, and the districts' published practice.
"""

import pandas as pd

SMALLEST = 10
"""Fewest students whose figures are shown."""
FEWER = f"fewer than {SMALLEST}"


def suppressed(
    table: pd.DataFrame, within: list[str], whole: str, shown_as_whole: str
) -> pd.DataFrame:
    """Return the table with the figures of small groups missing.

    Parameters
    ----------
    table
        With a column `students`; all other columns of numbers are figures.
    within
        Columns by which lines belong together, with one line for all of them.
    whole, shown_as_whole
        Column and word that mark that line.

    Returns
    -------
    pd.DataFrame
        `students` as text (`fewer than 10` where left out), the figures as `Int64`.
    """
    small = table["students"] < SMALLEST
    further = []
    for _, lines in table.groupby(within):
        parts = lines[lines[whole] != shown_as_whole]
        left_out = parts.index[small[parts.index]]
        if len(left_out) == 1 and len(parts) > 1:
            # with one line missing, the total would tell it: the next smallest goes, too
            further.append(parts["students"].drop(left_out).idxmin())
    hidden = small | table.index.isin(further)
    found = table.copy()
    for column in table.columns:
        if column != "students" and pd.api.types.is_numeric_dtype(table[column]):
            found[column] = table[column].astype("Int64").mask(hidden)
    found["students"] = table["students"].astype("str").mask(hidden, FEWER)
    return found
