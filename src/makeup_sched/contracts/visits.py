"""The visits in which contractors give certain minutes of certain items: hours first, then dates.

Over classes of dates that look the same to the students a program finds the least paid time; each
stretch of presence becomes a visit, and a second, small program puts the visits on dates.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.contracts.dense import dense_visits
from makeup_sched.contracts.pool import Post, Visit, provider_id
from makeup_sched.contracts.rules import ContractTime
from makeup_sched.contracts.search import (
    Programs,
    near_optimal,
    relaxed,
    spread,
    unmet_weight,
)
from makeup_sched.model.rows import NO_LIMIT, Rows, stacked
from makeup_sched.model.variables import Variables
from makeup_sched.places.columns import (
    Columns,
    class_columns,
    dated_columns,
    keep_attendances,
)
from makeup_sched.places.task import Task
from makeup_sched.places.templates import find_templates
from makeup_sched.solve.cpsat import Effort, solve_cpsat
from makeup_sched.solve.highs import solve_whole
from makeup_sched.solve.program import Clock, Program
from makeup_sched.solve.relaxed import unmet_program
from makeup_sched.tables.clock import DAY

_NODES = 50
_AT_ONCE = 100
"""Items up to which all sites are looked at together."""


@dataclass(frozen=True, order=True)
class Stretch:
    """Visits without dates: of which pool, on which of its kinds of day, minutes after midnight."""

    pool: str
    slot: int
    start: int
    end: int


def visits_for(
    task: Task,
    posts: list[Post],
    wanted: IntArray,
    clock: Clock,
    effort: Effort,
    standing: Sequence[Visit] = (),
) -> list[Visit]:
    """Return visits in which contractors can give the wanted minutes, as far as they fit.

    Parameters
    ----------
    task
        With a pool at each of the posts.
    posts
        Where contractors may come.
    wanted
        Minutes of each item.
    clock, effort
        Limit the search.
    standing
        Visits that stand, and can be made longer; they come back with the others.
    """
    if np.count_nonzero(wanted) <= _AT_ONCE:
        columns = _columns(task, posts, wanted)
        return in_lanes(_dense(columns, posts, clock, effort, standing)[0])
    found, given = _at_schools(task, posts, wanted, clock.part(0.8), effort)
    found += standing
    rest = wanted - given
    for site in sorted({post.site for post in posts}):
        mine = [post for post in posts if post.site == site]
        visits, more = _dense(_columns(task, mine, rest), mine, clock.part(0.2), effort)
        found, rest = [*found, *visits], rest - more
    return in_lanes(found)


def _at_schools(
    task: Task, posts: list[Post], wanted: IntArray, clock: Clock, effort: Effort
) -> tuple[list[Visit], IntArray]:
    """Return visits for each student at the own school, and the minutes of each item given.

    Post by post: only a student who owes in several disciplines is in two of them, and the plan
    with the visits sees to that.
    """
    own = np.array([task.students[item.student_id].school for item in task.items], dtype=str)
    discipline = np.array([item.discipline for item in task.items], dtype=str)
    minutes = {
        post: np.where((own == post.site) & (discipline == post.discipline), wanted, 0)
        for post in posts
    }
    posts = [post for post in posts if minutes[post].any()]
    found: list[Visit] = []
    given = np.zeros(len(task.items), dtype=np.int64)
    for done, post in enumerate(posts):
        part = clock.part(1 / (len(posts) - done))
        visits, some = _dense(_columns(task, [post], minutes[post]), [post], part, effort)
        found, given = [*found, *visits], given + some
    return found, given


def in_lanes(visits: list[Visit]) -> list[Visit]:
    """Give visits that overlap at a post on a date to different contractors.

    Visits of one contractor that touch become one: a session may lie in both.
    """
    placed: list[Visit] = []
    for visit in sorted(visits, key=lambda one: (one.date, one.post, one.start, one.end)):
        there = [one for one in placed if (one.date, one.post) == (visit.date, visit.post)]
        busy = {one.lane for one in there if one.start < visit.end and visit.start < one.end}
        lane = next(number for number in range(1, len(busy) + 2) if number not in busy)
        before = [one for one in there if one.lane == lane and one.end == visit.start]
        placed = [one for one in placed if one not in before]
        start = before[0].start if before else visit.start
        placed.append(replace(visit, start=start, lane=lane))
    return placed


def _only(task: Task, posts: list[Post], wanted: IntArray) -> Task:
    """Return the task with the pools of the posts and what is wanted of them."""
    names = {provider_id(post) for post in posts}
    providers = {name: one for name, one in task.providers.items() if name in names}
    return replace(task, left=wanted, providers=providers)


def _columns(task: Task, posts: list[Post], wanted: IntArray) -> Columns:
    return class_columns(find_templates(_only(task, posts, wanted)))


def _dense(
    columns: Columns,
    posts: list[Post],
    clock: Clock,
    effort: Effort,
    standing: Sequence[Visit] = (),
) -> tuple[list[Visit], IntArray]:
    least = columns.task.case.policy.contract.min_visit_minutes
    return dense_visits(columns, posts, least, clock, standing=standing, seed=effort.seed)


def searched_visits(
    task: Task, posts: list[Post], wanted: IntArray, clock: Clock, effort: Effort
) -> list[Visit]:
    """Return visits as `visits_for` does, by a whole-number program over kinds of days.

    It can take less paid time, but what it finds may not fit on dates as well.
    """
    columns = _columns(task, posts, wanted)
    if not len(columns.places.attendance_place):
        return []
    programs = Programs(columns, _all_pools(columns), unmet_weight(task))
    values = _hours(programs, clock.part(0.8), effort)
    if values is None:
        return []
    visits, given = _dated_visits(programs, values, posts, clock)
    more = _dense(_columns(task, posts, wanted - given), posts, clock.part(0.5), effort)[0]
    return in_lanes([*visits, *more])


def _dated_visits(
    programs: Programs, values: IntArray, posts: list[Post], clock: Clock
) -> tuple[list[Visit], IntArray]:
    """Return the visits of a solution on dates, and the minutes of each item given in them."""
    time, v = programs.time, programs.variables
    minutes = values[: v.attendance_count] * v.columns.places.length[v.place]
    given = np.bincount(v.item, weights=minutes, minlength=len(v.unmet)).astype(np.int64)
    stretches = Counter(_all_stretches(time, values))
    of_pool = {provider_id(post): post for post in posts}
    dated = _Dating(time, _dated(time, given, stretches), stretches).solve(clock)
    return [Visit(date, of_pool[one.pool], one.start, one.end) for one, date in dated], given


def _all_pools(columns: Columns) -> BoolArray:
    return np.ones(len(columns.templates.providers), dtype=bool)


def _hours(programs: Programs, clock: Clock, effort: Effort) -> IntArray | None:
    """Return counts with little paid time: among times that the relaxation leans to, then all."""
    columns = programs.variables.columns
    engine, _ = relaxed(programs, clock.part(0.4))
    start = None
    if engine is not None:
        used = near_optimal(engine, programs, clock.part(0.3), effort.seed)
        some = Programs(keep_attendances(columns, used), _all_pools(columns), programs.weight)
        first = solve_whole(some.program, clock, clock.left * 0.6)
        if first.values is not None:
            start = spread(some, first.values, programs, used)
    whole = replace(effort, seconds=clock.left)
    better = solve_cpsat(programs.program, clock, whole, start)
    return start if better.values is None else better.values


def _all_stretches(time: ContractTime, values: IntArray) -> list[Stretch]:
    c = time.variables.columns
    found = []
    least = -(-time.visit_minutes // time.grid)
    for number, key in enumerate(time.key.tolist()):
        row, slot = divmod(key, len(c.slots))
        present = values[time.presence[time.offset[number] : time.offset[number + 1]]]
        pool, low = c.templates.providers[row], int(time.low[number])
        found += [
            Stretch(pool, slot, (low + start) * time.grid, (low + end) * time.grid)
            for start, end in stretches_of(present, least)
        ]
    return found


def stretches_of(present: IntArray, least: int) -> list[tuple[int, int]]:
    """Cut presence, cell by cell, into visits of at least so many cells.

    Whoever came first leaves first, and nobody before time; `end` is not counted.
    """
    running: list[int] = []
    found: list[tuple[int, int]] = []
    for cell, count in enumerate([*present.tolist(), 0]):
        while len(running) > count:
            begun = running.pop(0)
            found.append((begun, max(cell, begun + least)))
        running += [cell] * (count - len(running))
    return found


def _dated(time: ContractTime, given: IntArray, stretches: Counter[Stretch]) -> Columns:
    """Return the places of the pools on dates, inside the stretches, for what they give."""
    task = replace(time.variables.columns.task, left=given)
    columns = dated_columns(find_templates(task))
    inside = np.zeros(len(columns.places.start), dtype=bool)
    for stretch in stretches:
        inside |= _place_in(columns, time, stretch)
    return keep_attendances(columns, inside[columns.places.attendance_place])


def _place_in(columns: Columns, time: ContractTime, stretch: Stretch) -> BoolArray:
    """Mark the places (over dates) that lie in a stretch, on a date on which it could be."""
    row = columns.templates.providers.index(stretch.pool)
    on_day = np.isin(np.arange(len(columns.slots)), time.variables.columns.slots[stretch.slot])
    found = (columns.provider == row) & on_day[columns.slot]
    found &= (columns.places.start >= stretch.start) & (columns.end <= stretch.end)
    return np.asarray(found, dtype=bool)


class _Dating:
    """The program: which stretch is on which date (`chosen`), and the sessions in it."""

    def __init__(self, time: ContractTime, columns: Columns, often: Counter[Stretch]) -> None:
        self.grid, self.columns = time.grid, columns
        self.variables = Variables(columns)
        self.stretches = list(often)
        self.often = np.array([often[stretch] for stretch in self.stretches], dtype=np.int64)
        pairs = [
            (number, day)
            for number, stretch in enumerate(self.stretches)
            for day in time.variables.columns.slots[stretch.slot].tolist()
        ]
        table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        self.stretch, self.day = table[:, 0], table[:, 1]
        self.chosen = self.variables.count + np.arange(len(pairs))

    def solve(self, clock: Clock) -> list[tuple[Stretch, dt.date]]:
        """Return a date for each stretch, as often as it is wanted."""
        v, items = self.variables, len(self.columns.task.items)
        sessions, _ = unmet_program(v, np.full(items, 1))
        rows = stacked([sessions.rows, self._as_often_as_wanted(), self._inside_a_visit()])
        upper = np.concatenate([v.upper, self.often[self.stretch]])
        weights = np.concatenate([sessions.weights, np.zeros(len(self.chosen), dtype=np.int64)])
        found = solve_whole(Program(rows, upper, weights), clock, clock.left, nodes=_NODES)
        counts = self._first_dates() if found.values is None else found.values[self.chosen]
        ordinals = self.columns.task.available.days.ordinal
        return [
            (self.stretches[self.stretch[pair]], dt.date.fromordinal(int(ordinals[self.day[pair]])))
            for pair in np.flatnonzero(counts).tolist()
            for _ in range(int(counts[pair]))
        ]

    def _first_dates(self) -> IntArray:
        """Put every stretch on the first dates there are."""
        counts = np.zeros(len(self.chosen), dtype=np.int64)
        for number, times in enumerate(self.often.tolist()):
            mine = np.flatnonzero(self.stretch == number)
            for turn in range(times):
                counts[mine[turn % len(mine)]] += 1
        return counts

    def _as_often_as_wanted(self) -> Rows:
        """A stretch is on as many dates as it is wanted."""
        ones = np.ones(len(self.chosen), dtype=np.int64)
        return Rows(self.stretch, self.chosen, ones, self.often, self.often)

    def _inside_a_visit(self) -> Rows:
        """In every cell of a date, no more sessions of a pool run than visits are there."""
        c, v = self.columns, self.variables
        pools = {name: row for row, name in enumerate(c.templates.providers)}
        place = v.session_place
        run = _cells(c.places.start[place], c.end[place], self.grid)
        at = self._key(c.provider[place][run[0]], c.slot[place][run[0]], run[1])
        of = [(pools[one.pool], one.start, one.end) for one in self.stretches]
        pool, start, end = np.array(of, dtype=np.int64).reshape(-1, 3)[self.stretch].T
        come = _cells(start, end, self.grid)
        there = self._key(pool[come[0]], self.day[come[0]], come[1])
        keys = np.unique(at)
        known = np.isin(there, keys)
        return Rows(
            row=np.concatenate([np.searchsorted(keys, at), np.searchsorted(keys, there[known])]),
            variable=np.concatenate([v.session[run[0]], self.chosen[come[0][known]]]),
            coefficient=np.concatenate(
                [np.ones(len(at), dtype=np.int64), np.full(int(known.sum()), -1)]
            ),
            lower=np.full(len(keys), -NO_LIMIT),
            upper=np.zeros(len(keys), dtype=np.int64),
        )

    def _key(self, provider: IntArray, day: IntArray, cell: IntArray) -> IntArray:
        """Return one number for provider row, date and cell."""
        return np.asarray((provider * len(self.columns.slots) + day) * DAY + cell, dtype=np.int64)


def _cells(start: IntArray, end: IntArray, grid: int) -> tuple[IntArray, IntArray]:
    """Return, for each cell of each stretch of minutes, the number of the stretch, and the cell."""
    first, last = start // grid, -(-end // grid)
    count = last - first
    entry = np.repeat(np.arange(len(start)), count)
    cell = first[entry] + np.arange(len(entry)) - np.repeat(np.cumsum(count) - count, count)
    return entry, cell
