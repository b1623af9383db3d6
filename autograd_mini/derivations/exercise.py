"""An exercise: derive ∂J/∂Θ of a network.  What is handed in is marked line by line."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from autograd_mini.derivations.marking import check_derivation, shape_of
from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.report import Report
from autograd_mini.derivations.right import derivation, right_lines
from autograd_mini.derivations.words import said
from autograd_mini.derivations.writing import NOTATIONS, written_line
from autograd_mini.nn.mlp import MLP
from autograd_mini.options import one_of, spoken, whole

# The sizes of the layers by the level, and whether there is a bias.
LEVELS = {1: ((2, 2, 1), False), 2: ((2, 3, 2), True), 3: ((3, 4, 3, 2), True)}


@dataclass(frozen=True)
class DerivationExercise:
    """A network whose ∂J/∂Θ shall be derived.

    net, x, y: the network and a sample.  loss, regularized, language: as for `check_derivation`.
    """

    net: MLP
    x: list[float]
    y: list[float]
    language: str = "en"
    loss: str = "cross_entropy"
    regularized: bool = False

    @property
    def text(self) -> str:
        """What is asked."""
        net, language = self.net, self.language
        network = said(
            "network", language, sizes="-".join(map(str, net.sizes)), activation=net.activation,
            output=net.output_activation,
            bias=said("with bias" if net.bias else "without bias", language),
        )  # fmt: skip
        shape = shape_of(net, self.loss, self.regularized)
        cost = right_lines(shape, ("given", ("J", 0)))[0]
        task = said("exercise", language)
        return f"{network}\n{said('cost', language)} {cost}\n{task}"

    def __str__(self) -> str:
        return self.text

    def solution(self, notation: str = "text") -> list[str]:
        """Return the lines of a right derivation; notation: "python", "text" or "latex"."""
        one_of("notation", notation, NOTATIONS)
        reader = Reader(len(self.net.sizes))
        shape = shape_of(self.net, self.loss, self.regularized)
        return [written_line(reader.line(line), notation) for line in derivation(shape)]

    def mark(self, lines: str | Iterable[str], *, digits: int = 4) -> Report:
        """Mark a derivation, as `check_derivation` does."""
        return check_derivation(
            self.net, (self.x, self.y), lines, loss=self.loss, regularized=self.regularized,
            language=self.language, digits=digits,
        )  # fmt: skip


def exercise(seed: int = 0, level: int = 1, language: str = "en") -> DerivationExercise:
    """Return an exercise; the same arguments give the same one.

    seed: of the numbers.  level: 1, a network of 2-2-1 units without bias; 2, one of 2-3-2 with
    bias; 3, one of 3-4-3-2.  language: "en" or "zh".

    ValueError for another level or language.

    >>> asked = exercise(level=1)
    >>> print(asked.text.splitlines()[1])
    The cost of one sample: J = Σ_k (−y_k log(a3_k) − (1 − y_k) log(1 − a3_k))
    >>> asked.solution("python")[0], asked.mark(asked.solution()).complete
    ('delta3[k] = a3[k] - y[k]', True)
    """
    whole("level", level, 1, max(LEVELS))
    whole("seed", seed, 0)
    spoken(language)
    (n_inputs, *sizes), bias = LEVELS[level]
    chance = random.Random(seed)
    x = [chance.choice((-1, 1)) * chance.randint(1, 4) / 2 for _ in range(n_inputs)]
    y = [float(k == 0) for k in range(sizes[-1])]
    return DerivationExercise(MLP(n_inputs, sizes, bias=bias, seed=seed), x, y, language)
