"""How good a plan is, in sentences that claim no more than is proven."""

from dataclasses import replace

import pandas as pd
import pytest
from cli_cases import TEN_MINUTES, one_line
from rich.console import Console

from makeup_sched.case.case import Case
from makeup_sched.case.read import read_case
from makeup_sched.cli.proof import proof_words, unmet_words
from makeup_sched.plans.summary import Summary
from makeup_sched.solve.result import TermResult


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(TEN_MINUTES)


def summary(unmet: int, value: int, bound: int | None, **others: TermResult) -> Summary:
    terms = {"unmet": TermResult(value, bound), **others}
    return Summary("feasible", 900, 900 - unmet, unmet, 0, terms, {}, 1.0, 0, "0")


def test_the_sentence_about_minutes(case: Case) -> None:
    assert unmet_words(case, summary(0, 0, 0)) == "Everything that is owed is placed."
    assert unmet_words(case, summary(30, 30, 30)) == "Proven: no plan can place more."
    words = "At most 10 more minutes could be placed by any plan."
    assert unmet_words(case, summary(30, 30, 20)) == words
    assert "is not known" in unmet_words(case, summary(30, 30, None))


@pytest.mark.parametrize("value", [30, 60])
def test_priorities_are_counted_where_there_are_any(case: Case, value: int) -> None:
    """Also where what is unmet counts as much with them: another plan may leave fewer minutes."""
    students = case.table("students")
    urgent = students.assign(priority=pd.Series(2, students.index, dtype="Int64"))
    weighted = replace(case, tables={**case.tables, "students": urgent})
    words = "Proven: no plan can place more, each minute counted times its student's priority."
    assert unmet_words(weighted, summary(30, value, value)) == words


def test_terms_before_unmet_limit_the_claim(case: Case) -> None:
    objective = case.policy.objective.model_copy(update={"order": ("esy", "contract", "unmet")})
    policy = case.policy.model_copy(update={"objective": objective})
    words = unmet_words(replace(case, policy=policy), summary(30, 30, 30))
    assert words == (
        "Proven: no plan with as few minutes in the ESY window and "
        "minutes by contract providers can place more."
    )


def test_what_is_not_yet_proven_is_listed(case: Case) -> None:
    console = Console(width=80, color_system=None)
    with console.capture() as captured:
        console.print(proof_words(case, summary(5, 5, 5, esy=TermResult(1200, 900),
                                                sessions=TermResult(9, None),
                                                avoid=TermResult(3, 3))))  # fmt: skip
    words = one_line(captured.get())
    assert "minutes in the ESY window 1,200 900" in words
    assert "sessions to be held 9 not known" in words
    assert "times to avoid" not in words
