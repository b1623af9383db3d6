"""--scale of `autograd-mini train`: for whom it is, what it does, and what weights it leaves."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograd_mini.__main__ import main
from autograd_mini.command.csv_samples import named, parsed
from autograd_mini.command.scaling import Scale, saturated
from autograd_mini.nn import MLP

UNITS = (100.0, 10.0, 1000.0, 10.0)  # of the columns, for centimetres: nobody measures flowers so


@pytest.fixture
def file(tmp_path):
    """Flowers measured in all too small units."""
    flowers = named("iris", 0)
    rows = [[*(x * unit for x, unit in zip(row, UNITS)), flowers.classes[k]]
            for row, k in zip(flowers.X, flowers.of)]  # fmt: skip
    path = tmp_path / "flowers.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
    return path


def accuracy(capsys, *arguments):
    assert main(["train", *map(str, arguments), "--json", "-"]) == 0
    told = capsys.readouterr()
    return json.loads(told.out)["measurements"][-1]["accuracy"], told.err


def test_the_defaults_learn_iris(capsys):
    found, said = accuracy(capsys, "--data", "iris")
    assert found > 0.9 and said == ""


@pytest.mark.parametrize(("language", "word"), [("en", "saturated"), ("zh", "饱和")])
def test_units_that_are_saturated_are_told_of(capsys, file, language, word):
    found, said = accuracy(capsys, file, "--steps", 1, "--language", language)
    assert found < 0.7 and word in said and "--scale" in said and said.count("\n") == 1


def test_scaled_columns_are_learnt_and_the_weights_are_for_the_file(capsys, file, tmp_path):
    weights = tmp_path / "w.json"
    found, said = accuracy(capsys, file, "--scale", "-o", weights, "--held-out", "0.2")
    assert found > 0.9 and said == ""
    net, samples = MLP.load(weights), parsed(file.read_text("utf-8"))
    guesses = [a.index(max(a)) for a in ([float(v.data) for v in net(x)] for x in samples.X)]
    assert sum(map(int.__eq__, guesses, samples.of)) > 0.9 * len(guesses)
    # A training goes on from there, with the scale; without it, its first steps may spoil it.
    for more in ([], ["--scale"]):
        again, said = accuracy(capsys, file, "--from", weights, "--steps", 1, "--rate", 1e-9, *more)
        assert again > 0.9
        assert (said == "") if more else ("go on with --scale" in said and said.count("\n") == 1)
    said = accuracy(capsys, file, "--from", weights, "--steps", 1, "--language", "zh")[1]
    assert str(weights) in said and "请继续使用 --scale" in said


def test_a_training_that_goes_on_without_the_scale_and_gets_worse_is_told_of(capsys, tmp_path):
    weights = tmp_path / "w.json"
    iris = ("--data", "iris", "--optimizer", "gradient_descent")  # whose units saturate nothing
    accuracy(capsys, *iris, "--scale", "-o", weights)
    _, said = accuracy(capsys, *iris, "--from", weights)
    assert "J rose from 0.4" in said and "go on with --scale" in said and said.count("\n") == 1
    assert "请继续使用 --scale" in accuracy(capsys, *iris, "--from", weights, "--language", "zh")[1]
    for more in (["--scale"], ["--rate", "0.001"]):
        assert accuracy(capsys, *iris, "--from", weights, *more)[1] == "", more


numbers = st.floats(-1e3, 1e3)


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=5))
@example([(0.0, 0.0), (0.0, 2.225073858507e-311)])  # which no weight can be divided by
def test_a_folded_network_is_the_same_network(rows):
    scale = Scale.of(rows)
    net, other = MLP(2, [3, 1], seed=1), MLP(2, [3, 1], seed=1)
    scaled = net.forward(scale.applied(rows)[0])
    scale.fold(net)
    raw = net.forward(list(rows[0]))
    size = max(abs(w.data * x) for row in net.theta[1] for w, x in zip(row, (1.0, *rows[0])))
    for z, right in zip(raw.z[2], scaled.z[2]):
        assert z.data == pytest.approx(right.data, abs=1e-12 * max(1.0, size))
    scale.unfold(net)
    for weight, before in zip(net.parameters(), other.parameters()):
        assert weight.data == pytest.approx(before.data, abs=1e-12 * max(1.0, size))


def test_a_network_without_bias_cannot_be_scaled():
    scale = Scale.of([[1.0], [2.0]])
    for change in (scale.fold, scale.unfold):
        with pytest.raises(ValueError, match="--scale needs a network with bias"):
            change(MLP(1, [1], bias=False))


def test_few_saturated_units_are_no_reason_to_worry():
    net = MLP(1, [2, 1], seed=0)
    for weight, number in zip(net.parameters(), (0.0, 100.0, 0.0, 0.1)):
        weight.data = number
    assert saturated(net, [[1.0], [-1.0]]) == 0.5
