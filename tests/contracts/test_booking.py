"""Visits get a date on which everybody is free, once a day each, and sessions that can be held."""

from makeup_sched.checker import check
from makeup_sched.contracts.booked import Booked, Bundle, Diary, GroupSession
from makeup_sched.contracts.booking import Booking, booked_in
from makeup_sched.contracts.large import planned_around
from makeup_sched.contracts.pool import Post, posts_of, provider_id, with_pool, with_visits
from makeup_sched.places.task import Task, planning_task
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.cpsat import Effort
from support.tiny import MONDAY, Blueprint, blueprint, day, hours, owes, provider, students

ALWAYS, MON, TUE = 0b111, 0b1, 0b10
NEVER = hours("08:00-08:15", weekday="Sun")


def school() -> Blueprint:
    debts = [row for who in "ABC" for row in owes(who, 60, setting="group")]
    days = [day(offset) for offset in range(3)]
    return blueprint(*days, *students("ABC"), *debts, provider(), NEVER)


def prepared(made: Blueprint) -> tuple[Task, list[Post], dict[str, int]]:
    posts = posts_of(planning_task(made.case))
    task = with_pool(made.case, posts, MONDAY)
    return task, posts, {item.student_id: one for one, item in enumerate(task.items)}


def visit(*sessions: GroupSession) -> Bundle:
    return Bundle(provider_id(Post("SLP", "Oak")), sessions[0].start, sessions[-1].end, sessions)


def test_visits_with_few_dates_choose_first_and_nobody_is_seen_twice_a_day() -> None:
    task, _, number = prepared(school())
    both = visit(GroupSession(480, 30, (number["A"], number["B"]), ALWAYS))
    on_monday = visit(GroupSession(600, 30, (number["A"],), MON))
    diary = Diary()
    diary.write("B", 1)
    found = Booking(task, diary).book([both, on_monday])
    assert [(one.bundle, one.day) for one in found] == [(on_monday, 0), (both, 2)]


def test_a_visit_without_a_date_is_left_out() -> None:
    task, _, number = prepared(school())
    diary = Diary()
    diary.write("A", 0)
    assert Booking(task, diary).book([visit(GroupSession(480, 30, (number["A"],), MON))]) == []


def test_the_diary_knows_planned_sessions() -> None:
    made = school()
    task, posts, number = prepared(made)
    bundle = visit(GroupSession(480, 30, (number["A"], number["C"])))
    _, sessions = booked_in(made.case, posts, task, [Booked(bundle, 1)])
    diary = Diary.of(task, sessions)
    assert (diary.days["A"], diary.days["B"], diary.days["C"]) == (TUE, 0, TUE)


def test_booked_visits_are_held_by_different_contractors_and_pass_the_checker() -> None:
    made = school()
    task, posts, number = prepared(made)
    first = visit(GroupSession(480, 30, (number["A"], number["B"])))
    second = visit(GroupSession(495, 45, (number["C"],)))
    visits, sessions = booked_in(made.case, posts, task, [Booked(first, 0), Booked(second, 0)])
    assert [(one.date, one.start, one.end, one.lane) for one in visits] == [
        (MONDAY, 480, 510, 1), (MONDAY, 495, 540, 2)
    ]  # fmt: skip
    assert sessions["student_ids"].tolist() == [("A", "B"), ("C",)]
    plan = planned_around(made.case, sessions, visits, Clock(3.0), Effort(3.0, workers=1))
    assert not plan.items["unmet"].eq(60).any()
    assert check(with_visits(made.case, visits), plan.sessions) == []


def test_days_on_which_staff_may_see_somebody_are_kept_where_others_do() -> None:
    task, _, number = prepared(school())
    bundle = visit(GroupSession(480, 30, (number["A"],), MON | TUE))
    for with_staff, day_chosen in ((MON, 1), (MON | TUE, 0), (0, 0)):
        (found,) = Booking(task, Diary(), {"A": with_staff}).book([bundle])
        assert found.day == day_chosen
