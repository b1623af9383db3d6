"""Five misunderstandings of backpropagation, each shown with numbers: what goes wrong, and why.

    python demos/misconceptions.py
    python demos/misconceptions.py --only zeroing reverse

zeroing    Does a descent need zero_grad?  backward() adds to the gradients of the leaves, so that
           without it a step goes along the sum of all gradients so far: this one never arrives.
bias       What is the derivative with respect to a bias?  δ itself, the bias being the weight
           of a_0 = 1.
reverse    Why is reverse mode cheap?  All that lies between a unit and J is one number,
           its δ, which is computed once and shared by everything before it.
constants  Why is this gradient 0, or too small?  A plain number is a constant, and so is x.data.
square     Is x·x a special case?  No: x has two edges to it, and its gradient is the sum over both.
"""

import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

from autograd_mini import MLP, Value, cross_entropy, zero_grad
from autograd_mini.__main__ import ended
from autograd_mini.formulas.notation import number_text
from autograd_mini.graph import topological_order
from autograd_mini.graph.paths import on_the_way
from autograd_mini.nn import Forward

from delta_flow import SPECIES, read_flower
from telling import options_of, row, tell

RATE, START, MINIMUM, STEPS = 0.1, 0.0, 3.0, 14
HIDDEN = (1, 5, 25)
Facts = Mapping[str, object]  # what the answer to a question needs to know


class Moment(NamedTuple):
    """Where a descent is before a step: w, J, and the grad that the step will go along."""

    w: float
    J: float
    grad: float


def descent(zeroing: bool) -> list[Moment]:
    """Return the way of a descent on J = (w − 3)², with or without zero_grad."""
    w = Value(START, label="w")
    way = []
    for _ in range(STEPS + 1):
        J = (w - MINIMUM) ** 2
        if zeroing:
            zero_grad([w])
        J.backward()
        way.append(Moment(w.data, J.data, w.grad))
        w.data -= RATE * w.grad
    return way


def zeroing() -> Facts:
    """Print a descent with zero_grad beside one without."""
    widths = (4, 10, 9, 9, 12, 9, 9)
    right, wrong = descent(zeroing=True), descent(zeroing=False)
    print(row(["", "w.grad = ∂J/∂w", "w.grad += ∂J/∂w"], (4, 28, 30)))
    print(row(["", *2 * ["w", "w.grad", "J"]], widths))
    for step, pair in enumerate(zip(right, wrong)):
        numbers = [f"{x:.3f}" for way in pair for x in (way.w, way.grad, way.J)]
        print(row([str(step), *numbers], widths))
    return {"first": wrong[0].J, "last": wrong[-1].J, "right": right[-1].J, "steps": STEPS}


def flower_in_a_network(hidden: int) -> tuple[MLP, Forward, Value]:
    """Return a network of 4-hidden-3 units, the record of one flower, and its cost J."""
    x, species = read_flower(1)
    net = MLP(4, [hidden, 3], seed=0)
    sample = net.forward(x)
    return net, sample, cross_entropy(sample.a[3], [float(name == species) for name in SPECIES])


def bias() -> Facts:
    """Print δ and ∂J/∂Θ_i0 of every unit."""
    net, sample, J = flower_in_a_network(5)
    J.backward()
    widths = (8, 4, 24, 24)
    print(row(["l", "i", "δ^(l)_i", "∂J/∂Θ^(l−1)_i,0"], widths))
    for layer, deltas in sample.delta.items():
        for i, (delta, weights) in enumerate(zip(deltas, net.theta[layer - 1]), start=1):
            print(row([str(layer), str(i), repr(delta), repr(weights[0].grad)], widths))
    return {}


class Sweep(NamedTuple):
    """The derivatives that one sweep through a graph finds, and how many edges it went along."""

    derivatives: dict[Value, float]
    edges: int


def reverse_sweep(J: Value) -> Sweep:
    """Return ∂J/∂n for every node n: from J to the leaves, once along every edge."""
    by = dict.fromkeys(topological_order(J), 0.0)
    by[J] = 1.0
    edges = 0
    for n in reversed(by):
        for parent, partial in zip(n.parents, n.partials):
            by[parent] += by[n] * partial
            edges += 1
    return Sweep(by, edges)


def forward_sweep(J: Value, leaf: Value) -> Sweep:
    """Return ∂n/∂leaf for every node n that depends on one leaf: from that leaf to J."""
    by: dict[Value, float] = {leaf: 1.0}
    edges = 0
    for n in on_the_way([J], [leaf])[1:]:
        by[n] = 0.0
        for parent, partial in zip(n.parents, n.partials):
            if parent in by:
                by[n] += by[parent] * partial
                edges += 1
    return Sweep(by, edges)


def reverse() -> Facts:
    """Print how many edges the ways to all derivatives go along, for more and more weights."""
    widths = (10, 10, 12, 16, 16)
    print(row(["", "∂J/∂θ", "reverse", "forward", "nudging"], widths))
    for hidden in HIDDEN:
        net, _, J = flower_in_a_network(hidden)
        weights = net.parameters()
        once = reverse_sweep(J)
        each = [forward_sweep(J, theta) for theta in weights]
        computing_J = once.edges  # an operation reads each of its operands once
        counts = [len(weights), once.edges, sum(sweep.edges for sweep in each)]
        counts.append((len(weights) + 1) * computing_J)
        print(row([f"4-{hidden}-3", *(f"{count:,}" for count in counts)], widths))
    _, sample, J = flower_in_a_network(5)
    return {"tail": forward_sweep(J, sample.z[2][0]).edges, "weights": 5}


def constants() -> Facts:
    """Print derivatives of J with respect to x where x, or what was computed from it, is a constant
    or not.
    """

    def line(said: str, make: Callable[[Value], Value]) -> None:
        x = Value(3.0, label="x")
        J = make(x)
        J.backward()
        nodes = len(topological_order(J))
        print(row([said, f"{J.data:g}", str(nodes), f"{x.grad:g}"], (26, 8, 8, 8)))

    print(row(["x = 3", "J", "n", "∂J/∂x"], (26, 8, 8, 8)))
    line("J = x * x", lambda x: x * x)
    line("J = x * 3.0", lambda x: x * 3.0)
    line("J = x * x.data", lambda x: x * x.data)
    line("J = x * Value(3.0)", lambda x: x * Value(3.0))
    line("J = Value((x * x).data)", lambda x: Value((x * x).data))
    return {}


def square() -> Facts:
    """Print the two edges from x to x·x, and what = instead of += makes of them."""
    x = Value(3.0, label="x")
    J = x * x
    J.backward()
    added = overwritten = 0.0
    for edge, partial in enumerate(J.partials, start=1):
        added += partial
        overwritten = partial
        print(f"    ∂J/∂x[{edge}] = {partial:g}    += {added:g}    = {overwritten:g}")
    print(f"\n    x.grad = {number_text(x.grad)} = 2·x")
    return {"right": added, "wrong": overwritten}


LESSONS: dict[str, Callable[[], Facts]] = {
    "zeroing": zeroing,
    "bias": bias,
    "reverse": reverse,
    "constants": constants,
    "square": square,
}
ENGLISH = {
    "zeroing": (
        "Does a descent need zero_grad? J = (w − 3)², from w = 0, with the rate 0.1; at the left "
        "with zero_grad before each backward(), at the right without.",
        "backward() adds to the gradient of a leaf. Without zero_grad the grad of a step is the "
        "sum of all gradients so far, the old ones for places where w no longer is. At the minimum "
        "this sum is not 0, so w runs past it, and swings for ever: after {steps} steps J is "
        "{last:.2f}, having been {first:.2f} at the beginning; with zero_grad it is {right:.3f}. "
        "It is an addition because that is needed elsewhere: Δ sums over the samples of a training "
        "set.",
    ),
    "bias": (
        "What is the derivative with respect to a bias? One flower in a network of 4-5-3 units:",
        "∂J/∂Θ_ij = δ_i · a_j, and the bias is the weight of the constant a_0 = 1. So "
        "∂J/∂Θ_i0 = δ_i, in every digit.",
    ),
    "reverse": (
        "Why is reverse mode cheap? A network with more and more hidden units: how many "
        "derivatives ∂J/∂θ there are, and how many edges of the graph each way to them goes "
        "along. Forward mode, and nudging each weight and computing J again, need a sweep for "
        "every weight.",
        "The paths from the {weights} weights of hidden unit 1 to J differ only in their first "
        "edge; then all of them lead through z_1, and on along the same {tail} edges. Forward mode "
        "starts at a weight and does not know that, so it goes along those edges {weights} times. "
        "Reverse mode starts at J. What lies between z_1 and J is one number by the time it comes "
        "to z_1, δ_1 = ∂J/∂z_1, computed once and shared by all that comes before: each weight "
        "takes one more multiplication, δ_1 · a_j. So every edge is used once, however many "
        "weights there are. It is cheap for one J; a function with many outputs needs a sweep for "
        "each of them.",
    ),
    "constants": (
        "Why is this gradient 0, or too small? Five ways to the same J, how many nodes n it has, "
        "and what x gets:",
        "A plain number is a constant: it makes no node and gets no gradient. x.data is a plain "
        "number, so x * x.data has the derivative of 3·x, and not of x²; that is what is called "
        "detaching, and an accident if it was not meant. A Value that you make yourself is a new "
        "leaf: it gets a gradient of its own, and nothing flows on to what its number came from. "
        "A target y may be such a leaf; it has a gradient then, but descend() moves the weights "
        "alone.",
    ),
    "square": (
        "Is x·x a special case? x = 3, J = x·x; what one edge after the other brings, if it is "
        "added, and if it is assigned:",
        "The rule of the product knows nothing of squares. Its derivative with respect to either "
        "operand is the other one; x is both, has two edges to J and adds up what comes along "
        "them: x + x = 2·x. With = in place of += the second edge would overwrite the first, and "
        "{wrong:g} would be left of {right:g}.",
    ),
}
CHINESE = {
    "zeroing": (
        "梯度下降一定要用 zero_grad 吗？J = (w − 3)²，从 w = 0 开始，学习率 0.1；"
        "左边每次 backward() 之前都用 zero_grad，右边不用。",
        "backward() 把梯度加到叶节点上。不清零，每一步所用的 grad 就是此前全部梯度之和，"
        "其中旧的那些属于 w 早已离开的位置。到了最小值处，这个和并不是 0，所以 w 冲过头，"
        "来回摆动，永不停止：{steps} 步之后 J 是 {last:.2f}，而开始时是 {first:.2f}；"
        "用了 zero_grad 则是 {right:.3f}。之所以是相加，是因为别处需要：Δ 要对训练集的样本求和。",
    ),
    "bias": (
        "对偏置的导数是什么？一朵花，4-5-3 的网络：",
        "∂J/∂Θ_ij = δ_i · a_j，而偏置是常数 a_0 = 1 的权重，所以 ∂J/∂Θ_i0 = δ_i，"
        "每一位数字都相同。",
    ),
    "reverse": (
        "反向模式为什么省？隐藏单元越来越多的网络：有多少个导数 ∂J/∂θ，"
        "以及用每种方法求出它们要走过图中的多少条边。reverse 是反向模式；forward 是前向模式，"
        "nudging 是逐个微调权重再重算 J，这两种都要为每个权重走一遍。",
        "从第 1 个隐藏单元的 {weights} 个权重到 J 的路径，只有第一条边不同，此后都经过 z_1，"
        "再走同样的 {tail} 条边。前向模式从权重出发，不知道这一点，所以这些边要走 {weights} 遍。"
        "反向模式从 J 出发，到达 z_1 时，z_1 与 J 之间的一切已经汇成一个数 δ_1 = ∂J/∂z_1，"
        "只算一次，由前面的所有节点共用：每个权重只需再乘一次，即 δ_1 · a_j。"
        "所以无论有多少权重，每条边只用一次。这对一个 J 来说很省；"
        "函数若有许多输出，则每个输出都要走一遍。",
    ),
    "constants": (
        "为什么这个梯度是 0，或者太小？五种写法，J 都一样，n 是它的节点数，"
        "最后一栏是 x 得到的梯度：",
        "普通的数是常数：它不产生节点，也没有梯度。x.data 就是普通的数，所以 x * x.data 的导数是 "
        "3·x 的导数，而不是 x² 的；这叫作“分离”（detach），若非有意，就是失误。"
        "自己新建的 Value 是新的叶节点：它有自己的梯度，但不会再往回传给它的数所来自的节点。"
        "目标值 y 可以是这样的叶节点；那时它也有梯度，但 descend() 只移动权重。",
    ),
    "square": (
        "x·x 是特例吗？x = 3，J = x·x；两条边先后传来的量，相加（+=）会怎样，"
        "直接赋值（=）又会怎样：",
        "乘法法则不知道什么是平方。对一个运算数的导数就是另一个运算数；x 两者都是，"
        "有两条边通向 J，把沿两条边传来的量相加：x + x = 2·x。若用 = 代替 +=，"
        "第二条边会覆盖第一条，本该是 {right:g}，却只剩 {wrong:g}。",
    ),
}
WORDS = {"en": ENGLISH, "zh": CHINESE}


def main() -> int:
    """Tell the lessons, or those asked for."""
    parser = options_of(__doc__ or "")
    parser.add_argument(
        "--only", nargs="+", choices=LESSONS, default=list(LESSONS), metavar="NAME",
        help=f"which of them: {', '.join(LESSONS)}",
    )  # fmt: skip
    options = parser.parse_args()
    for number, name in enumerate(options.only, start=1):
        question, answer = WORDS[options.language][name]
        tell(f"{number}. {question}")
        facts = LESSONS[name]()
        print()
        tell(answer.format(**facts))
        print()
    return 0


if __name__ == "__main__":
    sys.exit(ended(main))
