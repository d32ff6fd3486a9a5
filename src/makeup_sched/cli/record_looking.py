"""Commands that look into the record: status, show, ledger, week, tables, verify."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import Names, calendar_day
from makeup_sched.cli.record_options import AsOf, RecordedCase

Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write it, too, as .csv or .xlsx.")
]


@reported
def status(
    case: RecordedCase,
    as_of: AsOf = None,
    today: Annotated[
        date | None,
        typer.Option(
            "--today",
            metavar="DATE",
            parser=calendar_day,
            help="Published sessions before this day are to be marked; today, if not given.",
        ),
    ] = None,
) -> None:
    """Show both ledgers and what became of published sessions.

    \b
    Examples:
      makeup-sched record status my-case
      makeup-sched record status my-case --as-of 2026-03-26
    """
    from makeup_sched.cli.record_words import status_words
    from makeup_sched.cli.words import in_commands
    from makeup_sched.recording.record import Record

    day = today or date.today()
    with Record(case) as record:
        found = record.overview(day, as_of)
        named = in_commands(case)
        results().print(status_words(record.name, found, record.head(), as_of, named))


@reported
def show(
    case: RecordedCase,
    student: Annotated[
        str, typer.Option("--student", metavar="ID", help="Only what is about this student.")
    ] = "",
    item: Annotated[
        str, typer.Option("--item", metavar="ID", help="Only this service, award or session.")
    ] = "",
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Only this kind; may be repeated."),
    ] = None,
    last: Annotated[
        int, typer.Option("--last", metavar="N", min=1, help="At most so many, the newest.")
    ] = 40,
    as_of: AsOf = None,
) -> None:
    """List entries: number, when, who, what, why.

    \b
    Examples:
      makeup-sched record show my-case
      makeup-sched record show my-case --student S014
      makeup-sched record show my-case --kind decided --kind awarded
    """
    from makeup_sched.cli.record_words import entries_table
    from makeup_sched.recording.kinds import KINDS
    from makeup_sched.recording.record import Record
    from makeup_sched.tables.suggest import did_you_mean

    for name in kind or ():
        if name not in KINDS:
            known = f"there are {', '.join(KINDS)}{did_you_mean(name, KINDS)}"
            raise typer.BadParameter(f"{name} is no kind of entry; {known}", param_hint="--kind")

    with Record(case) as record:
        entries = record.entries(
            kinds=kind or (), student_id=student, item=item, newest=last + 1, as_of=as_of
        )
        console = results()
        if not entries:
            console.print("There are no such entries.")
            return
        console.print(entries_table(entries[-last:], record.corrected_by()))
        if len(entries) > last:
            console.print(f"There are more before these; --last {10 * last} shows more.")


@reported
def ledgers(case: RecordedCase, as_of: AsOf = None, out: Out = None, names: Names = False) -> None:
    """Show the two ledgers: make-up minutes, and awards.

    Make-up minutes are a debt of sessions. Awards are a remedy that a team, a mediation, a
    hearing or the state has set. They are never added up.

    \b
    Examples:
      makeup-sched record ledger my-case
      makeup-sched record ledger my-case --as-of 2026-03-26 --out ledger.xlsx
    """
    from makeup_sched.cli.record_words import ledger_words
    from makeup_sched.cli.table_files import table_target, write_tables
    from makeup_sched.cli.words import in_commands
    from makeup_sched.ledger import (
        award_ledger,
        make_up_ledger,
        undecided_minutes,
        undecided_sessions,
    )
    from makeup_sched.recording.record import Record

    table_target(out, case)
    with Record(case) as record:
        read = record.case(as_of)
    make_up, awards = make_up_ledger(read, names=names), award_ledger(read, names=names)
    console = results()
    to_decide = undecided_sessions(read, undecided_minutes(make_up))
    console.print(ledger_words(make_up, awards, to_decide, in_commands(case)))
    if out is not None:
        write_tables(out, {"awards": awards, "make_up": make_up})
        console.print(f"Written: {out}", soft_wrap=True)


@reported
def notices(
    case: RecordedCase,
    today: Annotated[
        date | None,
        typer.Option("--today", metavar="DATE", parser=calendar_day, help="The day of the report."),
    ] = None,
    as_of: AsOf = None,
    out: Out = None,
) -> None:
    """Show notices that a clock asks for: due, late, done.

    The policy sets the clocks (the profile illinois has one). A notice is done where the record
    says that it was sent (record add notice_sent), in time or late.

    \b
    Examples:
      makeup-sched record notices my-case
      makeup-sched record notices my-case --today 2026-03-26 --out notices.xlsx
    """
    from makeup_sched.cli.record_words import notice_words
    from makeup_sched.cli.table_files import table_target, write_tables
    from makeup_sched.recording.record import Record

    table_target(out, case)
    day = today or date.today()
    with Record(case) as record:
        policy = record.case(as_of).policy.clocks
        found = record.notices(day, as_of)
    console = results()
    clocks = bool(policy.not_delivered_within_school_days and policy.notice_within_school_days)
    console.print(notice_words(found, day, clocks=clocks))
    if out is not None:
        write_tables(out, {"notices": found})
        console.print(f"Written: {out}", soft_wrap=True)


@reported
def reimbursement(
    case: RecordedCase,
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="The student's id.")],
    as_of: AsOf = None,
    out: Out = None,
) -> None:
    """Show what a family can be paid back, and what is missing.

    The papers of the record (add paper_filed) are held together: licence, approved contract,
    session notes with times and IEP goals, receipts with their proof of payment. Hours count up to
    those missed and not made up, and until the school's own service starts.

    \b
    Example:
      makeup-sched record reimbursement my-case S014 --out S014.xlsx
    """
    from makeup_sched.cli.record_words import reimbursement_words
    from makeup_sched.cli.table_files import table_target, write_tables
    from makeup_sched.cli.words import in_commands
    from makeup_sched.recording.record import Record

    table_target(out, case)
    with Record(case) as record:
        found = record.reimbursement(student, as_of)
    console = results()
    console.print(reimbursement_words(student, found, in_commands(case)))
    if out is not None:
        write_tables(out, {"items": found.items, "sessions": found.sessions})
        console.print(f"Written: {out}", soft_wrap=True)


@reported
def week(
    case: RecordedCase,
    day: Annotated[
        date,
        typer.Argument(metavar="DATE", parser=calendar_day, help="Any date of the week."),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="The sheet to write.")],
    provider: Annotated[
        str, typer.Option("--provider", metavar="ID", help="Only this provider's sessions.")
    ] = "",
) -> None:
    """Write the sheet of a week, to be marked in Excel and logged.

    Each row is one student's session. Mark given, short or missed in the column status, then run
    record log with --sheet. What was logged already is filled in.

    \b
    Example:
      makeup-sched record week my-case 2026-05-04 --provider P01 --out week.xlsx
    """
    from makeup_sched.cli.targets import new_file, not_in_case
    from makeup_sched.cli.words import in_commands
    from makeup_sched.plain_words import counted
    from makeup_sched.recording.record import Record
    from makeup_sched.recording.week_sheet import week_book
    from makeup_sched.tables.writing import write_bytes

    if out.suffix.casefold() != ".xlsx":
        raise typer.BadParameter(f"{out} must end in .xlsx", param_hint="--out")
    not_in_case(out, case)
    new_file(out)
    with Record(case) as record:
        table = record.week(day, provider=provider)
    console = results()
    if table.empty:
        console.print("There are no sessions in that week.")
        raise typer.Exit(1)
    write_bytes(out, week_book(table), private=True)
    console.print(f"Written: {out}, {counted(len(table), 'row')}", soft_wrap=True)
    console.print("Mark the column status, save it, then run:")
    console.print(
        f"  makeup-sched record log {in_commands(case)} --sheet {in_commands(out)}", soft_wrap=True
    )


@reported
def tables(
    case: RecordedCase,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder.")],
    as_of: AsOf = None,
) -> None:
    """Write the case as the record holds it as new tables.

    Everything that was logged is in them, so that any command can work on it, or on what was
    known at a past date.

    \b
    Example:
      makeup-sched record tables my-case --as-of 2026-03-26 --out as-it-was
    """
    from makeup_sched.case.write import write_case
    from makeup_sched.cli.targets import new_folder
    from makeup_sched.recording.record import Record

    new_folder(out)
    with Record(case) as record:
        write_case(record.case(as_of), out)
    results().print(f"Written: {out}", soft_wrap=True)


@reported
def verify(
    case: RecordedCase,
    link: Annotated[
        str,
        typer.Option(
            "--link",
            metavar="HEX",
            help="The link of its newest entry as it was noted once; shows entries cut off.",
        ),
    ] = "",
) -> None:
    """See whether anything was changed after it was written.

    Each entry is chained to the one before. Where an entry was changed, taken out or put in, this
    says where, and the exit status is 1. Note the link that it prints somewhere else: with it,
    even entries cut off at the end can be found out.

    \b
    Examples:
      makeup-sched record verify my-case
      makeup-sched record verify my-case --link 340664cf2406
    """
    from makeup_sched.plain_words import figure
    from makeup_sched.recording.record import Record

    with Record(case) as record:
        found = record.verify(link)
        number, head = record.head()
    console = results()
    for finding in found:
        console.print(str(finding))
    if found:
        console.print("The record is not as it was written.")
        raise typer.Exit(1)
    console.print(f"All {figure(number)} entries are as they were written.")
    console.print(f"Entry {number} has the link {head[:12]}; note it somewhere else.")
