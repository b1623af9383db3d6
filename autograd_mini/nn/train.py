"""train: gradient descent, and its relatives, over the samples of a training set.

>>> from autograd_mini.nn.mlp import MLP
>>> net = MLP(2, [2, 1], seed=1)
>>> X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]    # exclusive or
>>> history = train(net, X, Y, steps=500, rate=0.05, optimizer="adam")
>>> print(history)
500 steps: J from 0.717 to 0.00607, accuracy from 50.0% to 100.0%
>>> [round(net([x_1, x_2])[0].data) for x_1, x_2 in X]
[0, 1, 1, 0]
"""

import contextlib
import math
import random
import sys
from collections.abc import Iterator
from itertools import repeat
from typing import Any

from autograd_mini.errors import LARGEST, DomainError
from autograd_mini.nn.backends import Backend, Loss, Samples, are_blocks, backend_of
from autograd_mini.nn.bar import Bar
from autograd_mini.nn.history import History as History
from autograd_mini.nn.history import Measurement as Measurement
from autograd_mini.nn.interrupts import Interrupts
from autograd_mini.nn.ledger import Ledger, room_for
from autograd_mini.nn.mlp import MLP
from autograd_mini.nn.samples import data, number, said
from autograd_mini.nn.update_rules import Descent, UpdateRule, rule_of
from autograd_mini.options import flag, whole
from autograd_mini.value import Value

MEASUREMENTS = 100  # of a training, if it is not said how many


def train(
    net: MLP,
    X: Any,
    Y: Any = None,
    *,
    steps: int = 100,
    rate: float = 0.1,
    optimizer: str | UpdateRule = "gradient_descent",
    batch: int | None = None,
    seed: int = 0,
    weight_decay: float = 0.0,
    loss: Loss = "cross_entropy",
    held_out: tuple[Any, Any] | None = None,
    patience: int | None = None,
    every: int | None = None,
    backend: str | None = None,
    cluster: Any = None,
    progress: bool | None = None,
    ledger: bool = False,
) -> History:
    """Train a network: give its weights the numbers that make J small, and return how it went.

    X, Y: m samples and their targets, as for `net.cost`; or both in one, as
        `Blocks.on_disk(X=[…], Y=[…])` of autograd_mini.compile, which may be larger than memory.
    steps: how many steps to take.  rate: η.
    optimizer: "gradient_descent", θ ← θ − η·Δ/m, "momentum" or "adam": a name of the table in
        update_rules.py, or one of its rules with other constants.
    batch: how many samples each step looks at; all m if None.  They are drawn by the seed, without
        repetition until all have had their turn.
    weight_decay: λ; each step also takes η·λ·θ from every weight but the biases.
    loss: as for `net.cost`.
    held_out: (X, Y) of samples not to learn from, or Blocks of them.  The network then gets the
        weights for which their cost was lowest, and not the last ones.
    patience: after how many measurements without a lower cost of the held-out samples to stop.
    every: after how many steps to measure; if None, once for all samples, and 100 times at most.
    backend: "scalar", the engine of this package; or what computes with matrices: "numpy" (the
        extra `compile`), "torch" or "jax" (the extras of these names; JAX set to 64 bits).  The
        numbers are the same but for rounding.  None is "numpy" with Blocks or a cluster, otherwise
        "scalar".
    cluster: a client of dask.distributed, whose workers shall compute (the extra `dask`).  The
        numbers are the same to the last bit as without, on one BLAS thread and one kind of
        processor: compile/sums.py says how.  A step takes some 30 ms more, so that batches should
        be large.
    progress: whether to show a bar, which takes tqdm; None for one in a terminal or a notebook that
        has it.
    ledger: whether to write down what each sample brings to each weight in each step, which makes
        `history.ledger`.  A step takes twice as long in the scalar engine, with NumPy three to
        eight times as long, the more the larger its batch; and 8 bytes for each weight, for each δ
        and for each a of its samples (24 for each weight if the rule remembers earlier steps).
        What would take more than 1 GB is refused.  It keeps X, so that it does not go with Blocks
        or a cluster.

    Ctrl-C ends it early, and the network gets the best weights that were measured.  After an error
    it is as it was before.

    ValueError and TypeError for arguments and samples that do not fit; DomainError if J is not
    finite, as it happens when the rate is too large; ImportError for what is not installed.

    >>> train(MLP(1, [1], seed=0), [[0.0], [1.0]], [[0], [1]], rate=-1)
    Traceback (most recent call last):
        ...
    ValueError: rate is -1.0; take a positive number
    """
    if not isinstance(net, MLP):
        raise TypeError(f"net is {said(net)}; train takes an MLP")
    whole("steps", steps, 1)
    whole("seed", seed, 0)
    rate = positive("rate", rate)
    weight_decay = positive("weight_decay", weight_decay, or_zero=True)
    rule = rule_of(optimizer)
    computing = backend_of(backend, net, loss, cluster, X)
    samples = computing.samples(X, Y)
    m = samples.m
    if batch is not None:
        whole("batch", batch, 1, m)
    others = _held_out(computing, held_out)
    if patience is not None:
        whole("patience", patience, 1)
        if others is None:
            raise ValueError("patience looks at samples that are held out; give held_out=(X, Y)")
    if every is None:
        every = max(math.ceil(m / (batch or m)), math.ceil(steps / MEASUREMENTS))
    whole("every", every, 1)

    history = History()
    flag("ledger", ledger)
    if ledger:
        if cluster is not None or are_blocks(X):
            raise ValueError(
                "a ledger keeps the samples and computes here; give X and Y as arrays or lists, "
                "and no cluster, or leave ledger=True out"
            )
        room_for(net, rule, m, steps, batch or m)
        history.ledger = Ledger(net, *computing.rows(samples), loss, rate, weight_decay, rule)
    training = _Training(computing, samples, others, history, rule, rate, weight_decay)
    try:
        with Interrupts() as interrupts, Bar(steps, progress) as bar:
            bar.show(training.measured(0).shown())
            for t, rows in enumerate(batches(m, batch, seed, steps), start=1):
                interrupts.raise_if_lost()
                try:
                    J = training.step(rows)
                    if t % every == 0 or t == steps:
                        bar.show(training.measured(t).shown())
                except (DomainError, OverflowError) as error:
                    raise DomainError(
                        f"step {t}: {error}; if J has grown before, the rate {rate} is too large"
                    ) from error
                history.costs.append(J)
                bar.advance()
                if patience is not None and _since_best(history) >= patience:
                    history.stopped = "patience"
                    break
    except KeyboardInterrupt:
        if not history.measurements:
            raise
        history.stopped = "interrupted"
    keep_best = others is not None or history.stopped == "interrupted"
    kept, weights = training.best if keep_best else (len(history.costs), training.weights)
    net.load_theta(computing.theta(weights))
    if history.ledger:
        history.ledger.keep(kept)
    return history


class _Training:
    """Weights on their way: each step of them, and which were best when they were measured."""

    def __init__(
        self,
        computing: Backend,
        samples: Samples,
        others: Samples | None,
        history: History,
        rule: UpdateRule,
        rate: float,
        weight_decay: float,
    ) -> None:
        self.computing, self.samples, self.others = computing, samples, others
        self.history, self.rate, self.weight_decay = history, rate, weight_decay
        self.descent = Descent(computing.weights, rule)
        self.weights = self.descent.weights
        self.best = 0, self.weights  # after how many steps, and which
        if history.ledger:
            history.ledger.begin(self.weights)

    def step(self, rows: list[int] | None) -> float:
        """Take a step along the gradients of some samples, or of all; return J before it."""
        computing, descent, ledger = self.computing, self.descent, self.history.ledger
        J, gradients = computing.gradients(self.weights, self.samples, rows)
        with _unwarned():
            if ledger:
                passes = computing.passes(self.weights, self.samples, rows)
                parts = descent.parts(gradients)
            weights = descent.step(gradients, self.rate, self.weight_decay, computing.decaying)
        _check_finite(weights)
        self.weights = weights
        if ledger:
            ledger.add(J, rows, passes, parts, weights)
        return J

    def measured(self, t: int) -> Measurement:
        """Return how the weights do after t steps, and remember them if none were better."""
        measurement = _measure(
            self.history, self.computing, t, self.weights, self.samples, self.others
        )
        if self.history.best is measurement:
            self.best = t, self.weights
        return measurement


def batches(m: int, size: int | None, seed: int, steps: int) -> Iterator[list[int] | None]:
    """Yield the numbers of the samples of each step; None for all of them.

    Every sample has its turn before one has its second; the last batch of a turn may be smaller.

    >>> [len(rows) for rows in batches(5, 2, seed=0, steps=4)]
    [2, 2, 1, 2]
    """
    if size is None or size == m:
        yield from repeat(None, steps)
        return
    shuffle = random.Random(seed).shuffle
    left: list[int] = []
    for _ in range(steps):
        if not left:
            left = list(range(m))
            shuffle(left)
        rows, left = left[:size], left[size:]
        yield rows


def _held_out(computing: Backend, held_out: Any) -> Samples | None:
    if held_out is None:
        return None
    if are_blocks(held_out):
        held_out = held_out, None
    if not isinstance(held_out, tuple | list) or len(held_out) != 2:
        raise TypeError(f"held_out is {said(held_out)}; give a pair, (X, Y)")
    try:
        return computing.samples(*held_out)
    except (TypeError, ValueError) as error:
        raise type(error)(f"held_out: {error}") from error


def _measure(
    history: History,
    computing: Backend,
    step: int,
    weights: list[Any],
    samples: Samples,
    others: Samples | None,
) -> Measurement:
    """Measure, and write it down."""
    J, accuracy = computing.measured(weights, samples)
    held_out = () if others is None else computing.measured(weights, others)
    history.measurements.append(Measurement(step, J, accuracy, *held_out))
    return history.measurements[-1]


def _unwarned() -> contextlib.AbstractContextManager[Any]:
    """Keep NumPy, if it is in use, from a warning of what is about to be an error."""
    numpy = sys.modules.get("numpy")
    return numpy.errstate(all="ignore") if numpy else contextlib.nullcontext()


def _check_finite(weights: list[Any]) -> None:
    """Check weights, floats or arrays; DomainError if one has left the floats."""
    for theta in weights:
        size = abs(theta)
        if not (size if isinstance(size, float) else size.max()) <= LARGEST:
            raise DomainError("a weight is beyond the largest float, 1.8e+308")


def _since_best(history: History) -> int:
    """Return how many measurements there were after the best one."""
    return len(history.measurements) - 1 - history.measurements.index(history.best)


def positive(name: str, given: Any, or_zero: bool = False) -> float:
    """Return an option as a float; TypeError or ValueError for what is no positive number."""
    if isinstance(given, Value):
        raise TypeError(f"{name} is {said(given)}, not a real number; give its .data")
    x = data(number(name, given))
    if x < 0 or (x == 0 and not or_zero):
        raise ValueError(f"{name} is {x}; take a positive number{' or 0' * or_zero}")
    return x
