"""Contract providers who do not exist yet: a pool for each discipline and site, or known visits.

Both are ordinary rows of `providers` and `provider_hours`, so that everything that plans and checks
a case plans and checks what contractors would do.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np
import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.people import Provider
from makeup_sched.places.task import Task, planning_task
from makeup_sched.replanning.hours import hours_row
from makeup_sched.replanning.rows import with_rows
from makeup_sched.tables.clock import DAY
from makeup_sched.vocabulary import TELE, Term


@dataclass(frozen=True, order=True)
class Post:
    """Where contractors of a discipline would work: a site, or `tele`.

    `name` is what the ids of its contractors begin with.
    """

    discipline: str
    site: str
    name: str = field(default="", compare=False)


@dataclass(frozen=True, order=True)
class Visit:
    """One contractor's paid stretch of time.

    `start` and `end` are minutes after midnight; `lane` counts contractors who are at the same
    post at the same time, from 1 on.
    """

    date: dt.date
    post: Post
    start: int
    end: int
    lane: int = 1

    @property
    def minutes(self) -> int:
        """Paid minutes."""
        return self.end - self.start

    @property
    def provider_id(self) -> str:
        """Id of the contract provider who comes."""
        return provider_id(self.post, self.lane)


def provider_id(post: Post, lane: int = 0) -> str:
    """Return the id of a contractor of a post; without a number that of its whole pool."""
    name = post.name or _plain_name(post.discipline, post.site)
    return f"{name}-{lane}" if lane else name


def _plain_name(discipline: str, site: str) -> str:
    return "-".join(("contract", discipline, site)).replace(" ", "-")


def staff_alone(case: Case) -> Case:
    """Return the case without what contract providers could give, every minute weighing the same.

    Their regular sessions take place and may be joined: those are paid for as it is. What is locked
    with them stands, and whoever has locked sessions is there for these alone.
    """
    providers, students = case.table("providers"), case.table("students")
    hired = providers["employment"] == "contract"
    kept = providers["provider_id"].isin(case.table("locked")["provider_id"])
    nothing = providers["makeup_minutes_per_day"].mask(hired & ~kept, 0)
    tables = {
        **case.tables,
        "providers": providers.assign(makeup_minutes_per_day=nothing),
        "students": students.assign(priority=pd.Series(1, students.index, dtype="Int64")),
    }
    alone = replace(case, tables=tables, source_hash="")
    return _there_for_locked_alone(alone, set(providers.loc[hired & kept, "provider_id"]))


def _there_for_locked_alone(case: Case, names: set[str]) -> Case:
    """Return the case in which some providers have no time but that of their locked sessions."""
    if not names:
        return case
    hours = case.table("provider_hours")
    others = hours[~(hours["provider_id"].isin(names) & (hours["kind"] == "work"))]
    rows = [
        hours_row(str(row.provider_id), row.date, row.date, int(row.start), int(row.end), "work",
                  str(row.site))
        for row in rows_of(case.table("locked"))
        if row.provider_id in names
    ]  # fmt: skip
    return with_rows(
        replace(case, tables={**case.tables, "provider_hours": others}), "provider_hours", rows
    )


def only_unmet(case: Case, *others: Term) -> Case:
    """Return the case with unmet minutes as the first thing to minimise, and only these others."""
    objective = case.policy.objective.model_copy(update={"order": ("unmet", *others)})
    return replace(case, policy=case.policy.model_copy(update={"objective": objective}))


def posts_of(task: Task, standing: Sequence[Visit] = ()) -> list[Post]:
    """Return the posts at which contractors could place any of what is left, in order.

    Their names are new to the case, but for those of the visits `standing`, which it has already,
    and they are the same whatever is left of the items.
    """
    ours = {visit.provider_id for visit in standing}
    taken = [name for name in task.case.table("providers")["provider_id"] if name not in ours]
    wanted = {key for number in np.flatnonzero(task.left > 0).tolist()
              for key in _keys(task, task.items[number])}  # fmt: skip
    posts = []
    for key in sorted({key for item in task.items for key in _keys(task, item)}):
        name = _new_name(_plain_name(*key), taken)
        taken.append(name)
        if key in wanted:
            posts.append(Post(*key, name))
    return posts


def _keys(task: Task, item: OwedItem) -> set[tuple[str, str]]:
    """Return discipline and site of the posts at which an item could be given."""
    student = task.students[item.student_id]
    sites = {student.school, student.esy_site} | ({TELE} if student.tele else set())
    return {(item.discipline, site) for site in sites}


def _new_name(plain: str, taken: list[str]) -> str:
    """Return a name that neither it nor its numbered contractors share with what is taken."""
    tries = (plain if number == 1 else f"{plain}.{number}" for number in count(1))
    return next(name for name in tries if not any(_meet(name, other) for other in taken))


def _meet(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(short) if long.startswith(short) else "no"
    return rest == "" or (rest[0] == "-" and rest[1:].isdigit())


def with_pool(case: Case, posts: list[Post], first: dt.date) -> Task:
    """Return the task of a case with as many contractors at each post as could be of use.

    They are there at any hour from `first` on; students' own days decide when one can be used.
    """
    start = max(first, case.start_date)
    if start > case.end_date:
        return planning_task(case)
    task = planning_task(_with_providers(case, {provider_id(post): post for post in posts},
        [hours_row(provider_id(post), start, case.end_date, 0, DAY, "work", post.site)
         for post in posts]))  # fmt: skip
    names = {provider_id(post) for post in posts}
    providers = {name: _many(task, one) if name in names else one
                 for name, one in task.providers.items()}  # fmt: skip
    return replace(task, providers=providers)


def _many(task: Task, one: Provider) -> Provider:
    """Let as many sessions run at once as there are items of the discipline."""
    items = task.items_of_discipline.get(one.disciplines[0], np.zeros(0))
    return replace(one, at_once=max(1, len(items)))


def with_visits(case: Case, visits: Sequence[Visit]) -> Case:
    """Return the case with the contract providers who make these visits."""
    names = {visit.provider_id: visit.post for visit in sorted(visits)}
    rows = [
        hours_row(visit.provider_id, visit.date, visit.date, visit.start, visit.end, "work",
                  visit.post.site)
        for visit in sorted(visits)
    ]  # fmt: skip
    return _with_providers(case, names, rows)


def _with_providers(case: Case, posts: dict[str, Post], hours: list[dict[str, object]]) -> Case:
    if not hours:
        return case
    rows = [
        {"provider_id": name, "disciplines": (post.discipline,), "employment": "contract"}
        for name, post in posts.items()
    ]
    return with_rows(with_rows(case, "providers", rows), "provider_hours", hours)
