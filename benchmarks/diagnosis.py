"""How often a diagnosis is right: the figures, measured in one run.

    python benchmarks/diagnosis.py            # all of them
    python benchmarks/diagnosis.py pairs      # or some: broken, pairs, combined, right, learners,
                                              # mutants, for which mutmut is needed: .[bench]
    python benchmarks/diagnosis.py learners --diffs     # with every repair that was found

Everything is drawn with a seed, so two runs differ in nothing but the times.
"""

import itertools
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/testing/diagnosis/engines"))

import known
import mutations

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.candidates import Candidates, Search
from autograd_mini.testing.diagnosis.diagnosis import diagnose
from autograd_mini.testing.diagnosis.mistakes import RANK
from autograd_mini.testing.diagnosis.observe import observe
from autograd_mini.testing.diagnosis.reference import predict
from autograd_mini.testing.diagnosis.search import explain
from autograd_mini.testing.diagnosis.sites import both


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


def broken_engines():
    """Print for how many of the broken engines the right misconception is told first."""
    right, slowest, missed = 0, 0.0, []
    for name, truth in known.TRUTH.items():
        start = time.process_time()
        found = diagnose(known.broken_engine(name)[0], repair=False)
        slowest = max(slowest, time.process_time() - start)
        told = [finding.name for finding in (*found.mistakes, *found.limits)]
        if told[:1] == [truth] and not found.unexplained:
            right += 1
        else:
            missed.append((name, told, found.unexplained[:3]))
    print(f"broken: the right one first for {right} of {len(known.TRUTH)}; slowest {slowest:.1f} s")
    return missed


def combined():
    """Print how often both are found of two broken engines that are one, by inheritance."""
    both_told = count = 0
    slowest, missed = 0.0, []
    for one, other in itertools.combinations(known.MISTAKEN, 2):
        engine = known.combined_engine(one, other)
        if engine is None:
            continue
        count += 1
        start = time.process_time()
        found = diagnose(engine, repair=False)
        slowest = max(slowest, time.process_time() - start)
        told = {finding.name for finding in found.mistakes}
        both_told += told == {known.TRUTH[one], known.TRUTH[other]}
        if told != {known.TRUTH[one], known.TRUTH[other]}:
            missed.append((one, other, sorted(told), found.unexplained[:3]))
    print(
        f"combined: just the two for {both_told} of {count} pairs of broken engines "
        f"({both_told / count:.0%}); slowest {slowest:.1f} s"
    )
    return missed


def right_engines(how_many=1000, seed=1):
    """Print how many right engines, and engines with some of their operations, are accused."""
    accused = []
    whole = known.right_engines()
    chance = random.Random(seed)
    parts = (known.part_of_a_right_engine(chance) for _ in range(how_many))
    for engine, name in itertools.chain(((e, n) for n, e in whole.items()), parts):
        if found := diagnose(engine, repair=False):
            accused.append((name, [f.name for f in found.mistakes], found.unexplained[:3]))
    print(
        f"right: {len(accused)} accused of {len(whole)} right engines and {how_many} parts of "
        "right engines"
    )
    return accused


def learners():
    """Print how often the lines and the repairs are right, for engines as learners write them."""
    told = lines_told = lines_right = 0
    repairs = {"broken": 0, "learners": 0}
    missed, diffs, longest = [], [], 0.0
    folder = tempfile.mkdtemp()
    engines = [
        ("learners", name, known.written(folder, name), truth, mutations.mutated(name)[1])
        for name, (truth, _, _) in mutations.MUTATIONS.items()
    ]
    for name, truth in known.TRUTH.items():
        engines.append(("broken", name, f"broken:{name}", {truth}, known.broken_engine(name)[1]))
    for kind, name, engine, truth, lines in engines:
        start = time.monotonic()
        found = diagnose(engine)
        longest = max(longest, time.monotonic() - start)
        names = {finding.name for finding in found.mistakes or found.limits}
        right = truth <= names and not found.unexplained
        told += right
        where = {n for f in (*found.mistakes, *found.limits) if f.place for n in f.place.lines}
        if where and lines is not None:
            lines_told += 1
            lines_right += where <= lines
        repairs[kind] += found.repair is not None
        if not (found.repair and right and where and (lines is None or where <= lines)):
            missed.append((name, sorted(names), sorted(where), bool(found.repair)))
        diffs.append(f"{name}\n{found.repair.diff if found.repair else '  no repair'}")
    count = {kind: sum(e[0] == kind for e in engines) for kind in repairs}
    print(
        f"learners: {len(engines)} engines, right for {told}; lines told for {lines_told}, right "
        f"for {lines_right}; repairs: "
        + ", ".join(f"{repairs[kind]} of {count[kind]} {kind}" for kind in repairs)
        + f"; the longest took {longest:.1f} s of wall time"
    )
    if "--diffs" in sys.argv:
        print(*diffs, sep="\n")
    return missed


def mutants():
    """Print what is told of the mutants of right engines."""
    from mutants import report

    return report()


PARTS = {
    "broken": broken_engines, "pairs": pairs, "combined": combined, "right": right_engines,
    "learners": learners, "mutants": mutants,
}  # fmt: skip

if __name__ == "__main__":
    asked = [part for part in sys.argv[1:] if part in PARTS]
    for part in asked or PARTS:
        for line in PARTS[part]() or []:
            print("   ", line)
