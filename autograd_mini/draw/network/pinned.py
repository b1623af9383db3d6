"""A picture whose parts are pinned to where they belong; Graphviz only draws them there."""

from collections.abc import Sequence
from typing import NamedTuple

from autograd_mini.draw import style
from autograd_mini.draw.network.columns import Circle, Point
from autograd_mini.draw.render import Drawing
from autograd_mini.draw.style import Role, Theme


class Cell(NamedTuple):
    """HTML, in a cell of some width, at its left or, like numbers, at its right."""

    html: str
    width: float
    align: str = "RIGHT"


def cells(rows: Sequence[Sequence[Cell]]) -> str:
    """Return rows of cells as HTML."""
    content = ""
    for row in rows:
        content += "<TR>"
        for html, width, align in row:
            content += f'<TD ALIGN="{align}" WIDTH="{width:.0f}">{html}</TD>'
        content += "</TR>"
    return f'<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{content}</TABLE>'


class NamedNumber(NamedTuple):
    """A line of text: a name, as HTML, and a number with its colour."""

    name: str
    number: str
    colour: str


def lines(
    rows: Sequence[NamedNumber], names: float, numbers: float, size: int, theme: Theme
) -> str:
    """Return lines as HTML, in a font of some size, with columns of these widths."""
    return cells(
        [
            [
                Cell(style.text(name, size, theme.quiet), names, "LEFT"),
                Cell(style.text(number, size, colour, style.MONO), numbers),
            ]
            for name, number, colour in rows
        ]
    )


class Picture:
    """A drawing that parts are pinned to, and its colours."""

    def __init__(self, name: str, theme: Theme) -> None:
        self.theme = theme
        self.drawing = Drawing(name, graph_attr=style.graph(theme), node_attr=style.node(theme))
        # As an attribute of the graph, `layout` makes the plain command `dot` pin the parts, too.
        self.drawing.attr(layout="neato", inputscale="72", splines="line")
        self.drawing.attr("edge", arrowsize="0.65")

    def put(self, name: str, at: Point, html: str, **attributes: str) -> None:
        """Put HTML around a point."""
        self.drawing.node(name, pos=f"{at.x:.2f},{at.y:.2f}!", label=f"<{html}>", **attributes)

    def row(self, name: str, left: Point, row: Sequence[Cell], **more: str) -> None:
        """Put a row of cells to the right of a point."""
        width = sum(cell.width for cell in row)
        self.put(name, Point(left.x + width / 2, left.y), cells([row]), **more)

    def circle(self, name: str, circle: Circle, role: Role, html: str, **attributes: str) -> None:
        """Put a circle with HTML in it."""
        attributes |= {"shape": "circle", "width": f"{circle.radius / 36:.4f}", "fixedsize": "true"}
        attributes |= {"style": "filled", "fillcolor": role.ground, "color": role.border}
        attributes = {"class": role.name, "penwidth": "1.6", **attributes}
        self.put(name, circle.centre, html, **attributes)

    def end(self, name: str, at: Point) -> str:
        """Make a point an end for arrows, and return its name."""
        self.drawing.node(
            name, pos=f"{at.x:.2f},{at.y:.2f}!", shape="point", width="0", style="invis"
        )
        return name

    def arrow(self, left: str, right: str, points: str, **attributes: str) -> None:
        """Draw an arrow between two parts that points "right", "left" or to "none"."""
        how = {"right": "forward", "left": "back", "none": "none"}[points]
        self.drawing.edge(left, right, dir=how, **attributes)
