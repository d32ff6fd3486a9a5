"""Refuses what is no case or plan where a notebook or a script hands it in, and says what is."""

from makeup_sched.case.case import Case
from makeup_sched.plans.plan import Plan

_READ_BY = {Case: "makeup_sched.read_case", Plan: "makeup_sched.read_plan"}


def must_be(value: object, kind: type[Case] | type[Plan]) -> None:
    """Raise TypeError where a value is not of a kind, such as the path of a folder."""
    if not isinstance(value, kind):
        raise TypeError(
            f"this takes a {kind.__name__}, not a {type(value).__name__}: {_READ_BY[kind]} reads "
            "one from a folder or workbook"
        )
