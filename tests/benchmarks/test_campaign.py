"""A campaign on a tiny instance: runs are kept, the table learns, pages and pictures are there."""

from dataclasses import replace
from pathlib import Path

import pytest
from bench_cases import INSTANCE, timeline
from benchmarks.campaign import Campaign
from benchmarks.instances import read_instances, write_instances
from benchmarks.peers.catalog import OURS
from benchmarks.peers.peer import PeerBusyError, PeerMissingError, Timeline
from benchmarks.results_file import read_runs

from benchmarks import side_by_side


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    """One whose table holds the tiny instance."""
    write_instances([INSTANCE], tmp_path / "instances.csv")
    return Campaign(
        told=lambda _: None,
        table=tmp_path / "instances.csv",
        results=tmp_path / "results",
        picture=tmp_path / "picture.png",
    )


def test_tools_side_by_side(campaign: Campaign) -> None:
    said: list[str] = []
    campaign.told = said.append
    campaign.run("tiny")
    campaign.run("tiny")  # nothing is run twice
    assert len(said) == 2
    row = read_instances(campaign.table)["tiny"]
    kept = read_runs("tiny", row.case_hash, campaign.results / "runs").runs
    assert list(kept) == list(INSTANCE.tools)
    assert {run.trouble for run in kept.values()} == {""}
    lasts = {name: run.timeline.points[-1].unmet for name, run in kept.items() if run.timeline}
    assert row.value == min(lasts.values())
    assert row.value == row.bound  # it is that small
    assert row.bound_by == OURS
    campaign.report()
    assert "| makeup-sched |" in (campaign.results / "peers.md").read_text(encoding="utf-8")
    assert (campaign.results / "peers.png").exists()


def test_troubles_are_told(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tool: str, *_: object) -> Timeline:
        if tool == "timefold":
            raise PeerMissingError("there is no Java")
        if tool == "intervals":
            raise PeerBusyError("intervals was still busy 60 s after its limit")
        return timeline((1.0, 5)) if tool == "pyjobshop" else timeline()

    monkeypatch.setattr(side_by_side, "run_apart", fail)
    campaign.run("tiny", ("timefold", "intervals", "pyjobshop", "time_indexed"))
    row = read_instances(campaign.table)["tiny"]
    kept = read_runs("tiny", row.case_hash, campaign.results / "runs").runs
    assert kept["timefold"].trouble == "there is no Java"
    assert kept["intervals"].trouble == "still busy"
    assert kept["time_indexed"].trouble == "no plan"
    assert "unmet and not 5" in kept["pyjobshop"].trouble
    assert row.value == -1  # what a tool only says of its plan counts for nothing
    campaign.report()


def test_a_bound_above_a_plan_is_told(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign.run("tiny", ("careful_person",))
    before = read_instances(campaign.table)["tiny"]
    wrong = timeline(proofs=((1.0, before.value + 5),))
    monkeypatch.setattr(side_by_side, "run_apart", lambda *_: wrong)
    campaign.run("tiny", ("time_indexed",))
    kept = read_runs("tiny", before.case_hash, campaign.results / "runs").runs
    assert "above a checked plan's" in kept["time_indexed"].trouble
    assert read_instances(campaign.table)["tiny"] == before


def test_a_plan_below_a_bound_is_told(campaign: Campaign) -> None:
    campaign.run("tiny", ("careful_person",))
    wrong = replace(read_instances(campaign.table)["tiny"], value=-1, bound=10**6, bound_by=OURS)
    write_instances([wrong], campaign.table)
    again = replace(campaign, _done=set())
    again.run("tiny", ("careful_person",))
    row = read_instances(campaign.table)["tiny"]
    (run,) = read_runs("tiny", row.case_hash, campaign.results / "runs").runs.values()
    assert run.timeline is not None
    assert run.timeline.note == "its plan disproves the bound 1000000 of makeup_sched"
    assert (row.bound, row.value) == (-1, run.timeline.points[-1].unmet)


def test_runs_of_another_case_are_not_shown(campaign: Campaign) -> None:
    campaign.run("tiny", ("careful_person",))
    assert read_runs("tiny", "another", campaign.results / "runs").runs == {}


def test_nothing_measured_gives_no_pages(campaign: Campaign) -> None:
    campaign.report()
    assert not campaign.results.exists()
