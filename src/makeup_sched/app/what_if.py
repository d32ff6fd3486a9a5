"""What if: changed cases planned side by side, with what is proven of the difference."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.app.table import Cell, Content, Picture
from makeup_sched.app.work_table import Say, WorkTable
from makeup_sched.case.case import Case
from makeup_sched.charts.scenarios import scenarios_alt, scenarios_chart
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.half_up import half_up
from makeup_sched.plain_words import counted
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.whatif.apply import problems_of
from makeup_sched.whatif.compare import scenarios
from makeup_sched.whatif.comparison import surely
from makeup_sched.whatif.reading import read_scenarios, scenarios_of
from makeup_sched.whatif.scenario import Scenario

TITLE = "What if?"
COMPARE = "Compare"
SECONDS_EACH = 5.0
FILE = "scenarios.toml"
USUAL: tuple[Mapping[str, Any], ...] = (
    {"name": "Everyone may stay after school", "students": [{"after_school": True}]},
    {"name": "Everyone comes to ESY", "students": [{"esy": True}]},
    {"name": "Specials count like any time", "policy": {"categories": {"specials": "allow"}}},
    {"name": "Two sessions of an item a day", "policy": {"sessions_per_day_per_item": 2}},
    {"name": "Up to 90 make-up minutes a day", "policy": {"makeup_minutes_per_day": 90}},
)
"""Changes that any district can think about; none is advice."""
_COLUMNS = {
    "scenario": "Scenario",
    "planned": "Planned",
    "unmet": "Unmet",
    "unmet_less": "Fewer unmet",
    "claim": "How sure",
    "after_hours": "After-hours h",
    "esy_hours": "ESY h",
    "dollars": "Dollars",
}


class WhatIf(WorkTable):
    """The panel that compares: the scenarios beside the case (`scenarios.toml`), or usual ones."""

    def __init__(self) -> None:
        self._case: Case | None = None
        self._own: Path | None = None
        super().__init__(_before(None), COMPARE, self.start)

    def use(self, case: Case | None, folder: Path | None) -> None:
        """Compare with another case; `folder` is where it lies, if that is known."""
        file = None if folder is None else folder / FILE
        self._case, self._own = case, file if file is not None and file.is_file() else None
        self.forget(_before(self._own), ready=case is not None)

    def start(self) -> None:
        """Plan all scenarios, in a thread."""
        case = self._case
        if case is None:
            raise MakeupSchedError("Open a case first.")
        wanted = self._wanted(case)

        def work(clock: Clock, say: Say) -> Callable[[], Content]:
            count = counted(len(wanted) + 1, "plan")
            say(f"Making {count}, at most {SECONDS_EACH:g} s each, side by side.")
            table = scenarios(case, wanted, seconds=SECONDS_EACH, clock=clock).table
            left_out = len(wanted) + 1 - len(table)
            said = f"Stopped; {counted(left_out, 'scenario')} left out." if left_out else ""
            picture = None
            if len(table) > 1:
                picture = Picture(png_bytes(scenarios_chart(table)), scenarios_alt(table))
            note = (
                "Minutes; hours and dollars are those that are paid apart. How many fewer are "
                "unmet is that of these plans; what is proven holds for the best plans of both."
            )
            rows = tuple(_row(row) for row in table.to_dict("records"))
            content = Content(TITLE, note, tuple(_COLUMNS.values()), rows, said=said,
                              picture=picture, zeros=True)  # fmt: skip
            return lambda: content

        self.run(work, 3600)

    def _wanted(self, case: Case) -> Sequence[Scenario]:
        if self._own is None:
            return scenarios_of(USUAL)
        return read_scenarios(self._own, partial(problems_of, case))


def _row(row: Mapping[Any, Any]) -> tuple[Cell, ...]:
    dollars = "no rate" if pd.isna(row["dollars"]) else int(half_up(row["dollars"]))
    return (str(row["scenario"]), int(row["planned"]), int(row["unmet"]), int(row["unmet_less"]),
            surely(row), float(half_up(row["after_hours"], 1)),
            float(half_up(row["esy_hours"], 1)), dollars)  # fmt: skip


def _before(own: Path | None) -> Content:
    if own is not None:
        return Content(TITLE, f"The scenarios of {own.name} beside the case as it is.")
    names = "; ".join(str(each["name"]) for each in USUAL)
    return Content(
        TITLE, f"{names}. Your own in a file {FILE} in the case's folder take their place."
    )
