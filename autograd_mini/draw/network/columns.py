"""Where the circles of a network stand: a column for each layer, with rows beside the circles.

`dot` finds a layout for a graph of any shape.  A network has a shape of its own, so here every
circle, text and end of an arrow is given a place.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

LINE = 15.0  # points from one line of text in a circle to the next
ROW = 14.5  # points from one row beside a circle to the next
STUB = 34.0  # points from the rows to the circle
BIAS = 19.0  # points, the radius of a bias unit
GAP = 14.0  # points, the least space between two things in a column
STEEPEST = math.radians(45)  # from the horizontal, where the outermost arrow meets a circle
CLEAR = 5.0  # points between an arrow and a circle that it only passes
GLYPH = 0.6  # the width of a character in the font of numbers, relative to the font's size


class Point(NamedTuple):
    """A place in the picture, in points; x grows to the right and y upwards."""

    x: float
    y: float


class Circle(NamedTuple):
    """A circle in the picture."""

    centre: Point
    radius: float


class Column(NamedTuple):
    """Where a layer stands.

    units: its circles, the first on top.  bias: the circle of the bias unit, above them, if there
    is one.  left: where the rows begin that stand beside the circles.  rows: how many there are
    beside each.
    """

    units: list[Circle]
    bias: Circle | None
    left: float
    rows: int

    @property
    def circles(self) -> list[Circle]:
        """All circles, from the top; so unit j is at place j, or j - 1 without a bias unit."""
        return [self.bias, *self.units] if self.bias else self.units

    @property
    def right(self) -> float:
        """Where the circles end."""
        return self.units[0].centre.x + self.units[0].radius

    @property
    def top(self) -> float:
        """The highest point of all circles and rows, and of a title above the rows."""
        centre, radius = self.circles[0]
        return max(centre.y + radius, self.row(1, -1).y + ROW / 2)

    @property
    def bottom(self) -> float:
        """The lowest point of all circles and rows."""
        centre, radius = self.units[-1]
        return min(centre.y - radius, self.row(len(self.units), self.rows).y + ROW / 2)

    def row(self, i: int, k: int) -> Point:
        """Return the left end of row k = 0, 1, … beside unit i = 1, 2, …"""
        return Point(self.left, self.units[i - 1].centre.y + ((self.rows - 1) / 2 - k) * ROW)

    def with_room_for(self, lowest: Point) -> "Column":
        """Return the column with the bias unit where its arrow to the lowest row passes unit 1.

        Above the middle of unit 1 if that is enough, else above its right end.
        """
        if not self.bias:
            return self
        unit = self.units[0]
        if distance(unit.centre, self.exit(0, lowest), lowest) >= unit.radius + CLEAR:
            return self
        moved = Point(self.right - self.bias.radius, self.bias.centre.y)
        return self._replace(bias=Circle(moved, self.bias.radius))

    def lowered(self, by: float) -> "Column":
        """Return the column further down."""

        def moved(circle: Circle) -> Circle:
            return Circle(Point(circle.centre.x, circle.centre.y - by), circle.radius)

        bias = moved(self.bias) if self.bias else None
        return self._replace(units=list(map(moved, self.units)), bias=bias)

    def exit(self, place: int, towards: Point) -> Point:
        """Return the point on the right of a circle where an arrow from another point meets it.

        place: of the circle in `circles`.  The point is the nearest one, unless the arrow would
        meet the circle so far up or down that it touched the next circle.
        """
        (x, y), radius = self.circles[place]
        turn = math.atan2(towards.y - y, towards.x - x)
        turn = max(-STEEPEST, min(STEEPEST, turn))
        return Point(x + radius * math.cos(turn), y + radius * math.sin(turn))


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point is from the straight line between two others.

    >>> start, end = Point(0, 0), Point(2, 0)
    >>> distance(Point(1, 3), start, end), distance(Point(5, 4), start, end)
    (3.0, 5.0)
    """
    along = Point(end.x - start.x, end.y - start.y)
    share = (point.x - start.x) * along.x + (point.y - start.y) * along.y
    share = max(0.0, min(1.0, share / (along.x**2 + along.y**2)))
    return math.hypot(point.x - start.x - share * along.x, point.y - start.y - share * along.y)


def place_columns(
    sizes: Sequence[int], radii: Sequence[float], rows: Sequence[int], width: float, *, bias: bool
) -> list[Column]:
    """Return where the circles of a network stand: a column for each layer, all around y = 0.

    sizes: the number of units of each layer.  radii: of their circles.  rows: how many rows stand
    beside each unit.  width: of these rows, if there are any.  bias: whether there is one more
    circle on top of all columns but the last.

    >>> first, second = place_columns([2, 1], [20.0, 30.0], [0, 2], 90.0, bias=False)
    >>> [circle.centre for circle in first.units], second.units[0].centre.y
    ([Point(x=20.0, y=27.0), Point(x=20.0, y=-27.0)], 0.0)
    """
    pitches = [max(2 * r, n * ROW) + GAP for r, n in zip(radii, rows)]
    height = max(size * pitch for size, pitch in zip(sizes, pitches))
    result: list[Column] = []
    for layer, (size, r, n, pitch) in enumerate(zip(sizes, radii, rows, pitches), start=1):
        # A short column beside a tall one is stretched, so that fewer arrows are steep.
        pitch = max(pitch, min(1.4 * pitch, 0.8 * height / size))
        ys = [((size - 1) / 2 - i) * pitch for i in range(size)]
        left = 0.0
        if result:
            before = result[-1]
            rise = max(before.top - ys[-1], ys[0] - before.bottom)
            left = before.right + min(max(0.34 * rise, 80.0), 320.0)
            lowest = Point(left, ys[-1] - (n - 1) / 2 * ROW)
            result[-1] = before.with_room_for(lowest)
        x = left + (width + STUB if n else 0.0) + r
        top = Circle(Point(x, ys[0] + r + 1.6 * GAP + BIAS), BIAS)
        units = [Circle(Point(x, y), r) for y in ys]
        result.append(Column(units, top if bias and layer < len(sizes) else None, left, n))
    return result


def radius(names: float, numbers: float, count: int) -> float:
    """Return how large a circle is that holds lines of a name and a number of these widths.

    >>> radius(14, 40, 1) < radius(14, 40, 3) < radius(14, 50, 3)
    True
    """
    top = (count - 1) / 2 * LINE + 5
    return math.ceil(math.hypot((names + numbers) / 2, top)) + 3.0


def room(numbers: Sequence[str], size: int) -> float:
    """Return how many points the longest of some numbers takes in a font of some size."""
    return math.ceil(GLYPH * size * max(map(len, numbers), default=0)) + 2.0
