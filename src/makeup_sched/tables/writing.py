"""Writing files and folders whole or not at all: a failure half-way leaves what was there before.

What is written goes to a name beside the target first and is renamed into place at the end.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path, PurePosixPath


def write_text(path: str | Path, text: str) -> Path:
    """Write text as UTF-8, line ends as they stand; see `write_bytes`."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: str | Path, content: bytes) -> Path:
    """Write a file whole or not at all, and return its path.

    Missing parent folders are made. Raises OSError where it can't be written; then a file that was
    there before is still as it was.
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
        beside.chmod(_usual_mode(0o666))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return target


def write_folder(path: str | Path, files: Mapping[str, bytes], stale: Collection[str] = ()) -> Path:
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
        beside.chmod(target.stat().st_mode if target.exists() else _usual_mode(0o777))
        if target.exists():
            shutil.copytree(target, beside, symlinks=True, dirs_exist_ok=True)
        for name in [*stale, *files]:
            _inside(beside, name).unlink(missing_ok=True)
        for name, content in files.items():
            write_bytes(_inside(beside, name), content)
        _swap(beside, target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return target


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
