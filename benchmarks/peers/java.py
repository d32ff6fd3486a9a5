"""Java, on which Timefold stands: `python -m benchmarks.peers.java` sees to it that it is there.

Where no Java 17 or newer is found, it is installed with apt-get if that may be done (root, on a
system that has apt-get); else one line says what is left out. It never fails.
"""

import os
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

LEAST = 17
PACKAGE = "default-jre-headless"
_QUICKLY = ["-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20"]


def main() -> None:
    """Look for Java, install it where needed and possible, and say what is left out."""
    if java_is_there():
        return
    if _may_install() and _installed() and java_is_there():
        return
    print(f"left out: Timefold, which needs Java {LEAST} or newer (Debian: {PACKAGE})")


def java_is_there() -> bool:
    """Say whether Timefold would find a Java that is new enough."""
    leading = re.match(r"\d+", java_version() or "")
    return leading is not None and int(leading.group()) >= LEAST


def java_version() -> str | None:
    """Return the version of the Java that Timefold would take; None where it finds none."""
    home = _java_home()
    if home is None:
        return None
    about = home / "release"
    text = about.read_text(encoding="utf-8") if about.exists() else ""
    named = re.search(r'JAVA_VERSION="(\d[^"]*)"', text)
    return named.group(1) if named else None


def _java_home() -> Path | None:
    """Return the folder of the Java whose library JPype, on which Timefold stands, would load."""
    try:
        library = Path(import_module("jpype").getDefaultJVMPath()).resolve()
    except Exception:  # no JPype, or no Java; JPype has an error of its own for that
        return None
    return next((place for place in library.parents if (place / "release").exists()), None)


def _may_install() -> bool:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return root and shutil.which("apt-get") is not None


def _installed() -> bool:
    """Install Java; the lists of packages are fetched first, as a fresh system has none."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", PACKAGE]):
        command = ["apt-get", "-qq", *_QUICKLY, *words]
        done = subprocess.run(command, env=quiet, capture_output=True, check=False)
        if done.returncode != 0:
            return False
    return True


if __name__ == "__main__":
    main()
