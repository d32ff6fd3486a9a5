"""The files of a comparison of scenarios: table, picture, and each case with its plan."""

from pathlib import Path

from makeup_sched.case.write import case_files
from makeup_sched.charts.scenarios import scenarios_alt, scenarios_chart
from makeup_sched.charts.sheet import png_bytes
from makeup_sched.charts.write import plain
from makeup_sched.whatif.comparison import Comparison

TABLE = "scenarios.csv"
PICTURE = "scenarios.png"
_LONGEST_NAME = 40


def comparison_files(found: Comparison) -> dict[str, bytes]:
    """Return what the files of a comparison's folder hold, by their names.

    `scenarios.csv`, `scenarios.png`, `index.md` with the picture in words, and for each scenario a
    numbered folder with the changed case in `case` and its plan in `plan`.
    """
    table = found.table
    files = {
        TABLE: table.to_csv(index=False, lineterminator="\n").encode(),
        PICTURE: png_bytes(scenarios_chart(table)),
        "index.md": f"# Scenarios\n\n![{scenarios_alt(table)}]({PICTURE})\n".encode(),
    }
    for number, one in enumerate(found.cases):
        folder = f"{number:02d}-{plain(one.name)[:_LONGEST_NAME].lower()}"
        files |= {f"{folder}/case/{name}": cells for name, cells in case_files(one.case).items()}
        files |= {f"{folder}/plan/{name}": cells for name, cells in one.plan.files().items()}
    return files


def earlier_files(folder: Path) -> list[str]:
    """Return the files of cases and plans that an earlier comparison wrote into a folder."""
    found = [*folder.glob("[0-9]*-*/case/*"), *folder.glob("[0-9]*-*/plan/*")]
    return [path.relative_to(folder).as_posix() for path in found if path.is_file()]
