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


def seal_of(salt: bytes, content: str) -> bytes:
    """Return the seal of a part."""
    return hashlib.sha256(salt + content.encode("utf-8")).digest()


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
