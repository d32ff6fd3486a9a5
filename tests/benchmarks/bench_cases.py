"""A tiny instance, and runs made up by hand, for the tests of this folder."""

from dataclasses import replace

from benchmarks.instances import Instance
from benchmarks.peers.catalog import OURS
from benchmarks.peers.peer import Point, Proof, Timeline
from benchmarks.results_file import InstanceRuns, ToolRun

from makeup_sched.tables.schemas import empty_table

INSTANCE = Instance(
    name="tiny",
    size="therapist",
    providers=0,
    seed=1,
    free_cells="8-10",
    tightness="0.1",
    seconds=2.0,
    tools=(OURS, "careful_person"),
)
"""A therapist with hardly any time, planned within a moment."""
MEASURED = replace(
    INSTANCE, case_hash="abc", owed=1000, value=200, value_by=OURS, bound=190, bound_by=OURS
)
"""The same as if much had been measured on it; 810 minutes can be placed at most."""


def timeline(
    *points: tuple[float, int], proofs: tuple[tuple[float, int], ...] = (), memory: float = 100.0
) -> Timeline:
    """Return a timeline of points and proofs given as seconds and minutes."""
    return Timeline(
        name="someone",
        points=tuple(Point(*point) for point in points),
        bound=proofs[-1][1] if proofs else None,
        left_out="",
        memory=memory,
        sessions=empty_table("sessions"),
        proofs=tuple(Proof(*proof) for proof in proofs),
    )


def runs() -> InstanceRuns:
    """Return three runs: one proven, one without a proof, one that was still busy."""
    ours = timeline((0.2, 400), (5.0, 200), proofs=((0.5, 150), (30.0, 200)))
    other = timeline((0.5, 1000), (20.0, 600), memory=2048.0)
    return InstanceRuns(
        "tiny",
        "abc",
        {
            OURS: ToolRun(OURS, 60.0, "a machine", ours),
            "intervals": ToolRun("intervals", 60.0, "a machine", other),
            "timefold": ToolRun("timefold", 60.0, "a machine", None, "still busy"),
        },
    )
