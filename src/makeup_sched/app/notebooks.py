"""Finds the notebooks, in the installed package or in a clone of its repository."""

from importlib.resources import files
from pathlib import Path

from makeup_sched.tables.problems import MakeupSchedError

PAGES = ("therapist", "coordinator")
"""The notebooks that are pages, too."""
SERVER_VARIABLE = "MAKEUP_SCHED_SAVES_WITHOUT_OUTPUTS"
"""Environment variable with the process id of a Jupyter server that saves notebooks without what
their cells show; the kernels that it starts inherit it."""


def notebook_path(name: str) -> Path:
    """Return the path of a notebook; MakeupSchedError where it was not installed."""
    package = Path(str(files("makeup_sched")))
    # an editable install: the notebooks lie in the repository, beside src
    for folder in (package / "notebooks", package.parent.parent / "notebooks"):
        path = folder / f"{name}.ipynb"
        if path.is_file():
            return path
    raise MakeupSchedError(f"the notebook {name} is not installed")


def template_folder() -> Path:
    """Return the folder that holds the template of the pages, for Jupyter's search path."""
    return Path(str(files(__package__))) / "share" / "jupyter"
