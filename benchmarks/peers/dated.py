"""The package's own model over single dates, as the peers that solve it elsewhere take it."""

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.case.case import Case
from makeup_sched.model.model import Model, build_model
from makeup_sched.places.columns import Columns, dated_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from makeup_sched.plans.build import sessions_table


def dated_places(case: Case) -> Columns:
    """Return every place of a session on every date."""
    return dated_columns(find_templates(planning_task(case)))


def dated_model(case: Case) -> Model:
    """Return the model over all dates: every place, every rule."""
    return build_model(dated_places(case))


def plan_of(model: Model, values: IntArray | None) -> pd.DataFrame:
    """Return the sessions of a solution; without one the locked sessions alone."""
    nothing = np.zeros(model.variables.count, dtype=np.int64)
    return sessions_table(model.variables, nothing if values is None else values)
