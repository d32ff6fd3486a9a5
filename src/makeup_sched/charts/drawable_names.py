"""A case as pictures show it: names for which their typeface has every letter."""

from makeup_sched.case.case import Case
from makeup_sched.case.without_names import with_names_that
from makeup_sched.charts.lettering import is_drawable


def with_drawable_names(case: Case) -> Case:
    """Return the case without names for which the typeface of pictures lacks letters."""
    return with_names_that(case, is_drawable)
