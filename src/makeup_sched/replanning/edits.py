"""An edit of a planner, kept so that it can be taken back and made again."""

from dataclasses import dataclass

import pandas as pd

from makeup_sched.replanning.state import State


@dataclass(frozen=True)
class Edit:
    """An edit that was made.

    Attributes
    ----------
    words
        What was done, such as `move M0002`.
    made_on
        The sessions on which it was made: in others an id of `words` may be of another session,
        as planning numbers them anew.
    other
        The moment to which taking it back, or making it again, leads.
    """

    words: str
    made_on: pd.DataFrame
    other: State
