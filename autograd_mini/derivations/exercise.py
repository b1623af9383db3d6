"""An exercise: derive ∂J/∂Θ of a network.  What is handed in is marked line by line."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from autograd_mini.derivations.marking import check_derivation, shape_of
from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.report import Report
from autograd_mini.derivations.right import derivation, right_lines
from autograd_mini.derivations.words import said
from autograd_mini.derivations.writing import NOTATIONS, written_line
from autograd_mini.formulas.labels import width_of
from autograd_mini.nn.mlp import MLP
from autograd_mini.options import one_of, spoken, whole

# By the level: how many layers there are, whether there is a bias, and the costs that there may be.
LEVELS = {
    1: (3, False, ("cross_entropy",)),
    2: (3, True, ("cross_entropy",)),
    3: (4, True, ("cross_entropy", "mean_squared_error")),
}
ACTIVATIONS = ("sigmoid", "tanh")
T = TypeVar("T")


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
        """What is asked, and how a line is written."""
        gap = "" if self.language == "zh" else " "  # a full-width colon brings its own
        cost = f"{self.cost_words}{gap}{self.cost()}"
        return "\n".join([self.network, cost, self.task, "", *self._examples()])

    @property
    def network(self) -> str:
        """The sentence that tells the network."""
        net, language = self.net, self.language
        return said(
            "network", language, sizes="-".join(map(str, net.sizes)), activation=net.activation,
            output=net.output_activation,
            bias=said("with bias" if net.bias else "without bias", language),
        )  # fmt: skip

    @property
    def cost_words(self) -> str:
        """What stands before the formula of the cost."""
        return said("cost", self.language)

    @property
    def task(self) -> str:
        """The sentence that says what to do."""
        return said("exercise", self.language)

    def cost(self, notation: str = "text") -> str:
        """Return the formula of the cost of a sample; notation: as for `solution`."""
        shape = shape_of(self.net, self.loss, self.regularized)
        line = right_lines(shape, ("given", ("J", 0)))[0]
        return line if notation == "text" else self._written([line], notation)[0]

    def _examples(self) -> Iterator[str]:
        """Yield a line of the forward pass, and the name of a derivative, in each notation."""
        yield said("notations", self.language)
        before = len(self.net.sizes) - 1
        name = f"∂J/∂Θ{before}_ij"
        for notation in NOTATIONS:
            (line,) = self._written(["z2_i = Σ_j Θ1_ij a1_j"], notation)
            (equation,) = self._written([f"{name} = 0"], notation)
            word = said(notation, self.language)
            names = equation.removesuffix(" = 0")
            if notation == "text":
                names += f" {said('ascii', self.language)} dJ/dTheta{before}_ij"
            yield f"    {word}{' ' * (8 - width_of(word))}{line}"
            yield f"{' ' * 12}{names}"

    def __str__(self) -> str:
        return self.text

    def solution(self, notation: str = "text") -> list[str]:
        """Return the lines of a right derivation; notation: "python", "text" or "latex"."""
        shape = shape_of(self.net, self.loss, self.regularized)
        return self._written(derivation(shape), notation)

    def _written(self, lines: Iterable[str], notation: str) -> list[str]:
        one_of("notation", notation, NOTATIONS)
        reader = Reader(len(self.net.sizes))
        return [written_line(reader.line(line), notation) for line in lines]

    def mark(self, lines: str | Iterable[str], *, digits: int = 4) -> Report:
        """Mark a derivation, as `check_derivation` does."""
        return check_derivation(
            self.net, (self.x, self.y), lines, loss=self.loss, regularized=self.regularized,
            language=self.language, digits=digits,
        )  # fmt: skip


def exercise(seed: int = 0, level: int = 1, language: str = "en") -> DerivationExercise:
    """Return an exercise; the same arguments give the same one.

    seed: of the sizes, of g and of the numbers.  level: 1, a network of three layers without bias;
    2, one with bias; 3, one of four layers, some with the mean squared error.  language: "en" or
    "zh".

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
    n_layers, bias, losses = LEVELS[level]
    generator = random.Random(seed)

    def one(choices: Sequence[T]) -> T:
        # Only random() is promised to be the same in every version of Python.
        return choices[int(generator.random() * len(choices))]

    n_inputs, *sizes = [one(range(2, 5)) for _ in range(n_layers - 1)] + [one(range(1, 4))]
    x = [one((-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)) for _ in range(n_inputs)]
    y = [float(k == 0) for k in range(sizes[-1])]
    net = MLP(
        n_inputs, sizes, activation=one(ACTIVATIONS), output_activation="sigmoid", bias=bias,
        seed=seed,
    )  # fmt: skip
    return DerivationExercise(net, x, y, language, one(losses))
