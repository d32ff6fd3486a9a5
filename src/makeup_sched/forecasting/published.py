"""Published rates of missed sessions, by discipline and month.

Chicago Public Schools, school years 2014-15 to 2016-17, as obtained by WBEZ (github.com/wbez/data,
folder CPS-special-education). Each rate is the minutes logged as not given, with a reason, as a
share of all minutes logged (given and not given), the three years together. Minutes that nobody
logged are left out: most of them belong to posts without anybody in them, and a case says itself
where nobody works.
"""

SOURCE = "Chicago Public Schools 2014-17, as obtained by WBEZ"
OTHERS = "all services"
"""The series that stands in for a discipline with none of its own."""
PROVIDER_SHARE = 0.5
"""Share of the published misses taken to be on the provider's side: an assumption, the published
figures don't tell the sides apart."""

_NAMES = {"SLP": "speech-language", "OT": "occupational therapy", "PT": "physical therapy"}
_PERCENT: dict[str, dict[int, float]] = {
    "speech-language": {9: 12.0, 10: 15.2, 11: 21.0, 12: 17.7, 1: 17.1, 2: 18.6, 3: 16.9, 4: 21.7,
                        5: 16.7, 6: 20.0},
    "occupational therapy": {9: 15.7, 10: 21.6, 11: 27.3, 12: 23.1, 1: 23.4, 2: 25.5, 3: 20.9,
                             4: 29.0, 5: 20.9, 6: 25.3},
    "physical therapy": {9: 16.4, 10: 22.1, 11: 25.6, 12: 23.6, 1: 23.1, 2: 23.8, 3: 21.9, 4: 21.1,
                         5: 18.8, 6: 23.5},
    OTHERS: {9: 12.2, 10: 15.5, 11: 19.7, 12: 17.6, 1: 17.5, 2: 18.6, 3: 17.2, 4: 20.8, 5: 16.6,
             6: 19.4},
}  # fmt: skip
_YEAR = {"speech-language": 17.6, "occupational therapy": 23.1, "physical therapy": 21.9,
         OTHERS: 17.4}  # fmt: skip
"""The whole year, for months without school."""


def series(discipline: str) -> str:
    """Return the name of the published series that is used for a discipline."""
    return _NAMES.get(discipline, OTHERS)


def published(discipline: str, month: int) -> float:
    """Return the published chance that a session is missed, whoever is away; month 1 to 12."""
    name = series(discipline)
    return _PERCENT[name].get(month, _YEAR[name]) / 100


def published_provider(discipline: str, month: int) -> float:
    """Return the published chance that a provider is out on a day."""
    return published(discipline, month) * PROVIDER_SHARE


def published_student(discipline: str, month: int) -> float:
    """Return the published chance that a student is away where the provider is there."""
    out = published_provider(discipline, month)
    return (published(discipline, month) - out) / (1 - out)
