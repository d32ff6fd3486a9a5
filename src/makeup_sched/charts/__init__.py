"""Pictures of a plan: a provider's week, a student's week, owed and planned minutes.

Nothing here loads matplotlib before a picture is drawn.
"""

from makeup_sched.charts.owed_and_planned import owed_and_planned
from makeup_sched.charts.provider_week import provider_week
from makeup_sched.charts.student_week import student_week
from makeup_sched.charts.write import left_out_words, remove_charts, write_charts

__all__ = [
    "left_out_words",
    "owed_and_planned",
    "provider_week",
    "remove_charts",
    "student_week",
    "write_charts",
]
