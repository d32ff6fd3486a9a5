"""Where things stand in the picture of a week: the grid of days and minutes, in points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from makeup_sched.charts.calendar_week import Block, CalendarWeek
from makeup_sched.charts.labels import Label, fit

BAR = {True: 10.0, False: 3.5}
"""Width of the coloured bar of a block, by whether it is a make-up."""
_BESIDE_WORDS = 3.0
_ABOVE_WORDS = 0.4
_INSET = 3.0
_GAP = 1.0
_REGULAR_SHARE = 0.38
_LEAST_SCALE, _MOST_SCALE, _SCALE_STEP = 1.15, 1.6, 0.15
_LEAST_HEIGHT, _MOST_HEIGHT = 160.0, 1000.0
_BAD = 1000


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Grid:
    """The days of a week side by side; minutes run downwards, `scale` points each."""

    left: float
    top: float
    column: float
    first: int
    last: int
    scale: float

    @property
    def height(self) -> float:
        """Height of the grid in points."""
        return (self.last - self.first) * self.scale

    def y(self, minute: int) -> float:
        """Return where a minute after midnight lies; minutes outside the grid at its edge."""
        return self.top + (min(max(minute, self.first), self.last) - self.first) * self.scale

    def span(self, day: int, start: int, end: int) -> Box:
        """Return the box of a stretch of time, as wide as its day."""
        top = self.y(start)
        return Box(self.left + day * self.column, top, self.column, self.y(end) - top)

    def block(self, day: int, block: Block, share: tuple[float, float]) -> Box:
        """Return the box of a session that has this share of the width of its day."""
        whole = self.span(day, block.start, block.end)
        inner = self.column - 2 * _INSET
        narrower = _GAP if share[1] < 1 else 0.0
        return Box(
            whole.x + _INSET + share[0] * inner,
            whole.y + _GAP / 2,
            share[1] * inner - narrower,
            whole.height - _GAP,
        )


def edge_line(makeup: bool, locked: bool) -> float:
    """Return how wide the line around a session is, in points."""
    return (2.2 if locked else 1.3) if makeup else 0.8


def room_for_words(block: Block, box: Box) -> Box:
    """Return the part of a block's box that its words may fill."""
    left = BAR[block.makeup] + _BESIDE_WORDS
    above = edge_line(block.makeup, block.locked) + _ABOVE_WORDS
    width, height = box.width - left - _BESIDE_WORDS, box.height - 2 * above
    return Box(box.x + left, box.y + above, width, height)


def block_label(block: Block, box: Box) -> Label | None:
    """Fit the words of a block into its box; None where they don't fit."""
    room = room_for_words(block, box)
    for details in filter(None, (block.details, block.briefer)):
        label = fit(block.head, details, room.width, room.height, bold=block.makeup)
        if label is not None:
            return label
    return None


def shares(blocks: Sequence[Block]) -> list[tuple[float, float]]:
    """Return for each block where it begins across its day and how wide it is, from 0 to 1.

    Blocks that overlap stand side by side; a make-up that is given within a regular session gets
    the larger part. The blocks are in the order of time.
    """
    found: list[tuple[float, float]] = []
    group: list[Block] = []
    for block in blocks:
        if group and block.start >= max(other.end for other in group):
            found += _shares_of_group(group)
            group = []
        group.append(block)
    return found + _shares_of_group(group)


def _shares_of_group(group: list[Block]) -> list[tuple[float, float]]:
    lanes: list[int] = []
    ends: list[int] = []
    for block in group:
        free = [lane for lane, end in enumerate(ends) if end <= block.start]
        lane = free[0] if free else len(ends)
        ends[lane : lane + 1] = [block.end]
        lanes.append(lane)
    if len(group) == len(ends) == 2 and [block.makeup for block in group] == [False, True]:
        return [(0.0, _REGULAR_SHARE), (_REGULAR_SHARE, 1 - _REGULAR_SHARE)]
    return [(lane / len(ends), 1 / len(ends)) for lane in lanes]


def fitted(week: CalendarWeek, grid: Grid) -> Grid:
    """Return the grid with the smallest scale at which the fewest words have no room."""
    minutes = grid.last - grid.first
    least = max(_LEAST_SCALE, _LEAST_HEIGHT / minutes)
    most = max(least, min(_MOST_SCALE, _MOST_HEIGHT / minutes))
    count = int((most - least) / _SCALE_STEP + 1e-9) + 1
    grids = [replace(grid, scale=least + _SCALE_STEP * number) for number in range(count)]
    return min(grids, key=lambda one: (_without_room(week, one), one.scale))


def _without_room(week: CalendarWeek, grid: Grid) -> int:
    """Count the blocks whose words don't fit; a make-up weighs more than all regular ones."""
    return sum(
        _BAD if block.makeup else 1
        for number, day in enumerate(week.days)
        for block, share in zip(day.blocks, shares(day.blocks), strict=True)
        if block_label(block, grid.block(number, block, share)) is None
    )
