"""Programs over other libraries of arrays: the same numbers as over NumPy, and the same text."""

import importlib
import math
import os
import pickle
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from costs import WRITTEN, Written, assert_agree, compare
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_helpers import OPERATORS, values

from autograd_mini import (
    MLP,
    DomainError,
    Value,
    maximum,
    minimum,
    relu,
    sigmoid,
    total,
    train,
)  # fmt: skip
from autograd_mini.compile import compile_gradient, source
from autograd_mini.compile.backends import backend, jax
from autograd_mini.elementary import TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.testing.strategies import programs

# To compile takes JAX longer here than to run; that is cut short, before JAX is imported.
QUICKLY = "--xla_backend_optimization_level=0 --xla_llvm_disable_expensive_passes=true"
os.environ.setdefault("XLA_FLAGS", QUICKLY)

LIBRARIES = ("array_api_strict", "torch", "jax.numpy")


@pytest.fixture(params=LIBRARIES)
def library(request):
    """A library of arrays, if it is installed; JAX is set to 64 bits."""
    pytest.importorskip(request.param.split(".")[0])
    found = importlib.import_module(request.param)
    if request.param == "jax.numpy":
        importlib.import_module("jax").config.update("jax_enable_x64", True)
    return found


def in_numpy(program, found):
    J, gradients = found
    return J, {name: program.backend.to_numpy(g) for name, g in gradients.items()}


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


# What it is called with.


def one_weight():
    w, x = [Value(1.0), Value(2.0)], [Value(3.0), Value(4.0)]
    return compile_gradient((w[0] * x[0] + w[1] * x[1]).log(), {"X": x}, {"w": w})


def test_what_does_not_fit_is_refused(library):
    program = one_weight().on(library)
    xp = program.backend.xp
    X, w = xp.asarray([[1.0, 2.0], [3.0, 4.0]]), [1.0, 2.0]
    cases = [
        ({"X": xp.asarray([[1.0, 2.0, 3.0]]), "w": w}, ValueError, r"X has shape \(1, 3\); .*2\)"),
        ({"X": xp.asarray([1.0, 2.0]), "w": w}, ValueError, "row for each"),
        ({"X": xp.zeros((0, 2)), "w": w}, ValueError, "at least one"),
        ({"X": X, "w": xp.asarray([w])}, ValueError, r"w has shape \(1, 2\)"),
        ({"X": X, "w": ["a", "b"]}, TypeError, "w is no array of numbers"),
        ({"X": xp.asarray(X, dtype=xp.complex128), "w": w}, TypeError, "X is no array of numbers"),
        ({"X": X}, TypeError, "without w"),
        ({"X": xp.asarray([[1.0, 1.0], [math.nan, 1.0]]), "w": w}, ValueError, "nan, in row 1"),
        ({"X": X, "w": xp.asarray([math.inf, 1.0])}, ValueError, "w has a number that is not"),
        ({"X": X, "w": [-1.0, -1.0]}, DomainError, "J is not finite"),
    ]  # fmt: skip
    for arrays, error, words in cases:
        with pytest.raises(error, match=words):
            program(**arrays)
    with pytest.raises(ValueError, match="nan, in row 0"):
        program.value(X=xp.asarray([[math.nan, 1.0]]), w=w)


def test_inputs_of_different_lengths_are_refused(library):
    x, y, w = Value(1.0), Value(1.0), Value(1.0)
    program = compile_gradient(w * x * y, {"X": x, "Y": y}, {"w": w}).on(library)
    with pytest.raises(ValueError, match="different numbers of samples: X 2 and Y 3"):
        program(X=[1.0, 2.0], Y=[1.0, 2.0, 3.0], w=1.0)


def test_floats_are_those_of_the_arrays(library):
    def ragged(x, w):  # with a table of places and one of numbers
        return total([(0.1 * i + sum(w[j] * x[j] for j in range(i + 1))).exp() for i in range(5)])

    here = Written(ragged, {"x": (5,)}, {"w": (5,)}, 0).program({"x": [[1.0] * 5], "w": [1.0] * 5})
    assert here.constants.keys() == {"at_1", "numbers_1"}
    program = here.on(library)
    xp = program.backend.xp
    X, w = np.array([[1, 2, 0, 1, 0], [3, 4, 1, 0, 1]]), [0.1, 0.2, 0.3, 0.4, 0.5]
    for x, kind in [
        (X, xp.float64),
        (X.astype(np.float32), xp.float64),  # NumPy's own are converted
        (xp.asarray(X), xp.float64),
        (xp.asarray(X, dtype=xp.float32), xp.float32),
    ]:
        J, gradients = program(x=x, w=w)
        assert gradients["w"].dtype == kind
        assert_agree(in_numpy(program, (J, gradients)), here(x=X, w=w), 1e-6)
    mixed = program(x=xp.asarray(X, dtype=xp.float32), w=xp.asarray(w, dtype=xp.float64))
    assert mixed[1]["w"].dtype == xp.float64


def test_arrays_stay_on_their_device():
    strict = importlib.import_module("array_api_strict")
    written = WRITTEN["attention"]
    numbers = written.numbers(2)
    program = written.program(numbers).on(strict)
    device = strict.Device("device1")
    arrays = {n: strict.asarray(a, device=device) for n, a in numbers.items()}
    found = program(**arrays)
    assert {g.device for g in found[1].values()} == {device}
    assert_agree(in_numpy(program, found), written.program(numbers)(**numbers))
    with pytest.raises(ValueError, match=r"on several devices, .*device1.*; bring them to one"):
        program(**{**arrays, "x": strict.asarray(numbers["x"])})


def test_torch_takes_parameters_and_any_array_of_numpy():
    torch = pytest.importorskip("torch")
    program = one_weight().on("torch")
    w = torch.nn.Parameter(torch.tensor([1.0, 2.0], dtype=torch.float64))
    X = np.array([[4.0, 3.0], [2.0, 1.0]])[::-1, ::-1]
    X.setflags(write=False)
    J, gradients = program(X=X, w=w)
    assert not gradients["w"].requires_grad
    assert_agree(in_numpy(program, (J, gradients)), one_weight()(X=X, w=[1.0, 2.0]))


# JAX.


def test_a_function_may_be_transformed():
    module = pytest.importorskip("jax")
    module.config.update("jax_enable_x64", True)
    program = one_weight().on("jax")
    X, w = module.numpy.asarray([[1.0, 2.0], [3.0, 4.0]]), module.numpy.asarray([1.0, 2.0])
    right = one_weight()(X=np.asarray(X), w=[1.0, 2.0])
    assert_agree(in_numpy(program, module.jit(program.function)(X=X, w=w)), right)
    each = module.vmap(lambda x: program.function(X=x[None], w=w))(X)
    assert np.allclose(np.mean(each[1]["w"], axis=0), right[1]["w"], rtol=1e-12)
    derivative = module.grad(lambda w: program.function(X=X, w=w)[0])(w)
    assert np.allclose(derivative, right[1]["w"], rtol=1e-12)  # JAX's own
    with pytest.raises(TypeError, match=r"inside jax.jit.* call program.function there"):
        module.jit(lambda w: program(X=X, w=w)[1])(w)


def test_jax_has_to_be_set_to_64_bits(monkeypatch):
    off = SimpleNamespace(config=SimpleNamespace(jax_enable_x64=False))
    monkeypatch.setattr(jax.importlib, "import_module", lambda name: off)
    with pytest.raises(ValueError, match=r'call jax.config.update\("jax_enable_x64", True\)'):
        jax.Jax()


def test_samples_may_be_sharded_over_devices():
    pytest.importorskip("jax")
    done = subprocess.run(
        [sys.executable, "-c", SHARDED],
        capture_output=True, text=True,
        env=os.environ | {"XLA_FLAGS": "--xla_force_host_platform_device_count=2",
                          "JAX_PLATFORMS": "cpu"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["2", "devices,", "agree"]


SHARDED = """
import jax, numpy as np
from jax.sharding import NamedSharding, PartitionSpec
jax.config.update("jax_enable_x64", True)
from autograd_mini import MLP
here = MLP(4, [5, 3], seed=0).compile()
draw = np.random.default_rng(0)
arrays = {"X": draw.normal(size=(64, 4)), "Y": np.eye(3)[draw.integers(0, 3, 64)]}
arrays |= {g.name: draw.normal(size=g.shape) for g in here.given[2:]}
devices = NamedSharding(jax.make_mesh((2,), ("samples",)), PartitionSpec("samples"))
sharded = {n: jax.device_put(a, devices) if n in "XY" else a for n, a in arrays.items()}
(J, found), (right, gradients) = here.on("jax")(**sharded), here(**arrays)
assert abs(J - right) <= 1e-9 * abs(right)
for name, g in gradients.items():
    assert abs(np.asarray(found[name]) - g).max() <= 1e-9 * abs(g).max()
print(len(sharded["X"].sharding.device_set), "devices, agree")
"""


# The choice.


def test_a_library_is_a_name_or_a_module():
    program = one_weight()
    with pytest.raises(ValueError, match="no backend is called 'cuda'; there are numpy, torch"):
        program.on("cuda")
    with pytest.raises(TypeError, match="a library of arrays, not on 3"):
        program.on(3)
    with pytest.raises(TypeError, match="math is no library of arrays"):
        program.on(math)


@pytest.mark.parametrize("name", ["torch", "jax"])
def test_a_missing_library_is_named_with_its_extra(name, monkeypatch):
    for module in [m for m in sys.modules if m.split(".")[0] == name] or [name]:
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=rf'{name} is .* pip install "autograd-mini\[{name}\]"'):
        one_weight().on(name)


def test_what_pytorch_is_reached_through_may_be_missing(monkeypatch):
    for module in ("array_api_compat", "array_api_compat.torch"):
        monkeypatch.setitem(sys.modules, module, None)
    library = importlib.import_module("types").ModuleType("torch")
    with pytest.raises(ImportError, match="array_api_compat is not installed; "):
        one_weight().on(library)


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
