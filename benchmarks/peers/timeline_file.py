"""Timelines as JSON: how a peer's process hands its result over."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.peers.peer import Point, Timeline
from makeup_sched.tables.schemas import empty_table


def write_timeline(timeline: Timeline, path: Path) -> None:
    """Write a timeline to a file."""
    plain: dict[str, Any] = {
        field.name: getattr(timeline, field.name)
        for field in fields(timeline)
        if field.name != "sessions"
    }
    plain["points"] = [asdict(point) for point in timeline.points]
    sessions = timeline.sessions.assign(date=timeline.sessions["date"].dt.strftime("%Y-%m-%d"))
    plain["sessions"] = sessions.to_dict("records")
    path.write_text(json.dumps(plain, indent=1), encoding="utf-8")


def read_timeline(path: Path) -> Timeline:
    """Read a timeline from a file; its sessions can be handed to the checker."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["points"] = tuple(Point(**point) for point in plain["points"])
    plain["sessions"] = _sessions(plain["sessions"])
    return Timeline(**plain)


def _sessions(rows: list[dict[str, Any]]) -> pd.DataFrame:
    empty = empty_table("sessions")
    for row in rows:
        row["date"] = pd.Timestamp(row["date"])
        row["student_ids"], row["owed_ids"] = tuple(row["student_ids"]), tuple(row["owed_ids"])
    return pd.DataFrame(rows, columns=list(empty.columns)).astype(empty.dtypes.to_dict())
