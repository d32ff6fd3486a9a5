"""The planning problem in Timefold's terms: facts, the planning entity, the constraints.

Only `timefold` imports this module, once it knows that the library and Java are there. Timefold
translates the classes and the functions given to constraint streams to Java, so they keep to
plain attributes, numbers, texts and lists. Facts are equal only to themselves: to compare their
attributes over and over would take most of the time.
"""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    Joiners,
    constraint_provider,
)


@dataclass(eq=False)
class Student:
    """A student; `left` holds the cells of make-up that each day still allows."""

    student_id: str
    left: list[int]


@dataclass(eq=False)
class Provider:
    """A provider; the cells that each day and each week still allow."""

    provider_id: str
    day_left: list[int]
    week_left: list[int]


@dataclass(eq=False)
class Item:
    """An owed item; `times` holds the sessions that each day still allows, `exact` is -1 or, where
    the item owes less than its shortest session, just that.
    """

    number: int
    student: Student
    cells: int
    priority: int
    least: int
    exact: int
    seats: int
    grade: int
    knows_grade: bool
    apart: list[str]
    times: list[int]
    places: list["Place"] = field(default_factory=list)


@dataclass(eq=False)
class Place:
    """Where a session could be held; `line` names what can be in one place at a time: a provider
    on a day or, for joins, a regular session on a day.
    """

    number: int
    provider: Provider
    line: str
    day: int
    week: int
    start: int
    end: int
    cells: int
    mode: int
    cap: int
    beside: int
    span: int
    regular_day: str
    least_extension: int
    most_extension: int


@planning_entity
@dataclass(eq=False)
class Attendance:
    """A session that an item may be given: the solver picks its place, or none."""

    number: Annotated[int, PlanningId]
    item: Item
    place: Annotated[
        Place | None,
        PlanningVariable(value_range_provider_refs=["places"], allows_unassigned=True),
    ] = field(default=None)

    def places(self) -> Annotated[list[Place], ValueRangeProvider(id="places")]:
        """Return where the session could be."""
        return self.item.places


@planning_solution
@dataclass(eq=False)
class Schedule:
    """The whole plan."""

    items: Annotated[list[Item], ProblemFactCollectionProperty]
    attendances: Annotated[list[Attendance], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore, PlanningScore] = field(default=None)


@constraint_provider  # type: ignore[untyped-decorator,unused-ignore]
def rules(factory: ConstraintFactory) -> list[Constraint]:
    """Return all rules, and the minutes that are met as the soft score."""
    return [
        provider_gives_one_session_at_a_time(factory),
        student_is_in_one_session_at_a_time(factory),
        group_fits_together(factory),
        group_is_within_its_cap(factory),
        nobody_is_credited_more_than_owed(factory),
        shorter_only_for_a_small_debt(factory),
        student_day_minutes(factory),
        item_day_sessions(factory),
        provider_day_minutes(factory),
        provider_week_minutes(factory),
        extended_within_limits(factory),
        minutes_met(factory),
    ]


def provider_gives_one_session_at_a_time(factory: ConstraintFactory) -> Constraint:
    """Rule 1; a regular session is joined in one place too."""
    return (
        factory.for_each_unique_pair(
            Attendance,
            Joiners.equal(lambda one: one.place.line),
            Joiners.overlapping(lambda one: one.place.start, lambda one: one.place.end),
        )
        .filter(lambda one, other: one.place.number != other.place.number)
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("provider gives one session at a time")
    )


def student_is_in_one_session_at_a_time(factory: ConstraintFactory) -> Constraint:
    """Rule 2."""
    return (
        factory.for_each_unique_pair(
            Attendance,
            Joiners.equal(lambda one: one.item.student.student_id),
            Joiners.equal(lambda one: one.place.day),
            Joiners.overlapping(lambda one: one.place.start, lambda one: one.place.end),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("student is in one session at a time")
    )


def group_fits_together(factory: ConstraintFactory) -> Constraint:
    """Rule 4: grades within the span, nobody with somebody kept apart."""
    return (
        factory.for_each_unique_pair(Attendance, Joiners.equal(lambda one: one.place.number))
        .filter(
            lambda one, other: (
                other.item.student.student_id in one.item.apart
                or (
                    one.item.knows_grade
                    and other.item.knows_grade
                    and abs(one.item.grade - other.item.grade) > one.place.span
                )
            )
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("group fits together")
    )


def group_is_within_its_cap(factory: ConstraintFactory) -> Constraint:
    """Rule 4: size within the place's cap and that of every item in it."""
    return (
        factory.for_each(Attendance)
        .group_by(
            lambda one: one.place,
            ConstraintCollectors.count(),
            ConstraintCollectors.min(lambda one: one.item.seats),
        )
        .filter(lambda place, size, seats: size > place.cap or size + place.beside > seats)
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("group is within its cap")
    )


def nobody_is_credited_more_than_owed(factory: ConstraintFactory) -> Constraint:
    """Rule 3."""
    return (
        factory.for_each(Attendance)
        .group_by(lambda one: one.item, ConstraintCollectors.sum(lambda one: one.place.cells))
        .filter(lambda item, cells: cells > item.cells)
        .penalize(HardSoftScore.ONE_HARD, lambda item, cells: cells - item.cells)
        .as_constraint("nobody is credited more than owed")
    )


def shorter_only_for_a_small_debt(factory: ConstraintFactory) -> Constraint:
    """Rule 3: shorter than an item's least only where somebody there owes just that."""
    return (
        factory.for_each(Attendance)
        .filter(lambda one: one.place.mode == 0 and one.place.cells < one.item.least)
        .if_not_exists(
            Attendance,
            Joiners.equal(lambda one: one.place.number),
            Joiners.filtering(lambda one, other: other.item.exact == one.place.cells),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("shorter only for a small debt")
    )


def student_day_minutes(factory: ConstraintFactory) -> Constraint:
    """Rule 5: per student and day, minutes within the cap."""
    return (
        factory.for_each(Attendance)
        .group_by(
            lambda one: one.item.student,
            lambda one: one.place.day,
            ConstraintCollectors.sum(lambda one: one.place.cells),
        )
        .filter(lambda student, day, cells: cells > student.left[day])
        .penalize(HardSoftScore.ONE_HARD, lambda student, day, cells: cells - student.left[day])
        .as_constraint("student day minutes")
    )


def item_day_sessions(factory: ConstraintFactory) -> Constraint:
    """Rule 5: per item and day, sessions within the policy's number."""
    return (
        factory.for_each(Attendance)
        .group_by(lambda one: one.item, lambda one: one.place.day, ConstraintCollectors.count())
        .filter(lambda item, day, count: count > item.times[day])
        .penalize(HardSoftScore.ONE_HARD, lambda item, day, count: count - item.times[day])
        .as_constraint("item day sessions")
    )


def provider_day_minutes(factory: ConstraintFactory) -> Constraint:
    """Rule 6: a provider's minutes per day; a join takes none."""
    return (
        factory.for_each(Attendance)
        .filter(lambda one: one.place.mode != 1)
        .group_by(lambda one: one.place)
        .group_by(
            lambda place: place.provider,
            lambda place: place.day,
            ConstraintCollectors.sum(lambda place: place.cells),
        )
        .filter(lambda provider, day, cells: cells > provider.day_left[day])
        .penalize(
            HardSoftScore.ONE_HARD, lambda provider, day, cells: cells - provider.day_left[day]
        )
        .as_constraint("provider day minutes")
    )


def provider_week_minutes(factory: ConstraintFactory) -> Constraint:
    """Rule 6: a provider's minutes per week."""
    return (
        factory.for_each(Attendance)
        .filter(lambda one: one.place.mode != 1)
        .group_by(lambda one: one.place)
        .group_by(
            lambda place: place.provider,
            lambda place: place.week,
            ConstraintCollectors.sum(lambda place: place.cells),
        )
        .filter(lambda provider, week, cells: cells > provider.week_left[week])
        .penalize(
            HardSoftScore.ONE_HARD, lambda provider, week, cells: cells - provider.week_left[week]
        )
        .as_constraint("provider week minutes")
    )


def extended_within_limits(factory: ConstraintFactory) -> Constraint:
    """Rule 3: a regular session is longer by enough and not by too much, both sides together."""
    return (
        factory.for_each(Attendance)
        .filter(lambda one: one.place.mode == 2)
        .group_by(lambda one: one.place)
        .group_by(
            lambda place: place.regular_day,
            ConstraintCollectors.sum(lambda place: place.cells),
            ConstraintCollectors.min(lambda place: place.least_extension),
            ConstraintCollectors.min(lambda place: place.most_extension),
        )
        .filter(lambda _, cells, least, most: cells < least or cells > most)
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("extended within limits")
    )


def minutes_met(factory: ConstraintFactory) -> Constraint:
    """The objective: cells met, weighted by priority, as many as can be."""
    return (
        factory.for_each(Attendance)
        .reward(HardSoftScore.ONE_SOFT, lambda one: one.item.priority * one.place.cells)
        .as_constraint("minutes met")
    )
