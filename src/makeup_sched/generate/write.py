"""Writes a made-up case to a folder: all of it, or nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from makeup_sched.generate.build import GeneratedCase


def write_case(case: GeneratedCase, folder: Path | str) -> Path:
    """Write a case as CSV files and ``policy.toml``.

    The files are written beside the folder and moved into place at the end, so that a folder
    with half a case never stands there.

    Parameters
    ----------
    case : the case
    folder : where to; it must not exist, or be empty

    Returns
    -------
    Path
        The folder.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(f"{target} is there already and is not an empty folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, table in case.tables.items():
            text = table.to_csv(index=False, lineterminator="\n")
            (beside / f"{name}.csv").write_bytes(text.encode("utf-8"))
        (beside / "policy.toml").write_bytes(case.policy.encode("utf-8"))
        beside.chmod(0o755)
        beside.replace(target)  # an empty folder in the way is replaced
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return target
