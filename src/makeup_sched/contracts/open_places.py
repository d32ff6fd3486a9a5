"""Where contractors of a pool could see whom, as sets of items in the bits of a number.

Looked at over kinds of days, for a greedy search that asks very often who could sit together.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from makeup_sched.availability.days import IntArray
from makeup_sched.contracts.lengths import allows
from makeup_sched.places.columns import Columns, allowed_days


class OpenPlaces:
    """The places of the items of a task that have minutes left; minutes throughout."""

    def __init__(self, columns: Columns, seen: Mapping[str, int] | None = None) -> None:
        """Take columns over classes of dates, and when students are seen already (`Diary.days`)."""
        self.columns = columns
        self._seen = seen or {}
        self.task = columns.task
        self.grid = self.task.grid
        self.numbers: IntArray = np.flatnonzero(self.task.left > 0)
        self._lengths: dict[int, tuple[int, int]] = {}
        self._bit = {int(number): 1 << place for place, number in enumerate(self.numbers)}

    def number(self, bit: int) -> int:
        """Return the number, in the task, of the item with this bit."""
        return int(self.numbers[bit.bit_length() - 1])

    @cached_property
    def at(self) -> dict[tuple[str, int, int], list[tuple[int, int]]]:
        """Lengths, each with the items that have a place of it, by pool, kind of day and start."""
        c = self.columns
        place, names = c.places.attendance_place, c.templates.providers
        found: dict[tuple[str, int, int], dict[int, int]] = {}
        rows = zip(c.provider[place].tolist(), c.slot[place].tolist(),
                   c.places.start[place].tolist(), c.places.length[place].tolist(),
                   c.places.attendance_item.tolist(), strict=True)  # fmt: skip
        for provider, slot, start, length, item in rows:
            lengths = found.setdefault((names[provider], slot, start), {})
            lengths[length] = lengths.get(length, 0) | self._bit[item]
        return {key: sorted(found[key].items()) for key in sorted(found)}

    @cached_property
    def allowed(self) -> dict[int, int]:
        """The items that may be planned on a date, by its index; nobody twice on a day."""
        allowed = allowed_days(self.task)[self.numbers]
        for row, number in enumerate(self.numbers.tolist()):
            days = self._seen.get(self.task.items[number].student_id, 0)
            allowed[row, [bit.bit_length() - 1 for bit in bits_of(days)]] = False
        return {
            day: sum(1 << place for place in np.flatnonzero(allowed[:, day]).tolist())
            for day in range(allowed.shape[1])
        }

    def dates(self, slot: int, items: int) -> list[int]:
        """Return the dates of a kind of day on which these may all be seen, by their indexes."""
        days = self.columns.slots[slot].tolist()
        return [day for day in days if not items & ~self.allowed[day]]

    def fits(self, bit: int, left: int, length: int) -> bool:
        """Say whether an item can have so many of the minutes left, and of the rest no less for it.

        Not all that is left needs to be within reach of its sessions.
        """
        rest = left - length
        return rest >= 0 and self._most(bit, rest) + length == self._most(bit, left)

    def _most(self, bit: int, left: int) -> int:
        """Return how many of the minutes left of an item its sessions can come to at most."""
        within = self._reach[self.number(bit)] & ((2 << left // self.grid) - 1)
        return (within.bit_length() - 1) * self.grid

    def groups(self, who: int, length: int, price: Mapping[int, float]) -> list[int]:
        """Return groups of some items for a session, as large as they get, one per span of grades.

        Whoever's minutes are worth most (`price`, by bit) is seated first. In none is anybody for
        whom the session is too short.
        """
        allowing, enough = self._by_length(length)
        order = sorted(bits_of(who), key=lambda bit: -price[bit])
        alone = next((bit for bit in order if bit & enough), 0)
        together = who & self.may_share
        found = [alone] if alone else []
        if together & (together - 1):
            for window in self.windows:
                group = self._seated(order, together & window)
                if group & ~enough and not group & allowing:
                    group = self._seated(order, together & window & enough)
                found += [group] if group else []
        return found

    def _by_length(self, length: int) -> tuple[int, int]:
        """Return the items that let a session be so short for all, and those it suits anyway."""
        if length not in self._lengths:
            items = {bit: self.task.items[number] for number, bit in self._bit.items()}
            allowing = sum(bit for bit, item in items.items() if allows(item, length))
            suits = sum(bit for bit, item in items.items() if length >= item.min_session)
            self._lengths[length] = allowing, allowing | suits
        return self._lengths[length]

    def _seated(self, order: Sequence[int], who: int) -> int:
        """Seat some items in an order, as far as seats go and nobody is to be kept apart."""
        group, apart, seats = 0, 0, self.task.case.policy.group_cap
        for bit in order:
            if not bit & who or bit & apart:
                continue
            number = self.number(bit)
            fewer = min(seats, self.seats[number])
            if group.bit_count() < fewer:
                group, seats, apart = group | bit, fewer, apart | self._apart[number]
        return group

    # -- facts ------------------------------------------------------------------------------------

    @cached_property
    def _reach(self) -> dict[int, int]:
        """By item, as bits: the cells that sessions of its lengths can come to."""
        lengths: dict[int, set[int]] = defaultdict(set)
        c = self.columns
        cells = c.places.length[c.places.attendance_place] // self.grid
        for item, count in zip(c.places.attendance_item.tolist(), cells.tolist(), strict=True):
            lengths[item].add(count)
        return {
            item: _sums(counts, int(self.task.left[item]) // self.grid)
            for item, counts in lengths.items()
        }

    @cached_property
    def may_share(self) -> int:
        """The items that may be given in a group."""
        return sum(bit for number, bit in self._bit.items() if self.task.items[number].group)

    @cached_property
    def seats(self) -> dict[int, int]:
        """By item: how many may sit in a session with it, itself counted."""
        most = self.task.case.policy.group_cap
        return {number: self.task.items[number].max_group or most for number in self._bit}

    @cached_property
    def windows(self) -> list[int]:
        """Sets of items whose students' grades are near enough to each other."""
        grade = {
            bit: self.task.students[self.task.items[number].student_id].grade
            for number, bit in self._bit.items()
        }
        span = self.task.case.policy.group_grade_span
        unknown = sum(bit for bit, of in grade.items() if of is None)
        known = {bit: of for bit, of in grade.items() if of is not None}
        windows = [
            unknown + sum(bit for bit, of in known.items() if 0 <= of - low <= span)
            for low in sorted(set(known.values()))
        ]
        return windows or [unknown]

    def of_student(self, bit: int) -> int:
        """Return the items of the student whose item has this bit."""
        return self._of_student[self.task.items[self.number(bit)].student_id]

    @cached_property
    def _of_student(self) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for number, bit in self._bit.items():
            found[self.task.items[number].student_id] |= bit
        return dict(found)

    @cached_property
    def _apart(self) -> dict[int, int]:
        """By item: the items of the same student, and of those to be kept apart from them."""
        students = {
            number: self.task.students[self.task.items[number].student_id] for number in self._bit
        }
        return {
            number: self._of_student[student.student_id]
            | sum(self._of_student.get(other, 0) for other in student.keep_apart)
            for number, student in students.items()
        }


def bits_of(items: int) -> list[int]:
    """Return the single bits of a number."""
    found = []
    while items:
        found.append(items & -items)
        items &= items - 1
    return found


def _sums(lengths: set[int], most: int) -> int:
    """Return as bits the totals up to `most` that any number of these lengths can come to."""
    reached, before, keep = 1, 0, (1 << (most + 1)) - 1
    while reached != before:
        before = reached
        for length in lengths:
            reached |= reached << length & keep
    return reached
