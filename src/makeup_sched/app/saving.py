"""Saving the notebook itself, as a file that can be shared: without what its cells show."""

import os

from makeup_sched.app.assets import joined
from makeup_sched.app.notebooks import SERVER_VARIABLE
from makeup_sched.app.panel import Panel

SAVE = "Save notebook without outputs"
_ALWAYS = (
    "This JupyterLab saves every notebook without what its cells show, by this button, by Ctrl-S "
    "and by itself. The panels stay as they are."
)
_BY_THIS_BUTTON = (
    "This JupyterLab was not started by make lab: it keeps what cells show when it saves by Ctrl-S "
    "or by itself. This button clears all cells first, and the panels with them; Run All Cells "
    "brings them back."
)


class Saving(Panel):
    """The panel that saves the notebook in which it is shown, and says what is in the file then.

    Where the server does not leave outputs out by itself, all cells are cleared before. Either way
    the file is read back, and what is said of it is what was found in it.
    """

    _esm = joined("saving", ["saving.js"])
    _css = joined("saving", ["saving.css"])

    def __init__(self) -> None:
        super().__init__()
        always = _server_saves_without_outputs()
        self.view = {
            "title": "Save this notebook",
            "save": SAVE,
            "always": always,
            "note": _ALWAYS if always else _BY_THIS_BUTTON,
        }


def _server_saves_without_outputs() -> bool:
    """Say whether the server that started this kernel leaves outputs out of what it saves."""
    return os.environ.get(SERVER_VARIABLE) == str(os.getppid())
