"""Plain words for what pydantic finds wrong with a policy."""

from collections.abc import Mapping
from typing import Any

from makeup_sched.case.policy_keys import KEYS, WORDS_BELOW
from makeup_sched.tables.suggest import did_you_mean

_WHOLE = "must be a whole number, such as 5"
_NUMBER = "must be a number, such as 72.5"
_DATE = "must be a date written as year-month-day, such as 2026-01-12"
_MESSAGES = {
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "tuple_type": 'must be a list; in TOML ["one", "two"], in a sheet one;two',
    "dict_type": "must be a section with keys of its own",
    "model_type": "must be a section with keys of its own",
    "string_type": "must be a word",
}


def plain_message(key: str, kind: str, context: Mapping[str, Any], fallback: str) -> str:
    """Return what is wrong with the value of a dotted key and what would be right.

    `kind`, `context` and `fallback` are pydantic's error type, its context and its own message.
    """
    if kind == "extra_forbidden":
        return f"is not a key of the policy{did_you_mean(key, list(KEYS))}"
    if kind == "literal_error" or kind == "string_pattern_mismatch":
        return _words(key, context)
    if kind == "greater_than_equal":
        return f"must be at least {context['ge']}"
    if kind == "less_than_equal":
        return f"must be at most {context['le']}"
    if kind == "value_error":
        return str(context.get("error", fallback))
    return _MESSAGES.get(kind, "is not a value that this key can have")


def _words(key: str, context: Mapping[str, Any]) -> str:
    section, _, word = key.partition(".")
    if section in WORDS_BELOW and word not in WORDS_BELOW[section]:
        known = WORDS_BELOW[section]
        return f"is not one of the {section} {', '.join(known)}{did_you_mean(word, known)}"
    if key in KEYS and KEYS[key].allowed:
        return f"must be one of {', '.join(KEYS[key].allowed)}"
    return f"must be one of {context.get('expected', 'the known words')}"
