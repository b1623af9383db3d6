"""draw_program: a compiled program as a picture, its graph collapsed to classes of nodes.

Ids that other programs may rely on: `array-z2` is the box of z2, `flow-z2-a2` the arrow from it to
a2.  Each of them occurs once.
"""

from typing import TYPE_CHECKING, Any

from autograd_mini.draw import style
from autograd_mini.draw.messages import Words
from autograd_mini.draw.render import Drawing
from autograd_mini.draw.style import FULL, Theme
from autograd_mini.graph.order import topological_order
from autograd_mini.options import directed, spoken

if TYPE_CHECKING:
    from autograd_mini.compile import Program

MOST_BOXES_IN_LINE = 12  # of a picture that grows to the right; with more it grows downwards


def draw_program(
    program: "Program", *, direction: str = "auto", dark: bool = False, language: str = "en"
) -> Drawing:
    """Return the picture of a compiled program: the graph of J with one box for each array.

    Each box is a class of nodes, which the program computes together; its shape says how many they
    are, with m for the samples.  An arrow leads from an array to what is computed from it.

    program: from `net.compile()`, `compile_gradient` or `Compiled.program`.
    direction: "LR" to draw from left to right, "TB" from top to bottom; "auto" is "LR", unless more
        than 12 arrays follow one from another.
    dark: whether to draw for a dark page.
    language: "en" or "zh".

    TypeError for what is no program, or an argument that is not of its type; ValueError for a value
    that is not allowed.

    >>> from autograd_mini.nn import MLP
    >>> picture = draw_program(MLP(4, [5, 3], seed=0).compile())
    >>> sum("->" in line for line in picture.body)
    9
    """
    if not hasattr(program, "boxes"):
        raise TypeError(
            f"draw_program takes a compiled program, such as net.compile() gives, not "
            f"{type(program).__name__}"
        )
    directed(direction)
    spoken(language)
    theme, say = style.theme(dark), Words(language)
    boxes = program.boxes()
    depth: dict[str, int] = {}
    for box in boxes:
        depth[box.name] = 1 + max((depth[name] for name in box.operands), default=0)
    if direction == "auto":
        direction = "TB" if max(depth.values(), default=0) > MOST_BOXES_IN_LINE else "LR"
    drawing = Drawing(
        "program",
        graph_attr={**style.graph(theme, direction), "labelloc": "b", "fontsize": "12"},
        node_attr=style.node(theme, FULL),
        edge_attr={**style.edge(theme, FULL, direction), "color": theme.unsigned},
    )
    for box in boxes:
        drawing.node(
            f"array-{box.name}",
            label=f"<{_table(box, theme)}>",
            id=f"array-{box.name}",
            tooltip=style.tooltip(str(box)),
        )
    for box in boxes:
        for name in box.operands:
            ends = f"array-{name}", f"array-{box.name}"
            drawing.edge(*ends, id=f"flow-{name}-{box.name}", tooltip=f"{name} → {box.name}")
    drawing.attr(label=style.caption([say("arrays_are"), say("samples_axis")]))
    nodes = say.some("nodes", len(topological_order(program.J)))
    drawing.title = say("program_title", nodes=nodes, arrays=say.some("arrays", len(boxes)))
    drawing.description = say("program_described")
    return drawing


def _table(box: Any, theme: Theme) -> str:
    """Return a box: the name of the array, and below it operation and shape."""
    role = getattr(theme, box.part)
    title = style.text(style.escaped(box.name), FULL.title, theme.ink, style.MONO)
    return style.table(
        role,
        title,
        [(style.escaped(box.symbol), style.escaped(" × ".join(box.shape)), theme.ink)],
        width=56,
        theme=theme,
    )
