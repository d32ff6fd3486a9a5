"""Makes a plan while its progress is shown, then shows and writes it."""

from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

import pandas as pd
from rich.console import Console

from makeup_sched.case.case import Case
from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.progress import LiveProgress, PlainProgress, case_scale
from makeup_sched.cli.stopping import leave
from makeup_sched.cli.summary import plan_summary
from makeup_sched.ledger import owed_items
from makeup_sched.planning import plan as plan_case
from makeup_sched.plans.plan import Plan
from makeup_sched.running import run_until_stopped
from makeup_sched.solve.clock import Clock


def make_plan(
    case: Case,
    seconds: float,
    seed: int = 0,
    workers: int | None = None,
    baseline: pd.DataFrame | None = None,
    *,
    quiet: bool = False,
    cluster: str | None = None,
    deterministic: bool = False,
) -> Plan:
    """Plan a case with progress on standard error; Ctrl-C keeps the best plan so far."""
    console = err()
    console.quiet = quiet
    shown = _progress(case, seconds, console, by_work=deterministic)
    clock = Clock(seconds)

    def stop() -> None:
        shown.stopping()
        clock.stop()

    with workers_of(cluster) as executor, shown.shown_on(console):
        made = run_until_stopped(
            lambda: plan_case(
                case,
                seconds=seconds,
                seed=seed,
                workers=workers,
                baseline=baseline,
                watch=shown.watch,
                clock=clock,
                executor=executor,
                deterministic=deterministic,
            ),
            stop,
            partial(leave, "no plan was written", console),
        )
    shown.finish()
    return made


def workers_of(cluster: str | None) -> AbstractContextManager[Executor | None]:
    """Give the workers of a cluster, or nothing: then processes of this machine do the work."""
    if cluster is None:
        return nullcontext()
    from makeup_sched.solve.parts.cluster import cluster_executor

    return cluster_executor(cluster)


def _progress(
    case: Case, seconds: float, console: Console, *, by_work: bool
) -> LiveProgress | PlainProgress:
    order = tuple(case.policy.objective.order)
    scale = case_scale([(item.owed, item.priority) for item in owed_items(case)], order)
    if console.is_terminal and not console.quiet:
        return LiveProgress(scale, seconds, by_work=by_work)
    # a line of a log is never cut in two
    return PlainProgress(scale, partial(console.print, soft_wrap=True))


def show_and_save(
    case: Case, made: Plan, out: Path, *, charts: bool, names: bool, quiet: bool
) -> None:
    """Write a plan, then say what it holds and where it is."""
    made.save(out)
    console = results()
    console.quiet = quiet
    console.print(plan_summary(case, made, names=names))
    console.print(f"\nWritten: {out}", soft_wrap=True)
    from makeup_sched.charts import left_out_words, remove_charts, write_charts

    folder = out / "charts" if out.is_dir() else out.with_name(f"{out.stem}-charts")
    if charts:
        console.print("Drawing the pictures ...")
        write_charts(case, made.sessions, made.items, folder, names=names)
        console.print(f"Written: {folder}; index.md says what each picture shows", soft_wrap=True)
        if left_out := left_out_words(made.sessions):
            others = "makeup-sched export with --provider writes all weeks of one"
            console.print(f"{left_out}; {others}", soft_wrap=True)
    elif remove_charts(folder):
        console.print(f"Removed the pictures of an earlier plan from {folder}", soft_wrap=True)
