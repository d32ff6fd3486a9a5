"""Letters: the right facts in every language, nobody else in them, right to left where due."""

import io
import os
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

import makeup_sched as ms
from makeup_sched.exports.child_account import Given, child_account
from makeup_sched.letters import messages
from makeup_sched.letters.catalogues import read_catalogue
from makeup_sched.letters.isolation import without_marks
from makeup_sched.letters.languages import LANGUAGES
from makeup_sched.letters.letter import Facts, Letter, LetterSection, letter
from makeup_sched.letters.letter_files import letters_data, letters_pdf, letters_text
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.typesetting.pdf import png_pages
from support.little_school import LETTERS, NAMES, school, school_plan

DAY = date(2026, 3, 3)
PHONE = LETTERS["contact_phone"]


def letter_to(student: str, code: str) -> Letter:
    account = child_account(school(), school_plan().sessions, student)
    facts = Facts(account, student, school().policy.letters, DAY)
    return letter(facts, read_catalogue(LANGUAGES[code]))


def parts(value: Any) -> list[str]:
    """Return every text of a letter."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in parts(one)]
    return [text for one in value for text in parts(one)] if isinstance(value, list | tuple) else []


def test_the_english_letter_says_it_all() -> None:
    said = without_marks(letters_text([letter_to("A", "en")]))
    assert "Dear family of A," in said
    assert "Monday, February 23, 2026; Service: speech-language therapy; Minutes: 60" in said
    assert "Why: the therapist or teacher was absent" in said
    assert "15 minutes made up; the rest: to be made up" in said
    assert "will not be made up, by the rules of the school" in said
    assert "the IEP team has yet to decide" in said
    assert "Minutes owed now: 90" in said
    for one in child_account(school(), school_plan().sessions, "A").planned:
        assert (
            f"{LANGUAGES['en'].date(one.date)}; Time: {LANGUAGES['en'].time(one.start)} to" in said
        )
    assert f"Telephone: {PHONE}" in said
    assert "DRAFT" not in said


def _values(pairs: tuple[tuple[str, str], ...]) -> list[list[str]]:
    """Return the figures and names beside the labels, without words between them."""
    return [re.findall("\u2068(.*?)\u2069", value) or [value] for _, value in pairs]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_gives_the_same_figures(code: str) -> None:
    for student in NAMES:
        english, other = letter_to(student, "en"), letter_to(student, code)
        assert len(english.sections) == len(other.sections)
        for ours, theirs in zip(english.sections, other.sections, strict=True):
            assert _values(ours.pairs) == _values(theirs.pairs)
            assert (ours.table is None) == (theirs.table is None)
            if ours.table is not None and theirs.table is not None:
                for place in ours.table.figures:
                    assert [row[place] for row in ours.table.rows] == [
                        row[place] for row in theirs.table.rows
                    ]
        assert other.draft == (code != "en")
        assert bool(other.standing) == (code != "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_figure_in_a_letter_is_kept_apart(code: str) -> None:
    for student in NAMES:
        data = letters_data([letter_to(student, code)])["letters"][0]
        del data["code"], data["direction"]
        for section in data["sections"]:
            if section["table"]:
                del section["table"]["widths"], section["table"]["figures"]
        for text in parts(data):
            outside = re.sub("\u2068[^\u2069]*\u2069", "", text)
            assert not any(map(str.isdigit, outside))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_letter_begins_on_the_side_of_its_language(code: str) -> None:
    """The last line is short: its ink stands on the side on which lines begin."""
    shown = letters_data([letter_to("A", code)])
    template = resources.files("makeup_sched.letters").joinpath("letter.typ")
    page = png_pages(template, shown, dots_per_inch=40)[0]
    ink = np.asarray(Image.open(io.BytesIO(page)).convert("L")) < 128
    lower = ink[int(0.6 * len(ink)) : int(0.9 * len(ink))]
    left, right = np.array_split(lower, 2, axis=1)
    assert (right.sum() > 2 * left.sum()) == (code == "ar")
    assert (left.sum() > 2 * right.sum()) == (code != "ar")


def test_arabic_letters_join() -> None:
    """A word is narrower than the same letters that are kept from joining."""
    english = letter_to("A", "en")
    template = resources.files("makeup_sched.letters").joinpath("letter.typ")

    def width(title: str) -> int:
        data = letters_data([english])
        one = {**data["letters"][0], "title": title, "direction": "rtl", "code": "ar"}
        for name in ("sender", "date", "greeting", "introduction", "confidential"):
            one[name] = ""
        shown = {"title": "x", "letters": [{**one, "sections": [], "closing": []}]}
        page = png_pages(template, shown, dots_per_inch=100)[0]
        ink = np.asarray(Image.open(io.BytesIO(page)).convert("L")) < 128
        columns = np.flatnonzero(ink[: len(ink) // 2].any(axis=0))
        return int(columns[-1] - columns[0])

    word = "تعويض الخدمات"
    assert width(word) < 0.9 * width("\u200c".join(word))


def test_writes_to_families_in_their_language(tmp_path: Path) -> None:
    written = ms.write_letters(school(), school_plan(), tmp_path / "out", written_on=DAY)
    by_student = written.set_index("student_id")
    assert by_student["language"].to_dict() == {"A": "es", "B": "ar", "C": "en"}
    assert by_student["draft"].to_dict() == {"A": True, "B": True, "C": False}
    for row in written.to_dict("records"):
        assert Path(row["pdf"]).name == f"letter-{row['student_id']}-{row['language']}.pdf"
        text = without_marks(Path(row["text"]).read_text(encoding="utf-8"))
        # the English letter is always there
        assert f"Dear family of {row['student_id']}," in text
        reader = PdfReader(row["pdf"])
        said = "\n".join(page.extract_text() for page in reader.pages)
        assert "Make-up of missed services" in said
        assert len(reader.pages) >= 1 + (row["language"] != "en")
        assert b"pdfuaid" in Path(row["pdf"]).read_bytes()
        assert row["owed"] == row["planned"] + row["passed"] + row["unplanned"]
    if os.name != "nt":
        modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()}
        assert modes == {0o600}


@pytest.mark.parametrize("names", [False, True])
def test_nobody_else_is_in_a_letter(tmp_path: Path, names: bool) -> None:
    written = ms.write_letters(school(), school_plan(), tmp_path, names=names, language="fr")
    for row in written.to_dict("records"):
        said = Path(row["text"]).read_text(encoding="utf-8")
        said += "\n".join(page.extract_text() for page in PdfReader(row["pdf"]).pages)
        own = NAMES[row["student_id"]]
        assert (own in without_marks(said)) == names
        for name in set(NAMES.values()) - {own}:
            assert not [part for part in name.split() if part in said]


def test_chosen_students_and_language(tmp_path: Path) -> None:
    written = ms.write_letters(school(), school_plan(), tmp_path, ["B"], language="Somali")
    assert written[["student_id", "language"]].to_numpy().tolist() == [["B", "so"]]
    with pytest.raises(MakeupSchedError, match="no letters in Klingon"):
        ms.write_letters(school(), school_plan(), tmp_path, language="Klingon")
    with pytest.raises(MakeupSchedError, match="no student X"):
        ms.write_letters(school(), school_plan(), tmp_path, ["X"])


def test_a_signed_translation_names_its_reviewer(tmp_path: Path) -> None:
    packaged = resources.files("makeup_sched.letters").joinpath("catalogues", "es.po")
    text = packaged.read_text(encoding="utf-8").replace('"X-Reviewer: ', '"X-Reviewer: Ana Díaz')
    (tmp_path / "es.po").write_text(
        text.replace('"X-Reviewed-On: ', '"X-Reviewed-On: 2026-10-01'), encoding="utf-8"
    )
    written = ms.write_letters(
        school(), school_plan(), tmp_path / "out", ["A"], catalogues=tmp_path
    )
    said = without_marks(Path(written["text"][0]).read_text(encoding="utf-8"))
    assert "revisada por Ana Díaz el jueves, 1 de octubre de 2026" in said
    assert "BORRADOR" not in said
    assert not written["draft"][0]


def test_names_cannot_be_markup() -> None:
    account = child_account(school(), school_plan().sessions, "A")
    name = '#panic("x") *b* $x$ <l> @r \u202e'
    facts = Facts(account, name, school().policy.letters, DAY)
    shown = letters_data([letter(facts, read_catalogue(LANGUAGES["ar"]))])
    template = resources.files("makeup_sched.letters").joinpath("letter.typ")
    assert png_pages(template, shown, dots_per_inch=20)
    assert "\u202e" not in "".join(parts(shown))


@pytest.mark.parametrize("rows", range(2, 40, 3))
def test_no_page_has_a_signature_alone(rows: int) -> None:
    made = letter_to("A", "en")
    (place,) = [
        at for at, each in enumerate(made.sections) if each.table and len(each.table.headings) == 5
    ][:1]
    section = made.sections[place]
    assert section.table is not None
    longer = replace(section.table, rows=section.table.rows[:1] * rows)
    sections = list(made.sections)
    sections[place] = replace(section, table=longer)
    pages = PdfReader(io.BytesIO(letters_pdf([replace(made, sections=tuple(sections))]))).pages
    said = pages[-1].extract_text()
    assert PHONE in said
    assert "Confidential" in said


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_day_that_is_over_is_not_said_to_be_coming(code: str) -> None:
    """A letter after the first sessions tells them apart, also in the sums."""
    account = child_account(school(), school_plan().sessions, "A")
    first, last = account.planned[0].date, account.planned[-1].date
    assert first < last
    say, language = read_catalogue(LANGUAGES[code]).say, LANGUAGES[code]

    def sections(day: date) -> dict[str, LetterSection]:
        made = letter(Facts(account, "A", school().policy.letters, day), read_catalogue(language))
        return {section.heading: section for section in made.sections}

    def days(section: LetterSection) -> list[str]:
        return (
            [] if section.table is None else [without_marks(row[0]) for row in section.table.rows]
        )

    on_the_day, between, after = sections(first), sections(last), sections(date(2027, 1, 1))
    assert say(messages.PASSED) not in on_the_day
    over = [language.date(one.date) for one in account.planned if one.date < last]
    ahead = [language.date(one.date) for one in account.planned if one.date >= last]
    assert days(between[say(messages.PASSED)]) == over
    assert between[say(messages.PASSED)].words == (say(messages.NOT_NOTED),)
    assert days(between[say(messages.PLANNED)]) == ahead
    assert after[say(messages.PLANNED)].words == (say(messages.NONE_PLANNED),)
    for found in (on_the_day, between, after):
        pairs = dict(found[say(messages.IN_SUM)].pairs)
        parts = [messages.WITH_DATE, messages.NOT_CONFIRMED, messages.WITHOUT_DATE]
        figures = [int(without_marks(pairs.get(say(one), "0"))) for one in parts]
        assert sum(figures) == account.owed
        assert (figures[1] > 0) == (found is not on_the_day)


@pytest.mark.parametrize(("name", "told"), [("", False), ("other", True)])
def test_what_was_made_up_on_its_date_is_not_called_unknown(name: str, told: bool) -> None:
    account = child_account(school(), school_plan().sessions, "A")
    first = account.planned[0]
    row = Given(first.date, first.owed_id, first.discipline, first.end - first.start - 5, "P", 9,
                session_id=name)  # fmt: skip
    owed = tuple(
        replace(one, owed=one.owed - row.minutes) if one.owed_id == first.owed_id else one
        for one in account.balances
    )
    given = replace(account, given=(row,), balances=owed, planned=(first,))
    facts = Facts(given, "A", school().policy.letters, first.date + timedelta(days=1))
    assert facts.passed == ((first,) if told else ())
    assert (facts.minutes_passed > 0) == told
    assert facts.minutes_ahead + facts.minutes_passed + facts.unplanned == given.owed
    catalogue = read_catalogue(LANGUAGES["en"])
    headings = [section.heading for section in letter(facts, catalogue).sections]
    assert (catalogue.say(messages.PASSED) in headings) == told


def test_what_was_paid_back_does_not_say_what_became_of_a_session_of_its_date() -> None:
    account = child_account(school(), school_plan().sessions, "A")
    first = account.planned[0]
    row = Given(first.date, first.owed_id, first.discipline, 30, "", 9, paid_back=True)
    facts = Facts(replace(account, given=(row,)), "A", school().policy.letters, date(2027, 1, 1))
    assert first in facts.passed
