"""The plots of the derivative table: each function beside its slope, as small pictures in the page.

>>> plots("en", Path()).count("<figure>") == len(TABLE)
True
"""

import html
import math
from collections.abc import Callable, Iterator
from pathlib import Path

from autograd_mini.elementary import FLOATS, TABLE, Elementary
from autograd_mini.testing.conform.properties import chinese

WIDTH, HEIGHT = 4.0, 3.0  # the plots show −4 < x < 4 and −3 < y < 3
STEPS = 160
OTHERS = 1.5  # the operands that are held still
WORDS = {
    "en": {"value": "solid: the function", "slope": "dashed: its slope", "plot": "plot of {name}",
           "is": ", slope ", "other": "; the other operand is {others}",
           "others": "; the other operands are {others}"},
    "zh": {"value": "实线：函数", "slope": "虚线：斜率", "plot": "{name} 的图象",
           "is": "，斜率 ", "other": "；另一个运算数是 {others}",
           "others": "；其余的运算数都是 {others}"},
}  # fmt: skip


def plots(language: str, folder: Path) -> str:
    """Return a figure for each row of the table, as HTML within Markdown."""
    figures = "".join(_figure(op, language) for op in TABLE.values())
    return f'<div class="plots">{figures}</div>'


def _figure(op: Elementary, language: str) -> str:
    say = WORDS[language]
    paths = "".join(
        f'<path class="{kind}" d="{_path(f, jump)}"><title>{say[kind]}</title></path>'
        for kind, f, jump in (("value", _value_of(op), 0.7), ("slope", _slope_of(op), 0.45))
    )
    axes = f'<path class="axis" d="M{-WIDTH} 0H{WIDTH}M0 {-HEIGHT}V{HEIGHT}"/>'
    named = say["plot"].format(name=op.name)
    box = f"{-WIDTH} {-HEIGHT} {2 * WIDTH} {2 * HEIGHT}"
    written = chinese.derivative(op.name) if language == "zh" else op.derivative
    slope = written.partition(", ")[0]
    kind = {1: "", 2: "other"}.get(op.arity or 0, "others")
    other = say[kind].format(others=OTHERS) if kind else ""
    return (
        f'<figure><svg class="plot" role="img" aria-label="{named}" viewBox="{box}">'
        f"{axes}{paths}</svg><figcaption><code>{op.name}</code>{say['is']}"
        f"{html.escape(slope)}{other}</figcaption></figure>"
    )


def _operands(op: Elementary, x: float) -> list[float]:
    return [x, *[OTHERS] * ((4 if op.arity is None else op.arity) - 1)]


def _value_of(op: Elementary) -> Callable[[float], float]:
    return lambda x: op.value(*_operands(op, x))


def _slope_of(op: Elementary) -> Callable[[float], float]:
    value = _value_of(op)

    def slope(x: float) -> float:
        xs = _operands(op, x)
        if not op.defined(*xs):
            return math.nan
        return float(op.partial(0, FLOATS, xs, value(x)))

    return slope


def _path(f: Callable[[float], float], jump: float) -> str:
    return "".join(
        "M" + "L".join(f"{x:.3g} {-y:.3g}" for x, y in piece)
        for piece in _pieces(f, jump)
        if piece[1:]
    )


def _pieces(f: Callable[[float], float], jump: float) -> Iterator[list[tuple[float, float]]]:
    """Yield the parts of a curve that are in the plot and hang together.

    jump: how far a curve that hangs together goes up or down in a step, at most.
    """
    piece: list[tuple[float, float]] = []
    for i in range(STEPS + 1):
        x = WIDTH * (2 * i / STEPS - 1)
        try:
            y = f(x)
        except (ArithmeticError, ValueError):
            y = math.nan
        if not abs(y) <= HEIGHT or (piece and abs(y - piece[-1][1]) > jump):
            yield piece
            piece = []
        if abs(y) <= HEIGHT:
            piece.append((x, y))
    yield piece
