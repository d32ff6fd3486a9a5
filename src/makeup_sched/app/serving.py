"""Serves a notebook as a page without code, for this computer only and behind a token."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from makeup_sched.app.beginning import CASE_VARIABLE
from makeup_sched.app.notebooks import notebook_path, template_folder
from makeup_sched.tables.problems import MakeupSchedError

HERE = "127.0.0.1"
_LONGEST_START = 60.0
_CLOSED_AFTER = 60
"""Seconds after which the process of a page that was closed ends."""


@dataclass(frozen=True)
class Page:
    """A page that is served: its address, and the process that serves it."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def served(
    name: str, case: Path | None, *, port: int | None = None, dark: bool = False
) -> Iterator[Page]:
    """Serve a notebook until the block ends.

    Parameters
    ----------
    name
        The notebook, one of `PAGES`.
    case
        The case with which the page begins; the sample where left out.
    port
        Which port to listen on; one that is free, if left out.
    dark
        Whether the page is dark.

    Raises
    ------
    MakeupSchedError
        Where Voila is not installed, the port is taken, or the page does not start.
    """
    if find_spec("voila") is None:
        raise MakeupSchedError('pages need more libraries: pip install "makeup-sched[lab]"')
    chosen = free_port(port)
    token = secrets.token_urlsafe(24)
    with tempfile.TemporaryDirectory() as folder:
        # in a file that only this user can read: everyone sees the words of a command
        settings = Path(folder) / "voila.json"
        settings.write_text(json.dumps(_settings(token, chosen, dark)), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "voila", str(notebook_path(name))],
            env=_surroundings(Path(folder), case),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _await(process, chosen)
            yield Page(f"http://{HERE}:{chosen}/?token={token}", process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _settings(token: str, port: int, dark: bool) -> dict[str, dict[str, object]]:
    return {
        "Voila": {"token": token, "ip": HERE, "port": port, "port_retries": 0,
                  "open_browser": False},
        "VoilaConfiguration": {"template": "makeup", "theme": "dark" if dark else "light"},
        # what only concerns those who see the notebook itself
        "TagRemovePreprocessor": {"enabled": True, "remove_cell_tags": ["not-on-the-page"]},
        # files of this user in place of ports; names of such files may be too long elsewhere
        "KernelManager": {"transport": "ipc" if sys.platform == "linux" else "tcp"},
        "MappingKernelManager": {"cull_idle_timeout": _CLOSED_AFTER, "cull_interval": 10},
    }  # fmt: skip


def _surroundings(folder: Path, case: Path | None) -> dict[str, str]:
    """Return the environment of the server: our template, no settings or files of the user."""
    own = {
        "JUPYTER_CONFIG_DIR": str(folder),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_PATH": str(template_folder()),
    }
    found = {**os.environ, **own}
    if case is not None:
        found[CASE_VARIABLE] = str(case.resolve())
    return found


def free_port(wanted: int | None) -> int:
    """Return a port that nobody listens on; MakeupSchedError where the wanted one is taken."""
    with socket.socket() as probe:
        if os.name == "posix":
            # else a port stays taken for a minute after its page has ended; elsewhere this would
            # give out ports that somebody listens on
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, wanted or 0))
        except OSError as error:
            raise MakeupSchedError(f"port {wanted} is taken; name another one") from error
        return int(probe.getsockname()[1])


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the server answers, be it that a token is missing."""
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://{HERE}:{port}/static/none", timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise MakeupSchedError("the page did not start; try again, or open it with JupyterLab")
