"""The files of a student: calendar, workbook, ledger for the family, complaint file."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from makeup_sched.case.case import Case
from makeup_sched.case.one_child import attended
from makeup_sched.exports.calendar_file import calendar_file
from makeup_sched.exports.child_ledger import ledger_paper
from makeup_sched.exports.child_record import masker_of
from makeup_sched.exports.choices import Choices, Made
from makeup_sched.exports.complaint_file import complaint_file
from makeup_sched.exports.masking import Masker
from makeup_sched.exports.papers import paper_pdf
from makeup_sched.exports.plan_book import plan_book
from makeup_sched.exports.scope import Scope
from makeup_sched.plans.ahead import plan_ahead
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.child_record import ChildRecord
from makeup_sched.tables.table_books import book_bytes

if TYPE_CHECKING:
    from makeup_sched.recording.record import Record


@dataclass(frozen=True)
class Source:
    """What the files are made from.

    `ahead` is what of the plan nobody has marked yet. `masker` masks all other children, `kept` is
    what the record says; there are none without a record.
    """

    case: Case
    plan: Plan
    ahead: Plan
    masker: Masker | None = None
    kept: ChildRecord | None = None

    @classmethod
    def of_record(
        cls, record: "Record", plan: Plan, student_id: str, *, names: bool = False
    ) -> "Source":
        """Return it of a record, of which only what is about a child is read.

        Raises MakeupSchedError where the record has no such student.
        """
        own = replace(plan, sessions=attended(plan.sessions, student_id))
        kept = record.child_record(student_id, own.sessions["regular_session_id"])
        over = record.outcomes_of(chain(*own.sessions["student_ids"]))
        ahead = plan_ahead(kept.case, own, over)
        return cls(kept.case, own, ahead, masker_of(kept, names=names), kept)


def child_files(
    case: Case, plan: Plan, student_id: str, stem: str, chosen: Choices
) -> Iterator[Made]:
    """Yield the files of a student by the tables; `stem` is how their names begin.

    Raises MakeupSchedError where the case has no such student.
    """
    yield from _files(Source(case, plan, plan_ahead(case, plan)), student_id, stem, chosen)


def files_from_record(
    record: "Record", plan: Plan, student_id: str, stem: str, chosen: Choices
) -> Iterator[Made]:
    """Yield the files of a student by a record, of which only what is about the child is read.

    Raises MakeupSchedError where the record has no such student.
    """
    source = Source.of_record(record, plan, student_id, names=chosen.names)
    yield from _files(source, student_id, stem, chosen)


def _files(source: Source, student_id: str, stem: str, chosen: Choices) -> Iterator[Made]:
    case, plan, scope = source.case, source.plan, Scope("student", student_id)
    with_names = None if source.masker is None else source.masker.with_names()
    yield calendar_file(case, plan, scope, chosen, stem, with_names)
    yield (
        f"{stem}.xlsx",
        lambda _: plan_book(case, plan, scope, names=chosen.names, masker=with_names),
    )
    yield (
        f"{stem}-ledger.pdf",
        lambda _: paper_pdf(ledger_paper(case, source.ahead, student_id, names=chosen.names)),
    )
    about = complaint_file(
        case,
        source.ahead,
        student_id,
        names=chosen.names,
        record=source.kept,
        masker=source.masker,
        today=chosen.now.date() if chosen.now else None,
    )
    yield f"{stem}-complaint-file.pdf", lambda _: paper_pdf(about.paper)
    yield f"{stem}-complaint-file.xlsx", lambda _: book_bytes(about.tables)
