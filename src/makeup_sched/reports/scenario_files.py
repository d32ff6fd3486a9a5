"""The files of a comparison of scenarios: table, picture, and each case with its plan."""

from pathlib import Path

import pandas as pd

from makeup_sched.case.write import case_files
from makeup_sched.charts.scenarios import scenarios_alt, scenarios_chart
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.trade_off import trade_off_alt, trade_off_chart
from makeup_sched.charts.write import plain
from makeup_sched.plans.handed_on import handed_on
from makeup_sched.whatif.comparison import Comparison

TABLE = "scenarios.csv"
PICTURE = "scenarios.png"
TRADE_OFF = "trade-off"
_LONGEST_NAME = 40


def comparison_files(found: Comparison, curve: pd.DataFrame | None = None) -> dict[str, bytes]:
    """Return what the files of a comparison's folder hold, by their names.

    `scenarios.csv`, `scenarios.png`, and where a trade-off is given `trade-off.csv` and
    `trade-off.png`; `index.md` with the pictures in words; for each scenario a numbered folder with
    the changed case in `case`, without names and notes, and its plan in `plan`.
    """
    table = found.table
    page = f"# Scenarios\n\n![{scenarios_alt(table)}]({PICTURE})\n"
    files = {TABLE: _csv(table), PICTURE: png_bytes(scenarios_chart(table))}
    if curve is not None:
        page += f"\n![{trade_off_alt(curve)}]({TRADE_OFF}.png)\n"
        files[f"{TRADE_OFF}.csv"] = _csv(curve)
        files[f"{TRADE_OFF}.png"] = png_bytes(trade_off_chart(curve))
    files["index.md"] = page.encode()
    for number, one in enumerate(found.cases):
        folder = f"{number:02d}-{plain(one.name)[:_LONGEST_NAME].lower()}"
        case, plan = handed_on(one.case, one.plan)
        files |= {f"{folder}/case/{name}": cells for name, cells in case_files(case).items()}
        files |= {f"{folder}/plan/{name}": cells for name, cells in plan.files().items()}
    return files


def earlier_files(folder: Path) -> list[str]:
    """Return the files that an earlier comparison wrote into a folder and a new one may not."""
    wanted = ("[0-9]*-*/case/*", "[0-9]*-*/plan/*", f"{TRADE_OFF}.*")
    found = [path for pattern in wanted for path in folder.glob(pattern)]
    return [path.relative_to(folder).as_posix() for path in found if path.is_file()]


def _csv(table: pd.DataFrame) -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode()
