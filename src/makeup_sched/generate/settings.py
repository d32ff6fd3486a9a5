"""The dials of the generator: how many of what per size, and how often sessions are missed.

Figures are calibrated on published ones; the source stands beside each. They are chosen once
here so that nothing else in the generator holds a magic number.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import ceil
from typing import Literal

Size = Literal["therapist", "school", "district", "state"]
Discipline = Literal["SLP", "OT", "PT", "SPED"]

SIZES: tuple[Size, ...] = ("therapist", "school", "district", "state")
SUFFIX: dict[str, str] = {"SLP": "SP", "OT": "OT", "PT": "PT", "SPED": "SE"}
ROLE: dict[str, str] = {
    "SLP": "speech-language pathologist",
    "OT": "occupational therapist",
    "PT": "physical therapist",
    "SPED": "special-education teacher",
}


@dataclass(frozen=True)
class Pattern:
    """How one discipline works: sessions, groups and how often a session is missed.

    Attributes
    ----------
    lengths, times : mapping of minutes per session, or sessions a week, to their share
    group_share : share of students seen in groups
    group_sizes : sizes of regular groups, drawn evenly
    caseload : usual students of a full-time provider
    missed : share of scheduled minutes missed; weeks of leave, vacancies, late starts and
        delayed openings come on top
    """

    lengths: dict[int, float]
    times: dict[int, float]
    group_share: float
    group_sizes: tuple[int, ...]
    caseload: int
    missed: float


# Caseloads: ASHA Schools Survey 2022 and 2024, median 48-50; OT 35-45 (union caps, practitioner
# posts); PT smaller; a California resource specialist has at most 28. Session patterns: 25 or 30
# minutes, one to three a week, as seen in state complaint decisions; PT COUNTS: about 27 minutes a
# week. Groups: about half of the therapist time in groups, sizes of two or three (Lexington MA
# staffing study). Missed shares: Chicago Public Schools 2014-17 as obtained by WBEZ
# (github.com/wbez/data): speech 18-22 % not delivered, PT 21-27 %, OT 32-42 % (years short
# of staff), all services pooled 20-29 %; vacancies and weeks of leave, two to five per cent, are
# part of those and come on top of the share here. Teachers have no figure of their own.
PATTERNS: dict[str, Pattern] = {
    "SLP": Pattern({30: 0.7, 25: 0.3}, {1: 0.6, 2: 0.36, 3: 0.04}, 0.76, (2, 3, 3), 49, 0.17),
    "OT": Pattern({30: 0.8, 25: 0.2}, {1: 0.8, 2: 0.2}, 0.4, (2, 2, 3), 38, 0.32),
    "PT": Pattern({30: 0.85, 25: 0.15}, {1: 0.8, 2: 0.2}, 0.2, (2,), 20, 0.21),
    "SPED": Pattern({30: 0.75, 45: 0.25}, {3: 0.5, 4: 0.3, 5: 0.2}, 0.85, (3, 4), 20, 0.15),
}

# Explained misses by month against the yearly mean, the same source, all services pooled:
# November and April stand out. September and June had the least delivered.
MONTH_FACTOR: dict[int, float] = {
    8: 1.1, 9: 1.1, 10: 0.85, 11: 1.3, 12: 1.0, 1: 1.0, 2: 1.08, 3: 0.94, 4: 1.35, 5: 0.9, 6: 1.1,
}  # fmt: skip

# Shares of the kinds of event that make a session miss (they add up to one). No source splits
# them so; the order follows the reasons named most often by practitioners.
EVENT_SHARE: dict[str, float] = {
    "student_absent": 0.30,
    "provider_absent": 0.19,
    "provider_meeting": 0.19,
    "school_activity": 0.13,
    "school_assessment": 0.08,
    "student_refused": 0.04,
    "parent_cancelled": 0.03,
    "extended_absence": 0.025,
    "suspension": 0.015,
}


@dataclass(frozen=True)
class CaseSettings:
    """How large a case is and how tight its free time.

    Attributes
    ----------
    sites : number of schools
    providers : staff providers per discipline
    contractors : contract providers per discipline
    students : number of students
    days_left : least and most school days left to plan on
    free_cells : least and most free five-minute cells of a provider's week left for make-ups
    tightness : least and most of what the free time could take, per minute owed (an estimate)
    vacancies : number of providers whose place stood empty for some weeks
    vacancy_weeks : least and most weeks of a vacancy
    leave_weeks : chance that a provider was away for a week
    after_school_share, esy_share, tele_share : shares of students for whom these are agreed
    tele_hours : chance that a provider with such students keeps time for them
    extend_share : share of students whose regular sessions may be lengthened
    esy_minutes : least and most minutes per ESY day that a provider has for make-ups
    awards : number of compensatory awards
    middle_schools : how many of the sites are middle schools (the last of them by A and B days)
    locked : number of make-up sessions already agreed
    log_days : school days that the log of missed sessions reaches back; 0: the whole year
    esy_days : at most so many ESY days
    modes : modes of session that the policy allows
    districts : districts side by side, each as large as the other figures say
    """

    sites: int
    providers: dict[str, int]
    students: int
    contractors: dict[str, int] = field(default_factory=dict)
    days_left: tuple[int, int] = (96, 104)
    free_cells: tuple[int, int] = (62, 190)
    tightness: tuple[float, float] = (0.7, 3.2)
    vacancies: int = 0
    vacancy_weeks: tuple[int, int] = (2, 3)
    leave_weeks: float = 0.3
    after_school_share: float = 0.15
    esy_share: float = 0.15
    tele_share: float = 0.04
    tele_hours: float = 0.5
    extend_share: float = 0.3
    esy_minutes: tuple[int, int] = (30, 60)
    awards: int = 2
    middle_schools: int = 0
    locked: int = 0
    log_days: int = 0
    esy_days: int = 16
    modes: tuple[str, ...] = ("extra", "join", "extend")
    districts: int = 1


_DISTRICT = CaseSettings(
    sites=25,
    providers={"SLP": 45, "OT": 21, "PT": 8, "SPED": 24},
    contractors={"SLP": 1, "OT": 1},
    students=3500,
    free_cells=(50, 170),
    tightness=(0.4, 1.6),
    vacancies=5,
    vacancy_weeks=(5, 9),
    awards=60,
    middle_schools=4,
)
DISTRICT_PROVIDERS = 100
LEAST_PROVIDERS = 10

PRESETS: dict[Size, CaseSettings] = {
    "therapist": CaseSettings(sites=2, providers={"SLP": 1}, students=50),
    "school": CaseSettings(
        sites=1,
        providers={"SLP": 1, "OT": 1, "PT": 1, "SPED": 2},
        students=120,
        free_cells=(50, 160),
        tightness=(0.3, 1.5),
        awards=4,
    ),
    "district": _DISTRICT,
    "state": replace(_DISTRICT, districts=10),
}


def state_slice(providers: int) -> CaseSettings:
    """Settings of the same kind as a state with so many providers.

    Parameters
    ----------
    providers : a whole number of districts of 100, or from 10 to 100: a district scaled down
    """
    whole = providers >= DISTRICT_PROVIDERS and providers % DISTRICT_PROVIDERS == 0
    if whole:
        return replace(_DISTRICT, districts=providers // DISTRICT_PROVIDERS)
    if not LEAST_PROVIDERS <= providers < DISTRICT_PROVIDERS:
        raise ValueError(
            f"providers is a number from {LEAST_PROVIDERS} to {DISTRICT_PROVIDERS}, or a multiple "
            f"of {DISTRICT_PROVIDERS}, not {providers}"
        )
    return _scaled(providers)


def _scaled(providers: int) -> CaseSettings:
    """A district with fewer providers; of everything that makes it hard, at least one is left."""
    share = providers / DISTRICT_PROVIDERS
    staff = {name: max(1, round(count * share)) for name, count in _DISTRICT.providers.items()}
    contractors = {name: round(count * share) for name, count in _DISTRICT.contractors.items()}
    contractors = {name: count for name, count in contractors.items() if count}
    # what rounding left over goes to the largest discipline
    staff["SLP"] += providers - sum(staff.values()) - sum(contractors.values())
    return replace(
        _DISTRICT,
        providers=staff,
        contractors=contractors,
        sites=ceil(_DISTRICT.sites * share),
        students=round(_DISTRICT.students * share),
        vacancies=ceil(_DISTRICT.vacancies * share),
        awards=ceil(_DISTRICT.awards * share),
        middle_schools=ceil(_DISTRICT.middle_schools * share),
    )


SITE_NAMES: tuple[str, ...] = (
    "Lantern Hill", "Copper Creek", "Paper Kite", "Marble Pond", "Silver Button", "Tin Whistle",
    "Cloud Orchard", "Pebble Bay", "Thimble Street", "Maple Drum", "Velvet Moss", "Amber Kettle",
    "Rabbit Lane", "Cardboard Castle", "Umbrella Park", "Cotton Bridge", "Blue Teapot",
    "Windmill Row", "Candle Court", "Ribbon Field", "Acorn Tower", "Pickle Point",
    "Bicycle Grove", "Feather Gate", "Snowglobe Square", "Biscuit Hollow",
)  # fmt: skip
COLOURS: tuple[str, ...] = (
    "Teal", "Amber", "Indigo", "Coral", "Olive", "Saffron", "Lilac", "Slate", "Crimson", "Mint",
    "Ochre", "Plum", "Azure", "Rust", "Ivory", "Jade", "Mauve", "Cobalt", "Sienna", "Pearl",
)  # fmt: skip
TREES: tuple[str, ...] = (
    "Maple", "Birch", "Cedar", "Hazel", "Rowan", "Aspen", "Alder", "Willow", "Linden", "Juniper",
)  # fmt: skip
LANGUAGES: tuple[str, ...] = ("Spanish", "Arabic", "Haitian Creole", "Vietnamese", "Portuguese")
