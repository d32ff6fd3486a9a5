"""The scripts and styles of the widgets, each put together from files of one subject."""

from collections.abc import Sequence
from importlib.resources import files


def joined(folder: str, names: Sequence[str]) -> str:
    """Return files of `static` as one text: shared ones first, then those of a folder in order.

    A widget's script has to be one module, so that its files see each other's functions.
    """
    static = files(__package__).joinpath("static")
    kind = names[0].rsplit(".", 1)[-1]
    shared = [file for file in static.joinpath("shared").iterdir() if file.name.endswith(kind)]
    parts = [*sorted(shared, key=lambda file: file.name)]
    parts += [static.joinpath(folder, name) for name in names]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)
