"""What a notebook or a script calls: cases and plans in, DataFrames, findings and figures out."""

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from rich.console import Console

from makeup_sched import arguments, checker, ledger, notices, planning
from makeup_sched.arguments import must_be
from makeup_sched.case.case import Case
from makeup_sched.checker import Violation
from makeup_sched.plans.handed_in import read_sessions, sessions_of
from makeup_sched.plans.plan import Plan
from makeup_sched.running import run_until_stopped
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.stages import Progress
from makeup_sched.tables.handed_in import DateLike, date_of

if TYPE_CHECKING:
    from makeup_sched.auditing.audit import Audit
    from makeup_sched.recording.record import Record


def owed(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return what is owed: one row per service or award.

    Columns: `owed_id`, `student_id`, `discipline`, `kind`, then minutes `missed`, `not_owed`,
    `delivered`, `owed`, `rounding`, `pending`, then `oldest_date`, `due_date`, `provider_id`.
    `names` adds people's names.
    """
    must_be(case, Case)
    return ledger.owed_table(case, names=names)


def owed_trace(case: Case, *, names: bool = False) -> pd.DataFrame:
    """Return every row behind what is owed, and what it was counted as.

    Columns: `owed_id`, `student_id`, `discipline`, `kind`, `table` (blank: rounding) and `row`,
    `date`, `minutes`, `reason`, `decision` as the row says, `counted` (`owed`, `not_owed`,
    `pending`, `delivered` or `rounding`), then minutes `not_owed`, `delivered`, `owed`, `rounding`,
    `pending`, `surplus` (delivered beyond what is owed), and `matched`: which delivered rows paid
    for which. `names` adds people's names.
    """
    must_be(case, Case)
    return ledger.owed_trace(case, names=names)


def clocks(case: Case, as_of: DateLike | None = None, *, names: bool = False) -> pd.DataFrame:
    """Return the clock of each missed session, where the policy sets one (section `clocks`).

    Columns: `service_id`, `student_id`, `discipline`, `provider_id`, `row`, `date`, `minutes`,
    `reason`, `counted`, `last_day` (the last school day to deliver it), `delivered` and of it
    `in_time` (minutes), `delivered_on`, `status`, `days_over` (school days), `notice_due`.
    `as_of` is the date of the report, by default the first date to plan on; `names` adds people's
    names. It says when a notice is due, not whether one was sent.
    """
    must_be(case, Case)
    today = None if as_of is None else date_of(as_of)
    return notices.clock_table(case, today, names=names)


def audit(case: Case, through: DateLike | None = None, *, names: bool = False) -> "Audit":
    """Hold what was given against what the IEP services promise, by service and month.

    Parameters
    ----------
    case
        The case. Its table `service_log` says what was given, `missed` what was missed and why.
    through
        The last day that counts; yesterday where left out.
    names
        Add people's names beside the ids.

    Returns
    -------
    Audit
        Tables `services`, `months`, `missed` (by reason), `dates`, and `notes`.
    """
    from makeup_sched.auditing import audit_case

    must_be(case, Case)
    day = date.today() - timedelta(days=1) if through is None else date_of(through)
    return audit_case(case, day, names=names)


def check(case: Case, plan: Plan | pd.DataFrame) -> list[Violation]:
    """Return every violation of the contract's rules by a plan, whoever made it; [] is none.

    `plan` is a plan or a table of sessions, whose cells may be text as in `sessions.csv`. Of a
    plan, items and summary are checked, too.
    """
    must_be(case, Case)
    if not isinstance(plan, Plan):
        return _check_table(case, plan)
    found = checker.check(case, plan.sessions)
    found += checker.check_items(case, plan.sessions, plan.items)
    return found + checker.check_summary(case, plan.sessions, plan.summary.as_dict())


def _check_table(case: Case, given: pd.DataFrame) -> list[Violation]:
    if isinstance(given, pd.DataFrame):
        read, _ = read_sessions(given)  # a cell that cannot be read is blank, and said to be
        return checker.check(case, read)
    return checker.check(case, sessions_of(given))


def plan(
    case: Case,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    workers: int | None = None,
    baseline: Plan | pd.DataFrame | None = None,
    progress: bool = True,
    executor: Executor | None = None,
    deterministic: bool = False,
) -> Plan:
    """Plan a case; Ctrl-C (or Interrupt in a notebook) ends the search and returns the best plan.

    Parameters
    ----------
    case
        What to plan.
    seconds
        Time limit of the search, by the clock; with 0 the first plan found.
    seed
        The same case, seed and version give the same plan, unless the time limit cuts in.
    workers
        Processor cores to use; by default as many as there are.
    baseline
        An earlier plan (or its sessions) to keep where that costs no minutes.
    progress
        Whether a line shows what is improved, its value, its bound, and the time.
    executor
        Solves the parts of a large case, such as a district; a smaller one is solved whole, in this
        process. Local processes where left out.
    deterministic
        Limit the search by the work of about so many `seconds` instead of by the clock, so that
        two runs give the same plan; it may take longer.

    Raises
    ------
    CaseError
        Where `baseline` is a table, but none of sessions.
    LockedError
        Where locked sessions themselves break a rule.
    """
    must_be(case, Case)
    arguments.check_search(seconds, seed, workers, executor, zero=True)
    earlier = None if baseline is None else sessions_of(baseline)
    clock = Clock(seconds)
    console = Console(stderr=True, quiet=not progress)
    with console.status("Planning") as line:
        return run_until_stopped(
            lambda: planning.plan(
                case,
                seed=seed,
                workers=workers,
                baseline=earlier,
                watch=lambda news: line.update(_words(news)),
                clock=clock,
                executor=executor,
                deterministic=deterministic,
            ),
            clock.stop,
        )


def _words(news: Progress) -> str:
    proof = "no bound yet" if news.bound is None else f"at least {news.bound:,}"
    parts = f", {news.parts} parts done" if news.parts else ""
    return f"Planning, {news.seconds:.0f} s: {news.term} {news.value:,}, {proof}{parts}"


def export(
    case: Case,
    plan: Plan,
    folder: str | Path,
    *,
    provider: str | None = None,
    student: str | None = None,
    school: str | None = None,
    names: bool = False,
    time_zone: str | None = None,
    record: "Record | None" = None,
) -> list[Path]:
    """Write what people take along from a plan into a folder and return the files.

    Parameters
    ----------
    case, plan
        The case, and a plan of it.
    folder
        Where to write. Calendar files that are there are brought up to date: what moved is
        changed, what is gone is cancelled.
    provider, student, school
        For whom, by id: at most one. Without any: the plan as a workbook, and calendar file, week
        sheets and service log of every provider.
    names
        Whether names are written instead of ids.
    time_zone
        Of the calendar files; the policy's `time_zone` where left out.
    record
        The record whose case `case` is (`record.case()`): the files of a student are then made from
        what it holds about the child, with the number of the entry. For a student
        `record.child_case(student)` does as well, and is there in a moment.

    Raises
    ------
    MakeupSchedError
        Where the case has no such person or school, there is no such time zone, the plan belongs
        to another case, or a file of another program, or one that was filled in, is in the way.
    """
    from makeup_sched.exports.bundle import write_children, write_export
    from makeup_sched.exports.choices import Choices
    from makeup_sched.exports.scope import Scope

    must_be(case, Case)
    must_be(plan, Plan)
    scope, chosen = Scope.of(provider, student, school), Choices(names, time_zone, record=record)
    if record is not None and student is not None:
        return write_children(record, plan, folder, [student], chosen)
    return write_export(case, plan, folder, [scope], chosen)


def write_charts(case: Case, plan: Plan, folder: str | Path, *, names: bool = False) -> list[Path]:
    """Write the pictures of a plan into a folder and return the files."""
    from makeup_sched import charts

    must_be(case, Case)
    must_be(plan, Plan)
    return charts.write_charts(case, plan.sessions, plan.items, folder, names=names)


def write_letters(
    case: Case,
    plan: Plan,
    folder: str | Path,
    students: str | Sequence[str] | None = None,
    *,
    language: str | None = None,
    names: bool = False,
    written_on: DateLike | None = None,
    catalogues: str | Path | None = None,
    record: "Record | None" = None,
) -> pd.DataFrame:
    """Write a letter to the family of each student, as PDF and as plain text.

    Parameters
    ----------
    case, plan
        The case, and a plan of it.
    folder
        Where to write; the files are readable by their owner alone.
    students
        To whose families, one id or several; without it all who are owed minutes or have a session
        planned.
    language
        For all, such as `es`; without it each student's `home_language`. The English letter always
        follows the one in another language.
    names
        Whether the child is called by name instead of by id.
    written_on
        The date of the letter; today where left out.
    catalogues
        A folder whose message catalogues (`es.po`) win over the packaged ones.
    record
        Where given, each letter is noted in it, with the checksum of its PDF, in one step with the
        writing of the files.

    Returns
    -------
    pd.DataFrame
        A row for each letter: `student_id`, `language`, `draft` (whether the translation is yet to
        be reviewed), `asked_for` (a home language in which there are no letters), minutes `owed`,
        `planned` for its day or later, `passed` (planned for a day before it) and `unplanned`,
        `pending`, and the paths `pdf` and `text`.

    Raises
    ------
    MakeupSchedError
        For an unknown student or language, a plan of another case, or a catalogue that can't be
        used.
    """
    from makeup_sched.letters.write import Wishes
    from makeup_sched.letters.write import write_letters as write

    must_be(case, Case)
    must_be(plan, Plan)
    day = None if written_on is None else date_of(written_on)
    several = [students] if isinstance(students, str) else students
    wanted = None if several is None else [str(one) for one in several]
    own = Path(catalogues) if catalogues is not None else None
    return write(case, plan, folder, wanted, Wishes(language, names, day, own), record)
