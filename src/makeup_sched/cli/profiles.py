"""The command `profiles`: which policy profiles there are, what each sets, by which source."""

from itertools import groupby
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from makeup_sched.cli.consoles import out as results
from makeup_sched.cli.errors import reported

if TYPE_CHECKING:
    from rich.table import Table

    from makeup_sched.case.profiles.profile import Profile


@reported
def profiles(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Show this profile with its sources.")
    ] = None,
) -> None:
    """List the policy profiles, or show one with its sources.

    A profile holds what could be found of one place's rules: which missed minutes are owed, which
    clocks run. Choose it in policy.toml with a line such as profile = "illinois"; every key that
    you set yourself wins over it. Profiles are incomplete examples and no legal advice.

    \b
    Examples:
      makeup-sched profiles
      makeup-sched profiles illinois
    """
    from makeup_sched.case.profiles.profile import NOT_ADVICE

    console = results()
    if name:
        console.print(_one(name), soft_wrap=True)
    else:
        console.print(_all())
        console.print("\nOne with its sources: makeup-sched profiles NAME")
    console.print(f"\n{NOT_ADVICE}")


def _all() -> "Table":
    from rich.text import Text

    from makeup_sched.case.profiles import profile
    from makeup_sched.plain_tables import grid

    view = grid("Profile")
    view.add_column("What it comes to", overflow="fold")
    for each in profile.profiles().values():
        view.add_row(Text(each.name), Text(f"{each.title}: {each.jurisdiction}. {each.summary}"))
    return view


def _one(name: str) -> str:
    from makeup_sched.case.profiles.profile import NAMES, read_profile
    from makeup_sched.tables.problems import MakeupSchedError
    from makeup_sched.tables.suggest import did_you_mean

    if name not in NAMES:
        raise MakeupSchedError(
            f"there is no profile {name}; there are {', '.join(NAMES)}{did_you_mean(name, NAMES)}"
        )
    chosen = read_profile(name)
    parts = [_wrapped(f"{chosen.title}: {chosen.jurisdiction}."), _wrapped(chosen.summary)]
    parts += ["", f'profile = "{name}" sets:', *_rules(chosen)]
    table = chosen.table()
    inherited = table[table["set_by"] != name]
    if len(inherited):
        words = ", ".join(sorted(key.partition(".")[2] for key in inherited["key"]))
        parts += ["", _wrapped(f"The team decides, as in {chosen.based_on}: {words}.")]
    parts += ["", "Not found, or not settled:"]
    return "\n".join([*parts, *(_wrapped(words, "- ", "  ") for words in chosen.not_found)])


def _rules(chosen: "Profile") -> list[str]:
    """Return what is set, each source once below the rules that it speaks for."""
    from makeup_sched.case.profiles.profile import value_text

    parts = []
    for (strength, source), rules in groupby(
        chosen.rules, key=lambda rule: (rule.strength, rule.source)
    ):
        parts.append("")
        for rule in rules:
            parts += [f"  {key} = {value_text(rule.value)}" for key in rule.keys]
            parts.append(_wrapped(rule.says, "    ", "    "))
        parts.append(_wrapped(f"    Strength: {strength}", "", "      "))
        parts.append(f"    Source: {source}")
    return parts


def _wrapped(text: str, first: str = "", other: str = "") -> str:
    # addresses stay whole, so that a terminal can open them
    return fill(text, 80, initial_indent=first, subsequent_indent=other, break_long_words=False)
