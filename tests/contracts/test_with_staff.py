"""Visits that are bought together with what staff give: they can be held, and cost least."""

from collections import Counter
from itertools import pairwise

from hypothesis import assume, given

from makeup_sched.contracts.apart import apart
from makeup_sched.contracts.booked import Bundle, Diary
from makeup_sched.contracts.hours_bound import nothing_proven
from makeup_sched.contracts.lengths import who_may_sit
from makeup_sched.contracts.pool import posts_of, with_pool
from makeup_sched.contracts.with_staff import visits_with_staff
from makeup_sched.places.task import Task, planning_task
from makeup_sched.solve.clock import Clock
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, day, hours, owes, provider, students

VISIT = 30
CONTRACT = {"lead_days": 0, "min_visit_minutes": VISIT}
NEVER = hours("08:00-08:15", weekday="Sun")


def bundled(made: Blueprint) -> tuple[Task, list[Bundle]]:
    """Return the task and the visits."""
    case = made.with_policy(contract=CONTRACT).case
    alone = planning_task(case)
    posts = posts_of(alone)
    task = with_pool(case, posts, case.start_date)
    diary = Diary.of(task, case.table("locked"))
    by_hour = nothing_proven(task, apart(alone))
    found = visits_with_staff(alone, task, posts, diary, by_hour, Clock(1.0))
    return task, list(found.visits)


def test_who_can_share_sits_together_and_what_follows_is_the_same_visit() -> None:
    debts = [row for who in "AB" for row in owes(who, 15, setting="group")]
    rows = [day(), *students("ABC"), *debts, *owes("C", 15), provider(), NEVER]
    task, (visit,) = bundled(blueprint(*rows))
    assert visit.end - visit.start == VISIT
    seen = sorted(tuple(sorted(task.items[one].student_id for one in session.items))
                  for session in visit.sessions)  # fmt: skip
    assert seen == [("A", "B"), ("C",)]


def test_staff_give_what_leaves_contractors_the_cheaper_visits() -> None:
    # staff have time for A or for B and C; only B and C could share a contractor's session
    rows = [day(), *students("ABC"), provider(max_group="1"), hours("08:00-09:00", weekday="Mon")]
    rows += [*owes("A", 60), *owes("B", 60, setting="group"), *owes("C", 60, setting="group")]
    task, (visit,) = bundled(blueprint(*rows, max_session=60))
    assert {task.items[item].student_id for item in visit.items} == {"B", "C"}
    assert visit.end - visit.start == 60


@few(5)
@given(blueprints())
def test_visits_keep_the_rules_that_bind_within_a_day(made: Blueprint) -> None:
    task, visits = bundled(made)
    assume(visits)
    given_ = Counter[int]()
    for visit in visits:
        assert visit.end - visit.start >= VISIT
        assert visit.days
        assert visit.start <= visit.sessions[0].start
        assert visit.sessions[-1].end <= visit.end
        assert all(one.end <= other.start for one, other in pairwise(visit.sessions))
        assert max(Counter(visit.items).values()) == 1
        minutes = Counter[str]()
        for session in visit.sessions:
            given_.update(dict.fromkeys(session.items, session.length))
            _may_sit_together(task, session.items, session.length)
            minutes.update({task.items[one].student_id: session.length for one in session.items})
        for student, total in minutes.items():
            assert total <= task.students[student].minutes_per_day
    assert all(total <= task.left[item] for item, total in given_.items())


def _may_sit_together(task: Task, items: tuple[int, ...], length: int) -> None:
    facts = [task.items[one] for one in items]
    students = [task.students[one.student_id] for one in facts]
    assert who_may_sit(task, items, length) == items
    assert len({one.student_id for one in students}) == len(items)
    assert not {one.student_id for one in students} & {
        other for one in students for other in one.keep_apart
    }
    grades = [one.grade for one in students if one.grade is not None]
    assert max(grades, default=0) - min(grades, default=0) <= task.case.policy.group_grade_span
    for one in facts if len(items) > 1 else ():
        assert one.group
        assert len(items) <= min(one.max_group or len(items), task.case.policy.group_cap)
