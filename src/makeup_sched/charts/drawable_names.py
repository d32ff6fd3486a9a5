"""A case as pictures show it: names for which their typeface has every letter."""

from dataclasses import replace

from makeup_sched.case.case import Case
from makeup_sched.charts.lettering import is_drawable


def with_drawable_names(case: Case) -> Case:
    """Return the case without names for which the typeface of pictures lacks letters.

    An id stands for a person without a name.
    """
    drawn = {}
    for name in ("students", "providers"):
        table = case.table(name)
        drawn[name] = table.assign(name=table["name"].where(table["name"].map(is_drawable), ""))
    return replace(case, tables={**case.tables, **drawn})
