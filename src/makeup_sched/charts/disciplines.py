"""The disciplines of a case and the shades that all its pictures give them."""

from collections.abc import Iterable

from makeup_sched.case.case import Case
from makeup_sched.charts.palette import Shade, shades


def case_shades(case: Case, also: Iterable[str] = ()) -> dict[str, Shade]:
    """Return the shade of each discipline of the case, and of those named besides."""
    found = {str(one) for row in case.table("providers")["disciplines"] for one in row}
    for name in ("services", "awards", "regular_sessions"):
        found.update(str(one) for one in case.table(name)["discipline"].unique())
    return shades(sorted(found.union(also)))
