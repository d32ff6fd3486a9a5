"""Looking into a record: what it says, or said at a past moment, and whether it is whole."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.policy import Policy
from makeup_sched.ledger import award_ledger, make_up_ledger
from makeup_sched.plans.ahead import Held
from makeup_sched.recording import verifying
from makeup_sched.recording.child_history import ChildHistory, child_history
from makeup_sched.recording.child_record import ChildRecord, child_record
from makeup_sched.recording.entry import Entry
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.everybody import Everybody, everybody
from makeup_sched.recording.kinds import OUTCOMES, REIMBURSED
from makeup_sched.recording.moments import Moment, local_text, utc_text
from makeup_sched.recording.notices_sent import notice_table
from makeup_sched.recording.open_record import OpenRecord
from makeup_sched.recording.overview import Overview, overview
from makeup_sched.recording.paying_back import undecided_words
from makeup_sched.recording.reimbursement import Reimbursement, reimbursement
from makeup_sched.recording.remarks import remarks
from makeup_sched.recording.state import State, policy_of, state_of
from makeup_sched.recording.verifying import Finding
from makeup_sched.recording.week_sheet import week_table
from makeup_sched.tables.handed_in import DateLike, date_of
from makeup_sched.tables.problems import MakeupSchedError


class LookingRecord(OpenRecord):
    """A record that can be looked into; nothing here writes."""

    def state(self, as_of: Moment | None = None) -> State:
        """Return what the record says, or said at the end of a day or at a time."""
        upto = self._upto(as_of)
        if upto not in self._states:
            self._states = {upto: state_of(self._store, upto)}
        return self._states[upto]

    def case(self, as_of: Moment | None = None) -> Case:
        """Return the case as the record holds it, everything that was logged in its tables."""
        return self.state(as_of).case(self.name)

    def entries(
        self,
        *,
        kinds: Sequence[str] = (),
        student_id: str = "",
        item: str = "",
        numbers: Sequence[int] | None = None,
        newest: int | None = None,
        as_of: Moment | None = None,
    ) -> list[Entry]:
        """Return entries in their order, those that were corrected, too.

        `kinds`, `student_id`, `item` (a service, an award or a session) and `numbers` pick entries,
        `newest` at most so many of them; all where left out.
        """
        upto = self._store.count(None if as_of is None else utc_text(as_of))
        found = self._store.entries(
            upto,
            kinds=kinds,
            student_id=student_id,
            numbers=numbers,
            mentions=item,
            newest=None if item else newest,
        )
        if item:
            found = [entry for entry in found if _names(entry, item)][-(newest or len(found)) :]
        return found

    def child(self, student_id: str, as_of: Moment | None = None) -> ChildHistory:
        """Return the entries about one child, cut to it: nothing of another child is in them."""
        upto = self._store.count(None if as_of is None else utc_text(as_of))
        return child_history(self._store, student_id, upto, self._everybody(upto))

    def child_case(self, student_id: str, as_of: Moment | None = None) -> Case:
        """Return the case with what concerns one child, without reading what doesn't.

        Rows of `missed`, `awards`, `delivered` and `service_log` are numbered by entries, those of
        other tables as in the whole case; see `recording.child_record`. Raises MakeupSchedError
        where the record has no such student.
        """
        return self.child_record(student_id, as_of=as_of).case

    def child_record(
        self, student_id: str, sessions: Iterable[str] = (), as_of: Moment | None = None
    ) -> ChildRecord:
        """Return case, state and history of one child, without reading what is not about it.

        `sessions` are ids of regular sessions that are needed beside those that the child attends.
        Raises MakeupSchedError where the record has no such student.
        """
        upto = self._upto(as_of)
        known = self._everybody(upto)
        return child_record(self._store, self.name, student_id, upto, known, sessions)

    def everybody(self) -> Everybody:
        """Return whom the record knows: names and ids, what was ever held and what is by now."""
        return self._everybody(self._store.count())

    def outcomes_of(self, student_ids: Iterable[str]) -> frozenset[Held]:
        """Return of which planned sessions of some students it is known what became of them."""
        return frozenset(
            (entry.get("session_id"), entry.get("date"), entry.get("owed_id"))
            for one in sorted(set(student_ids))
            for entry in self._store.entries(kinds=OUTCOMES, live=True, student_id=one)
        )

    def policy(self) -> Policy:
        """Return the policy that was taken in."""
        return policy_of(self._store, self._store.count())

    def _upto(self, as_of: Moment | None) -> int:
        """Return the last entry up to a moment; RecordError where the record begins later."""
        upto = self._store.count(None if as_of is None else utc_text(as_of))
        if not upto and (first := self._store.entries(numbers=[1])):
            began = local_text(first[0].recorded_at)
            raise RecordError(f"nothing was written down by then; the record begins on {began}")
        return upto

    def _everybody(self, upto: int) -> Everybody:
        if upto not in self._known:
            self._known = {upto: everybody(self._store, upto)}
        return self._known[upto]

    def corrected_by(self) -> dict[int, int]:
        """Return for each entry that was corrected or withdrawn the number of the one that did."""
        corrections = self._store.corrections(self._store.count())
        return {old: new for new, old in corrections.items()}

    def published(self, as_of: Moment | None = None) -> pd.DataFrame:
        """Return the published sessions in force, the columns of a plan's `sessions`."""
        return self.state(as_of).published.copy()

    def week(self, week: DateLike, *, provider: str = "") -> pd.DataFrame:
        """Return the sessions of a week to be marked, one row per student.

        `week` is any date in it. Columns as in the table `week`; `status` holds what was logged
        already.
        """
        state = self.state()
        return week_table(state.case(self.name), state, _date(week), provider)

    def remarks(self, numbers: Sequence[int], today: date | None = None) -> list[str]:
        """Return what may be a typing error in entries, in words; see `recording.remarks`."""
        found = self._store.entries(numbers=numbers)
        said = remarks(self._lookup, found, today or date.today(), self._balance)
        paid = {entry.student_id for entry in found if entry.kind == REIMBURSED}
        for student in sorted(paid - {""}):
            said += undecided_words(self.reimbursement(student))
        return said

    def _balance(self, item: str) -> int:
        """Return how many minutes of a service or an award are yet to be given."""
        student = self._lookup.student_of.get(item)
        if student is None:
            return 0
        case = self.child_case(student)
        make_up = make_up_ledger(case).set_index("service_id")["balance"]
        awards = award_ledger(case).set_index("award_id")["balance"]
        return int(make_up.get(item, 0)) + int(awards.get(item, 0))

    def overview(self, today: DateLike, as_of: Moment | None = None) -> Overview:
        """Return both ledgers, and what became of published sessions up to a day."""
        state = self.state(as_of)
        return overview(state.case(self.name), state, _date(today))

    def notices(self, today: DateLike, as_of: Moment | None = None) -> pd.DataFrame:
        """Return the notices that clocks ask for up to a day: due, late, done or done late.

        Clocks are those of the policy; see `recording.notices_sent.notice_table` for the columns.
        """
        state = self.state(as_of)
        return notice_table(state.case(self.name), state, _date(today))

    def reimbursement(self, student_id: str, as_of: Moment | None = None) -> Reimbursement:
        """Return what a student's family can be paid back, and what is missing for it.

        Raises MakeupSchedError where the record has no such student.
        """
        kept = self.child_record(student_id, as_of=as_of)
        return reimbursement(kept.case, kept.state, student_id)

    def make_up_ledger(self, as_of: Moment | None = None) -> pd.DataFrame:
        """Return the debt of sessions by service; see `ledger.make_up_ledger` for the columns."""
        return make_up_ledger(self.case(as_of))

    def award_ledger(self, as_of: Moment | None = None) -> pd.DataFrame:
        """Return the awards; see `ledger.award_ledger` for the columns."""
        return award_ledger(self.case(as_of))

    def verify(self, known_link: str = "") -> list[Finding]:
        """Return everything that is wrong with the record, [] where nothing is.

        `known_link` is the link of its newest entry as it was noted once, see `head`.
        """
        return verifying.verify(self._store, known_link)

    def head(self) -> tuple[int, str]:
        """Return number and link of the newest entry; noted elsewhere, it shows later forgery."""
        return self._store.head()


def _names(entry: Entry, item: str) -> bool:
    """Say whether an entry names a service, an award or a session."""
    columns = ("service_id", "owed_id", "award_id", "session_id", "owed_ids")
    return any(
        item in (part.facts or {}).get(column, "").split(";")
        for part in entry.parts
        for column in columns
    )


def _date(day: DateLike) -> date:
    try:
        return date_of(day)
    except MakeupSchedError as error:
        raise RecordError(str(error)) from error
