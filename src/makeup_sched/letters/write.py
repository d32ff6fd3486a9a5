"""Writing letters: to which families, in which language, as which files."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.without_names import with_names_that
from makeup_sched.exports.bundle import file_names, write_private
from makeup_sched.exports.child_account import Account, child_account
from makeup_sched.exports.people import People
from makeup_sched.letters.catalogues import Catalogue, read_catalogue
from makeup_sched.letters.languages import ENGLISH, LANGUAGES, find_language
from makeup_sched.letters.letter import Facts, letter
from makeup_sched.letters.letter_files import letters_pdf, letters_text
from makeup_sched.plans.ahead import plan_ahead
from makeup_sched.plans.belonging import check_belongs
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.record import Record
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.suggest import did_you_mean
from makeup_sched.typesetting.pdf import has_letters

COLUMNS = ("student_id", "language", "draft", "asked_for", "owed", "planned", "passed",
           "unplanned", "pending", "pdf", "text")  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    """How letters are written; see `write_letters`."""

    language: str | None = None
    names: bool = False
    written_on: date | None = None
    catalogues: Path | None = None


def write_letters(
    case: Case,
    plan: Plan,
    folder: str | Path,
    students: Collection[str] | None = None,
    wishes: Wishes | None = None,
    record: Record | None = None,
) -> pd.DataFrame:
    """Write a letter to the family of each student as PDF and as plain text.

    Parameters
    ----------
    case, plan
        The case and its plan.
    folder
        Where to write; files of the same names are replaced. They are readable by their owner
        alone.
    students
        To whose families; without it all who are owed minutes, wait for a decision of the team or
        have a session planned.
    wishes
        `language`: code or name, for all; without it the student's `home_language`, English where
        that is blank or there are no letters in it. `names`: whether the child is called by name.
        `written_on`: the date of the letter, today where left out. `catalogues`: a folder whose
        message catalogues (`es.po`) win over the packaged ones.
    record
        Where given, each letter is noted in it in one step with the writing of the files.

    Returns
    -------
    pd.DataFrame
        A row for each letter: `student_id`, `language` (code), `draft` (whether the translation is
        yet to be reviewed), `asked_for` (the home language where there are no letters in it, else
        blank), minutes `owed`, of these `planned` for the day of the letter or later, `passed`
        (planned for a day before it, and nobody has written down what became of them) and
        `unplanned`, `pending`, and the paths `pdf` and `text`.

    Raises
    ------
    MakeupSchedError
        For an unknown student or language, a plan of another case, or a catalogue that can't be
        used.
    OSError
        Where a file can't be written.
    """
    chosen = wishes or Wishes()
    target = Path(folder)
    check_belongs(case, plan.sessions)
    plan = plan_ahead(case, plan, () if record is None else record.state().outcomes)
    fixed = _fixed(chosen.language)
    people = People.of(with_names_that(case, has_letters), names=chosen.names)
    names = file_names(case, "student")
    catalogues: dict[str, Catalogue] = {}
    made: dict[Path, bytes] = {}
    rows = []
    for account in _accounts(case, plan, students):
        code, asked_for = (fixed, "") if fixed else _home(account)
        facts = Facts(
            account,
            people.student(account.student_id),
            case.policy.letters,
            chosen.written_on or date.today(),
        )
        letters = []
        for one in dict.fromkeys((code, ENGLISH)):
            if one not in catalogues:
                catalogues[one] = read_catalogue(LANGUAGES[one], chosen.catalogues)
            letters.append(letter(facts, catalogues[one]))
        stem = f"letter-{names[account.student_id]}-{code}"
        pdf, text = target / f"{stem}.pdf", target / f"{stem}.txt"
        made[pdf] = letters_pdf(letters)
        made[text] = letters_text(letters).encode()
        rows.append(
            (account.student_id, code, catalogues[code].draft, asked_for, account.owed,
             facts.minutes_ahead, facts.minutes_passed, facts.unplanned, account.pending,
             str(pdf), str(text))
        )  # fmt: skip
    written = pd.DataFrame(rows, columns=list(COLUMNS))
    if record is None:
        write_private(target, made)
    else:
        notes = _notes(written, made, chosen.written_on or date.today())
        record.note_letters(notes, lambda: write_private(target, made))
    return written


def _notes(written: pd.DataFrame, made: dict[Path, bytes], day: date) -> list[dict[str, str]]:
    """Return what the record keeps of letters, see its table `letters_written`."""
    return [
        {
            "written_on": day.isoformat(),
            "student_id": row["student_id"],
            "language": LANGUAGES[row["language"]].name,
            "file": Path(row["pdf"]).name,
            "sha256": sha256(made[Path(row["pdf"])]).hexdigest(),
            "note": "a draft that nobody has reviewed" if row["draft"] else "",
        }
        for row in written.to_dict("records")
    ]


def _accounts(case: Case, plan: Plan, students: Collection[str] | None) -> list[Account]:
    if students is not None:
        return [child_account(case, plan.sessions, one) for one in dict.fromkeys(students)]
    # who has nothing missed, awarded or planned is passed over without a closer look
    services, awards = case.table("services"), case.table("awards")
    missed = services["service_id"].isin(case.table("missed")["service_id"])
    concerned = {*services.loc[missed, "student_id"], *awards["student_id"]}
    concerned |= {one for ids in plan.sessions["student_ids"] for one in ids}
    found = [
        child_account(case, plan.sessions, one)
        for one in case.table("students")["student_id"]
        if one in concerned
    ]
    return [one for one in found if one.owed or one.pending or one.planned]


def _fixed(language: str | None) -> str:
    """Return the code of the language that was asked for, blank where none was."""
    if language is None:
        return ""
    found = find_language(language)
    if found is None:
        known = [*LANGUAGES, *(one.name for one in LANGUAGES.values())]
        hint = did_you_mean(language, known)
        raise MakeupSchedError(
            f"there are no letters in {language}{hint}; there are: "
            + ", ".join(f"{one.code} ({one.name})" for one in LANGUAGES.values())
        )
    return found.code


def _home(account: Account) -> tuple[str, str]:
    """Return the code of the family's language, and its name where there are no letters in it."""
    if not account.home_language.strip():
        return ENGLISH, ""
    found = find_language(account.home_language)
    return (found.code, "") if found else (ENGLISH, account.home_language)
