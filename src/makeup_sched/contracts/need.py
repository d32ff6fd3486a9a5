"""What both programs of contract time start from: staff's variables, visits, what staff lack."""

from dataclasses import dataclass

from makeup_sched.availability.days import IntArray
from makeup_sched.model.variables import Variables


@dataclass(frozen=True)
class Need:
    """What contractors are needed for.

    Attributes
    ----------
    variables
        Those of the sessions.
    visit_minutes
        The shortest visit, in minutes.
    short, least
        Minutes of each item that staff cannot give in any plan, and those that contractors give at
        least where staff are short of any.
    """

    variables: Variables
    visit_minutes: int
    short: IntArray
    least: IntArray

    @property
    def grid(self) -> int:
        """Minutes of a cell."""
        return self.variables.columns.task.grid

    @property
    def visit_cells(self) -> int:
        """Whole cells of the shortest visit: rounded down, so that the bound stays one."""
        return max(1, self.visit_minutes // self.grid)
