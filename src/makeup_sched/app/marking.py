"""Marking what became of published sessions, in the record that lies beside the case."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from makeup_sched.app.assets import joined
from makeup_sched.app.marked_week import MarkedWeek, marked_week
from makeup_sched.app.panel import Answer, Message, Panel
from makeup_sched.app.words import over_words
from makeup_sched.case.case import Case
from makeup_sched.case.read import read_case
from makeup_sched.charts.words import day_words
from makeup_sched.plain_words import counted
from makeup_sched.plans.plan import Plan
from makeup_sched.recording.given import Given, given_minutes, minutes_not_in
from makeup_sched.recording.keeping import passed_unmarked
from makeup_sched.recording.record import Record, record_path
from makeup_sched.replanning.planner import Planner
from makeup_sched.replanning.rows import Cells, missing_rows
from makeup_sched.tables.problems import MakeupSchedError

TITLE = "What became of the sessions"
NO_CASE = "Open a case first, one without errors."
UPLOADED = (
    "A workbook that was chosen on the page keeps no record: the page does not know where it "
    "lies. Type its path into the field at the top and open it from there."
)
SAMPLE = (
    "The sample is made up and keeps no record. Type the path of a case of your own into the "
    "field at the top and open it from there."
)
NOTHING_PUBLISHED = "Nothing is published yet: press Publish this plan."


class Marking(Panel):
    """The panel that publishes a plan, logs what became of its sessions, and plans on from there.

    It writes into the record of the case, and only when a button is pressed; what is marked is
    logged all or none. A case that was handed over as bytes, and a sample, has no record.

    Parameters
    ----------
    current
        Returns the planner and its plan as they stand; MakeupSchedError where there is none.
    plan_on
        Called with the case that the record says is to be planned next, and with those rows of
        `edited` that it has beside the record.
    published
        Called when a plan has been published.
    edited
        Returns rows by table that were added on the calendar, such as days out: the record does
        not have them, and planning on is to know them.
    """

    _esm = joined("marking", ["marking.js"])
    _css = joined("marking", ["marking.css"])

    def __init__(
        self,
        current: Callable[[], tuple[Planner, Plan]],
        plan_on: Callable[[Case, Mapping[str, Sequence[Cells]]], None],
        published: Callable[[], None],
        edited: Callable[[], Mapping[str, Sequence[Cells]]],
    ) -> None:
        super().__init__()
        self._current = current
        self._plan_on = plan_on
        self._published = published
        self._edited = edited
        self._case: Case | None = None
        self._source: Path | None = None
        self._why_not = NO_CASE
        self._shown: MarkedWeek | None = None
        self._asks = False
        self._names = self._planned = False
        self.given: Given = {}
        self.unwritten = 0
        self.chosen: Callable[[], object] = lambda: None
        self._said, self._ok = "", True
        self._draw()

    def use(self, case: Case | None, source: Path | None, *, sample: bool, names: bool) -> None:
        """Mark the sessions of another case, whose folder or workbook is `source`, if it has any.

        Where the record cannot be read the panel says so.
        """
        self._case, self._source, self._names = case, source, names
        self._shown, self._planned, self._asks = None, False, False
        self.unwritten = 0
        self._why_not = ""
        if case is None:
            self._why_not = NO_CASE
        elif sample:
            self._why_not = SAMPLE
        elif source is None:
            self._why_not = UPLOADED
        try:
            self._look(None)
        except MakeupSchedError as error:
            self._say(str(error), ok=False)
        else:
            self._say("", ok=True)

    @property
    def since(self) -> date | None:
        """The day on which the plan in force was published; None where none is."""
        return None if self._shown is None else self._shown.since

    def show(self, *, planned: bool | None = None, names: bool | None = None) -> None:
        """Say whether there is a plan that can be published, or whether names are shown."""
        if names is False and not self._ok:
            self._said, self._ok = "", True  # what was refused may be told by name
        self._planned = self._planned if planned is None else planned
        self._names = self._names if names is None else names
        self._draw()

    def answer(self, message: Message) -> Answer:
        """Do what a button does; a refusal is shown in the panel, too.

        `chosen` is called whenever marks are chosen or written; `unwritten` says how many wait,
        `given` what was given by the record.
        """
        if message["kind"] == "chosen":
            self._count(int(message["marks"]))
            return {"text": ""}
        doing: dict[str, Callable[[Message], str]] = {
            "publish": self._publish,
            "keep": lambda _message: "The published plan stays.",
            "week": self._turn,
            "log": self._log,
            "plan_on": self._next,
        }
        act = doing[str(message["kind"])]
        self._asks = False
        try:
            said = act(message)
        except MakeupSchedError as error:
            self._say(str(error), ok=False)
            raise
        self._say(said, ok=True)
        return {"text": said}

    # -- what the buttons do ----------------------------------------------------------------------

    def _publish(self, message: Message) -> str:
        source = self._path()
        _, plan = self._current()
        self._look(None if self._shown is None else self._shown.monday)
        if self.since is not None and not message.get("over"):
            self._asks = True
            return over_words(self.since, minutes_not_in(self._opened(), self.given))
        tables = read_case(source)  # those that can't be taken in leave no empty record behind
        with Record(source, create=True) as record:
            record.import_case(tables)
            kept = record.passed_over(tables)
            number = record.publish(plan, why="published on the page")
        self._look(None)
        self._published()
        said = f"Published, as entry {number} of the record. Its sessions can be marked now."
        return said + _kept_words(len(kept))

    def _turn(self, message: Message) -> str:
        self._look(self._week().beside(int(message["step"])))
        return ""

    def _log(self, message: Message) -> str:
        source, week, case = self._path(), self._week(), self._opened()
        marks = week.marks(message["marks"], case, names=self._names)
        if not marks:
            raise MakeupSchedError("Nothing is marked anew: say of a session what became of it.")
        with Record(source) as record:
            numbers = record.log_all(marks, why="marked on the page")
        try:
            self._look(week.monday)
        finally:
            self._count(0)
        if not numbers:
            return "The record says all of that already."
        return (f"Written into the record: {counted(len(numbers), 'new entry', 'new entries')}. "
                "Press Plan on from the record to have it count in the next plan.")  # fmt: skip

    def _next(self, _message: Message) -> str:
        with Record(self._path()) as record:
            tables = read_case(self._path())
            taken_in = record.import_case(tables)  # what was typed into the tables since
            kept = record.passed_over(tables)
            edited = missing_rows(record.case(), self._edited())
            case, moved = record.planning_case(edited)
            unmarked = passed_unmarked(case, record.state())
        self._look(None if self._shown is None else self._shown.monday)
        self._plan_on(case, edited)
        said = (f"This page plans from the record now, from {day_words(case.start_date)} on; what "
                "is published after that is locked.")  # fmt: skip
        if taken_in:
            said += " What is new in your tables was taken into the record."
        if self.unwritten:
            said += f" {counted(self.unwritten, 'mark')} not yet written did not count."
        if len(moved):
            said += f" {counted(len(moved), 'published session')} can't be kept as planned."
        if edited:
            said += (" What you marked on the calendar as out or kept free stays; it is not in the "
                     "record: Case with my changes writes it.")  # fmt: skip
        if len(unmarked):
            said += (f" {counted(len(unmarked), 'session')} before that day nobody marked: planned "
                     "again as if not given.")  # fmt: skip
        return said + _kept_words(len(kept))

    # -- what is shown ----------------------------------------------------------------------------

    def _count(self, unwritten: int) -> None:
        self.unwritten = unwritten
        self.chosen()

    def _path(self) -> Path:
        if self._why_not or self._source is None:
            raise MakeupSchedError(self._why_not or NO_CASE)
        return self._source

    def _opened(self) -> Case:
        if self._case is None:
            raise MakeupSchedError(NO_CASE)
        return self._case

    def _week(self) -> MarkedWeek:
        if self._shown is None:
            raise MakeupSchedError(NOTHING_PUBLISHED)
        return self._shown

    def _look(self, week: date | None) -> None:
        """Read a week of the record, where there is one."""
        self._shown, self.given = None, {}
        if not self._why_not and record_path(self._path()).exists():
            with Record(self._path()) as record:
                self._shown = marked_week(record, week)
                self.given = given_minutes(record.state())

    def _say(self, words: str, *, ok: bool) -> None:
        self._said, self._ok = words, ok
        self._draw()

    def _draw(self) -> None:
        week, case = self._shown, self._case
        self.view = {
            "title": TITLE,
            "note": self._why_not or _where(self._path()),
            "can": not self._why_not,
            "record": "" if self._why_not else str(record_path(self._path())),
            "planned": self._planned and not self._why_not,
            "shown": None if week is None or case is None else week.view(case, names=self._names),
            "asks": self._asks,
            "said": self._said,
            "ok": self._ok,
        }


def _kept_words(rows: int) -> str:
    """Say that rows of the tables were left for what the record has by hand; blank for none."""
    if not rows:
        return ""
    return (
        f" {counted(rows, 'row')} of your tables {'says' if rows == 1 else 'say'} something else "
        "than what was written into the record by hand, which was kept; the command record import "
        "names them."
    )


def _where(source: Path) -> str:
    """Say where the record of a case is, and when anything is written."""
    path = record_path(source).resolve()
    lies = f"The record lies in {path}" if path.exists() else f"A record will be made: {path}"
    return (f"{lies}. Nothing is written before you press a button here, and your tables are never "
            "changed.")  # fmt: skip
