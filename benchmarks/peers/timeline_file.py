"""Timelines as JSON: how a peer's process hands its result over, and how results are kept."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.peers.peer import Point, Proof, Timeline
from makeup_sched.tables.schemas import empty_table


def write_timeline(timeline: Timeline, path: Path) -> None:
    """Write a timeline to a file, its sessions included."""
    sessions = timeline.sessions.assign(date=timeline.sessions["date"].dt.strftime("%Y-%m-%d"))
    plain = {**as_plain(timeline), "sessions": sessions.to_dict("records")}
    path.write_text(json.dumps(plain), encoding="utf-8")


def read_timeline(path: Path) -> Timeline:
    """Read a timeline from a file; its sessions can be handed to the checker."""
    return from_plain(json.loads(path.read_text(encoding="utf-8")))


def as_plain(timeline: Timeline) -> dict[str, Any]:
    """Return a timeline without its sessions as numbers, texts and lists."""
    plain: dict[str, Any] = {
        field.name: getattr(timeline, field.name)
        for field in fields(timeline)
        if field.name != "sessions"
    }
    plain["points"] = [asdict(point) for point in timeline.points]
    plain["proofs"] = [asdict(proof) for proof in timeline.proofs]
    return plain


def from_plain(plain: dict[str, Any]) -> Timeline:
    """Return the timeline that was made plain; without sessions where none were kept."""
    given = {
        **plain,
        "points": tuple(Point(**point) for point in plain["points"]),
        "proofs": tuple(Proof(**proof) for proof in plain["proofs"]),
        "sessions": _sessions(plain.get("sessions", [])),
    }
    return Timeline(**given)


def _sessions(rows: list[dict[str, Any]]) -> pd.DataFrame:
    empty = empty_table("sessions")
    for row in rows:
        row["date"] = pd.Timestamp(row["date"])
        row["student_ids"], row["owed_ids"] = tuple(row["student_ids"]), tuple(row["owed_ids"])
    return pd.DataFrame(rows, columns=list(empty.columns)).astype(empty.dtypes.to_dict())
