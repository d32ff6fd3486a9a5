"""The file of the record: entries are added and read, never changed; parts can be erased.

SQLite with a write-ahead log: what was committed is on the disk, what was not never happened, and
writers wait for each other.
"""

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from makeup_sched.recording.chain import FIRST_LINK, content_text, link_of, new_salt, seal_of
from makeup_sched.recording.entry import Draft, Entry, Part
from makeup_sched.recording.errors import RecordError
from makeup_sched.recording.migrations import APPLICATION_ID, VERSION, migrate, version_of

PATIENCE = 30.0
"""Seconds that a writer waits for another one."""
OWNER_ALONE = 0o600


class Store:
    """The open file of a record. Every call of `append` and `erase` is wholly done or not at all.

    Parameters
    ----------
    path
        The file.
    create
        Whether it is made where it is not there; then its owner alone can read it.

    Raises
    ------
    RecordError
        Where there is no record, or one that this version can't read.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self.given_up = 0
        """How many steps of writing were given up: what was read inside may never have been."""
        if create:
            _make_file(path)
        if not path.is_file():
            raise RecordError(f"there is no record {path}")
        with _in_words(path):
            self._connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            self._file = path.stat().st_ino
            try:
                self._set_up()
            except BaseException:
                self._connection.close()
                raise

    def _set_up(self) -> None:
        db = self._connection
        found = version_of(db)
        if found > VERSION:
            raise RecordError(
                f"{self.path} was written by a newer version of makeup-sched; update makeup-sched"
            )
        mark = int(db.execute("PRAGMA application_id").fetchone()[0])
        tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
        if mark != APPLICATION_ID and (found or tables):
            raise RecordError(f"{self.path} is a database, but not a record of makeup-sched")
        _log_ahead(db)
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        migrate(db)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything that is read inside see the record at one moment."""
        if self._connection.in_transaction:
            yield
            return
        with _in_words(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let everything that is read and added inside be one step that nobody comes between."""
        if self._connection.in_transaction:
            raise RuntimeError("one step of writing inside another")
        with _in_words(self.path):
            self._still_there()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self.given_up += 1
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def append(self, drafts: Sequence[Draft], who: str) -> list[int]:
        """Add entries, all or none, and return their numbers; inside `writing` as part of it.

        Raises RecordError where one corrects what is not there or was corrected already.
        """
        if not self._connection.in_transaction:
            with self.writing():
                return self.append(drafts, who)
        if not who.strip():
            raise RecordError("an entry needs somebody who makes it")
        number, latest, link = self._last()
        now = max(_now(), latest)
        entries: list[tuple[object, ...]] = []
        parts: list[tuple[object, ...]] = []
        for draft in drafts:
            if not draft.why.strip():
                raise RecordError("an entry needs a reason (why)")
            number += 1
            sealed = [_sealed(part) for part in draft.parts]
            link = link_of(
                link, number, now, who, draft.kind, draft.corrects, (seal for *_, seal in sealed)
            )
            entries.append((number, now, who, draft.kind, draft.corrects, link))
            parts += [(number, place, *cells) for place, cells in enumerate(sealed)]
        try:
            self._connection.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?)", entries)
        except sqlite3.IntegrityError as error:
            raise RecordError(
                "an entry can correct only one that is there and was not corrected before"
            ) from error
        self._connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)", parts)
        return [int(str(entry[0])) for entry in entries]

    def blank(self, places: Iterable[tuple[int, int]]) -> None:
        """Take away content, salt and owner of parts; only inside `writing`."""
        self._connection.executemany(
            "UPDATE parts SET student_id = '', salt = NULL, content = NULL "
            "WHERE entry = ? AND place = ?",
            places,
        )

    def wipe(self) -> bool:
        """Take what was blanked out of the file itself; say whether that could be done wholly.

        It can't while another process reads the record.
        """
        db = self._connection
        with _in_words(self.path):
            db.execute("PRAGMA busy_timeout = 1000")
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            db.execute(f"PRAGMA busy_timeout = {int(1000 * PATIENCE)}")
        return not busy

    def count(self, as_of: str | None = None) -> int:
        """Return how many entries there are, or were at a time (UTC, as in `recorded_at`)."""
        if as_of is None:
            return self._last()[0]
        row = self._connection.execute(
            "SELECT number FROM entries WHERE recorded_at <= ? ORDER BY number DESC LIMIT 1",
            (as_of,),
        ).fetchone()
        return int(row[0]) if row else 0

    def head(self) -> tuple[int, str]:
        """Return the number and the link (in hex) of the newest entry; 0 and the seed for none."""
        number, _, link = self._last()
        return number, link.hex()

    def entries(
        self,
        upto: int | None = None,
        *,
        kinds: Iterable[str] = (),
        live: bool = False,
        numbers: Iterable[int] | None = None,
        student_id: str = "",
        mentions: str = "",
        newest: int | None = None,
    ) -> list[Entry]:
        """Return entries in their order.

        Parameters
        ----------
        upto
            The last number to look at; all where left out.
        kinds
            Only these kinds; all where empty.
        live
            Only those that no entry up to `upto` takes the place of.
        numbers
            Only these.
        student_id
            Only those with a part of this student.
        mentions
            Only those with this text somewhere in what they say.
        newest
            At most so many, the newest.
        """
        where, values = ["1"], []  # type: tuple[list[str], list[object]]
        if upto is not None:
            where.append("e.number <= ?")
            values.append(upto)
        if wanted := list(kinds):
            where.append(f"e.kind IN ({','.join('?' * len(wanted))})")
            values += wanted
        if live:
            later = "" if upto is None else f" AND c.number <= {int(upto)}"
            where.append(f"NOT EXISTS (SELECT 1 FROM entries c WHERE c.corrects = e.number{later})")
        if numbers is not None:
            where.append("e.number IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(sorted(numbers)))
        if student_id:
            # SQLite takes the index of students only where it is told that the id is not blank
            where.append("e.number IN (SELECT entry FROM parts WHERE student_id = ? "
                         "AND student_id <> '')")  # fmt: skip
            values.append(student_id)
        if mentions:
            where.append("e.number IN (SELECT entry FROM parts WHERE instr(content, ?) > 0)")
            values.append(mentions)
        if newest is not None:
            inner = f"SELECT e.number FROM entries e WHERE {' AND '.join(where)}"
            where = [f"e.number IN ({inner} ORDER BY e.number DESC LIMIT {int(newest)})"]
        query = (
            "SELECT e.number, e.recorded_at, e.who, e.kind, e.corrects, p.student_id, p.content "
            f"FROM entries e JOIN parts p ON p.entry = e.number WHERE {' AND '.join(where)} "
            "ORDER BY e.number, p.place"
        )
        with _in_words(self.path):
            rows = self._connection.execute(query, values)
            return [_entry(list(lines)) for _, lines in groupby(rows, key=lambda row: row[0])]

    def select(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a query of tables `entries` and `parts` finds."""
        with _in_words(self.path):
            return self._connection.execute(query, values).fetchall()

    def corrections(self, upto: int) -> dict[int, int]:
        """Return for each entry up to a number that corrects another the number of that one."""
        query = "SELECT number, corrects FROM entries WHERE corrects > 0 AND +number <= ?"
        return dict(self._connection.execute(query, (upto,)))

    def first_parts(self, kind: str, upto: int) -> list[tuple[int, dict[str, str]]]:
        """Return number and own facts of the entries of a kind, the newest first."""
        query = (
            "SELECT e.number, p.content FROM entries e JOIN parts p ON p.entry = e.number "
            "AND p.place = 0 WHERE e.kind = ? AND e.number <= ? ORDER BY e.number DESC"
        )
        with _in_words(self.path):
            rows = self._connection.execute(query, (kind, upto))
            return [(int(number), json.loads(content or "{}")) for number, content in rows]

    def newest_of(self, kinds: Iterable[str]) -> int:
        """Return the number of the newest entry of some kinds, 0 where there is none."""
        wanted = list(kinds)
        query = f"SELECT max(number) FROM entries WHERE kind IN ({','.join('?' * len(wanted))})"
        with _in_words(self.path):
            return int(self._connection.execute(query, wanted).fetchone()[0] or 0)

    def places_of(self, student_id: str) -> list[tuple[int, int]]:
        """Return entry and place of every part of a student."""
        query = (
            "SELECT entry, place FROM parts WHERE student_id = ? AND student_id <> '' "
            "ORDER BY entry, place"
        )
        return [(int(entry), int(place)) for entry, place in
                self._connection.execute(query, (student_id,))]  # fmt: skip

    def raw_entries(self) -> Iterator[tuple[int, str, str, str, int | None, bytes]]:
        """Go through the heads of all entries as they stand in the file."""
        query = "SELECT number, recorded_at, who, kind, corrects, link FROM entries ORDER BY number"
        yield from self._connection.execute(query)

    def raw_parts(self) -> Iterator[tuple[int, int, str, bytes | None, str | None, bytes]]:
        """Go through all parts as they stand in the file."""
        query = (
            "SELECT entry, place, student_id, salt, content, seal FROM parts ORDER BY entry, place"
        )
        yield from self._connection.execute(query)

    def file_damage(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file."""
        found = self._connection.execute("PRAGMA integrity_check(20)").fetchall()
        return [str(words) for (words,) in found if words != "ok"]

    def _last(self) -> tuple[int, str, bytes]:
        with _in_words(self.path):
            row = self._connection.execute(
                "SELECT number, recorded_at, link FROM entries ORDER BY number DESC LIMIT 1"
            ).fetchone()
        return (int(row[0]), str(row[1]), bytes(row[2])) if row else (0, "", FIRST_LINK)

    def _still_there(self) -> None:
        """See that the file at the path was not replaced since it was opened."""
        if not self.path.is_file() or self.path.stat().st_ino != self._file:
            raise RecordError(f"{self.path} was moved or replaced while it was open; open it again")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on for good; SQLite lets nobody wait while another does so."""
    end = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


def _make_file(path: Path) -> None:
    """Make an empty file that its owner alone can read, unless there is one."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))
    except FileExistsError:
        return
    except OSError as error:
        raise RecordError(f"{path} can't be written: {error.strerror or error}") from error


def _sealed(part: Part) -> tuple[str, bytes, str, bytes]:
    """Return owner, salt, content and seal of a part that is to be written."""
    content, salt = content_text(part.facts or {}), new_salt()
    return part.student_id, salt, content, seal_of(salt, part.student_id, content)


def _entry(lines: list[tuple[int, str, str, str, int | None, str, str | None]]) -> Entry:
    number, recorded_at, who, kind, corrects, *_ = lines[0]
    parts = tuple(
        Part(None if content is None else json.loads(content), student_id)
        for *_, student_id, content in lines
    )
    return Entry(number, recorded_at, who, kind, corrects, parts)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Say in words what SQLite complains of; its own words never hold what is stored."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            message = f"{path} is being written by another program; try again in a moment"
        else:
            message = f"{path} can't be read or written: {error}"
        raise RecordError(message) from error
    except sqlite3.DatabaseError as error:
        raise RecordError(f"{path} is damaged, or not a record: {error}") from error
