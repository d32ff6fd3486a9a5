"""The reimbursement file of a student: which outside sessions can be paid back, what is missing.

As Boston's schools run it: hours up to those missed, an outside provider with a licence (of a
paraprofessional or technician the supervisor's), an approved contract, receipts that match a proof
of payment, dated and timed session notes that name the IEP goals; it ends when the school's own
service starts. Source: bostonpublicschools.org/academics/specialized-services/programs-services/
compensatory-services, a page of the district.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from makeup_sched.case.case import Case
from makeup_sched.case.values import rows_of
from makeup_sched.checker.violation import clock
from makeup_sched.ledger import Undecided, award_ledger, make_up_ledger, undecided_sessions
from makeup_sched.recording.kinds import PAPER_FILED, REIMBURSED
from makeup_sched.recording.state import State
from makeup_sched.tables.parse import parse_table
from makeup_sched.tables.schemas import empty_table

ITEM_COLUMNS = ("owed_id", "missed", "given", "reimbursed", "left", "eligible", "dollars",
                "undecided")  # fmt: skip
SESSION_COLUMNS = ("entry", "owed_id", "date", "start", "end", "minutes", "provider", "reference",
                   "standing", "eligible", "dollars", "missing")  # fmt: skip
COMPLETE, INCOMPLETE, PAID, BEYOND = "complete", "incomplete", "reimbursed", "beyond"


@dataclass(frozen=True)
class Reimbursement:
    """What a family can be paid back, and what is missing.

    Attributes
    ----------
    items
        One row per service or award with missed or awarded minutes: `owed_id`, `missed` (awarded)
        without those that are not owed, `given` (made up), `reimbursed` (paid back), `left` of
        them, `eligible` minutes of complete sessions and the `dollars` for them; where there are
        `reimbursed` or `eligible` ones, `undecided` of these and of the `given` wait for the team's
        decision whether they are owed.
    sessions
        One row per session note, in the order of time: `entry` (its number), `owed_id`, `date`,
        `start`, `end` (minutes after midnight), `minutes`, `provider`, `reference`; `standing`:
        `complete`, `incomplete`, `reimbursed` or `beyond` (no missed minutes are left for it);
        `eligible` minutes, `dollars` for them, and what is `missing`, in words.
    to_decide
        The missed sessions on which the team has to decide, so that its `undecided` minutes are
        owed ones and what is paid back for them counts.
    """

    items: pd.DataFrame
    sessions: pd.DataFrame
    to_decide: tuple[Undecided, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing is missing from any session."""
        return not (self.sessions["standing"] == INCOMPLETE).any()


def reimbursement(case: Case, state: State, student_id: str) -> Reimbursement:
    """Return the reimbursement file of a student.

    A minute is never both made up and paid back: what was given or paid back already is taken off
    the missed minutes first, and the sessions, oldest first, share what is left. Minutes that wait
    for the team's decision count as missed: to pay them back is such a decision, and has to be
    written down as one.
    """
    papers = _papers(state)
    items = _items(case, state, student_id)
    left = dict(zip(items["owed_id"], items["left"], strict=True))
    rows = [*_sessions(papers, state, student_id, left)]
    sessions = pd.DataFrame(rows, columns=list(SESSION_COLUMNS))
    sums = sessions.groupby("owed_id")[["eligible", "dollars"]].sum()
    for name in ("eligible", "dollars"):
        items[name] = sums[name].reindex(items["owed_id"], fill_value=0).to_numpy()
    paid = items["reimbursed"] + items["eligible"]
    # what was made up is decided on, too: it takes the decided minutes before what is paid back
    open_ones = (items["given"] + paid - items["decided"]).clip(lower=0, upper=items["waiting"])
    items["undecided"] = open_ones.where(paid > 0, 0).astype("int64")
    wanted = {str(row.owed_id): int(row.undecided) for row in rows_of(items)}
    to_decide = tuple(undecided_sessions(case, wanted))
    return Reimbursement(items[list(ITEM_COLUMNS)], sessions, to_decide)


def _papers(state: State) -> pd.DataFrame:
    """Return all papers with the number of the entry of each as the index."""
    entries = state.of_kind(PAPER_FILED)
    if not entries:
        return empty_table("papers")
    raw = pd.DataFrame([dict(entry.facts) for entry in entries], dtype=object).fillna("")
    raw.index = pd.Index([entry.number for entry in entries], name="row")
    return parse_table("papers", raw).frame


def _items(case: Case, state: State, student_id: str) -> pd.DataFrame:
    services = make_up_ledger(case).rename(columns={"service_id": "owed_id"})
    services["missed"] -= services["not_owed"]
    services = services.rename(columns={"pending": "waiting"})
    services["given"] += services["beyond"]
    awards = award_ledger(case).rename(columns={"award_id": "owed_id", "awarded": "missed"})
    awards["given"] += awards["beyond"]
    awards["waiting"] = 0
    columns = ["owed_id", "student_id", "missed", "given", "waiting"]
    both = pd.concat([frame[columns] for frame in (services, awards) if len(frame)] or
                     [services[columns]])  # fmt: skip
    both = both[both["student_id"] == student_id].reset_index(drop=True)
    paid = Counter[str]()
    for entry in state.of_kind(REIMBURSED):
        paid[entry.get("owed_id")] += int(entry.get("minutes"))
    both["reimbursed"] = [paid[item] for item in both["owed_id"]]
    both["given"] -= both["reimbursed"]
    both["decided"] = both["missed"] - both["waiting"]
    both["left"] = (both["missed"] - both["given"] - both["reimbursed"]).clip(lower=0)
    return both


def _sessions(
    papers: pd.DataFrame, state: State, student_id: str, left: dict[str, int]
) -> Iterator[tuple[Any, ...]]:
    """Yield the session notes with what becomes of each; takes what is eligible off `left`."""
    notes = papers[(papers["paper"] == "session_note") & (papers["student_id"] == student_id)]
    notes = notes.sort_values(["date", "start"], kind="stable")
    paid = {
        (entry.get("owed_id"), entry.get("date"), entry.get("start"))
        for entry in state.of_kind(REIMBURSED)
    }
    seen: set[tuple[str, str, str]] = set()
    for number, note in zip(notes.index, rows_of(notes), strict=True):
        key = _key(note)
        minutes = _minutes(note)
        missing = list(_missing(papers, note, minutes))
        if key in seen:
            missing.append("stands twice: another note has the same date and start")
        seen.add(key)
        eligible = 0 if missing or key in paid else min(minutes, left.get(note.owed_id, 0))
        left[note.owed_id] = left.get(note.owed_id, 0) - eligible
        if not missing and key not in paid and eligible < minutes:
            missing.append(f"{minutes - eligible} of {minutes} minutes are beyond those missed")
        standing = PAID if key in paid else COMPLETE if eligible else INCOMPLETE
        if standing == INCOMPLETE and len(missing) == 1 and "beyond those" in missing[0]:
            standing = BEYOND
        yield (int(number), note.owed_id, note.date, note.start, note.end, minutes, note.provider,
               note.reference, standing, eligible, _dollars(papers, note, eligible),
               "; ".join(missing))  # fmt: skip


def _key(note: Any) -> tuple[str, str, str]:
    day = "" if pd.isna(note.date) else f"{note.date:%Y-%m-%d}"
    return note.owed_id, day, "" if pd.isna(note.start) else clock(int(note.start))


def _minutes(note: Any) -> int:
    if not pd.isna(note.minutes):
        return int(note.minutes)
    return 0 if pd.isna(note.start) or pd.isna(note.end) else int(note.end - note.start)


def _missing(papers: pd.DataFrame, note: Any, minutes: int) -> Iterator[str]:
    """Yield what a session lacks, in words."""
    if not note.owed_id:
        yield "names no service or award"
    if pd.isna(note.date):
        yield "has no date"
        return
    if pd.isna(note.start) or pd.isna(note.end):
        yield "has no times"
    elif minutes > note.end - note.start:
        yield "says more minutes than lie between its times"
    if not note.goals:
        yield "names no IEP goal"
    yield from _provider(papers, note)
    yield from _payment(papers, note)
    starts = papers[(papers["paper"] == "service_start") & (papers["owed_id"] == note.owed_id)]
    first = starts["date"].min()
    if note.owed_id and not pd.isna(first) and note.date >= first:
        yield f"the school's service had started on {first:%Y-%m-%d}"


def _provider(papers: pd.DataFrame, note: Any) -> Iterator[str]:
    own = papers[_same_provider(papers["provider"], note.provider) & _valid(papers, note.date)]
    day = f"{note.date:%Y-%m-%d}"
    if not note.provider:
        yield "names no provider"
        return
    if not own["paper"].isin(["licence", "supervisor_licence"]).any():
        yield (
            f"no licence of the provider for {day} (of a paraprofessional or technician the "
            "supervisor's)"
        )
    contracts = own[(own["paper"] == "contract") & own["student_id"].isin(["", note.student_id])]
    if contracts.empty:
        yield f"no contract with the provider for {day}"
    elif not (contracts["approved_on"] <= note.date).any():
        yield "the contract was not approved by then"


def _same_provider(providers: "pd.Series[str]", one: str) -> "pd.Series[bool]":
    """Say which papers are a provider's, however capitals and spaces were typed."""
    return providers.map(plain_provider) == plain_provider(one)


def plain_provider(name: str) -> str:
    """Return the name of an outside provider without regard to capitals and spaces."""
    return " ".join(name.casefold().split())


def _valid(papers: pd.DataFrame, day: pd.Timestamp) -> "pd.Series[bool]":
    begun = papers["valid_from"].isna() | (papers["valid_from"] <= day)
    return begun & (papers["valid_to"].isna() | (papers["valid_to"] >= day))


def _payment(papers: pd.DataFrame, note: Any) -> Iterator[str]:
    if not note.reference:
        yield "names no receipt"
        return
    receipt, proof = _amount(papers, note, "receipt"), _amount(papers, note, "payment_proof")
    if receipt is None:
        yield f"no receipt {note.reference} with an amount"
    if proof is None:
        yield f"no proof that receipt {note.reference} was paid"
    elif receipt is not None and round(receipt, 2) != round(proof, 2):
        yield f"receipt and payment differ: ${receipt:,.2f} and ${proof:,.2f}"


def _amount(papers: pd.DataFrame, note: Any, paper: str) -> float | None:
    """Return the dollars of the papers of one kind that carry a note's reference."""
    own = papers[(papers["paper"] == paper) & (papers["reference"] == note.reference)]
    own = own[own["student_id"].isin(["", note.student_id])]
    amounts = own["amount"].dropna()
    return None if amounts.empty else float(amounts.sum())


def _dollars(papers: pd.DataFrame, note: Any, eligible: int) -> float:
    """Return a session's share of its receipt, for the minutes that are eligible."""
    receipt = _amount(papers, note, "receipt")
    if not eligible or receipt is None:
        return 0.0
    notes = papers[(papers["paper"] == "session_note") & (papers["reference"] == note.reference)]
    minutes = sum(map(_minutes, rows_of(notes)))
    return round(receipt * eligible / minutes, 2) if minutes else 0.0
