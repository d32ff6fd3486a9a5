"""Sessions that a search counted, put together into visits that can be held."""

from collections import Counter
from itertools import pairwise

from hypothesis import assume, given

from makeup_sched.contracts.booked import Bundle
from makeup_sched.contracts.bundles import bundles_of
from makeup_sched.contracts.lengths import who_may_sit
from makeup_sched.contracts.pool import posts_of, with_pool
from makeup_sched.contracts.search import search
from makeup_sched.places.task import Task, planning_task
from makeup_sched.solve.program import Clock
from support.judge import few
from support.random_cases import blueprints
from support.tiny import Blueprint, blueprint, day, hours, owes, provider, students

VISIT = 30
CONTRACT = {"lead_days": 0, "min_visit_minutes": VISIT}
NEVER = hours("08:00-08:15", weekday="Sun")


def bundled(made: Blueprint) -> tuple[Task, list[Bundle]] | None:
    """Return the task and the visits; None where the time did not do."""
    case = made.with_policy(contract=CONTRACT).case
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, case.start_date)
    found = search(task, posts, Clock(2.0))
    return None if found.values is None else (task, bundles_of(found.time, found.values))


def test_who_can_share_sits_together_and_what_follows_is_the_same_visit() -> None:
    debts = [row for who in "AB" for row in owes(who, 15, setting="group")]
    rows = [day(), *students("ABC"), *debts, *owes("C", 15), provider(), NEVER]
    found = bundled(blueprint(*rows))
    assert found is not None
    task, (visit,) = found
    assert visit.end - visit.start == VISIT
    seen = sorted(tuple(sorted(task.items[one].student_id for one in session.items))
                  for session in visit.sessions)  # fmt: skip
    assert seen == [("A", "B"), ("C",)]


@few(5)
@given(blueprints())
def test_visits_keep_the_rules_that_bind_within_a_day(made: Blueprint) -> None:
    found = bundled(made)
    assume(found is not None and found[1])
    assert found is not None
    task, visits = found
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
