"""How often a diagnosis is right: the figures, measured in one run.

    python benchmarks/diagnosis.py            # all of them
    python benchmarks/diagnosis.py pairs      # or some: broken, pairs, combined, right, learners

Everything is drawn with a seed, so two runs differ in nothing but the times.
"""

import itertools
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy

ROOT = Path(__file__).parents[1]
sys.path[:0] = [
    str(ROOT / folder)
    for folder in (
        "tests/testing/conform/broken_engines", "demos/engines", "tests/testing/diagnosis/engines",
    )
]  # fmt: skip

from autograd_mini.elementary import TABLE  # noqa: E402
from autograd_mini.testing.conform.engine import Engine, EngineError  # noqa: E402
from autograd_mini.testing.diagnosis.candidates import Candidates, Search  # noqa: E402
from autograd_mini.testing.diagnosis.diagnosis import diagnose  # noqa: E402
from autograd_mini.testing.diagnosis.mistakes import MISTAKES, RANK  # noqa: E402
from autograd_mini.testing.diagnosis.observe import observe  # noqa: E402
from autograd_mini.testing.diagnosis.reference import predict  # noqa: E402
from autograd_mini.testing.diagnosis.search import explain  # noqa: E402
from autograd_mini.testing.diagnosis.sites import both  # noqa: E402


def pairs(how_many=200, seed=1):
    """Print how often two random misconceptions in one engine are found again.

    The engine is the reference with both; they count as a pair if they are seen, together too.
    """
    seen = observe(Engine("right:Value"))
    search = Search(seen, {})
    sites = [s for s in Candidates(search).sites if not s.measured]
    plain = [predict(p, {}) for p in search.probes]
    effects = {s: [predict(p, s.patch) for p in search.probes] for s in sites}
    sites = [s for s in sites if effects[s] != plain]
    names = sorted({s.mistake for s in sites})
    chance = random.Random(seed)
    unique = three = done = 0
    slowest = 0.0
    wrong = []
    while done < how_many:
        first, second = (
            chance.choice([s for s in sites if s.mistake == name])
            for name in chance.sample(names, 2)
        )
        patch = both(first, second)
        if patch is None:
            continue
        outcomes = [predict(p, patch) for p in search.probes]
        if None in outcomes or any(outcomes == effects[s] for s in sites) or outcomes == plain:
            continue
        done += 1
        seen.outcomes = dict(zip((p.name for p in seen.probes), outcomes))
        start = time.process_time()
        found = explain(Search(seen, {}), RANK)
        slowest = max(slowest, time.process_time() - start)
        true = sorted([first.mistake, second.mistake])
        told = [sorted(found.mistakes), *(sorted(s.mistake for s in o) for o in found.others)]
        told = [list(t) for t in dict.fromkeys(map(tuple, told))]
        unique += told == [true]
        three += true in told[:3]
        if told != [true]:
            wrong.append((true, [first.keys, second.keys], told[:4], found.unexplained[:2]))
    print(
        f"pairs: {unique / done:.1%} uniquely right, {three / done:.1%} among the first three, "
        f"of {done}; slowest {slowest:.1f} s"
    )
    return wrong


# The broken engines of the tests: the misconception that each was made with.
TRUTH = {
    "OverwritesGradients": "overwrites-gradient", "KeepsInnerGradients": "inner-gradients-kept",
    "ResetsLeaves": "leaf-gradients-reset", "OperandsInASet": "operands-in-a-set",
    "ForgetsTheFactorOfPowers": "missing-factor", "ForgetsTheExponent": "operand-gets-no-gradient",
    "NoNumberToAPower": "number-refused", "NumberToAPowerTheOtherWay": "reflected-reversed",
    "WrongSignInDifferences": "wrong-sign", "ReflectedDifferenceTheOtherWay": "reflected-reversed",
    "NoNumberOnTheLeft": "number-refused", "NoNumberOnTheRight": "number-refused",
    "ForgetsTheDenominator": "operand-gets-no-gradient", "WrongProduct": "wrong-operand",
    "NaiveSigmoid": "overflows", "NaiveTanh": "overflows", "NaiveSoftplus": "overflows",
    "WrongTanh": "wrong-exponent", "EpsilonInLog": "epsilon-added", "SilentLog": "silent-nan",
    "SilentExp": "silent-nan", "ReluWithASlopeAtItsKink": "kink-slope",
    "BothWinATie": "tie-counts-twice", "Recursive": "recursion-too-deep",
    "LosesReusedInnerNodes": "sends-before-complete", "OrderByDepth": "no-topological-order",
    "OncePerPath": "exponential-cost", "SquareCost": "quadratic-cost",
    "SeedIgnored": "seed-ignored", "NoGradientOfTheResult": "result-gradient-erased",
    "ChangesValues": "changes-values", "GradientForAll": "unrelated-gets-gradient",
    "SharedByCopies": "copies-share", "WholeNumbersOnly": "whole-numbers-refused",
    "Exits": "ends-the-process",
}  # fmt: skip


def broken_engines():
    """Print for how many of the broken engines the right misconception is told first."""
    import broken as module

    right, slowest, missed = 0, 0.0, []
    for name, truth in TRUTH.items():
        start = time.process_time()
        found = diagnose(getattr(module, name), repair=False)
        slowest = max(slowest, time.process_time() - start)
        told = [finding.name for finding in (*found.mistakes, *found.limits)]
        if told[:1] == [truth] and not found.unexplained:
            right += 1
        else:
            missed.append((name, told, found.unexplained[:3]))
    print(f"broken: the right one first for {right} of {len(TRUTH)}; slowest {slowest:.1f} s")
    return missed


def combined():
    """Print how often both are found of two broken engines that are one, by inheritance."""
    import broken as module

    both_told = subset = count = 0
    slowest, missed = 0.0, []
    names = [n for n, t in TRUTH.items() if MISTAKES[t].kind == "mistake"]
    for one, other in itertools.combinations(names, 2):
        bases = getattr(module, one), getattr(module, other)
        methods = [set(vars(base)) & METHODS for base in bases]
        if methods[0] & methods[1]:
            continue  # one would hide the other
        engine = type(f"{one}And{other}", bases, {})
        count += 1
        start = time.process_time()
        found = diagnose(engine, repair=False)
        slowest = max(slowest, time.process_time() - start)
        told = {finding.name for finding in found.mistakes}
        alternatives = {o for finding in found.mistakes for o in finding.others}
        truth = {TRUTH[one], TRUTH[other]}
        both_told += told == truth
        subset += truth <= told | alternatives
        if told != truth:
            missed.append((one, other, sorted(told), found.unexplained[:3]))
    print(
        f"combined: just the two for {both_told}, both among those told for {subset}, of {count}"
        f" pairs of broken engines; slowest {slowest:.1f} s"
    )
    return missed


METHODS = {
    "__add__", "__sub__", "__mul__", "__truediv__", "__pow__", "__radd__", "__rsub__", "__rmul__",
    "__rtruediv__", "__rpow__", "tanh", "send", "forget", "seed", "order", "make", "backward",
    "__init__",
}  # fmt: skip


def right_engines(how_many=1000, seed=1):
    """Print how many right engines, and engines with some of their operations, are accused."""
    import correct
    import micrograd.engine
    import right as module

    from autograd_mini import Value

    accused = []
    whole = {
        "autograd_mini": Value, "right": module.Value, "correct": correct.Value,
        "relu with a slope at 0": __import__("broken").ReluWithASlopeAtItsKink,
        "recursive": __import__("broken").Recursive, **variants(module.Value),
    }  # fmt: skip
    del micrograd
    for name, engine in whole.items():
        if found := diagnose(engine, repair=False):
            accused.append((name, [f.name for f in found.mistakes], found.unexplained[:3]))
    chance = random.Random(seed)
    for _ in range(how_many):
        base = chance.choice([module.Value, correct.Value, *variants(module.Value).values()])
        operators = [n for n in dir(base) if n.strip("_") in OPERATORS]
        functions = [n for n in vars(module.Value) if n in TABLE and hasattr(base, n)]
        gone = [n for n in operators + functions if chance.random() < chance.choice((0.1, 0.5))]
        engine = type("Value", (base,), dict.fromkeys(with_reflected(gone, base), None))
        try:
            found = diagnose(engine, repair=False)
        except EngineError as error:
            accused.append((gone, str(error)))
            continue
        if found:
            accused.append(
                (base.__name__, gone, [f.name for f in found.mistakes], found.unexplained[:3])
            )
    print(f"right: {len(accused)} accused of {len(whole)} right engines and {how_many} subsets")
    return accused


OPERATORS = {"add", "sub", "mul", "truediv", "pow", "neg"}


def with_reflected(names, base):
    """Return the names of operators with those of their reflected methods."""
    reflected = [f"__r{name[2:]}" for name in names if name.startswith("__")]
    return [*names, *(name for name in reflected if hasattr(base, name))]


def variants(right):
    """Return right engines of other habits: single precision, retain_graph=False, and so on."""

    class FreesItsGraph(right):
        def backward(self, retain_graph=False):
            order = self.order()
            if any(node.partials is None for node in order):
                raise RuntimeError("the graph has been freed")
            super().backward()
            if not retain_graph:
                for node in order:
                    if node.parents:
                        node.partials = None

    class SinglePrecision(right):
        def __init__(self, data, parents=(), partials=()):
            super().__init__(data, parents, partials)
            self.data = numpy.float32(self.data)
            self.partials = tuple(numpy.float32(p) for p in self.partials)

    class NoneAtFirst(right):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            self.grad = None

        def forget(self, order):
            for node in order:
                if node.parents or node.grad is None:
                    node.grad = 0.0

    class BuiltFromOthers(right):
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

    kinds = (FreesItsGraph, SinglePrecision, NoneAtFirst, BuiltFromOthers)
    return {kind.__name__: kind for kind in kinds}


def learners():
    """Print how often the lines and the repairs are right, for engines as learners write them."""
    import broken
    import mutations as module

    told = lines_told = lines_right = repairs = slow = 0
    missed, diffs, longest = [], [], 0.0
    files = Path(tempfile.mkdtemp())
    engines = {}
    for number, (name, (truth, _, _)) in enumerate(module.MUTATIONS.items()):
        text, lines = module.mutated(name)
        path = files / f"learner{number}.py"
        path.write_text(text, encoding="utf-8")
        engines[name] = f"{path}:Value", truth, lines
    for name, truth in TRUTH.items():
        begin = inspect.getsourcelines(getattr(broken, name))
        lines = set(range(begin[1], begin[1] + len(begin[0])))
        engines[name] = f"broken:{name}", {truth}, lines
    for name, (engine, truth, lines) in engines.items():
        start = time.monotonic()
        found = diagnose(engine)
        longest = max(longest, time.monotonic() - start)
        names = {finding.name for finding in found.mistakes or found.limits}
        told += truth <= names and not found.unexplained
        where = {n for f in (*found.mistakes, *found.limits) if f.place for n in f.place.lines}
        if where and lines is not None:
            lines_told += 1
            lines_right += where <= lines
        repairs += found.repair is not None
        if found.repair is None or not truth <= names or (where and lines and not where <= lines):
            missed.append((name, sorted(names), sorted(where), bool(found.repair)))
        diffs.append(f"{name}\n{found.repair.diff if found.repair else '  no repair'}")
    count = len(engines)
    print(
        f"learners: {count} engines; right for {told}; lines told for {lines_told}, right for "
        f"{lines_right}; repairs told for {repairs} ({repairs / count:.0%}); the longest took "
        f"{longest:.1f} s of wall time"
    )
    if "--diffs" in sys.argv:
        print(*diffs, sep="\n")
    return missed


PARTS = {
    "broken": broken_engines, "pairs": pairs, "combined": combined, "right": right_engines,
    "learners": learners,
}  # fmt: skip

if __name__ == "__main__":
    asked = [part for part in sys.argv[1:] if part in PARTS]
    for part in asked or PARTS:
        for line in PARTS[part]() or []:
            print("   ", line)
