"""Writes the sample cases ``one-therapist`` and ``one-school`` of the folder ``data``.

Run ``python -m makeup_sched.generate.samples FOLDER``; it writes the two folders into FOLDER,
where they must not exist yet. The third sample, ``ten-minutes-a-day``, is written by hand.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from makeup_sched.generate.build import GeneratedCase, build_case
from makeup_sched.generate.settings import PRESETS, CaseSettings
from makeup_sched.generate.write import write_case

# Smaller than the generator's own sizes: six weeks of misses, seven weeks of school and some ESY
# days to make them up, so that every objective term is proven within seconds.
_THERAPIST = replace(
    PRESETS["therapist"],
    days_left=(35, 35),
    log_days=30,
    esy_days=8,
    locked=1,
    leave_weeks=0.0,
    tightness=(3.0, 3.0),
)
_SCHOOL = replace(
    PRESETS["school"],
    free_cells=(62, 190),
    days_left=(55, 55),
    log_days=35,
    esy_days=8,
    locked=2,
    leave_weeks=0.0,
    tightness=(2.4, 2.4),
)

# The seeds were chosen by looking at the cases: each is mostly placeable, with a rest.
SAMPLES: dict[str, tuple[CaseSettings, tuple[int, ...]]] = {
    "one-therapist": (_THERAPIST, (10, 1)),
    "one-school": (_SCHOOL, (11, 5)),
}


def sample_case(name: str) -> GeneratedCase:
    """One of the generated sample cases by its folder name."""
    settings, seed = SAMPLES[name]
    return build_case(settings, seed)


def write_samples(folder: Path) -> list[Path]:
    """Write the generated sample cases into a folder; returns the folders written."""
    return [write_case(sample_case(name), folder / name) for name in SAMPLES]


if __name__ == "__main__":
    for written in write_samples(Path(sys.argv[1])):
        print(written)
