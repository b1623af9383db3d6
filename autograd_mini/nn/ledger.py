"""The ledger of a training: which sample moved which weight, when, and by how much.

A step moves θ_ij by −η·(p + λ·θ_ij), and in p the gradient is the mean over m samples of δ_i·a_j.
So what sample s brings to θ_ij in a step is

    −η/m · c · δ_i a_j        c = 1 in gradient descent and momentum; Adam scales each weight

and all that has to be kept are the δ and the a of each layer, sample and step: a few numbers for
each unit in place of one for each weight.  The rest of a step has entries of its own: what the
weight decay takes, what the rule has carried over from earlier steps, and what rounding adds.  With
these an account adds up to the weight, not nearly but exactly, as fractions.

>>> from autograd_mini import MLP, train
>>> net = MLP(2, [2, 1], seed=1)
>>> X, Y = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]    # exclusive or
>>> history = train(net, X, Y, steps=50, rate=0.5, ledger=True)
>>> account = history.ledger.of(net.theta[2][0][1])
>>> print(account)  # doctest: +ELLIPSIS
Θ^(2)_1,1: from 0.8166 to 0.6062 in 50 steps, −0.2104
    sample 4      −2.162    50 entries, the largest −0.05184 in step 1
    sample 3      +1.495    50 entries, the largest +0.03147 in step 50
    sample 2       +1.34    50 entries, the largest +0.02825 in step 50
    sample 1     −0.8828    50 entries, the largest −0.02045 in step 1
    rounding  ...
    together     −0.2104    exactly
>>> account.total() == net.theta[2][0][1].data
True
"""

from array import array
from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from autograd_mini.nn.account import Account, Entry, exactly
from autograd_mini.nn.mlp import MLP
from autograd_mini.nn.samples import said
from autograd_mini.nn.update_rules import Descent, UpdateRule
from autograd_mini.value import Value

MOST_BYTES = 2**30  # that a ledger may take


class Ledger:
    """What each step of a training brought; `train(…, ledger=True)` fills it, as history.ledger.

    net: the network before the first step.  X, Y: the samples, as lists.  loss: as for `net.cost`.
    rate: η.  weight_decay: λ.  rule: of update_rules.py.  taken: how many steps there were.

    steps: how many lead to the weights that the network has: all, or those up to the best weights,
        where these were given back to it.  The accounts end there.
    costs: J of the batch of each of these steps, before it.
    rows: of each step the numbers of its samples; None for all of them.
    theta: the weights at the start and after each step, in the order of `net.parameters`.
    delta: of each step δ^(2) … δ^(L), a: a^(2) … a^(L−1), each sample after the other.
    factors, earlier: of each step c, and what the rule's p has from earlier steps, for each weight;
        one number where all are the same.
    """

    def __init__(
        self, net: MLP, X: Any, Y: Any, loss: Any, rate: float, weight_decay: float,
        rule: UpdateRule,
    ) -> None:  # fmt: skip
        self.net, self.loss, self.rate, self.weight_decay = deepcopy(net), loss, rate, weight_decay
        self.rule, self.X, self.Y = rule, X, Y
        self.costs: list[float] = []
        self.rows: list[Sequence[int] | None] = []
        self.theta: list[array[float]] = []
        self.delta: list[list[array[float]]] = []
        self.a: list[list[array[float]]] = []
        self.factors: list[float | array[float]] = []
        self.earlier: list[float | array[float]] = []
        self.taken = 0
        self._values = net.parameters()
        if len(set(map(id, self._values))) < len(self._values):
            raise ValueError(
                "a weight of this network stands in two places, and its account could not say "
                "through which of them a sample moved it; give each place a Value of its own"
            )
        self._columns = [array("d", column) for column in zip(*X)]
        self._try(rule)

    def __repr__(self) -> str:
        return f"<Ledger of {self.steps} steps, {len(self.X)} samples, {len(self._values)} weights>"

    @property
    def steps(self) -> int:
        """How many steps lead to the weights that the network has."""
        return len(self.costs)

    def begin(self, weights: Sequence[Any]) -> None:
        """Write down the weights before the first step."""
        self.theta.append(_flat(weights, weights))

    def add(
        self,
        J: float,
        rows: Sequence[int] | None,
        passes: tuple[list["array[float]"], list["array[float]"]],
        parts: Sequence[tuple[Any, Any]],
        weights: Sequence[Any],
    ) -> None:
        """Write down a step: J, its samples, their δ and a, the parts of p, and the new weights."""
        factors, earlier = (_flat(found, weights) for found in zip(*parts))
        self.rows.append(rows)
        self.delta.append(passes[0])
        self.a.append(passes[1])
        self.factors.append(_one(factors))
        self.earlier.append(_one(earlier))
        self.theta.append(_flat(weights, weights))
        self.costs.append(J)

    def keep(self, steps: int) -> None:
        """Forget the steps after so many, whose weights the network has not been given."""
        self.taken = len(self.costs)
        for kept in (self.costs, self.rows, self.delta, self.a, self.factors, self.earlier):
            del kept[steps:]
        del self.theta[steps + 1 :]

    def of(self, theta: Value | tuple[int, int, int], *, language: str = "en") -> Account:
        """Return the account of a weight.

        theta: the weight, net.theta[l][i][j], or where it stands, (l, i, j).
        language: of the words when it is printed, "en" or "zh".

        ValueError for a Value that is no weight of the network, and a place that is not there;
        TypeError for what is neither.
        """
        layer, i, j, at = self._place(theta)
        n, first = self.net.sizes[layer], int(self.net.bias)
        entries: list[Entry] = []
        for t, (before, after) in enumerate(pairwise(weights[at] for weights in self.theta)):
            rows = range(len(self.X)) if self.rows[t] is None else self.rows[t]
            numbers: Sequence[int] = rows or ()
            delta = self.delta[t][layer - 1][i::n]
            if j < first:
                products = list(delta)
            else:
                inputs = self._inputs(t, layer, j - first, numbers)
                products = [d * a for d, a in zip(delta, inputs)]
            scale = -self.rate * _at(self.factors[t], at) / len(numbers)
            found = [Entry(t + 1, "sample", s, scale * x) for s, x in zip(numbers, products)]
            decay = -self.rate * self.weight_decay * before if j >= first else 0.0
            found.append(Entry(t + 1, "decay", None, decay))
            found.append(Entry(t + 1, "earlier", None, -self.rate * _at(self.earlier[t], at)))
            lost = exactly([after, -before, *(-float(entry.amount) for entry in found)])
            found.append(Entry(t + 1, "rounding", None, lost))
            entries += [entry for entry in found if entry.amount or entry.kind == "sample"]
        name = f"Θ^({layer})_{i + 1},{j + 1 - first}"
        start, end = self.theta[0][at], self.theta[-1][at]
        return Account(
            name, start, end, self.steps, self.taken, self.rule.name, tuple(entries), language
        )

    def _inputs(self, t: int, layer: int, j: int, rows: Sequence[int]) -> Sequence[float]:
        """Return a_j of a layer for each sample of step t."""
        if layer > 1:
            return self.a[t][layer - 2][j :: self.net.sizes[layer - 1]]
        column = self._columns[j]
        return column if self.rows[t] is None else [column[s] for s in rows]

    def _place(self, theta: Any) -> tuple[int, int, int, int]:
        """Return layer, i, j, and the place among all weights."""
        if isinstance(theta, Value):
            at = next((k for k, value in enumerate(self._values) if value is theta), None)
            if at is None:
                raise ValueError(f"{said(theta)} is no weight of the network that was trained")
        elif isinstance(theta, tuple) and [type(x) for x in theta] == [int] * 3:
            at = None
        else:
            raise TypeError(
                f"theta is {said(theta)}; give a weight, net.theta[l][i][j], or the tuple (l, i, j)"
            )
        k = 0
        for layer, rows in self.net.theta.items():
            for i, row in enumerate(rows):
                for j in range(len(row)):
                    if k == at or (layer, i, j) == theta:
                        return layer, i, j, k
                    k += 1
        raise ValueError(f"there is no net.theta[{theta[0]}][{theta[1]}][{theta[2]}]")

    @staticmethod
    def _try(rule: UpdateRule) -> None:
        try:
            Descent([0.5], rule).parts([1.0])
        except (TypeError, AttributeError) as error:
            raise ValueError(
                f"the rule {rule.name} cannot be kept in a ledger, which asks what a gradient is "
                f"multiplied by in its p: {error}; let it use + − × ÷ and powers only"
            ) from None


def bytes_of(net: MLP, rule: UpdateRule, m: int, steps: int, batch: int) -> int:
    """Return how many bytes a ledger takes, at most.

    m: the samples.  batch: how many of them each step looks at.

    >>> bytes_of(MLP(64, [25, 10], seed=0), Descent([], "adam").rule, 1437, 1000, 32)
    62071488
    """
    weights = len(net.parameters())
    units = sum(net.sizes[1:]) + sum(net.sizes[1:-1])
    of_step = weights * (3 if rule.remembers else 1) + batch * units
    return 8 * (steps * of_step + m * net.sizes[0] * 2)


def room_for(net: MLP, rule: UpdateRule, m: int, steps: int, batch: int) -> None:
    """Check that a ledger is not too large; ValueError if it is."""
    needed = bytes_of(net, rule, m, steps, batch)
    if needed > MOST_BYTES:
        raise ValueError(
            f"a ledger of {steps:,} steps with {batch:,} samples each would take "
            f"{needed / 2**20:,.0f} MB of memory, and {MOST_BYTES / 2**20:,.0f} MB is the most; "
            "take fewer steps or samples, a smaller batch=…, or a smaller network"
        )


def _flat(numbers: Sequence[Any], like: Sequence[Any]) -> "array[float]":
    """Return floats and arrays in one row; a float in the place of an array is all of it."""
    found = array("d")
    for x, other in zip(numbers, like):
        if hasattr(x, "tobytes"):
            found.frombytes(x.tobytes())
        else:
            found.extend([x] * getattr(other, "size", 1))
    return found


def _one(numbers: "array[float]") -> "float | array[float]":
    """Return one number in the place of many that are the same."""
    return numbers[0] if numbers.count(numbers[0]) == len(numbers) else numbers


def _at(numbers: "float | array[float]", at: int) -> float:
    return numbers if isinstance(numbers, float) else numbers[at]
