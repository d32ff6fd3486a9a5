"""The proved reasons of an item: what each limit costs it in every plan, by arithmetic.

Each is found by leaving one limit out of the arithmetic and looking how many minutes more could
have a place then. Nothing is searched, so that no time limit can matter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from makeup_sched.case.case import Case
from makeup_sched.explaining.edits import home_of, with_category, with_policy
from makeup_sched.explaining.explanation import Claim
from makeup_sched.explaining.reachable import OnItsOwn
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.task import Task
from makeup_sched.plain_words import long_date
from makeup_sched.reasons.common_time import shared_time
from makeup_sched.reasons.reach import Reach
from makeup_sched.reasons.unmet import NO_SUM, Reason
from makeup_sched.replanning.rows import with_table
from makeup_sched.solve.alone import Limits, long_enough

_MOST_CATEGORIES = 4
_NOT_TO_SHARE = ("related_service", "unavailable")
"""Categories at which the student is somewhere else, whatever a policy says."""
_WITHOUT_CAPS = Limits(student_cap=False, provider_caps=False)
_NO_SPAN = 99


@dataclass(frozen=True)
class Proofs:
    """What holds for an item in every plan.

    Attributes
    ----------
    most
        The most minutes of it in any plan, locked ones included.
    claims
        All proved reasons; empty where all of it could have a place.
    protected
        What each protected category costs, in minutes; see `Explanation`.
    """

    most: int
    claims: tuple[Claim, ...]
    protected: tuple[tuple[str, int], ...]


def proofs_of(task: Task, number: int, reason: Reason) -> Proofs:
    """Return the proofs of an item, whose first reason is known already."""
    item = task.items[number]
    alone = OnItsOwn(task.case, item.owed_id, task)
    most = alone.most()
    if most >= item.owed:
        return Proofs(most, (), ())
    out = item.owed - most
    claims = [Claim(reason.code, "proved", out, reason.sentence, reason.in_short)]
    # without a provider there is no time shared with one, either
    known = {reason.code} | ({"no_common_time"} if reason.code == "no_provider" else set())
    claims += [claim for claim in _others(task, item, alone, most) if claim.code not in known]
    return Proofs(most, tuple(claims), tuple(_protected(task, number, most)))


def _others(task: Task, item: OwedItem, alone: OnItsOwn, most: int) -> Iterator[Claim]:
    """Yield what each limit costs, one at a time, and what is left without any of them."""
    case, out = task.case, item.owed - most
    unlocked = with_table(case, "locked", case.table("locked").head(0))
    later = OnItsOwn(case, item.owed_id, task, due=False) if item.due_date is not None else alone
    free = alone if case.table("locked").empty else OnItsOwn(unlocked, item.owed_id, task)
    yield from _claim(
        "past_due",
        later.most() - most,
        f"could be given only after {long_date(item.due_shown)}, the due date",
    )
    yield from _claim(
        "locked", free.most() - most, "have no place because of the sessions that are locked"
    )
    yield from _claim(
        "provider_full",
        alone.most(Limits(provider_caps=False)) - most,
        "have no place because of the minutes that the providers may give in a day or week",
    )
    yield from _claim(
        "student_cap",
        alone.most(Limits(student_cap=False)) - most,
        "have no place because of the make-up minutes that the student may have in a day",
    )
    yield from _groups(task, item, most)
    none = OnItsOwn(unlocked, item.owed_id, task, due=False)
    rest = item.owed - none.most(_WITHOUT_CAPS)
    if 0 < rest <= out:
        words = f"At least {rest} minutes have no place even without caps, due date and locked "
        no_sum = len(none.places.day) > 0 and long_enough(none.task, none.places)
        why = NO_SUM if no_sum else "too little shared time for the sessions that the policy allows"
        yield Claim(
            "no_common_time", "proved", rest, f"{words}sessions: {why}.", NO_SUM if no_sum else ""
        )


def _claim(code: str, minutes: int, words: str) -> Iterator[Claim]:
    if minutes > 0:
        yield Claim(code, "proved", minutes, f"Up to {minutes} minutes {words}.")


# -- groups ---------------------------------------------------------------------------------------


def _groups(task: Task, item: OwedItem, most: int) -> Iterator[Claim]:
    """Yield what the rules of groups cost: places that exist only together with others."""
    whole = _without_group_rules(task.case, item)
    minutes = OnItsOwn(whole, item.owed_id, task).most() - most
    if minutes <= 0:
        return
    yield from _claim(
        "group_only_with_incompatible",
        minutes,
        "could be given only by joining sessions of others, which this student may not: "
        + _which_rules(task, item, most),
    )


def _which_rules(task: Task, item: OwedItem, most: int) -> str:
    """Return the rules of groups that keep a student out: each that does, else those together."""
    rules: dict[str, Callable[[Case], Case]] = {
        "the item may be given only to one student at a time": lambda c: _in_a_group(c, item),
        "students who are there are to be kept apart from this one": _nobody_apart,
        "the grades of those who are there are too far from this student's": _any_grade,
        "no seat is left there": lambda c: _any_size(c, item),
    }
    alone = [words for words, rule in rules.items()
             if OnItsOwn(rule(task.case), item.owed_id, task).most() > most]  # fmt: skip
    if alone:
        return "; or ".join(alone)
    together = []
    for words in rules:
        changed = task.case
        for other, rule in rules.items():
            changed = changed if other == words else rule(changed)
        if OnItsOwn(changed, item.owed_id, task).most() <= most:
            together.append(words)
    return ", and ".join(together) or "several rules of groups in turn"


def _without_group_rules(case: Case, item: OwedItem) -> Case:
    changed = _any_size(_any_grade(_nobody_apart(case)), item)
    return _in_a_group(changed, item)


def _in_a_group(case: Case, item: OwedItem) -> Case:
    name, key = home_of(item.kind)
    table = case.table(name)
    mine = table[key] == item.owed_id
    setting = table["setting"].mask(mine, "group")
    return with_table(case, name, table.assign(setting=setting))


def _nobody_apart(case: Case) -> Case:
    table = case.table("students")
    return with_table(case, "students", table.assign(keep_apart=table["keep_apart"].map(_nobody)))


def _nobody(_: object) -> tuple[str, ...]:
    return ()


def _any_grade(case: Case) -> Case:
    return with_policy(case, group_grade_span=_NO_SPAN)


def _any_size(case: Case, item: OwedItem) -> Case:
    """Return the case in which groups may be of any size: policy, providers, sessions, the item."""
    changed = with_policy(case, group_cap=_NO_SPAN)
    providers, regular = case.table("providers"), case.table("regular_sessions")
    blank = providers["max_group"].mask(providers["max_group"].notna())
    changed = with_table(changed, "providers", providers.assign(max_group=blank))
    # a session for one student is no group, whoever asks
    groups = (regular["student_ids"].map(len) > 1) | (regular["max_group"].fillna(1) > 1)
    more = regular["max_group"].mask(groups, _NO_SPAN)
    changed = with_table(changed, "regular_sessions", regular.assign(max_group=more))
    name, key = home_of(item.kind)
    table = case.table(name)
    size = table["max_group"].mask(table[key] == item.owed_id, _NO_SPAN)
    return with_table(changed, name, table.assign(max_group=size))


# -- protected time -------------------------------------------------------------------------------


def _protected(task: Task, number: int, most: int) -> Iterator[tuple[str, int]]:
    """Yield the most minutes that each protected category keeps without a place."""
    shared = shared_time(task, number, Reach(task).providers_of(number))
    names = [name for name in shared.by_category if name not in _NOT_TO_SHARE]
    found = []
    for name in names[:_MOST_CATEGORIES]:
        more = (
            OnItsOwn(with_category(task.case, name), task.items[number].owed_id, task).most() - most
        )
        if more > 0:
            found.append((name, more))
    yield from sorted(found, key=lambda pair: -pair[1])
