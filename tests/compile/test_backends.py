"""Programs over other libraries of arrays: the same numbers as over NumPy, and the same text."""

import importlib
import pickle

import numpy as np
import pytest
from costs import WRITTEN, assert_agree, compare, in_numpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_helpers import OPERATORS, values

from autograd_mini import MLP, Value, maximum, minimum, relu, sigmoid, total, train
from autograd_mini.compile import compile_gradient, source
from autograd_mini.compile.backends import backend
from autograd_mini.elementary import TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.testing.strategies import programs


def own(program, numbers):
    """Return arrays of the library that a program runs on."""
    return {name: program.backend.xp.asarray(array) for name, array in numbers.items()}


@pytest.mark.parametrize("name", WRITTEN)
def test_graphs_as_people_write_them(name, library):
    written = WRITTEN[name]
    for m in (1, 3) if library.__name__ != "jax.numpy" or name == "attention" else (3,):
        numbers = written.numbers(m)
        program = written.program(numbers)
        right, there = program(**numbers), program.on(library)
        found = there(**own(there, numbers))
        assert all(isinstance(g, type(there.backend.xp.asarray([0.0]))) for g in found[1].values())
        assert_agree(in_numpy(there, found), right)


def test_the_oldest_standard_that_will_do_and_nothing_that_it_leaves_open():
    strict = importlib.import_module("array_api_strict")
    with strict.ArrayAPIStrictFlags(
        api_version="2023.12", boolean_indexing=False, data_dependent_shapes=False,
        enabled_extensions=(),
    ):  # fmt: skip
        for written in WRITTEN.values():
            numbers = written.numbers(2)
            program = written.program(numbers)
            there = program.on(strict)
            assert_agree(in_numpy(there, there(**numbers)), program(**numbers))


EXAMPLES = {"array_api_strict": 30, "torch": 30, "jax.numpy": 5}


@pytest.mark.parametrize("name", EXAMPLES)
def test_any_graph(name, request):
    pytest.importorskip(name.split(".")[0])
    library = importlib.import_module(name)
    if name == "jax.numpy":
        importlib.import_module("jax").config.update("jax_enable_x64", True)

    @settings(max_examples=EXAMPLES[name], deadline=None, suppress_health_check=list(HealthCheck))
    @given(programs(size=16, leaves=6), st.sampled_from([1, 3]))
    def agrees(drawn, m):
        compare(drawn, m, library)

    agrees()


def test_every_operation_is_the_table_s(library):
    there = backend(library)
    helpers = there.helpers(there.xp.float64, None)
    points = {
        name: values(op.value, op.arity)
        for name, op in TABLE.items()
        if op.arity and name not in OPERATORS
    }
    for name, function in PIECEWISE_CONSTANT.items():
        points[name] = values(function, function.__code__.co_argcount)
    columns = [there.xp.asarray(columns) for columns, _ in points.values()]

    def all_of_them(*columns):
        return [
            helpers[name](*(x[i, :] for i in range(x.shape[0]))) for name, x in zip(points, columns)
        ]

    for (name, (_, right)), found in zip(points.items(), there.called(all_of_them, columns)):
        assert np.allclose(there.to_numpy(found), right, rtol=1e-12, atol=1e-300), name


def test_kinks_ties_and_saturated_samples(library):
    w = [Value(0.0), Value(0.0), Value(1.0)]
    J = total([relu(w[0]), maximum(w[0], w[1]), 3 * minimum(w[2], w[2] * 1.0), abs(w[1])])
    J.backward()
    program = compile_gradient(J, {}, {"w": w}).on(library)
    found = in_numpy(program, program(w=[0.0, 0.0, 1.0]))[1]["w"]
    assert found.tolist() == [x.grad for x in w]

    v, x, y = Value(1.0), Value(0.5), Value(1.0)
    a = sigmoid(v * x)
    J = -(y * a.log() + (1 - y) * (1 - a).log())
    here = compile_gradient(J, {"x": x, "y": y}, {"v": v})
    arrays = {"x": [-800.0, -40.0, 0.0, 40.0, 800.0], "y": [1.0, 0.0, 1.0, 0.0, 1.0], "v": 1.0}
    there = here.on(library)
    assert_agree(in_numpy(there, there(**arrays)), here(**arrays), 1e-13)


def test_no_array_is_changed(library):
    v, w = [Value(2.0), Value(3.0)], [Value(5.0), Value(7.0)]
    J = v[0] * w[0] + v[1] * w[1]
    program = compile_gradient(J, {}, {"v": v, "w": w}).on(library)
    xp = program.backend.xp
    given = {"v": xp.asarray([2.0, 3.0]), "w": xp.asarray([5.0, 7.0])}
    for gradient in program(**given)[1].values():  # each of them is the other array
        gradient += 1.0
    assert float(given["v"][0]) == 2.0 and float(given["w"][0]) == 5.0
    helpers = program.backend.helpers(given["v"].dtype, program.backend.device(given["v"]))
    x = xp.asarray([[1.0, 2.0], [3.0, 4.0]])
    for name, right in (
        ("placed", [[1.0, 9.0], [3.0, 9.0]]),
        ("added", [[1.0, 11.0], [3.0, 13.0]]),
    ):
        found = helpers[name](x, helpers["at"][:, 1], 9.0)
        assert program.backend.to_numpy(found).tolist() == right
        assert program.backend.to_numpy(x).tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_predictions_and_checks(library):
    here = MLP(3, [4, 2], seed=1).compile()
    there = here.on(library)
    theta = {g.name: np.array([x.data for x in g.values]).reshape(g.shape) for g in here.given[2:]}
    X = np.random.default_rng(0).uniform(0, 1, (6, 3))
    found = there.backend.to_numpy(there.outputs(X=X, **theta))
    assert np.allclose(found, here.outputs(X=X, **theta), rtol=1e-12)
    constant = Value(7.0)
    J = theta_0 = Value(2.0)
    program = compile_gradient(J * 1.0, {}, {"w": theta_0}, outputs=[[constant, J]]).on(library)
    assert program.backend.to_numpy(program.outputs(w=2.0)).tolist() == [[[7.0, 2.0]]]
    findings = there.check()
    assert findings.ok and findings.error < 1e-12
    assert there.explain("zh") and there.statements > 0 and library.__name__[:3] in repr(there)


def test_a_shift_inside_softmax_is_found_there(library):
    def cost(x, w):
        z = [w_i * x_i for w_i, x_i in zip(w, x)]
        top = max(z_k.data for z_k in z)
        return total([(z_k - top).exp() for z_k in z])

    x, w = [Value(1.0), Value(2.0)], [Value(0.5), Value(3.0)]
    program = compile_gradient(cost(x, w), {"x": x}, {"w": w}, record=cost).on(library)
    assert "by .data" in str(program.check([{"x": [3.0, 1.0]}]))


def test_a_program_may_be_pickled(library):
    numbers = WRITTEN["penalised"].numbers(2)
    program = WRITTEN["penalised"].program(numbers).on(library)
    right = in_numpy(program, program(**numbers))
    copy = pickle.loads(pickle.dumps(program))
    assert copy.source == program.source and copy.backend.name == program.backend.name
    assert_agree(in_numpy(copy, copy(**numbers)), right)


# The source.


def test_the_source_is_one_text_for_all(library):
    for name in ("4-5-3", "attention", "max pooling", "twice"):
        here = WRITTEN[name].program(WRITTEN[name].numbers(1))
        there = here.on(library).source
        assert there == here.on(np).on(library).source
        assert there == without_the_pass(here)
        assert not any(word in there for word in ("+=", "-=", "*=", "] = ", "] += "))


def without_the_pass(program):
    names = source.local_names(g.name for g in program.given)
    return source.functions(program.sweep, names, len(program.inputs), program._arrays, False)


def test_numpy_alone_writes_in_place():
    here = WRITTEN["4-5-3"].program(WRITTEN["4-5-3"].numbers(1))
    theirs = without_the_pass(here)
    assert "    Delta_theta2[:, 0] = sum(delta3, axis=0)\n" in here.source
    assert "    Delta_theta2 = placed(Delta_theta2, at[:, 0], sum(delta3, axis=0))\n" in theirs
    assert "    delta2 *= a2 * (1 - a2)\n" in here.source
    assert "    delta2 = delta3 @ theta2[:, 1:] * (a2 * (1 - a2))  # (m, 5)\n" in theirs
    assert backend("numpy").writes_in_place and here.on("numpy").source == here.source


@pytest.mark.parametrize("library", ["torch", "jax"])
@pytest.mark.parametrize("optimizer", ["gradient_descent", "adam"])
def test_training_gives_the_same_numbers_on_every_library(library, optimizer):
    module = pytest.importorskip(library)
    if library == "jax":
        module.config.update("jax_enable_x64", True)
    random = np.random.default_rng(0)
    X, Y = random.uniform(-1, 1, (20, 3)), np.eye(2)[random.integers(0, 2, 20)]
    found = []
    for name in ("numpy", library):
        net = MLP(3, [4, 2], seed=1)
        history = train(
            net, X, Y, steps=15, rate=0.1, batch=6, optimizer=optimizer, backend=name,
            weight_decay=0.01, held_out=(X[:5], Y[:5]),
        )  # fmt: skip
        found.append(([theta.data for theta in net.parameters()], history))
    (ours, first), (theirs, second) = found
    assert theirs == pytest.approx(ours, rel=1e-9, abs=1e-9)
    assert second.costs == pytest.approx(first.costs, rel=1e-9)
    assert [at.accuracy for at in second.measurements] == [at.accuracy for at in first.measurements]
