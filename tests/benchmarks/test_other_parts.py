"""Planning held-back seeds, editing and planning again, reading, and the command line."""

import subprocess
import sys
from pathlib import Path

import pytest
from bench_cases import timeline
from benchmarks.figures import figures
from benchmarks.planning import Planned, planned, planning_page
from benchmarks.reading import reading_page
from benchmarks.replanning import EDITS, edited
from benchmarks.terms import terms_page

import makeup_sched as ms
from benchmarks import __main__ as command
from benchmarks import planning
from makeup_sched.generate import write_case
from support.generated import small_case

ROOT = Path(__file__).parents[2]


def test_a_held_back_seed_is_planned(tmp_path: Path) -> None:
    found = planned("therapist", planning.HELD_BACK[0], 2.0, tmp_path)
    assert 0 <= found.timeline.points[-1].unmet <= found.careful <= found.owed
    assert found.figures.first is not None


def test_the_page_of_held_back_seeds() -> None:
    late = timeline((0.5, 120), proofs=((1.0, 60),))
    soon = timeline((0.1, 100), proofs=((0.4, 100),))
    found = [
        Planned(name, 1000, 300, one, figures(one, 30.0, 1000, one.bound or 0))
        for name, one in (("a", late), ("b", soon), ("c", soon))
    ]
    lines = planning_page("school", 30.0, found)
    assert "| a | 1,000 | 300 | 120 | 60 | 6.00 % | 0.50 | - | - | - | 100 |" in lines
    assert lines[-1] == "Median: first plan 0.10 s, 1 % 0.40 s, 0.5 % 0.40 s, proof 0.40 s."


def test_all_terms_one_after_the_other() -> None:
    lines = terms_page(1, 2.0, lambda _: None)
    head = lines.index(next(line for line in lines if line.startswith("| case |")))
    assert lines[head].startswith("| case | seconds | unmet | contract |")
    assert lines[head + 2].startswith(f"| therapist-{planning.HELD_BACK[0]} |")
    assert lines[-1].startswith("Seconds: median ")
    assert lines[-1].endswith("of 8 terms.")


def test_each_kind_of_edit_is_made_and_planned_again(tmp_path: Path) -> None:
    case = ms.read_case(write_case(small_case(1), tmp_path / "case"))
    found = edited(case, first=2.0)
    assert [one.edit for one in found] == list(EDITS)
    for one in found:
        assert one.whole == one.editing + one.planning
        assert one.editing > 0
        assert one.kept > 0


def test_commands_that_read() -> None:
    lines = reading_page("therapist")
    assert [line.split(" | ")[0] for line in lines[-2:]] == ["| validate", "| owed"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["nothing"], "unknown part 'nothing'"),
        (["--peers", "nobody"], "unknown tool 'nobody'"),
        (["--only", "nowhere"], "no instance begins with 'nowhere'"),
    ],
)
def test_wrong_usage_is_told(
    given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(given)
    assert end.value.code == 2
    assert said in capsys.readouterr().err


class _Noting:
    """Stands in for a campaign and notes what it is asked to run."""

    ran: list[tuple[str, tuple[str, ...], float | None]]
    places: dict[str, Path]

    def __init__(self, _: object, **places: Path) -> None:
        type(self).ran = []
        type(self).places = places

    def run(self, name: str, wanted: tuple[str, ...], seconds: float | None) -> None:
        self.ran.append((name, wanted, seconds))

    def report(self) -> None:
        """Nothing was measured."""


def test_a_try_goes_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command, "Campaign", _Noting)
    command.main(["report"])
    usual = _Noting.places
    command.main(["report", "--results", str(tmp_path)])
    assert _Noting.places == {"results": tmp_path, "picture": tmp_path / "readme.png"}
    assert usual["picture"].parts[-3:] == ("docs", "img", "peers.png")
    assert usual["results"].parts[-2:] == ("benchmarks", "results")


def test_parts_are_chosen_on_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "Campaign", _Noting)
    command.main(["--only", "therapist", "--peers", "timefold,intervals", "--seconds", "20"])
    wanted = ("timefold", "intervals")
    assert _Noting.ran == [(f"therapist-{how}", wanted, 20.0) for how in ("tight", "loose")]
    command.main(["growth"])
    assert [name for name, _, _ in _Noting.ran] == ["state-10", "state-100", "state-1000"]
    command.main(["report"])
    assert _Noting.ran == []


def test_help_names_parts_and_tools() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for word in (*command.PARTS, "timefold", "--only", "--seconds"):
        assert word in done.stdout
