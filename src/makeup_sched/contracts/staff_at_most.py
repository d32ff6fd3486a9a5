"""What staff give at most of some items together, as plans of staff alone have proven.

It holds beside contractors, too: without what these give, a plan is one of staff alone. Programs
over merged days do not see all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from makeup_sched.availability.days import BoolArray
from makeup_sched.contracts.certificate import ALL, Certificate
from makeup_sched.model.rows import NO_LIMIT, Rows
from makeup_sched.model.variables import Variables
from makeup_sched.places.task import Task


@dataclass(frozen=True)
class StaffAtMost:
    """Proven: in every plan staff give at most so many minutes of the marked items."""

    items: BoolArray
    minutes: int


def staff_at_most(proof: Certificate, task: Task) -> tuple[StaffAtMost, ...]:
    """Return what a certificate proves of a task of the same items, line by line."""
    discipline = np.array([item.discipline for item in task.items], dtype=str)
    school = np.array([task.students[item.student_id].school for item in task.items], dtype=str)
    found: dict[bytes, StaffAtMost] = {}
    for line in proof.table.to_dict("records"):
        mine = np.full(len(task.items), True)
        for name, of_item in ((line["discipline"], discipline), (line["school"], school)):
            if name != ALL:
                mine &= of_item == name
        most = int(task.left[mine].sum()) - int(line["unmet_at_least"])
        earlier = found.get(mine.tobytes())
        if earlier is None or most < earlier.minutes:
            found[mine.tobytes()] = StaffAtMost(mine, most)
    return tuple(found.values())


def staff_give_at_most(v: Variables, attended: BoolArray, known: Sequence[StaffAtMost]) -> Rows:
    """All that staff give of the items of a line comes to no more than is proven.

    `attended` marks the attendances with staff.
    """
    among = np.flatnonzero(attended)
    mine = [among[one.items[v.item[among]]] for one in known]
    variable = np.concatenate([among[:0], *mine])
    return Rows(
        row=np.repeat(np.arange(len(mine)), [len(some) for some in mine]),
        variable=variable,
        coefficient=v.cells[v.place[variable]],
        lower=np.full(len(mine), -NO_LIMIT),
        upper=np.array([one.minutes // v.columns.task.grid for one in known], dtype=np.int64),
    )
