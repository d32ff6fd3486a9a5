"""A letter to one family in one language: its sentences and tables, before it is set or printed."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from makeup_sched.case.policy import LettersSection
from makeup_sched.exports.child_account import Account, Debt, Planned
from makeup_sched.letters import messages
from makeup_sched.letters.catalogues import Catalogue
from makeup_sched.letters.isolation import isolated
from makeup_sched.plain_words import BASES, DISCIPLINES, REASONS
from makeup_sched.vocabulary import TELE


@dataclass(frozen=True)
class LetterTable:
    """A table of a letter; `figures` are the places of columns of numbers."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True)
class LetterSection:
    """A heading with sentences, a table, or pairs of a label and its value."""

    heading: str
    words: tuple[str, ...] = ()
    table: LetterTable | None = None
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter. `standing` says that it is a draft, or who has reviewed the translation."""

    code: str
    direction: str
    draft: bool
    standing: str
    sender: str
    date: str
    title: str
    greeting: str
    introduction: str
    sections: tuple[LetterSection, ...]
    closing: tuple[str, ...]
    confidential: str


@dataclass(frozen=True)
class Facts:
    """What a letter is about: the child's account, what the child is called, who writes, when."""

    account: Account
    child: str
    contact: LettersSection
    written_on: date

    @property
    def ahead(self) -> tuple[Planned, ...]:
        """The planned sessions on the day of the letter and later."""
        return tuple(one for one in self.account.planned if one.date >= self.written_on)

    @property
    def passed(self) -> tuple[Planned, ...]:
        """The planned sessions before that day: nobody has written down what became of them.

        Of one of an item that was made up on its date, in a row that names no session, somebody
        has.
        """
        given = {
            (one.date, one.owed_id)
            for one in self.account.given
            if not (one.session_id or one.paid_back)
        }
        return tuple(
            one
            for one in self.account.planned
            if one.date < self.written_on and (one.date, one.owed_id) not in given
        )

    @property
    def minutes_ahead(self) -> int:
        """Minutes owed that have a date which lies ahead."""
        return self._owed_in(self.ahead)

    @property
    def minutes_passed(self) -> int:
        """Minutes owed that have a date which is over, and no other one."""
        return self._owed_in((*self.ahead, *self.passed)) - self.minutes_ahead

    @property
    def unplanned(self) -> int:
        """Minutes owed that have no date, neither ahead nor over."""
        return self.account.owed - self.minutes_ahead - self.minutes_passed

    def _owed_in(self, sessions: tuple[Planned, ...]) -> int:
        minutes = Counter[str]()
        for one in sessions:
            minutes[one.owed_id] += one.end - one.start
        return sum(min(minutes[one.owed_id], one.owed) for one in self.account.balances)


def letter(facts: Facts, catalogue: Catalogue) -> Letter:
    """Return the letter on a child in the language of a catalogue."""
    say, account = catalogue.say, facts.account
    sender = facts.contact.sender or account.school
    sections = [
        _missed(account, catalogue),
        _awarded(account, catalogue),
        _planned(facts, catalogue),
        _passed(facts, catalogue),
        *_sums(facts, catalogue),
        _whom_to_call(facts.contact, catalogue),
    ]
    return Letter(
        code=catalogue.language.code,
        direction=catalogue.language.direction,
        draft=catalogue.draft,
        standing=_standing(catalogue),
        sender=isolated(sender),
        date=isolated(catalogue.language.date(facts.written_on)),
        title=say(messages.TITLE),
        greeting=say(messages.GREETING, student=facts.child),
        introduction=say(messages.INTRODUCTION),
        sections=tuple(section for section in sections if section is not None),
        closing=(say(messages.SINCERELY), isolated(facts.contact.contact_name or sender)),
        confidential=say(messages.CONFIDENTIAL),
    )


def _standing(catalogue: Catalogue) -> str:
    if catalogue.draft:
        return catalogue.say(messages.DRAFT)
    if catalogue.reviewed_on is None:
        return ""
    day = catalogue.language.date(catalogue.reviewed_on)
    return catalogue.say(messages.REVIEWED, reviewer=catalogue.reviewer, date=day)


def _missed(account: Account, catalogue: Catalogue) -> LetterSection | None:
    say, language = catalogue.say, catalogue.language
    rows = tuple(
        (
            _day(one, catalogue),
            _service(one.discipline, catalogue),
            isolated(language.number(one.minutes)),
            say(REASONS[one.reason]) if one.reason in REASONS else isolated(one.reason),
            _becomes(one, catalogue),
        )
        for one in account.debts
        if one.table == "missed"
    )
    if not rows:
        return None
    headings = (messages.DATE, messages.SERVICE, messages.MINUTES, messages.WHY, messages.BECOMES)
    table = LetterTable(tuple(map(say, headings)), rows, (2,))
    return LetterSection(say(messages.MISSED), table=table)


def _day(debt: Debt, catalogue: Catalogue) -> str:
    return isolated(catalogue.language.date(debt.date)) if debt.date else ""


def _becomes(debt: Debt, catalogue: Catalogue) -> str:
    say = catalogue.say
    if debt.made_up >= debt.minutes:
        return say(messages.MADE_UP)
    rest = {
        "owed": messages.TO_BE,
        "not_owed": messages.WILL_NOT,
        "pending": messages.UNDECIDED,
    }[debt.counted]
    if not debt.made_up:
        return say(rest)
    minutes = catalogue.language.number(debt.made_up)
    return say(messages.PARTLY, minutes=minutes, rest=say(rest))


def _awarded(account: Account, catalogue: Catalogue) -> LetterSection | None:
    say, language = catalogue.say, catalogue.language
    rows = tuple(
        (
            _day(one, catalogue),
            _service(one.discipline, catalogue),
            isolated(language.number(one.minutes)),
            say(BASES[one.basis]) if one.basis in BASES else isolated(one.basis),
            isolated(language.number(one.made_up)),
        )
        for one in account.debts
        if one.table == "awards"
    )
    if not rows:
        return None
    headings = (messages.DATE, messages.SERVICE, messages.MINUTES, messages.BY, messages.GIVEN)
    table = LetterTable(tuple(map(say, headings)), rows, (2, 4))
    return LetterSection(say(messages.AWARDED), table=table)


def _planned(facts: Facts, catalogue: Catalogue) -> LetterSection:
    say = catalogue.say
    if not facts.ahead:
        words = (say(messages.NONE_PLANNED),)
        return LetterSection(say(messages.PLANNED), words)
    return LetterSection(say(messages.PLANNED), table=_sessions(facts.ahead, catalogue))


def _passed(facts: Facts, catalogue: Catalogue) -> LetterSection | None:
    """Return the planned sessions whose day is over: what became of them nobody has noted."""
    if not facts.passed:
        return None
    words = (catalogue.say(messages.NOT_NOTED),)
    table = _sessions(facts.passed, catalogue)
    return LetterSection(catalogue.say(messages.PASSED), words, table)


def _sessions(sessions: tuple[Planned, ...], catalogue: Catalogue) -> LetterTable:
    headings = (messages.DATE, messages.TIME, messages.MINUTES, messages.SERVICE, messages.WHERE,
                messages.SETTING)  # fmt: skip
    rows = tuple(_session(one, catalogue) for one in sessions)
    return LetterTable(tuple(map(catalogue.say, headings)), rows, (2,))


def _session(one: Planned, catalogue: Catalogue) -> tuple[str, ...]:
    say, language = catalogue.say, catalogue.language
    alone = one.size == 1
    return (
        isolated(language.date(one.date)),
        say(messages.FROM_TO, start=language.time(one.start), end=language.time(one.end)),
        isolated(language.number(one.end - one.start)),
        _service(one.discipline, catalogue),
        say(messages.BY_VIDEO) if one.site == TELE else isolated(one.site),
        say(messages.ALONE) if alone else say(messages.IN_GROUP, size=language.number(one.size)),
    )


def _sums(facts: Facts, catalogue: Catalogue) -> list[LetterSection]:
    """Return the sums; where there are awards beside missed sessions, those of each apart."""
    heading = catalogue.say(messages.IN_SUM)
    ledgers = [replace(facts, account=one) for one in facts.account.ledgers]
    if len(ledgers) == 1:
        return [_sum(heading, facts, catalogue)]
    kinds = [messages.AWARDED if one.account.awarded_alone else messages.MISSED for one in ledgers]
    return [
        _sum(f"{heading}: {catalogue.say(kind)}", one, catalogue)
        for kind, one in zip(kinds, ledgers, strict=True)
    ]


def _sum(heading: str, facts: Facts, catalogue: Catalogue) -> LetterSection:
    number, account = catalogue.language.number, facts.account
    figures = [(messages.WITH_DATE, facts.minutes_ahead)]
    if facts.minutes_passed:
        figures.append((messages.NOT_CONFIRMED, facts.minutes_passed))
    figures.append((messages.WITHOUT_DATE, facts.unplanned))
    if account.pending:
        figures.append((messages.PENDING, account.pending))
    owed = isolated(number(account.owed))
    if account.rounding:
        # in brackets, as the lines below are the ones that add up to it
        owed = catalogue.say(
            messages.OWED_ROUNDED_UP,
            owed=number(account.owed),
            minutes=number(account.rounding),
        )
    pairs = ((messages.OWED, owed), *((label, isolated(number(each))) for label, each in figures))
    said = tuple((catalogue.say(label), value) for label, value in pairs)
    return LetterSection(heading, pairs=said)


def _whom_to_call(contact: LettersSection, catalogue: Catalogue) -> LetterSection:
    """Return whom to call; where nobody is named in the policy, lines to fill in by hand."""
    say = catalogue.say
    blank = "_" * 30
    given = (contact.contact_name, contact.contact_phone, contact.contact_email)
    pairs = [
        (say(label), isolated(value))
        for label, value in zip(
            (messages.NAME, messages.TELEPHONE, messages.EMAIL), given, strict=True
        )
        if value
    ]
    if not (contact.contact_phone or contact.contact_email):
        pairs = [*pairs[:1], (say(messages.TELEPHONE), blank)]
        if not contact.contact_name:
            pairs.insert(0, (say(messages.NAME), blank))
    words = (say(messages.PLEASE_CALL), say(messages.MEETING), say(messages.INTERPRETER))
    return LetterSection(say(messages.WHOM_TO_CALL), words, pairs=tuple(pairs))


def _service(code: str, catalogue: Catalogue) -> str:
    return catalogue.say(DISCIPLINES[code]) if code in DISCIPLINES else isolated(code)
