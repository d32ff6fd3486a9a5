"""What opens in a browser: the calendar of a plan, and the parts of the notebooks' pages.

JavaScript only draws; what is allowed, what changes and what is said is worked out here. Needs the
extra `makeup-sched[lab]`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from makeup_sched.app.calendar import Calendar
    from makeup_sched.app.desk import Desk
    from makeup_sched.app.office import Office

_HOMES = {"Calendar": "calendar", "Desk": "desk", "Office": "office"}

__all__ = ["Calendar", "Desk", "Office"]


def __getattr__(name: str) -> Any:
    """Load a part where it is asked for: some need libraries that not everyone has."""
    if name in _HOMES:
        return getattr(import_module(f"makeup_sched.app.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__} has no attribute {name}")
