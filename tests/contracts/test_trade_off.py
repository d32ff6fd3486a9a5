"""The curve goes from nothing bought to all, the best bargain first."""

import pandas as pd

from makeup_sched.charts.trade_off import trade_off_alt, trade_off_chart
from makeup_sched.contracts.trade_off import trade_off


def test_the_best_bargain_comes_first() -> None:
    visits = pd.DataFrame(
        {
            "discipline": "SLP",
            "site": "Oak",
            "date": pd.to_datetime(["2026-03-02", "2026-03-03"]),
            "start": "08:00",
            "minutes": [60, 60],
            "student_minutes": [60, 150],
            "dollars": [80.0, 80.0],
        }
    )
    curve = trade_off(visits, 15)
    assert curve["unmet"].tolist() == [225, 75, 15]
    assert curve["dollars"].tolist() == [0, 80, 160]
    assert curve["hours"].tolist() == [0, 1, 2]
    assert trade_off_alt(curve) == "From 225 unmet minutes to 15 with 2.0 hours ($160)"
    assert trade_off_chart(curve).get_axes()
