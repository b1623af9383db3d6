"""How one node, one product and one edge of a computation graph look, as attributes for DOT."""

from autograd_mini.draw import style
from autograd_mini.draw.graph.options import Options
from autograd_mini.draw.graph.products import Product
from autograd_mini.draw.graph.titles import WEIGHTS, called, product_title, title
from autograd_mini.draw.style import NBSP, Role, Theme
from autograd_mini.formulas import labels
from autograd_mini.formulas.notation import as_text, number_text
from autograd_mini.graph import Graph
from autograd_mini.graph.chain import ChainRule
from autograd_mini.value import Value


class Looks:
    """The looks of all parts of a graph.

    largest: the most that flows back along an edge, positive or negative.
    """

    def __init__(self, graph: Graph, look: Options) -> None:
        self.graph, self.look = graph, look
        self.largest = max(
            [
                abs(n.grad * graph.partial((n, slot)))
                for n in graph.nodes
                for slot in range(len(graph.partials[id(n)]))
            ],
            default=0.0,
        )
        self._chain = ChainRule(graph)
        leaves = {labels.parts(n.label).base for n in graph.nodes if not n.op}
        self._has_weights = bool(leaves & WEIGHTS)

    def node(self, n: Value, *, unfolded: bool) -> dict[str, str]:
        """Return the attributes of a node.  unfolded: whether its products are boxes, too."""
        theme = self.look.colours(self.look.stands_out(n))
        heading = title(n, self.graph, unfolded=unfolded, theme=theme, sizes=self.look.sizes)
        return {
            "id": f"node-{self.graph.rank[id(n)]}",
            "tooltip": style.tooltip(
                f"{called(n, self.graph)} = {n.data!r}, {self._adjoint(n)} {n.grad!r}"
            ),
            **self._box(self._role(n, theme), heading, n.data, n.grad, theme, self._adjoint(n)),
        }

    def product(self, n: Value, product: Product) -> dict[str, str]:
        """Return the attributes of a product; its gradient is that of the sum n."""
        theme = self.look.colours(self._leads_through(n, product))
        heading = product_title(product.factors, self.graph, self.look.sizes)
        return {
            "id": f"product-{self.graph.rank[id(n)]}-{product.number}",
            "tooltip": f"{product.data!r}, grad {n.grad!r}",
            **self._box(theme.operation, heading, product.data, n.grad, theme),
        }

    def edge(self, n: Value, slot: int, parent: Value) -> dict[str, str]:
        """Return the attributes of the edge from a parent to n, or to the product it is in."""
        partial = self.graph.partial((n, slot))
        rank = self.graph.rank
        head, tail = called(n, self.graph), called(parent, self.graph)
        rule = as_text(self._chain.rule((n, slot)))
        by_rule = "" if rule == number_text(partial) else f" = {rule}"
        said = f"from {tail} to {head}: {labels.derivative(head, tail)}{by_rule} = {partial!r}"
        return {
            "id": f"edge-{rank[id(n)]}-{rank[id(parent)]}-{slot}",
            **self._arrow(n.grad, partial, self.look.stands_out(n, parent), said),
        }

    def summand(self, n: Value, product: Product) -> dict[str, str]:
        """Return the attributes of the edge from a product to n."""
        return {
            "id": f"sum-{self.graph.rank[id(n)]}-{product.number}",
            **self._arrow(n.grad, 1.0, self._leads_through(n, product), "local derivative 1.0"),
        }

    def _leads_through(self, n: Value, product: Product) -> bool:
        """Tell whether a product stands out: whether a way leads through it, if any is shown."""
        parents = [x for x in product.factors if isinstance(x, Value)]
        return self.look.way is None or any(self.look.stands_out(n, parent) for parent in parents)

    def _adjoint(self, n: Value) -> str:
        return "δ" if labels.has_delta(n.label) else "grad"

    def _box(
        self, role: Role, heading: str, data: float, grad: float, theme: Theme, name: str = "grad"
    ) -> dict[str, str]:
        """Return the attributes of a box with a value and a gradient of this name."""
        look = self.look
        rows = [
            ("value", look.number(data), theme.ink),
            (name, look.gradient(grad), theme.gradient),
        ]
        flat = role.name in look.sizes.flat
        table = style.table(role, heading, rows, flat=flat, theme=theme, sizes=look.sizes)
        return {"class": role.name, "fontcolor": theme.ink, "label": f"<{table}>"}

    def _role(self, n: Value, theme: Theme) -> Role:
        """Return what part a node plays, by its label.

        b is a bias only where there are weights; in a·b + c it is a number like the others.
        """
        base = labels.parts(n.label).base
        if any(n is output for output in self.graph.outputs):
            return theme.output
        if not n.op:
            is_parameter = base in WEIGHTS or (base == "b" and self._has_weights)
            return theme.parameter if is_parameter else theme.input
        return theme.activation if base == "a" else theme.operation

    def _arrow(self, grad: float, partial: float, stands_out: bool, said: str) -> dict[str, str]:
        """Return the attributes of an edge into a node with a gradient.  said: what it is."""
        look, flow = self.look, grad * partial
        theme = look.colours(stands_out)
        lines = [f"∂{NBSP}{look.number(partial)}"]
        if look.contributions:
            lines.append(style.text(look.gradient(flow), look.sizes.edge, theme.gradient))
        return {
            "label": style.beside_line("<BR/>".join(lines), look.sizes),
            "fontcolor": theme.ink,
            "tooltip": style.tooltip(f"{said}, flowing back {flow!r}"),
            **style.arrow(flow if look.known else 0.0, self.largest, theme),
            # An arrow points where the number goes that its width and colour tell of.
            "dir": "back" if look.known else "forward",
        }
