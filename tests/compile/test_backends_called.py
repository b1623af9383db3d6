"""Programs over other libraries of arrays: what they are called with, JAX, and the choice."""

import importlib
import math
import os
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from costs import WRITTEN, Written, assert_agree, in_numpy, one_weight

from autograd_mini import DomainError, Value, total
from autograd_mini.compile import compile_gradient
from autograd_mini.compile.backends import jax

# What it is called with.


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


def test_arrays_of_a_kind_that_fitted_are_not_looked_at_again_but_all_others_are():
    module = pytest.importorskip("jax")
    module.config.update("jax_enable_x64", True)
    xp, program, here = module.numpy, one_weight().on("jax"), one_weight()
    X, w = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 2.0])
    arrays = {"X": xp.asarray(X), "w": xp.asarray(w)}
    for _ in range(3):
        assert_agree(in_numpy(program, program(**arrays)), here(X=X, w=w))
    with pytest.raises(ValueError, match=r"X has shape \(2, 3\); expected \(m, 2\)"):
        program(**arrays | {"X": xp.ones((2, 3))})
    with pytest.raises(ValueError, match="X has a number that is not finite, nan, in row 1"):
        program(**arrays | {"X": xp.asarray([[1.0, 2.0], [3.0, np.nan]])})
    assert program(**arrays | {"w": xp.asarray(w, dtype=xp.float32)})[1]["w"].dtype == xp.float64
    narrow = {name: xp.asarray(a, dtype=xp.float32) for name, a in arrays.items()}
    assert program(**narrow)[1]["w"].dtype == xp.float32
    with pytest.raises(TypeError, match=r"call program.function there"):
        module.jit(lambda w: program.value(X=arrays["X"], w=w))(arrays["w"])
    module.config.update("jax_enable_x64", False)
    try:
        with pytest.raises(ValueError, match="JAX computes with 32 bits here"):
            program(**arrays)
    finally:
        module.config.update("jax_enable_x64", True)


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
program, (right, gradients) = here.on("jax"), here(**arrays)
on_one = {n: jax.numpy.asarray(a) for n, a in arrays.items()}
for given in sharded, on_one, {n: jax.numpy.asarray(a) for n, a in sharded.items()}, on_one:
    J, found = program(**given)
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
