"""What has no place and why: the plan's own reason at once, the full explanation on demand."""

from makeup_sched.app.panel import fault_words
from makeup_sched.app.person import Person, label
from makeup_sched.app.runner import Runner
from makeup_sched.app.table import Content, Table, Text
from makeup_sched.case.case import Case
from makeup_sched.charts.words import counted
from makeup_sched.explaining.explain import explain
from makeup_sched.explaining.explanation import Explanation
from makeup_sched.plans.plan import Plan
from makeup_sched.solve.program import Clock
from makeup_sched.tables.problems import MakeupSchedError

TITLE = "What has no place, and why"
EXPLAIN = "Explain, and look for what would help"
STOP = "Stop"
SECONDS = 30.0
MOST_HELPS = 4
_EMPTY = Content(TITLE, "Nothing is planned yet.")


class Unmet(Table):
    """The panel of unmet minutes."""

    def __init__(self) -> None:
        self._runner = Runner()
        self._case: Case | None = None
        self._plan: Plan | None = None
        self._names = False
        super().__init__(_EMPTY, {EXPLAIN: self.explain, STOP: self._runner.stop})

    def use(self, case: Case | None, plan: Plan | None, *, names: bool) -> None:
        """Show what a plan leaves unmet; explanations of another plan go."""
        self._runner.stop()
        self._case, self._plan, self._names = case, plan, names
        self.show(_EMPTY if case is None or plan is None else _unmet(case, plan, names))

    def explain(self) -> None:
        """Explain all unmet minutes, in a thread."""
        case, plan = self._case, self._plan
        if case is None or plan is None:
            raise MakeupSchedError("Nothing is planned yet.")
        self._runner.start(lambda clock: self._explain(case, plan, clock), SECONDS)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until nothing is being explained; say whether that is so."""
        return self._runner.wait(seconds)

    def _explain(self, case: Case, plan: Plan, clock: Clock) -> None:
        content = _unmet(case, plan, self._names)
        words = "Looking at every child's open times, and planning each change that might help."
        self._tell(plan, content, said=f"{words} At most {SECONDS:g} s.")
        try:
            found = explain(case, plan, clock=clock)
        except Exception as error:  # whatever it is, the page says it in words and lives on
            self._tell(plan, content, said=fault_words(error), ok=False)
            return
        texts = tuple(_text(case, one, self._names) for one in found)
        self._tell(plan, content, said=f"{counted(len(texts), 'item')} explained.", texts=texts)

    def _tell(
        self, plan: Plan, content: Content, *, said: str, ok: bool = True,
        texts: tuple[Text, ...] = (),
    ) -> None:  # fmt: skip
        if plan is self._plan:
            self.show(Content(content.title, content.note, content.columns, content.rows,
                              texts, said, ok))  # fmt: skip


def _text(case: Case, one: Explanation, names: bool) -> Text:
    """Return an explanation: its summary, and what else would help."""
    student = label(case, Person("student", one.student_id), names=names)
    more = [
        f"It would help, too, that {each.change}: at least {each.item_minutes} minutes more."
        for each in one.helps[1:MOST_HELPS]
    ]
    return Text(f"{student}, {one.owed_id}: {one.unmet} of {one.owed} minutes",
                (one.summary, *more))  # fmt: skip


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
            str(row["explanation"]),
        )
        for row in items.to_dict("records")
    )
    note = f"{plan.summary.unmet:,} minutes of {counted(len(rows), 'item')}."
    return Content(TITLE, note, ("Student", "Item", "Unmet", "Owed", "Due", "Why"), rows)
