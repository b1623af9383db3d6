"""Gradients of random programs against other ways to get them: forward mode, differences, paths."""

import dataclasses
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from wrong_rules import with_wrong_rule

import autograd_mini as ag
from autograd_mini import Value, total
from autograd_mini.elementary import FLOATS, TABLE, Elementary
from autograd_mini.functions import evaluate
from autograd_mini.testing import oracles
from autograd_mini.testing.many_digits import mp_functions
from autograd_mini.testing.programs import TABLE_VALUES, VALUES, Call, Program, run
from autograd_mini.testing.strategies import NUMBERS, programs
from autograd_mini.value import made

EPS = sys.float_info.epsilon
UNDERFLOW = 1e-300  # what is below 2.2e-308 has fewer digits or none, and is magnified further on
MP = mp_functions(dps=50)

# Slopes by the oracle's rules: in floats; in 50 digits at the floats' values; all in 50 digits.
FLOAT_DUALS = oracles.dual_functions(FLOATS, FLOATS)
EXACT_SLOPES = oracles.dual_functions(FLOATS, MP, MP.mpf)
MP_DUALS = oracles.dual_functions(MP, MP, MP.mpf)


def gradient(
    program: Program, namespace: object, numbers: list[float], seed: float = 1.0
) -> tuple[list[float], Value]:
    leaves = [Value(x) for x in numbers]
    J = run(program, namespace, leaves)[-1]
    J.backward(seed)
    return [leaf.grad for leaf in leaves], J


def rounded(program: Program, size: Any) -> Any:
    """Return how far rounding may move a gradient; size is the sum of the |paths|.

    A path through n edges collects a few roundings an edge, and adding the paths up rounds in
    proportion to what is added, the |paths|; hence 4 ε per step, of their sum.
    """
    return 4 * EPS * (len(program) + 1) * size + UNDERFLOW


def check(program: Program, numbers: list[float], namespace: object = VALUES) -> None:
    """The gradient is that of forward mode, but for the rounding of its own additions.

    Both compute at the same floats.
    """
    grads, J = gradient(program, namespace, numbers)
    for i, grad in enumerate(grads):
        for oracle, number in ((FLOAT_DUALS, float), (EXACT_SLOPES, MP.mpf)):
            result = run(program, oracle, oracles.dual_leaves(numbers, i))[-1]
            assert J.data == result.x
            assert abs(grad - result.slope) <= rounded(program, number(result.size))


# What large random searches have found: a slope of expm1 above 1, and one that underflows.
STEEP = (Call("sin", (0,)), Call("add", (3.0, 1)), Call("expm1", (2,))), [1.0]
FLAT = (Call("exp", (0,)), Call("normal_pdf", (1,))), [3.9]


@pytest.mark.parametrize("namespace", [VALUES, TABLE_VALUES], ids=["operators", "functions"])
@given(drawn=programs())
@example(drawn=STEEP)
@example(drawn=FLAT)
def test_gradient_is_that_of_forward_mode(namespace, drawn):
    check(*drawn, namespace)


@given(programs(size=8))
def test_gradient_is_that_of_central_differences_in_50_digits(drawn):
    program, numbers = drawn
    grads, _ = gradient(program, VALUES, numbers)
    exact = [MP.mpf(x) for x in numbers]
    h = MP.mpf(10) ** -15
    for i, grad in enumerate(grads):
        above, below = (
            run(program, MP, [*exact[:i], exact[i] + step, *exact[i + 1 :]])[-1] for step in (h, -h)
        )
        difference = (above - below) / (2 * h)
        result = run(program, MP_DUALS, oracles.dual_leaves(exact, i))[-1]
        # The error of a central difference is h² = 1e-30 times a third derivative, and 1e-35 for
        # the 50 digits.  Third derivatives of tame steps in a row may be large, but not 1e10.
        assert abs(difference - result.slope) <= 1e-20 * (1 + result.size)
        # The engine takes the slopes at rounded values, and every further tame step may magnify
        # what has been rounded off before: a few ε usually, 500 ε = 1e-13 in one program of 20,000.
        assert abs(grad - difference) <= 1e-11 * (len(program) + 1) * result.size + 1e-20


@given(programs(), st.sampled_from([-3.0, 0.1, 1e10, 0.0]))
def test_gradient_is_linear_in_the_seed(drawn, seed):
    program, numbers = drawn
    by_one, _ = gradient(program, VALUES, numbers)
    by_seed, _ = gradient(program, VALUES, numbers, seed)
    for i, (grad, scaled) in enumerate(zip(by_one, by_seed, strict=True)):
        size = run(program, FLOAT_DUALS, oracles.dual_leaves(numbers, i))[-1].size
        # As in `rounded`; the seed is rounded into every product.
        assert abs(scaled - seed * grad) <= rounded(program, size * abs(seed))


@given(programs(), st.integers(-8, 8))
def test_a_power_of_two_as_seed_rounds_nothing(drawn, k):
    program, numbers = drawn
    by_one, _ = gradient(program, VALUES, numbers)
    by_seed, _ = gradient(program, VALUES, numbers, 2.0**k)
    assert by_seed == [2.0**k * grad for grad in by_one]


@given(programs())
def test_a_second_backward_doubles_the_leaves_and_nothing_else(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    results = run(program, VALUES, leaves)
    inner = results[len(leaves) :]
    results[-1].backward()
    once, inner_once = [leaf.grad for leaf in leaves], [n.grad for n in inner]
    results[-1].backward()
    assert [leaf.grad for leaf in leaves] == [2 * grad for grad in once]
    assert [n.grad for n in inner] == inner_once


def paths(output: Value, leaf: Value) -> Iterator[list[float]]:
    """Every path from the output down to the leaf, as the partials on its edges."""
    if output is leaf:
        yield []
    for parent, partial in zip(output.parents, output.partials, strict=True):
        for rest in paths(parent, leaf):
            yield [partial, *rest]


@given(programs(leaves=2, size=6))
def test_gradient_is_the_sum_over_all_paths(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    J = run(program, VALUES, leaves)[-1]
    J.backward()
    for leaf in leaves:
        products = [math.prod(path) for path in paths(J, leaf)]
        # As in `rounded`: one rounding for each edge of a path, and one for each path in the sum.
        size = math.fsum(map(abs, products))
        assert abs(leaf.grad - math.fsum(products)) <= rounded(program, size)


def test_there_are_more_paths_than_nodes():
    # The search above would take 2**60 steps here; backward takes 61.
    x = n = Value(1.0)
    for _ in range(60):
        n = n + n
    n.backward()
    assert x.grad == 2.0**60


@given(programs(), NUMBERS)
def test_operands_of_commutative_operations_may_be_swapped(drawn, number):
    program, numbers = drawn
    swapped = [
        dataclasses.replace(step, operands=step.operands[::-1])
        if step.name in ("add", "mul", "maximum", "minimum", "total", "logsumexp")
        else step
        for step in program
    ]
    grads, J = gradient(program, VALUES, numbers)
    same, J_same = gradient(tuple(swapped), VALUES, numbers)
    assert J.data == J_same.data  # to the last bit: each of these operations rounds once
    for i, (grad, again) in enumerate(zip(grads, same, strict=True)):
        # Edges deliver in operand order, so adjoints may be added up in another order.
        size = run(program, FLOAT_DUALS, oracles.dual_leaves(numbers, i))[-1].size
        assert abs(grad - again) <= rounded(program, size)


@given(st.lists(st.floats(-1e100, 1e100), min_size=1, max_size=8), st.randoms())
def test_the_order_of_terms_does_not_change_a_bit(numbers, random):
    def run_with(order: list[int]) -> tuple[str, list[str]]:
        leaves = [Value(x) for x in numbers]
        J = total([leaves[i] for i in order]) * 0.1
        J.backward()
        return J.data.hex(), [leaf.grad.hex() for leaf in leaves]

    order = list(range(len(numbers)))
    random.shuffle(order)
    assert run_with(order) == run_with(list(range(len(numbers))))


DETERMINISM = """
import autograd_mini as ag
names = ["alpha", "beta", "gamma", "delta"]
leaves = {name: ag.Value(0.1 * i + 0.3, label=name) for i, name in enumerate(names)}
a, b, c, d = leaves.values()
J = ag.sigmoid(a * b + c) * ag.tanh(c - d) + ag.logsumexp([a, b, c, d, a * c]) / (b + d * d)
J.backward()
print(J.data.hex(), [leaf.grad.hex() for leaf in leaves.values()])
net = ag.MLP(3, [4, 4, 2], seed=5)
net.cost([[0.1, 0.2, 0.3], [1, -1, 0.5]], [[1, 0], [0, 1]], regularization=0.3).backward()
print([theta.grad.hex() for theta in net.parameters()])
"""


def test_gradients_do_not_depend_on_the_hash_seed():
    package = Path(ag.__file__).parents[1]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", DETERMINISM],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(package)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(outputs) == 1
    assert outputs.pop().count("0x") == 1 + 4 + 46  # J, four leaves, all the weights


# A test of the tester: a rule made wrong on purpose must be noticed.

WRONG = {
    "one percent too large": lambda partial: 1.01 * partial,
    "with the sign flipped": lambda partial: -partial,
    "zero": lambda partial: 0.0,
    "off by 1e-12": lambda partial: partial + 1e-12,
}


def wrong_rule(op: Elementary, i: int, mistake: str) -> Elementary:
    return with_wrong_rule(op, i, WRONG[mistake])


def notices(namespace: object, ops: list[str] | None = None) -> bool:
    """Tell whether the property test above would fail, for programs of these operations."""

    @settings(max_examples=400, derandomize=True, database=None, phases=[Phase.generate])
    @given(programs(ops, size=6))
    def property_test(drawn):
        check(*drawn, namespace)

    try:
        property_test()
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("mistake", WRONG)
@pytest.mark.parametrize(
    ("name", "i"), [(op.name, i) for op in TABLE.values() for i in range(len(op.partials))]
)
def test_a_wrong_rule_is_noticed(monkeypatch, name, i, mistake):
    monkeypatch.setitem(TABLE, name, wrong_rule(TABLE[name], i, mistake))
    # Among all the operations of the table it would be drawn too seldom.
    assert notices(TABLE_VALUES, [name, "mul", "sin", "total"])


@pytest.mark.parametrize("mistake", WRONG)
@pytest.mark.parametrize("i", [0, 1])
@pytest.mark.parametrize(("name", "method"), [("add", "__add__"), ("mul", "__mul__")])
def test_a_wrong_operator_is_noticed(monkeypatch, name, method, i, mistake):
    # + and × of Values do not ask the table, so here the method itself goes wrong.
    op = wrong_rule(TABLE[name], i, mistake)

    def wrong(u: Value, v: Value | float) -> Value:
        result = evaluate(name, [u, v])
        xs = [u.data, v.data if isinstance(v, Value) else float(v)]
        partials = [op.partial(k, FLOATS, xs, result.data) for k in range(2)]
        partials = partials[: len(result.parents)]
        return made(result.data, TABLE[name], result.operands, result.parents, partials)

    monkeypatch.setattr(Value, method, wrong)
    assert notices(VALUES)


def test_right_rules_pass():
    assert not notices(TABLE_VALUES)
    assert not notices(VALUES)
