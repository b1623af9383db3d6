"""Engines whose diagnosis is known: broken ones, right ones, and parts of right ones."""

import inspect
import sys
from pathlib import Path

import numpy

ROOT = Path(__file__).parents[4]
for folder in (
    "tests/testing/conform/broken_engines", "demos/engines", "tests/testing/diagnosis/engines",
):  # fmt: skip
    if str(ROOT / folder) not in sys.path:
        sys.path.insert(0, str(ROOT / folder))

import broken  # noqa: E402
import correct  # noqa: E402
import mutations  # noqa: E402
import right  # noqa: E402

from autograd_mini import Value  # noqa: E402
from autograd_mini.elementary import TABLE  # noqa: E402
from autograd_mini.testing.diagnosis.mistakes import MISTAKES  # noqa: E402

# The broken engines of the tests: the misconception that each was made with.
TRUTH = {
    "OverwritesGradients": "overwrites-gradient", "KeepsInnerGradients": "inner-gradients-kept",
    "ResetsLeaves": "leaf-gradients-reset", "OperandsInASet": "operands-in-a-set",
    "ForgetsTheFactorOfPowers": "missing-factor", "ForgetsTheExponent": "operand-gets-no-gradient",
    "NumberToAPowerTheOtherWay": "reflected-reversed",
    "WrongSignInDifferences": "wrong-sign", "ReflectedDifferenceTheOtherWay": "reflected-reversed",
    "NoNumberOnTheLeft": "number-refused", "NoNumberOnTheRight": "number-refused",
    "ForgetsTheDenominator": "operand-gets-no-gradient", "WrongProduct": "wrong-operand",
    "NaiveSigmoid": "overflows", "NaiveTanh": "overflows", "NaiveSoftplus": "overflows",
    "WrongTanh": "wrong-exponent", "EpsilonInLog": "epsilon-added", "SilentLog": "silent-nan",
    "SilentExp": "silent-nan", "ReluWithAWrongSlopeAtItsKink": "kink-slope",
    "BothWinATie": "tie-counts-twice", "Recursive": "recursion-too-deep",
    "LosesReusedInnerNodes": "sends-before-complete", "OrderByDepth": "no-topological-order",
    "OncePerPath": "exponential-cost", "AsksWhatWaits": "exponential-cost",
    "SquareCost": "quadratic-cost",
    "SeedIgnored": "seed-ignored", "NoGradientOfTheResult": "result-gradient-erased",
    "ChangesValues": "changes-values", "GradientForAll": "unrelated-gets-gradient",
    "SharedByCopies": "copies-share", "WholeNumbersOnly": "whole-numbers-refused",
    "Exits": "ends-the-process",
}  # fmt: skip


def broken_engine(name):
    """Return a broken engine, and the lines that it is broken in."""
    lines, begin = inspect.getsourcelines(getattr(broken, name))
    return getattr(broken, name), set(range(begin, begin + len(lines)))


def combined_engine(one, other):
    """Return an engine that is broken in two ways; None if one hides the other."""
    bases = getattr(broken, one), getattr(broken, other)
    if set(vars(bases[0])) & set(vars(bases[1])) & METHODS:
        return None
    return type(f"{one}And{other}", bases, {})


# Broken engines with a misconception, and not just a limit.
MISTAKEN = [name for name, truth in TRUTH.items() if MISTAKES[truth].kind == "mistake"]
METHODS = {
    "__add__", "__sub__", "__mul__", "__truediv__", "__pow__", "__radd__", "__rsub__", "__rmul__",
    "__rtruediv__", "__rpow__", "tanh", "send", "forget", "seed", "order", "make", "backward",
    "__init__",
}  # fmt: skip


# In an order in which each comes after what it is built from.
BUILT_FROM = {
    "__neg__": {"__mul__"}, "__sub__": {"__add__", "__neg__"},
    "__truediv__": {"__mul__", "__pow__"}, "sqrt": {"__pow__"},
    "sigmoid": {"__truediv__", "__add__", "__neg__", "exp"},
    "tanh": {"__mul__", "__sub__", "sigmoid"},
}  # fmt: skip
OPERATORS = {"add", "sub", "mul", "truediv", "pow", "neg"}


def with_reflected(names, base):
    """Return the names of operators with those of their reflected methods."""
    reflected = [f"__r{name[2:]}" for name in names if name.startswith("__")]
    return [*names, *(name for name in reflected if hasattr(base, name))]


def variants():
    """Return right engines of other habits: single precision, retain_graph=False, and so on."""

    class FreesItsGraph(right.Value):
        def backward(self, retain_graph=False):
            order = self.order()
            if any(node.partials is None for node in order):
                raise RuntimeError("the graph has been freed")
            super().backward()
            if not retain_graph:
                for node in order:
                    if node.parents:
                        node.partials = None

    class SinglePrecision(right.Value):
        def __init__(self, data, parents=(), partials=()):
            super().__init__(data, parents, partials)
            self.data = numpy.float32(self.data)
            self.partials = tuple(numpy.float32(p) for p in self.partials)

    class NoneAtFirst(right.Value):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            self.grad = None

        def forget(self, order):
            for node in order:
                if node.parents or node.grad is None:
                    node.grad = 0.0

    class BuiltFromOthers(right.Value):
        def __neg__(self):
            return self * -1.0

        def __sub__(self, other):
            return self + -self.of(other)

        def __truediv__(self, other):
            return self * self.of(other) ** -1.0

        def tanh(self):
            return (self * 2.0).sigmoid() * 2.0 - 1.0

        def sigmoid(self):
            return 1.0 / (1.0 + (-self).exp())

        def sqrt(self):
            return self**0.5

    class ReluWithASlopeAtItsKink(right.Value):
        def relu(self):
            return self.make(max(self.data, 0.0), (self,), (float(self.data >= 0),))

    kinds = (FreesItsGraph, SinglePrecision, NoneAtFirst, BuiltFromOthers, ReluWithASlopeAtItsKink)
    return {kind.__name__: kind for kind in kinds}


def right_engines():
    """Return engines that get everything right, some with limits."""
    return {
        "autograd_mini": Value, "right": right.Value, "correct": correct.Value,
        "closures": f"{mutations.CLOSURES}:Value",
        "recursive": broken.Recursive, **variants(),
    }  # fmt: skip


def part_of_a_right_engine(chance):
    """Return a right engine without some of its operations, and what it is without."""
    base = chance.choice([right.Value, correct.Value, *variants().values()])
    operators = [name for name in dir(base) if name.strip("_") in OPERATORS]
    functions = [name for name in vars(right.Value) if name in TABLE and hasattr(base, name)]
    share = chance.choice((0.1, 0.5))
    gone = [name for name in operators + functions if chance.random() < share]
    if base.__name__ == "BuiltFromOthers":  # what is built from something that is gone is gone, too
        for name, needed in BUILT_FROM.items():
            if needed & set(gone) and name not in gone:
                gone.append(name)
    return type("Value", (base,), dict.fromkeys(with_reflected(gone, base), None)), gone


def written(folder, name):
    """Write an engine as a learner wrote it into a folder; return its name."""
    path = Path(folder) / f"learner{list(mutations.MUTATIONS).index(name)}.py"
    path.write_text(mutations.mutated(name)[0], encoding="utf-8")
    return f"{path}:Value"
