"""Where an item could be given, and what stands in the way of each place in a plan."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from makeup_sched.explaining.explanation import BlockedPlaces
from makeup_sched.explaining.held_sessions import HeldSession, HeldSessions
from makeup_sched.ledger.items import OwedItem
from makeup_sched.places.day_places import JOIN
from makeup_sched.places.item_places import ItemPlaces
from makeup_sched.places.task import Task
from makeup_sched.vocabulary import MODES, WEEKDAYS

OTHERS, GROUP, OWN_OTHER = "other_items", "full_or_unfit_group", "own_other_item"
STUDENT_CAP, PROVIDER_CAP, LOCKED = "student_cap", "provider_cap", "locked"
THIS_ITEM, LONGER, NOTHING = "this_item", "longer_than_left", "nothing"


@dataclass(frozen=True)
class Place:
    """One place of an item and what blocks it; `day` a planning date's index, times in minutes."""

    day: int
    provider: int
    start: int
    length: int
    mode: int
    blocked_by: frozenset[str]
    owed_ids: tuple[str, ...]


class PlacesInPlan:
    """Looks at the places of items in one plan."""

    def __init__(self, task: Task, held: HeldSessions) -> None:
        self._task = task
        self._held = held
        self._names = list(task.providers)

    def of(self, places: ItemPlaces, locked_out: ItemPlaces | None = None) -> list[Place]:
        """Return the places of an item, and those that only locked sessions stand in the way of."""
        item = self._task.items[places.item]
        found = [self._seen(item, *place) for place in _each(places)]
        if locked_out is not None:
            there = set(_each(places))
            gone = (place for place in dict.fromkeys(_each(locked_out)) if place not in there)
            found += [self._locked(item, *place) for place in gone]
        return found

    def summary(self, item: int, places: list[Place], unmet: int) -> tuple[BlockedPlaces, ...]:
        """Return the places by weekday, provider and blocker, those with most dates first."""
        facts, days = self._task.items[item], self._task.available.days
        groups: dict[tuple[int, int, tuple[str, ...]], list[Place]] = {}
        for place in places:
            blockers = tuple(sorted(place.blocked_by)) or (self._unblocked(facts, place, unmet),)
            key = (int(days.weekday[place.day]), place.provider, blockers)
            groups.setdefault(key, []).append(place)
        found = [
            BlockedPlaces(
                weekday=WEEKDAYS[weekday],
                start=start,
                end=end,
                provider_id=self._names[provider],
                dates=len({place.day for place in some}),
                places=len(some),
                blocked_by=blockers,
                owed_ids=_by_dates(some),
            )
            for (weekday, provider, blockers), group in sorted(groups.items())
            for start, end, some in _stretches(group)
        ]
        return tuple(sorted(found, key=lambda one: -one.dates))

    # -- one place --------------------------------------------------------------------------------

    def _unblocked(self, item: OwedItem, place: Place, unmet: int) -> str:
        if any(item.owed_id in session.owed_ids for session in self._held.on(place.day)):
            return THIS_ITEM
        return LONGER if place.length > unmet else NOTHING

    def _seen(
        self, item: OwedItem, day: int, provider: int, start: int, length: int, mode: int
    ) -> Place:
        place = Place(day, provider, start, length, mode, frozenset(), ())
        blockers: set[str] = set()
        owed: list[str] = []
        for session in self._held.on(day):
            for blocker in self._in_the_way(item, session, place):
                blockers.add(blocker)
                owed += session.others(item)
        task, used = self._task, self._held.student_minutes(item, day)
        if used + length > task.students[item.student_id].minutes_per_day:
            blockers.add(STUDENT_CAP)
        if mode != JOIN and self._over_provider_cap(item, place):
            blockers.add(PROVIDER_CAP)
        unique = tuple(dict.fromkeys(owed))
        return Place(day, provider, start, length, mode, frozenset(blockers), unique)

    def _in_the_way(self, item: OwedItem, session: HeldSession, place: Place) -> Iterator[str]:
        end = place.start + place.length
        if not session.overlaps(place.start, end) or not session.others(item):
            return
        if item.student_id in session.student_ids and item.owed_id not in session.owed_ids:
            yield OWN_OTHER
            return
        if session.provider_id != self._names[place.provider]:
            return
        same = (session.start, session.end, session.mode) == (place.start, end, MODES[place.mode])
        if place.mode == JOIN or session.mode == "join":
            # who joins takes a seat, none of the provider's time
            if same and not self._has_a_seat(item, session, place):
                yield GROUP
        elif not same or not self._is_a_group(item, session):
            yield OTHERS
        elif not self._has_a_seat(item, session, place):
            yield GROUP

    def _is_a_group(self, item: OwedItem, session: HeldSession) -> bool:
        """Say whether a session is one that others of the discipline may join, as this item may."""
        everyone = [item, *map(self._held.item, session.others(item))]
        return session.discipline == item.discipline and all(one.group for one in everyone)

    def _has_a_seat(self, item: OwedItem, session: HeldSession, place: Place) -> bool:
        if item.owed_id in session.owed_ids:
            return True
        task = self._task
        provider = task.providers[session.provider_id]
        cap = min(task.case.policy.group_cap, provider.max_group or 10**6)
        if place.mode == JOIN and session.regular >= 0:
            own = task.available.regular[session.regular].max_group
            cap = min(cap, own or 10**6)
        return not session.locked and self._held.may_sit_in(item, session, cap)

    def _over_provider_cap(self, item: OwedItem, place: Place) -> bool:
        name = self._names[place.provider]
        facts = self._task.providers[name]
        for cap, days in ((facts.minutes_per_day, (place.day,)),
                          (facts.minutes_per_week, self._week_of.get(place.day, ()))):  # fmt: skip
            if cap is None:
                continue
            key = (item.owed_id, name, days, place.day)
            if key not in self._given:
                self._given[key] = self._held.provider_minutes(item, name, days, place.day)
            if self._given[key] + place.length > cap:
                return True
        return False

    def _locked(
        self, item: OwedItem, day: int, provider: int, start: int, length: int, mode: int
    ) -> Place:
        """Return a place that is no place only because of locked sessions."""
        there = [one for one in self._held.on(day) if one.locked]
        owed = [
            owed_id
            for one in there
            if one.overlaps(start, start + length)
            and (one.provider_id == self._names[provider] or item.student_id in one.student_ids)
            for owed_id in one.others(item)
        ]
        unique = tuple(dict.fromkeys(owed))
        return Place(day, provider, start, length, mode, frozenset({LOCKED}), unique)

    @cached_property
    def _given(self) -> dict[tuple[str, str, tuple[int, ...], int], int]:
        return {}

    @cached_property
    def _week_of(self) -> dict[int, tuple[int, ...]]:
        """The planning dates of the week of each planning date."""
        weeks: dict[int, list[int]] = {}
        numbers = self._task.available.days.week.tolist()
        for day, week in enumerate(numbers):
            weeks.setdefault(week, []).append(day)
        return {day: tuple(weeks[week]) for day, week in enumerate(numbers)}


def _each(places: ItemPlaces) -> Iterator[tuple[int, int, int, int, int]]:
    columns = (places.day, places.provider, places.start, places.length, places.mode)
    return iter(dict.fromkeys(zip(*(column.tolist() for column in columns), strict=True)))


def _stretches(places: list[Place]) -> list[tuple[int, int, list[Place]]]:
    """Return the places by stretches of time that hang together."""
    found: list[tuple[int, int, list[Place]]] = []
    for place in sorted(places, key=lambda one: (one.start, one.length)):
        end = place.start + place.length
        if found and place.start < found[-1][1]:
            first, last, some = found[-1]
            found[-1] = (first, max(last, end), [*some, place])
        else:
            found.append((place.start, end, [place]))
    return found


def _by_dates(places: list[Place]) -> tuple[str, ...]:
    """Return the items that stand there, those on most dates first."""
    pairs = {(owed_id, place.day) for place in places for owed_id in place.owed_ids}
    count = Counter(owed_id for owed_id, _ in pairs)
    return tuple(sorted(count, key=lambda owed_id: (-count[owed_id], owed_id)))
