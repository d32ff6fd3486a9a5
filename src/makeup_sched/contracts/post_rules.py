"""The rules of contract time by post, times of day aside, and the variables they bind.

For a district, where the hours of all posts together would be too much for one program: who could
sit together, how much a visit gives at most, how long it is at least. Everything is in cells of the
grid, and every plan keeps these rules, so what they prove holds.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.need import Need
from makeup_sched.contracts.sharing import Sharing
from makeup_sched.model.rows import NO_LIMIT, Rows


@dataclass(frozen=True)
class PostTime(Need):
    """Numbers of the variables of contract time by post; they follow those of staff's sessions.

    `sharing` says who could share a contractor's time at each post; `unmet` of the variables is
    what staff leave.
    """

    sharing: tuple[Sharing, ...]

    # -- what there is ----------------------------------------------------------------------------

    @cached_property
    def set_post(self) -> IntArray:
        """Post of each set of items."""
        return np.repeat(np.arange(len(self.sharing)), [len(one.sets) for one in self.sharing])

    @cached_property
    def seats(self) -> IntArray:
        """Most who can sit in a session of each set."""
        return _joined([one.seats for one in self.sharing])

    @cached_property
    def member_set(self) -> IntArray:
        """Set of each member."""
        sizes = [len(members) for one in self.sharing for members in one.sets]
        return np.repeat(np.arange(len(sizes)), sizes)

    @cached_property
    def member_item(self) -> IntArray:
        """Item of each member of a set."""
        return _joined([members for one in self.sharing for members in one.sets])

    @cached_property
    def single_post(self) -> IntArray:
        """Post of each item at a post."""
        return np.repeat(np.arange(len(self.sharing)), [len(one.items) for one in self.sharing])

    @cached_property
    def single_item(self) -> IntArray:
        """Item of each item at a post."""
        return _joined([one.items for one in self.sharing])

    @cached_property
    def left(self) -> IntArray:
        """Cells left of each item."""
        return self.variables.columns.task.left // self.grid

    # -- variables --------------------------------------------------------------------------------

    @cached_property
    def _numbers(self) -> list[IntArray]:
        sizes = [len(self.sharing), len(self.sharing), len(self.set_post), len(self.member_item),
                 len(self.single_item), len(self.left)]  # fmt: skip
        ends = self.variables.count + np.cumsum(sizes)
        return [np.arange(end - size, end) for end, size in zip(ends, sizes, strict=True)]

    @property
    def paid(self) -> IntArray:
        """Paid cells at each post."""
        return self._numbers[0]

    @property
    def visits(self) -> IntArray:
        """Visits at each post."""
        return self._numbers[1]

    @property
    def together(self) -> IntArray:
        """Cells of the sessions of each set."""
        return self._numbers[2]

    @property
    def given(self) -> IntArray:
        """Cells that each member of a set is given in its sessions."""
        return self._numbers[3]

    @property
    def alone(self) -> IntArray:
        """Cells that each item at a post is given by itself."""
        return self._numbers[4]

    @property
    def nobody(self) -> IntArray:
        """Cells of each item that nobody gives."""
        return self._numbers[5]

    @cached_property
    def upper(self) -> IntArray:
        """Upper bound of every variable.

        Whoever pays for more than a visit for each cell that is left could do with less.
        """
        all_left = np.bincount(
            self.single_post, weights=self.left[self.single_item], minlength=len(self.sharing)
        ).astype(np.int64)
        return np.concatenate(
            [
                self.variables.upper,
                all_left * (self.visit_cells + 1),
                all_left,
                all_left[self.set_post],
                self.left[self.member_item],
                self.left[self.single_item],
                self.left,
            ]
        )


def nobody_sits_longer_than_a_session_lasts(t: PostTime) -> Rows:
    """Each member of a set is given at most the cells of the set's sessions."""
    row = np.arange(len(t.given))
    return _rows((row, t.given, 1), (row, t.together[t.member_set], -1), count=len(row))


def a_session_has_so_many_seats(t: PostTime) -> Rows:
    """Rule 4: a group is within the cap, and within the limit of everybody in it."""
    row = np.arange(len(t.together))
    return _rows((t.member_set, t.given, 1), (row, t.together, -t.seats), count=len(row))


def contractors_are_paid_for_their_sessions(t: PostTime) -> Rows:
    """All sessions of a post lie in paid time."""
    row = np.arange(len(t.paid))
    return _rows(
        (t.set_post, t.together, 1), (t.single_post, t.alone, 1), (row, t.paid, -1), count=len(row)
    )


def visits_are_long_enough(t: PostTime) -> Rows:
    """A contractor is not called in for less than the shortest visit."""
    row = np.arange(len(t.paid))
    return _rows((row, t.visits, t.visit_cells), (row, t.paid, -1), count=len(row))


def a_visit_gives_an_item_no_more_than_a_day_may(t: PostTime) -> Rows:
    """Visits are of one day: in each an item has as many sessions as a day may have (rule 5)."""
    task = t.variables.columns.task
    width = len(task.items)
    key = t.single_post * width + t.single_item
    order = np.argsort(key)
    of_member = t.set_post[t.member_set] * width + t.member_item
    row = order[np.searchsorted(key[order], of_member)]
    longest = np.array([item.max_session // task.grid for item in task.items], dtype=np.int64)
    most = task.case.policy.sessions_per_day_per_item * longest[t.single_item]
    single = np.arange(len(key))
    return _rows(
        (row, t.given, 1),
        (single, t.alone, 1),
        (single, t.visits[t.single_post], -most),
        count=len(key),
    )


def what_staff_leave_is_given_by_contractors_or_nobody(t: PostTime) -> Rows:
    """Every cell that staff leave of an item is given at a post, or stays unmet."""
    row = np.arange(len(t.left))
    return _rows(
        (row, t.variables.unmet, 1),
        (t.member_item, t.given, -1),
        (t.single_item, t.alone, -1),
        (row, t.nobody, -1),
        count=len(row),
    )


def contractors_give_what_staff_are_short_of(t: PostTime) -> Rows:
    """Of an item that staff cannot give in full contractors give at least a whole session.

    Or what staff are short of stays unmet, and as often as its minutes go into those it counts.
    """
    items = np.flatnonzero(t.short)
    number = np.full(len(t.short), -1)
    number[items] = np.arange(len(items))
    member, single = (np.flatnonzero(number[of] >= 0) for of in (t.member_item, t.single_item))
    row = np.arange(len(items))
    times = (t.least[items] + t.short[items] - 1) // t.short[items]
    return _rows(
        (number[t.member_item[member]], t.given[member], -1),
        (number[t.single_item[single]], t.alone[single], -1),
        (row, t.nobody[items], -times),
        count=len(row),
        limit=-(t.least[items] // t.grid),
    )


def _joined(parts: list[IntArray]) -> IntArray:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)


def _rows(
    *entries: tuple[IntArray, IntArray, int | IntArray],
    count: int,
    limit: IntArray | None = None,
) -> Rows:
    """Return rows from entries (row, variable, coefficient); at most `limit`, or nothing."""
    coefficients = [np.broadcast_to(np.asarray(c), np.shape(row)) for row, _, c in entries]
    return Rows(
        row=_joined([row for row, _, _ in entries]),
        variable=_joined([variable for _, variable, _ in entries]),
        coefficient=_joined(coefficients),
        lower=np.full(count, -NO_LIMIT),
        upper=np.zeros(count, dtype=np.int64) if limit is None else limit,
    )


POST_RULES = (
    nobody_sits_longer_than_a_session_lasts,
    a_session_has_so_many_seats,
    contractors_are_paid_for_their_sessions,
    visits_are_long_enough,
    a_visit_gives_an_item_no_more_than_a_day_may,
    what_staff_leave_is_given_by_contractors_or_nobody,
    contractors_give_what_staff_are_short_of,
)
"""All rules of contract time by post; those of staff's sessions hold beside them."""
