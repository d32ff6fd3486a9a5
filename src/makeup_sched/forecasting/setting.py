"""Makes what all futures of a case share, from the case, a plan of it and the rates."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from makeup_sched.availability.days import BoolArray
from makeup_sched.case.case import Case
from makeup_sched.forecasting.debts import opening, owing_all
from makeup_sched.forecasting.draws import chances_of
from makeup_sched.forecasting.future import Setting
from makeup_sched.forecasting.rates import Rates
from makeup_sched.forecasting.scheduled import Scheduled, scheduled
from makeup_sched.places.task import planning_task
from makeup_sched.solve.held import held_in_sessions


def setting_of(case: Case, sessions: pd.DataFrame, rates: Rates, review_weeks: int = 1) -> Setting:
    """Return what all futures of a case and the sessions of its plan share."""
    task = planning_task(owing_all(case))
    plan = scheduled(case, task.open_time)
    disciplines = sorted({*plan.disciplines, *(item.discipline for item in task.items)})
    students = sorted({*plan.students, *(item.student_id for item in task.items)})
    months = [date.month for date in task.available.days.dates]
    return Setting(
        # workers need no tables, and so are sent none
        task=replace(task, case=replace(case, tables={})),
        plan=held_in_sessions(task, sessions),
        scheduled=_without(plan, _known(case, plan, task.available.days.dates)),
        opening=opening(case, task.items),
        chances=chances_of(rates, tuple(disciplines), months),
        disciplines=tuple(disciplines),
        providers=tuple(sorted({*plan.providers, *task.providers})),
        students=tuple(students),
        weeks=weeks_of(case),
        review_weeks=review_weeks,
    )


def weeks_of(case: Case) -> tuple[dt.date, ...]:
    """Return the last day of each week of planning: Sundays, and the last date to plan on."""
    sunday = case.start_date + dt.timedelta(days=6 - case.start_date.weekday())
    count = max(0, -(-(case.end_date - sunday).days // 7))
    return (*(sunday + dt.timedelta(days=7 * week) for week in range(count)), case.end_date)


def _known(case: Case, plan: Scheduled, dates: tuple[dt.date, ...]) -> BoolArray:
    """Mark the attendances that are known to be missed: they are owed already."""
    missed = case.table("missed")
    known = set(zip(missed["service_id"], missed["date"].dt.date, strict=True))
    pairs = zip(plan.service.tolist(), plan.day.tolist(), strict=True)
    return np.array([(plan.services[one], dates[day]) in known for one, day in pairs], dtype=bool)


def _without(plan: Scheduled, left_out: BoolArray) -> Scheduled:
    kept = ~left_out
    columns = {
        name: getattr(plan, name)[kept] for name in ("service", "provider", "day", "minutes")
    }
    return replace(plan, **columns)
