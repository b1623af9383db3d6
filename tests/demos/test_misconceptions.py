"""The lessons on misunderstandings: the right way is right, and the wrong way is really wrong."""

import math
import re
from pathlib import Path

import misconceptions as lesson
import pytest

from autograd_mini import compare_modes
from autograd_mini.formulas.labels import width_of
from autograd_mini.graph import topological_order
from autograd_mini.nn import textbook

FLOWER, SETOSA = [5.1, 3.5, 1.4, 0.2], [1.0, 0.0, 0.0]


@pytest.fixture
def told(run_demo):
    """What the lesson prints, by its arguments."""

    def run(*arguments):
        status, done = run_demo(lesson, *arguments)
        assert (status, done.err) == (0, "")
        return done.out

    return run


def table(text):
    """Return the lines of numbers in what was printed, as lists of floats."""
    lines = re.findall(r"^ +([-\d., ]+)$", text, re.M)
    return [[float(x.replace(",", "")) for x in line.split()] for line in lines]


def test_a_descent_with_zero_grad_arrives_and_one_without_swings_for_ever(told):
    """Both in closed form, with the error e = w − 3 of J = e².

    With zero_grad e_(k+1) = (1 − 2η) e_k.  Without, e_(k+1) = 2(1 − η) e_k − e_(k−1), whose
    solutions are cosines: e_k = e_0 · cos((k + ½)t) / cos(t/2) with cos t = 1 − η.
    """
    rows = table(told("--only", "zeroing"))
    assert [row[0] for row in rows] == list(range(lesson.STEPS + 1))
    rate, e0 = lesson.RATE, lesson.START - lesson.MINIMUM
    t = math.acos(1 - rate)
    for k, (_, w, grad, J, wrong_w, wrong_grad, wrong_J) in enumerate(rows):
        e = e0 * (1 - 2 * rate) ** k
        assert (w, grad, J) == pytest.approx((e + 3, 2 * e, e * e), abs=5.1e-4)
        wrong = [e0 * math.cos((i + 0.5) * t) / math.cos(t / 2) for i in range(k + 1)]
        expected = (wrong[-1] + 3, 2 * sum(wrong), wrong[-1] ** 2)
        assert (wrong_w, wrong_grad, wrong_J) == pytest.approx(expected, abs=5.1e-4)
    assert rows[-1][3] < 0.02  # with zero_grad
    assert rows[-1][6] > 8.8  # without


@pytest.mark.parametrize("hidden", [1, 5])
def test_the_derivative_by_a_bias_is_delta_and_both_are_the_textbooks(hidden):
    net, sample, J = lesson.flower_in_a_network(hidden)
    J.backward()
    theta = {k: [[t.data for t in row] for row in rows] for k, rows in net.theta.items()}
    closed = textbook.backpropagate(theta, FLOWER, SETOSA)
    for layer, deltas in sample.delta.items():
        biases = [row[0].grad for row in net.theta[layer - 1]]
        assert biases == deltas
        assert deltas == pytest.approx(closed.delta[layer], rel=1e-12)
        assert all(row[1].grad != delta for row, delta in zip(net.theta[layer - 1], deltas))


def test_what_is_printed_of_the_biases(told):
    rows = table(told("--only", "bias"))
    assert len(rows) == 8
    assert all(delta == by_bias for _, _, delta, by_bias in rows)


def test_reverse_and_forward_find_the_gradient():
    net, _, J = lesson.flower_in_a_network(5)
    J.backward()
    reverse = lesson.reverse_sweep(J)
    for theta in net.parameters():
        assert reverse.derivatives[theta] == theta.grad
        assert lesson.forward_sweep(J, theta).derivatives[J] == pytest.approx(theta.grad, rel=1e-12)


def test_the_edges_are_counted(told):
    out = told("--only", "reverse")
    rows = re.findall(r"^ +4-(\d+)-3 +(.*)$", out, re.M)
    assert [int(hidden) for hidden, _ in rows] == list(lesson.HIDDEN)
    for hidden, counts in rows:
        net, _, J = lesson.flower_in_a_network(int(hidden))
        weights = net.parameters()
        n, reverse, forward, nudging = (int(x.replace(",", "")) for x in counts.split())
        assert n == len(weights)
        assert reverse == sum(len(node.parents) for node in topological_order(J))
        assert nudging == (n + 1) * reverse
        # compare_modes counts by other means: the multiplications of J and one for every edge.
        modes = compare_modes(J, weights).multiplications
        assert modes["forward mode"] - modes["reverse mode"] == forward - reverse
    # Once along every edge, whatever there is to find; forward mode needs more for each weight.
    per_weight = [
        [int(x.replace(",", "")) / int(counts.split()[0]) for x in counts.split()[1:]]
        for _, counts in rows
    ]
    assert all(reverse < 2.5 for reverse, _, _ in per_weight)
    assert all(forward > 10 for _, forward, _ in per_weight)


def test_the_tail_that_the_weights_of_a_unit_share():
    net, sample, J = lesson.flower_in_a_network(5)
    z = sample.z[2][0]
    tail = lesson.forward_sweep(J, z)
    for theta in net.theta[1][0]:
        whole = lesson.forward_sweep(J, theta)
        assert whole.edges == 1 + tail.edges
        assert whole.derivatives[J] == pytest.approx(
            whole.derivatives[z] * tail.derivatives[J], rel=1e-12
        )
    assert lesson.reverse() == {"tail": tail.edges, "weights": len(net.theta[1][0])}


def test_constants_get_no_gradient(told):
    out = told("--only", "constants")
    rows = re.findall(r"^ +(J = \S.*?)  +(\d+) +(\d+) +(\d+)$", out, re.M)
    assert rows == [
        ("J = x * x", "9", "2", "6"),
        ("J = x * 3.0", "9", "2", "3"),
        ("J = x * x.data", "9", "2", "3"),
        ("J = x * Value(3.0)", "9", "3", "3"),
        ("J = Value((x * x).data)", "9", "1", "0"),
    ]


def test_a_square_has_two_edges(told):
    assert lesson.square() == {"right": 6.0, "wrong": 3.0}
    out = told("--only", "square")
    assert "∂J/∂x[1] = 3    += 3    = 3\n" in out
    assert "∂J/∂x[2] = 3    += 6    = 3\n" in out
    assert "x.grad = 6 = 2·x" in out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_lessons_in_both_languages(language, told):
    out = told("--language", language)
    assert list(lesson.WORDS[language]) == list(lesson.LESSONS)
    starts = re.findall(r"^(\d)\. ", out, re.M)
    assert starts == [str(i) for i in range(1, len(lesson.LESSONS) + 1)]
    assert "{" not in out
    assert max(map(width_of, out.splitlines())) <= 81
    if language == "zh":
        assert not re.search(r"[\u4e00-\u9fff][,:;?]|[,:;?][\u4e00-\u9fff]", out)
        assert "结点" not in out


def test_the_docstring_names_every_lesson():
    assert re.findall(r"^(\w+)  +\S", lesson.__doc__, re.M) == list(lesson.LESSONS)


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readmes_name_every_lesson(readme):
    text = (Path(lesson.__file__).parents[1] / readme).read_text("utf-8")
    named = re.findall(r"misconceptions.py(?: --language zh)? --only (\w+)", text)
    assert set(named) == set(lesson.LESSONS)
