"""Tasks of contractors alone, for tests of their visits."""

from dataclasses import replace

from makeup_sched.contracts.pool import posts_of, provider_id, with_pool
from makeup_sched.places.columns import Columns, class_columns
from makeup_sched.places.task import planning_task
from makeup_sched.places.templates import find_templates
from support.tiny import Blueprint


def columns_of(made: Blueprint) -> Columns:
    """Return the places of contractors at all posts of a case, over classes of dates."""
    case = made.case
    posts = posts_of(planning_task(case))
    task = with_pool(case, posts, case.start_date)
    names = {provider_id(post) for post in posts}
    pools = {name: one for name, one in task.providers.items() if name in names}
    return class_columns(find_templates(replace(task, providers=pools)))
