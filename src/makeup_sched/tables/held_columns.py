"""The columns that say how a session really was: when it began and ended, alone or in a group."""

from makeup_sched.tables.columns import ColumnFacts, column
from makeup_sched.vocabulary import SETTINGS

AS_IT_WAS = ("start", "stop", "setting", "group_size")
"""Their names."""


def as_it_was() -> list[ColumnFacts]:
    """Return the columns; every one may be blank, and no figure depends on them."""
    return [
        column("start", "time", "Start", "When it really began, such as 9:05.", example="10:35"),
        column("stop", "time", "Stop", "When it really ended.", example="11:05"),
        column("setting", "word", "Setting", "individual or group, as it was.",
               allowed=SETTINGS, example="group"),
        column("group_size", "whole", "Group size", "How many students attended, as it was.",
               minimum=0, example="2"),
    ]  # fmt: skip
