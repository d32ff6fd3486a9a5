"""What a notebook or a script calls to decide: explanations, contracting, what if, how sure."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from makeup_sched.arguments import check_search, check_seconds, check_whole, must_be
from makeup_sched.case.case import Case
from makeup_sched.plans.plan import Plan
from makeup_sched.running import run_until_stopped
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.handed_in import DateLike

if TYPE_CHECKING:
    from makeup_sched.contracts.answer import Contracting
    from makeup_sched.explaining.explanations import Explanations
    from makeup_sched.forecasting.forecast import Forecast
    from makeup_sched.whatif.comparison import Comparison

_USUAL_WORKERS = 2
"""One proves, one searches."""


def explain(
    case: Case,
    plan: Plan,
    owed_id: str | Sequence[str] | None = None,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    progress: bool = True,
) -> "Explanations":
    """Explain unmet minutes: reasons with their proof, what blocks, what would help.

    Ctrl-C stops the search for what would help; the reasons are there all the same.

    Parameters
    ----------
    case, plan
        The case, and a plan of it.
    owed_id
        One item or several; all with unmet minutes where left out.
    seconds
        Time limit for trying what would help, of all items together; it never turns into a claim.
        0: reasons alone.
    seed
        Of the plans that are made for that.
    progress
        Whether a line says that it is at work.

    Returns
    -------
    Explanations
        One `Explanation` per item, in a sequence that shows itself in a notebook; `to_frame()`,
        `reasons()`, `places()`, `helps()` and `trades()` give it as tables.

    Raises
    ------
    MakeupSchedError
        For an item that the plan does not have, or that has no unmet minutes, and for a plan that
        breaks the rules of the case.
    """
    from makeup_sched.explaining import explain as explaining

    must_be(case, Case)
    must_be(plan, Plan)
    check_seconds(seconds, zero=True)
    check_whole("seed", seed, 0)
    wanted = [owed_id] if isinstance(owed_id, str) else owed_id
    if wanted is not None and not isinstance(wanted, Iterable):
        raise TypeError(f"owed_id is the id of an item, or several; this is {owed_id!r}")
    clock = Clock(seconds)
    with Console(stderr=True, quiet=not progress).status("Looking for reasons, and what helps"):
        return run_until_stopped(
            lambda: explaining.explain(case, plan, wanted, seed=seed, clock=clock), clock.stop
        )


def contracting(
    case: Case,
    *,
    seconds: float = 180.0,
    decided: DateLike | None = None,
    seed: int = 0,
    workers: int | None = None,
    progress: bool = True,
    executor: Executor | None = None,
) -> "Contracting":
    """Answer "do we need to contract?" with a proof; Ctrl-C ends the search and keeps the best.

    Parameters
    ----------
    case
        The case. What its contract providers could give is left aside.
    seconds
        Time limit of the search, by the clock; claims hold however little time there was.
    decided
        The day on which it is decided (a date, or text as `2026-03-02`); the first date to plan on
        where left out.
    seed, workers, executor
        As for planning, two workers where left out: one proves and one searches; the executor
        proves and plans what a large case owes.
    progress
        Whether a line says what is worked on.

    Raises
    ------
    LockedError
        Where locked sessions themselves break a rule.
    EditError
        Where `decided` is no date.
    """
    from makeup_sched.contracts.contracting import contracting as answer_for
    from makeup_sched.replanning.words import as_date

    must_be(case, Case)
    check_search(seconds, seed, workers, executor)
    day = None if decided is None else as_date(decided)
    clock = Clock(seconds)
    with Console(stderr=True, quiet=not progress).status("Looking at the case") as line:
        return run_until_stopped(
            lambda: answer_for(
                case,
                decided=day,
                seed=seed,
                workers=_USUAL_WORKERS if workers is None else workers,
                executor=executor,
                clock=clock,
                step=lambda words: line.update(f"Finding {words}"),
            ),
            clock.stop,
        )


def scenarios(
    case: Case,
    wanted: Iterable[Mapping[str, Any]] | Mapping[str, Any] | str | Path,
    *,
    seconds: float = 8.0,
    seed: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
    deterministic: bool = False,
) -> "Comparison":
    """Plan a case and named changes to it side by side, every minute counting the same.

    Parameters
    ----------
    case
        The case as it is.
    wanted
        The scenarios: mappings as in `scenarios.toml` (docs/scenarios.md), one or several, or the
        path of such a file.
    seconds
        Time limit of each plan.
    seed, workers, executor, deterministic
        As for planning; as many plans are made at the same time as there are cores.

    Raises
    ------
    CaseError
        Where a scenario is wrong; it lists every problem of all scenarios.
    LockedError
        Where locked sessions of the case as it is break a rule.
    """
    from makeup_sched.whatif import compare
    from makeup_sched.whatif.apply import problems_of
    from makeup_sched.whatif.reading import read_scenarios, scenarios_of

    must_be(case, Case)
    check_search(seconds, seed, workers, executor)
    further = partial(problems_of, case)
    if isinstance(wanted, str | Path):
        chosen = read_scenarios(wanted, further)
    else:
        if not isinstance(wanted, Iterable):
            raise TypeError(f"scenarios are mappings or the path of a file, not {wanted!r}")
        chosen = scenarios_of([wanted] if isinstance(wanted, Mapping) else [*wanted], further)
    return compare.scenarios(
        case,
        chosen,
        seconds=seconds,
        seed=seed,
        workers=workers,
        executor=executor,
        deterministic=deterministic,
    )


def forecast(
    case: Case,
    plan: Plan | None = None,
    *,
    futures: int = 200,
    seconds: float = 10.0,
    review_weeks: int = 1,
    seed: int = 0,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: bool = True,
) -> "Forecast":
    """Walk through futures in which more sessions are missed, planning again in each.

    Ctrl-C returns what the futures walked through so far say.

    Parameters
    ----------
    case
        The case.
    plan
        The plan that every future begins with; one is made where left out.
    futures
        How many.
    seconds
        Time limit of the plan that is made.
    review_weeks
        Weeks after which each future is planned again.
    seed
        The same case, plan, seed and version give the same futures, whatever the workers.
    workers, executor
        As for planning.
    progress
        Whether a line says how far it is.

    Raises
    ------
    LockedError
        Where locked sessions themselves break a rule.
    MakeupSchedError
        Where the plan breaks a rule of the case.
    """
    from makeup_sched.forecasting import forecast as forecasting

    must_be(case, Case)
    if plan is not None:
        must_be(plan, Plan)
    check_search(seconds, seed, workers, executor)
    check_whole("futures", futures, 1)
    check_whole("review_weeks", review_weeks, 1)
    clock = Clock(float("inf"))
    with Console(stderr=True, quiet=not progress).status("Making a plan") as line:
        return run_until_stopped(
            lambda: forecasting.forecast(
                case,
                plan=plan,
                futures=futures,
                seconds=seconds,
                review_weeks=review_weeks,
                seed=seed,
                workers=workers,
                executor=executor,
                clock=clock,
                done=lambda count: line.update(f"{count:,} of {futures:,} futures walked through"),
            ),
            clock.stop,
        )
