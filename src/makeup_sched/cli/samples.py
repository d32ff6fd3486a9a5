"""Finds the sample cases, in the installed package or in a clone of its repository."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.tables.writing import write_folder


def sample_folder(name: str) -> Traversable:
    """Return the folder of a sample case; MakeupSchedError where it was not installed."""
    package = files("makeup_sched")
    places: list[Traversable] = [package.joinpath("sample_data")]
    if isinstance(package, Path):
        # an editable install: the samples lie in the repository, beside src
        places.append(package.parent.parent / "data")
    for place in places:
        folder = place.joinpath(name)
        if folder.is_dir():
            return folder
    raise MakeupSchedError(f"the sample case {name} is not installed")


def copy_sample(name: str, folder: Path) -> Path:
    """Copy a sample case into a folder, whole or not at all, and return the folder."""
    content = {
        file.name: file.read_bytes() for file in sample_folder(name).iterdir() if file.is_file()
    }
    write_folder(folder, content)
    return folder
