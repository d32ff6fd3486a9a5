"""Figures in words: halves up, as in the tables that they are read beside."""

import io

import pandas as pd
import pytest
from rich.console import Console

from makeup_sched.charts.trade_off import trade_off_alt
from makeup_sched.cli.words import percent
from makeup_sched.half_up import half_up
from makeup_sched.whatif.words import trade_off_words


@pytest.mark.parametrize(
    ("amount", "digits", "written"),
    [
        (504.5, 0, "505"),
        (503.5, 0, "504"),
        (6.25, 1, "6.3"),
        (483 / 60, 1, "8.1"),
        (0.1 + 0.2 + 0.15, 1, "0.5"),
        (1234567.04, 1, "1,234,567.0"),
        (-0.5, 0, "-1"),
        (6, 1, "6.0"),
    ],
)
def test_halves_go_up(amount: float, digits: int, written: str) -> None:
    assert f"{half_up(amount, digits):,}" == written


def test_what_is_said_rounds_so() -> None:
    curve = pd.DataFrame({"hours": [0.0, 6.25], "dollars": [0.0, 504.5], "unmet": [90, 0]})
    assert trade_off_alt(curve).endswith("with 6.3 hours ($505)")
    console = Console(file=io.StringIO(), record=True, width=80)
    console.print(trade_off_words(curve))
    assert "6.3" in (said := console.export_text())
    assert "505" in said
    assert percent(1, 16, digits=1) == "6.3 %"
