"""Commands that write into the record: import, publish, log, add, correct, withdraw, erase."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.record_options import RecordedCase, Who, Why

if TYPE_CHECKING:
    from makeup_sched.recording.record import Record

MOST_REMARKS = 12
CHANGES = ("kept", "moved", "new", "gone")
Number = Annotated[
    int, typer.Argument(metavar="NUMBER", min=1, help="The number of the entry (record show).")
]
Needed = Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; it must be given.")]
Facts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="COLUMN=VALUE",
        help="What it says, by the columns of the kind's table, such as minutes=30.",
    ),
]


@reported
def take_in(
    case: RecordedCase,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="CASE", help="Take the tables from another folder or workbook."
        ),
    ] = None,
    why: Why = "tables as handed in",
    who: Who = None,
) -> None:
    """Take the tables of a case into its record; starts the record.

    Later imports take in what differs: a changed row is written as a correction, a row that is
    gone is withdrawn. What was logged in the record stays, whether the tables hold it or not; where
    a row now says something else of it, another reason, the answer says so and how to take it in.

    \b
    Examples:
      makeup-sched record import my-case
      makeup-sched record import my-case --why "attendance of April"
    """
    from makeup_sched.case.read import read_case
    from makeup_sched.plain_words import counted
    from makeup_sched.recording.record import Record, record_path

    # a case that can't be read leaves no empty record behind
    read = read_case(source or case)
    new = not record_path(case).exists()
    with Record(case, who=who, create=True) as record:
        numbers = record.import_case(read, why=why)
        left = [] if new else record.passed_over(read)
        console = results()
        if numbers:
            begun = "Record started" if new else "Taken in"
            entries = counted(len(numbers), "new entry", "new entries")
            console.print(f"{begun}: {entries}")
            console.print(f"  {record.path}", soft_wrap=True)
        elif not left:
            console.print("The record holds all of it already; nothing was written.")
        else:
            console.print("Nothing was written.")
        if left:
            console.print(
                "Kept as it was written into the record by hand, although the tables now say "
                f"something else: {counted(len(left), 'row')}."
            )
        for one in left[:MOST_REMARKS]:
            console.print(f"Note: {one.words(str(case))}", soft_wrap=True)
        if len(left) > MOST_REMARKS:
            console.print(f"and {len(left) - MOST_REMARKS} more such rows.")


@reported
def publish(
    case: RecordedCase,
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="The plan: a folder, or an .xlsx workbook.")
    ],
    why: Why = "plan agreed",
    who: Who = None,
) -> None:
    """Write down that a plan is agreed and holds.

    The plan takes the place of an earlier one from its first date on. It is checked against what
    the record knows now and refused where it breaks a rule.

    \b
    Example:
      makeup-sched record publish my-case my-plan --why "agreed with the teachers"
    """
    from makeup_sched.plain_words import counted
    from makeup_sched.recording.record import Record

    with Record(case, who=who) as record:
        earlier = len(record.published())
        counts = record.changes(plan)["change"].value_counts()
        number = record.publish(plan, why=why)
        sessions = counted(len(record.published()), "session")
        console = results()
        console.print(f"Entry {number}: the plan holds, {sessions} in force.")
        if earlier:
            words = ", ".join(f"{counts.get(word, 0)} {word}" for word in CHANGES)
            console.print(f"Against what was published, students in sessions: {words}.")


@reported
def log(
    case: RecordedCase,
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="SESSION",
            help="Id of a published session, or of a service for a regular session of it, or of "
            "an award.",
        ),
    ] = None,
    status: Annotated[
        str | None, typer.Argument(metavar="STATUS", help="given, short or missed.")
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(
            "--sheet",
            metavar="FILE",
            help="Log a marked-up week sheet, or the service log of an export, instead.",
        ),
    ] = None,
    on: Annotated[
        str,
        typer.Option("--date", metavar="DATE", help="Its date; a published session knows its own."),
    ] = "",
    minutes: Annotated[
        int | None,
        typer.Option(
            "--minutes",
            metavar="N",
            min=0,
            help="Minutes given (of a missed regular session: missed), if not as planned.",
        ),
    ] = None,
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="WORD", help="Why it was missed or short, such as provider_absent."
        ),
    ] = "",
    student: Annotated[
        str, typer.Option("--student", metavar="ID", help="Of a group: only this student.")
    ] = "",
    provider: Annotated[
        str, typer.Option("--provider", metavar="ID", help="Who gave it, if somebody else did.")
    ] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="A note.")] = "",
    make_up: Annotated[
        bool,
        typer.Option(
            "--make-up", help="It made up for missed minutes, although it was not published."
        ),
    ] = False,
    start: Annotated[
        str, typer.Option("--start", metavar="TIME", help="When it really began, such as 10:35.")
    ] = "",
    stop: Annotated[str, typer.Option("--stop", metavar="TIME", help="When it really ended.")] = "",
    setting: Annotated[
        str, typer.Option("--setting", metavar="WORD", help="individual or group, as it was.")
    ] = "",
    group_size: Annotated[
        int | None,
        typer.Option("--group-size", metavar="N", min=0, help="How many students attended."),
    ] = None,
    why: Why = "log of sessions",
    who: Who = None,
) -> None:
    """Log what became of sessions: given, short or missed.

    One session, or all that is marked in a sheet: that of a week (record week), or the service log
    that export writes. A session that was logged before is corrected; marking the same twice writes
    nothing.

    \b
    Examples:
      makeup-sched record log my-case M0001 given
      makeup-sched record log my-case M0002 short --minutes 20 --reason suspension
      makeup-sched record log my-case M0003 missed --reason student_absent
      makeup-sched record log my-case S014-SP given --date 2026-04-30
      makeup-sched record log my-case --sheet week.xlsx
      makeup-sched record log my-case --sheet provider-P01-service-log.xlsx
    """
    from makeup_sched.recording.record import Record

    if sheet is None and (what is None or status is None):
        raise typer.BadParameter("name a session and what became of it, or a --sheet")
    if sheet is not None and what is not None:
        raise typer.BadParameter("name either one session or a --sheet, not both")
    with Record(case, who=who) as record:
        if sheet is not None:
            numbers = record.log_sheet(sheet, why=why)
        else:
            numbers = record.log(
                what or "",
                status or "",
                on=on,
                minutes=minutes,
                reason=reason,
                student_id=student,
                provider_id=provider,
                note=note,
                make_up=make_up,
                start=start,
                stop=stop,
                setting=setting,
                group_size=group_size,
                why=why,
            )
        _say(record, numbers)


@reported
def add(
    case: RecordedCase,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="missed, awarded, given, cut_short, missed_again, served, decided, notice_sent, "
            "paper_filed or reimbursed.",
        ),
    ],
    facts: Facts = None,
    why: Needed = "",
    who: Who = None,
) -> None:
    """Add an entry: a decision, an award, a notice, a paper.

    The columns of each kind are those of its table in docs/data-reference.md: decisions, awards,
    notices, papers, and so on.

    \b
    Examples (each in one line):
      makeup-sched record add my-case decided service_id=S014-SP date=2026-03-02
          decision=owed decided_by="IEP team" --why "meeting of March 9"
      makeup-sched record add my-case notice_sent student_id=S014
          sent_on=2026-03-12 means=letter --why "10 school days were over"
    """
    from makeup_sched.recording.record import Record

    with Record(case, who=who) as record:
        number = record.add(kind, why, **_cells(facts))
        _say(record, [number])


@reported
def correct(
    case: RecordedCase, number: Number, facts: Facts = None, why: Needed = "", who: Who = None
) -> None:
    """Correct an entry by a new one; the old one stays.

    \b
    Example:
      makeup-sched record correct my-case 132 minutes=20 --why "typed wrongly"
    """
    from makeup_sched.recording.record import Record

    with Record(case, who=who) as record:
        made = record.correct(number, why, **_cells(facts))
        _say(record, [made])


@reported
def withdraw(case: RecordedCase, number: Number, why: Needed = "", who: Who = None) -> None:
    """Say that an entry does not hold; it stays to be seen.

    \b
    Example:
      makeup-sched record withdraw my-case 132 --why "it was another student"
    """
    from makeup_sched.recording.record import Record

    with Record(case, who=who) as record:
        made = record.withdraw(number, why)
        _say(record, [made])


@reported
def reimburse(
    case: RecordedCase,
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="The student's id.")],
    why: Needed = "",
    decided_by: Annotated[
        str,
        typer.Option(
            "--decided-by",
            metavar="TEXT",
            help='Who decided to pay them back, such as "IEP team"; needed where missed sessions '
            "wait for the team.",
        ),
    ] = "",
    decided_on: Annotated[
        str, typer.Option("--decided-on", metavar="DATE", help="The date of that decision.")
    ] = "",
    who: Who = None,
) -> None:
    """Write down that the complete sessions were paid back.

    Their minutes count as given from then on: they are neither made up nor paid back again. Where
    the team has yet to decide on what they pay for, name who decided: the decision that it is owed
    is written down, too.

    \b
    Examples:
      makeup-sched record reimburse my-case S014 --why "approved on April 3"
      makeup-sched record reimburse my-case S014 --why "approved on April 3"
          --decided-by "IEP team" --decided-on 2026-04-03
    """
    from makeup_sched.recording.record import Record

    with Record(case, who=who) as record:
        numbers = record.reimburse(student, why=why, decided_by=decided_by, decided_on=decided_on)
        _say(record, numbers)


@reported
def erase(
    case: RecordedCase,
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="The student's id.")],
    rule: Annotated[
        str,
        typer.Option("--rule", metavar="TEXT", help="The retention rule; it stays in the record."),
    ],
    why: Needed = "",
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    who: Who = None,
) -> None:
    """Erase a student's data by a retention rule, for good.

    The entries stay as blanks, so that the chain can still be verified. Tables in the folder,
    plans, letters and copies of the record are yours to delete.

    \b
    Example:
      makeup-sched record erase my-case S014 --rule "7 years" --why "left in 2019"
    """
    from makeup_sched.recording.record import Record

    with Record(case, who=who) as record:
        if not yes:
            typer.confirm(f"Erase everything about {student} for good?", abort=True)
        number = record.erase(student, rule=rule, why=why)
        console = results()
        console.print(f"Entry {number}: the student's data were erased from the record.")
        console.print(
            "The tables in the case's folder, plans, letters and backups still hold what they "
            f"held. Take {student} out of the tables before you import them again: that would "
            "bring the student back."
        )


def _cells(facts: list[str] | None) -> dict[str, str]:
    """Return facts such as `minutes=30` by their names."""
    cells = {}
    for text in facts or []:
        name, sign, value = text.partition("=")
        if not sign:
            raise typer.BadParameter(f"{text} is not of the form column=value")
        cells[name.strip().replace("-", "_")] = value
    return cells


def _say(record: "Record", numbers: list[int]) -> None:
    """Print the entries that were written."""
    from makeup_sched.cli.words import in_commands, with_case
    from makeup_sched.recording.words import entry_words

    console = results()
    if not numbers:
        console.print("The record holds just that already; nothing was written.")
    for entry in record.entries(numbers=numbers):
        console.print(f"Entry {entry.number}: {entry_words(entry)}", soft_wrap=True)
    odd = record.remarks(numbers) if numbers else []
    for words in odd[:MOST_REMARKS]:
        # a command in it can be copied as it stands
        said = with_case(words, in_commands(record.source))
        console.print(f"Note: {said}", soft_wrap=True)
    if len(odd) > MOST_REMARKS:
        console.print(f"and {len(odd) - MOST_REMARKS} more such notes.")
