"""The hash chain: each part is sealed with a salt, each entry is linked to the one before.

A link is made from seals, never from what they seal, so that a part can be erased (content and
salt) while the chain still holds; without the salt nobody can try out what the content was.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable

from makeup_sched.recording.entry import Facts

SALT_BYTES = 16
FIRST_LINK = hashlib.sha256(b"makeup-sched record").digest()
"""What the first entry is linked to."""


def new_salt() -> bytes:
    """Return a salt that nobody can guess."""
    return secrets.token_bytes(SALT_BYTES)


def content_text(facts: Facts) -> str:
    """Return facts as the text that is stored and sealed."""
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_of(salt: bytes, student_id: str, content: str) -> bytes:
    """Return the seal of a part: of what it says and of whose it is."""
    owner = json.dumps(student_id, ensure_ascii=False)
    return hashlib.sha256(salt + f"{owner}\n{content}".encode()).digest()


def fits_seal(seal: bytes, salt: bytes, student_id: str, content: str) -> bool:
    """Say whether a part is as it was sealed.

    Parts of early records were sealed by what they say alone; for one that was sealed with its
    student no such seal fits.
    """
    early = hashlib.sha256(salt + content.encode("utf-8")).digest()
    return seal in (seal_of(salt, student_id, content), early)


def link_of(
    before: bytes,
    number: int,
    recorded_at: str,
    who: str,
    kind: str,
    corrects: int | None,
    seals: Iterable[bytes],
) -> bytes:
    """Return the link of an entry, made from the link before, its head and its parts' seals."""
    head = json.dumps([number, recorded_at, who, kind, corrects], ensure_ascii=False)
    digest = hashlib.sha256(before)
    digest.update(head.encode("utf-8"))
    for seal in seals:
        digest.update(seal)
    return digest.digest()
