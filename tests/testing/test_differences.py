"""Differences: near the true derivative by as much as they say, at every scale."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autograd_mini.testing.differences import EPS, OneSidedError, difference, steps

SCALES = [1e-300, 1e-100, 1e-8, 1.0, 1e8, 1e100]

# Functions with their derivatives, whose scale in x is `s`.
SMOOTH = {
    "sin": (lambda x, s: math.sin(x / s), lambda x, s: math.cos(x / s) / s),
    "exp": (lambda x, s: math.exp(x / s), lambda x, s: math.exp(x / s) / s),
    "log": (lambda x, s: math.log(x / s), lambda x, s: 1 / x),
    "line": (lambda x, s: 3 * (x / s), lambda x, s: 3 / s),
    "bump": (lambda x, s: math.exp(-((x / s) ** 2)), None),
}


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("name", ["sin", "exp", "log", "line"])
def test_right_at_every_scale_of_x(name, scale):
    f, slope = SMOOTH[name]
    x = 0.7 * scale
    found = difference(lambda there: f(there, scale), x, noise=4 * EPS)
    assert abs(found.derivative - slope(x, scale)) <= found.error
    assert found.error <= 1e-9 * abs(slope(x, scale))  # and good for something
    assert found.kink is None


@given(st.floats(-3, 3), st.floats(-8, 8))
def test_right_whatever_the_scale_of_the_function_next_to_that_of_x(x, exponent):
    # 10^8 waves for each x, and 10^−8: nobody says beforehand which.
    assume(abs(x) > 1e-3)
    k = 10.0**exponent
    found = difference(lambda there: math.sin(k * there), x, noise=(2 + abs(k * x)) * EPS)
    assert abs(found.derivative - k * math.cos(k * x)) <= found.error + 2 * EPS * k * abs(k * x)


def test_a_function_that_looks_flat_from_afar_is_not_taken_for_flat():
    def narrow(x):
        return math.exp(-((x * 1e4) ** 2))

    x = 3e-5
    found = difference(narrow, x, noise=4 * EPS)
    right = -2e8 * x * narrow(x)
    assert abs(found.derivative - right) <= found.error <= 1e-6 * abs(right)


def test_noise_is_not_taken_for_slope():
    # (x + 10⁸) − 10⁸ is a staircase, of steps as wide as they are high.
    found = difference(lambda x: (x + 1e8) - 1e8, 1.0, noise=1e8 * EPS)
    assert abs(found.derivative - 1) <= found.error <= 1e-4


@pytest.mark.parametrize("x", [0.0, 1.0, -1.0, 1e-12, 1e10])
def test_a_kink_is_seen_with_its_slopes(x):
    found = difference(lambda there: 3 * max(there - x, 0.0) - (there - x), x, noise=EPS)
    assert found.kink.exact and found.kink.jump == 0
    assert (found.kink.left, found.kink.right) == pytest.approx((-1, 2), rel=1e-6)


@pytest.mark.parametrize("distance", [1e-9, -1e-9, 1e-7])
def test_a_kink_nearby_is_seen_and_the_slope_is_that_of_x(distance):
    found = difference(lambda there: abs(there - 1 - distance), 1.0, noise=EPS)
    assert not found.kink.exact and abs(distance) <= found.kink.at <= 100 * abs(distance)
    assert abs(found.derivative + math.copysign(1, distance)) <= found.error <= 1e-2


def test_a_jump_is_seen_with_its_height():
    found = difference(lambda x: 5.0 * (x > 2), 2.0, noise=EPS)
    assert found.kink.jump == 5.0 and found.kink.exact


@pytest.mark.parametrize(
    "f", [math.exp, math.sin, math.tanh, lambda x: abs(x - 0.1), lambda x: x**3, lambda x: 7.0]
)
def test_what_is_smooth_near_x_has_no_kink(f):
    assert difference(f, 0.5, noise=4 * EPS).kink is None


@pytest.mark.parametrize("f", [math.sqrt, math.log1p, lambda x: x**0.5 + 1])
def test_a_function_with_one_side_only_is_refused(f):
    edge = -1.0 if f is math.log1p else 0.0

    def inside(x):
        if x < edge:
            raise ValueError("outside the domain")
        return f(x + 1) if f is math.log1p else f(x)

    with pytest.raises(OneSidedError, match=r"not defined on both sides of .*outside the domain"):
        difference(inside, edge, noise=EPS)


def test_an_edge_of_the_domain_some_way_off_is_no_obstacle():
    found = difference(math.log, 1e-6, noise=4 * EPS)
    assert abs(found.derivative - 1e6) <= found.error <= 1e-3


def test_other_errors_are_not_hidden():
    with pytest.raises(KeyError):
        difference(lambda x: {}[x], 1.0, noise=EPS)


@pytest.mark.parametrize("x", [0.0, 5e-324, 1e-300, -1e-8, 1.0, 3.0, 1e8, 1.7e308])
def test_steps_rise_and_are_not_too_many(x):
    h = steps(x)
    assert h == sorted(set(h)) and 20 < len(h) < 60
    assert all(math.log2(step).is_integer() for step in h)
