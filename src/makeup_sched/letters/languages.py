"""The languages of letters: their names, direction, and how they write dates, times and numbers."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

ENGLISH = "en"


@dataclass(frozen=True)
class Language:
    """A language.

    Attributes
    ----------
    code
        Of ISO 639, as in the names of files.
    locale
        By which dates, times and numbers are written.
    name
        In English.
    also
        Other names under which `home_language` may have it, in small letters.
    direction
        Of its script.
    months, weekdays
        Where the locale data have none of its own: names from January and from Monday on.
    """

    code: str
    locale: str
    name: str
    also: tuple[str, ...] = ()
    direction: Literal["ltr", "rtl"] = "ltr"
    months: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()

    def date(self, day: date) -> str:
        """Return a date written out, with the day of the week and the name of the month."""
        from babel.dates import format_date  # slow to import

        if self.months:
            return (
                f"{self.weekdays[day.weekday()]} {day.day} {self.months[day.month - 1]} {day.year}"
            )
        return format_date(day, "full", locale=self.locale)

    def time(self, minutes: int) -> str:
        """Return a time of day from minutes after midnight; no line is broken within it."""
        from babel.dates import format_time

        written = format_time(time(minutes // 60, minutes % 60), "short", locale=self.locale)
        return written.replace(" ", "\u00a0")

    def number(self, number: int) -> str:
        """Return a whole number."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale)


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language(ENGLISH, "en_US", "English", ("inglés", "anglais", "inglês")),
        Language("es", "es_US", "Spanish", ("español", "castellano")),
        Language("ar", "ar", "Arabic", ("العربية",), "rtl"),
        Language(
            "kea",
            "kea",
            "Cape Verdean",
            ("cape verdean creole", "cabo verdean", "cabo-verdiano", "caboverdiano", "kriolu",
             "crioulo cabo-verdiano", "kabuverdianu", "cv creole"),
        ),
        Language(
            "zh",
            "zh_Hans",
            "Chinese",
            ("mandarin", "cantonese", "chinese (simplified)", "simplified chinese",
             "chinese mandarin", "mandarin chinese", "中文", "zh-hans", "zh-cn", "zh_hans"),
        ),
        Language("fr", "fr", "French", ("français",)),
        Language(
            "ht",
            "fr_HT",
            "Haitian Creole",
            ("haitian", "kreyòl", "kreyol", "kreyòl ayisyen", "kreyol ayisyen", "creole haitian"),
            months=("janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm",
                    "oktòb", "novanm", "desanm"),
            weekdays=("lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"),
        ),
        Language("pt", "pt_BR", "Portuguese", ("português", "brazilian portuguese")),
        Language("so", "so", "Somali", ("soomaali", "af-soomaali", "af soomaali")),
        Language("vi", "vi", "Vietnamese", ("tiếng việt",)),
    )
}  # fmt: skip
"""By code; English is the source of all others."""


def find_language(text: str) -> Language | None:
    """Return a language by its code or by a name of it, None where there are no letters in it."""
    wanted = " ".join(text.casefold().split())
    return next(
        (
            language
            for language in LANGUAGES.values()
            if wanted in (language.code, language.name.casefold(), *language.also)
        ),
        None,
    )
