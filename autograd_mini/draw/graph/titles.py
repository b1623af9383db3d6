"""What a node of a computation graph is called in a picture."""

from autograd_mini.draw import style
from autograd_mini.draw.style import FULL, LIGHT, NBSP, Sizes, Theme
from autograd_mini.elementary import TABLE
from autograd_mini.formulas import labels
from autograd_mini.value import Value


def title(n: Value, *, unfolded: bool = False, theme: Theme = LIGHT, sizes: Sizes = FULL) -> str:
    """Return what stands at the top of a node, as HTML: its label and its operation.

    unfolded: the node is a dot product drawn as products and their sum, and so a sum.
    """
    operation = style.escaped(TABLE["total"].symbol if unfolded else expression(n))
    if not n.label:
        return f"<B>{operation or '&nbsp;'}</B>"
    label = f"<B>{style.as_html(n.label, sizes)}</B>"
    if not operation:
        return label
    return f"{label} {style.text(operation, sizes.small, theme.quiet)}"


def product_title(factors: tuple[Value | float, Value | float], sizes: Sizes = FULL) -> str:
    r"""Return the title of one product of a dot product that is unfolded, as HTML.

    >>> product_title((Value(0.5, label="w_1"), 3.0))
    '<B>w<SUB><FONT POINT-SIZE="10">1</FONT></SUB>\xa0×\xa03</B>'
    """
    left, right = [
        style.as_html(x.label, sizes)
        if isinstance(x, Value) and x.label
        else style.escaped(_short(x))
        for x in factors
    ]
    return f"<B>{left}{NBSP}{TABLE['mul'].symbol}{NBSP}{right}</B>"


def expression(n: Value) -> str:
    """Return the operation of a node, with the numbers and the names it is applied to.

    >>> x = Value(0.25, label="x^(1)_2")
    >>> [expression(y) for y in (1 - x, x ** 3, x.sigmoid(), -(x * x), x + x.log())]
    ['1 − x', 'x ^ 3', 'σ(x)', '−…', 'x + …']
    """
    if not n.op:
        return ""
    names = [_short(x) for x in n.operands]
    symbol = n.op.symbol
    if n.op.arity is None:  # Θ·a, with one name for all that are called alike; Σ
        return f"{names[0]}·{names[-1]}" if n.op.name == "dot" and names else symbol
    if symbol[-1].isalnum():
        return f"{symbol}({', '.join(names)})"
    if n.op.arity == 2:
        return f"{names[0]} {symbol} {names[1]}"
    return symbol.replace("·", names[0]) if "·" in symbol else symbol + names[0]


def _short(operand: Value | float) -> str:
    """Return what an operand is called inside another node's title."""
    if isinstance(operand, float):
        return f"{operand:g}"
    if operand.label:
        return labels.parts(operand.label).base[:12]
    return "Σ" if operand.op and operand.op.name == "total" else "…"
