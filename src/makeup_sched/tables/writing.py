"""Writing files and folders whole or not at all: a failure half-way leaves what was there before.

What is written goes to a name beside the target first and is renamed into place at the end.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath

OWNER_ONLY = 0o600
OWNER_ONLY_FOLDER = 0o700
"""Rights of a file and of a folder that nobody but the owner may read."""


def write_text(path: str | Path, text: str) -> Path:
    """Write text as UTF-8, line ends as they stand; see `write_bytes`."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | Path, content: bytes, *, private: bool = False) -> Path:
    """Write a file whole or not at all, and return its path.

    Missing parent folders are made. A `private` file can be read by its owner alone. Raises
    OSError where it can't be written; then a file that was there before is still as it was.
    """
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(OWNER_ONLY if private else _usual_mode(0o666))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return target


def write_folder(
    path: str | Path,
    files: Mapping[str, bytes],
    stale: Collection[str] = (),
    *,
    private: bool = False,
) -> Path:
    """Write a folder of files whole or not at all, and return its path.

    Parameters
    ----------
    path
        The folder. If it is there already, its files of the same names are replaced and all others
        are kept.
    files
        Content by file name; a name may lie in a subfolder (`charts/week.png`).
    stale
        Names from an earlier writing that are removed where `files` doesn't hold them.
    private
        The files, and folders that are newly made, can be read by their owner alone.

    Raises
    ------
    NotADirectoryError
        Where `path` is a file.
    ValueError
        Where a name leads out of the folder.
    OSError
        Where writing fails; then a folder that was there before is still as it was.
    """
    target = Path(path).resolve()
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(f"{target} is a file, not a folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        new_mode = OWNER_ONLY_FOLDER if private else _usual_mode(0o777)
        beside.chmod(target.stat().st_mode if target.exists() else new_mode)
        if target.exists():
            shutil.copytree(target, beside, symlinks=True, dirs_exist_ok=True)
        for name in [*stale, *files]:
            _inside(beside, name).unlink(missing_ok=True)
        for name, content in files.items():
            file = _inside(beside, name)
            if private and not file.parent.exists():
                _make_private(file.parent, beside)
            write_bytes(file, content, private=private)
        _swap(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return target


def _make_private(folder: Path, within: Path) -> None:
    """Make a folder and those above it, up to `within`, for their owner alone."""
    for parent in reversed([folder, *folder.parents]):
        if within in parent.parents:
            parent.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)


def _inside(folder: Path, name: str) -> Path:
    """Return the path of a file in the folder; a name can't lead out of it."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise ValueError(f"{name!r} is not the name of a file in the folder")
    return folder / parts


def _swap(new: Path, target: Path) -> None:
    """Put the new folder in the target's place; the old one goes only when the new one is there."""
    if not target.exists():
        new.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    target.rename(old / target.name)
    try:
        new.rename(target)
    except BaseException:
        (old / target.name).rename(target)
        raise
    finally:
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)


def _usual_mode(mode: int) -> int:
    """Return the rights that a newly made file has, which temporary files are denied."""
    mask = os.umask(0)
    os.umask(mask)
    return mode & ~mask
