"""What a node of a computation graph is called in a picture: its name, and how it is computed.

The names are those that an explanation of the same graph has, graph.names.
"""

import re

from autograd_mini.draw import style
from autograd_mini.draw.style import FULL, LIGHT, Sizes, Theme
from autograd_mini.elementary import TABLE
from autograd_mini.formulas import labels
from autograd_mini.formulas.notation import as_text
from autograd_mini.formulas.terms import Expression, Symbol, Term
from autograd_mini.graph import Graph
from autograd_mini.value import Value

WEIGHTS = {"Θ", "θ", "w"}
LONGEST = 14  # characters of a name inside the title of another node
DIGITS = 4  # significant ones of a number there
TWIN = re.compile("⟨\\d+⟩$")  # behind a label that several nodes have
# Characters for private use stand in place of names until all is written; those from RAISED on,
# with a ^ behind them, for names that need brackets around them in a power, such as a^(2)_1.
FIRST, RAISED = 0xE000, 0xF000
PLACE = re.compile("[\ue000-\uefff]|[\uf000-\uf8ff]\\^")


def title(
    n: Value, graph: Graph, *, unfolded: bool = False, theme: Theme = LIGHT, sizes: Sizes = FULL
) -> str:
    """Return what stands at the top of a node, as HTML: its name and its operation.

    unfolded: the node is a dot product drawn as products and their sum, and so a sum.
    """
    name = f"<B>{as_html(called(n, graph), sizes)}</B>"
    if not n.op:
        return name
    operation = TABLE["total"].symbol if unfolded else expression(n, graph, sizes)
    return f"{name} {style.text(operation, sizes.small, theme.quiet)}"


def product_title(
    factors: tuple[Value | float, Value | float], graph: Graph, sizes: Sizes = FULL
) -> str:
    r"""Return the title of one product of a dot product that is unfolded, as HTML.

    >>> w = Value(0.5, label="w_1")
    >>> product_title((w, 3.0), Graph(w))
    '<B>w<SUB><FONT POINT-SIZE="10">1</FONT></SUB>\xa0·\xa03</B>'
    """
    return f"<B>{_written('mul', factors, graph, sizes)}</B>"


def expression(n: Value, graph: Graph, sizes: Sizes = FULL) -> str:
    r"""Return how a node is computed, as HTML.

    >>> x = Value(0.25, label="x")
    >>> J = 1 - x * x.sigmoid()
    >>> [re.sub("<.*?>|\xa0", "", expression(n, Graph(J))) for n in Graph(J).nodes]
    ['', 'σ(x)', 'x·v1', '1−v2']
    """
    if not n.op:
        return ""
    if n.op.name == "dot":
        vectors = _vectors(n)
        if len(n.operands) > 4 or vectors.partition("·")[0] in WEIGHTS:
            return vectors or style.escaped(n.op.symbol)
    elif n.op.arity is None:
        return style.escaped(n.op.symbol)
    return _written(n.op.name, n.operands, graph, sizes)


def called(n: Value, graph: Graph) -> str:
    """Return the name of a node: its label as it was written, or v_1; one of twins with its ⟨2⟩."""
    name = graph.names[id(n)].text if n in graph else n.label
    twin = TWIN.search(name)
    if not n.label:
        return name
    label = labels.ours(n.label)
    return label + twin[0] if twin and not label.endswith(twin[0]) else label


def _vectors(n: Value) -> str:
    """Return Θ·a for a dot product of things called Θ and things called a; else nothing.

    A number is called as the others of its side; numbers alone, after weights, are x, the input.
    """
    half = len(n.operands) // 2
    names: list[str] = []
    for side in (n.operands[:half], n.operands[half:]):
        bases = {labels.parts(x.label).base for x in side if isinstance(x, Value)}
        if len(bases) > 1 or "" in bases:
            return ""
        if not bases and not (names and names[0] in WEIGHTS):
            return ""
        names.append(bases.pop() if bases else "x")
    return "·".join(style.escaped(labels.in_short(name, LONGEST)) for name in names)


def _written(
    operation: str, operands: tuple[Value | float, ...], graph: Graph, sizes: Sizes = FULL
) -> str:
    """Return an operation with its operands, as HTML, as explanations write it.

    It is written with characters in place of the names, which nothing in a label can look like.
    """
    names: dict[str, str] = {}
    terms: list[Term] = []
    for k, x in enumerate(operands):
        if isinstance(x, Value):
            name = called(x, graph)
            place = f"{chr(RAISED + k)}^" if "^" in name else chr(FIRST + k)
            names[place] = as_html(name, sizes, LONGEST)
            terms.append(Symbol(place, place, x.data))
        else:
            terms.append(x)
    line = style.escaped(as_text(Expression(operation, tuple(terms)), DIGITS))
    return PLACE.sub(lambda match: names[match[0]], line.replace(" ", style.NBSP))


def as_html(name: str, sizes: Sizes = FULL, longest: int = style.LONGEST) -> str:
    """Return the name of a node as HTML; if it is too long, without its middle."""
    twin = TWIN.search(name)
    label = name[: twin.start()] if twin else name
    return style.as_html(label, sizes, longest) + (twin[0] if twin else "")
