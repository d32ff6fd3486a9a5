"""Contract dollars against unmet minutes: what each further visit buys, the best bargain first.

Every point is a plan: the visits up to there, and staff's sessions as the plan with all visits has
them, or planned anew where that was done. A search for just that many dollars could do better,
never worse than said.
"""

from collections.abc import Mapping

import pandas as pd

COLUMNS = ("visits", "hours", "dollars", "unmet")


def trade_off(
    visits: pd.DataFrame, unmet_by_all: int, anew: Mapping[int, int] | None = None
) -> pd.DataFrame:
    """Return the curve from no contract to the least that clears what can be cleared.

    Parameters
    ----------
    visits
        As in `visit_table`, whose order decides between equal bargains.
    unmet_by_all
        Minutes that stay unmet with all visits.
    anew
        Minutes that stay unmet with some numbers of visits, staff planned anew beside them.

    Returns
    -------
    pd.DataFrame
        Columns `visits` (how many are bought), `hours`, `dollars` (missing where a rate is),
        `unmet` (minutes): one line per visit more, the first without any.
    """
    given = int(visits["student_minutes"].sum())
    bargain = visits.assign(each=visits["student_minutes"] / visits["minutes"])
    ranked = bargain.sort_values("each", ascending=False, kind="stable")
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
    curve = pd.DataFrame(lines, columns=list(COLUMNS)).round({"hours": 2, "dollars": 2})
    better = curve["visits"].map(anew or {}).fillna(curve["unmet"]).astype("int64")
    # who has one visit more does no worse
    return curve.assign(unmet=curve["unmet"].clip(upper=better).cummin())
