"""Catalogues: complete, with the same blanks, in letters that the fonts have; who has signed."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from makeup_sched.letters import messages
from makeup_sched.letters.catalogues import Catalogue, parse_catalogue, read_catalogue
from makeup_sched.letters.isolation import isolated, without_marks
from makeup_sched.letters.languages import LANGUAGES, find_language
from makeup_sched.letters.messages import MESSAGES
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.typesetting.pdf import FONTS
from support.judge import few

TRANSLATED = [code for code in LANGUAGES if code != "en"]
CATALOGUES = Path(messages.__file__).parent / "catalogues"
TEN = {"en", "es", "ar", "kea", "zh", "fr", "ht", "pt", "so", "vi"}


def po(code: str, **headers: str) -> bytes:
    """Return a packaged catalogue with its header filled in."""
    text = (CATALOGUES / f"{code}.po").read_text(encoding="utf-8")
    for name, value in headers.items():
        old = f'"{name.replace("_", "-")}: \\n"'
        assert old in text
        text = text.replace(old, old.replace(": ", f": {value}"))
    return text.encode()


def letters_of_fonts() -> set[int]:
    found: set[int] = set()
    for path in FONTS.iterdir():
        if path.suffix in (".ttf", ".otf"):
            found |= set(TTFont(path).getBestCmap())
    return found


def test_there_are_letters_in_ten_languages() -> None:
    assert set(LANGUAGES) == TEN
    assert {path.stem for path in CATALOGUES.glob("*.po")} == TEN - {"en"}
    assert len(set(MESSAGES)) == len(MESSAGES)


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_is_translated_and_no_other(code: str) -> None:
    text = (CATALOGUES / f"{code}.po").read_text(encoding="utf-8")
    ids = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted(ids) == sorted(MESSAGES)
    catalogue = read_catalogue(LANGUAGES[code])
    assert set(catalogue.texts) == set(MESSAGES)
    # digits would need marks of direction; every number is a value that is filled in
    assert not [one for one in catalogue.texts.values() if any(map(str.isdigit, one))]


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_translation_is_a_draft_until_somebody_signs(code: str) -> None:
    language = LANGUAGES[code]
    assert read_catalogue(language).draft
    only_name = parse_catalogue(language, po(code, X_Reviewer="Ana Díaz"), "x.po")
    assert only_name.draft
    signed = parse_catalogue(
        language, po(code, X_Reviewer="Ana Díaz", X_Reviewed_On="2026-10-01"), "x.po"
    )
    assert not signed.draft
    assert (signed.reviewer, signed.reviewed_on) == ("Ana Díaz", date(2026, 10, 1))


def test_a_signed_catalogue_with_a_gap_is_a_draft() -> None:
    content = po("es", X_Reviewer="Ana", X_Reviewed_On="2026-10-01").decode()
    gap = re.sub(r'(msgid "Sincerely,"\nmsgstr ").*"', r'\1"', content)
    fuzzy = content.replace('msgid "Sincerely,"', '#, fuzzy\nmsgid "Sincerely,"')
    for text in (gap, fuzzy):
        found = parse_catalogue(LANGUAGES["es"], text.encode(), "es.po")
        assert found.draft
        assert found.say("Sincerely,") == "Sincerely,"


def test_what_is_wrong_with_a_catalogue_is_said() -> None:
    spanish = LANGUAGES["es"]
    blanks = po("es").replace(b"{start} a {end}", b"{start} a {and}")
    with pytest.raises(MakeupSchedError, match="same words in braces"):
        parse_catalogue(spanish, blanks, "es.po")
    with pytest.raises(MakeupSchedError, match="must be a date"):
        parse_catalogue(spanish, po("es", X_Reviewed_On="soon"), "es.po")
    for content in (b'msgid "open', b"\xff\xfe\x00"):
        with pytest.raises(MakeupSchedError, match=r"es\.po is not a message catalogue"):
            parse_catalogue(spanish, content, "es.po")


def test_a_folder_of_ones_own_wins(tmp_path: Path) -> None:
    (tmp_path / "es.po").write_bytes(po("es", X_Reviewer="Ana", X_Reviewed_On="2026-10-01"))
    assert not read_catalogue(LANGUAGES["es"], tmp_path).draft
    assert read_catalogue(LANGUAGES["so"], tmp_path).draft


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_fonts_have_every_letter(code: str) -> None:
    language = LANGUAGES[code]
    said = "".join(read_catalogue(language).texts.values()) + "".join(MESSAGES)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    said += "".join(language.date(day) for day in days)
    said += "".join(language.time(minutes) for minutes in range(0, 1440, 5))
    said += language.number(1234567)
    there = letters_of_fonts()
    assert not {letter for letter in said if ord(letter) not in there}


@pytest.mark.parametrize("code", LANGUAGES)
def test_dates_are_written_out(code: str) -> None:
    language = LANGUAGES[code]
    days = [date(2026, month, 5) for month in range(1, 13)]
    days += [date(2026, 3, day) for day in range(2, 9)]
    written = [language.date(day) for day in days]
    assert len(set(written)) == len(set(days))
    assert all("2026" in text and len(text) > 9 for text in written)


def test_haitian_creole_has_its_own_names() -> None:
    assert LANGUAGES["ht"].date(date(2026, 5, 4)) == "lendi 4 me 2026"


def test_home_languages_are_found_under_many_names() -> None:
    for name, code in {
        "Spanish": "es", "ESPAÑOL": "es", "es": "es", " Haitian  Creole ": "ht", "Kreyòl": "ht",
        "Cape Verdean Creole": "kea", "Mandarin": "zh", "中文": "zh", "English": "en",
        "Tiếng Việt": "vi", "Arabic": "ar", "Somali": "so", "Portuguese": "pt", "French": "fr",
    }.items():  # fmt: skip
        found = find_language(name)
        assert found is not None
        assert found.code == code
    assert find_language("Klingon") is None
    assert find_language("") is None


@few(80)
@given(st.sampled_from(sorted(TEN)), st.text(max_size=20))
def test_no_value_goes_in_without_marks_around_it(code: str, value: str) -> None:
    catalogue = read_catalogue(LANGUAGES[code])
    for message in MESSAGES:
        blanks = re.findall(r"\{(\w+)\}", message)
        said = catalogue.say(message, **dict.fromkeys(blanks, value))
        assert said.count("\u2068") == said.count("\u2069")
        assert not [one for one in said.split() if "{" in one and "{" not in value]
        if without_marks(isolated(value)):
            assert said.count("\u2068") == len(blanks)


def test_an_english_letter_needs_nobody_to_sign() -> None:
    assert not Catalogue(LANGUAGES["en"]).draft
