"""draw_graph: the computation graph as a picture, as large as it can be read.

What ids and texts of the SVG other programs may rely on is said in detailed.py, for a graph drawn
node by node, and in collapsed.py.
"""

from autograd_mini.draw import style
from autograd_mini.draw.graph import collapsed, detailed, options
from autograd_mini.draw.graph.grouping import count_layers
from autograd_mini.draw.graph.products import added
from autograd_mini.draw.graph.titles import as_html, called
from autograd_mini.draw.messages import Words
from autograd_mini.draw.render import Drawing
from autograd_mini.draw.style import COMPACT, FULL, MIXED
from autograd_mini.graph import Graph, read
from autograd_mini.graph.paths import count_paths
from autograd_mini.graph.reading import too_many
from autograd_mini.options import flag, one_of, renamed, whole
from autograd_mini.value import Value

COLLAPSE = ("auto", "none", "compact", "units", "layers")
FEW = 20  # nodes: the most of which even parameters have a table each
READABLE = 80  # nodes: the most with a full table each
MOST_LAYERS = 5  # of a graph of more nodes than that; with more of them it is too wide


@renamed(precision="digits")
def draw_graph(
    J: Value | Graph,
    *,
    expand: bool = False,
    contributions: bool = False,
    partials: str = "auto",
    direction: str = "auto",
    digits: int = 3,
    highlight: Value | None = None,
    dark: bool = False,
    language: str = "en",
    collapse: str = "auto",
    limit: int = 300,
    empty: bool = False,
    legend: bool = False,
    parts: bool = True,
) -> Drawing:
    """Return the picture of the graph that J was computed by.

    Every node shows its value and its gradient, which is "–" before `J.backward()`.  Every edge
    shows the local derivative of its head with respect to its tail; its width and colour show the
    gradient that flows back along it, the local derivative times the gradient of the head: wide is
    large, orange-red positive, blue negative.  There is a box for each layer that the labels name.

    A graph of up to 80 nodes has a table for each of them; one of up to `limit` is drawn with small
    nodes; in a larger one, or if there are more than 5 layers, all the nodes of a unit, or of a
    layer, are collapsed into one, which shows how many it holds and the norm of their δ.

    J: the Value at the end of the graph, or a graph that has been read.
    expand: unfold every dot product into its products and their sum, in the picture only.
    contributions: print on each edge also what flows back along it.
    partials: where local derivatives stand: "edges"; or "auto", on edges too, but for a node of
        more than 8 operands in a list that it has of them, if the picture goes from left to right.
    direction: "LR" to draw from left to right, "TB" from top to bottom; "auto" is "LR", unless more
        than 6 layers are collapsed.
    digits: how many significant ones a number has, 1 … 17.
    highlight: a node whose paths to J are to stand out while the rest fades.
    dark: whether to draw for a dark page.
    language: "en" or "zh", of the words in the picture.
    collapse: "none" for full tables and "compact" for small nodes, up to the limit; "units" or
        "layers" for one node for each of these; "auto" to choose by size.
    limit: the most nodes to draw; of edges there may be four times as many.
    empty: whether to leave out all derivatives, local ones too, and to draw empty boxes and lines
        in their place, for a learner to fill in.
    legend: whether a line below says what the colours of the boxes mean, if there is one for each
        node.
    parts: whether weights and activations, known by their names, have colours of their own; else
        all leaves are inputs, and all that is computed is an operation.

    TypeError if J or highlight is not a Value, or another argument is not of its type; ValueError
    for a value that is not allowed, a highlight that J does not depend on, a graph larger than the
    limit that is not to be collapsed, or one to be collapsed whose labels name no layers;
    StaleGraphError if leaves were changed after J was computed; DomainError for an edge whose local
    derivative does not exist, as may be in the graph of a derivative.

    >>> x = Value(3.0, label="x")
    >>> J = x * x
    >>> [line.split()[:3] for line in draw_graph(J).body if "->" in line]
    [['n1', '->', 'n2'], ['n1', '->', 'n2']]
    """
    graph = read(J, "draw_graph")
    flag("expand", expand)
    flag("empty", empty)
    one_of("collapse", collapse, COLLAPSE)
    whole("limit", limit, 1)
    look = options.checked(
        graph,
        direction=direction,
        digits=digits,
        contributions=contributions,
        partials=partials,
        highlight=highlight,
        dark=dark,
        language=language,
        empty=empty,
        legend=legend,
        parts=parts,
    )
    more = added(graph) if expand else 0
    size = len(graph) + more
    large = too_many(size, graph.n_edges + more, limit)
    deep = size > READABLE and count_layers(graph.nodes) > MOST_LAYERS
    if collapse in ("units", "layers") or (collapse == "auto" and (large or deep)):
        if not count_layers(graph.nodes):
            raise ValueError(
                "no label names a layer as z^(2)_1 does, so this graph cannot be collapsed: "
                f"{large or f'{size:,} nodes'}. Draw an earlier node or a smaller example, or say "
                'collapse="none" with a higher limit='
            )
        legend_below = ""
        drawing, lines = collapsed.draw(graph, look, collapse, limit)
    elif large:
        raise ValueError(
            f"too large to read: a graph of {large}. Draw one of its earlier nodes, a smaller "
            "example, or raise limit=; a network with labels like z^(2)_1 can also be drawn by "
            'draw_network or with collapse="layers"'
        )
    else:
        small = collapse == "compact" or (collapse == "auto" and size > READABLE)
        sizes = COMPACT if small else FULL if size <= FEW else MIXED
        look = look._replace(sizes=sizes, direction="TB" if direction == "TB" else "LR")
        drawing, lines, legend_below = detailed.draw(graph, look, expand)
    if not look.known and not look.empty:
        lines = [*lines, look.say("not_yet", unknown=style.UNKNOWN)]
    if highlight is not None:
        lines = [*lines, _ways(graph, highlight, look.say)]
    drawing.attr(label=style.caption(lines, legend_below))
    name = graph.names[id(graph.J)].text
    nodes, edges = look.say.some("nodes", len(graph)), look.say.some("edges", graph.n_edges)
    drawing.title = look.say("graph_title", name=name, nodes=nodes, edges=edges)
    drawing.description = look.say("graph_described")
    return drawing


def _ways(graph: Graph, highlight: Value, say: Words) -> str:
    """Return what the caption says of the paths that stand out, as HTML."""
    count = count_paths(graph, highlight)
    number = f"{count:,}" if count < 10**9 else say("very_many")
    leaf, output = [as_html(called(n, graph)) for n in (highlight, graph.J)]
    return say("one_way" if count == 1 else "ways", count=number, leaf=leaf, output=output)
