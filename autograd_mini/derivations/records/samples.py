"""Misconceptions about samples, steps, penalties and the bias."""

from collections.abc import Iterator
from dataclasses import replace

from autograd_mini.derivations.changing import rewritten, without
from autograd_mini.derivations.mistake import record
from autograd_mini.derivations.tree import SAMPLES, Line, Node


@record(
    "average-forgotten",
    "The factor 1/m is missing.",
    "缺少因子 1/m。",
    "J(θ) is the mean of the costs of m samples.",
    "J(θ) 是 m 个样本代价的平均值。",
    "D2_ij = Δ2_ij / m", "D2_ij = Δ2_ij",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> list[Node]:
        return [n.parts[0]] if n.kind == "divide" and n.parts[1].name == "m" else []

    return rewritten(line, changed)


@record(
    "not-accumulated",
    "This is one sample only; Δ is the sum over all of them.",
    "这只是一个样本的；Δ 是所有样本之和。",
    "What becomes of the Δ of the sample before?",
    "前一个样本的 Δ 到哪里去了？",
    "Δ2_ij = Σ δ3_i a2_j", "Δ2_ij = δ3_i a2_j",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> list[Node]:
        return [n.parts[0]] if n.kind == "sum" and n.name == SAMPLES else []

    return rewritten(line, changed)


@record(
    "rate-forgotten",
    "The step has no α.",
    "这一步缺少 α。",
    "The gradient says which way; what says how far?",
    "梯度说明方向；走多远由什么决定？",
    "Θ2_ij := Θ2_ij − α D2_ij", "Θ2_ij := Θ2_ij − D2_ij",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    return without(line, lambda n: n.name == "alpha")


@record(
    "penalty-forgotten",
    "The derivative of the penalty is missing.",
    "缺少正则项的导数。",
    "J(θ) has the term λ/(2m) Σ θ². What is its derivative?",
    "J(θ) 里有一项 λ/(2m) Σ θ²，它的导数是什么？",
    "D2_ij = Δ2_ij / m + λ/m Θ2_ij, j >= 1", "D2_ij = Δ2_ij / m",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    def changed(n: Node) -> list[Node]:
        return [n.parts[0]] if n.kind == "add" and "lambda" in _names(n.parts[1]) else []

    return rewritten(line, changed)


@record(
    "bias-penalized",
    "The penalty is on the bias weights too.",
    "偏置的权重也被正则化了。",
    "Over which weights is the sum Σ θ²? Say for which j a line is meant: for j >= 1.",
    "Σ θ² 对哪些权重求和？请写明一行对哪些 j 成立：for j >= 1。",
    "D2_ij = Δ2_ij / m + λ/m Θ2_ij, j >= 1", "D2_ij = Δ2_ij / m + λ/m Θ2_ij",
)  # fmt: skip
def _(line: Line, last: int) -> Iterator[Line]:
    if line.condition and "lambda" in _names(line.rights[0]):
        yield replace(line, condition=None)


def _names(tree: Node) -> set[str]:
    return {n.name for n in tree.walk()}


def _nothing(line: Line, last: int) -> tuple[Line, ...]:
    return ()


record(
    "bias-column-kept",
    "Column 0 of Θ is still there: it belongs to a_0 = 1, and nothing is sent back to it.",
    "Θ 的第 0 列还在：它对应 a_0 = 1，没有什么传回给它。",
    "How many units does the layer of δ have? theta2[:, 1:] is Θ2 without its column 0.",
    "δ 所在的那一层有几个单元？theta2[:, 1:] 是去掉第 0 列的 Θ2。",
    "delta2 = theta2[:, 1:].T @ delta3 * g'(z2)", "delta2 = theta2.T @ delta3 * g'(z2)",
)(_nothing)  # fmt: skip
record(
    "bias-unit-missing",
    "The constant a_0 = 1 is missing, whose weights are column 0 of Θ.",
    "缺少常数 a_0 = 1，它的权重是 Θ 的第 0 列。",
    "How many columns does Θ have? [1, a2] is a2 with a 1 in front.",
    "Θ 有几列？[1, a2] 是在 a2 前面加上 1。",
    "dJ_dtheta2 = outer(delta3, [1, a2])", "dJ_dtheta2 = outer(delta3, a2)",
)(_nothing)  # fmt: skip
