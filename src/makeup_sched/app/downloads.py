"""Files to take along, handed to the browser as downloads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from makeup_sched.app.assets import joined
from makeup_sched.app.panel import Answer, Message, Panel


@dataclass(frozen=True)
class Download:
    """A file to take along: its button, what it is, and how its name and content are made."""

    words: str
    about: str
    name: Callable[[], str]
    make: Callable[[], bytes]


class Downloads(Panel):
    """The panel of files.

    Parameters
    ----------
    title
        The heading.
    files
        The files by a key of their own.
    waits
        Says what has to be there before there is anything to take along.
    """

    _esm = joined("downloads", ["downloads.js"])
    _css = joined("downloads", ["downloads.css"])

    def __init__(self, title: str, files: Mapping[str, Download], waits: str) -> None:
        super().__init__()
        self._title, self._waits = title, waits
        self._files = dict(files)
        self.ready(False)

    def ready(self, ready: bool, *, folder: str | None = None) -> None:
        """Say whether there is anything to take along, and into which folder it may be written.

        Without a folder that is not offered.
        """
        self.view = {
            "title": self._title,
            "files": [
                {"key": key, "words": each.words, "about": each.about}
                for key, each in self._files.items()
            ],
            "ready": ready,
            "waits": "" if ready else self._waits,
            "folder": folder,
        }

    def answer(self, message: Message) -> Answer:
        """Make a file for the page, or write into a folder."""
        if message["kind"] == "file":
            wanted = self._files[str(message["key"])]
            content, name = wanted.make(), wanted.name()
            words = f"{name}: {len(content) / 1000:,.0f} kB, in your downloads."
            return {"content": content, "name": name, "text": words}
        if message["kind"] == "save":
            return {"text": self.save(str(message["folder"]).strip())}
        raise KeyError(message["kind"])

    def save(self, folder: str) -> str:
        """Write into a folder and return in words what was written."""
        raise KeyError(folder)
