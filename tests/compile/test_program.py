"""Programs of any graph, against the scalar engine; what they refuse; what they are written in."""

import ast
import math
import subprocess
import sys

import numpy as np
import pytest
from costs import WRITTEN, as_values, assert_agree, by_engine, compare, one_weight
from hypothesis import HealthCheck, given, settings

from autograd_mini import MLP, DomainError, Value, maximum, minimum, relu, sigmoid, total
from autograd_mini.compile import compile_gradient, source
from autograd_mini.elementary import TABLE
from autograd_mini.testing.programs import VALUES
from autograd_mini.testing.strategies import networks_with_samples, programs


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(programs(size=16, leaves=6))
def test_any_graph_agrees_with_the_engine(drawn):
    compare(drawn, 3)


@pytest.mark.parametrize("name", TABLE)
def test_every_operation_agrees(name):
    op = TABLE[name]
    arity = op.arity or 4
    points = [
        xs for shift in (0.0, 0.3, 1.1, -0.4)
        if op.defined(*(xs := [0.35 + 0.2 * i + shift for i in range(arity)]))
    ]  # fmt: skip
    for xs in points:
        leaves = [Value(x) for x in xs]
        J = getattr(VALUES, name)(*leaves)
        program = compile_gradient(J * J, {"x": leaves[0]}, {"w": leaves[1:], "v": Value(1.0)})
        found, gradients = program(x=[xs[0]] * 2, w=xs[1:], v=1.0)
        (J * J).backward()
        assert math.isclose(found, J.data**2, rel_tol=1e-12)
        assert np.allclose(gradients["w"], [x.grad for x in leaves[1:]], rtol=1e-11)
        assert gradients["v"] == 0.0
        alone = compile_gradient(J, {}, {"w": leaves})
        for leaf in leaves:
            leaf.grad = 0.0
        J.backward()
        assert np.allclose(alone(w=xs)[1]["w"], [x.grad for x in leaves], rtol=1e-11)


def test_kinks_and_ties_are_those_of_the_table():
    w = [Value(0.0), Value(0.0), Value(1.0)]
    J = total([relu(w[0]), maximum(w[0], w[1]), 3 * minimum(w[2], w[2] * 1.0), abs(w[1])])
    program = compile_gradient(J, {}, {"w": w})
    J.backward()
    assert program(w=[0.0, 0.0, 1.0])[1]["w"].tolist() == [x.grad for x in w]


@pytest.mark.parametrize("x", [-800.0, -40.0, 0.0, 40.0, 800.0])
def test_a_saturated_sample_has_its_gradient(x):
    w, x_0, y = Value(1.0), Value(0.5), Value(1.0)
    a = sigmoid(w * x_0)
    J = -(y * a.log() + (1 - y) * (1 - a).log())
    program = compile_gradient(J, {"x": x_0, "y": y}, {"w": w})
    for target in (0.0, 1.0):
        found, gradients = program(x=[x], y=[target], w=1.0)
        right = max(x, 0.0) + math.log1p(math.exp(-abs(x))) - target * x
        assert math.isclose(found, right, abs_tol=1e-13)
        a = 1 / (1 + math.exp(-x)) if x > -700 else 0.0
        assert math.isclose(gradients["w"], (a - target) * x, rel_tol=1e-12, abs_tol=1e-13)


def test_a_softmax_of_large_logits_has_its_gradient():
    written = WRITTEN["softmax regression"]
    numbers = written.numbers(2)
    program = written.program(numbers)
    numbers["w"] = 2000 * numbers["w"]
    J, gradients = program(**numbers)
    assert math.isfinite(J)
    z = numbers["x"] @ numbers["w"].T
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    assert np.allclose(gradients["w"], (p - numbers["y"]).T @ numbers["x"] / 2, atol=1e-12)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(networks_with_samples())
def test_any_network_agrees_with_the_engine(case):
    program = case.net.compile()
    theta = {f"theta{layer}": np.array(rows) for layer, rows in case.theta.items()}
    found, gradients = program(X=case.X, Y=case.Y, **theta)
    J = case.net.cost(case.X, case.Y)
    J.backward()
    assert math.isclose(found, J.data, rel_tol=1e-10, abs_tol=1e-12)
    for layer, rows in case.net.theta.items():
        right = [[w.grad for w in row] for row in rows]
        assert np.allclose(gradients[f"theta{layer}"], right, rtol=1e-10, atol=1e-12)


# The source.


def spelt(how):
    """Return the program of 4-5-3, whose weighted sums are written in one of three ways."""
    net = MLP(4, [5, 3], seed=0)
    if how == "net.cost":
        return net.compile()
    x, y = ([Value(0.3) for _ in range(n)] for n in (4, 3))
    a = x
    for rows in net.theta.values():
        layer = []
        for row in rows:
            if how == "sum":
                z = sum([w * a_j for w, a_j in zip(row[1:], a)]) + row[0]
            else:
                z = row[0]
                for w, a_j in zip(row[1:], a):
                    z = z + a_j * w
            layer.append(z.sigmoid())
        a = layer
    J = 0.0
    for a_k, y_k in zip(a, y):
        J = J + (-y_k * a_k.log() - (1 - y_k) * (1 - a_k).log())
    parameters = {"theta1": net.theta[1], "theta2": net.theta[2]}
    return compile_gradient(J, {"X": x, "Y": y}, parameters, outputs=a)


def test_three_spellings_are_one_source():
    sources = {spelt(how).source for how in ("net.cost", "sum", "chain")}
    assert len(sources) == 1
    text = sources.pop().split("\n\n\n")[0]
    assert len(text.splitlines()) <= 20
    for line in (
        "z2 = X @ theta1[:, 1:].T  # (m, 5)", "delta3 = (a3 - Y) / m  # (m, 3)",
        "Delta_theta2[:, 1:] = delta3.T @ a2", "delta2 = delta3 @ theta2[:, 1:]  # (m, 5)",
    ):  # fmt: skip
        assert line in text


def test_sources_are_the_same_for_every_hash_seed():
    code = (
        "import sys; sys.path.insert(0, 'tests')\nfrom costs import WRITTEN\n"
        "print([w.program(w.numbers(1)).source for w in WRITTEN.values()])"
    )
    found = {
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, **path()},
                       capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


def path():
    import os

    return {k: v for k, v in os.environ.items() if k != "PYTHONHASHSEED"}


HOSTILE = ['"); import os #', "\n    raise", "exp", "z2", "<script>", "\0", "\ud800", "日本"]


def test_labels_never_become_code():
    w, x = [Value(0.5, label=label) for label in HOSTILE], [Value(0.25) for _ in HOSTILE]
    J = total([(w_i * x_i).exp() for w_i, x_i in zip(w, x)])
    J.label = "m = 1 #"
    program = compile_gradient(J, {"x": x}, {"w": w})
    ast.parse(program.source)
    assert program.source.isascii() and "raise" not in program.source
    assert not any(label in program.explain() for label in HOSTILE if label not in ("exp", "z2"))


def test_names_of_parameters_shadow_nothing():
    for name in sorted(source.RESERVED | {"z2", "a2", "delta2", "d_z2", "at_1", "Delta_X", "X_1"}):
        w, x = [Value(0.5), Value(0.25)], [Value(2.0), Value(3.0)]
        J = (sum(w_i * x_i for w_i, x_i in zip(w, x))).exp()
        program = compile_gradient(J, {"X": x}, {name: w})
        J.backward()
        found, gradients = program(**{"X": [[2.0, 3.0]], name: [0.5, 0.25]})
        assert math.isclose(found, J.data), name
        assert np.allclose(gradients[name], [w_i.grad for w_i in w]), name


def test_an_input_and_a_parameter_may_have_names_of_any_letters():
    theta, x = Value(0.5), Value(2.0)
    program = compile_gradient(theta * x, {"δ": x}, {"Θ": theta})
    assert program(δ=[4.0, 2.0], Θ=0.5) == (1.5, {"Θ": 3.0})


# What it refuses.


@pytest.mark.parametrize(
    ("arrays", "error", "words"),
    [
        ({"X": [[1.0, 2.0, 3.0]], "w": [1.0, 2.0]}, ValueError, r"X has shape \(1, 3\).*\(m, 2\)"),
        ({"X": [1.0, 2.0], "w": [1.0, 2.0]}, ValueError, r"X has shape \(2,\).*row for each"),
        ({"X": np.zeros((0, 2)), "w": [1.0, 2.0]}, ValueError, "at least one"),
        ({"X": [[1.0, 2.0]], "w": [[1.0, 2.0]]}, ValueError, r"w has shape \(1, 2\).*\(2,\)"),
        ({"X": [[1.0, 1.0], [math.nan, 1]], "w": [1.0, 2.0]}, ValueError, "X has.*nan, in row 1"),
        ({"X": [[1.0, 1.0]], "w": [math.inf, 2.0]}, ValueError, "w has.*that is not finite"),
        ({"X": [["a", "b"]], "w": [1.0, 2.0]}, TypeError, "X is no array of numbers"),
        ({"X": [[1.0, 1.0]]}, TypeError, "takes X, w; it was called without w"),
        ({"X": [[1.0, 1.0]], "w": [1.0, 1.0], "v": 1}, TypeError, "called with v"),
        ({"X": [[1.0, 1.0]], "w": [-1.0, -1.0]}, DomainError, "J is not finite"),
    ],
)  # fmt: skip
def test_arrays_that_do_not_fit_are_refused(arrays, error, words):
    with pytest.raises(error, match=words):
        one_weight()(**arrays)
    with pytest.raises(error, match=words):
        one_weight().value(**arrays)


def test_inputs_of_different_lengths_are_refused():
    x, y, w = Value(1.0), Value(1.0), Value(1.0)
    program = compile_gradient(w * x * y, {"X": x, "Y": y}, {"w": w})
    with pytest.raises(ValueError, match="different numbers of samples: X 2 and Y 3"):
        program(X=[1.0, 2.0], Y=[1.0, 2.0, 3.0], w=1.0)


@pytest.mark.parametrize(
    ("inputs", "parameters", "error", "words"),
    [
        (lambda w: {"X": 1.0}, lambda w: {"w": w}, TypeError, "X has 1.0 in it; give Values"),
        (lambda w: {"X": [[w], []]}, lambda w: {}, ValueError, "rows of different lengths"),
        (lambda w: {"X": [w, w]}, lambda w: {}, ValueError, "entry 1 of X is given twice"),
        (lambda w: {"X": w}, lambda w: {"w": [w]}, ValueError, "entry 0 of w is given twice.* X"),
        (lambda w: {"X": w}, lambda w: {"X": w}, ValueError, "rename one"),
        (lambda w: {"a b": w}, lambda w: {}, ValueError, "'a b' is no name"),
        (lambda w: [w], lambda w: {}, TypeError, "inputs is a dict"),
    ],
)  # fmt: skip
def test_what_is_no_group_of_values_is_refused(inputs, parameters, error, words):
    w = Value(1.0)
    with pytest.raises(error, match=words):
        compile_gradient(w * 2, inputs(w), parameters(w))


def test_j_is_a_value():
    with pytest.raises(TypeError, match=r"takes the Value J, not 3\.0"):
        compile_gradient(3.0, {}, {})


def test_leaves_in_no_group_are_constants():
    w, c = Value(2.0), Value(5.0, label="c")
    program = compile_gradient(w * c, {}, {"w": w})
    assert [x.label for x in program.baked] == ["c"]
    assert "Constants, for they are in no array: c = 5.0" in program.__doc__
    assert program(w=3.0) == (15.0, {"w": 5.0})


@pytest.mark.parametrize("function", [sigmoid, Value.exp, lambda one: one**-1.0])
def test_a_power_that_is_one_is_an_array_of_floats(function):
    w, x = Value(2.0), Value(1.5)
    J = function((x + w) ** 0) * w + x
    J.backward()
    program = compile_gradient(J, {"x": x}, {"w": w})
    assert math.isclose(program.value(x=[1.5, 1.5], w=2.0), J.data)
    assert np.allclose(program(x=[1.5, 1.5], w=2.0)[1]["w"], w.grad, rtol=1e-12)


def test_j_may_be_a_parameter_itself():
    w = [Value(2.0), Value(5.0)]
    J, gradients = compile_gradient(w[1], {}, {"w": w})(w=[2.0, 5.0])
    assert J == 5.0 and gradients["w"].tolist() == [0.0, 1.0]


def test_j_may_be_a_node_among_its_equals():
    w = [Value(2.0), Value(5.0)]
    squares = [(w_i * w_i).exp() for w_i in w]
    J = squares[0]
    program = compile_gradient(J, {}, {"w": w}, outputs=[squares[1], w[0], J])
    J.backward()
    assert np.allclose(program(w=[2.0, 5.0])[1]["w"], [x.grad for x in w])
    assert np.allclose(program.outputs(w=[2.0, 5.0]), [[squares[1].data, 2.0, J.data]])


def test_without_numpy_it_says_what_to_install():
    code = (
        "import sys; sys.modules['numpy'] = None\nimport autograd_mini\n"
        "try:\n    autograd_mini.MLP(1, [1]).compile()\nexcept ImportError as e:\n    print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert 'pip install "autograd-mini[compile]"' in done.stdout


def test_gradients_are_their_own_arrays():
    written = WRITTEN["shared"]
    numbers = written.numbers(2)
    program = written.program(numbers)
    before = {name: np.array(a) for name, a in numbers.items()}
    program(**numbers)[1]["w"] += 1.0
    assert all((numbers[name] == before[name]).all() for name in numbers)
    assert_agree(program(**numbers), by_engine(written, numbers))
    assert as_values(1.0).data == 1.0


def test_a_sum_of_very_many_different_terms_is_no_line_too_long():
    w, x = [Value(1.1), Value(0.9)], Value(1.2)
    J = total([(w[k % 2] * x) ** (1 + k / 2000) for k in range(600)])
    J.backward()
    program = compile_gradient(J, {"x": x}, {"w": w})
    found, gradients = program(x=[1.2, 1.2], w=[1.1, 0.9])
    assert math.isclose(found, J.data)
    assert np.allclose(gradients["w"], [w_i.grad for w_i in w], rtol=1e-12)
    assert max(map(len, program.source.splitlines())) < 5000


def test_a_deep_chain_is_a_program_of_as_many_lines():
    w = Value(1.5)
    J = w
    for _ in range(1500):
        J = (J * w).sin()
    J.backward()
    _, gradients = compile_gradient(J, {}, {"w": w})(w=1.5)
    assert math.isclose(gradients["w"], w.grad, rel_tol=1e-10)
