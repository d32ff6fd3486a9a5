"""The command `letters`: letters to families, in their language."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import err
from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported
from makeup_sched.cli.options import CasePath, Names, PlanPath, PolicyPath, calendar_day
from makeup_sched.cli.recorded import record_if

if TYPE_CHECKING:
    import pandas as pd

    from makeup_sched.case.case import Case

MOST_NOTES = 10


@reported
def letters(
    case: CasePath,
    plan: PlanPath,
    to: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="The folder to write the letters into.")
    ],
    student: Annotated[
        list[str] | None,
        typer.Option(
            "--student",
            metavar="ID",
            help="To this student's family; may be repeated. Else to all who are concerned.",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="CODE",
            help="For all letters: en, es, ar, kea, zh, fr, ht, pt, so or vi, or the name of it; "
            "else the student's home_language.",
        ),
    ] = None,
    written_on: Annotated[
        date | None,
        typer.Option(
            "--date",
            metavar="DATE",
            parser=calendar_day,
            help="The date of the letters; else today.",
        ),
    ] = None,
    catalogues: Annotated[
        Path | None,
        typer.Option(
            "--catalogues",
            metavar="FOLDER",
            help="Message catalogues of your own, such as es.po, that win over the packaged ones.",
        ),
    ] = None,
    record: Annotated[
        bool,
        typer.Option(
            "--record",
            help="Write what the case's record says, and note each letter in it.",
        ),
    ] = False,
    policy: PolicyPath = None,
    names: Names = False,
) -> None:
    """Write letters to families, in ten languages.

    They say what was missed, when and why, what is planned, and whom to call. Each is a PDF and a
    plain text, in the family's language with the English letter after it. A translation that
    nobody has signed says that it is a draft. Whom to call is in the policy, under letters. The
    files can be read by you alone; for sending, ask for --names.

    \b
    Examples:
      makeup-sched letters my-case.xlsx my-plan --to letters --names
      makeup-sched letters my-case.xlsx my-plan --to letters --language es
      makeup-sched letters my-case my-plan --to letters --names --record
    """
    from makeup_sched.cli.plan_reading import read_plan_of
    from makeup_sched.cli.targets import can_write, not_in_case
    from makeup_sched.letters.write import Wishes, write_letters

    not_in_case(to, case)
    not_in_case(to, plan)
    can_write(to)
    if catalogues is not None and not catalogues.is_dir():
        raise typer.BadParameter(f"{catalogues} is not a folder", param_hint="--catalogues")
    wishes = Wishes(language, names, written_on, catalogues)
    with record_if(case, policy, wanted=record) as (read, kept):
        made = read_plan_of(plan, read)
        with err().status("Writing"):
            written = write_letters(read, made, to, student or None, wishes, kept)
    _report(written, read, to)
    _note_past(written, case, written_on or date.today())
    if record and len(written):
        results().print("Noted in the record as written; note with record add when one is sent.")


def _note_past(written: "pd.DataFrame", case: Path, written_on: date) -> None:
    """Say that letters hold sessions before their date of which nobody said what became of them."""
    from makeup_sched.cli.words import in_commands
    from makeup_sched.plain_words import counted

    with_past = written[written["passed"] > 0]
    if with_past.empty:
        return
    say = "says" if len(with_past) == 1 else "say"
    results().print(
        f"Note: {counted(len(with_past), 'letter')} of {written_on} {say} that "
        f"{int(with_past['passed'].sum())} minutes were planned for days before that and nobody "
        "has noted whether they were given. Log them first (makeup-sched record log "
        f"{in_commands(case)} --sheet ..., then letters with --record), or give the letters "
        "another --date.",
        soft_wrap=True,
    )


def _report(written: "pd.DataFrame", case: "Case", to: Path) -> None:
    from makeup_sched.letters.languages import LANGUAGES
    from makeup_sched.plain_words import counted

    console = results()
    if written.empty:
        console.print("No letter to write: nobody is owed minutes or has a session planned.")
        return
    console.print(f"Written to {to}: {counted(len(written), 'letter')}.", soft_wrap=True)
    for code, members in written.groupby("language"):
        draft = ", a draft that nobody has reviewed" if members["draft"].any() else ""
        console.print(f"  {LANGUAGES[str(code)].name}: {len(members)}{draft}")
    for row in written[written["asked_for"] != ""].head(MOST_NOTES).to_dict("records"):
        console.print(
            f"Note: {row['student_id']} has no letter in the home language, English only."
        )
    contact = case.policy.letters
    if not (contact.contact_phone or contact.contact_email):
        console.print(
            "Note: the policy does not say whom to call (letters.contact_phone); the letters leave "
            "a line for it."
        )
