"""The two consoles of a command: results go to one, progress and errors to the other."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def out() -> "Console":
    """Return the console for results (standard output)."""
    return _console(stderr=False)


def err() -> "Console":
    """Return the console for progress, warnings and errors (standard error)."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    # Ids and cells are shown as they are: no markup, no emoji, no guessed colours.
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)
