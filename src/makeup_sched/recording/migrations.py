"""The tables of the record's file, version by version; each version is reached in one step."""

import sqlite3

APPLICATION_ID = 0x4D53_5243
"""Marks the file as a record, so that no other database is taken for one."""

FIRST = (
    """
    CREATE TABLE entries (
        number INTEGER PRIMARY KEY,
        recorded_at TEXT NOT NULL,
        who TEXT NOT NULL,
        kind TEXT NOT NULL,
        corrects INTEGER REFERENCES entries (number),
        link BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE parts (
        entry INTEGER NOT NULL REFERENCES entries (number),
        place INTEGER NOT NULL,
        student_id TEXT NOT NULL,
        salt BLOB,
        content TEXT,
        seal BLOB NOT NULL,
        PRIMARY KEY (entry, place)
    ) WITHOUT ROWID
    """,
    # no two entries can take the place of the same one
    "CREATE UNIQUE INDEX corrected ON entries (corrects) WHERE corrects IS NOT NULL",
    "CREATE INDEX kinds ON entries (kind, number)",
    "CREATE INDEX students ON parts (student_id) WHERE student_id <> ''",
    f"PRAGMA application_id = {APPLICATION_ID}",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (FIRST,)
"""The statements that lead to version 1, 2, ...; what is here never changes, more is added."""

VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a file, 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file to the newest version, wholly or not at all; nothing happens where it is."""
    if version_of(connection) >= VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # another process may have been faster
        for number in range(version_of(connection), VERSION):
            for statement in MIGRATIONS[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
