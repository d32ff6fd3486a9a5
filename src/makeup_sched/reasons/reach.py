"""Which providers could ever see an item's student: the same discipline, and a site in common."""

from functools import cached_property

import numpy as np

from makeup_sched.availability.hours import EVERY_SITE_CODE, TELE_CODE
from makeup_sched.availability.patterns import ABSENT
from makeup_sched.places.task import Task


class Reach:
    """Looks up providers by discipline and site, so that nobody goes through all of them."""

    def __init__(self, task: Task) -> None:
        self._task = task

    @cached_property
    def _providers(self) -> dict[tuple[str, int], list[str]]:
        """Providers of a discipline who are ever at work at a site (its code)."""
        found: dict[tuple[str, int], list[str]] = {}
        for name, facts in self._task.providers.items():
            codes = np.unique(self._task.available.work[name].minutes)
            for site in codes[codes != ABSENT].tolist():
                for discipline in facts.disciplines:
                    found.setdefault((discipline, site), []).append(name)
        return found

    def providers_of(self, item: int) -> list[str]:
        """Return the providers of the item's discipline who are ever where its student is."""
        task = self._task
        sites = [EVERY_SITE_CODE, *(int(sites[item]) for sites in task.item_sites)]
        if task.item_tele[item]:
            sites.append(TELE_CODE)
        discipline = task.items[item].discipline
        names = [self._providers.get((discipline, site), []) for site in sites]
        return list(dict.fromkeys(name for some in names for name in some))
