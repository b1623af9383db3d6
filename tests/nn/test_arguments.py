"""What a network may be made with: sizes, a seed, activations."""

import numpy as np
import pytest

import autograd_mini as ag
from autograd_mini import MLP


@pytest.mark.parametrize(
    "sizes",
    [
        (4, np.array([5, 3])),
        (np.int64(4), [np.int32(5), np.uint8(3)]),
        (4, (5, 3)),
        (4, iter([5, 3])),
        (4, range(5, 1, -2)),
    ],
)
def test_sizes_of_every_kind_of_int(sizes):
    net = MLP(*sizes, seed=np.int64(7))
    assert net.sizes == (4, 5, 3)
    assert all(type(size) is int for size in net.sizes)
    assert [t.data for t in net.parameters()] == [
        t.data for t in MLP(4, [5, 3], seed=7).parameters()
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((4, 5, 3), r"in one list: MLP\(4, \[5, 3\]\)$"),
        ((4, 5), r"in one list: MLP\(4, \[5\]\)$"),
        ((np.int64(4), np.int64(5), 3, 2), r"in one list: MLP\(4, \[5, 3, 2\]\)$"),
        ((4, [5, 3], 2), "by name, such as seed=0"),
        ((4, [5, 3], "tanh"), "by name, such as seed=0"),
        ((4, {5, 3}), "layer_sizes is of type set; give a list of sizes"),
        ((4, None), "layer_sizes is None; give a list of sizes"),
        ((4, "53"), "layer_sizes is the string '53'; give a list of sizes"),
    ],
)
def test_sizes_are_a_number_and_a_list(arguments, words):
    with pytest.raises(TypeError, match=words):
        MLP(*arguments)


@pytest.mark.parametrize("seed", ["7", 7.0, [7]])
def test_a_seed_is_an_int(seed):
    with pytest.raises(TypeError, match=r"seed is .*; give an int, or None"):
        MLP(1, [1], seed=seed)


@pytest.mark.parametrize("g", [ag.tanh, None, 1])
def test_an_activation_has_a_name(g):
    with pytest.raises(TypeError, match="given by its name, such as 'tanh', not"):
        MLP(1, [1], activation=g)


@pytest.mark.parametrize(
    "sizes", [(0, [1]), (2, []), (2, [0]), (-1, [1]), (2, [1.5]), ("2", [1]), (2, [3, None])]
)
def test_sizes_are_whole_and_positive(sizes):
    with pytest.raises(ValueError, match="whole layer sizes"):
        MLP(*sizes)


@pytest.mark.parametrize("name", ["Sigmoid", "add", "dot", ""])
def test_an_unknown_activation_is_refused(name):
    for setting in ("activation", "output_activation"):
        with pytest.raises(ValueError, match=rf"'{name}'; there are identity, .*sigmoid"):
            MLP(1, [1], **{setting: name})


def test_sizes_in_one_list_with_the_inputs():
    with pytest.raises(TypeError, match=r"number of inputs first.*MLP\(4, \[5, 3\]\)"):
        MLP([4, 5, 3])
    with pytest.raises(ValueError, match="for its inputs and for one layer or more"):
        MLP(4)


@pytest.mark.parametrize("size", [10**8, 10**400])
def test_a_network_that_fits_into_no_memory(size):
    with pytest.raises(ValueError, match="more than fits into memory"):
        MLP(4, [size])
