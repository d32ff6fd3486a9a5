"""Every peer's last plan keeps all rules, and no peer claims more than is true."""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.peers.catalog import OURS, PEERS, peer
from benchmarks.peers.peer import PeerMissingError, Stopwatch, Timeline
from benchmarks.peers.timeline_file import read_timeline, write_timeline

import makeup_sched as ms
from makeup_sched.case.case import Case
from makeup_sched.checker import recount
from support import tiny
from support.generated import first_days

SECONDS = 4.0
EXACT = (OURS, "time_indexed", "time_indexed_cpsat")
BUILT_IN = ("careful_person", "intervals", *EXACT)


def _ran(name: str, case: Case, seconds: float = SECONDS) -> Timeline:
    try:
        return peer(name)(case, seconds)
    except PeerMissingError as error:
        pytest.skip(str(error))


def _must_be_sound(case: Case, timeline: Timeline) -> None:
    assert ms.check(case, timeline.sessions) == []
    if timeline.points:
        assert recount(case, timeline.sessions).unmet == timeline.points[-1].unmet
    values = [point.unmet for point in timeline.points]
    assert values == sorted(set(values), reverse=True)
    if timeline.bound is not None and values:
        assert timeline.bound <= values[-1]
    bounds = [proof.bound for proof in timeline.proofs]
    assert bounds == sorted(set(bounds))
    assert timeline.bound == (bounds[-1] if bounds else None)
    assert timeline.memory > 0


@pytest.fixture(scope="module")
def generated() -> Case:
    """Ten students, a few days, all modes."""
    return first_days(1, 6)


@pytest.mark.parametrize("name", [*BUILT_IN, "pyjobshop"])
def test_a_generated_case(name: str, generated: Case) -> None:
    timeline = _ran(name, generated)
    _must_be_sound(generated, timeline)
    assert timeline.points


def _groups() -> Case:
    """Three may sit together in one half hour, a fourth is kept apart, a fifth is too old."""
    who = [tiny.student(each, grade="2") for each in "AB"]
    apart = [tiny.student("C", grade="3", keep_apart="A"), tiny.student("D", grade="8")]
    owed = [tiny.owes(each, 30, setting="group") for each in "ABCD"]
    return tiny.tiny_case(tiny.provider(), tiny.hours("08:00-08:30"), *who, *apart, *owed)


def _small_debt() -> Case:
    """Somebody owes less than a session, and another may sit with them for just that long."""
    owed = [tiny.owes("A", 15, setting="group"), tiny.owes("B", 45, setting="group")]
    time = tiny.hours("08:00-08:45")
    return tiny.tiny_case(
        tiny.provider(), time, tiny.students("AB"), *owed, min_session=30, modes=["extra"]
    )


def _caps() -> Case:
    """Caps of the provider's day and week and of a student's day, and a second site by tele."""
    owed = [*tiny.owes("A", 120), *tiny.owes("B", 120), tiny.award("A", 60)]
    people = [tiny.student("A", max_makeup_minutes_per_day="45"), tiny.student("B", tele="yes")]
    days = [tiny.day(), tiny.day(1), tiny.day(2)]
    times = [tiny.hours("08:00-09:00"), tiny.hours("10:00-11:00", site="tele")]
    capped = tiny.provider(makeup_minutes_per_day="60", makeup_minutes_per_week="150")
    return tiny.tiny_case(*days, capped, *times, *people, *owed)


TRICKY: tuple[Callable[[], Case], ...] = (_groups, _small_debt, _caps)


@pytest.mark.parametrize("make", TRICKY)
@pytest.mark.parametrize("name", [*BUILT_IN, "pyjobshop"])
def test_a_tricky_case(name: str, make: Callable[[], Case]) -> None:
    case = make()
    _must_be_sound(case, _ran(name, case))


@pytest.mark.parametrize("make", TRICKY)
def test_the_exact_peers_agree(make: Callable[[], Case]) -> None:
    case = make()
    ends = {_ran(name, case).points[-1].unmet for name in ("intervals", *EXACT)}
    assert len(ends) == 1
    assert {_ran(name, case).bound for name in EXACT} == ends


def test_intervals_reach_the_optimum_of_sessions_of_their_own() -> None:
    case = first_days(1, 3, modes=["extra"])
    least = _ran("time_indexed", case, 20.0)
    found = _ran("intervals", case, 20.0)
    assert found.left_out == ""
    assert least.bound == least.points[-1].unmet
    assert found.points[-1].unmet == least.bound


@pytest.mark.parametrize("name", ["intervals", "pyjobshop"])
def test_a_peer_that_leaves_plans_out_claims_no_bound(name: str, generated: Case) -> None:
    timeline = _ran(name, generated)
    assert "modes join and extend" in timeline.left_out
    assert timeline.bound is None


@pytest.mark.parametrize("make", [_groups, lambda: first_days(1, 6)])
def test_timefold(make: Callable[[], Case]) -> None:
    case = make()
    timeline = _ran("timefold", case, 10.0)  # far more than it needs for a first plan
    if not timeline.points:  # but on a machine that has no core left for Java
        timeline = _ran("timefold", case, 60.0)
    _must_be_sound(case, timeline)
    assert timeline.points
    assert timeline.bound is None
    assert not _caught(signal.SIGTERM)


def _caught(number: signal.Signals) -> bool:
    """Say whether anything in this process has taken a signal for itself, where that is told."""
    status = Path("/proc/self/status")
    if not status.exists():
        return False
    caught = next(line for line in status.read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, generated: Case) -> None:
    monkeypatch.setitem(sys.modules, "pyjobshop", None)
    with pytest.raises(PeerMissingError, match="pip install pyjobshop"):
        peer("pyjobshop")(generated, 1.0)


def test_only_what_is_better_is_noted() -> None:
    watch = Stopwatch(1.0)
    for unmet in (30, 30, 45, 20):
        watch.note(unmet)
    for bound in (None, 5, 5, 0, 10):
        watch.note_bound(bound)
    assert [point.unmet for point in watch.points] == [30, 20]
    assert [proof.bound for proof in watch.proofs] == [5, 10]
    assert watch.bound == 10


def test_a_timeline_is_read_as_it_was_written(tmp_path: Path, generated: Case) -> None:
    timeline = _ran(OURS, generated)
    write_timeline(timeline, tmp_path / "timeline.json")
    again = read_timeline(tmp_path / "timeline.json")
    _must_be_sound(generated, again)
    assert (again.points, again.proofs) == (timeline.points, timeline.proofs)
    assert again.sessions.reset_index(drop=True).equals(timeline.sessions.reset_index(drop=True))


def test_this_package_is_stopped_after_unmet(generated: Case) -> None:
    """The case has eight terms and the limit is far: only the first one is waited for."""
    assert len(generated.policy.objective.order) > 1
    begun = time.monotonic()
    timeline = _ran(OURS, generated, 300.0)
    assert timeline.bound == timeline.points[-1].unmet
    assert time.monotonic() - begun < 60.0


@pytest.mark.parametrize("name", ["intervals", "time_indexed", "time_indexed_cpsat", "pyjobshop"])
def test_no_time_gives_no_plan_and_no_bound(name: str, generated: Case) -> None:
    timeline = _ran(name, generated, 0.0)
    assert ms.check(generated, timeline.sessions) == []
    assert timeline.points == ()
    assert timeline.bound is None


def test_every_peer_is_known() -> None:
    assert set(PEERS) == {*BUILT_IN, "pyjobshop", "timefold"}
