import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import Value
from autograd_mini.nn.update_rules import UPDATE_RULES, Descent, UpdateRule

numbers = st.floats(-10, 10)
gradients = st.lists(st.lists(numbers, min_size=3, max_size=3), min_size=1, max_size=6)


def by_hand(name: str, theta: float, gs: list[float], rate: float) -> float:
    """The rules as their authors print them, one weight, in another order of operations."""
    v = m = s = 0.0
    for t, g in enumerate(gs, start=1):
        if name == "gradient_descent":
            theta -= rate * g
        elif name == "momentum":
            v = 0.9 * v - rate * g
            theta += v
        else:
            m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
            size = rate * math.sqrt(1 - 0.999**t) / (1 - 0.9**t)
            theta -= size * m / (math.sqrt(s) + 1e-8 * math.sqrt(1 - 0.999**t))
    return theta


@pytest.mark.parametrize("name", UPDATE_RULES)
@given(numbers, st.lists(numbers, min_size=1, max_size=8), st.floats(0.001, 1))
def test_the_rules_are_the_published_ones(name, theta, gs, rate):
    descent = Descent([theta], name)
    for g in gs:
        descent.step([g], rate)
    # Adam divides by a root of small numbers, where 1e-8 is all that keeps it apart from 0.
    assert descent.weights[0] == pytest.approx(by_hand(name, theta, gs, rate), rel=1e-7, abs=1e-9)
    assert descent.t == len(gs)


@pytest.mark.parametrize("name", UPDATE_RULES)
@given(st.lists(numbers, min_size=3, max_size=3), gradients, st.sampled_from([0.0, 0.1]))
def test_arrays_follow_the_same_path_as_floats(name, theta, steps, decay):
    floats, arrays = Descent(theta, name), Descent([np.array(theta)], name)
    decaying = [0.0, 1.0, 1.0]
    for g in steps:
        floats.step(g, 0.1, decay, decaying)
        arrays.step([np.array(g)], 0.1, decay, [np.array(decaying)])
        np.testing.assert_allclose(arrays.weights[0], floats.weights, rtol=1e-12, atol=1e-15)


def test_the_table_of_the_docstring():
    for name, after_1, after_2 in [
        ("gradient_descent", 2.0, 1.0),
        ("momentum", 2.0, 2.8),
        ("adam", 1.0, 0.9321796388),
    ]:
        descent = Descent([0.5], name)
        first = descent.step([2.0], rate=0.1)[0]
        second = descent.step([1.0], rate=0.1)[0]
        assert (0.5 - first) / 0.1 == pytest.approx(after_1, rel=1e-7)
        assert (first - second) / 0.1 == pytest.approx(after_2, rel=1e-7)


def test_a_step_makes_new_arrays():
    theta = np.array([1.0, 2.0])
    descent = Descent([theta], "adam")
    before = descent.weights
    first = descent.step([np.array([1.0, 1.0])], 0.1)
    descent.step([np.array([1.0, 1.0])], 0.1)
    assert before == [theta] and theta.tolist() == [1.0, 2.0]
    assert first[0].tolist() == pytest.approx([0.9, 1.9])


def test_every_rule_says_what_it_is_and_where_it_is_from():
    for rule in UPDATE_RULES.values():
        assert rule.formula.count("p = ") == 1 and "(" in rule.source
        for name in rule.remembers:
            assert f"{name} ← " in rule.formula


def test_a_rule_of_ones_own():
    sign = UpdateRule("sign", "p = sign g", "here", lambda g, t: (math.copysign(1.0, g),))
    assert Descent([0.0, 0.0], sign).step([5.0, -0.1], 0.5) == [-0.5, 0.5]


def test_what_is_no_rule():
    with pytest.raises(ValueError, match="gradient_descent, momentum, adam"):
        Descent([0.0], "sgd")
    with pytest.raises(TypeError, match="give the name of a rule"):
        Descent([0.0], 3)
    with pytest.raises(TypeError, match="adam has no constant beta; it has beta1, beta2, epsilon"):
        UPDATE_RULES["adam"].with_constants(beta=0.5)
    with pytest.raises(TypeError, match="beta is the string"):
        UPDATE_RULES["momentum"].with_constants(beta="0.5")
    assert UPDATE_RULES["momentum"].with_constants(beta=Value(0.5)).constants == {"beta": 0.5}
