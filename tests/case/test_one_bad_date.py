"""A calendar row that cannot be read does not make every date look like a mistake."""

import shutil
from pathlib import Path

from makeup_sched.case.read import validate

SAMPLE = Path(__file__).parents[2] / "data" / "ten-minutes-a-day"


def test_only_the_bad_cell_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(SAMPLE, folder)
    calendar = folder / "calendar.csv"
    header, first, *rest = calendar.read_text().splitlines()
    start = first.split(",")[0]
    calendar.write_text("\n".join([header, first.replace(start, "2026-04-31", 1), *rest]) + "\n")
    errors = [problem for problem in validate(folder) if problem.severity == "error"]
    assert [(problem.table, problem.row, problem.column) for problem in errors] == [
        ("calendar", 2, "start_date")
    ]
