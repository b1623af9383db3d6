"""The ledger: every account adds up to its weight exactly, and each sample's share is its own."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import places

import autograd_mini.nn.train as training
from autograd_mini import MLP, train
from autograd_mini.compile import Blocks
from autograd_mini.nn import ledger as ledgers
from autograd_mini.nn.account import exactly
from autograd_mini.nn.update_rules import UPDATE_RULES, UpdateRule

LOSSES = ["cross_entropy", "softmax_cross_entropy", "mean_squared_error"]


def accounts(net, history):
    return {at: history.ledger.of(at) for at in places(net)}


def numbers(seed, m, s_1, K):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, s_1)).tolist(), np.eye(K)[rng.integers(0, K, m)].tolist()


@st.composite
def trainings(draw):
    """Return a function that makes the network, its samples, and how to train it."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    sizes[-1] = max(2, sizes[-1])
    m, seed = draw(st.integers(2, 9)), draw(st.integers(0, 99))
    X, Y = numbers(seed, 2 * m, sizes[0], sizes[-1])
    options = {
        "optimizer": draw(st.sampled_from(list(UPDATE_RULES))),
        "batch": draw(st.none() | st.integers(1, m)),
        "weight_decay": draw(st.sampled_from([0.0, 0.01])),
        "loss": draw(st.sampled_from(LOSSES)),
        "steps": draw(st.integers(1, 8)), "rate": draw(st.sampled_from([0.01, 0.3])), "seed": seed,
    }  # fmt: skip
    if draw(st.booleans()):
        options |= {"held_out": (X[m:], Y[m:]), "patience": 2, "every": 1}
    bias, backend = draw(st.booleans()), draw(st.sampled_from(["scalar", "numpy"]))
    return lambda: MLP(sizes[0], sizes[1:], seed=seed, bias=bias), X[:m], Y[:m], options, backend


@settings(max_examples=40)
@given(trainings())
def test_an_account_adds_up_to_its_weight_exactly(drawn):
    make, X, Y, options, backend = drawn
    net, plain = make(), make()
    history = train(net, X, Y, **options, backend=backend, ledger=True)
    other = train(plain, X, Y, **options, backend=backend)
    # The ledger only looks on.
    assert [w.data for w in net.parameters()] == [w.data for w in plain.parameters()]
    assert history.costs == other.costs and history.measurements == other.measurements
    assert other.ledger is None
    start = [w.data for w in make().parameters()]
    for (at, account), w, first in zip(accounts(net, history).items(), net.parameters(), start):
        assert (account.name, account.start, account.end) == (w.label, first, w.data)
        added = Fraction(first) + sum(Fraction(entry.amount) for entry in account.entries)
        assert added == Fraction(w.data) == account.total(), at
        assert sum(line.amount for line in account.lines()) == added - Fraction(first)
        lost = [abs(e.amount) for e in account.entries if e.kind == "rounding"]
        # Nothing hides there.  Shares that cancel may be large: a rule such as Adam divides all of
        # them by the size of what is left, and with them their rounding.
        largest = max([abs(e.amount) for e in account.entries], default=0)
        assert max(lost, default=0) < 1e-14 * max(1, largest)
        kinds = {e.kind for e in account.entries}
        assert ("earlier" in kinds) <= (options["optimizer"] != "gradient_descent")
        assert ("decay" in kinds) <= (options["weight_decay"] > 0)
    kept = history.best.step if "held_out" in options else len(history.costs)
    assert history.ledger.steps == kept and history.ledger.taken == len(history.costs)


@pytest.mark.parametrize("loss", [*LOSSES, lambda a, y: (a[0] - y[0]) ** 2])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "identity"])
def test_a_share_is_what_the_gradient_of_that_sample_alone_says(loss, bias, activation):
    X, Y = numbers(1, 5, 3, 2)
    made = [
        MLP(3, [4, 2], seed=2, bias=bias, activation=activation, output_activation="sigmoid")
        for _ in range(2)
    ]
    shares = {}
    for net, backend in zip(made, ("scalar", "numpy")):
        history = train(net, X, Y, steps=1, rate=0.3, loss=loss, backend=backend, ledger=True)
        for at, account in accounts(net, history).items():
            for entry in account.entries:
                if entry.kind == "sample":
                    shares.setdefault((at, entry.sample), []).append(entry.amount)
    before = MLP(3, [4, 2], seed=2, bias=bias, activation=activation, output_activation="sigmoid")
    for s, (x, y) in enumerate(zip(X, Y)):
        for w in before.parameters():
            w.grad = 0.0
        before.cost([x], [y], loss=loss).backward()
        for at in places(before):
            wanted = -0.3 / 5 * before.theta[at[0]][at[1]][at[2]].grad
            assert shares[at, s] == pytest.approx([wanted] * 2, rel=1e-9, abs=1e-15)


# What a rule does with gradients is NumPy's on every library, so that one rule will do there.
RULES_ON = [*(("numpy", rule) for rule in UPDATE_RULES), ("torch", "adam"), ("jax", "adam")]


@pytest.mark.parametrize(("backend", "optimizer"), RULES_ON)
def test_a_backend_gives_the_same_account_as_the_scalar_one(backend, optimizer):
    module = pytest.importorskip(backend)
    if backend == "jax":
        module.config.update("jax_enable_x64", True)
    X, Y = numbers(3, 70, 3, 2)  # more than by_sample.py takes at once
    found = []
    for name in ("scalar", backend):
        net = MLP(3, [3, 2], seed=0)
        history = train(
            net, X, Y, steps=4, rate=0.1, optimizer=optimizer, batch=66, weight_decay=0.1,
            backend=name, ledger=True,
        )  # fmt: skip
        entries = []
        for (at, account), w in zip(accounts(net, history).items(), net.parameters(), strict=True):
            assert account.total() == Fraction(w.data)
            # What rounding adds is each backend's own.
            entries += [(at, entry) for entry in account.entries if entry.kind != "rounding"]
        found.append(entries)
    assert len(found[0]) > 2 * (66 + 4) * len(net.parameters())
    for (at, one), (place, other) in zip(*found, strict=True):
        assert (at, one[:3]) == (place, other[:3])
        # The largest amount is 0.5, and all compute in doubles: they may add 66 terms in another
        # order, and Adam divides by roots of sums.  Measured are 9e-16 at most.
        assert one.amount == pytest.approx(other.amount, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_momentum_and_adam_carry_over_what_their_formulas_say(optimizer):
    net = MLP(1, [1], seed=0)
    start = net.theta[1][0][0].data
    history = train(net, [[0.5]], [[1.0]], steps=2, rate=0.1, optimizer=optimizer, ledger=True)
    first = history.ledger.of((1, 0, 0)).sorted("step")[0]
    (earlier,) = [e for e in history.ledger.of((1, 0, 0)).entries if e.kind == "earlier"]
    assert (first.kind, first.step, earlier.step) == ("sample", 1, 2)
    g_1, g_2 = (delta[0][0] for delta in history.ledger.delta)  # of the bias, whose a is 1
    if optimizer == "momentum":  # v ← 0.9·v + g
        wanted = [-0.1 * g_1, -0.1 * 0.9 * g_1]
    else:  # m ← 0.9·m + 0.1·g, s ← 0.999·s + 0.001·g², each divided by what it lacks at first
        s = (0.999 * 0.001 * g_1**2 + 0.001 * g_2**2) / (1 - 0.999**2)
        wanted = [-0.1 * g_1 / abs(g_1), -0.1 * 0.9 * 0.1 * g_1 / (1 - 0.9**2) / math.sqrt(s)]
    # Adam's ε, 1e-8, is left out here.
    assert [first.amount, earlier.amount] == pytest.approx(wanted, rel=1e-6)
    assert history.ledger.theta[0][0] == start


# Rules whose p is a fraction if g is one: √(g²) is |g|.
BY_FRACTIONS = {
    "gradient_descent": UPDATE_RULES["gradient_descent"],
    "momentum": UPDATE_RULES["momentum"].with_constants(beta=0.5),
    "adam": UPDATE_RULES["adam"].with_constants(beta1=0.5, beta2=0.0, epsilon=0.0),
}


def by_fractions(rule, rows, xs, ys, w, b, rate, decay):
    """Return the account of w in a = w·x + b, J = (a − y)², with formulas written out here."""
    entries, remembered = [], {"w": Fraction(0), "b": Fraction(0)}
    for t, samples in enumerate(rows, start=1):
        m = len(samples)
        delta = {s: 2 * (w * xs[s] + b - ys[s]) for s in samples}
        g = {"w": sum(delta[s] * xs[s] for s in samples) / m, "b": sum(delta.values()) / m}
        scale, kept = {"w": 1, "b": 1}, {"w": 0, "b": 0}  # p = scale·g + kept
        for name in g:
            if rule == "momentum":
                kept[name] = remembered[name] / 2
                remembered[name] = g[name] + kept[name]
            elif rule == "adam":
                divisor = (1 - Fraction(1, 2**t)) * abs(g[name])
                scale[name], kept[name] = 1 / (2 * divisor), remembered[name] / 2 / divisor
                remembered[name] = (g[name] + remembered[name]) / 2
        entries += [("sample", s, -rate / m * scale["w"] * delta[s] * xs[s]) for s in samples]
        entries += [("decay", None, -rate * decay * w), ("earlier", None, -rate * kept["w"])]
        w -= rate * (scale["w"] * g["w"] + kept["w"] + decay * w)
        b -= rate * (scale["b"] * g["b"] + kept["b"])
    return [entry for entry in entries if entry[2] or entry[0] == "sample"], w


@pytest.mark.parametrize("backend", ["scalar", "numpy"])
@pytest.mark.parametrize("rule", BY_FRACTIONS)
def test_an_account_is_that_of_exact_fractions(rule, backend):
    xs, ys = [Fraction(n, 4) for n in (2, -3, 5)], [Fraction(n, 2) for n in (1, 0, -1)]
    rate, decay = Fraction(1, 8), Fraction(1, 4)
    net = MLP(1, [1], activation="identity", output_activation="identity", seed=0)
    net.load_theta({1: [[0.25, -0.5]]})
    history = train(
        net, [[float(x)] for x in xs], [[float(y)] for y in ys], steps=4, batch=2, seed=3,
        rate=float(rate), weight_decay=float(decay), loss="mean_squared_error",
        optimizer=BY_FRACTIONS[rule], backend=backend, ledger=True,
    )  # fmt: skip
    rows = history.ledger.rows
    assert [len(row) for row in rows] == [2, 1, 2, 1]
    start = -Fraction(1, 2), Fraction(1, 4)
    wanted, w = by_fractions(rule, rows, xs, ys, *start, rate, decay)
    found = [(e.kind, e.sample, Fraction(e.amount)) for e in history.ledger.of((1, 0, 1)).entries]
    if rule != "adam":  # all numbers are floats, and nothing is rounded
        assert found == wanted and w == net.theta[1][0][1].data
        return
    found = [entry for entry in found if entry[0] != "rounding"]
    for one, other in zip(found, wanted, strict=True):
        assert one[:2] == other[:2] and abs(one[2] - other[2]) < 1e-15
    assert w == pytest.approx(net.theta[1][0][1].data, rel=1e-15)


def test_a_sum_of_floats_is_exact():
    @given(st.lists(st.floats(-1e300, 1e300) | st.sampled_from([5e-324, 1e16, 1.0, -1e16])))
    def check(terms):
        assert exactly(terms) == sum(map(Fraction, terms))

    check()
    assert exactly([Fraction(1, 3), 0.5]) == Fraction(5, 6)


def test_an_account_is_sorted_and_printed():
    X, Y = numbers(0, 30, 2, 2)
    net = MLP(2, [2], seed=0)
    history = train(net, X, Y, steps=6, batch=4, weight_decay=0.1, optimizer="adam", ledger=True)
    account = history.ledger.of(net.theta[1][0][1])
    sizes = [abs(e.amount) for e in account.sorted("size")]
    assert sizes == sorted(sizes, reverse=True)
    assert [e.step for e in account.sorted("step")] == [e.step for e in account.entries]
    of_samples = [e.sample for e in account.sorted("sample") if e.kind == "sample"]
    assert of_samples == sorted(of_samples)
    assert [line.number for line in account.lines("step")] == [1, 2, 3, 4, 5, 6]
    text = str(account)
    assert text == account.text(by="size", most=10)
    for words in ("Θ^(1)_1,1: from", "14 other samples", "weight decay", "(adam)", "exactly"):
        assert words in text
    chinese = history.ledger.of((1, 0, 1), language="zh").text(by="step", most=2)
    for words in ("第 1 步", "其余 4 步", "合计", "完全相等"):
        assert words in chinese
    assert "sample" not in chinese


def test_where_the_best_weights_came_back_it_says_so():
    X, Y = numbers(1, 12, 2, 2)
    net = MLP(2, [3, 2], seed=0)
    history = train(
        net, X[:6], Y[:6], steps=30, rate=3.0, held_out=(X[6:], Y[6:]), every=1, ledger=True
    )
    account = history.ledger.of((1, 0, 0))
    assert history.best.step < 30 and account.steps == history.best.step
    assert "it was trained for 30 steps" in str(account)
    assert account.end == net.theta[1][0][0].data


def test_ctrl_c_keeps_an_account_of_the_weights_that_are_kept(monkeypatch):
    X, Y = numbers(0, 6, 2, 2)
    measure, calls = training._measure, []

    def interrupted(*arguments):
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return measure(*arguments)

    monkeypatch.setattr(training, "_measure", interrupted)
    net = MLP(2, [2], seed=0)
    history = train(net, X, Y, steps=10, every=1, ledger=True)
    assert history.stopped == "interrupted" and history.ledger.steps == 3
    for at, account in accounts(net, history).items():
        assert account.total() == net.theta[at[0]][at[1]][at[2]].data


def test_what_is_refused(monkeypatch):
    X, Y = numbers(0, 6, 2, 2)
    net = MLP(2, [2], seed=0)
    with pytest.raises(ValueError, match=r"give X and Y as arrays or lists, and no cluster"):
        train(net, Blocks(X=np.array(X), Y=np.array(Y)), backend="numpy", ledger=True)
    with pytest.raises(TypeError, match="ledger is True or False"):
        train(net, X, Y, ledger="yes")
    with monkeypatch.context() as patch:
        patch.setattr(ledgers, "MOST_BYTES", 1000)
        with pytest.raises(ValueError, match=r"10 steps with 6 samples each .* MB is the most"):
            train(net, X, Y, steps=10, ledger=True)
    sign = UpdateRule("sign", "p = g/|g|", "", lambda g, t: (math.copysign(1.0, g),))
    with pytest.raises(ValueError, match="the rule sign cannot be kept in a ledger"):
        train(net, X, Y, optimizer=sign, ledger=True)
    shared = MLP(2, [2, 2], seed=0)
    shared.theta[2][0][1] = shared.theta[1][0][1]
    with pytest.raises(ValueError, match="a weight of this network stands in two places"):
        train(shared, X, Y, backend="scalar", ledger=True)
    ledger = train(net, X, Y, steps=1, ledger=True).ledger
    for wrong, error, said in (
        ((1, 0, 9), ValueError, r"there is no net.theta\[1\]\[0\]\[9\]"),
        (MLP(2, [2], seed=0).theta[1][0][0], ValueError, "is no weight of the network"),
        ("Θ", TypeError, r"give a weight, net.theta\[l\]\[i\]\[j\], or the tuple"),
        ((1, 0), TypeError, "theta is of type tuple"),
    ):
        with pytest.raises(error, match=said):
            ledger.of(wrong)
    with pytest.raises(ValueError, match="language is one of"):
        ledger.of((1, 0, 0), language="fr")
    with pytest.raises(ValueError, match="by is one of 'size', 'sample', 'step'"):
        ledger.of((1, 0, 0)).lines("colour")


def test_its_limit_is_a_gigabyte_and_is_looked_at_first(monkeypatch):
    X, Y = numbers(0, 6, 2, 2)
    net = MLP(2, [2], seed=0)
    before = [w.data for w in net.parameters()]
    assert ledgers.MOST_BYTES == 2**30
    needed = {
        steps: ledgers.bytes_of(net, UPDATE_RULES["adam"], 6, steps, 3) for steps in (10**7, 9, 10)
    }
    assert needed[10**7] > 2**30 > needed[10]
    with pytest.raises(ValueError, match=rf"{needed[10**7] / 2**20:,.0f} MB .* 1,024 MB is the"):
        train(net, X, Y, steps=10**7, batch=3, optimizer="adam", ledger=True)
    # What fits to the last byte is kept, and one step more is refused.
    monkeypatch.setattr(ledgers, "MOST_BYTES", needed[9])
    with pytest.raises(ValueError, match="10 steps with 3 samples each"):
        train(net, X, Y, steps=10, batch=3, optimizer="adam", ledger=True)
    assert [w.data for w in net.parameters()] == before
    history = train(net, X, Y, steps=9, batch=3, optimizer="adam", ledger=True)
    assert history.ledger.steps == 9
    # Without a ledger nothing is refused.
    assert len(train(net, X, Y, steps=10, batch=3, optimizer="adam").costs) == 10


def test_it_takes_no_more_memory_than_it_says():
    X, Y = numbers(0, 6, 2, 2)
    net = MLP(2, [3, 2], seed=0)
    for optimizer in UPDATE_RULES:
        ledger = train(net, X, Y, steps=9, batch=3, optimizer=optimizer, ledger=True).ledger
        kept = [*ledger.theta, *ledger.factors, *ledger.earlier]
        kept += [x for step in (*ledger.delta, *ledger.a) for x in step]
        taken = sum(8 * len(x) for x in kept if not isinstance(x, float))
        said = ledgers.bytes_of(net, ledger.rule, 6, 9, 3)
        assert taken <= said + 8 * len(net.parameters()) < 3 * taken


def test_a_wrong_entry_would_be_noticed(monkeypatch):
    """With δ of another sample the rounding is no longer rounding."""
    from autograd_mini.nn.backends import Scalars

    passes = Scalars.passes

    def turned(self, weights, samples, rows):
        return passes(self, weights, samples, [*range(1, samples.m), 0])

    monkeypatch.setattr(Scalars, "passes", turned)
    X, Y = numbers(0, 6, 2, 2)
    net = MLP(2, [2], seed=0)
    history = train(net, X, Y, steps=1, ledger=True)
    lost = [
        e.amount for a in accounts(net, history).values() for e in a.entries if e.kind == "rounding"
    ]
    assert max(map(abs, lost)) > 1e-4
