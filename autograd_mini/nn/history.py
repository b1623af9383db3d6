"""History: how a training went, in numbers and in a sentence."""

from dataclasses import dataclass, field

from autograd_mini.formulas.counted import Count
from autograd_mini.formulas.minus import minus
from autograd_mini.nn.ledger import Ledger
from autograd_mini.options import spoken

WORDS = {
    "en": {
        "cost": "{steps:step|steps}: J from {first} to {last}",
        "accuracy": ", accuracy from {first} to {last}",
        "held_out": "; held out: J {cost}",
        "held_out_accuracy": ", accuracy {right}",
        "best": "; best after {step:step|steps}",
        "patience": "; stopped early",
        "interrupted": "; interrupted",
    },
    "zh": {
        "cost": "{steps} 步：J 从 {first} 到 {last}",
        "accuracy": "，正确率从 {first} 到 {last}",
        "held_out": "；留出的样本：J {cost}",
        "held_out_accuracy": "，正确率 {right}",
        "best": "；第 {step} 步之后的权重最好",
        "patience": "；提前停止",
        "interrupted": "；已中断",
    },
}


@dataclass(frozen=True)
class Measurement:
    """The state of a training after some steps.

    cost: J over all samples.  accuracy: the share classified right; None if the targets are no
    classes.  held_out_cost, held_out_accuracy: the same over the samples that were held out.
    """

    step: int
    cost: float
    accuracy: float | None
    held_out_cost: float | None = None
    held_out_accuracy: float | None = None

    def shown(self) -> dict[str, float | None]:
        """Return what a bar of progress shows."""
        return {"J": self.cost, "accuracy": self.accuracy, "held out": self.held_out_accuracy}

    def worth(self) -> float:
        """Return the cost that decides which weights are best: of the held-out samples, if any."""
        return self.cost if self.held_out_cost is None else self.held_out_cost


@dataclass
class History:
    """What a training has seen.

    costs: J of the batch of each step, before that step.  measurements: what was measured on the
    way, at first before the first step.  stopped: what ended it: "steps", when all were taken,
    "patience" or "interrupted".  ledger: which sample moved which weight, if it was asked for.
    """

    costs: list[float] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    stopped: str = "steps"
    ledger: Ledger | None = field(default=None, repr=False)

    @property
    def best(self) -> Measurement:
        """Return the measurement of the lowest cost, that of the held-out samples if there are."""
        return min(self.measurements, key=Measurement.worth)

    def __str__(self) -> str:
        return self.text()

    def text(self, language: str = "en") -> str:
        """Return in one sentence how it went.

        language: "en" or "zh".
        """
        spoken(language)
        words, first, last = WORDS[language], self.measurements[0], self.measurements[-1]
        told = words["cost"].format(
            steps=Count(len(self.costs)), first=_shown(first.cost), last=_shown(last.cost)
        )
        if last.accuracy is not None:
            told += words["accuracy"].format(
                first=f"{first.accuracy:.1%}", last=f"{last.accuracy:.1%}"
            )
        if last.held_out_cost is not None:
            told += words["held_out"].format(cost=_shown(last.held_out_cost))
            if last.held_out_accuracy is not None:
                told += words["held_out_accuracy"].format(right=f"{last.held_out_accuracy:.1%}")
            told += words["best"].format(step=Count(self.best.step))
        return told + words.get(self.stopped, "")


def _shown(cost: float) -> str:
    return minus(f"{cost:.3g}")
