"""Rounds figures that are said in words, halves up, as a person would who checks them."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = 6
"""A half is one to so many digits: sums of hours and dollars are off by less."""


def half_up(amount: float, digits: int = 0) -> Decimal:
    """Return an amount rounded to so many digits after the point, halves away from zero."""
    exact = Decimal(str(round(amount, _DIGITS)))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
