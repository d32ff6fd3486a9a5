"""The calendar of a plan as a widget: it shows weeks, and moves, locks and removes sessions."""

import threading
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from makeup_sched.app.assets import joined
from makeup_sched.app.calendar_view import NOTHING, Looking, calendar_view, first_week
from makeup_sched.app.card import session_card
from makeup_sched.app.good_places import places_in_week
from makeup_sched.app.identity import changed_sessions, found_again, identity
from makeup_sched.app.panel import Answer, Message, Panel
from makeup_sched.app.person import first_person, label, person
from makeup_sched.app.week_view import regular_sessions
from makeup_sched.app.words import (
    back_words,
    last_edit_words,
    out_words,
    place_words,
    refusal_words,
    rules_words,
    told,
)
from makeup_sched.availability.days import planning_days
from makeup_sched.case.values import rows_of
from makeup_sched.charts.words import monday_of
from makeup_sched.checker.facts import Facts
from makeup_sched.plain_words import counted
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
EDITS = ("move", "lock", "unlock", "remove", "day_out", "day_in", "undo", "redo")
CHANGED = (
    "The plan has changed meanwhile, and this session is no longer where it was, so it was left "
    "alone. Look where it stands now, and pick it up again."
)


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
        self._looking: Looking | None = None
        # whoever draws last must have seen what stands last: plans come from another thread
        self._drawing = threading.RLock()
        self.settle: Callable[[], object] = lambda: None
        self.may_be_back: Callable[[str, date], bool] = lambda _provider_id, _on: True
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
        with self._drawing:
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
        looking = None
        if planner is not None:
            case = planner.draft
            chosen = first_person(case) if who is None else person(case, who)
            looking = Looking(chosen, first_week(planner, chosen, week))
        with self._drawing:
            self._planner, self._facts, self._looking, self._changed = planner, None, looking, {}
            self.refresh()
        self.say("")

    def go_on(self, planner: Planner) -> None:
        """Show another planner of the same case, at the same place unless that week is over."""
        with self._drawing:
            self._planner, self._facts, self._changed = planner, None, {}
            if self._looking is not None:
                week = [self._looking.monday + timedelta(days=day) for day in range(7)]
                self._looking.chosen = not set(week).isdisjoint(planning_days(planner.case).dates)
            self.refresh()
        self.say("")

    def turn_to_first_week(self) -> None:
        """Show the first week with make-up sessions, unless the reader has chosen a week."""
        with self._drawing:
            if self._planner is not None and self._looking is not None and not self._looking.chosen:
                self._looking.monday = first_week(self._planner, self._looking.who)
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
        with self._drawing:
            planner = self._planner
            if planner is not None:
                self._changed = changed_sessions(planner.sessions, planner.changes())
            self.refresh()

    def refresh(self) -> None:
        """Draw what stands now."""
        with self._drawing:
            planner, looking = self._planner, self._looking
            if planner is None or looking is None:
                self.view = NOTHING
            else:
                self.view = calendar_view(
                    planner,
                    looking,
                    self._notice,
                    self._changed,
                    names=self._names,
                    may_be_back=self.may_be_back,
                )

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
            "day_out": self._day_out, "day_in": self._day_in,
            "undo": self._undo, "redo": self._redo,
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

    def _opened(self) -> tuple[Planner, Looking]:
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
        with self._drawing:
            planner, looking = self._opened()
            if "who" in message:
                looking.who = person(planner.draft, str(message["who"]))
            if "monday" in message:
                looking.monday = monday_of(date.fromisoformat(str(message["monday"])))
            if message.get("shows") in SHOWS:
                looking.shows = str(message["shows"])
            looking.chosen |= "monday" in message or "shows" in message
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
        own = (session.date.date(), int(session.start))
        others = sum((place.on, place.start) != own for place in places)
        return {
            "places": [
                [place.on.isoformat(), place.start, place.end, len(place.displaces)]
                for place in places
            ],
            "text": f"It may begin at {counted(others, 'other time')} of this week." if others else
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
        words = told(planner, str(session.session_id), names=self._names)
        planner.move(session.session_id, date=on, start=start)
        looking.monday = monday_of(on)
        words = f"{words} moved to {place_words(on, start)}, locked there"
        return self._edited(words, session.session_id)

    def _lock(self, message: Message) -> Answer:
        planner, _ = self._opened()
        session_id = self._session(message).session_id
        planner.lock(session_id)
        words = told(planner, session_id, names=self._names)
        return self._edited(f"{words} is locked: it stays exactly where it stands", session_id)

    def _unlock(self, message: Message) -> Answer:
        planner, _ = self._opened()
        session_id = self._session(message).session_id
        planner.unlock(session_id)
        words = told(planner, session_id, names=self._names)
        return self._edited(f"{words} is unlocked: planning may move it", session_id)

    def _remove(self, message: Message) -> Answer:
        planner, _ = self._opened()
        session_id = self._session(message).session_id
        words = told(planner, session_id, names=self._names)
        planner.remove(session_id)
        return self._edited(f"{words} is removed, its time kept free")

    def _day_out(self, message: Message) -> Answer:
        planner, looking = self._opened()
        on = date.fromisoformat(str(message["date"]))
        who = looking.who
        regular = regular_sessions(planner.draft, planner.sessions, who, on)
        fallen = planner.day_out(who.person_id, on)
        name = label(planner.draft, who, names=self._names)
        locked = int(fallen["locked"].sum())
        return self._edited(out_words(name, on, len(fallen), regular, locked))

    def _day_in(self, message: Message) -> Answer:
        planner, looking = self._opened()
        on = date.fromisoformat(str(message["date"]))
        planner.day_in(looking.who.person_id, on)
        name = label(planner.draft, looking.who, names=self._names)
        return self._edited(back_words(name, on))

    def _undo(self, _message: Message) -> Answer:
        planner, _ = self._opened()
        words = last_edit_words(planner, "Taken back", names=self._names)
        planner.undo()
        return self._turned(words)

    def _redo(self, _message: Message) -> Answer:
        planner, _ = self._opened()
        words = last_edit_words(planner, "Made again", names=self._names, taken_back=True)
        planner.redo()
        return self._turned(words)

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
