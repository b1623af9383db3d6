import json
import math
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd_mini import MLP

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=4), st.booleans(),
    st.sampled_from(["sigmoid", "tanh", "identity"]), st.data(),
)  # fmt: skip
def test_a_network_comes_back_to_the_last_digit(tmp_path_factory, sizes, bias, activation, data):
    net = MLP(sizes[0], sizes[1:], bias=bias, activation=activation, output_activation="sigmoid")
    for theta in net.parameters():
        theta.data = data.draw(FINITE)
    path = tmp_path_factory.mktemp("network") / "net.json"
    net.save(path)
    other = MLP.load(os.fspath(path))
    assert repr(other) == repr(net) and other.sizes == net.sizes
    for a, b in zip(net.parameters(), other.parameters(), strict=True):
        assert (a.data, math.copysign(1, a.data), a.label) == (
            b.data, math.copysign(1, b.data), b.label
        )  # fmt: skip


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "net.json"
    MLP(2, [3, 1], seed=0).save(path)
    return path


def change(path, **changes):
    content = json.loads(path.read_text())
    content.update(changes)
    path.write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": "weights"}, 'it does not say "format": "autograd_mini.MLP"'),
        ({"version": 2}, "it has version 2 of the format, and this is read by version 1"),
        ({"version": True}, "it has version True"),
        ({"version": "1"}, "it has version '1'"),
        ({"more": 1}, "it also has 'more'"),
        ({"sizes": [2, 3.0, 1]}, "its sizes are no list of whole numbers"),
        ({"sizes": "231"}, "its sizes are no list of whole numbers"),
        ({"sizes": [2, 3]}, "its theta does not have the layers 1"),
        ({"sizes": []}, "its theta does not have the layers"),
        ({"sizes": [2, 4, 1]}, r"its Θ\^\(1\) is not a matrix of 4 × 3"),
        ({"sizes": [True, 3, 1]}, "its sizes are no list of whole numbers"),
        ({"bias": 1}, "its bias is neither true nor false"),
        ({"bias": False}, r"its Θ\^\(1\) is not a matrix of 3 × 2"),
        ({"activation": "softmax"}, "no activation is called 'softmax'"),
        ({"activation": None}, "its activation is no name"),
        ({"theta": []}, "its theta does not have the layers 1, 2"),
        ({"theta": {"1": [[0, 0, 0]] * 3}}, "its theta does not have the layers 1, 2"),
        ({"theta": {"1": [[0, 0, 0]] * 3, "2": [[0, 0, 0, "1"]]}}, r"theta\[2\]\[0\]\[3\] is '1'"),
        ({"theta": {"1": [[0, 0, 0]] * 3, "2": [[0, 0, 0, True]]}}, r"theta\[2\]\[0\]\[3\] is Tr"),
        ({"theta": {"1": [[0, 0, 0]] * 3, "2": [[0, 0, None, 0]]}}, r"theta\[2\]\[0\]\[2\] is No"),
        ({"theta": {"1": [[0, 0, 0]] * 3, "2": [0, 0, 0, 0]}}, r"its Θ\^\(2\) is not a matrix"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_the_reason(saved, changes, reason):
    change(saved, **changes)
    with pytest.raises(ValueError, match="net.json does not hold a network: " + reason):
        MLP.load(saved)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "Expecting value"),
        (b"\xff\xff", "codec can't decode"),
        (b"[" * 100_000, "nested too deeply|Expecting|recursion"),
        (b'{"format": "autograd_mini.MLP", "format": "autograd_mini.MLP"}', "twice"),
        (b"NaN", "NaN is no number of JSON"),
        (b"12", "does not say"),
    ],
)
def test_what_is_no_json_is_refused(saved, text, reason):
    saved.write_bytes(text)
    with pytest.raises(ValueError, match=reason):
        MLP.load(saved)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" + 400 * "0"])
def test_numbers_that_are_not_finite_are_refused(saved, number):
    content = json.loads(saved.read_text())
    content["theta"]["2"] = [["here", 0, 0, 0]]
    saved.write_text(json.dumps(content).replace('"here"', number))
    with pytest.raises(ValueError, match=r"no number of JSON|no finite number"):
        MLP.load(saved)


@given(st.data())
def test_every_beginning_of_a_file_is_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("network") / "net.json"
    MLP(1, [2], seed=0).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: data.draw(st.integers(0, len(content) - 2))])
    with pytest.raises(ValueError, match="does not hold a network"):
        MLP.load(path)


def test_a_lack_of_a_key(saved):
    content = json.loads(saved.read_text())
    del content["bias"]
    saved.write_text(json.dumps(content))
    with pytest.raises(ValueError, match="it lacks 'bias'"):
        MLP.load(saved)


def test_a_weight_that_was_set_by_hand_leaves_the_file_as_it_was(saved):
    before = saved.read_bytes()
    net = MLP(2, [3, 1], seed=1)
    net.theta[1][0][0].data = math.nan
    with pytest.raises(ValueError, match=r"Θ\^\(1\)_1,0"):
        net.save(saved)
    assert saved.read_bytes() == before


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        MLP.load(tmp_path / "none.json")
