"""The reader: three notations of one formula, what is refused, and where the caret stands."""

from itertools import accumulate

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from judging import derived
from rewriting import SHAPES

from autograd_mini import MLP
from autograd_mini.derivations import check_derivation, marker
from autograd_mini.derivations.evaluating import Evaluation
from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.tree import Node, everywhere
from autograd_mini.derivations.words import CHINESE, ENGLISH, Problem
from autograd_mini.derivations.world import random_world
from autograd_mini.derivations.writing import NOTATIONS, written, written_line

SAME = (
    ("delta3 = a3 - y", "δ3 = a3 − y", r"\delta^{(3)} = a^{(3)} - y", "δ^(3) = a^(L) − y",
     "δ⁽³⁾ = a⁽³⁾ − y", "delta[3] = a[3] - y", "delta_3 = a_3 - y", "dJ_dz3 = a3 - y",
     "∂J/∂z3 = a3 − y", r"\frac{\partial J}{\partial z^{(3)}} &= a^{(3)} - y", "dJ/dz3 = a3 - y",
     "dz3 = a3 - y", "δ３　＝　ａ３　－　ｙ", "δ3 = a3 − y。", "delta3 = a3 - y ;",
     "delta3 = a3 - y.", r"\[\delta^{(3)} = \mathbf a^{(3)} - y,\]",
     r"$\boldsymbol{\delta}^{(3)} = \mathbf{a}^{(3)} - y$"),
    ("dJ_dtheta2[i, j] = delta3[i] * a2[j]", "dJ/dtheta2[i][j] = delta3[i]*a2[j]"),
    ("∂J/∂Θ2_ij = δ3_i a2_j", "∂J/∂Θ^(2)_ij = δ^(3)_i a^(2)_j", "∂J/∂Θ_ij^(2) = δ_i^(3) a_j^(2)",
     r"\frac{\partial J}{\partial \Theta^{(2)}_{ij}} = \delta^{(3)}_i a^{(2)}_j",
     "∂J/∂Θ2ᵢⱼ = δ3ᵢ a2ⱼ",
     r"\frac{\partial J}{\partial\theta_{i,j}^{(2)}} = \delta_i^{(3)} \, a_j^{(2)}",
     r"\dfrac{\partial J}{\partial \Theta_{ij}^{(2)}} = \delta_{i}^{(3)} \cdot a_{j}^{(2)}"),
    ("δ2_i = Σ_k Θ2_ki δ3_k", r"\delta^{(2)}_i = \sum_k \Theta^{(2)}_{ki} \delta^{(3)}_k",
     "δ2_i = sum_k Θ2_ki δ3_k", "δ2_i = ∑_{k} (Θ2_ki δ3_k)"),
    ("delta2 = theta2.T @ delta3 * g'(z2)", "delta2 = np.matmul(theta2.T, delta3) * g_prime(z2)",
     "delta2 = theta2.T.dot(delta3) * sigmoid'(z2)", "δ2 = Θ2ᵀ @ δ3 ∘ σ′(z2)",
     "delta2 = np.transpose(theta2) @ delta3 .* g'(z2)"),
    (r"\delta^{(2)} = (\Theta^{(2)})^T \delta^{(3)} \circ g'(z^{(2)})", "δ2 = Θ2^T δ3 ⊙ g'(z2)",
     r"\delta^{(2)} = (\Theta^{(2)})^{\mathsf T} \delta^{(3)} \circ g'(z^{(2)})",
     r"\delta^{(2)} = \Theta^{(2)T} \delta^{(3)} \odot g^{\prime}\left(z^{(2)}\right)",
     r"\delta^{(2)} = {\Theta^{(2)}}^\top \delta^{(3)} \circ \sigma'(z^{(2)})"),
    ("Δ2_ij := Δ2_ij + δ3_i a2_j",
     r"\Delta^{(2)}_{ij} \leftarrow \Delta^{(2)}_{ij} + \delta_i^{(3)} a_j^{(2)}",
     "Δ2_ij ← Δ2_ij + δ3_i a2_j"),
    ("D2_ij = 1/m Δ2_ij + λ/m Θ2_ij, j >= 1",
     r"D^{(2)}_{ij} = \frac{1}{m} \Delta^{(2)}_{ij} + \frac{\lambda}{m} \Theta^{(2)}_{ij}, j \ge 1",
     "D2_ij = (1/m) Δ2_ij + (λ/m) Θ2_ij for j ≥ 1", "D2_ij = 1/m Δ2_ij + lam/m Θ2_ij (j ≥ 1)"),
)  # fmt: skip


@pytest.mark.parametrize("lines", SAME, ids=lambda lines: lines[0])
def test_notations_are_one_language(lines):
    trees = [Reader(3).line(line) for line in lines]
    first = (trees[0].left, trees[0].sign, trees[0].rights, trees[0].condition)
    for tree in trees:
        assert (tree.left, tree.sign, tree.rights, tree.condition) == first, tree.text


WRONG = (
    ("delta3 = a3 - yy", "nothing is called yy; do you mean y?", "yy"),
    ("delta3 = A3 - y", "nothing is called A3; do you mean a3?", "A3"),
    ("delta3 = sigmoit(z3)", "nothing is called sigmoit; do you mean sigmoid?", "sigmoit"),
    (r"\delta^{(3)} = \fraq{1}{2}", r"\fraq is not read here; do you mean \frac?", r"\fraq"),
    ("δ4 = a3 − y", "there is no delta of layer 4; its layers are 2 to 3", "δ4"),
    ("δ = a3 − y", "delta needs its layer: delta2 or delta^(2)", "δ"),
    ("delta3 = a3.__class__", "only .T and .dot are read behind a dot, not ._", "_"),
    ("delta3 = __import__('os')", "a number, a name or a bracket belongs here, not _", "_"),
    ("delta3 = a3 - y; import os", "the formula has ended, and ; cannot follow it", ";"),
    ("delta3 = [x for x in y]", "] belongs here, not for", "for"),
    ("delta3 = np.linalg.inv(a3)", "np.linalg is not read; there are outer, dot, matmul, "
     "multiply, transpose, concatenate, log and exp", "np"),
    ("delta3 = a3 -", "the line ends where a number, a name or a bracket belongs", " "),
    ("delta3 = (a3 - y", "the line ends where ) belongs", " "),
    ("delta3 = \0", "the sign '�' has no meaning here", "\0"),
    ("delta3 = aз", "the sign 'з' has no meaning here", "з"),
    ("3 = a3", "left of = belongs what the line is about, such as δ3 or ∂J/∂Θ2_ij", "3"),
    ("log = a3", "log is a function; write log(…)", "log"),
    ("δ3_ij = a3_i", "the number of indices here is 1, not 2", "δ3_ij"),
    ("delta3 = a3[0.5]", "0.5 is not an index; write a letter from i on, or a number", "0.5"),
    ("delta3 = outer(a3)", "outer takes 2 in its brackets, not 1", "outer"),
    ("delta3 = " + "(" * 10_000, "a line has at most 2,000 characters", ""),
    ("delta3 = " + "(" * 100 + "1" + ")" * 100, "it is nested more than 60 deep", "("),
    ("delta3 = " + "log " * 300, "it is nested more than 60 deep", "log"),
    ("delta3 = 1" + "+1" * 300, "a line has at most 400 words and signs", ""),
    ("delta3 = " + "9" * 60, "this number is too long", "9" * 60),
)  # fmt: skip


@pytest.mark.parametrize(("line", "problem", "marked"), WRONG, ids=[w[0][:30] for w in WRONG])
def test_what_cannot_be_read_is_said_with_its_place(line, problem, marked):
    with pytest.raises(Problem) as said:
        check_derivation(MLP(2, [2, 1], seed=0), None, ["", line])
    sentence, shown, caret = str(said.value).split("\n")
    assert sentence == f"line 2: {problem}"
    if marked.strip():
        begin = len(caret) - len(caret.lstrip())
        assert shown[begin:].startswith(marked.replace("\0", "�"))
        assert caret.strip() == "^" * len(marked)


def test_all_that_is_said_is_said_in_both_languages():
    import string

    assert list(ENGLISH) == list(CHINESE)
    for key, english in ENGLISH.items():
        fields = [
            {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for text in (english, CHINESE[key])
        ]
        assert fields[0] == fields[1], key
    with pytest.raises(ValueError, match="第 1 行：没有叫 yy 的量；是不是 y？"):
        check_derivation(MLP(1, [1], seed=0), None, "δ2 = yy", language="zh")


PIECES = (
    "delta3", "δ3_i", "a2_j", "a3", "y", "theta2", "∂", "∂J/∂Θ2_ij", "Σ_k", "sum_k(", "sum(", "(",
    ")", "[", "]", "{", "}", ",", "1", "0", "2.5", "**", "^", "_", "^(2)", r"\frac{", r"\delta",
    "'", "^T", ".T", "g", "g'(", "log", "exp(", "outer(", "@", "*", "∘", "+", "-", "=", ":=", "np.",
    "i", "_ij", "m", "D2", "Delta1", "e", "e_k", "[1, a2]", "[:, 1:]", "None", " for j >= 1", "\0",
    "9**9", "da3/dz3", "s_2", "Σ_{k=1}^{K}", "\ud800", "🙂", "ᵀ", "⁽³⁾", " ", " ", "\n",
    "e = ", "δ3_k = ",
)  # fmt: skip


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("a3")  # what is told is two lines
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_marked_or_refused_in_a_sentence(text):
    try:
        report = check_derivation(MLP(2, [2, 1], seed=0), None, "delta3 = " + text)
    except Problem as problem:
        sentence, *rest = str(problem).split("\n")
        assert sentence.startswith("line ") and len(sentence) < 300 and len(rest) == 2
    else:
        assert report.lines and report.message
        for told in (report.message, str(report)):
            assert all(line.isprintable() for line in told.split("\n"))


@pytest.mark.parametrize(
    "line",
    ["9**9**9", "((9**99)**99)**99", "exp(exp(exp(9)))", "1e999999", "a3 / 0", "log(-1)",
     "(0-2)**0.5", "sum_k(" * 50 + "a2[k]" + ")" * 50, "Σ_{k=1}^{99999999} a2_k",
     "Σ_{k=1}^{99999999} 1"],
)  # fmt: skip
def test_nothing_takes_long(line, monkeypatch):
    monkeypatch.setattr(marker, "MOST_NUMBERS", 30_000)
    report = check_derivation(MLP(2, [2, 1], seed=0), None, "delta3 = " + line)
    assert report.wrong.verdict == "wrong"


@pytest.mark.parametrize("step", ["[e, e]", "e ** 9", "outer(e, e)", "e * e", "e + e"])
def test_names_that_grow_are_stopped(step, monkeypatch):
    monkeypatch.setattr(marker, "MOST_NUMBERS", 30_000)
    lines = ["e = a2", *[f"e = {step}"] * 99]
    report = check_derivation(MLP(2, [2, 1], seed=0), None, lines)
    assert report.missing or report.wrong.verdict == "wrong"
    with pytest.raises(ValueError, match="a derivation has at most 100 lines"):
        check_derivation(MLP(2, [2, 1], seed=0), None, [*lines, "e = e"])


@pytest.mark.parametrize("notation", NOTATIONS)
def test_what_is_written_is_read(notation):
    here = Evaluation(random_world(SHAPES[2], 0, 1))
    for line in derived():
        again = Reader(3).line(written_line(line, notation))
        assert (again.left, again.sign) == (line.left, line.sign)
        assert written_line(again, notation) == written_line(line, notation)
        # It may be another tree, but not another number.
        for right, other in zip(line.rights, again.rights, strict=True):
            assert here.entries(again, other) == here.entries(line, right), line.text


def test_a_line_that_is_gone_says_nothing_of_a_later_one():
    """What an evaluation keeps of a tree is not taken for another that lies where it lay."""
    here = Evaluation(random_world(SHAPES[2], 0, 1))
    for _ in range(300):
        for text, last in (("J = Σ_i a2_i", 3), ("J = Σ_i a3_i", 2)):
            (tree,) = Reader(3).line(text).rights
            assert here.span(tree.parts[0], "i")[1] == last
            del tree


TREES = st.recursive(
    st.sampled_from(["a2_k", "y_k", "m", "2"]).map(
        lambda text: Reader(3).line(f"J = {text}").rights[0]
    ),
    lambda trees: st.one_of(
        st.sampled_from(["add", "sub", "times", "product", "divide"]).flatmap(
            lambda kind: st.tuples(trees, trees).map(lambda parts: Node(kind, parts=parts))
        ),
        trees.map(lambda body: Node("neg", parts=(body,))),
        st.builds(
            lambda body, k: Node("sum", k, (body,), 0, ("", "K")), trees, st.sampled_from("kj")
        ),
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("notation", ["text", "latex"])
@settings(max_examples=150)
@given(TREES)
def test_brackets_round_a_sum_are_those_that_it_needs(notation, tree):
    """Without a pair of them the formula would be another one, or none."""

    def read(text):
        return Reader(3).line(f"J = {text}").rights[0]

    text = written(tree, notation)
    assert read(text) == tree
    for opening in [i for i in range(len(text)) if text.startswith(("(Σ", r"(\sum"), i)]:
        depths = accumulate((c == "(") - (c == ")") for c in text[opening:])
        closing = opening + list(depths).index(0)
        try:
            without = read(text[:opening] + text[opening + 1 : closing] + text[closing + 1 :])
        except Problem:
            continue
        # What is divided by a sum keeps its brackets for the eye.
        assert without != tree or text[opening - 1] == "/", text


def test_a_mean_squared_error_has_no_more_brackets_than_a_square_needs():
    line = Reader(3).line("J = 1/K Σ_k (a3_k − y_k)^2")
    assert [written_line(line, notation) for notation in NOTATIONS] == [
        "J = 1/K * sum_k((a3[k] - y[k])**2)",
        "J = (1/K) Σ_k (a3_k − y_k)^2",
        r"J = \frac{1}{K} \sum_{k} (a^{(3)}_{k} - y_{k})^{2}",
    ]
    # A factor behind a sum would be one of its terms'.
    line = Reader(3).line("J = 2 (Σ_k y_k) m")
    assert written_line(line, "latex") == r"J = 2 (\sum_{k} y_{k}) m"


def test_a_tree_is_changed_at_one_node_at_a_time():
    tree = Reader(3).line("δ3 = a3 − y").rights[0]
    names = [
        [n.name for n in other.walk()]
        for other in everywhere(tree, lambda n: [n.parts[0]] if n.parts else [])
    ]
    assert names == [["a"]]
