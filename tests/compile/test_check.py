"""program.check: what a record has fixed is found, though no gradient shows it."""

import inspect
import math
import sys

import numpy as np
import pytest
from costs import WRITTEN, linear, softmax_by_hand

from autograd_mini import MLP, Value, total
from autograd_mini.compile import compile_gradient, compiled


def recorded(function, **shapes):
    """Return the program of a function of a sample x and weights w, with the way to record it."""

    def record(x, w):
        return function(x, w)

    draw = np.random.default_rng(0)
    x, w = ([Value(v) for v in draw.normal(size=n)] for n in (shapes["x"], shapes["w"]))
    return compile_gradient(record(x, w), {"x": x}, {"w": w}, record=record)


def test_a_program_that_is_right_has_no_findings():
    findings = MLP(4, [5, 3], seed=0).compile().check()
    assert findings.ok and findings.samples == 3 and findings.error < 1e-12


@pytest.mark.parametrize("name", WRITTEN)
def test_drawn_samples_agree(name):
    written = WRITTEN[name]
    assert written.program(written.numbers(1)).check().error < 1e-10


def test_a_shift_inside_softmax_is_found():
    def cost(x, w):
        return total([p * p for p in softmax_by_hand([w_i * x_i for w_i, x_i in zip(w, x)])])

    findings = recorded(cost, x=3, w=3).check()
    assert findings.error < 1e-12  # no gradient shows it
    assert not findings.ok
    assert "line 4, z2 -= " in str(findings) and "by .data" in str(findings)
    line = line_of(softmax_by_hand, "(z_k - top).exp()")
    assert f"costs.py, line {line}" in str(findings) and "powers = [(z_k - top)" in str(findings)


def line_of(function, text):
    """Return the number of the line of a function that has some text."""
    lines, first = inspect.getsourcelines(function)
    return first + next(i for i, line in enumerate(lines) if text in line)


def test_an_if_on_data_is_found():
    def cost(x, w):
        z = w[0] * x[0] + w[1] * x[1]
        if x[0].data > 0:
            return z * z
        return z.exp()

    findings = str(recorded(cost, x=2, w=2).check([{"x": [5.0, -1.0]}, {"x": [-1.0, 9.0]}]))
    assert "another structure" in findings
    line = line_of(cost, "z * z")
    assert f"test_check.py, line {line}, in cost: return z * z: from here on sample 1" in findings
    assert f"it goes on in test_check.py, line {line + 1}, in cost: return z.exp()" in findings


def test_a_target_that_is_a_plain_number_is_found():
    def cost(x, w):
        y = 1.0 if x[0].data > 0 else 0.0
        return (w[0] * x[0] - y) ** 2

    def with_a_leaf(x, w):
        y = Value(1.0 if x[0].data > 0 else 0.0)
        return (w[0] * x[0] - y) ** 2

    for function, text in ((cost, "x[0] - y"), (with_a_leaf, "y = Value(")):
        findings = str(recorded(function, x=1, w=1).check([{"x": [1.0]}, {"x": [-1.0]}]))
        assert "line 3" in findings
        place = f"test_check.py, line {line_of(function, text)}, in {function.__name__}"
        assert place in findings
        assert findings.count("a number here is 1.0 in the recorded sample, 0.0 in sample 1") == 1


def test_a_line_that_cannot_be_known_is_left_out():
    numbers = iter([1.0, 2.0, 3.0, 4.0, 5.0])

    def never_the_same(x, w):
        return w[0] * x[0] + next(numbers)

    findings = str(recorded(never_the_same, x=1, w=1).check([{"x": [1.0]}]))
    assert "another structure" in findings and "test_check.py" not in findings
    typed = {}
    exec("def cost(x, w):\n    return w[0] * x[0] + x[0].data", typed)
    findings = str(recorded(typed["cost"], x=1, w=1).check([{"x": [9.0]}]))
    assert "<string>, line 2, in cost: a number here is" in findings


def test_a_longer_record_and_a_number_that_is_nought():
    def cost(x, w):
        z = w[0] - w[0].data  # 0, which is a node all the same
        z = z * x[0] - x[0].data
        if x[0].data > 3:
            z = z.exp()
        return z

    findings = str(recorded(cost, x=1, w=1).check([{"x": [2.0]}, {"x": [4.0]}]))
    assert f"line {line_of(cost, 'z * x[0]')}, in cost" in findings
    assert f"line {line_of(cost, 'z.exp()')}, in cost: z = z.exp(): from here on" in findings
    assert sys.getprofile() is None


def test_a_table_of_numbers_is_found_by_its_name():
    def cost(x, w):
        return total([(w_i * x_i.data).exp() for w_i, x_i in zip(w, x)])

    assert "numbers_1 is another table" in str(recorded(cost, x=3, w=3).check())


def test_a_program_that_computes_something_else_is_found():
    program = MLP(2, [2], seed=0).compile()
    program._program = lambda *given: (0.0, {"theta1": np.zeros((2, 3))})
    assert "the gradient of theta1 is off by" in str(program.check())


def test_what_the_engine_refuses_is_said():
    program = recorded(lambda x, w: (w[0] * w[0] * x[0]).log() if True else x[0], x=1, w=1)
    assert "the scalar engine refuses it" in str(program.check([{"x": [-1.0]}]))


def test_a_decorated_function_has_a_program_for_each_length():
    @compiled
    def cost(parameters, sample):
        h = [Value(0.0)] * 2
        for x_t in sample["x"]:
            h = [(u + x_t * w).tanh() for u, w in zip(linear(parameters["u"], h), parameters["w"])]
        return total(h)

    draw = np.random.default_rng(0)
    parameters = {"u": draw.normal(size=(2, 2)), "w": draw.normal(size=2)}
    for length in (2, 3, 2):
        J, gradients = cost(parameters, {"x": draw.normal(size=(5, length))})
        assert math.isfinite(J) and gradients["u"].shape == (2, 2)
    assert len(cost.programs) == 2
    assert all(program.check().ok for program in cost.programs.values())
    with pytest.raises(ValueError, match="x has no samples"):
        cost(parameters, {"x": 1.0})
    with pytest.raises(TypeError, match="parameters is a dict"):
        cost([1.0], {"x": [[1.0]]})


@pytest.mark.parametrize("loss", ["cross_entropy", "softmax_cross_entropy", "mean_squared_error"])
@pytest.mark.parametrize("bias", [True, False])
def test_a_network_trained_on_arrays_comes_back(loss, bias):
    net = MLP(3, [4, 2], seed=1, bias=bias)
    program = net.compile(loss=loss)
    draw = np.random.default_rng(0)
    X, Y = draw.uniform(0, 1, (6, 3)), np.eye(2)[draw.integers(0, 2, 6)]
    theta = {f"theta{n}": np.array([[w.data for w in r] for r in net.theta[n]]) for n in net.theta}
    first = program(X=X, Y=Y, **theta)[0]
    for _ in range(5):
        gradients = program(X=X, Y=Y, **theta)[1]
        theta = {name: theta[name] - 0.3 * g for name, g in gradients.items()}
    net.load_theta({n: theta[f"theta{n}"] for n in net.theta})
    J = net.cost(X.tolist(), Y.tolist(), loss=loss)
    assert math.isclose(J.data, program.value(X=X, Y=Y, **theta), rel_tol=1e-12)
    assert J.data < first
    assert np.allclose(program.outputs(X=X, **theta)[0], [a.data for a in net(X[0].tolist())])
    assert program.check().ok


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_explains_itself(language):
    program = MLP(4, [5, 3], seed=0).compile()
    text = program.explain(language)
    words = {
        "en": [
            "these 15 products are one matrix product",
            "all 3 rows of theta2",
            "Line 3, z2 (5)",
        ],
        "zh": ["这 15 个乘积是一个矩阵乘积", "theta2 的 3 行", "第 3 行，z2（5 个）"],
    }
    assert all(part in text for part in words[language])
    assert "  z2 ← X, theta1\n" in text and "<" not in text
    with pytest.raises(ValueError, match="language"):
        program.explain("fr")
