"""How one node, one product and one edge of a computation graph look, as attributes for DOT."""

import math

from autograd_mini.draw import style
from autograd_mini.draw.graph.options import Options
from autograd_mini.draw.graph.products import Product
from autograd_mini.draw.graph.titles import (
    LONGEST,
    WEIGHTS,
    as_html,
    called,
    product_title,
    title,
)
from autograd_mini.draw.style import NBSP, Role, Theme
from autograd_mini.formulas import labels
from autograd_mini.formulas.notation import as_text, number_text
from autograd_mini.graph import Graph
from autograd_mini.graph.chain import ChainRule
from autograd_mini.value import Value

MOST_EDGES = 8  # into one node, for labels beside them
# Nodes that edges lead past, for Graphviz to look for the best picture: its time grows with the
# square of them.
MOST_PASSED = 1000


class Looks:
    """The looks of all parts of a graph.

    largest: the most that flows back along an edge, positive or negative.
    in_haste: whether the picture is so intricate that labels must not take part in its layout.
    """

    def __init__(self, graph: Graph, look: Options) -> None:
        self.graph, self.look = graph, look
        self.largest = max(
            [
                abs(flow)
                for n in graph.nodes
                for slot in range(len(graph.partials[id(n)]))
                if math.isfinite(flow := n.grad * graph.partial((n, slot)))
            ],
            default=0.0,
        )
        self.in_haste = _passed(graph) > MOST_PASSED
        self._chain = ChainRule(graph)
        leaves = {labels.parts(n.label).base for n in graph.nodes if not n.op}
        self._has_weights = bool(leaves & WEIGHTS)

    def node(self, n: Value, *, unfolded: bool) -> dict[str, str]:
        """Return the attributes of a node.  unfolded: whether its products are boxes, too."""
        theme = self.look.colours(self.look.stands_out(n))
        heading = title(n, self.graph, unfolded=unfolded, theme=theme, sizes=self.look.sizes)
        said = self.look.say(
            "node_said",
            name=called(n, self.graph),
            value=style.exact(n.data),
            adjoint=self._adjoint(n),
            gradient=self.look.exact(n.grad),
        )
        role, operands = self._role(n, theme), self._operands(n) if self.lists(n) else ""
        return {
            "id": f"node-{self.graph.rank[id(n)]}",
            "tooltip": style.tooltip(said),
            **self._box(role, heading, n.data, n.grad, theme, self._adjoint(n), operands),
        }

    def legend(self) -> str:
        """Return what the colours of the boxes mean, as HTML, for those parts that are there."""
        there = {self._role(n, self.look.theme).name for n in self.graph.nodes}
        roles = [part for part in self.look.theme if isinstance(part, Role) and part.name in there]
        return style.legend([(role, self.look.say(f"role_{role.name}")) for role in roles])

    def lists(self, n: Value) -> bool:
        """Tell whether a node lists its operands, with the numbers of the edges from them.

        Beside so many edges, labels would stand in a column in which nobody finds their own.
        """
        return self.look.lists and len(n.parents) > MOST_EDGES

    def _operands(self, n: Value) -> str:
        """Return the rows of the operands of a node, as HTML; each is the port of its edge."""
        rows = ""
        for slot, parent in enumerate(n.parents):
            theme = self.look.colours(self.look.stands_out(n, parent))
            name = as_html(called(parent, self.graph), self.look.sizes, LONGEST)
            quiet = style.text(name, self.look.sizes.small, theme.quiet)
            numbers = NBSP.join(self._numbers(n.grad, self.graph.partial((n, slot)), theme))
            number = style.text(numbers, self.look.sizes.edge, theme.ink)
            height = 2 * self.look.sizes.edge  # for superscripts and subscripts
            rows += (
                f'<TR><TD ALIGN="LEFT" HEIGHT="{height}" PORT="{_port(slot)}">{quiet}</TD>'
                f'<TD ALIGN="RIGHT">{number}</TD></TR>'
            )
        return f"<HR/>{rows}"

    def product(self, n: Value, product: Product) -> dict[str, str]:
        """Return the attributes of a product; its gradient is that of the sum n."""
        theme = self.look.colours(self._leads_through(n, product))
        heading = product_title(product.factors, self.graph, self.look.sizes)
        return {
            "id": f"product-{self.graph.rank[id(n)]}-{product.number}",
            "tooltip": self.look.say(
                "product_said",
                value=style.exact(product.data),
                gradient=self.look.exact(n.grad),
            ),
            **self._box(
                theme.operation, heading, product.data, n.grad, theme, self.look.say("grad")
            ),
        }

    def edge(self, n: Value, slot: int, parent: Value) -> dict[str, str]:
        """Return the attributes of the edge from a parent to n, or to the product it is in.

        A local derivative of NaN is one that is not known: nothing is said of it.
        """
        partial = self.graph.partial((n, slot))
        rank = self.graph.rank
        head, tail = called(n, self.graph), called(parent, self.graph)
        rule = as_text(self._chain.rule((n, slot)))
        follows = self.graph.by_the_table and rule != number_text(partial)
        by_rule = f" = {rule}" if follows else ""
        said = self.look.say(
            "edge_said",
            tail=tail,
            head=head,
            rule=f"{labels.derivative(head, tail)}{by_rule} = {style.exact(partial)}",
            flow=self.look.exact(n.grad * partial),
        )
        if self.look.empty or math.isnan(partial):
            said = f"{labels.derivative(head, tail)} = ?"
        is_slope = labels.has_delta(parent.label) and labels.parts(n.label).base == "a"
        stands_out = self.look.stands_out(n, parent)
        arrow = self._arrow(n.grad, partial, stands_out, said, "g′" if is_slope else "∂")
        return {
            "id": f"edge-{rank[id(n)]}-{rank[id(parent)]}-{slot}",
            **arrow,
            **self._placed(n, slot, parent, arrow["label"]),
        }

    def _placed(self, n: Value, slot: int, parent: Value, label: str) -> dict[str, str]:
        """Return where an edge ends and its label stands, if that is not as usual."""
        if self.lists(n):
            return {"label": "", "headport": f"{_port(slot)}:w", "minlen": "2"}
        if self.in_haste:  # above the first line into the node, below the next, and so on
            angle = 27 * (slot // 2 + 1) * (1 if slot % 2 else -1)
            return {
                "label": "",
                "headlabel": label,
                "labeldistance": "3.2",
                "labelangle": f"{angle}",
            }
        return {}

    def summand(self, n: Value, product: Product) -> dict[str, str]:
        """Return the attributes of the edge from a product to n."""
        return {
            "id": f"sum-{self.graph.rank[id(n)]}-{product.number}",
            **self._arrow(
                n.grad,
                1.0,
                self._leads_through(n, product),
                self.look.say("summand_said", flow=self.look.exact(n.grad)),
            ),
        }

    def _leads_through(self, n: Value, product: Product) -> bool:
        """Tell whether a product stands out: whether a way leads through it, if any is shown."""
        parents = [x for x in product.factors if isinstance(x, Value)]
        return self.look.way is None or any(self.look.stands_out(n, parent) for parent in parents)

    def _adjoint(self, n: Value) -> str:
        return "δ" if labels.has_delta(n.label) else self.look.say("grad")

    def _box(
        self,
        role: Role,
        heading: str,
        data: float,
        grad: float,
        theme: Theme,
        name: str,
        more: str = "",
    ) -> dict[str, str]:
        """Return the attributes of a box with a value, a gradient of this name, and more rows."""
        look = self.look
        rows = [
            (look.say("value"), look.number(data), theme.ink),
            (name, look.gradient(grad), theme.gradient),
        ]
        flat = role.name in look.sizes.flat
        table = style.table(
            role, heading, rows, flat=flat, more=more, theme=theme, sizes=look.sizes
        )
        return {"class": role.name, "fontcolor": theme.ink, "label": f"<{table}>"}

    def _role(self, n: Value, theme: Theme) -> Role:
        """Return what part a node plays, by its label.

        b is a bias only where there are weights; in a·b + c it is a number like the others.
        """
        base = labels.parts(n.label).base
        if any(n is output for output in self.graph.outputs):
            return theme.output
        if not self.look.parts:
            return theme.operation if n.op else theme.input
        if not n.op:
            is_parameter = base in WEIGHTS or (base == "b" and self._has_weights)
            return theme.parameter if is_parameter else theme.input
        return theme.activation if base == "a" else theme.operation

    def _arrow(
        self, grad: float, partial: float, stands_out: bool, said: str, name: str = "∂"
    ) -> dict[str, str]:
        """Return the attributes of an edge into a node with a gradient.

        said: what it is.  name: of the local derivative.
        """
        look, flow = self.look, grad * partial
        theme = look.colours(stands_out)
        flow = flow if look.known and math.isfinite(flow) else 0.0
        lines = self._numbers(grad, partial, theme, name)
        arrow = style.arrow(flow, self.largest, theme)
        return {
            "label": style.beside_line("<BR/>".join(lines), look.sizes, float(arrow["penwidth"]))
            if lines
            else "",
            # A number beside a grey line is grey, so that it is not taken for another line's.
            "fontcolor": theme.quiet if look.known and flow == 0 else theme.ink,
            "tooltip": style.tooltip(said),
            **arrow,
            # An arrow points where the number goes that its width and colour tell of.
            "dir": "back" if look.known else "forward",
        }

    def _numbers(self, grad: float, partial: float, theme: Theme, name: str = "∂") -> list[str]:
        """Return the numbers of an edge, as HTML: the local derivative, and what flows back."""
        look = self.look
        if math.isnan(partial):
            return []
        numbers = [f"{name}{NBSP}{look.partial(partial)}"]
        if look.contributions and not look.empty:
            flow = look.gradient(grad * partial)
            numbers.append(style.text(flow, look.sizes.edge, theme.gradient))
        return numbers


def _passed(graph: Graph) -> int:
    """Return how many nodes all edges together lead past.

    >>> x = Value(2.0)
    >>> v = x * x
    >>> _passed(Graph(v * v * x))
    2
    """
    depth: dict[int, int] = {}
    passed = 0
    for n in graph.nodes:
        before = [depth[id(parent)] for parent in n.parents]
        depth[id(n)] = 1 + max(before, default=0)
        passed += sum(depth[id(n)] - 1 - d for d in before)
    return passed


def _port(slot: int) -> str:
    """Return the name of the place in a node's table where the edge from an operand ends."""
    return f"operand-{slot}"
