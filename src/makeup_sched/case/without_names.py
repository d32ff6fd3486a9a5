"""A case as it is handed on: students and providers by their ids."""

from dataclasses import replace

from makeup_sched.case.case import Case


def without_names(case: Case) -> Case:
    """Return the case with the names of students and providers blank."""
    named = ("students", "providers")
    tables = {name: case.table(name).assign(name="") for name in named}
    return replace(case, tables={**case.tables, **tables})
