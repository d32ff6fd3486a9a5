"""Refuses what is no case, plan or figure where a script hands it in, and says what is."""

from numbers import Integral, Real

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


def check_whole(name: str, value: object, least: int) -> None:
    """Raise TypeError or ValueError where an argument is no whole number from `least` on."""
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise TypeError(f"{name} must be a whole number such as {least or 1}, not {value!r}")
    if value < least:
        raise ValueError(f"{name} must be {least} or more, not {value}")


def check_seconds(value: object, *, zero: bool = False) -> None:
    """Raise TypeError or ValueError where a time limit is not a number above 0 (or 0, `zero`)."""
    if not isinstance(value, Real) or isinstance(value, bool):
        raise TypeError(f"seconds must be a number such as 60, not {value!r}")
    if not (float(value) > 0 or (zero and value == 0)):
        least = "0 or more" if zero else "more than 0"
        raise ValueError(f"seconds must be {least}, not {value}")


def check_search(
    seconds: object,
    seed: object,
    workers: object = None,
    executor: object = None,
    *,
    zero: bool = False,
) -> None:
    """Raise TypeError or ValueError where what every search takes cannot be.

    With `zero` no time at all will do: something is found at once and nothing improved.
    """
    check_seconds(seconds, zero=zero)
    check_whole("seed", seed, 0)
    if workers is not None:
        check_whole("workers", workers, 1)
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise TypeError(
            "executor must have the interface of concurrent.futures, such as a "
            f"ProcessPoolExecutor; {executor!r} has no submit"
        )
