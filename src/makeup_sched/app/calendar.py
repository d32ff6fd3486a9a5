"""The calendar of a plan as a widget: it shows weeks, and moves, locks and removes sessions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from makeup_sched.app.assets import joined
from makeup_sched.app.card import session_card
from makeup_sched.app.good_places import places_in_week
from makeup_sched.app.identity import changed_sessions, found_again, identities, identity
from makeup_sched.app.month_view import month_view
from makeup_sched.app.panel import Answer, Message, Panel
from makeup_sched.app.person import Person, choices, first_person, label, person
from makeup_sched.app.week_view import View, regular_sessions, week_calendar, week_view
from makeup_sched.app.words import (
    as_sentence,
    edit_words,
    place_words,
    reason_words,
    refusal_words,
    rules_words,
    with_sessions,
)
from makeup_sched.app.year_view import year_view
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import counted, day_words, monday_of
from makeup_sched.checker.facts import Facts
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.planner import Planner
from makeup_sched.tables.problems import MakeupSchedError

SCRIPTS = (
    "toolbar.js",
    "people.js",
    "week.js",
    "hold.js",
    "card.js",
    "month.js",
    "year.js",
    "main.js",
)
SHOWS = ("week", "month", "year")
EDITS = ("move", "lock", "unlock", "remove", "day_out", "undo", "redo")
CHANGED = (
    "The plan has changed meanwhile, and this session is no longer where it was, so it was left "
    "alone. Look where it stands now, and pick it up again."
)


@dataclass
class _Looking:
    """What is looked at: whose calendar, which week (its Monday), in which form."""

    who: Person
    monday: date
    shows: str = "week"


class Calendar(Panel):
    """A provider's or a student's week, with sessions that can be moved by mouse and keyboard.

    Every move, lock and removal is an edit of the planner; where a rule stands against it, nothing
    changes and the page says which one and why. Ids are shown unless `names` is switched on.

    >>> from makeup_sched.app import Calendar
    >>> planner = ms.Planner(case, plan)
    >>> Calendar(planner, who="P01", week="2026-05-11")

    Parameters
    ----------
    planner
        The plan and its case; None shows an empty calendar until `use` is called.
    who
        A provider or a student by id; the first provider where left out.
    week
        Any date of the week to show; the first with make-up sessions where left out.
    names
        Whether people's names are shown beside their ids.
    """

    _esm = joined("calendar", SCRIPTS)
    _css = joined("calendar", ["calendar.css"])

    def __init__(
        self,
        planner: Planner | None = None,
        *,
        who: str | None = None,
        week: date | str | None = None,
        names: bool = False,
    ) -> None:
        super().__init__()
        self._listeners: list[Callable[[str], object]] = []
        self._facts: Facts | None = None
        self._changed: dict[str, str] = {}
        self._names = names
        self._planner: Planner | None = None
        self._notice = ""
        self._looking: _Looking | None = None
        self.settle: Callable[[], object] = lambda: None
        self.turned: Callable[[str], object] = lambda _words: None
        self.use(planner, who=who, week=week)

    @property
    def planner(self) -> Planner | None:
        """The planner whose sessions are shown."""
        return self._planner

    @property
    def names(self) -> bool:
        """Whether names are shown beside ids."""
        return self._names

    @names.setter
    def names(self, wanted: bool) -> None:
        self._names = wanted
        self.refresh()

    @property
    def week(self) -> date | None:
        """The Monday of the week that is shown."""
        return None if self._looking is None else self._looking.monday

    @property
    def who(self) -> str:
        """The id of the person whose calendar is shown; blank where none is."""
        return "" if self._looking is None else self._looking.who.person_id

    def use(
        self, planner: Planner | None, *, who: str | None = None, week: date | str | None = None
    ) -> None:
        """Show another planner; parameters as on making the calendar."""
        self._planner, self._facts, self._looking, self._changed = planner, None, None, {}
        if planner is not None:
            case = planner.draft
            chosen = first_person(case) if who is None else person(case, who)
            self._looking = _Looking(chosen, _first_week(planner, chosen, week))
        self.refresh()

    def listen(self, listener: Callable[[str], object]) -> None:
        """Have a function called after every edit, with the edit in words."""
        self._listeners.append(listener)

    def say(self, words: str) -> None:
        """Show a sentence below the calendar's buttons."""
        self.send({"kind": "said", "text": words, "ok": True})

    def notice(self, words: str) -> None:
        """Show a sentence in the head of every week, until another takes its place."""
        if words != self._notice:
            self._notice = words
            self.refresh()

    def mark_changes(self) -> None:
        """Mark what the last planning moved or made new, and draw anew."""
        planner = self._planner
        if planner is not None:
            self._changed = changed_sessions(planner.sessions, planner.changes())
        self.refresh()

    def refresh(self) -> None:
        """Draw what stands now."""
        if self._planner is None or self._looking is None:
            self.view = {
                "shows": "nothing",
                "title": "No case is open",
                "subtitle": "The weeks are drawn here once a case without errors is open.",
            }
        else:
            drawn = self._drawn(self._planner, self._looking)
            head = ". ".join(filter(None, [drawn["subtitle"], self._notice]))
            self.view = {**drawn, "subtitle": head, **self._frame()}

    def answer(self, message: Message) -> Answer:
        """Do what a message of the page asks for.

        `settle` is called before every edit, `turned` after Undo and Redo, with these in words. A
        session is named by `what` it is, and one that a planning has since taken elsewhere is left
        alone: by then its number may be another child's. A message without `what` means the
        session that has the `id` now.
        """
        doing: dict[str, Callable[[Message], Answer]] = {
            "show": self._show, "pick": self._pick, "card": self._card, "move": self._move,
            "lock": self._lock, "unlock": self._unlock, "remove": self._remove,
            "day_out": self._day_out, "undo": self._undo, "redo": self._redo,
        }  # fmt: skip
        act = doing[str(message["kind"])]
        if message["kind"] not in EDITS:
            return act(message)
        self.settle()
        planner, _ = self._opened()
        with planner.idle():
            return act(message)

    def refusal(self, error: MakeupSchedError) -> Answer:
        """Return why something cannot be: the rules that stand against it, and their reasons."""
        if not isinstance(error, EditError) or self._planner is None:
            return super().refusal(error)
        case, sessions, names = self._planner.draft, self._planner.sessions, self._names
        return {
            "ok": False,
            "text": refusal_words(case, sessions, error, names=names),
            "rules": rules_words(case, sessions, error.violations, names=names),
        }

    # -- what is drawn ----------------------------------------------------------------------------

    def _drawn(self, planner: Planner, looking: _Looking) -> View:
        case, sessions, who = planner.draft, planner.sessions, looking.who
        if looking.shows == "year":
            return year_view(case, sessions, who, names=self._names)
        if looking.shows == "month":
            day = looking.monday + timedelta(days=3)
            return month_view(case, sessions, who, day, names=self._names)
        week = week_calendar(case, sessions, who, looking.monday, names=self._names)
        monday = pd.Timestamp(looking.monday)
        shown = sessions[sessions["date"].between(monday, monday + timedelta(days=6))]
        return week_view(case, week, identities(shown), self._changed)

    def _frame(self) -> View:
        """Return what stands around every form of the calendar."""
        planner, looking = self._opened()
        case = planner.draft
        undone, again = planner.edits, planner.edits_taken_back
        return {
            "who": looking.who.key,
            "provider": looking.who.kind == "provider",
            "people": choices(case, names=self._names),
            "monday": looking.monday.isoformat(),
            "first_week": monday_of(case.start_date).isoformat(),
            "last_week": monday_of(case.end_date).isoformat(),
            "grid": case.policy.grid_minutes,
            "names": self._names,
            "undo": self._edit_worded("Take back", undone[-1]) if undone else "",
            "redo": self._edit_worded("Make again", again[-1], taken_back=True) if again else "",
        }

    def _opened(self) -> tuple[Planner, _Looking]:
        if self._planner is None or self._looking is None:
            raise MakeupSchedError("No case is open.")
        return self._planner, self._looking

    def _known(self) -> Facts:
        planner, _ = self._opened()
        case = planner.draft
        self._facts = Facts(case) if self._facts is None else self._facts.of(case)
        return self._facts

    def _session(self, message: Message) -> Any:
        planner, _ = self._opened()
        sessions = planner.sessions
        if "what" in message:
            found = found_again(sessions, str(message["what"]))
        else:
            found = next(rows_of(sessions[sessions["session_id"] == str(message["id"])]), None)
        if found is None:
            raise MakeupSchedError(CHANGED)
        return found

    def _same(self, message: Message, session: Any) -> None:
        """Refuse where a planning has ended since a session was looked up, and renumbered it."""
        if self._session(message).session_id != session.session_id:
            raise MakeupSchedError(CHANGED)

    # -- what the page asks for -------------------------------------------------------------------

    def _show(self, message: Message) -> Answer:
        planner, looking = self._opened()
        if "who" in message:
            looking.who = person(planner.draft, str(message["who"]))
        if "monday" in message:
            looking.monday = monday_of(date.fromisoformat(str(message["monday"])))
        if message.get("shows") in SHOWS:
            looking.shows = str(message["shows"])
        if "names" in message:
            self._names = bool(message["names"])
        self.refresh()
        return {"text": ""}

    def _pick(self, message: Message) -> Answer:
        planner, looking = self._opened()
        session = self._session(message)
        if session.locked:
            raise EditError(f"{session.session_id} is locked; unlock it first to move it")
        places = places_in_week(planner, self._known(), session, looking.monday)
        self._same(message, session)
        return {
            "places": [
                [place.on.isoformat(), place.start, place.end, len(place.displaces)]
                for place in places
            ],
            "text": f"It may begin at {counted(len(places), 'time')} of this week." if places else
            "There is no other place in this week.",
        }  # fmt: skip

    def _card(self, message: Message) -> Answer:
        planner, _ = self._opened()
        session = self._session(message)
        card = session_card(planner, self._known(), session, names=self._names)
        self._same(message, session)
        return {"card": card}

    def _move(self, message: Message) -> Answer:
        planner, looking = self._opened()
        session = self._session(message)
        if session.locked:
            raise EditError(f"{session.session_id} is locked; unlock it first to move it")
        on, start = date.fromisoformat(str(message["date"])), int(message["start"])
        words = self._worded(str(session.session_id))
        planner.move(session.session_id, date=on, start=start)
        looking.monday = monday_of(on)
        words = f"{words} moved to {place_words(on, start)}, locked there"
        return self._edited(words, session.session_id)

    def _lock(self, message: Message) -> Answer:
        planner, _ = self._opened()
        session_id = self._session(message).session_id
        planner.lock(session_id)
        words = f"{self._worded(session_id)} is locked: it stays exactly where it stands"
        return self._edited(words, session_id)

    def _unlock(self, message: Message) -> Answer:
        planner, _ = self._opened()
        session_id = self._session(message).session_id
        planner.unlock(session_id)
        words = f"{self._worded(session_id)} is unlocked: planning may move it"
        return self._edited(words, session_id)

    def _remove(self, message: Message) -> Answer:
        planner, _ = self._opened()
        session_id = self._session(message).session_id
        words = self._worded(session_id)
        planner.remove(session_id)
        return self._edited(f"{words} is removed, its time kept free")

    def _day_out(self, message: Message) -> Answer:
        planner, looking = self._opened()
        on = date.fromisoformat(str(message["date"]))
        who = looking.who
        regular = regular_sessions(planner.draft, planner.sessions, who, on)
        fallen = planner.day_out(who.person_id, on)
        out = f"{label(planner.draft, who, names=self._names)} is out on {day_words(on)}"
        told = counted(len(fallen), "make-up session")
        if regular:
            told += f" and {counted(regular, 'regular session')}"
        return self._edited(f"{out}: {told} out, too")

    def _undo(self, _message: Message) -> Answer:
        planner, _ = self._opened()
        edit = planner.edits[-1:]
        words = self._edit_worded("Taken back", *edit) if edit else ""
        planner.undo()
        return self._turned(words)

    def _redo(self, _message: Message) -> Answer:
        planner, _ = self._opened()
        edit = planner.edits_taken_back[-1:]
        words = self._edit_worded("Made again", *edit, taken_back=True) if edit else ""
        planner.redo()
        return self._turned(words)

    def _edit_worded(self, what: str, edit: str, *, taken_back: bool = False) -> str:
        """Return what becomes of the last edit in words, its sessions as they stood before it."""
        planner, _ = self._opened()
        made_on = planner.edited_sessions(taken_back=taken_back)
        return self._worded(f"{what}: {edit_words(edit)}", made_on)

    def _worded(self, text: str, sessions: pd.DataFrame | None = None) -> str:
        """Return an edit, or a session's id, in words; ids are of `sessions`, else what stands."""
        planner, _ = self._opened()
        case, known = planner.draft, planner.sessions if sessions is None else sessions
        told = reason_words(case, text, names=self._names)
        return as_sentence(with_sessions(case, known, told, names=self._names)).removesuffix(".")

    def _edited(self, words: str, session_id: str = "") -> Answer:
        """Draw what an edit has left, and have it planned again.

        The answer says what the session is now, for the keyboard to go on with.
        """
        return self._redrawn(words, self._listeners, session_id)

    def _turned(self, words: str) -> Answer:
        """Draw that to which Undo or Redo went, which is planned as it was then."""
        return self._redrawn(words, [self.turned])

    def _redrawn(
        self, words: str, listeners: Sequence[Callable[[str], object]], session_id: str = ""
    ) -> Answer:
        self._changed = {}
        self.say(f"{words}.")  # at once: to draw the week takes longer than to edit it
        self.refresh()
        what = identity(self._session({"id": session_id})) if session_id else ""
        for listener in listeners:
            listener(words)
        return {"text": f"{words}.", "what": what}


def _first_week(planner: Planner, who: Person, week: date | str | None) -> date:
    """Return the Monday of a week; of the person's first with make-up sessions where left out."""
    if week is not None:
        return monday_of(date.fromisoformat(week) if isinstance(week, str) else week)
    dates = [row.date.date() for row in rows_of(planner.sessions) if who.attends(row)]
    return monday_of(min(dates, default=planner.draft.start_date))
