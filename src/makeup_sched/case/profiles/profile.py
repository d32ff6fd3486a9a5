"""Reading the packaged profiles: what each one sets in a policy, by which source, how strong."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, model_validator

NOT_ADVICE = (
    "A profile is an incomplete example, not legal advice. Have it read by somebody who answers "
    "for it in your district. Your own keys and a team's decision in a row win over it."
)
NAMES = ("neutral", "baltimore_county", "ohio", "texas_hcde", "illinois", "boston")
"""The profiles of the package, in the order in which they are listed."""

Value = str | int | tuple[str, ...]


class ProfileRule(BaseModel):
    """One value that a profile sets, for one or several keys of the policy, and by what source.

    Attributes
    ----------
    keys
        The dotted keys of the policy that get the value.
    value
        The value, as `policy.toml` would hold it.
    says
        What the source says, in a sentence.
    strength
        How strong the source is: a statute, guidance, one district's practice, headings only.
    source
        Address of the source.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[str, ...] = Field(min_length=1)
    value: Value
    says: str = Field(min_length=1)
    strength: str = Field(min_length=1)
    source: str = Field(pattern="^https?://")


class Profile(BaseModel):
    """What is known of the rules of one place, and what is not.

    Attributes
    ----------
    name
        The word that `profile` of the policy takes.
    title, jurisdiction, summary
        What it is called, where it holds, what it comes to in a sentence.
    based_on
        The profile that sets what this one's sources do not speak of; blank where none does.
    not_found
        What the sources leave open, one sentence each.
    rules
        What it sets itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = Field(min_length=1)
    jurisdiction: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    based_on: str = Field(default="", pattern="^[a-z_]*$")
    not_found: tuple[str, ...] = Field(min_length=1)
    rules: tuple[ProfileRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_key_twice(self) -> "Profile":
        keys = [key for rule in self.rules for key in rule.keys]
        if len(set(keys)) != len(keys):
            raise ValueError("a key is set twice")
        return self

    def sources(self) -> dict[str, tuple[str, ProfileRule]]:
        """Return for each dotted key that is set the profile that sets it, and its rule."""
        base = read_profile(self.based_on).sources() if self.based_on else {}
        return base | {key: (self.name, rule) for rule in self.rules for key in rule.keys}

    def settings(self) -> dict[str, Any]:
        """Return all that is set as a nested mapping, as `policy.toml` would hold it."""
        nested: dict[str, Any] = {}
        for key, (_, rule) in self.sources().items():
            *sections, last = key.split(".")
            within = nested
            for section in sections:
                within = within.setdefault(section, {})
            within[last] = rule.value
        return nested

    def table(self) -> pd.DataFrame:
        """Return one row per key that is set.

        Columns: `key`, `value` (lists with `;`), `set_by` (this profile, or the one it is based
        on), `says`, `strength`, `source`.
        """
        rows = [
            {
                "key": key,
                "value": value_text(rule.value),
                "set_by": name,
                **rule.model_dump(include={"says", "strength", "source"}),
            }
            for key, (name, rule) in self.sources().items()
        ]
        return pd.DataFrame(rows)


def profiles() -> dict[str, Profile]:
    """Return every profile by its name: incomplete examples with their sources, no legal advice."""
    return {name: read_profile(name) for name in NAMES}


@cache
def read_profile(name: str) -> Profile:
    """Return the packaged profile of this name, one of `NAMES`.

    Raises KeyError where there is none of that name.
    """
    if name not in NAMES:
        raise KeyError(name)
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    return Profile.model_validate({"name": name, **tomllib.loads(text)})


def with_profile(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the policy keys that are given, and below them those that their profile sets.

    A given key wins over the profile's. Without a profile, or with one that is not known, the
    keys come back as they are.
    """
    name = given.get("profile")
    if name not in NAMES:
        return dict(given)
    return _below(given, read_profile(name).settings())


def value_text(value: Value) -> str:
    """Return a value as a cell holds it: lists have `;` between their entries."""
    return ";".join(value) if isinstance(value, tuple) else str(value)


def _below(given: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**defaults, **given}
    for key, value in defaults.items():
        own = given.get(key, {})
        if isinstance(value, dict) and isinstance(own, Mapping):
            merged[key] = _below(own, value)
    return merged
