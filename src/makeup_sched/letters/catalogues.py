"""Message catalogues: reading them, and who has reviewed them.

A catalogue is a gettext file `xx.po`, as translators edit it. Its header names who has reviewed it
and when (`X-Reviewer`, `X-Reviewed-On`); until both are there, a letter says that it is a draft.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from io import BytesIO
from pathlib import Path

from makeup_sched.letters.isolation import isolated
from makeup_sched.letters.languages import ENGLISH, LANGUAGES, Language
from makeup_sched.letters.messages import MESSAGES
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.writing import write_bytes

_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Catalogue:
    """The messages of a language.

    Attributes
    ----------
    language
        The language.
    texts
        Translations by the English message.
    reviewer, reviewed_on
        Who has read it and when; blank and None until somebody has.
    """

    language: Language
    texts: dict[str, str] = field(default_factory=dict)
    reviewer: str = ""
    reviewed_on: date | None = None

    @property
    def draft(self) -> bool:
        """Whether nobody has signed it, or something in it is not translated."""
        if self.language.code == ENGLISH:
            return False
        complete = all(self.texts.get(message) for message in MESSAGES)
        return not (self.reviewer and self.reviewed_on and complete)

    def say(self, message: str, /, **values: str) -> str:
        """Return a message with its values; each is kept apart from the text around it.

        What is not translated is said in English.
        """
        text = self.texts.get(message) or message
        apart = {name: isolated(value) for name, value in values.items()}
        return _BLANK.sub(lambda match: apart.get(match[1], match[0]), text)


def read_catalogue(language: Language, folder: Path | None = None) -> Catalogue:
    """Return the catalogue of a language: from a folder if it has one, else the packaged one.

    Raises MakeupSchedError where a file can't be read, or a translation has other words in braces
    than the English.
    """
    if language.code == ENGLISH:
        return Catalogue(language)
    name = f"{language.code}.po"
    packaged = resources.files(__package__).joinpath("catalogues", name)
    own = folder / name if folder is not None else None
    try:
        content = own.read_bytes() if own is not None and own.exists() else packaged.read_bytes()
    except OSError as error:
        raise MakeupSchedError(f"{own or name} can't be read: {error.strerror}") from error
    return parse_catalogue(language, content, str(own or name))


def write_catalogues(folder: Path) -> list[Path]:
    """Write the packaged catalogues into a folder, to be corrected and signed; return the files.

    A catalogue that is there already is left as it is. Raises OSError where nothing can be written.
    """
    written = []
    for code in LANGUAGES:
        target = folder / f"{code}.po"
        if code != ENGLISH and not target.exists():
            packaged = resources.files(__package__).joinpath("catalogues", target.name)
            written.append(write_bytes(target, packaged.read_bytes()))
    return written


def parse_catalogue(language: Language, content: bytes, name: str) -> Catalogue:
    """Return the catalogue that a file holds; `name` is for messages about what is wrong."""
    from babel.messages.pofile import PoFileError, read_po  # slow to import

    try:
        found = read_po(BytesIO(content), abort_invalid=True)
        text = content.decode()
    except (PoFileError, ValueError, LookupError) as error:
        raise MakeupSchedError(f"{name} is not a message catalogue: {error}") from error
    texts = {
        str(one.id): str(one.string)
        for one in found
        if one.id and one.string and not one.fuzzy and str(one.id) in MESSAGES
    }
    for message, translation in texts.items():
        if sorted(_BLANK.findall(message)) != sorted(_BLANK.findall(translation)):
            raise MakeupSchedError(
                f"{name}: the translation of “{message}” must have the same words in braces"
            )
    return Catalogue(language, texts, _header(text, "X-Reviewer"), _date(text, name))


def _header(text: str, name: str) -> str:
    match = re.search(rf'^"{name}:[ \t]*(.*?)\\n"', text, re.MULTILINE)
    return match[1].strip() if match else ""


def _date(text: str, name: str) -> date | None:
    day = _header(text, "X-Reviewed-On")
    if not day:
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise MakeupSchedError(
            f"{name}: X-Reviewed-On must be a date such as 2026-01-31, not {day}"
        ) from None
