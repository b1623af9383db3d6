"""The account of a weight: the entries that lead from its first number to its last, exactly."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import Any, NamedTuple

from autograd_mini.formulas.counted import Count
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.notation import number_text
from autograd_mini.options import one_of, spoken, whole

# What an entry may be; the words for all but a sample, and for carry-over by the name of the rule.
ORDERS = ("size", "sample", "step")
KINDS = ("sample", "decay", "earlier", "rounding")
WORDS = {
    "en": {
        "head": "{name}: from {start} to {end} in {steps:step|steps}, {change}",
        "best": "These are the best weights, which the network was given back; it was trained for "
        "{taken:step|steps}.",
        "sample": "sample {number}",
        "others": "{count:other sample|other samples}",
        "decay": "weight decay",
        "earlier": "carried over from earlier steps ({rule})",
        "rounding": "rounding",
        "entries": "{count} entries, the largest {largest} in step {step}",
        "entry": "1 entry, in step {step}",
        "step": "step {step}",
        "steps": "{count:other step|other steps}",
        "most": "most by {what}, {largest}",
        "together": "together",
        "exactly": "exactly",
    },
    "zh": {
        "head": "{name}：经过 {steps} 步，从 {start} 变为 {end}，{change}",
        "best": "这是最好的一组权重，训练后已还给网络；一共训练了 {taken} 步。",
        "sample": "样本 {number}",
        "others": "其余 {count} 个样本",
        "decay": "权重衰减",
        "earlier": "从先前各步带来（{rule}）",
        "rounding": "舍入",
        "entries": "{count} 笔，最大的一笔是第 {step} 步的 {largest}",
        "entry": "1 笔，在第 {step} 步",
        "step": "第 {step} 步",
        "steps": "其余 {count} 步",
        "most": "最多的来自{what}，{largest}",
        "together": "合计",
        "exactly": "完全相等",
    },
}


class Entry(NamedTuple):
    """One entry: the step, counted from 1; what it is, one of KINDS; the sample; the amount.

    The sample is its place in X, from 0; what is printed of it counts from 1.
    """

    step: int
    kind: str
    sample: int | None
    amount: float | Fraction

    def size(self) -> float:
        """Return the amount without its sign."""
        return abs(float(self.amount))


@dataclass(frozen=True)
class Line:
    """Entries taken together: those of a sample, of a kind that is no sample's, or of a step.

    kind: one of KINDS, or "step".  number: the sample's place in X, from 0, or the step, from
        1; None for another kind.
    amount: their sum, exactly.  count: how many there are.  largest: the largest of them.
    """

    kind: str
    number: int | None
    amount: Fraction
    count: int
    largest: Entry


@dataclass(frozen=True)
class Account:
    """The account of a weight; `print` shows its lines.

    name: of the weight, as Θ^(1)_2,3.  start, end: its numbers before and after the training.
    steps: how many lead to `end`.  taken: how many the training took; more, if the network was
        given back its best weights.
    rule: the name of the update rule.  entries: all of them, step by step.
    language: of the words, "en" or "zh".
    """

    name: str
    start: float
    end: float
    steps: int
    taken: int
    rule: str
    entries: tuple[Entry, ...]
    language: str = "en"

    def __post_init__(self) -> None:
        spoken(self.language)

    def total(self) -> Fraction:
        """Return the start and all entries together, exactly: it is the end."""
        return Fraction(self.start) + exactly([entry.amount for entry in self.entries])

    def sorted(self, by: str = "size") -> list[Entry]:
        """Return the entries by "size", the largest first, by "sample" or by "step"."""
        return sorted(self.entries, key=_order(by))

    def lines(self, by: str = "size") -> list[Line]:
        """Return the entries taken together.

        by: "size" or "sample", a line for each sample and each other kind, the largest or the first
            sample at the top; "step", a line for each step.
        """
        one_of("by", by, ORDERS)
        groups: dict[tuple[str, int | None], list[Entry]] = {}
        for entry in self.entries:
            key = ("step", entry.step) if by == "step" else (entry.kind, entry.sample)
            groups.setdefault(key, []).append(entry)
        found = [
            Line(*key, exactly([e.amount for e in entries]), len(entries),
                 max(entries, key=Entry.size))
            for key, entries in groups.items()
        ]  # fmt: skip
        return sorted(found, key=lambda line: _line_order(line, by))

    def text(self, *, by: str = "size", most: int = 10) -> str:
        """Return the account in words.

        by: as for `lines`.  most: how many samples, or steps, have a line of their own.
        """
        whole("most", most, 1)
        words, lines = WORDS[self.language], self.lines(by)
        numbered = [line for line in lines if line.number is not None]
        shown, others = numbered[:most], numbered[most:]
        rows = [(self._name(line), line.amount, self._detail(line)) for line in shown]
        if others:
            name = words["steps" if by == "step" else "others"].format(count=Count(len(others)))
            rows.append((name, exactly([line.amount for line in others]), ""))
        rows += [
            (self._name(line), line.amount, self._detail(line))
            for line in lines
            if line.number is None
        ]
        change = exactly([self.end, -self.start])
        rows.append((words["together"], change, words["exactly"]))
        first = words["head"].format(
            name=self.name, start=number_text(self.start), end=number_text(self.end),
            steps=Count(self.steps), change=signed(change),
        )  # fmt: skip
        told = [first]
        if self.taken > self.steps:
            told.append(words["best"].format(taken=Count(self.taken)))
        width = max(width_of(name) for name, *_ in rows)
        amounts = max(len(signed(amount)) for _, amount, _ in rows)
        for name, amount, detail in rows:
            padded = name + " " * (width - width_of(name))
            told.append(f"    {padded}  {signed(amount):>{amounts}}    {detail}".rstrip())
        return "\n".join(told)

    def __str__(self) -> str:
        return self.text()

    def _name(self, line: "Line | Entry") -> str:
        words = WORDS[self.language]
        number = line.number if isinstance(line, Line) else line.sample
        if line.kind == "step":
            return words["step"].format(step=number)
        if line.kind == "sample" and number is not None:
            number += 1  # in words samples are counted from 1, as layers, units and steps are
        return words[line.kind].format(number=number, rule=self.rule)

    def _detail(self, line: Line) -> str:
        words, largest = WORDS[self.language], line.largest
        if line.kind == "step":
            return words["most"].format(what=self._name(largest), largest=signed(largest.amount))
        if line.count == 1:
            return words["entry"].format(step=largest.step)
        return words["entries"].format(
            count=line.count, largest=signed(largest.amount), step=largest.step
        )


def exactly(terms: Iterable[float | Fraction]) -> Fraction:
    """Return a sum without rounding.

    Floats are summed by fsum, which rounds once; then what that has lost, and so on until nothing
    is left, so that a million of them take no longer than a few sums do.

    >>> exactly([0.1, 0.2, -0.3])
    Fraction(1, 36028797018963968)
    """
    floats: list[float] = []
    fractions = Fraction(0)
    for x in terms:
        if isinstance(x, Fraction):
            fractions += x
        else:
            floats.append(x)
    while rest := fsum(floats):
        fractions += Fraction(rest)
        floats.append(-rest)
    return fractions


def signed(x: float | Fraction) -> str:
    """Return a number with four digits and its sign.

    >>> signed(Fraction(1, 2)), signed(-1e-9)
    ('+0.5', '−1e−9')
    """
    return f"{'+' * (x > 0)}{number_text(float(x))}"


def _order(by: str) -> Callable[[Entry], Any]:
    one_of("by", by, ORDERS)
    if by == "size":
        return lambda entry: -entry.size()
    if by == "sample":
        return lambda entry: (KINDS.index(entry.kind), entry.sample or 0)
    return lambda entry: entry.step


def _line_order(line: Line, by: str) -> tuple[float, ...]:
    if by == "size":
        return (-abs(float(line.amount)),)
    return (KINDS.index(line.kind) if line.kind in KINDS else 0, line.number or 0)
