"""What reading one cell gives: its value, or why there is none, or what was assumed."""

from typing import Any, NamedTuple


class Reading(NamedTuple):
    """The value of a cell; `error` says why it has none, `warning` what was assumed."""

    value: Any
    error: str = ""
    warning: str = ""
