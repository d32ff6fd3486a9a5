"""A sheet to draw on, measured in points from its upper left corner.

The sheet is a matplotlib figure of its own, made without `pyplot` and without reading anyone's
style settings: it can be drawn in threads and in notebooks, and looks the same everywhere.
"""

import math
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from makeup_sched.charts.lettering import drawable, text_width, typeface
from makeup_sched.charts.palette import PAPER

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINTS_PER_INCH = 72
DOTS_PER_INCH = 144


class Sheet:
    """A white sheet of `width` by `height` points; later things are drawn over earlier ones.

    Every thing drawn takes a `label`, which is not seen: it says what the thing belongs to.
    """

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self.figure = Figure(
            figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH),
            dpi=DOTS_PER_INCH,
            facecolor=PAPER,
        )
        self.figure.set_layout_engine("none")
        self._axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_xlim(0.0, width)
        self._axes.set_ylim(height, 0.0)
        self._axes.set_axis_off()
        self._drawn = 0

    def _layer(self) -> int:
        self._drawn += 1
        return self._drawn

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str,
        *,
        edge: str = "none",
        line: float = 0.0,
        dashed: bool = False,
        label: str = "",
    ) -> None:
        """Draw a rectangle with its upper left corner at `x`, `y`, its edge inside it."""
        from matplotlib.patches import Rectangle

        rectangle = Rectangle(
            (x + line / 2, y + line / 2),
            max(0.0, width - line),
            max(0.0, height - line),
            facecolor=fill,
            edgecolor=edge,
            linewidth=line,
            linestyle=(0, (3, 2)) if dashed else "solid",
            joinstyle="miter",
            zorder=self._layer(),
            label=label,
        )
        self._axes.add_patch(rectangle)

    def lines(
        self,
        paths: list[list[tuple[float, float]]],
        colour: str,
        line: float,
        *,
        label: str = "",
    ) -> None:
        """Draw lines, each along its points."""
        from matplotlib.collections import LineCollection

        drawn = LineCollection(
            paths,
            colors=colour,
            linewidths=line,
            linestyles="solid",
            zorder=self._layer(),
            label=label,
        )
        self._axes.add_collection(drawn, autolim=False)

    def hatch(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: str,
        *,
        spacing: float = 7.0,
        line: float = 0.6,
        rising: bool = True,
        label: str = "",
    ) -> None:
        """Fill a rectangle with slanting lines, `spacing` points apart."""
        paths = slanting(x, y, width, height, spacing, rising)
        if paths:
            self.lines(paths, colour, line, label=label)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        align: Literal["left", "center", "right"] = "left",
        label: str = "",
    ) -> float:
        """Write one line with its baseline at `y`; return its width in points."""
        properties = typeface(bold).copy()
        properties.set_size(size)
        self._axes.text(
            x,
            y,
            drawable(text),
            color=colour,
            fontproperties=properties,
            horizontalalignment=align,
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
            zorder=self._layer(),
            label=label,
        )
        return text_width(text, size, bold)

    def padlock(self, x: float, y: float, size: float, colour: str, *, label: str = "") -> None:
        """Draw a closed padlock, `size` points wide and 1.2 times as high."""
        middle, top, radius = x + size / 2, y + 0.55 * size, 0.3 * size
        angles = [math.pi * step / 12 for step in range(13)]
        shackle = [(middle - radius * math.cos(a), top - radius * math.sin(a)) for a in angles]
        self.lines([shackle], colour, size * 0.16, label=label)
        self.box(x, top, size, 0.65 * size, colour, label=label)


def png_bytes(figure: "Figure") -> bytes:
    """Return a figure as the bytes of a PNG file without date or version in them."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    buffer = BytesIO()
    canvas: Any = FigureCanvasAgg(figure)
    canvas.print_png(buffer, metadata={"Software": None})
    return buffer.getvalue()


def slanting(
    x: float, y: float, width: float, height: float, spacing: float, rising: bool = True
) -> list[list[tuple[float, float]]]:
    """Return the lines at 45 degrees that fill a rectangle, cut at its sides.

    Lines of neighbouring rectangles meet: they lie on one grid for the whole sheet.
    """
    found = []
    step = spacing * math.sqrt(2)
    low, high = (x + y, x + width + y + height) if rising else (x - y - height, x + width - y)
    for number in range(math.ceil(low / step), math.floor(high / step) + 1):
        level = number * step
        if rising:
            left, right = max(x, level - y - height), min(x + width, level - y)
            ends = [(left, level - left), (right, level - right)]
        else:
            left, right = max(x, level + y), min(x + width, level + y + height)
            ends = [(left, left - level), (right, right - level)]
        if right - left > 0.1:
            found.append(ends)
    return found
