"""Paying a family back: what is written down of it, and the team's decision that it rests on."""

from collections.abc import Sequence
from typing import Any

from makeup_sched.case.values import rows_of
from makeup_sched.checker.violation import clock
from makeup_sched.ledger import Undecided
from makeup_sched.plain_words import PAID_BACK
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.reimbursement import Reimbursement


def ready_rows(found: Reimbursement, decided_by: str, decided_on: str) -> list[dict[str, Any]]:
    """Return the sessions that can be paid back as rows of the table `reimbursements`."""
    ready = found.sessions[found.sessions["eligible"] > 0]
    return [
        {"date": row.date, "owed_id": row.owed_id, "minutes": row.eligible, "amount": row.dollars,
         "reference": row.reference, "start": clock(int(row.start)), "decided_by": decided_by,
         "decided_on": decided_on}
        for row in rows_of(ready)
    ]  # fmt: skip


def decision_rows(found: Reimbursement, decided_by: str, decided_on: str) -> list[dict[str, Any]]:
    """Return that the minutes to be paid back are owed, as rows of the table `decisions`.

    Nothing is decided on other services, such as one that was paid back before and waits.

    Raises RecordError, with what is missing, where nobody is named who decided it.
    """
    to_decide = sessions_to_pay(found)
    if to_decide and not decided_by.strip():
        raise RecordError(
            f"the team has yet to decide whether {_sessions_words(to_decide)} is owed, and "
            "to pay it back is that decision. Say who decided, and if you know when: --decided-by "
            '"IEP team" --decided-on 2026-03-26'
        )
    return [
        {"date": one.date.isoformat(), "service_id": one.service_id, "decision": "owed",
         "decided_by": decided_by, "decided_on": decided_on, "note": PAID_BACK}
        for one in to_decide
    ]  # fmt: skip


def sessions_to_pay(found: Reimbursement) -> list[Undecided]:
    """Return the missed sessions to decide on of the services that can be paid back now."""
    paying = set(found.items.loc[found.items["eligible"] > 0, "owed_id"])
    return [one for one in found.to_decide if one.service_id in paying]


def undecided_words(found: Reimbursement) -> list[str]:
    """Return which minutes were paid back without a decision of the team, and what to write down.

    Those that were made up before are among them, as they take what is decided first. A sentence
    for each service, none where the team has decided.
    """
    return [
        f"{row.undecided} of the {row.given + row.reimbursed} minutes of {row.owed_id} that were "
        + ("made up or paid back " if row.given else "paid back ")
        + "wait for the team's decision whether they are owed. Write it down: "
        + "; ".join(
            f"makeup-sched record add CASE decided service_id={one.service_id} date={one.date} "
            'decision=owed decided_by="IEP team" --why "paid back"'
            for one in found.to_decide
            if one.service_id == row.owed_id
        )
        for row in rows_of(found.items)
        if row.undecided and row.reimbursed and not row.eligible
    ]


def _sessions_words(sessions: Sequence[Undecided]) -> str:
    return ", ".join(
        f"what was missed of {one.service_id} on {one.date} ({one.minutes} min)" for one in sessions
    )
