"""The files of an export: which ones, under which names, and writing them for their owner alone."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from makeup_sched.case.case import Case
from makeup_sched.charts.write import plain
from makeup_sched.exports.calendar_file import calendar_file
from makeup_sched.exports.child_files import child_files, files_from_record
from makeup_sched.exports.choices import Choices, Made
from makeup_sched.exports.filled_in import is_filled_in
from makeup_sched.exports.plan_book import plan_book
from makeup_sched.exports.scope import Kind, Scope
from makeup_sched.exports.service_log import service_log
from makeup_sched.exports.week_sheets import week_sheets_pdf
from makeup_sched.plans.belonging import check_belongs, check_known
from makeup_sched.plans.plan import Plan
from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.writing import OWNER_ONLY_FOLDER, write_bytes

if TYPE_CHECKING:
    from makeup_sched.recording.record import Record


def write_export(
    case: Case,
    plan: Plan,
    folder: str | Path,
    scopes: Iterable[Scope] = (Scope(),),
    choices: Choices | None = None,
) -> list[Path]:
    """Write what each scope takes along into a folder and return the files.

    - everybody: the plan as a workbook; a calendar file for each provider and school with
      sessions; week sheets and a service log for each provider
    - a provider: calendar file, workbook, week sheets, service log
    - a student: calendar file, workbook, ledger for the family, complaint file (PDF, workbook)
    - a school: calendar file, workbook, service log

    All files are made before the first is written. Files of the same names are replaced, calendar
    files by ones that say what changed; others stay. They are readable by their owner alone.
    A workbook in which somebody has written where there is room for it is not written over.

    Raises
    ------
    MakeupSchedError
        Where the case has no such person or school, the plan belongs to another case, or a
        calendar file of another program or a workbook that was filled in is in the way.
    OSError
        Where a file can't be written.
    """
    target = _folder(folder)
    check_belongs(case, plan.sessions)
    chosen = choices or Choices()
    return _write(target, (file for one in scopes for file in _files(case, plan, one, chosen)))


def write_children(
    record: "Record",
    plan: Plan,
    folder: str | Path,
    student_ids: Iterable[str],
    choices: Choices | None = None,
) -> list[Path]:
    """Write what students take along, as `write_export` does, without reading the whole case.

    The facts of the case are those of the record. Raises as `write_export` does.
    """
    target = _folder(folder)
    known = record.everybody()
    check_known(known.ids, plan.sessions)
    chosen, names = choices or Choices(), names_of(known.students)
    return _write(
        target,
        (
            file
            for one in student_ids
            for file in files_from_record(record, plan, one, _stem("student", one, names), chosen)
        ),
    )


def _folder(folder: str | Path) -> Path:
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise MakeupSchedError(f"{target} is a file; name a folder")
    return target


def _write(folder: Path, files: Iterable[Made]) -> list[Path]:
    """Make all files, then write them, and return their paths.

    Two are made at once: a PDF is set outside of Python, which makes a workbook in the meantime.
    """
    making: dict[Path, Future[bytes]] = {}
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, make in files:
            path = folder / name
            earlier = path.read_bytes() if path.is_file() else None
            if earlier is not None and path.suffix == ".xlsx" and is_filled_in(earlier):
                raise MakeupSchedError(
                    f"{path} has been filled in and is not written over; move it, or name another "
                    "folder"
                )
            making[path] = pool.submit(make, earlier)
    write_private(folder, {path: made.result() for path, made in making.items()})
    return list(making)


def write_private(folder: Path, files: Mapping[Path, bytes]) -> None:
    """Write files in a folder, which is made where it is missing, for their owner alone.

    Raises MakeupSchedError where the folder is a file, OSError where something can't be written.
    """
    if folder.exists() and not folder.is_dir():
        raise MakeupSchedError(f"{folder} is a file; name a folder")
    for parent in reversed([folder, *folder.parents]):
        if not parent.exists():
            parent.mkdir(mode=OWNER_ONLY_FOLDER)
    for path, content in files.items():
        write_bytes(path, content, private=True)


def file_names(case: Case, kind: Kind) -> dict[str, str]:
    """Return for each id of a kind the part of a file's name, no two alike.

    It depends on nothing but the ids of the case, so that a later export finds its files again.
    """
    table, column = {
        "provider": ("providers", "provider_id"),
        "student": ("students", "student_id"),
        "school": ("students", "school"),
    }[kind]
    return names_of(case.table(table)[column])


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """Return for each id the part of a file's name, no two alike."""
    names: dict[str, str] = {}
    used: set[str] = set()
    for one in sorted(set(map(str, ids))):
        name, number = plain(one), 1
        while name.casefold() in used:
            number += 1
            name = f"{plain(one)}-{number}"
        used.add(name.casefold())
        names[one] = name
    return names


def _files(case: Case, plan: Plan, scope: Scope, chosen: Choices) -> Iterator[Made]:
    if scope.kind == "all":
        yield from _of_everybody(case, plan, chosen)
        return
    stem = _stem(scope.kind, scope.id, file_names(case, scope.kind))
    if scope.kind == "student" and chosen.record is not None:
        yield from files_from_record(chosen.record, plan, scope.id, stem, chosen)
        return
    if scope.kind == "student":
        yield from child_files(case, plan, scope.id, stem, chosen)
        return
    yield calendar_file(case, plan, scope, chosen, stem)
    yield f"{stem}.xlsx", lambda _: plan_book(case, plan, scope, names=chosen.names)
    if scope.kind == "provider":
        yield from _of_provider(case, plan, scope, chosen, stem)
    else:
        yield _log(case, plan, scope, chosen, stem)


def _stem(kind: Kind, one: str, names: Mapping[str, str]) -> str:
    return f"{kind}-{names.get(one, plain(one))}"


def _of_everybody(case: Case, plan: Plan, chosen: Choices) -> Iterator[Made]:
    yield "plan.xlsx", lambda _: plan_book(case, plan, Scope(), names=chosen.names)
    busy = set(plan.sessions["provider_id"])
    for one, name in file_names(case, "provider").items():
        if one in busy:
            scope = Scope("provider", one)
            yield calendar_file(case, plan, scope, chosen, f"provider-{name}")
            yield from _of_provider(case, plan, scope, chosen, f"provider-{name}")
    attending = {one for ids in plan.sessions["student_ids"] for one in ids}
    students = case.table("students")
    schools = set(students.loc[students["student_id"].isin(attending), "school"])
    for one, name in file_names(case, "school").items():
        if one in schools:
            yield calendar_file(case, plan, Scope("school", one), chosen, f"school-{name}")


def _of_provider(
    case: Case, plan: Plan, scope: Scope, chosen: Choices, stem: str
) -> Iterator[Made]:
    yield (
        f"{stem}-weeks.pdf",
        lambda _: week_sheets_pdf(case, plan, scope.id, names=chosen.names),
    )
    yield _log(case, plan, scope, chosen, stem)


def _log(case: Case, plan: Plan, scope: Scope, chosen: Choices, stem: str) -> Made:
    return (
        f"{stem}-service-log.xlsx",
        lambda _: service_log(case, plan.sessions, scope, names=chosen.names),
    )
