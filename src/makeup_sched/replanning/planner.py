"""A plan that is edited by hand and planned again, edit by edit."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pandas as pd

from makeup_sched.arguments import check_search, check_whole, must_be
from makeup_sched.case.case import Case
from makeup_sched.checker import Violation
from makeup_sched.plans.plan import Plan
from makeup_sched.replanning import hours, locking, moving, removing
from makeup_sched.replanning.allowed import allowed_places
from makeup_sched.replanning.changes import changes_table
from makeup_sched.replanning.edits import Edit
from makeup_sched.replanning.errors import EditError
from makeup_sched.replanning.moving import place_of
from makeup_sched.replanning.proofs import known_bound, with_plan
from makeup_sched.replanning.rows import typed
from makeup_sched.replanning.standing import first_state
from makeup_sched.replanning.state import State
from makeup_sched.replanning.warm import LONG, MOMENT, plan_from
from makeup_sched.replanning.words import DateLike, TimeLike, as_date, as_minute, in_words
from makeup_sched.running import run_until_stopped
from makeup_sched.solve.clock import Clock
from makeup_sched.solve.stages import Watch


class Planner:
    """Edits a plan and its case, and plans again so that as little as possible changes.

    Each edit is one of the case's tables (`locked`, `provider_hours`, `student_blocks`), of the
    sessions that stand, or of both; it is made at once or refused at once with `EditError`, and
    then nothing has changed. Planning starts from what stands only when `replan` is called.

    Dates are dates or text such as `2026-01-12`, times of day text such as `10:30`, `time` objects
    or minutes after midnight.

    >>> planner = ms.Planner(case, plan)
    >>> planner.move("M0012", date="2026-01-14", start="10:30")
    >>> planner.day_out("P01", "2026-01-20")
    >>> plan = planner.replan(seconds=10)
    >>> planner.changes()
    """

    def __init__(
        self, case: Case, plan: Plan | pd.DataFrame | None = None, *, seed: int = 0
    ) -> None:
        """Begin with a case and, where there is one, its plan.

        Parameters
        ----------
        case
            What to plan.
        plan
            A plan (or the sessions of one) that stands. Its sessions before the first date of
            planning, and those with people or items that the case doesn't know, don't count.
        seed
            The seed of every planning.

        Raises
        ------
        LockedError
            Where locked sessions of the case break a rule.
        EditError
            Where two sessions of the plan have one id.
        CaseError
            Where `plan` is a table, but none of sessions.
        """
        must_be(case, Case)
        check_whole("seed", seed, 0)
        self._seed = seed
        self._planning = False
        self._changing = threading.RLock()
        self._undone: list[Edit] = []
        self._redone: list[Edit] = []
        self._state = first_state(case, plan)

    def __repr__(self) -> str:
        """Say in a line what stands."""
        sessions = self.sessions
        return (
            f"Planner({len(sessions)} sessions, {int(sessions['locked'].sum())} of them locked, "
            f"{len(self._undone)} edits)"
        )

    @property
    def case(self) -> Case:
        """The case as edited."""
        return self._state.case

    @property
    def draft(self) -> Case:
        """The case as edited, sooner at hand: its `source_hash` may be blank."""
        return self._state.draft

    @property
    def plan(self) -> Plan | None:
        """The last plan, None before the first."""
        return self._state.plan

    @property
    def is_planned(self) -> bool:
        """Whether the last plan is the plan of what stands now: case and sessions are as it was."""
        return self._state.is_planned

    @property
    def sessions(self) -> pd.DataFrame:
        """The sessions that stand: those of the last plan as edited, in its columns."""
        return self._state.sessions.copy()

    @property
    def edits(self) -> tuple[str, ...]:
        """The edits that `undo` can take back, in words, the last one at the end."""
        return tuple(edit.words for edit in self._undone)

    @property
    def edits_taken_back(self) -> tuple[str, ...]:
        """The edits that `redo` can make again, in words, the next one at the end."""
        return tuple(edit.words for edit in self._redone)

    def edited_sessions(self, *, taken_back: bool = False) -> pd.DataFrame:
        """Return the sessions on which the edit that `undo` takes back was made; else what stands.

        With `taken_back`, of the edit that `redo` makes again. Ids in its words are of these.
        """
        edits = self._redone if taken_back else self._undone
        return edits[-1].made_on.copy() if edits else self.sessions

    # -- what is agreed ---------------------------------------------------------------------------

    def lock(self, *session_ids: str) -> None:
        """Keep sessions exactly as they stand.

        Raises EditError for an unknown session or one that is locked already, and where one breaks
        a rule beside the other locked ones. Two halves of an extension that only together last as
        long as they must are locked in one call.
        """
        self._edit(in_words("lock", session_ids), locking.lock(self._state, session_ids))

    def unlock(self, *session_ids: str) -> None:
        """Let planning move sessions again; until then they stand where they are.

        Raises EditError for an unknown session or one that is not locked.
        """
        self._edit(in_words("unlock", session_ids), locking.unlock(self._state, session_ids))

    def move(
        self,
        session_id: str,
        *,
        date: DateLike | None = None,
        start: TimeLike | None = None,
        provider: str | None = None,
        site: str | None = None,
    ) -> None:
        """Give a session, with all who attend it, at another place, and lock it there.

        What is left out stays as it is; the length does. Without a site it is the one at which the
        session stands, else where its first student is that day, else tele. A session that joins
        or extends a regular one becomes one of its own where it leaves it. Sessions that are not
        locked are not in the way: planning moves them.

        Raises EditError, with `violations`, where the session would break a rule, by itself or
        beside the other locked ones.
        """
        place = place_of(date, start, provider, site)
        self._edit(f"move {session_id}", moving.move(self._state, session_id, place))

    def why_not(
        self,
        session_id: str,
        *,
        date: DateLike | None = None,
        start: TimeLike | None = None,
        provider: str | None = None,
        site: str | None = None,
    ) -> list[Violation]:
        """Return the rules that a session would break at another place; [] where it may be moved.

        Takes what `move` takes. Raises EditError for an unknown session or provider.
        """
        place = place_of(date, start, provider, site)
        return list(moving.trial(self._state, session_id, place).violations)

    def allowed(
        self, session_id: str, week: DateLike | None = None, *, provider: str | None = None
    ) -> pd.DataFrame:
        """Return every place of a week to which a session may be moved.

        Parameters
        ----------
        session_id
            The session.
        week
            Any date in the week, Monday to Sunday; by default the one in which the session stands.
        provider
            Who is to give it; by default who does.

        Returns
        -------
        DataFrame
            A row for each start: `provider_id`, `date`, `start` and `end` (minutes after
            midnight), `site`, `mode`, `tier`.
        """
        (stands,) = self._state.rows([session_id])["date"]
        day = stands.date() if week is None else as_date(week)
        monday = day - dt.timedelta(day.weekday())
        return allowed_places(self._state, session_id, monday, provider)

    # -- what is not to be ------------------------------------------------------------------------

    def remove(self, *session_ids: str, keep_free: bool = True) -> None:
        """Take sessions away, locked or not; their minutes are owed again.

        With `keep_free` planning doesn't use their time again: a row `other` of `provider_hours`
        takes it out on that date, and for a session that joins a regular one, where no time of the
        provider is taken, a row `unavailable` of `student_blocks` for each who joined.

        Raises EditError for an unknown session, and where another locked one would break a rule.
        """
        state = removing.remove(self._state, session_ids, keep_free=keep_free)
        self._edit(in_words("remove", session_ids), state)

    def day_out(
        self, provider: str, date: DateLike, end_date: DateLike | None = None
    ) -> pd.DataFrame:
        """Mark a provider as out on a date, or up to and with `end_date`.

        Regular sessions of these dates don't take place and make-up sessions fall out, locked ones
        too.

        Returns
        -------
        DataFrame
            The sessions that fell out, as they stood.

        Raises
        ------
        EditError
            For an unknown provider, dates in the wrong order, or none within the dates of planning.
        """
        first = as_date(date)
        last = first if end_date is None else as_date(end_date)
        after = hours.day_out(self._state, provider, first, last)
        fallen = hours.sessions_within(self._state, provider, first, last)
        until = "" if first == last else f" to {last}"
        self._edit(f"{provider} out on {first}{until}", after)
        return fallen.copy()

    def day_in(self, provider: str, date: DateLike) -> None:
        """Take back that a provider is out on a date, of those of which `day_out` said so.

        Regular sessions take place again; what fell out has a place again once planned. Raises
        EditError for an unknown provider, one who is not marked as out on that whole date, and
        where a regular session that takes place again would break a rule with a locked one.
        """
        on = as_date(date)
        self._edit(f"{provider} back on {on}", hours.day_in(self._state, provider, on))

    def add_hours(
        self, provider: str, date: DateLike, start: TimeLike, end: TimeLike, site: str
    ) -> None:
        """Add work hours of a provider at a site (`*`: every site) on one date.

        They win over all rows of that time, leave too. Raises EditError for an unknown provider or
        site, a date on which nothing is planned, an end not after the start, and where a locked
        session would break a rule.
        """
        on, begin, finish = as_date(date), as_minute(start), as_minute(end)
        state = hours.add_hours(self._state, provider, on, begin, finish, site)
        self._edit(f"{provider} at work on {on}", state)

    # -- back and on ------------------------------------------------------------------------------

    def undo(self) -> str:
        """Take back the last edit and every planning since; return the edit in words.

        Raises EditError where no edit is left.
        """
        self._must_be_idle()
        if not self._undone:
            raise EditError("there is no edit to take back")
        edit = self._undone.pop()
        self._redone.append(replace(edit, other=self._state))
        self._state = edit.other
        return edit.words

    def redo(self) -> str:
        """Make the edit that was taken back last again, with its planning; return it in words.

        Raises EditError where none was taken back, or another edit was made since.
        """
        self._must_be_idle()
        if not self._redone:
            raise EditError("there is no edit to make again")
        edit = self._redone.pop()
        self._undone.append(replace(edit, other=self._state))
        self._state = edit.other
        return edit.words

    def replan(
        self,
        seconds: float | None = None,
        *,
        workers: int | None = None,
        watch: Watch | None = None,
        clock: Clock | None = None,
    ) -> Plan:
        """Plan the case as edited so that as little as possible of what stands changes.

        Without `seconds` it mends what stands, for a therapist within a second: minutes that lost
        their place are given another, and others are moved where that places more. The plan passes
        the checker as any other, and says of each term what is proven. With `seconds` it plans
        through all stages, which also looks for better values of the later terms and for proofs.

        Ctrl-C ends the search and keeps the best plan. Edits are refused until planning has ended.

        Parameters
        ----------
        seconds
            Time limit of the whole call, by the clock; with 0 the first plan found. Without it a
            minute is taken where nothing stands yet, or where what stands cannot be mended: in a
            district, and where the policy puts another term before `unmet`.
        workers
            Processor cores to use; by default as many as there are.
        watch
            Called with each piece of news, from the thread that plans.
        clock
            A clock of your own, to be able to stop: `clock.stop()`; then `seconds` don't count, and
            all stages are gone through.
        """
        check_search(LONG if seconds is None else seconds, self._seed, workers, zero=True)
        with self._busy():
            state = self._state
            anything = state.plan is not None or not state.sessions["locked"].all()
            standing = state.sessions if anything else None
            mends = seconds is None and clock is None and anything
            usual = MOMENT if mends else LONG
            timer = Clock(usual if seconds is None else seconds) if clock is None else clock
            plan = run_until_stopped(
                lambda: plan_from(
                    state.case,
                    standing,
                    timer,
                    mends=mends,
                    known=known_bound(state.proofs, state.case),
                    facts=state.facts,
                    seed=self._seed,
                    workers=workers,
                    watch=watch,
                ),
                timer.stop,
            )
            self._state = replace(
                state,
                sessions=plan.sessions,
                taken_away=typed("sessions", []),
                plan=plan,
                changes=changes_table(state.sessions, state.taken_away, plan.sessions),
                proofs=with_plan(state.proofs, state.case, plan),
            )
        return plan

    def changes(self) -> pd.DataFrame:
        """Return what the last planning changed: a row for each student in a session.

        `change` is `kept`, `moved`, `new` or `gone`; then `owed_id`, `student_id`, and provider,
        date, start (minutes after midnight) and minutes, each `_before` and `_after`. Before is
        what stood when planning began, sessions moved by hand at their new place; `edited` marks
        those that an edit had taken away. So all `moved` and `gone` that are not `edited` are what
        the objective term `moved` counts. Without a row where nothing was planned yet.
        """
        return self._state.changes.copy()

    @contextmanager
    def idle(self) -> Iterator[None]:
        """Keep planning in other threads from beginning until the block ends.

        What is looked up within it is what an edit within it meets. Raises EditError where planning
        is under way.
        """
        with self._changing:
            self._must_be_idle()
            yield

    def _edit(self, words: str, state: State) -> None:
        self._must_be_idle()
        self._undone.append(Edit(words, self._state.sessions, self._state))
        self._redone.clear()
        self._state = state

    def _must_be_idle(self) -> None:
        if self._planning:
            raise EditError("planning is under way; stop it, or wait for its plan")

    @contextmanager
    def _busy(self) -> Iterator[None]:
        with self.idle():
            self._planning = True
        try:
            yield
        finally:
            self._planning = False
