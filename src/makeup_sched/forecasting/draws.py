"""Draws who is out on which day of a future, and why.

Everything that a future leaves to chance is drawn here at once, from the future's own stream. What
happens later can't be seen by planning: it is asked for day by day while the future is walked
through.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from makeup_sched.availability.days import BoolArray, IntArray
from makeup_sched.forecasting.rates import MOST, Rates
from makeup_sched.forecasting.sides import SIDES, Side

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chances:
    """Chance of a day out by discipline (rows) and planning date (columns), for each side.

    `evidence` are the misses that each discipline's level rests on; `reasons` the names of the
    reasons of each side with their shares.
    """

    out: dict[Side, FloatArray]
    evidence: dict[Side, FloatArray]
    reasons: dict[Side, tuple[tuple[str, float], ...]]


def chances_of(rates: Rates, disciplines: tuple[str, ...], months: list[int]) -> Chances:
    """Return the chances for disciplines on dates, given by the month of each date."""
    out, evidence = {}, {}
    for side in SIDES:
        rows = [[rates.used(name, side, month) for month in months] for name in disciplines]
        out[side] = np.array(rows, dtype=np.float64).reshape(len(disciplines), len(months))
        known = [rates.evidence.get((name, side), np.inf) for name in disciplines]
        evidence[side] = np.array(known, dtype=np.float64)
    return Chances(out, evidence, dict(rates.reasons))


@dataclass(frozen=True)
class Draws:
    """What one future draws.

    Attributes
    ----------
    chance
        For each side the chance of a day out in this future, by discipline and date.
    luck
        For each side a number from 0 to 1 per person (rows) and date. Who draws less than the
        chance is out; so one who is out for a discipline is out for those with a higher chance.
    reason
        For each side the number of the reason that the person would be out for.
    """

    chance: dict[Side, FloatArray]
    luck: dict[Side, FloatArray]
    reason: dict[Side, IntArray]

    def out(self, side: Side, who: IntArray, discipline: IntArray, day: IntArray) -> BoolArray:
        """Say of persons, disciplines and day indexes (numbers) whether each is out."""
        return np.asarray(self.luck[side][who, day] < self.chance[side][discipline, day])


def draw(chances: Chances, people: dict[Side, int], stream: np.random.SeedSequence | int) -> Draws:
    """Draw one future for so many people on each side."""
    random = np.random.default_rng(stream)
    chance, luck, reason = {}, {}, {}
    for side in SIDES:
        size = (people[side], chances.out[side].shape[1])
        level = _levels(random, chances.evidence[side])
        chance[side] = np.minimum(MOST, chances.out[side] * level[:, None])
        luck[side] = random.random(size)
        steps = np.cumsum([share for _, share in chances.reasons[side]])
        drawn = np.searchsorted(steps, random.random(size), side="right")
        reason[side] = np.minimum(drawn, len(steps) - 1)
    return Draws(chance, luck, reason)


def nobody_out(chances: Chances, people: dict[Side, int]) -> Draws:
    """Return the future in which nothing more is missed."""
    never = {side: np.zeros_like(chances.out[side]) for side in SIDES}
    size = {side: (people[side], chances.out[side].shape[1]) for side in SIDES}
    luck = {side: np.ones(size[side]) for side in SIDES}
    return Draws(never, luck, {side: np.zeros(size[side], dtype=np.int64) for side in SIDES})


def _levels(random: np.random.Generator, evidence: FloatArray) -> FloatArray:
    """Draw how far each discipline's rate lies from the one that is used, as it is not known."""
    sure = np.isinf(evidence)
    shape = np.where(sure, 1.0, evidence)
    return np.where(sure, 1.0, random.gamma(shape) / shape)
