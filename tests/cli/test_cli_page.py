"""The command `app`: what it refuses before anything is served."""

from pathlib import Path

from cli_cases import TEN_MINUTES, one_line, run


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    result = run("app", tmp_path / "nothing.xlsx")
    assert result.exit_code == 1
    assert "there is nothing at" in one_line(result.stderr)


def test_more_than_one_case() -> None:
    result = run("app", "therapist", TEN_MINUTES, TEN_MINUTES)
    assert result.exit_code == 2
    assert "more than one case" in one_line(result.stderr)
