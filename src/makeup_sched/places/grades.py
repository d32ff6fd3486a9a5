"""Ranges of grades that may sit together in one group."""

from collections.abc import Iterable

from makeup_sched.places.day_places import HIGHEST_GRADE, LOWEST_GRADE


def grade_windows(grades: Iterable[int | None], span: int) -> list[tuple[int, int]]:
    """Return the ranges of grades (lowest, highest) that groups can be drawn from.

    Every set of grades that differ by at most `span` lies in one of the ranges; a range whose
    grades all lie in another one is left out. One range for all where everybody fits together.
    An unknown grade fits all and makes no range.
    """
    known = sorted({grade for grade in grades if grade is not None})
    if not known or known[-1] - known[0] <= span:
        return [(LOWEST_GRADE, HIGHEST_GRADE)]
    windows: list[tuple[int, int]] = []
    reached = None
    for low in known:
        inside = [grade for grade in known if low <= grade <= low + span]
        if reached is None or inside[-1] > reached:
            windows.append((low, inside[-1]))
            reached = inside[-1]
    return windows
