"""Why a node must wait for all its consumers before it sends its gradient on.

    python demos/why_topological_order.py --out why_topological_order

The chain rule says that the gradient of a node is a sum over its consumers.  It does not say in
which order to send, and the order that many first engines take is wrong.  Three graphs show where,
send by send, and the products of the derivatives along all paths say which answer is right.
"""

import argparse
import math
import sys
import textwrap
from itertools import zip_longest
from pathlib import Path

from autograd_mini import Value
from autograd_mini.draw import Drawing, RendererNotFound, RenderingError, draw_graph
from autograd_mini.graph import topological_order
from autograd_mini.graph.paths import count_paths, paths


class Run:
    """One run of an algorithm, which leaves the nodes as they are: gradients so far, and sends."""

    def __init__(self, J: Value) -> None:
        self.gradient = dict.fromkeys(reversed(topological_order(J)), 0.0)  # the newest node first
        self.gradient[J] = 1.0  # ∂J/∂J
        self.sends: list[str] = []

    def send(self, node: Value, amount: float, partial: float, parent: Value) -> None:
        """Add amount · partial to the gradient of a parent."""
        self.gradient[parent] += amount * partial
        what = f"{node.label} → {parent.label}  {product([amount, partial])} = {amount * partial:g}"
        self.sends.append(f"{what:18}" + "".join(f"{x:4g}" for x in self.gradient.values()))


def naive(J: Value) -> Run:
    """Whoever receives something sends on, at once, the whole gradient it has by then.  Wrong."""
    run = Run(J)

    def send_on(node: Value) -> None:
        for parent, partial in zip(node.parents, node.partials):
            run.send(node, run.gradient[node], partial, parent)
            send_on(parent)

    send_on(J)
    return run


def repaired(J: Value) -> Run:
    """Whoever receives something sends on, at once, only that.  Right, and slow."""
    run = Run(J)

    def send_on(node: Value, received: float) -> None:
        for parent, partial in zip(node.parents, node.partials):
            run.send(node, received, partial, parent)
            send_on(parent, received * partial)

    send_on(J, 1.0)
    return run


def newest_first(J: Value) -> Run:
    """Every node sends once, after all its consumers, as in J.backward().  Right, and fast."""
    run = Run(J)
    for node in run.gradient:
        for parent, partial in zip(node.parents, node.partials):
            run.send(node, run.gradient[node], partial, parent)
    return run


def count_recursive_sends(J: Value) -> int:
    """Return how many sends a recursion makes: a node sends on once for every way to J."""
    return sum(count_paths(J, node) * len(node.parents) for node in topological_order(J))


def not_shared() -> Value:
    a = Value(1.0, label="a")
    J = a + a + (a + a)
    J.label, J.parents[0].label, J.parents[1].label = "J", "b", "c"
    return J


def shared() -> Value:
    a = Value(1.0, label="a")
    b = a + a
    J = b + b
    b.label, J.label = "b", "J"
    return J


def diamond() -> Value:
    x = Value(1.0, label="x")
    u = 3 * x
    p, q = u**2, 8 * u
    J = p - q
    u.label, p.label, q.label, J.label = "u", "p", "q", "J"
    return J


EXAMPLES = {
    not_shared: (
        "J = a + a + (a + a), at a = 1",
        "Naive is right here. Only a is used more than once, and a is a leaf: it sends nothing on. "
        "Whoever tests an engine with this expression alone does not find the mistake.",
    ),
    shared: (
        "b = a + a, J = b + b, at a = 1",
        "The same sum, but b is used twice. Naive, b sends on 1 when its first edge has delivered, "
        "and then 2, which contains that 1. So along each of its two edges a gets 1 + 2 instead of "
        "2: 6 instead of 4. b itself ends up right.",
    ),
    diamond: (
        "u = 3·x, p = u², q = 8·u, J = p − q, at x = 1",
        "u is used by p and by q. Naive, u sends on the 6 from p at once, and then −2, which "
        "contains that 6. So x gets the 18 of the path through p twice: 12 instead of −6. Even the "
        "sign is wrong; gradient descent would climb.",
    ),
}
LEGEND = "A line is a send, gradient · local derivative, and the gradients of all nodes after it."
WHY = (
    "Why: what a node sends is its gradient, a sum over its consumers, and the sum is not complete "
    "before the last of them has sent. So a node must wait for all its consumers. In topological "
    "order a node comes after its parents; go through it backwards, from the newest node to the "
    "oldest, and nobody sends too early, nor twice along the same edge. In the naive pictures of "
    "the last two graphs, the gradient of the leaf is not the sum of what flows into it."
)
SLOW = (
    "The repaired recursion sends on only the part that has just arrived. It is right because it "
    "follows every path by itself, and slow for the same reason. A chain of 20 doublings has {0} "
    "edges, but {1:,} paths: J.backward() makes {0} sends, a recursion, naive or repaired, {2:,}."
)


def product(factors: list[float]) -> str:
    """Return a product as people write it, with a negative factor in brackets unless it leads."""
    return "·".join(f"({x:g})" if i and x < 0 else f"{x:g}" for i, x in enumerate(factors))


def lesson(J: Value, remark: str) -> tuple[Drawing, Drawing]:
    """Print what the algorithms do on a graph, and return its pictures, right and naive."""
    wrong, right = naive(J), newest_first(J)
    heading = f"{'send':18}" + "".join(f"{node.label:>4}" for node in wrong.gradient)
    left, middle, last = "naive", "repaired: only the new part", "J.backward(): newest node first"
    columns = [left, heading, *wrong.sends], [last, heading, *right.sends]
    for line in zip_longest(*columns, fillvalue=""):
        print("   ".join(f"{part:{len(heading)}}" for part in line).rstrip())

    leaf = topological_order(J)[0]
    print(f"\n{'':40}{'∂J/∂' + leaf.label:>8}{'sends':>8}")
    for name, run in ((left, wrong), (middle, repaired(J)), (last, right)):
        print(f"{name:40}{run.gradient[leaf]:8g}{len(run.sends):8}")
    ways = [[node.partials[slot] for node, slot in way] for way in paths(J, leaf, limit=9)]
    print(f"{'all paths: ' + ' + '.join(map(product, ways)):40}{sum(map(math.prod, ways)):8g}")
    print("\n" + textwrap.fill(remark, 79) + "\n\n")

    J.backward()
    picture = draw_graph(J)
    for node, gradient in wrong.gradient.items():
        node.grad = gradient  # for the second picture only
    return picture, draw_graph(J)


def main() -> int:
    """Run the lesson; return 0 if all pictures are written."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # Windows consoles, too, then print a ∂
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    out = Path("why_topological_order")
    parser.add_argument("--out", type=Path, default=out, metavar="DIR", help="folder for pictures")
    options = parser.parse_args()

    print(textwrap.fill(LEGEND, 79) + "\n\n")
    drawings = {}
    for build, (formulas, remark) in EXAMPLES.items():
        print(formulas + "\n")
        drawings[build.__name__], drawings[f"{build.__name__}_naive"] = lesson(build(), remark)

    J = a = Value(1.0)
    for _ in range(20):
        J = J + J
    edges = sum(len(node.parents) for node in topological_order(J))
    slow = SLOW.format(edges, count_paths(J, a), count_recursive_sends(J))
    print(textwrap.fill(WHY, 79), textwrap.fill(slow, 79), sep="\n\n", end="\n\n")

    try:
        for name, drawing in drawings.items():
            print("wrote", drawing.render(outfile=options.out / f"{name}.svg", cleanup=True))
    except (OSError, RendererNotFound, RenderingError) as error:
        print(f"no picture: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
