"""The rules by which weights follow their gradients, in a table: formula, source and code.

Every rule says in which direction p to go, and the step is

    θ ← θ − η · p

The letters, each with an example: a weight 0.5 whose gradient is 2 and then 1, η = 0.1.

    name  what it is                                                        step 1   step 2
    t     the number of the step, counted from 1                            1        2
    g     ∂J/∂θ at the current weights                                      2        1
    p     of gradient descent: g                                            2        1
    v     of momentum: what is left of all g so far; p = v                  2        2.8
    m     of Adam: a running mean of g, 0 at first                          0.2      0.28
    s     of Adam: a running mean of g², 0 at first                         0.004    0.004996
    p     of Adam: about 1 where g keeps its sign, whatever its size        1        0.932...

A weight is a float, or an array of them: the rules use nothing but arithmetic, which is the same
for both, so that each stands here once, for every backend.

>>> descent = Descent([0.5], "gradient_descent")
>>> descent.step([2.0], rate=0.1), descent.step([1.0], rate=0.1)
([0.3], [0.19999999999999998])
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograd_mini.nn.samples import data, number, said


@dataclass(frozen=True)
class UpdateRule:
    """A rule of the table.

    name: as `train` and `Descent` take it.  formula: p, as text.  source: who published it.
    direction: from g, t, what the rule remembers and its constants, p and what it remembers next.
    remembers: how the formula calls that; every one of them begins as 0.
    constants: the other numbers of the formula.
    """

    name: str
    formula: str
    source: str
    direction: Callable[..., tuple[Any, ...]]
    remembers: tuple[str, ...] = ()
    constants: Mapping[str, float] = field(default_factory=dict)

    def with_constants(self, **constants: float) -> "UpdateRule":
        """Return the rule with other constants.

        TypeError for one that it does not have and for what is no number.

        >>> UPDATE_RULES["momentum"].with_constants(beta=0.5).constants
        {'beta': 0.5}
        >>> UPDATE_RULES["gradient_descent"].with_constants(beta=0.5)
        Traceback (most recent call last):
            ...
        TypeError: gradient_descent has no constant beta; it has none
        """
        for name in constants:
            if name not in self.constants:
                known = ", ".join(self.constants) or "none"
                raise TypeError(f"{self.name} has no constant {name}; it has {known}")
        given = {name: data(number(name, x)) for name, x in constants.items()}
        return replace(self, constants={**self.constants, **given})


def _gradient_descent(g: Any, t: int) -> tuple[Any]:
    return (g,)


def _momentum(g: Any, t: int, v: Any, beta: float) -> tuple[Any, Any]:
    v = beta * v + g
    return v, v


def _adam(
    g: Any, t: int, m: Any, s: Any, beta1: float, beta2: float, epsilon: float
) -> tuple[Any, Any, Any]:
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * (g * g)
    # m and s begin as 0, and so are too small at first, by just these factors.
    p = m / (1 - beta1**t) / ((s / (1 - beta2**t)) ** 0.5 + epsilon)
    return p, m, s


UPDATE_RULES = {
    rule.name: rule
    for rule in (
        UpdateRule(
            "gradient_descent",
            "p = g",
            "A. Cauchy, Comptes rendus 25 (1847), 536–538",
            _gradient_descent,
        ),
        UpdateRule(
            "momentum",
            "v ← β·v + g,  p = v",
            "B. T. Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964), 1–17",
            _momentum,
            ("v",),
            {"beta": 0.9},
        ),
        UpdateRule(
            "adam",
            "m ← β₁·m + (1 − β₁)·g,  s ← β₂·s + (1 − β₂)·g²,  "
            "p = m/(1 − β₁ᵗ) / (√(s/(1 − β₂ᵗ)) + ε)",
            "D. P. Kingma and J. Ba, arXiv:1412.6980 (2014), algorithm 1",
            _adam,
            ("m", "s"),
            {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        ),
    )
}


def rule_of(optimizer: Any) -> UpdateRule:
    """Return the rule of a name, and a rule as it is.

    ValueError for a name that is not in the table, TypeError for what is neither.
    """
    if isinstance(optimizer, UpdateRule):
        return optimizer
    if not isinstance(optimizer, str):
        raise TypeError(f"optimizer is {said(optimizer)}; give the name of a rule, or a rule")
    if optimizer not in UPDATE_RULES:
        raise ValueError(f"no rule is called {optimizer!r}; there are {', '.join(UPDATE_RULES)}")
    return UPDATE_RULES[optimizer]


class Parted:
    """A number, or an array, in two parts: what the gradient g of this step brings, and the rest.

    whole: the number.  factor: what g is multiplied by in it.  rest: what earlier steps have left,
    so that whole = factor·g + rest.  A product or a power of such numbers has no parts and counts
    as what it comes to: in Adam, g² only scales.

    >>> g, v = Parted(2.0, 1.0, 0.0), Parted(5.0, 0.0, 5.0)
    >>> p = 0.5 * v + g
    >>> p.whole, p.factor, p.rest
    (4.5, 1.0, 2.5)
    """

    __array_ufunc__ = None  # so that NumPy leaves array · Parted to us

    def __init__(self, whole: Any, factor: Any, rest: Any) -> None:
        self.whole, self.factor, self.rest = whole, factor, rest

    def __add__(self, other: Any) -> "Parted":
        if isinstance(other, Parted):
            parts = self.factor + other.factor, self.rest + other.rest
            return Parted(self.whole + other.whole, *parts)
        return Parted(self.whole + other, self.factor, self.rest + other)

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, Parted):
            return self.whole * other.whole
        return Parted(self.whole * other, self.factor * other, self.rest * other)

    def __truediv__(self, other: Any) -> "Parted":
        x = _whole(other)
        return Parted(self.whole / x, self.factor / x, self.rest / x)

    def __neg__(self) -> "Parted":
        return Parted(-self.whole, -self.factor, -self.rest)

    def __sub__(self, other: Any) -> "Parted":
        return self.__add__(-other)

    def __rsub__(self, other: Any) -> "Parted":
        return self.__neg__().__add__(other)

    def __rtruediv__(self, other: Any) -> Any:
        return other / self.whole

    def __pow__(self, power: Any) -> Any:
        return self.whole**power

    def __abs__(self) -> Any:
        return abs(self.whole)

    __radd__, __rmul__ = __add__, __mul__


def _whole(x: Any) -> Any:
    return x.whole if isinstance(x, Parted) else x


class Descent:
    """Weights on their way down: they, the rule, and what the rule remembers of earlier steps.

    weights: a list of floats, or of arrays.
    optimizer: the name of a rule, or an UpdateRule.

    weights: the list after the steps so far.  t: how many there were.
    """

    def __init__(self, weights: Sequence[Any], optimizer: str | UpdateRule) -> None:
        self.rule = rule_of(optimizer)
        self.weights = list(weights)
        self.t = 0
        nothing: tuple[Any, ...] = (0.0,) * len(self.rule.remembers)
        self._memory = [nothing for _ in self.weights]

    def parts(self, gradients: Sequence[Any]) -> list[tuple[Any, Any]]:
        """Return, of the p of the step to come, what each gradient is multiplied by, and the rest.

        TypeError for a rule whose code takes nothing but numbers.

        >>> descent = Descent([0.5], "momentum")
        >>> _ = descent.step([2.0], rate=0.1)
        >>> descent.parts([1.0])
        [(1.0, 1.8)]
        """
        found = []
        for g, memory in zip(gradients, self._memory, strict=True):
            earlier = (Parted(x, 0.0, x) for x in memory)
            p = self.rule.direction(
                Parted(g, 1.0, 0.0), self.t + 1, *earlier, **self.rule.constants
            )[0]
            found.append((p.factor, p.rest) if isinstance(p, Parted) else (0.0, p))
        return found

    def step(
        self,
        gradients: Sequence[Any],
        rate: float,
        weight_decay: float = 0.0,
        decaying: Sequence[Any] | None = None,
    ) -> list[Any]:
        """Take a step, θ ← θ − η·(p + λ·θ), and return the new weights.

        gradients: ∂J/∂θ, one for each weight.  rate: η.
        weight_decay: λ.  It goes beside the rule and not through it (I. Loshchilov and F. Hutter,
            arXiv:1711.05101, 2019); in gradient descent it is the same as a penalty λ/2·Σθ².
        decaying: for each weight 1, or 0 where λ shall leave it alone; 1 for all if None.

        >>> Descent([1.0], "gradient_descent").step([0.0], rate=0.5, weight_decay=0.5)
        [0.75]
        """
        t, weights, remembered = self.t + 1, [], []
        for i, (theta, g) in enumerate(zip(self.weights, gradients, strict=True)):
            p, *memory = self.rule.direction(g, t, *self._memory[i], **self.rule.constants)
            if weight_decay:
                p = p + weight_decay * theta * (1.0 if decaying is None else decaying[i])
            weights.append(theta - rate * p)
            remembered.append(tuple(memory))
        # New lists, so that who keeps the weights of a step has those of that step.
        self.t, self.weights, self._memory = t, weights, remembered
        return weights
