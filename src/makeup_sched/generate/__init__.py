"""Makes up cases: the same size and seed give the same case, byte for byte.

The people are invented; bell schedules, calendars and ESY windows are shaped on published ones,
and how often sessions are missed on published counts.
"""

from makeup_sched.generate.build import GeneratedCase, build_case, generate_case
from makeup_sched.generate.settings import PRESETS, SIZES, CaseSettings, Size
from makeup_sched.generate.write import write_case

__all__ = [
    "PRESETS",
    "SIZES",
    "CaseSettings",
    "GeneratedCase",
    "Size",
    "build_case",
    "generate_case",
    "write_case",
]
