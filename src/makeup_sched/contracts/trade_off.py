"""Contract dollars against unmet minutes: what each further visit buys, the best bargain first.

Every point is a plan: the visits up to there, and all sessions of staff, as the plan with all
visits has them. A search for just that many dollars could do better, never worse than said.
"""

import pandas as pd

COLUMNS = ("visits", "hours", "dollars", "unmet")


def trade_off(visits: pd.DataFrame, unmet_by_all: int) -> pd.DataFrame:
    """Return the curve from no contract to the least that clears what can be cleared.

    Parameters
    ----------
    visits
        As in `visit_table`.
    unmet_by_all
        Minutes that stay unmet with all visits.

    Returns
    -------
    pd.DataFrame
        Columns `visits` (how many are bought), `hours`, `dollars` (missing where a rate is),
        `unmet` (minutes): one line per visit more, the first without any.
    """
    given = int(visits["student_minutes"].sum())
    bargain = visits.assign(each=visits["student_minutes"] / visits["minutes"])
    order = ["each", "date", "start", "discipline", "site"]
    ranked = bargain.sort_values(order, ascending=[False, True, True, True, True])
    lines = [(0, 0.0, 0.0, unmet_by_all + given)]
    for count, row in enumerate(ranked.to_dict("records"), start=1):
        _, hours, dollars, unmet = lines[-1]
        lines.append(
            (
                count,
                hours + row["minutes"] / 60,
                dollars + row["dollars"],
                unmet - row["student_minutes"],
            )
        )
    return pd.DataFrame(lines, columns=list(COLUMNS)).round({"hours": 2, "dollars": 2})
