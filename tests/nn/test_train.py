import csv
import io
import signal
import subprocess
import sys
import threading
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import autograd_mini.nn.train as training
from autograd_mini import MLP, DomainError, Value, nn
from autograd_mini.compile import Blocks
from autograd_mini.nn import textbook
from autograd_mini.nn.train import batches, train
from autograd_mini.nn.update_rules import UPDATE_RULES

XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]
IRIS = Path(nn.__file__).with_name("iris.csv")


def iris():
    with IRIS.open(newline="") as file:
        rows = [row for row in csv.reader(file) if row and not row[0][0].isalpha()]
    kinds = sorted({row[-1] for row in rows})
    X = [[float(x) / 5 - 1 for x in row[:4]] for row in rows]
    return X, [[float(row[-1] == kind) for kind in kinds] for row in rows]


def weights(net):
    return [theta.data for theta in net.parameters()]


def test_gradient_descent_is_the_textbooks():
    """θ ← θ − η·Δ/m, with Δ of the closed formulas, which know no engine."""
    X, Y = iris()
    net = MLP(4, [5, 3], seed=0)
    theta = {n: [[w.data for w in row] for row in rows] for n, rows in net.theta.items()}
    costs = []
    for _ in range(5):
        J, gradient = textbook.gradient(theta, X, Y)
        costs.append(J)
        theta = {
            n: [[w - 0.5 * g for w, g in zip(*rows)] for rows in zip(theta[n], gradient[n])]
            for n in theta
        }
    history = train(net, X, Y, steps=5, rate=0.5)
    assert history.costs == pytest.approx(costs, rel=1e-12)
    for n, rows in net.theta.items():
        assert [[w.data for w in row] for row in rows] == [
            pytest.approx(row, rel=1e-11, abs=1e-13) for row in theta[n]
        ]


@pytest.mark.parametrize("optimizer", UPDATE_RULES)
@pytest.mark.parametrize("batch", [None, 32])
@pytest.mark.parametrize("loss", ["cross_entropy", "softmax_cross_entropy"])
def test_every_backend_gives_the_same_numbers(optimizer, batch, loss):
    X, Y = iris()
    found = []
    for backend in ("scalar", "numpy"):
        net = MLP(4, [5, 3], seed=1)
        history = train(
            net, X[::3], Y[::3], steps=12, rate=0.05, optimizer=optimizer, batch=batch, seed=3,
            weight_decay=0.01, loss=loss, backend=backend, held_out=(X[1::3], Y[1::3]),
        )  # fmt: skip
        found.append((weights(net), history))
    (scalar, of_scalar), (numpy, of_numpy) = found
    assert numpy == pytest.approx(scalar, rel=1e-9, abs=1e-9)
    assert of_numpy.costs == pytest.approx(of_scalar.costs, rel=1e-9)
    for a, b in zip(of_scalar.measurements, of_numpy.measurements, strict=True):
        assert (a.step, a.accuracy, a.held_out_accuracy) == (
            b.step,
            b.accuracy,
            b.held_out_accuracy,
        )
        assert (a.cost, a.held_out_cost) == pytest.approx((b.cost, b.held_out_cost), rel=1e-9)


@pytest.mark.parametrize("backend", ["scalar", "numpy"])
def test_the_same_seed_gives_the_same_bits(backend):
    def trained(seed):
        net = MLP(2, [3, 1], seed=0)
        train(net, *XOR, steps=9, batch=3, seed=seed, backend=backend, optimizer="momentum")
        return weights(net)

    assert trained(1) == trained(1) != trained(2)


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 5), st.integers(1, 40))
def test_every_sample_has_its_turn_before_one_has_its_second(m, size, seed, steps):
    size = min(size, m)
    found = list(batches(m, size, seed, steps))
    assert len(found) == steps
    rows = [i for b in found for i in (range(m) if b is None else b)]
    for turn in range(0, len(rows) - m + 1, m):
        assert sorted(rows[turn : turn + m]) == list(range(m))


def test_batches_do_not_end_where_the_samples_do():
    assert [len(b) for b in batches(5, 2, 0, 6)] == [2, 2, 1, 2, 2, 1]
    turns = [i for rows in batches(50, 10, 0, 10) for i in rows]
    first, second = turns[:50], turns[50:]
    assert first != second and sorted(first) == sorted(second)


@pytest.mark.parametrize("backend", ["scalar", "numpy"])
def test_weight_decay_leaves_biases_alone(backend):
    net = MLP(1, [1], seed=0, activation="identity")
    net.load_theta({1: [[2.0, 3.0]]})
    # The cost does not depend on the weights, so that only the decay moves them.
    train(net, [[1.0]], [[0.0]], steps=1, rate=0.5, weight_decay=0.2,
          loss=lambda a, y: 0 * a[0] + 1, backend=backend)  # fmt: skip
    assert weights(net) == pytest.approx([2.0, 3.0 - 0.5 * 0.2 * 3.0], rel=1e-15)


def test_weight_decay_is_the_penalty_of_the_cost():
    """λ/(2m)·Σθ² of net.cost, in gradient descent."""
    penalised, decayed = MLP(2, [2, 1], seed=4), MLP(2, [2, 1], seed=4)
    penalised.cost(*XOR, regularization=0.8).backward()
    penalised.descend(0.3)
    train(decayed, *XOR, steps=1, rate=0.3, weight_decay=0.8 / 4)
    assert weights(decayed) == pytest.approx(weights(penalised), rel=1e-13)


def test_what_is_measured_and_when():
    net = MLP(2, [3, 1], seed=0)
    history = train(net, *XOR, steps=10, batch=2, rate=0.1, every=4)
    assert [at.step for at in history.measurements] == [0, 4, 8, 10]
    assert len(history.costs) == 10 and history.stopped == "steps"
    last = history.measurements[-1]
    assert last.cost == pytest.approx(net.cost(*XOR).data, rel=1e-14)
    right = [(net(x)[0].data >= 0.5) == bool(y) for x, (y,) in zip(*XOR)]
    assert last.accuracy == sum(right) / 4
    assert last.held_out_cost is None and history.best.cost == min(
        at.cost for at in history.measurements
    )


def test_by_itself_it_measures_once_for_all_samples_and_at_most_a_hundred_times():
    def measured(**options):
        history = train(MLP(2, [1], seed=0), *XOR, **options)
        return [at.step for at in history.measurements]

    assert measured(steps=3) == [0, 1, 2, 3]
    assert measured(steps=8, batch=1) == [0, 4, 8]
    assert len(measured(steps=1000, backend="numpy")) == 101


def test_targets_that_are_no_classes_have_no_accuracy():
    for backend in ("scalar", "numpy"):
        history = train(MLP(1, [1], seed=0), [[1.0]], [[0.3]], steps=1, backend=backend)
        assert history.measurements[0].accuracy is None
        assert "accuracy" not in str(history)


OVERFITTING = {
    "held_out": ([[0.0, 0.0], [1.0, 1.0]], [[1], [1]]), "patience": 3, "steps": 200, "every": 1,
}  # fmt: skip


@pytest.mark.parametrize("backend", ["scalar", "numpy"])
def test_early_stop_gives_the_weights_that_were_best_for_the_held_out_samples(backend):
    net = MLP(2, [3, 1], seed=0)
    history = train(net, *XOR, rate=0.5, optimizer="adam", backend=backend, **OVERFITTING)
    assert history.stopped == "patience" and len(history.costs) < 200
    steps = [at.step for at in history.measurements]
    assert steps.index(history.best.step) == len(steps) - 4
    assert net.cost(*OVERFITTING["held_out"]).data == pytest.approx(history.best.held_out_cost)
    assert str(history).endswith("; stopped early")


def test_without_patience_the_best_weights_come_back_too():
    net = MLP(2, [3, 1], seed=0)
    history = train(net, *XOR, rate=0.5, optimizer="adam", **{**OVERFITTING, "patience": None})
    assert history.stopped == "steps" and history.best is not history.measurements[-1]
    assert net.cost(*OVERFITTING["held_out"]).data == pytest.approx(history.best.held_out_cost)


def test_ctrl_c_keeps_the_best_weights(monkeypatch):
    """A real signal, sent while the seventh step is measured."""
    net = MLP(2, [3, 1], seed=0)
    measure = training._measure

    def interrupted(history, *arguments):
        if len(history.measurements) == 7:
            signal.raise_signal(signal.SIGINT)
        return measure(history, *arguments)

    monkeypatch.setattr(training, "_measure", interrupted)
    history = train(net, *XOR, steps=100, rate=3.0, optimizer="momentum", every=1)
    assert history.stopped == "interrupted" and len(history.measurements) == 7
    assert history.best.step == 3  # neither the first nor the last
    assert net.cost(*XOR).data == pytest.approx(history.best.cost, rel=1e-14)
    assert str(history).endswith("; interrupted")


def test_a_ctrl_c_that_python_loses_in_a_finalizer_comes_one_step_later(monkeypatch):
    class Finalized:
        def __del__(self):
            signal.raise_signal(signal.SIGINT)

    lost = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: lost.append(unraisable.exc_type))
    measure = training._measure

    def interrupted(history, *arguments):
        if len(history.measurements) == 7:
            Finalized()
        return measure(history, *arguments)

    monkeypatch.setattr(training, "_measure", interrupted)
    before = signal.getsignal(signal.SIGINT)
    history = train(MLP(2, [3, 1], seed=0), *XOR, steps=100, rate=3.0, every=1)
    assert lost == [KeyboardInterrupt]
    assert history.stopped == "interrupted" and len(history.measurements) == 8
    assert signal.getsignal(signal.SIGINT) is before


def test_what_somebody_has_said_of_ctrl_c_stays_so(monkeypatch):
    noted = []
    monkeypatch.setattr(training, "_measure", _then(training._measure, signal.SIGINT))
    before = signal.signal(signal.SIGINT, lambda *_: noted.append(True))
    try:
        assert train(MLP(2, [1], seed=0), *XOR, steps=2, every=1).stopped == "steps"
    finally:
        signal.signal(signal.SIGINT, before)
    assert noted == [True] * 3


def _then(function, number):
    def raised(*arguments):
        signal.raise_signal(number)
        return function(*arguments)

    return raised


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals between processes")
def test_ctrl_c_in_a_terminal_ends_a_training_and_not_the_program(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from autograd_mini import MLP\nfrom autograd_mini.nn.train import train\n"
        "net = MLP(1, [1], seed=0)\n"
        "def loss(a, y):\n"
        "    print('at it', flush=True)\n"
        "    return (a[0] - y[0]) ** 2\n"
        "print(train(net, [[1.0]], [[0.0]], steps=10**9, loss=loss).stopped)\n"
    )
    process = subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True)
    backstop = threading.Timer(60, process.kill)
    backstop.start()
    for _ in range(20):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    lines = process.stdout.read().splitlines()
    process.stdout.close()
    assert (process.wait(), lines[-1]) == (0, "interrupted")
    backstop.cancel()


@pytest.mark.parametrize("backend", ["scalar", "numpy"])
def test_a_rate_that_is_too_large_is_an_error_and_leaves_the_network_alone(backend):
    net = MLP(1, [1], activation="identity", seed=0)
    before = weights(net), [theta.grad for theta in net.parameters()]
    with pytest.raises(DomainError, match=r"^step \d+: .*the rate 1e\+200 is too large"):
        train(net, [[1.0]], [[1.0]], steps=50, rate=1e200, backend=backend,
              loss="mean_squared_error")  # fmt: skip
    assert (weights(net), [theta.grad for theta in net.parameters()]) == before


def test_an_error_of_a_sample_names_it_by_its_number():
    net = MLP(1, [1], seed=0)
    net.load_theta({1: [[0.0, 1.0]]})
    X, Y = [[0.0], [1.0], [-800.0]], [[0], [1], [1]]
    with pytest.raises(DomainError, match=r"X\[2\], Y\[2\]: "):
        train(net, X, Y, steps=1)


def test_training_does_not_touch_the_gradients_of_the_network():
    net = MLP(2, [1], seed=0)
    net.cost(*XOR).backward()
    before = [theta.grad for theta in net.parameters()]
    train(net, *XOR, steps=2)
    assert [theta.grad for theta in net.parameters()] == before


def test_data_may_be_arrays_and_lists():
    X, Y = XOR
    expected = None
    for given_X, given_Y in [(X, Y), (np.array(X), np.array(Y)), (tuple(map(tuple, X)), iter(Y))]:
        for backend in ("scalar", "numpy"):
            net = MLP(2, [2, 1], seed=0)
            targets = list(given_Y) if backend == "scalar" else given_Y
            train(net, given_X, targets, steps=2, backend=backend)
            expected = expected or weights(net)
            assert weights(net) == pytest.approx(expected, rel=1e-12)
            given_Y = targets


@pytest.mark.parametrize("backend", ["scalar", "numpy"])
@pytest.mark.parametrize("ledger", [False, True])
def test_weights_beyond_the_largest_float_are_told_as_such(backend, ledger, recwarn):
    net = MLP(1, [1], output_activation="identity", seed=0)
    before = weights(net)
    with pytest.raises(DomainError, match=r"^step \d+: a weight is beyond .*the rate 1e\+200 is"):
        train(
            net, [[1]], [[0]], loss="mean_squared_error", rate=1e200, weight_decay=1e120,
            backend=backend, ledger=ledger,
        )  # fmt: skip
    assert weights(net) == before and not recwarn.list


@pytest.mark.parametrize("backend", ["scalar", "numpy"])
@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"X": [[0, 0]]}, ValueError, "X has 1 samples and Y has 4"),
        ({"X": [], "Y": []}, ValueError, "not 0"),
        ({"X": [[0]] * 4}, ValueError, r"X\[0\] has 1 entries, but the network takes 2"),
        ({"Y": [[0, 1]] * 4}, ValueError, r"Y\[0\] has 2 entries"),
        ({"Y": [0, 1, 1, 0]}, TypeError, r"Y\[0\] is the number 0, where a list"),
        ({"X": [[0, float("nan")]] * 4}, ValueError, r"X\[0\]\[1\]"),
        ({"X": [[0, Value(1.0)]] * 4}, TypeError, r"X\[0\]\[1\] is the Value 1.0"),
        ({"Y": [["a"]] * 4}, TypeError, r"Y\[0\]\[0\] is the string 'a'"),
        ({"X": 3}, TypeError, "X is the number 3"),
        ({"steps": 0}, ValueError, "steps is a whole number at least 1, not 0"),
        ({"steps": 2.0}, TypeError, "steps is a whole number"),
        ({"rate": 0}, ValueError, "rate is 0.0; take a positive number"),
        ({"rate": Value(0.1)}, TypeError, "give its .data"),
        ({"rate": "0.1"}, TypeError, "rate is the string"),
        ({"weight_decay": -1}, ValueError, "weight_decay is -1.0; take a positive number or 0"),
        ({"batch": 5}, ValueError, "batch is a whole number from 1 to 4, not 5"),
        ({"batch": 0}, ValueError, "batch is a whole number from 1 to 4, not 0"),
        ({"optimizer": "sgd"}, ValueError, "no rule is called 'sgd'"),
        ({"loss": "hinge"}, ValueError, "no loss is called 'hinge'"),
        ({"seed": -1}, ValueError, "seed is a whole number"),
        ({"patience": 3}, ValueError, r"give held_out=\(X, Y\)"),
        ({"patience": 0, "held_out": XOR}, ValueError, "patience is a whole number"),
        ({"held_out": XOR[0]}, TypeError, "held_out is of type list; give a pair"),
        ({"held_out": ([[1]], [[1]])}, ValueError, r"held_out: X\[0\] has 1 entries"),
        ({"every": 0}, ValueError, "every is a whole number"),
        ({"progress": "yes"}, TypeError, "progress is True, False or None"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_before_the_first_step(backend, arguments, error, words):
    net = MLP(2, [2, 1], seed=0)
    before = weights(net)
    X, Y = arguments.pop("X", XOR[0]), arguments.pop("Y", XOR[1])
    with pytest.raises(error, match=words):
        train(net, X, Y, **arguments, backend=backend)
    assert weights(net) == before
    arguments |= {"X": X, "Y": Y}


def test_samples_may_be_blocks_on_disk(tmp_path):
    X, Y = map(np.array, iris())
    X, Y = np.tile(X, (4, 1)), np.tile(Y, (4, 1))
    for name, array in (("X", X), ("Y", Y)):
        for i, part in enumerate(np.split(array, [250, 260])):
            np.save(tmp_path / f"{name}{i}.npy", part)
    parts = {name: [tmp_path / f"{name}{i}.npy" for i in range(3)] for name in ("X", "Y")}
    on_disk, found = Blocks.on_disk(**parts), []
    for samples, held_out, backend in (
        ((X, Y), (X[:300], Y[:300]), "numpy"),
        ((on_disk,), on_disk.rows(range(300)), None),
        ((Blocks(X=X, Y=Y),), (X[:300], Y[:300]), "numpy"),
    ):
        for batch in (None, 300, 7):
            net = MLP(4, [5, 3], seed=1)
            history = train(
                net, *samples, steps=4, batch=batch, held_out=held_out, backend=backend, every=2
            )
            found.append((weights(net), history))
    assert found[:3] == found[3:6] == found[6:]
    assert found[0][1].measurements[0].held_out_accuracy is not None
    same = MLP(4, [5, 3], seed=1)
    history = train(same, X, Y, steps=4, held_out=(X[:300], Y[:300]), backend="scalar", every=2)
    assert weights(same) == pytest.approx(found[0][0], rel=1e-12)
    for a, b in zip(history.measurements, found[0][1].measurements, strict=True):
        assert (a.step, a.accuracy) == (b.step, pytest.approx(b.accuracy, rel=1e-15))


def test_blocks_that_do_not_fit():
    net = MLP(2, [2, 1], seed=0)
    before = weights(net)
    fits, wide = (Blocks(X=np.ones((300, n)), Y=np.ones((300, 1))) for n in (2, 3))
    wrong = np.ones((300, 2))
    wrong[290, 1] = np.nan
    for arguments, options, error, words in (
        ((wide,), {}, ValueError, r"X has shape \(300, 3\); expected \(m, 2\)"),
        ((fits.only("X"),), {}, TypeError, "should have X, Y"),
        ((fits, XOR[1]), {}, TypeError, "leave Y out"),
        ((fits,), {"backend": "scalar"}, TypeError, "train with backend='numpy'"),
        ((fits,), {"held_out": wide}, ValueError, "held_out: X has shape"),
        ((fits,), {"cluster": "tcp://localhost:1"}, TypeError, r"distributed\.Client"),
        (XOR, {"cluster": 1, "backend": "scalar"}, ValueError, "a cluster takes 'numpy'"),
        ((Blocks(X=wrong, Y=np.ones((300, 1))),), {}, ValueError, "nan, in row 290"),
        ((XOR[0],), {"backend": "numpy"}, TypeError, "Y is"),
        ((XOR[0],), {}, TypeError, "Y is"),
    ):
        with pytest.raises(error, match=words):
            train(net, *arguments, **options)
        assert weights(net) == before


def test_a_backend_that_there_is_not():
    with pytest.raises(ValueError, match="backend is one of 'scalar', 'numpy'"):
        train(MLP(2, [1]), *XOR, backend="cuda")
    with pytest.raises(TypeError, match="train takes an MLP"):
        train(MLP(2, [1])([0, 0]), *XOR)


def test_the_bar_shows_cost_and_accuracy(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)  # tests of notebooks import it
    train(MLP(2, [1], seed=0), *XOR, steps=3, progress=True)
    shown = capsys.readouterr().err
    assert "3/3" in shown and "J=" in shown and "accuracy=" in shown
    train(MLP(2, [1], seed=0), *XOR, steps=3)
    assert capsys.readouterr().err == ""


def test_without_tqdm_a_terminal_has_a_line_in_its_place(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    train(MLP(1, [1], seed=0), [[0.0], [1.0]], [[0], [1]], steps=250)
    lines = terminal.getvalue().split("\r")
    shown = [line.split()[0] for line in lines if line.strip()]
    assert len(shown) == 100 and shown[0] == "3/250" and shown[-1] == "250/250"
    assert "J=" in lines[-3] and not lines[-2].strip() and lines[-1] == ""
    monkeypatch.setattr(sys, "stderr", pipe := io.StringIO())
    train(MLP(1, [1], seed=0), [[0.0], [1.0]], [[0], [1]], steps=250)
    assert pipe.getvalue() == ""


def test_without_tqdm_a_bar_is_asked_for_in_vain(monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    with pytest.raises(ImportError, match=r'python -m pip install "autograd-mini\[train\]"'):
        train(MLP(2, [1], seed=0), *XOR, steps=1, progress=True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    train(MLP(2, [1], seed=0), *XOR, steps=1)


def test_without_numpy_the_scalar_engine_trains():
    code = (
        "import sys\nsys.modules['numpy'] = None\n"
        "from autograd_mini import MLP\nfrom autograd_mini.nn.train import train\n"
        "print(train(MLP(1, [1], seed=0), [[1.0]], [[1]], steps=2))\n"
        "try:\n    train(MLP(1, [1]), [[1.0]], [[1]], backend='numpy')\n"
        "except ImportError as error:\n    print(error)\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert shown[0].startswith("2 steps: J from") and "autograd-mini[compile]" in shown[1]


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_small_steps_lower_the_cost(seed):
    history = train(MLP(2, [3, 1], seed=seed), *XOR, steps=5, rate=0.01)
    assert all(b < a for a, b in pairwise(history.costs))


def test_one_step_is_told_as_one():
    history = train(MLP(1, [1], seed=0), [[1.0]], [[1]], steps=1, rate=0.1)
    assert str(history).startswith("1 step: J from") and history.text("zh").startswith("1 步：")
