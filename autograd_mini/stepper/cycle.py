"""One round of an animation, as keyframes of CSS: which moment is when, and what is to be seen.

Whatever can happen at the same time does: the nodes are in columns, each of them to the right of
its parents.  On the way forward one column after another is computed; on the way back one column
after another sends derivatives to its parents.  So a node is never computed before its parents, and
never sends before all of its consumers have sent.

All keyframes only hide things for a while.  Where they do not run, for readers who prefer that
nothing moves, on paper, or in programs without animation, the finished picture is seen.
"""

from collections.abc import Sequence
from typing import TypeAlias

from autograd_mini.value import Value

# How long things take, as parts of the time that a column has.
START = 0.7  # before anything is computed
TURN = 1.0  # between the last value and the first derivative sent
REST = 4.0  # at the end, when all is to be seen
CLEAR = 0.7  # until nothing is to be seen again
TRAVEL = 0.65  # along an edge
SHOW = 0.25  # for a number to appear
COLUMN = 0.9  # seconds, if nobody says how long a round is to last
LONGEST = 60.0  # seconds, in that case

# What holds at some times, by these; in between it changes from one to the next.
Frames: TypeAlias = dict[tuple[float, ...], str]


def column_of_each(nodes: Sequence[Value]) -> dict[int, int]:
    """Return the column of each node by its id: 0 for leaves, else one more than any parent's.

    nodes: in topological order.

    >>> x = Value(2.0)
    >>> y = x * x
    >>> list(column_of_each([x, y, J := x + y]).values())
    [0, 1, 2]
    """
    column: dict[int, int] = {}
    for n in nodes:
        column[id(n)] = 1 + max([column[id(parent)] for parent in n.parents], default=-1)
    return column


class Cycle:
    """The times of one round, in seconds, and the keyframes for them.

    columns: how many columns are computed.
    seconds: how long a round lasts; None for the usual pace, and at most a minute.

    Attributes: `seconds`; `turn`, when the way back begins; `rest`, when all is to be seen;
    `clear`, when it begins to vanish.

    >>> cycle = Cycle(2, 10.4)
    >>> [round(t, 3) for t in (*cycle.forward(1), *cycle.backward(2), cycle.rest, cycle.seconds)]
    [0.7, 1.7, 3.7, 4.7, 5.7, 10.4]
    """

    def __init__(self, columns: int, seconds: float | None = None) -> None:
        parts = START + TURN + REST + CLEAR + 2 * columns
        self.columns = columns
        self.seconds = min(parts * COLUMN, LONGEST) if seconds is None else seconds
        self.column = self.seconds / parts
        self.turn = (START + columns) * self.column
        self.rest = self.turn + (TURN + columns) * self.column
        self.clear = self.seconds - CLEAR * self.column
        self.rules: list[str] = []

    def forward(self, column: int) -> tuple[float, float]:
        """Return from when to when a column, counted from 1, is computed."""
        begin = (START + column - 1) * self.column
        return begin, begin + self.column

    def backward(self, column: int) -> tuple[float, float]:
        """Return from when to when a column sends derivatives to its parents."""
        begin = self.turn + (TURN + self.columns - column) * self.column
        return begin, begin + self.column

    def computed(self, column: int) -> float:
        """Return when the values of a column begin to appear."""
        return self.forward(column)[0] + TRAVEL * self.column if column else 0.0

    def arrived(self, column: int) -> float:
        """Return when derivatives appear whose last term is sent by a column."""
        return self.backward(column)[0] + TRAVEL * self.column

    def appear(self, selector: str, at: float) -> None:
        """Let something appear at a time, and vanish at the end of the round."""
        shown = at + SHOW * self.column
        self._animate(
            selector, {(0, at): "opacity:0", (shown, self.clear): "opacity:1"}, "opacity:0"
        )

    def flow(self, selector: str, at: float) -> None:
        """Draw a line from its end to its beginning, from a time on."""
        dash = "stroke-dasharray:1;stroke-dashoffset"
        self._animate(
            selector,
            {
                (0, at): f"opacity:0;{dash}:-1",
                (at + 0.02 * self.column,): "opacity:1",
                (at + TRAVEL * self.column, self.clear): f"opacity:1;{dash}:0",
            },
            f"opacity:0;{dash}:0",
        )

    def bead(self, selector: str, ahead: float, back: float | None = None) -> None:
        """Send a bead along a line at one time, and back at another if there is one."""
        begin, end = "stroke-dashoffset:0", "stroke-dashoffset:-1"
        frames: Frames = {(0.0,): f"opacity:0;{begin}"}
        ways = [(ahead, begin, end)] + ([] if back is None else [(back, end, begin)])
        for at, start, stop in ways:
            moment, there = 0.02 * self.column, at + TRAVEL * self.column
            frames[(at,)] = f"opacity:0;{start}"
            frames[(at + moment,)] = frames[(there - moment,)] = "opacity:1"
            frames[(there,)] = f"opacity:0;{stop}"
        self._animate(selector, frames, f"opacity:0;{begin}")

    def ink(self, selector: str) -> None:
        """Give something the colour of text until the way back begins, when it gets its own."""
        style = "stroke:currentColor"
        frames: Frames = {
            (0.0,): style,
            (self.turn,): f"{style};animation-timing-function:step-start",
        }
        self._animate(selector, frames, "")

    def glow(self, selector: str, times: Sequence[float], thin: float = 1.0) -> None:
        """Draw a border thick for a moment, at some times in their order.

        thin: how wide it is else.
        """
        usual = f"stroke-width:{thin:g}"
        frames: Frames = {(0.0,): usual}
        for at in times:
            frames[(at,)] = usual
            frames[(at + SHOW * self.column, at + 2 * SHOW * self.column)] = "stroke-width:3.5"
            frames[(at + 3 * SHOW * self.column,)] = usual
        self._animate(selector, frames, usual)

    def dim(self, selector: str, begin: float, end: float) -> None:
        """Let something stand back from one time to another."""
        soft = SHOW * self.column
        self._animate(
            selector,
            {
                (0.0, begin): "opacity:1",
                (begin + soft, end): "opacity:.3",
                (end + soft,): "opacity:1",
            },
            "opacity:1",
        )

    def css(self) -> str:
        """Return the stylesheet; nothing moves on paper or for those who prefer that."""
        moving = "".join(self.rules)
        return f"@media screen and (prefers-reduced-motion: no-preference){{{moving}}}"

    def _animate(self, selector: str, frames: Frames, at_end: str) -> None:
        name = f"k{len(self.rules)}"
        steps = "".join(
            f"{','.join(map(self._percent, times))}{{{style}}}" for times, style in frames.items()
        )
        last = f"to{{{at_end}}}" if at_end else ""
        self.rules.append(
            f"@keyframes {name}{{{steps}{last}}}"
            f"{selector}{{animation:{name} {self.seconds:.4g}s infinite}}"
        )

    def _percent(self, time: float) -> str:
        return f"{100 * time / self.seconds:.2f}".rstrip("0").rstrip(".") + "%"
