"""The whole model over a set of columns: variables, rows, and the terms in the policy's order."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from makeup_sched.availability.days import IntArray
from makeup_sched.model.objective import terms_in_order
from makeup_sched.model.rows import Rows, stacked, without_idle
from makeup_sched.model.rules import RULES
from makeup_sched.model.strengthening import STRENGTHENING
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import Columns


@dataclass(frozen=True)
class Model:
    """A whole-number program: minimise the terms in order, subject to the rows.

    Attributes
    ----------
    variables
        Numbering and upper bounds of the variables (lower bounds are 0).
    rows
        The rules.
    weights
        For each term its coefficient per variable, the most important term first.
    by_date
        The terms whose weights depend on the date itself.
    """

    variables: Variables
    rows: Rows
    weights: dict[str, IntArray]
    by_date: frozenset[str]

    @property
    def upper(self) -> IntArray:
        """Upper bound of each variable."""
        return self.variables.upper


def build_model(columns: Columns, baseline: pd.DataFrame | None = None) -> Model:
    """Build the model over columns, on single dates or over classes of dates."""
    variables = Variables(columns)
    rows = stacked([rule(variables) for rule in (*RULES, *STRENGTHENING)])
    upper = variables.upper
    terms = terms_in_order(columns.task.case, baseline)
    return Model(
        variables=variables,
        rows=without_idle(rows, np.zeros_like(upper), upper),
        weights={term.name: term.coefficients(variables) for term in terms},
        by_date=frozenset(term.name for term in terms if term.by_date),
    )
