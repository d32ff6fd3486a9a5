"""The record of a case as a script or a command uses it: write, correct, look back, plan on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.planning import plan as plan_case
from makeup_sched.plans.plan import Plan, read_plan
from makeup_sched.recording import erasing
from makeup_sched.recording.drafting import (
    declared_kind,
    draft,
    drafts,
    read_rows,
    student_of_row,
)
from makeup_sched.recording.entry import Draft, Entry
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.fitting import see_that_it_fits
from makeup_sched.recording.importing import import_drafts
from makeup_sched.recording.keeping import (
    case_from_then,
    next_start,
    numbered_on,
    standing,
    with_kept,
)
from makeup_sched.recording.kinds import (
    DECIDED,
    FINAL,
    KINDS,
    LETTER_WRITTEN,
    REIMBURSED,
    WITHDRAWN,
)
from makeup_sched.recording.lineages import SOURCE, lineages
from makeup_sched.recording.looking import LookingRecord
from makeup_sched.recording.marked_sheets import read_marks
from makeup_sched.recording.open_record import record_path
from makeup_sched.recording.passed_over import PassedOver, passed_over
from makeup_sched.recording.paying_back import decision_rows, ready_rows
from makeup_sched.recording.publishing import held_against, publication, published_changes
from makeup_sched.recording.reimbursement import reimbursement
from makeup_sched.recording.session_log import Mark, log_drafts
from makeup_sched.recording.state import state_of
from makeup_sched.replanning.rows import Cells, with_added

__all__ = ["Record", "record_path"]


class Record(LookingRecord):
    """The durable record of a case: entries are only ever added.

    Parameters
    ----------
    case
        The folder or workbook of the case, or the record's file itself.
    who
        Who writes; the name of the computer's user where left out.
    create
        Whether to start a record where there is none.

    Raises
    ------
    RecordError
        Where there is no record or it can't be read.
    """

    # Writing

    def import_case(
        self, case: Case | str | Path | None = None, *, why: str = "tables as handed in"
    ) -> list[int]:
        """Take the tables of a case in, as far as they differ from what the record holds.

        Rows of `missed`, `awards`, `delivered` and `service_log` become entries of their own; what
        was logged in the record stays. Returns the numbers of the new entries, none where the
        record holds all of it already; `passed_over` says which rows were left out for what was
        written by hand. `case` is the record's own where left out.

        Raises CaseError where the tables have errors, or what was logged doesn't fit them (a
        session missed on what is now no school day); then nothing is taken in.
        """
        read, named = self.tables_meant(case)
        with self._store.writing():
            state = state_of(self._store)
            known = lineages(self._store, state.upto)
            found = import_drafts(read, state, known, named, why)
            numbers = self._store.append(found, self.who)
            if numbers:
                # what was logged has to fit the new tables, too, else nothing is taken in
                state_of(self._store).case(self.name)
            return numbers

    def passed_over(self, case: Case | str | Path | None = None) -> list[PassedOver]:
        """Return the rows of a case's tables that the import has left for what stands by hand.

        Each says something new (another reason, say) of a session that was corrected, withdrawn or
        logged in the record while its date, service and minutes are as before. `case` is the
        record's own where left out.
        """
        return passed_over(self.tables_meant(case)[0], lineages(self._store, self._store.count()))

    def log(
        self,
        what: str,
        status: str,
        *,
        on: str = "",
        minutes: int | None = None,
        reason: str = "",
        student_id: str = "",
        provider_id: str = "",
        note: str = "",
        make_up: bool = False,
        start: str = "",
        stop: str = "",
        setting: str = "",
        group_size: int | None = None,
        why: str = "log of sessions",
    ) -> list[int]:
        """Log what became of a session.

        Parameters
        ----------
        what
            Id of a published session, of a service (a regular session of it) or of an award.
        status
            `given`, `short` or `missed`.
        on
            Its date as `2026-05-11`; a published session knows its own.
        minutes
            Minutes that were given; of a missed regular session, those that were missed. Where left
            out: as planned, or as long as a session of the service lasts.
        reason
            Why it was missed or cut short, a reason as in the table `missed`. A session that was
            `given` with fewer minutes than it has, and a reason, was cut short.
        student_id
            Of a published session for several students: only this one's part.
        provider_id, note
            Who gave it, and a note.
        make_up
            Whether a session of a service that was not published made up for missed minutes.
        start, stop, setting, group_size
            When it really began and ended (`10:35`), `individual` or `group`, and how many students
            attended.
        why
            Why it is logged.

        A session that was logged before is corrected; where nothing is different nothing is
        written. Returns the numbers of the new entries.

        Raises RecordError where the session is not known, CaseError for wrong cells.
        """
        mark = Mark(
            what,
            status,
            on,
            minutes,
            reason,
            student_id,
            provider_id,
            note,
            make_up=make_up,
            start=start,
            stop=stop,
            setting=setting,
            group_size=group_size,
        )
        return self.log_all([mark], why=why)

    def log_all(self, marks: Iterable[Mark], *, why: str = "log of sessions") -> list[int]:
        """Log what became of several sessions, all or none; see `log`."""
        with self._store.writing():
            numbers = []
            for mark in marks:
                found = log_drafts(self._lookup, mark, why)
                for new in found:
                    see_that_it_fits(self._lookup, new)
                numbers += self._store.append(found, self.who)
            return numbers

    def add(self, kind: str, why: str, **facts: Any) -> int:
        """Add an entry of a kind that people may add, its facts the columns of the kind's table.

        Kinds: `missed`, `awarded`, `given`, `cut_short`, `missed_again`, `served`, `decided`,
        `notice_sent`, `paper_filed`, `reimbursed`. Returns the number of the entry.

        Raises CaseError for wrong cells, RecordError for an id that the record doesn't know.
        """
        with self._store.writing():
            new = draft(self._lookup, kind, facts, why)
            see_that_it_fits(self._lookup, new)
            self._not_beyond(new)
            (number,) = self._store.append([new], self.who)
        return number

    def note_letters(
        self,
        letters: Sequence[Mapping[str, Any]],
        write: Callable[[], None],
        *,
        why: str = "letters written",
    ) -> list[int]:
        """Note letters, columns as in the table `letters_written`, while `write` writes them.

        Where `write` fails nothing is noted. Returns the numbers of the entries.

        Raises CaseError for wrong cells, RecordError for a student the record doesn't know.
        """
        if not letters:
            return []
        with self._store.writing():
            rows = read_rows(KINDS[LETTER_WRITTEN].table, letters)
            found = [
                Draft(LETTER_WRITTEN, why, row, student_of_row(self._lookup, row)) for row in rows
            ]
            numbers = self._store.append(found, self.who)
            write()
            return numbers

    def correct(self, number: int, why: str, **facts: Any) -> int:
        """Write an entry that takes the place of another; what is not named stays as it was.

        Returns the number of the new entry. Raises RecordError where the entry was corrected
        before, or is of a kind that is not corrected but written anew (tables, plans).
        """
        with self._store.writing():
            entry = self._standing_entry(number)
            kind = declared_kind(entry.kind)
            before = {name: text for name, text in entry.facts.items() if name != SOURCE}
            (row,) = read_rows(kind.table, [{**before, **facts}])
            student = student_of_row(self._lookup, row)
            new = Draft(entry.kind, why, row, student, corrects=number)
            see_that_it_fits(self._lookup, new)
            self._not_beyond(new)
            (made,) = self._store.append([new], self.who)
        return made

    def withdraw(self, number: int, why: str) -> int:
        """Write an entry that says of another that it does not hold; return its number."""
        with self._store.writing():
            entry = self._standing_entry(number)
            if entry.kind in FINAL:
                raise RecordError(f"entry {number} says that {KINDS[entry.kind].says}; that stays")
            new = Draft(WITHDRAWN, why, {}, entry.student_id, corrects=number)
            (made,) = self._store.append([new], self.who)
        return made

    def publish(self, plan: Plan | str | Path, *, why: str = "plan agreed") -> int:
        """Write down that a plan holds from its first date on; return the number of the entry.

        Sessions that lie before the first date that can still be planned are left out: what became
        of them is logged, not planned.

        Raises RecordError where the plan breaks rules by what the record knows now.
        """
        made = plan if isinstance(plan, Plan) else read_plan(plan)
        with self._store.writing():
            state = state_of(self._store)
            new = publication(state.case(self.name), state, made, why)
            (number,) = self._store.append([new], self.who)
        return number

    def reimburse(
        self, student_id: str, *, why: str, decided_by: str = "", decided_on: str = ""
    ) -> list[int]:
        """Write down that a student's complete sessions were paid back.

        Returns the numbers of the entries. Their minutes count as given from then on, so that they
        are neither planned nor paid again. Where they pay for missed sessions on which the team has
        yet to decide, its decision that these are owed is written down, too.

        Parameters
        ----------
        student_id, why
            Whose sessions, and why they are paid back.
        decided_by, decided_on
            Who decided to pay them back, such as "IEP team", and the date of that decision as
            `2026-03-26`, blank where it isn't known.

        Raises RecordError where no session is complete, or nobody is named who decided on sessions
        that wait for the team.
        """
        with self._store.writing():
            state = state_of(self._store)
            found = reimbursement(state.case(self.name), state, student_id)
            rows = ready_rows(found, decided_by, decided_on)
            if not rows:
                raise RecordError("no session is complete, so nothing is paid back")
            decisions = decision_rows(found, decided_by, decided_on)
            new = drafts(self._lookup, DECIDED, decisions, why)
            new += drafts(self._lookup, REIMBURSED, rows, why)
            for each in new:
                see_that_it_fits(self._lookup, each)
            return self._store.append(new, self.who)

    def erase(self, student_id: str, *, rule: str, why: str) -> int:
        """Erase everything about a student from the record by a retention rule.

        The chain stays whole. Tables in the case's folder, plans, letters and copies of the record
        are not touched. Where another program has the record open, traces stay in the file beside
        it (`record.db-wal`) until that program closes it. Returns the number of the entry that says
        so.

        Raises RecordError where the record holds nothing about such a student.
        """
        number = erasing.erase(self._store, student_id, rule, why, self.who)
        self._states.clear()
        self._known.clear()
        self._store.wipe()
        return number

    def log_sheet(self, path: str | Path, *, why: str = "marked sheet") -> list[int]:
        """Log what is marked in a week sheet (see `week`) or the service log of an export.

        All of it or nothing is logged; see `log`.

        Rows are known by date, session and item, so they may be sorted or left out; what was logged
        before in the same way is left alone.
        """
        return self.log_all(read_marks(Path(path)), why=why)

    # Planning on

    def held_against(self, sessions: pd.DataFrame) -> tuple[Case, pd.DataFrame]:
        """Return the case and the sessions by which a plan of the record is checked.

        Both begin on the first date that can still be planned.
        """
        state = self.state()
        return held_against(state.case(self.name), state, sessions)

    def changes(self, plan: Plan | str | Path) -> pd.DataFrame:
        """Return what a plan changes of the published sessions that lie ahead.

        One row per student in a session, with `change` (`kept`, `moved`, `new` or `gone`),
        `owed_id`, `student_id`, and provider, date, start and minutes before and after.
        """
        made = plan if isinstance(plan, Plan) else read_plan(plan)
        state = self.state()
        return published_changes(state.case(self.name), state, made)

    def planning_case(
        self, more: Mapping[str, Sequence[Cells]] | None = None
    ) -> tuple[Case, pd.DataFrame]:
        """Return the case to plan next, and the published sessions that can't be kept.

        Planning begins after the newest session whose outcome was logged. Published sessions that
        still can be held as they stand are locked. `more`: rows by table beside the record's own.
        """
        state = self.state()
        case = state.case(self.name)
        case = with_added(case_from_then(case, next_start(case, state)), more or {})
        return with_kept(case, standing(case, state))

    def next_plan(
        self, *, seconds: float = 60.0, seed: int = 0, workers: int | None = None
    ) -> Plan:
        """Plan what the record says is owed; published sessions stay where they still can.

        Those that can't be kept as they stand move as little as minutes allow.
        """
        case, dropped = self.planning_case()
        baseline = dropped if len(dropped) else None
        made = plan_case(case, seconds=seconds, seed=seed, workers=workers, baseline=baseline)
        return numbered_on(made, self.state().published_ids)

    def _not_beyond(self, new: Draft) -> None:
        """See that no more minutes are paid back than were missed and not made up."""
        if new.kind != REIMBURSED:
            return
        state = state_of(self._store)
        before = [entry for entry in state.events if entry.number == new.corrects]
        own = sum(int(entry.get("minutes") or 0) for entry in before)
        items = reimbursement(state.case(self.name), state, new.student_id).items
        left = dict(zip(items["owed_id"], items["left"], strict=True))
        if int(new.facts["minutes"]) > left.get(new.facts["owed_id"], 0) + own:
            raise RecordError(
                f"{new.facts['minutes']} minutes are more than the "
                f"{left.get(new.facts['owed_id'], 0) + own} that were missed and neither made up "
                "nor paid back"
            )

    def _standing_entry(self, number: int) -> Entry:
        """Return an entry that no other takes the place of."""
        found = self._store.entries(numbers=[number])
        if not found:
            raise RecordError(f"there is no entry {number}")
        entry = found[0]
        later = self.corrected_by().get(number)
        if later:
            raise RecordError(f"entry {number} was corrected by entry {later}; correct that one")
        if entry.erased:
            raise RecordError(f"entry {number} was erased")
        return entry
