"""What a user sees when a command fails: sentences about what to mend, never a traceback."""

import functools
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import ParamSpec

import typer

from makeup_sched.cli import STOPPED
from makeup_sched.cli.consoles import err
from makeup_sched.version import __version__

P = ParamSpec("P")
_details: ContextVar[bool] = ContextVar("details", default=False)


def show_details(wanted: bool) -> None:
    """Say whether an internal error is shown with its traceback."""
    _details.set(wanted)


def reported(command: Callable[P, None]) -> Callable[P, None]:
    """Make a command end with exit status 1 and plain sentences where it fails."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            err().print("Stopped.")
            raise typer.Exit(STOPPED) from None
        except Exception as error:
            _report(error)
            raise typer.Exit(1) from None

    return run


def _report(error: Exception) -> None:
    from makeup_sched.tables.problems import CaseError, MakeupSchedError

    console = err()
    if isinstance(error, CaseError):
        from makeup_sched.cli.problems import case_report

        console.print(case_report(error.problems))
    elif isinstance(error, MakeupSchedError):
        console.print(f"Error: {error}")
    elif isinstance(error, OSError):
        # PermissionError and its like: the user can mend them, so they are said in words
        reason = error.strerror or str(error)
        console.print(f"Error: {error.filename or 'a file'}: {reason}")
    else:
        console.print(_fault(error))
    if _details.get():
        console.print("".join(traceback.format_exception(error)))


def _fault(error: Exception) -> str:
    """Say where the program is wrong; its own words may hold student data and are left out."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "makeup_sched" in Path(frame.filename).parts] or frames
    place = f"{Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else "unknown place"
    return (
        "Error: makeup-sched stopped because of a fault of its own, not of your data. "
        f"Please report: version {__version__}, {type(error).__name__} in {place}. "
        "The same command with --debug right after makeup-sched shows the details; "
        "they can hold student data, so look before you send them."
    )
