"""The command line: `makeup-sched` with its commands.

Nothing here imports pandas, the engines or matplotlib before a command needs them, so that help
answers at once.
"""

import sys

STOPPED = 130
"""Exit status after Ctrl-C where there is nothing to keep, as shells expect it."""


def main() -> None:
    """Run the command line; the exit status is 0 done, 1 input or plan fails, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        # A name with letters that a terminal can't show must not end a command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        # here, so that Ctrl-C while it is still loading ends quietly, too
        from makeup_sched.cli.app import app

        app(prog_name="makeup-sched")
    except KeyboardInterrupt:
        sys.exit(STOPPED)
