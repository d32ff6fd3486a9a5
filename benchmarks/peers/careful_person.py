"""The careful person: oldest debts first, earliest free time first, nothing ever moved again."""

from benchmarks.peers.dated import dated_model, plan_of
from benchmarks.peers.peer import Stopwatch, Timeline, peak_memory
from makeup_sched.case.case import Case
from makeup_sched.solve.greedy import greedy_plan

NAME = "careful_person"


def run(case: Case, seconds: float) -> Timeline:
    """Plan a case once, as somebody with a calendar and patience would; it takes no limit."""
    watch = Stopwatch(seconds)
    model = dated_model(case)
    values = greedy_plan(model)
    watch.note(int(model.weights["unmet"] @ values))
    return Timeline(
        name=NAME,
        points=tuple(watch.points),
        bound=None,
        left_out="",
        memory=peak_memory(),
        sessions=plan_of(model, values),
        note="its seconds are those of building a model, which a person would not need",
    )
