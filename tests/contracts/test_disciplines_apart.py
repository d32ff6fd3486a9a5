"""Disciplines are apart where no provider has both."""

from makeup_sched.contracts.apart import apart, only
from makeup_sched.places.task import Task, planning_task
from support.tiny import blueprint, day, hours, owes, provider, students


def owed_in_three(*disciplines: str) -> Task:
    rows = [day(0), *students("ABC"), hours("08:00-09:00", weekday="Mon")]
    rows += [provider(disciplines=";".join(disciplines))]
    for who, discipline in zip("ABC", ("SLP", "OT", "PT"), strict=True):
        rows += owes(who, 30, f"{who}-{discipline}", discipline=discipline)
    return planning_task(blueprint(*rows).case)


def test_a_provider_of_two_disciplines_keeps_them_together() -> None:
    assert apart(owed_in_three("SLP")) == [{"OT"}, {"PT"}, {"SLP"}]
    assert apart(owed_in_three("SLP", "OT")) == [{"OT", "SLP"}, {"PT"}]


def test_of_other_disciplines_nothing_is_left() -> None:
    task = owed_in_three("SLP")
    left = {item.discipline: int(minutes) for item, minutes in
            zip(task.items, only(task, frozenset({"OT"})).left, strict=True)}  # fmt: skip
    assert left == {"SLP": 0, "OT": 30, "PT": 0}
    assert not apart(only(task, frozenset()))
