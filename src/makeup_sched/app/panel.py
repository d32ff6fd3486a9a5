"""What all widgets of the pages have in common: a view to draw, questions and their answers."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

import anywidget
import traitlets

from makeup_sched.tables.problems import MakeupSchedError
from makeup_sched.version import __version__

View = dict[str, Any]
Answer = dict[str, Any]
Message = Mapping[str, Any]

HERE = "here"
"""What a script says once it hears news: those on the way while the page was made are lost."""
NOT_THERE = "The page asked for something that is not there."


class Panel(anywidget.AnyWidget):
    """A widget whose script draws `view`, asks by messages, and decides nothing itself."""

    view = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        self._sending = threading.RLock()
        super().__init__()
        self.on_msg(lambda _widget, message, buffers: self._told(message, buffers))

    def send_state(self, key: str | Sequence[str] | None = None) -> None:
        """Send what is to be drawn; of two threads that do, the later sends the newer."""
        with self._sending:
            super().send_state(key)

    def __repr__(self) -> str:
        """Say what it is without a word of what it shows: notebooks keep this text."""
        return f"{type(self).__name__}()"

    def answer(self, message: Message) -> Answer:
        """Do what a message asks for; `buffers` of the message hold the bytes that came with it.

        `content` of the answer goes to the page as bytes.

        Raises KeyError, TypeError or ValueError for a message that means nothing, MakeupSchedError
        for what cannot be done.
        """
        raise KeyError(message["kind"])

    def handle(self, message: Message, buffers: Sequence[Any] = ()) -> Answer:
        """Return the answer to a message, in words where something cannot be done."""
        try:
            return {"ok": True, **self.answer({**message, "buffers": buffers})}
        except MakeupSchedError as error:
            return self.refusal(error)
        except OSError as error:
            return {"ok": False, "text": f"{error.filename or 'A file'}: {error.strerror}"}
        except (KeyError, TypeError, ValueError):
            return {"ok": False, "text": NOT_THERE}

    def refusal(self, error: MakeupSchedError) -> Answer:
        """Return the answer where something cannot be done."""
        return {"ok": False, "text": str(error)}

    def _told(self, message: Message, buffers: Sequence[Any]) -> None:
        if message.get("kind") == HERE:
            self.send_state("view")
            return
        said = self.handle(message, buffers)
        content = said.pop("content", None)
        self.send(
            {"kind": "answer", "seq": message.get("seq"), **said},
            buffers=None if content is None else [content],
        )


def fault_words(error: BaseException) -> str:
    """Return an error in words; those of a fault of the program hold none of its own words.

    They could hold what tables hold.
    """
    if isinstance(error, MakeupSchedError):
        return str(error)
    return (
        "The program stopped because of a fault of its own, not of your data. Please report: "
        f"version {__version__}, {type(error).__name__}."
    )
