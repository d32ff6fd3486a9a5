"""The card of a session: who attends, how long, why it stands here, where else it could be."""

from datetime import date
from typing import Any

from makeup_sched.app.good_places import best_places
from makeup_sched.app.identity import identity
from makeup_sched.app.person import Person, label
from makeup_sched.app.week_view import View, span_words
from makeup_sched.app.words import people_words, place_words
from makeup_sched.charts.words import CATEGORY_WORDS, day_words
from makeup_sched.checker.facts import Facts
from makeup_sched.plain_words import MODES, TIERS, counted
from makeup_sched.replanning.planner import Planner

MOST_PLACES = 6
_RULES = {"avoid": " (better avoided)", "prefer": " (a good time)"}


def session_card(planner: Planner, facts: Facts, session: Any, *, names: bool) -> View:
    """Return the card of a session, a row of the sessions that stand."""
    case = facts.case
    provider = label(case, Person("provider", session.provider_id), names=names)
    minutes = int(session.end) - int(session.start)
    mode = _mode(facts, session, names)
    return {
        "id": session.session_id,
        "what": identity(session),
        "title": f"{session.discipline}, {counted(len(session.student_ids), 'student')}",
        "when": f"{day_words(session.date.date())}, {span_words(session.start, session.end)}",
        "facts": [
            f"{minutes} minutes with {provider} at {session.site}",
            f"{mode}, {TIERS[session.tier]}" + (", by contract" if session.contract else ""),
        ],
        "people": [
            _attendee(facts, session, student_id, owed_id, names)
            for student_id, owed_id in zip(session.student_ids, session.owed_ids, strict=True)
        ],
        "locked": bool(session.locked),
        "places": [
            {"date": place.on.isoformat(), "start": place.start,
             "label": place_words(place.on, place.start), "words": place.words}
            for place in ([] if session.locked else
                          best_places(planner, facts, session, MOST_PLACES))
        ],
    }  # fmt: skip


def _mode(facts: Facts, session: Any, names: bool) -> str:
    """Return whether a session is one of its own, or which regular one it joins or extends."""
    regular = facts.regulars.get(str(session.regular_session_id))
    if session.mode == "extra" or regular is None:
        return MODES[session.mode].capitalize()
    who = people_words(facts.case, regular.student_ids, names=names)
    when = span_words(regular.start, regular.end)
    said = MODES[session.mode].capitalize()
    return f"{said}: the one with {who}, {when} ({regular.session_id})"


def _attendee(facts: Facts, session: Any, student_id: str, owed_id: str, names: bool) -> View:
    day = facts.days.categories(facts.students[student_id], session.date.date())
    seen = dict.fromkeys(
        category for _, _, category in day.parts(int(session.start), int(session.end)) if category
    )
    during = " and ".join(
        CATEGORY_WORDS.get(each, each) + _RULES.get(facts.rule_of(each), "") for each in seen
    )
    debt = facts.debts[owed_id]
    year = session.date.year
    since = "" if debt.oldest is None else f", the oldest since {_date_words(debt.oldest, year)}"
    return {
        "who": label(facts.case, Person("student", student_id), names=names),
        "what": f"{owed_id}: {debt.owed} minutes owed{since}, due {_date_words(debt.due, year)}",
        "why": f"During {during or 'time at school'}.",
    }


def _date_words(day: date, year: int) -> str:
    """Return a date in words, with its year where that is another one."""
    return day_words(day) if day.year == year else f"{day_words(day)}, {day.year}"
