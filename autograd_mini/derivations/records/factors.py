"""Misconceptions about signs and factors."""

from collections.abc import Iterator
from dataclasses import replace

from autograd_mini.derivations.changing import is_delta, is_slope, rewritten, without
from autograd_mini.derivations.mistake import record
from autograd_mini.derivations.tree import Line, Node, everywhere


@record(
    "sign-turned",
    "The sign is turned: this is minus what it should be.",
    "符号反了：这正是应得结果的相反数。",
    "Which way does J go when a grows a little beyond y?",
    "当 a 稍大于 y 时，J 是变大还是变小？",
    "δ3_k = a3_k − y_k", "δ3_k = y_k − a3_k",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    if line.sign == "=":
        yield replace(line, rights=(Node("neg", parts=(line.rights[0],)),))


@record(
    "cost-derivative-for-delta",
    "This is ∂J/∂a, with respect to the activation; δ is the derivative with respect to z.",
    "这是 ∂J/∂a，即代价对激活值的导数；而 δ 是对 z 的导数。",
    "What lies between z and a, and what does the chain rule say of it?",
    "z 与 a 之间还有什么？链式法则对此怎么说？",
    "δ3_k = ∂J/∂a3_k g'(z3_k)", "δ3_k = (a3_k − y_k)/(a3_k (1 − a3_k))",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    return without(line, is_slope) if is_delta(line.left, last) else iter(())


@record(
    "slope-forgotten",
    "The factor g′(z) is missing.",
    "缺少因子 g′(z)。",
    "δ^(l) is the derivative with respect to z^(l); what is sent back arrives at a^(l).",
    "δ^(l) 是对 z^(l) 的导数，而传回来的量只到了 a^(l)。",
    "δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)", "δ2_j = Σ_i Θ2_ij δ3_i",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    return without(line, is_slope)


@record(
    "slope-once-more",
    "There is a factor g′(z) too many.",
    "多乘了一个 g′(z)。",
    "In a − y the factor g′(z) of the last layer has cancelled already.",
    "在 a − y 里，最后一层的 g′(z) 已经约掉了。",
    "δ3_k = a3_k − y_k", "δ3_k = (a3_k − y_k) g'(z3_k)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    left = line.left.parts[0] if line.left.kind == "index" else line.left
    if is_delta(left):
        z = left.parts[1]
        if line.left.kind == "index":
            z = Node("index", "", (z,), 0, line.left.marks)
        slope = Node("call", "slope of g", (z,))
        yield replace(line, rights=(Node("times", parts=(line.rights[0], slope)),))


@record(
    "g-for-slope",
    "g(z) stands where its derivative g′(z) belongs.",
    "这里写的是 g(z)，而应当是它的导数 g′(z)。",
    "By how much does a change when z changes a little?",
    "z 稍变一点，a 变多少？",
    "δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)", "δ2_j = Σ_i Θ2_ij δ3_i g(z2_j)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    return rewritten(line, lambda n: [replace(n, name="g")] if is_slope(n) else [])


@record(
    "slope-at-activation",
    "g′ is taken at a; it belongs at z.",
    "g′ 取在了 a 处，而应当取在 z 处。",
    "a is g(z) already. With a itself, g′(z) is a(1 − a).",
    "a 已经是 g(z) 了。用 a 表示时，g′(z) 就是 a(1 − a)。",
    "δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)", "δ2_j = Σ_i Θ2_ij δ3_i g'(a2_j)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> Iterator[Node]:
        if is_slope(n):
            for inner in everywhere(n.parts[0], _z_to_a):
                yield replace(n, parts=(inner,))

    return rewritten(line, changed)


def _z_to_a(n: Node) -> list[Node]:
    return [replace(n, name="a")] if n.kind == "quantity" and n.name == "z" else []


@record(
    "plus-for-minus",
    "There is a plus where a minus belongs.",
    "应当是减号的地方写成了加号。",
    "Should J grow or fall? And g′(z) is a(1 − a), less than a.",
    "J 应当变大还是变小？另外，g′(z) = a(1 − a)，它比 a 小。",
    "Θ2_ij := Θ2_ij − α D2_ij", "Θ2_ij := Θ2_ij + α D2_ij",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    return rewritten(line, lambda n: [replace(n, kind="add")] if n.kind == "sub" else [])
