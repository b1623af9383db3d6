"""Why a node must wait for all nodes computed from it before it sends its gradient on.

    python demos/why_topological_order.py --out why_topological_order

The chain rule says that the gradient of a node is a sum over the nodes computed from it.  It does
not say in which order to send, and the order that many first engines take is wrong.  Three graphs
show where, send by send, and the products of the derivatives along all paths say which answer is
right.
"""

import math
import sys
from collections.abc import Mapping
from itertools import zip_longest

from autograd_mini import Value
from autograd_mini.__main__ import ended
from autograd_mini.draw import Drawing, RendererNotFound, RenderingError, draw_graph
from autograd_mini.formulas.labels import width_of
from autograd_mini.graph import topological_order
from autograd_mini.graph.paths import count_paths, paths

from telling import on_the_left, options_of, tell


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
    """Every node sends once, after all computed from it, as in J.backward().  Right, and fast."""
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
    not_shared: "J = a + a + (a + a)   (a = 1)",
    shared: "b = a + a, J = b + b   (a = 1)",
    diamond: "u = 3·x, p = u², q = 8·u, J = p − q   (x = 1)",
}
ENGLISH = {
    "legend": "A line is a send, gradient · local derivative, and the gradients of all nodes after "
    "it.",
    "send": "send",
    "sends": "sends",
    "naive": "naive",
    "repaired": "repaired: only the new part",
    "backward": "J.backward(): newest node first",
    "paths": "all paths: ",
    "not_shared": "Naive is right here. Only a is used more than once, and a is a leaf: it sends "
    "nothing on. Whoever tests an engine with this expression alone does not find the mistake.",
    "shared": "The same sum, but b is used twice. Naive, b sends on 1 when its first edge has "
    "delivered, and then 2, which contains that 1. So along each of its two edges a gets 1 + 2 "
    "instead of 2: 6 instead of 4. b itself ends up right.",
    "diamond": "u is used by p and by q. Naive, u sends on the 6 from p at once, and then −2, "
    "which contains that 6. So x gets the 18 of the path through p twice: 12 instead of −6. Even "
    "the sign is wrong; gradient descent would climb.",
    "why": "Why: what a node sends is its gradient, a sum over the nodes computed from it, and the "
    "sum is not complete before the last of them has sent. So a node must wait for all of them. In "
    "topological order a node comes after its parents; go through it backwards, from the newest "
    "node to the oldest, and nobody sends too early, nor twice along the same edge. In the naive "
    "pictures of the last two graphs, the gradient of the leaf is not the sum of what flows into "
    "it.",
    "slow": "The repaired recursion sends on only the part that has just arrived. It is right "
    "because it follows every path by itself, and slow for the same reason. A chain of 20 "
    "doublings has {0} edges, but {1:,} paths: J.backward() makes {0} sends, a recursion, naive or "
    "repaired, {2:,}.",
    "wrote": "wrote",
}
CHINESE = {
    "legend": "每一行是一次传递，即 梯度 · 局部导数，以及传递之后所有节点的梯度。",
    "send": "传递",
    "sends": "次数",
    "naive": "朴素的做法",
    "repaired": "修补过的：只传新到的部分",
    "backward": "J.backward()：从最新的节点开始",
    "paths": "所有路径：",
    "not_shared": "朴素的做法在这里是对的。只有 a 被用了不止一次，而 a 是叶节点，不再往回传。"
    "谁若只用这个式子检验引擎，就发现不了错误。",
    "shared": "同一个和，但 b 被用了两次。按朴素的做法，b 在第一条边送到时传出 1，然后又传出 2，"
    "而这个 2 里已经含有那个 1。于是 a 沿两条边各得到 1 + 2，而不是 2：结果是 6 而不是 4。"
    "b 自己的梯度最后倒是对的。",
    "diamond": "u 被 p 和 q 使用。按朴素的做法，u 立刻传出从 p 得到的 6，然后又传出 −2，"
    "而这个 −2 里已经含有那个 6。于是经过 p 的路径的 18 被 x 得到两次：结果是 12 而不是 −6。"
    "连符号都错了，梯度下降会往上爬。",
    "why": "原因：节点传出的是它的梯度，即由它算出的各个节点传回的量之和；最后一个传到之前，"
    "这个和并不完整。所以节点必须等由它算出的所有节点都传完。在拓扑序中，节点排在它的父节点之后；"
    "从后往前走，即从最新的节点到最旧的，就没有谁会传得太早，也没有谁会沿同一条边传两次。在后两个图的朴素版图片里，"
    "叶节点的梯度并不等于流入它的量之和。",
    "slow": "修补过的递归只传刚刚到达的那一部分。它是对的，因为它逐条走完每一条路径；它慢，"
    "也是同样的原因。连续 20 次加倍有 {0} 条边，却有 {1:,} 条路径：J.backward() 传递 {0} 次，"
    "而递归，无论朴素的还是修补过的，要传递 {2:,} 次。",
    "wrote": "已写入",
}
WORDS = {"en": ENGLISH, "zh": CHINESE}


def product(factors: list[float]) -> str:
    """Return a product as people write it, with a negative factor in brackets unless it leads."""
    return "·".join(f"({x:g})" if i and x < 0 else f"{x:g}" for i, x in enumerate(factors))


def lesson(J: Value, remark: str, words: Mapping[str, str]) -> tuple[Drawing, Drawing]:
    """Print what the algorithms do on a graph, and return its pictures, right and naive."""
    wrong, right = naive(J), newest_first(J)
    heading = on_the_left(words["send"], 18)
    heading += "".join(f"{node.label:>4}" for node in wrong.gradient)
    columns = [words["naive"], heading, *wrong.sends], [words["backward"], heading, *right.sends]
    width = 18 + 4 * len(wrong.gradient)
    for line in zip_longest(*columns, fillvalue=""):
        print("   ".join(on_the_left(part, width) for part in line).rstrip())

    leaf = topological_order(J)[0]
    print(f"\n{'':40}{'∂J/∂' + leaf.label:>8}{'':{8 - width_of(words['sends'])}}{words['sends']}")
    for name, run in (("naive", wrong), ("repaired", repaired(J)), ("backward", right)):
        print(f"{on_the_left(words[name], 40)}{run.gradient[leaf]:8g}{len(run.sends):8}")
    ways = [[node.partials[slot] for node, slot in way] for way in paths(J, leaf, limit=9)]
    added = words["paths"] + " + ".join(map(product, ways))
    print(f"{on_the_left(added, 40)}{sum(map(math.prod, ways)):8g}\n")
    tell(remark)
    print()

    J.backward()
    picture = draw_graph(J)
    for node, gradient in wrong.gradient.items():
        node.grad = gradient  # for the second picture only
    return picture, draw_graph(J)


def main() -> int:
    """Run the lesson; return 0 if all pictures are written."""
    options = options_of(__doc__ or "", "why_topological_order").parse_args()
    words = WORDS[options.language]

    tell(words["legend"])
    print()
    drawings = {}
    for build, formulas in EXAMPLES.items():
        print(formulas + "\n")
        name = build.__name__
        drawings[name], drawings[f"{name}_naive"] = lesson(build(), words[name], words)

    J = a = Value(1.0)
    for _ in range(20):
        J = J + J
    edges = sum(len(node.parents) for node in topological_order(J))
    tell(words["why"])
    tell(words["slow"].format(edges, count_paths(J, a), count_recursive_sends(J)))

    try:
        for name, drawing in drawings.items():
            path = drawing.render(outfile=options.out / f"{name}.svg", cleanup=True)
            print(words["wrote"], path)
    except (OSError, RendererNotFound, RenderingError) as error:
        print(f"no picture: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(ended(main))
