"""What has no place and why: the plan's own reason at once, the full explanation on demand."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from makeup_sched.app.person import Person, label
from makeup_sched.app.table import Content, Text
from makeup_sched.app.words import when_in_words
from makeup_sched.app.work_table import Say, WorkTable
from makeup_sched.case.case import Case
from makeup_sched.explaining.explain import explain
from makeup_sched.explaining.explanation import Explanation
from makeup_sched.plain_words import counted
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.clock import Clock
from makeup_sched.tables.problems import MakeupSchedError

TITLE = "What has no place, and why"
EXPLAIN = "Explain, and look for what would help"
SECONDS = 30.0
MOST_HELPS = 4
NOT_PLANNED = "Nothing is planned yet."


class Unmet(WorkTable):
    """The panel of unmet minutes."""

    def __init__(self) -> None:
        self._case: Case | None = None
        self._plan: Plan | None = None
        self._without = NOT_PLANNED
        self._names = False
        self._explained: tuple[Explanation, ...] = ()
        super().__init__(Content(TITLE, NOT_PLANNED), EXPLAIN, self.start)

    def use(self, case: Case | None, plan: Plan | None, without: str = NOT_PLANNED) -> None:
        """Show what a plan leaves unmet; `without` is said where there is none.

        Explanations of another plan go.
        """
        self._case, self._plan, self._explained = case, plan, ()
        self._without = without
        content = self._content()
        self.forget(content, ready=bool(content.rows))

    def show_names(self, wanted: bool) -> None:
        """Show names beside ids, or ids alone; what was explained stays."""
        self._names = wanted
        self.reword(self._content)

    def start(self) -> None:
        """Explain all unmet minutes, in a thread."""
        case, plan = self._case, self._plan
        if case is None or plan is None:
            raise MakeupSchedError(self._without)

        def work(clock: Clock, say: Say) -> Callable[[], Content]:
            words = "Looking at every child's open times, and planning each change that might help."
            say(f"{words} At most {SECONDS:g} s.")
            found = sorted(explain(case, plan, clock=clock), key=lambda one: -one.unmet)

            def content() -> Content:
                self._explained = tuple(found)
                return replace(self._content(), said=_said(found))

            return content

        self.run(work, SECONDS)

    def _content(self) -> Content:
        if self._case is None or self._plan is None:
            return Content(TITLE, self._without)
        texts = tuple(_text(self._case, one, self._names) for one in self._explained)
        return replace(_unmet(self._case, self._plan, self._names), texts=texts)


def _said(found: Sequence[Explanation]) -> str:
    said = f"{counted(len(found), 'item')} explained."
    if left := sum(bool(one.not_settled) for one in found):
        said += f" For {left} of them the time did not suffice for all that might help."
    return said


def _text(case: Case, one: Explanation, names: bool) -> Text:
    """Return an explanation: its summary, and what else would help."""
    student = label(case, Person("student", one.student_id), names=names)
    more = [
        f"It would help, too, that {each.change}: at least {each.item_minutes} minutes more."
        for each in one.helps[1:MOST_HELPS]
    ]
    if one.not_settled:
        more.append("There was no time to look into all that might help.")
    head = f"{student}, {one.owed_id}: {one.unmet} of {one.owed} minutes"
    return Text(head, tuple(when_in_words(line) for line in (one.summary, *more)))


def _unmet(case: Case, plan: Plan, names: bool) -> Content:
    items = plan.items[plan.items["unmet"] > 0].sort_values("unmet", ascending=False)
    if items.empty:
        return Content(TITLE, "Everything that is owed has a place.")
    rows = tuple(
        (
            label(case, Person("student", str(row["student_id"])), names=names),
            str(row["owed_id"]),
            int(row["unmet"]),
            int(row["owed"]),
            f"{row['due_date']:%Y-%m-%d}",
            when_in_words(str(row["explanation"])),
        )
        for row in items.to_dict("records")
    )
    note = f"{plan.summary.unmet:,} minutes of {counted(len(rows), 'item')}."
    return Content(TITLE, note, ("Student", "Item", "Unmet", "Owed", "Due", "Why"), rows)
