"""What of a ledger goes into its page, so that the page stays small, and what is left out.

Of the steps every k-th is kept; what happened in between is taken together with it, as one
interval.  Of the entries of samples the largest are kept, as δ and a, from which the page computes
what they bring to each weight.  The rest of each interval is one number for each weight.
"""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import accumulate
from typing import Any

from autograd_mini.ledger.packing import packed, text
from autograd_mini.nn.ledger import Ledger

MOST_BYTES = 3_300_000  # of numbers; in base64 they take a third more
FOR_WEIGHTS, FOR_SAMPLES = 0.45, 0.2  # of that, at most


@dataclass(frozen=True)
class Entries:
    """What one sample brings in one step: its δ and a, and −η/m.

    size: how much it moves all weights together, signs and the rule's factors left aside.
    """

    step: int
    sample: int
    scale: float
    size: float
    delta: Sequence[float]
    a: Sequence[float]


class Kept:
    """The part of a ledger that its page has.

    ledger: the ledger, of one step or more.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.sizes = ledger, ledger.net.sizes
        self.bias = int(ledger.net.bias)
        self.weights = len(ledger.theta[0])
        remembers = bool(ledger.rule.remembers)
        self.rows_of_weights = 1 + (ledger.weight_decay > 0) + remembers + self.scaled
        room = FOR_WEIGHTS * MOST_BYTES
        row = self.weights * self.rows_of_weights
        self.every = math.ceil(ledger.steps / max(1, int(room / (2 * row))))
        self.steps = [*range(0, ledger.steps, self.every), ledger.steps]
        self.short = 4 * row * len(self.steps) > room

    @property
    def scaled(self) -> bool:
        """Whether the rule scales gradients, each weight's in its own way."""
        return any(factors != 1.0 for factors in self.ledger.factors)

    @cached_property
    def sizes_of(self) -> list["array[float]"]:
        """How much each sample moves all weights together, for each step."""
        of_inputs = [sum(map(abs, x)) for x in self.ledger.X]
        found = []
        for t, (deltas, activations) in enumerate(zip(self.ledger.delta, self.ledger.a)):
            numbers, scale = self._numbers(t)
            sizes = array("d")
            for k, s in enumerate(numbers):
                before = of_inputs[s]
                size = 0.0
                for layer, (d, n) in enumerate(zip(deltas, self.sizes[1:])):
                    size += sum(map(abs, d[k * n : (k + 1) * n])) * (before + self.bias)
                    if layer < len(activations):
                        before = sum(map(abs, activations[layer][k * n : (k + 1) * n]))
                sizes.append(-scale * size)
            found.append(sizes)
        return found

    @cached_property
    def samples(self) -> list[int]:
        """The samples that the page knows one by one: those that move most, in their order."""
        moved = [0.0] * len(self.ledger.X)
        for t, sizes in enumerate(self.sizes_of):
            for s, size in zip(self._numbers(t)[0], sizes):
                moved[s] += size
        most = max(1, int(FOR_SAMPLES * MOST_BYTES / (2 * self.sizes[0])))
        return sorted(sorted(range(len(moved)), key=lambda s: -moved[s])[:most])

    @cached_property
    def chosen(self) -> list[Entries]:
        """The entries that are kept: the largest for which there is room, step by step."""
        width = sum(self.sizes[1:]) + sum(self.sizes[1:-1])
        left = MOST_BYTES - len(self.samples) * self.sizes[0] * 2
        left -= self.weights * self.rows_of_weights * len(self.steps) * (2 if self.short else 4)
        known = set(self.samples)
        found = [
            (size, t, k)
            for t, sizes in enumerate(self.sizes_of)
            for k, (s, size) in enumerate(zip(self._numbers(t)[0], sizes))
            if s in known
        ]
        found = nlargest(int(left / (2 * width + 20)), found)
        return [self._entries(t, k, size) for size, t, k in sorted(found, key=lambda e: e[1:])]

    def _entries(self, t: int, k: int, size: float) -> Entries:
        numbers, scale = self._numbers(t)
        rows = []
        for parts in (self.ledger.delta[t], self.ledger.a[t]):
            row = array("d")
            for part, n in zip(parts, self.sizes[1:]):
                row.extend(part[k * n : (k + 1) * n])
            rows.append(row)
        return Entries(t + 1, numbers[k], scale, size, *rows)

    def _numbers(self, t: int) -> tuple[Sequence[int], float]:
        """Return the samples of step t + 1, and −η/m."""
        rows = self.ledger.rows[t]
        numbers = range(len(self.ledger.X)) if rows is None else rows
        return numbers, -self.ledger.rate / len(numbers)

    def data(self) -> dict[str, Any]:
        """Return what is kept, as JSON has it."""
        ledger, chosen = self.ledger, self.chosen
        place = {s: k for k, s in enumerate(self.samples)}
        counts = [0] * (len(self.steps) - 1)
        for entry in chosen:
            counts[min((entry.step - 1) // self.every, len(counts) - 1)] += 1
        inputs = [ledger.X[s] for s in self.samples]
        told: dict[str, Any] = {
            "sizes": self.sizes,
            "bias": self.bias,
            "steps": self.steps,
            "taken": ledger.taken,
            "rule": ledger.rule.name,
            "costs": text(array("f", ledger.costs)),
            "theta": packed((ledger.theta[t] for t in self.steps), self.short),
            "m": len(ledger.X),
            "samples": self.samples,
            "x": packed(inputs, True),
            "y": [_class(ledger.Y[s]) for s in self.samples],
            "starts": list(accumulate(counts, initial=0)),
            "of": text(array("i", [place[entry.sample] for entry in chosen])),
            "at": text(array("i", [entry.step for entry in chosen])),
            "scale": text(array("f", [entry.scale for entry in chosen])),
            "delta": packed((entry.delta for entry in chosen), True),
            "a": packed((entry.a for entry in chosen), True),
            "left": self.left_out(),
        }
        if ledger.weight_decay:
            told["decay"] = packed(self._sums(self._decay), self.short)
        if ledger.rule.remembers:
            told["earlier"] = packed(self._sums(self._earlier), self.short)
        if self.scaled:
            ends = (ledger.factors[t - 1] for t in self.steps[1:])
            told["factors"] = packed(map(self._row, ends), self.short)
        return told

    def left_out(self) -> list[list[Any]]:
        """Return what the page leaves out: keys of messages, each with its fields."""
        ledger, kept = self.ledger, self.chosen
        every, moved = sum(map(len, self.sizes_of)), math.fsum(map(math.fsum, self.sizes_of))
        found: list[list[Any]] = []
        if self.every > 1:
            found.append(["left_steps", {"every": self.every, "steps": ledger.steps}])
        if len(kept) < every:
            share = math.fsum(entry.size for entry in kept) / (moved or 1.0)
            found.append(
                ["left_entries", {"kept": len(kept), "all": every,
                                  "share": f"{100 * share:.0f}"}]
            )  # fmt: skip
        if len(self.samples) < len(ledger.X):
            found.append(["left_samples", {"kept": len(self.samples), "all": len(ledger.X)}])
        if self.scaled:
            found.append(["left_factors", {"rule": ledger.rule.name}])
        found.append(["left_digits", {}])
        if ledger.taken > ledger.steps:
            found.append(["left_best", {"steps": ledger.steps, "taken": ledger.taken}])
        return found

    def _sums(self, of_step: Any) -> list[list[float]]:
        """Return, for each interval, the sums of what a function gives for its steps."""
        found = []
        for begin, end in zip(self.steps, self.steps[1:]):
            rows = [of_step(t) for t in range(begin, end)]
            found.append([math.fsum(column) for column in zip(*rows)])
        return found

    def _decay(self, t: int) -> list[float]:
        factor = -self.ledger.rate * self.ledger.weight_decay
        return [factor * x * decays for x, decays in zip(self.ledger.theta[t], self._decaying)]

    def _earlier(self, t: int) -> list[float]:
        return [-self.ledger.rate * x for x in self._row(self.ledger.earlier[t])]

    def _row(self, numbers: "float | array[float]") -> Sequence[float]:
        return [numbers] * self.weights if isinstance(numbers, float) else numbers

    @cached_property
    def _decaying(self) -> list[int]:
        rows = [row for rows in self.ledger.net.theta.values() for row in rows]
        return [int(j >= self.bias) for row in rows for j in range(len(row))]


def _class(y: Sequence[float]) -> int | None:
    """Return the class of a target, if it is one: 0 or 1 of a single output, or where the 1 is."""
    if len(y) == 1:
        return int(y[0]) if y[0] in (0, 1) else None
    return y.index(1) if sorted(y) == [0.0] * (len(y) - 1) + [1.0] else None
