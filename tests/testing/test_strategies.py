"""What the strategies draw, and what failing examples shrink to."""

import subprocess
import sys

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import engine

from autograd_mini import MLP, Value
from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.graph import topological_order
from autograd_mini.testing.programs import VALUES, Call, run, tame
from autograd_mini.testing.strategies import (
    NUMBERS,
    networks,
    networks_with_samples,
    programs,
    samples,
    values,
)

QUIET = settings(database=None, derandomize=True, max_examples=5000)

SOME = st.sets(st.sampled_from(list(TABLE)), min_size=1)


def indices(program):
    return [i for step in program for i in step.operands if isinstance(i, int)]


def check(drawn, ops, size, leaves):
    """What holds for every program, whatever it was asked for."""
    program, numbers = drawn
    assert 1 <= len(numbers) <= leaves
    assert {step.name for step in program} <= set(ops)
    for k, step in enumerate(program, start=len(numbers)):
        arity = TABLE[step.name].arity
        assert len(step.operands) == (arity or len(step.operands)) > 0
        assert all(i < k for i in step.operands if isinstance(i, int))
    # One output, and everything leads to it.
    nodes = run(program, VALUES, [Value(x) for x in numbers])
    assert {id(n) for n in topological_order(nodes[-1])} == {id(n) for n in nodes}
    joining = [step for step in program if step.name in ("total", "add")]
    assert len(program) - len(joining) <= size


@given(st.data(), SOME, st.integers(1, 6), st.integers(1, 5), st.booleans(), st.booleans())
def test_a_program_is_what_was_asked_for(data, ops, size, leaves, numbers, reuse):
    drawn = data.draw(programs(ops, size, leaves, numbers, reuse))
    check(drawn, ops, size, leaves)
    program, _ = drawn
    if not numbers:
        assert all(isinstance(i, int) for step in program for i in step.operands)
    if not reuse:
        assert sorted(indices(program)) == list(range(len(drawn[1]) + len(program) - 1))


@given(programs())
def test_every_step_is_tame(drawn):
    program, numbers = drawn
    results = run(program, FLOATS, numbers)
    for k, step in enumerate(program):
        xs = [results[i] if isinstance(i, int) else i for i in step.operands]
        adds_up = step.name == "total" and k == len(program) - 1
        assert adds_up or tame(step.name, xs)


def test_programs_are_long_and_share_and_have_every_operation_and_numbers():
    found, steps, shared, older, mixed = set(), 0, 0, 0, 0

    @settings(QUIET, max_examples=400, phases=[Phase.generate])
    @given(programs())
    def look(drawn):
        nonlocal steps, shared, older, mixed
        program, numbers = drawn
        steps += len(program)
        found.update(step.name for step in program)
        shared += len(set(indices(program))) < len(indices(program))
        older += any(
            isinstance(i, int) and i < len(numbers) + k - 1
            for k, step in enumerate(program[:-1])
            for i in step.operands
        )
        mixed += any(isinstance(i, float) for step in program for i in step.operands)

    look()
    assert found == set(TABLE)
    # Of 400 programs of up to 12 steps.  Short programs would find less and tell nobody.
    assert steps > 400 * 7 and shared > 250 and older > 250 and mixed > 150


@pytest.fixture
def patient(monkeypatch):
    """Let Hypothesis shrink to the end, however long that takes on a busy machine."""
    monkeypatch.setattr(engine, "MAX_SHRINKING_SECONDS", float("inf"))


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("name", ["pow", "tanh", "dot"])
def test_an_operation_shrinks_to_one_step(name):
    program, numbers = find(
        programs(size=5, numbers=False),
        lambda drawn: any(step.name == name for step in drawn[0]),
        settings=QUIET,
    )
    assert [step.name for step in program] == [name]
    assert numbers == [1.0]


@pytest.mark.slow
@pytest.mark.usefixtures("patient")
def test_a_node_used_twice_shrinks_to_a_square():
    def twice_by_mul(drawn):
        return any(step.name == "mul" and len(set(step.operands)) == 1 for step in drawn[0])

    for reused in (programs(size=5, numbers=False), programs(["mul"], size=5, numbers=False)):
        assert find(reused, twice_by_mul, settings=QUIET) == ((Call("mul", (0, 0)),), [1.0])


@pytest.mark.usefixtures("patient")
def test_a_chain_shrinks_to_its_links():
    def nested(drawn):
        return any(
            step.name == "sin" and drawn[0][step.operands[0] - len(drawn[1])].name == "exp"
            for step in drawn[0]
            if step.operands[0] >= len(drawn[1])
        )

    found = find(programs(["add", "sin", "exp"], size=5, numbers=False), nested, settings=QUIET)
    assert found == ((Call("exp", (0,)), Call("sin", (1,))), [1.0])


@pytest.mark.parametrize(
    "arguments",
    [{"ops": ["nonsense"]}, {"ops": []}, {"size": 0}, {"leaves": 0}],
    ids=str,
)
def test_what_cannot_be_drawn_is_refused(arguments):
    with pytest.raises(ValueError, match=r"nonsense|at least 1"):
        programs(**arguments)


@given(st.data())
def test_values_have_the_numbers_and_labels_asked_for(data):
    x = data.draw(values())
    assert type(x) is Value and -4 <= x.data <= 4 and (x.label, x.grad, x.op) == ("", 0.0, None)
    y = data.draw(values(st.just(7.0), st.text()))
    assert y.data == 7.0


@given(st.data(), st.integers(2, 4), st.integers(1, 4), st.integers(1, 3))
def test_networks_and_samples_have_the_sizes_asked_for(data, layers, units, m):
    net = data.draw(networks(layers, units))
    assert 2 <= len(net.sizes) <= layers and max(net.sizes) <= units
    X, Y = data.draw(samples(net, m))
    assert 1 <= len(X) == len(Y) <= m
    assert {len(x) for x in X} == {net.sizes[0]} and {len(y) for y in Y} == {net.sizes[-1]}
    assert all(0 <= y_k <= 1 for y in Y for y_k in y)


@given(networks_with_samples())
def test_no_unit_of_a_network_saturates(case):
    assert case.theta == {
        layer: [[w.data for w in row] for row in rows] for layer, rows in case.net.theta.items()
    }
    assert case.bias == case.net.bias
    J = case.net.cost(case.X, case.Y)
    J.backward()
    for x in case.X:
        assert all(1e-6 < a.data < 1 - 1e-6 for a in case.net(x))


def test_samples_fit_any_network():
    X, Y = find(samples(MLP(3, [2]), m=2), lambda drawn: len(drawn[0]) == 2, settings=QUIET)
    assert (X, Y) == ([[0.0] * 3] * 2, [[0.0] * 2] * 2)


@given(NUMBERS, NUMBERS)
def test_products_of_numbers_do_not_underflow(x, y):
    assert x * y != 0 or 0 in (x, y)


WITHOUT = """
import sys
sys.modules["hypothesis"] = sys.modules["mpmath"] = None
import autograd_mini, autograd_mini.testing, autograd_mini.testing.oracles as oracles
print(autograd_mini.testing.gradcheck(lambda x: x * x, 3.0).summary)
for code in ("import autograd_mini.testing.strategies", "oracles.high_precision((), [1.0])"):
    try:
        exec(code)
    except ImportError as error:
        print(error)
"""


def test_without_hypothesis_and_mpmath_the_rest_works_and_the_error_says_what_to_install():
    out = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert out[0] == "the derivative agrees"
    for line, missing in zip(out[1:], ["Hypothesis", "mpmath"], strict=True):
        assert missing in line
        assert 'python -m pip install "autograd-mini[testing]"' in line
