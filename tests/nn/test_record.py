"""The record of a forward pass knows its layers, and says so in a line."""

import copy
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP, cross_entropy
from autograd_mini.nn import Forward
from autograd_mini.nn.record import Layers
from autograd_mini.testing.strategies import networks_with_samples


def recorded():
    sample = MLP(4, [5, 3], seed=0).forward([5.1, 3.5, 1.4, 0.2])
    cross_entropy(sample.a[3], [1, 0, 0]).backward()
    return sample


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda s: s.a[0], "there is no a[0]; layers are counted from 1, .* a[1] … a[3]"),
        (lambda s: s.a[-1], "there is no a[-1]; .* a[1] … a[3]"),
        (lambda s: s.a[4], "there is no a[4]; .* a[1] … a[3]"),
        (lambda s: s.a["3"], "there is no a['3']; .* a[1] … a[3]"),
        (lambda s: s.z[1], "there is no z[1]; .* z[2] … z[3]"),
        (lambda s: s.theta[0], "there is no theta[0]; .* theta[1] … theta[2]"),
        (lambda s: s.theta[3], "there is no theta[3]; .* theta[1] … theta[2]"),
        (lambda s: s.delta[1], "there is no delta[1]; .* delta[2] … delta[3]"),
        (lambda s: MLP(2, [1]).theta[0], "there is no theta[0]; .* there are theta[1]"),
    ],
)
def test_a_layer_that_is_not_there_says_which_are(read, words):
    with pytest.raises(KeyError) as caught:
        read(recorded())
    assert re.fullmatch(re.escape(words).replace(r"\.\*", ".*"), caught.value.args[0])


@given(networks_with_samples(m=1))
def test_the_layers_are_those_of_the_network(case):
    sample, last = case.net.forward(case.X[0]), len(case.net.sizes)
    assert list(sample.theta) == list(case.net.theta) == list(range(1, last))
    assert list(sample.z) == list(sample.delta) == list(range(2, last + 1))
    assert list(sample.a) == list(range(1, last + 1))


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy]
    + [lambda x, p=p: pickle.loads(pickle.dumps(x, p)) for p in range(pickle.HIGHEST_PROTOCOL + 1)],
)
def test_layers_are_a_dict_and_stay_what_they_are_in_copies(again):
    delta = recorded().delta
    copied = again(delta)
    assert copied == delta == dict(delta)
    assert isinstance(copied, dict)
    assert (1 in copied, copied.get(1), copied.name) == (False, None, "delta")
    with pytest.raises(KeyError, match=r"no delta\[1\]"):
        copied[1]
    assert again(recorded()).delta == delta


def test_no_layers_at_all():
    with pytest.raises(KeyError, match=r"no a\[1\]; layers are counted from 1'"):
        Layers("a", {})[1]


def test_what_was_recorded_stays():
    sample = MLP(1, [1], seed=0).forward([1.0])
    with pytest.raises(AttributeError):
        sample.a = {}


def test_a_record_is_said_in_a_line():
    said = "theta[1] … theta[2], z[2] … z[3], a[1] … a[3]"
    assert repr(recorded()) == f"<Forward of 4-5-3: {said}>"
    said = "theta[1], z[2], a[1] … a[2]"
    assert repr(MLP(2, [1]).forward([0.5, 1.0])) == f"<Forward of 2-1: {said}>"


@pytest.mark.parametrize(
    ("net", "said"),
    [
        (MLP(4, [5, 3]), "MLP(4, [5, 3], 43 weights)"),
        (MLP(4, [5, 3], bias=False), "MLP(4, [5, 3], bias=False, 35 weights)"),
        (MLP(1, [1], activation="tanh"), "MLP(1, [1], activation='tanh', 2 weights)"),
        (
            MLP(1, [1], output_activation="identity"),
            "MLP(1, [1], output_activation='identity', 2 weights)",
        ),
    ],
)
def test_a_network_is_said_in_a_line(net, said):
    assert repr(net) == said


@given(st.integers(1, 60))
def test_the_line_is_short_however_deep_the_network(depth):
    net = MLP(3, [2] * depth)
    for said in (repr(net), repr(net.forward([0.1, 0.2, 0.3]))):
        assert len(said) <= 120
        assert "\n" not in said
    assert isinstance(net.forward([0.1, 0.2, 0.3]), Forward)
