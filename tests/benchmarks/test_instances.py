"""The table of instances: read and written alike, and it keeps the best that is sound."""

from dataclasses import replace
from pathlib import Path

import pytest
from bench_cases import INSTANCE, MEASURED
from benchmarks.instances import (
    WrongBoundError,
    keep,
    made_up,
    provider_count,
    read_instances,
    those_named,
    write_instance,
    write_instances,
)
from benchmarks.peers.catalog import PEERS

import makeup_sched as ms

ALL = read_instances()
SMALL = [name for name, row in ALL.items() if row.size in ("therapist", "school")]


def test_the_table_holds_every_size_tight_and_loose() -> None:
    for name in ("therapist", "school", "district"):
        assert {f"{name}-tight", f"{name}-loose"} <= set(ALL)
    assert [row.providers for row in ALL.values() if row.providers] == [10, 100, 1000]
    counted = {row.size: provider_count(row) for row in ALL.values()}
    assert counted == {"therapist": 1, "school": 5, "district": 100, "state": 1000}


@pytest.mark.parametrize("name", ALL)
def test_what_is_known_of_an_instance_fits_together(name: str) -> None:
    row = ALL[name]
    assert set(row.tools) <= set(PEERS)
    assert row.chosen()
    if row.value >= 0:
        assert row.known_bound <= row.value <= row.owed
        assert row.value_by in PEERS


@pytest.mark.parametrize("name", SMALL)
def test_the_generator_still_makes_the_case_that_was_measured(name: str, tmp_path: Path) -> None:
    row = ALL[name]
    if row.case_hash:
        assert row.of_case(ms.read_case(write_instance(row, tmp_path))) == row


def test_the_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "instances.csv"
    write_instances([INSTANCE, replace(MEASURED, name="other", tools=())], path)
    again = read_instances(path)
    assert list(again.values()) == [INSTANCE, replace(MEASURED, name="other", tools=())]
    keep(replace(INSTANCE, owed=7), path)
    assert read_instances(path)["tiny"].owed == 7
    assert list(read_instances(path)) == ["tiny", "other"]


def test_settings_make_the_case() -> None:
    tight, loose = (
        replace(INSTANCE, free_cells=cells, tightness=tightness)
        for cells, tightness in (("8-10", "0.1"), ("150-200", "3"))
    )
    assert made_up(tight).policy == made_up(loose).policy
    assert 'order = ["unmet"]' in made_up(tight).policy
    assert made_up(tight).tables["missed"].equals(made_up(loose).tables["missed"])
    hours = [made_up(one).tables["provider_hours"] for one in (tight, loose)]
    assert not hours[0].equals(hours[1])


def test_only_what_is_better_is_taken() -> None:
    assert MEASURED.with_plan(200, "timefold") is MEASURED
    assert MEASURED.with_bound(190, "timefold") is MEASURED
    assert MEASURED.with_bound(None, "timefold") is MEASURED
    better = MEASURED.with_plan(195, "timefold").with_bound(195, "intervals")
    assert (better.value, better.value_by) == (195, "timefold")
    assert (better.bound, better.bound_by) == (195, "intervals")


def test_plan_and_bound_must_fit() -> None:
    with pytest.raises(WrongBoundError, match="its bound of 201 lies above a checked plan's 200"):
        MEASURED.with_bound(201, "intervals")
    disproved = MEASURED.with_plan(189, "timefold")
    assert (disproved.value, disproved.bound, disproved.known_bound) == (189, -1, 0)


def test_another_case_makes_it_forget(tmp_path: Path) -> None:
    case = ms.read_case(write_instance(INSTANCE, tmp_path))
    found = MEASURED.of_case(case)
    assert (found.value, found.bound, found.value_by, found.bound_by) == (-1, -1, "", "")
    assert found.owed > 0
    assert found.with_plan(5, "timefold").of_case(case).value == 5


def test_instances_are_named_by_how_they_begin() -> None:
    rows = {name: replace(INSTANCE, name=name) for name in ("a-1", "a-2", "b-1")}
    assert [row.name for row in those_named(rows, ("a",))] == ["a-1", "a-2"]
    assert [row.name for row in those_named(rows, ())] == ["a-1", "a-2", "b-1"]
    assert [row.name for row in those_named({**rows, "a": INSTANCE}, ("a", "b"))] == ["b-1", "tiny"]
    with pytest.raises(ValueError, match="no instance begins with 'c'; there are a-1, a-2, b-1"):
        list(those_named(rows, ("c",)))


def test_tools_are_those_wanted_else_those_of_the_row() -> None:
    assert INSTANCE.chosen() == ("makeup_sched", "careful_person")
    assert INSTANCE.chosen(("timefold", "intervals")) == ("intervals", "timefold")
    assert replace(INSTANCE, tools=()).chosen() == tuple(PEERS)
