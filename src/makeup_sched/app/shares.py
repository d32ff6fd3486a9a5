"""Shares that add up to all."""

from collections.abc import Mapping

from makeup_sched.half_up import half_up


def thousandths(parts: Mapping[str, int]) -> dict[str, int]:
    """Return parts as thousandths that add up to all; a part that is there has at least one.

    The largest one takes what is left over: rounded by themselves they need not add up to 100 %.
    """
    total = sum(parts.values())
    if total == 0:
        return dict(parts)
    found = {
        name: max(int(half_up(1000 * part / total)), min(part, 1)) for name, part in parts.items()
    }
    largest = max(parts, key=lambda name: parts[name])
    return {**found, largest: found[largest] + 1000 - sum(found.values())}
