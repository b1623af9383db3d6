"""Misconceptions about indices, layers and matrices."""

from collections.abc import Iterator
from dataclasses import replace

from autograd_mini.derivations.changing import is_delta, other_layers, rewritten
from autograd_mini.derivations.mistake import record
from autograd_mini.derivations.tree import SAMPLES, Line, Node


@record(
    "no-transpose",
    "Θ has to be transposed here, or is transposed where it should not be.",
    "这里的 Θ 应当转置，或者不该转置却转置了。",
    "Θ_ij leads from unit j to unit i. Going back, over which of the two is the sum?",
    "Θ_ij 从单元 j 通向单元 i。往回走时，对其中哪一个求和？",
    "delta2 = theta2.T @ delta3 * g'(z2)", "delta2 = theta2 @ delta3 * g'(z2)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> Iterator[Node]:
        if n.kind == "transpose":
            yield n.parts[0]
        if n.kind == "index" and n.parts[0].name == "theta":
            yield replace(n, marks=n.marks[::-1])

    return rewritten(line, changed)


@record(
    "outer-reversed",
    "The outer product is the wrong way round: rows and columns are exchanged.",
    "外积写反了：行与列互换了。",
    "Row i of ∂J/∂Θ belongs to unit i of the layer that Θ leads to.",
    "∂J/∂Θ 的第 i 行属于 Θ 所通向的那一层的单元 i。",
    "dJ_dtheta2 = outer(delta3, a2)", "dJ_dtheta2 = outer(a2, delta3)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> Iterator[Node]:
        if n.kind == "call" and n.name == "outer":
            yield replace(n, parts=n.parts[::-1])

    yield from rewritten(line, changed)
    if len(line.left.marks) == 2 and line.sign == "=":
        i, j = line.left.marks
        yield replace(line, rights=(line.rights[0].mapped({i: j, j: i}),))


@record(
    "wrong-index",
    "An index is the wrong one, j for i say.",
    "有一个下标写错了，例如把 i 写成了 j。",
    "Θ_ij leads from unit j of its layer to unit i of the next. Whose is each factor?",
    "Θ_ij 从本层的单元 j 通向下一层的单元 i。每个因子各属于哪个单元？",
    "∂J/∂Θ2_ij = δ3_i a2_j", "∂J/∂Θ2_ij = δ3_j a2_j",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    letters = {mark for n in line.rights[0].walk() if n.kind == "index" for mark in n.marks}

    def changed(n: Node) -> Iterator[Node]:
        if n.kind == "index":
            for axis, mark in enumerate(n.marks):
                for letter in sorted(map(str, letters - {mark})):
                    yield replace(n, marks=(*n.marks[:axis], letter, *n.marks[axis + 1 :]))

    return rewritten(line, changed)


@record(
    "sum-forgotten",
    "The sum is missing: an index is on the right that nothing counts.",
    "缺少求和：等号右边有一个无人计数的下标。",
    "The unit feeds every unit of the next layer, and each of them sends something back.",
    "这个单元通向下一层的每个单元，而其中每个都传回一份。",
    "δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)", "δ2_j = Θ2_ij δ3_i g'(z2_j)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> list[Node]:
        return [n.parts[0]] if n.kind == "sum" and n.name != SAMPLES else []

    return rewritten(line, changed)


@record(
    "delta-of-wrong-layer",
    "This is the δ of another layer.",
    "这里用了另一层的 δ。",
    "Θ^(l) leads from layer l to layer l + 1, and z^(l+1) is where it enters.",
    "Θ^(l) 从第 l 层通向第 l + 1 层，它进入的是 z^(l+1)。",
    "∂J/∂Θ1_ij = δ2_i a1_j", "∂J/∂Θ1_ij = δ3_i a1_j",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> Iterator[Node]:
        if n.kind == "slope" and is_delta(n):
            z = n.parts[1]
            for layer in (z.layer - 1, z.layer + 1):
                if 2 <= layer <= last:
                    yield replace(n, parts=(n.parts[0], replace(z, layer=layer)))

    return rewritten(line, changed)


@record(
    "activation-of-wrong-layer",
    "An a or z of another layer stands here.",
    "这里用了另一层的 a 或 z。",
    "Θ^(l) multiplies a^(l); and g′ belongs to the layer of the δ that is sought.",
    "Θ^(l) 乘的是 a^(l)；而 g′ 属于所求 δ 的那一层。",
    "∂J/∂Θ2_ij = δ3_i a2_j", "∂J/∂Θ2_ij = δ3_i a1_j",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def is_unit(n: Node) -> bool:
        return n.kind == "quantity" and n.name in ("a", "z")

    return (x for x in other_layers(line, last, is_unit) if not _touches_delta(x, line))


def _touches_delta(one: Line, other: Line) -> bool:
    """Return whether two lines differ in a δ, which has a z inside."""
    pairs = zip(one.rights[0].walk(), other.rights[0].walk())
    return any(is_delta(a) and a != b for a, b in pairs)


@record(
    "weights-of-wrong-layer",
    "This is the Θ of another layer.",
    "这里用了另一层的 Θ。",
    "Which weights lead from the layer of the δ that is sought to the next?",
    "从所求 δ 的那一层通向下一层的，是哪一个 Θ？",
    "δ2_j = Σ_i Θ2_ij δ3_i g'(z2_j)", "δ2_j = Σ_i Θ1_ij δ3_i g'(z2_j)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    return other_layers(line, last, lambda n: n.kind == "quantity" and n.name == "theta")


def _a_to_z(n: Node) -> list[Node]:
    is_a = n.kind == "quantity" and n.name == "a" and n.layer > 1
    return [replace(n, name="z")] if is_a else []


@record(
    "z-for-a",
    "z stands where its activation a belongs.",
    "这里写的是 z，而应当是激活值 a。",
    "What does Θ^(l) multiply on the way forward?",
    "前向时 Θ^(l) 乘的是什么？",
    "∂J/∂Θ2_ij = δ3_i a2_j", "∂J/∂Θ2_ij = δ3_i z2_j",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    return rewritten(line, _a_to_z)


@record(
    "target-left-out",
    "The target y is missing.",
    "缺少目标 y。",
    "δ of the last layer is 0 where the output is just what it should be.",
    "当输出恰好等于目标时，最后一层的 δ 为 0。",
    "δ3_k = a3_k − y_k", "δ3_k = a3_k",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> list[Node]:
        is_y = n.kind == "sub" and any(part.name == "y" for part in n.parts[1].walk())
        return [n.parts[0]] if is_y else []

    return rewritten(line, changed)


@record(
    "elementwise-for-matrix-product",
    "Entries are multiplied one by one where a matrix product belongs.",
    "应当用矩阵乘法的地方，却逐项相乘了。",
    "Is an entry of the result a sum of products, or is there one for every pair of entries?",
    "结果的一项是若干乘积之和，还是每一对项各有一个乘积？",
    "delta2 = theta2.T @ delta3 * g'(z2)", "delta2 = theta2.T * delta3 * g'(z2)",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> list[Node]:
        is_product = n.kind == "matmul" or (n.kind == "call" and n.name == "outer")
        return [Node("times", parts=n.parts)] if is_product else []

    return rewritten(line, changed)
