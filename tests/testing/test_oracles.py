"""The oracles against each other, and what makes them notice."""

import math

import pytest
from domain import inside
from hypothesis import given, settings

from autograd_mini import DomainError, Value
from autograd_mini.elementary import TABLE
from autograd_mini.testing import oracles
from autograd_mini.testing.oracles import (
    central_differences,
    dual_numbers,
    high_precision,
    path_sums,
)
from autograd_mini.testing.programs import VALUES, Call, run
from autograd_mini.testing.rounding import rounding
from autograd_mini.testing.second_rules import RULES
from autograd_mini.testing.strategies import programs

ALL = (dual_numbers, path_sums, central_differences, high_precision)
EACH = pytest.mark.parametrize("oracle", ALL, ids=lambda oracle: oracle.__name__)


def apart(one, other):
    """By how many times its errors the derivatives of one lie off those of the other."""
    return max(
        abs(a - b) / (e + f)
        for a, b, e, f in zip(
            one.derivatives, other.derivatives, one.errors, other.errors, strict=True
        )
    )


@given(programs())
@settings(max_examples=60)
def test_all_agree_to_within_their_errors(drawn):
    # Differences in 50 digits know no rule, so they are the judge.
    right = high_precision(*drawn)
    for oracle in (dual_numbers, path_sums, central_differences):
        found = oracle(*drawn)
        assert apart(found, right) <= 1
        assert abs(found.value - right.value) <= found.value_error + right.value_error


@given(programs())
def test_backward_is_as_near_as_the_errors_of_floats_say(drawn):
    program, numbers = drawn
    leaves = [Value(x) for x in numbers]
    run(program, VALUES, leaves)[-1].backward()
    right = dual_numbers(program, numbers)
    for leaf, derivative, error in zip(leaves, right.derivatives, right.errors, strict=True):
        assert abs(leaf.grad - derivative) <= 2 * error  # each of the two has its own


FAST_WAVES = {
    "the product is rounded": (Call("mul", (0, 1e8)), Call("sin", (1,))),
    "and what comes after it": (
        Call("mul", (0, 1e8)),
        Call("add", (1, 1.0)),
        Call("sin", (2,)),
    ),
    "and again": (
        Call("mul", (0, 1e8)),
        Call("sin", (1,)),
        Call("mul", (2, 3.0)),
    ),
}


@pytest.mark.parametrize("case", FAST_WAVES)
def test_what_rounding_does_to_a_slope_further_on_counts(case):
    # 10⁸·x is rounded by 1e-9 or so, and its sine has another slope then: no tame program shows it.
    far = 0.0
    for k in range(1, 40):
        program, numbers = FAST_WAVES[case], [k / 41]
        found, right = dual_numbers(program, numbers), high_precision(program, numbers)
        assert apart(found, right) <= 1
        assert apart(path_sums(program, numbers), right) <= 1
        assert abs(found.value - right.value) <= found.value_error
        assert found.errors[0] <= 1e-5 * 3e8  # of slopes up to 3e8
        far = max(far, abs(found.derivatives[0] - right.derivatives[0]) / 3e8)
    assert far > 4 * oracles.EPS  # more than the last steps alone could do


def test_what_underflows_has_fewer_digits():
    # σ(x) is e^x there, a multiple of 4.9e-324; its slope, magnified again, is the slope of 1e9·σ.
    for k in range(700, 748):
        program, numbers = (Call("sigmoid", (0,)), Call("mul", (1, 1e9))), [-k + 0.3]
        right = high_precision(program, numbers)
        for found in (dual_numbers(program, numbers), path_sums(program, numbers)):
            assert apart(found, right) <= 1
            assert abs(found.value - right.value) <= found.value_error


@given(programs(size=4))
def test_the_errors_are_small_enough_to_be_of_use(drawn):
    program, numbers = drawn
    _, _, errors = rounding(program, numbers)
    sizes = [
        run(program, oracles.dual_functions(oracles.FLOATS, oracles.FLOATS), leaves)[-1].size
        for leaves in (oracles.dual_leaves(numbers, i) for i in range(len(numbers)))
    ]
    # A tame step has partials that move by less than ¼ over 2^−10, so it magnifies a rounding by
    # 256 at most; usually all that is left of a bound is a few ε.
    for error, size in zip(errors, sizes, strict=True):
        assert error <= 1e-10 * max(size, 1)


def test_no_oracle_goes_back_through_a_graph(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError("an oracle used the engine that it is to judge")

    monkeypatch.setattr(Value, "__init__", refuse)
    monkeypatch.setattr(Value, "backward", refuse)
    program = (Call("mul", (0, 1)), Call("exp", (2,)), Call("total", (2, 3)))
    for oracle in ALL:
        assert oracle(program, [0.5, 2.0]).derivatives == pytest.approx(
            [2 + 2 * math.e, 0.5 + 0.5 * math.e], rel=1e-9
        )


# Where each operand matters; maximum and minimum have one that does not.
POINTS = {"maximum": [1.7, 0.8], "minimum": [0.8, 1.7]}


def point(name):
    return POINTS.get(name) or inside(TABLE[name], [0.8, 1.7, -0.6, 0.4][: TABLE[name].arity])


@pytest.mark.parametrize("name", RULES)
def test_a_wrong_rule_of_an_oracle_is_noticed_by_the_differences(monkeypatch, name):
    numbers = point(name)
    program = (Call(name, tuple(range(len(numbers)))),)
    assert apart(dual_numbers(program, numbers), central_differences(program, numbers)) <= 1

    def wrong(rule):
        return lambda *operands: rule(*operands) * (1 + 1e-6)

    right = RULES[name]
    rules = tuple(map(wrong, right)) if isinstance(right, tuple) else wrong(right)
    monkeypatch.setitem(RULES, name, rules)
    for by_rule in (dual_numbers, path_sums):
        for by_values in (central_differences, high_precision):
            assert apart(by_rule(program, numbers), by_values(program, numbers)) > 1


def test_path_sums_refuses_more_paths_than_it_is_allowed():
    doubled = tuple(Call("add", (i, i)) for i in range(10))
    assert path_sums(doubled, [1.0], limit=1024).derivatives == [1024.0]
    with pytest.raises(ValueError, match=r"has 1024 paths, more than limit=1023.*dual_numbers"):
        path_sums(doubled, [1.0], limit=1023)
    with pytest.raises(ValueError, match="paths"):
        path_sums(tuple(Call("mul", (i, i)) for i in range(200)), [1.0])


@EACH
def test_a_leaf_alone_and_a_leaf_that_nothing_needs(oracle):
    assert oracle((), [3.0]).derivatives == pytest.approx([1.0], rel=1e-12)
    found = oracle((Call("mul", (0, 0)),), [3.0, 7.0])
    assert found.value == 9.0
    assert found.derivatives == pytest.approx([6.0, 0.0], rel=1e-12, abs=1e-12)


@EACH
@pytest.mark.parametrize(
    ("step", "numbers"),
    [
        (Call("log", (0,)), [-1.0]), (Call("div", (0, 1)), [1.0, 0.0]), (Call("exp", (0,)), [1e4]),
        (Call("pow", (0, 0.5)), [-2.0]), (Call("mul", (0, 0)), [1e200]),
    ],
    ids=str,
)  # fmt: skip
def test_a_step_without_a_value_is_named(oracle, step, numbers):
    if oracle is high_precision and step.name in ("exp", "mul"):
        assert oracle(step and (), numbers).value == numbers[-1]  # mpmath has room for these
        return
    with pytest.raises(DomainError, match=rf"^{step.name}\("):
        oracle((step,), numbers)


@pytest.mark.parametrize("oracle", [dual_numbers, path_sums, central_differences])
def test_a_step_without_a_slope_is_named(oracle):
    with pytest.raises(DomainError, match=r"sqrt\(0.0\) has no finite value and derivative"):
        oracle((Call("sqrt", (0,)),), [0.0])


@pytest.mark.parametrize("oracle", [central_differences, high_precision])
@pytest.mark.parametrize("name", ["relu", "abs"])
def test_at_a_kink_the_error_is_as_large_as_the_kink(oracle, name):
    found = oracle((Call(name, (0,)),), [0.0])
    assert found.errors[0] >= (2.0 if name == "abs" else 1.0) * (1 - 1e-9)
