"""Mutants of right engines, as mutmut makes them, and what the diagnosis says of each.

    python -m pip install ".[bench]" && python benchmarks/diagnosis.py mutants

mutmut's operators are applied here and not by its command, which would run tests on each mutant.
"""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import libcst
from mutmut.mutation.mutators import mutation_operators

from autograd_mini.testing import diagnose
from autograd_mini.testing.conform.naming import EngineError

ROOT = Path(__file__).parents[1]
# The second because the first gives about 100.
ENGINES = (
    ROOT / "demos/engines/correct.py",
    ROOT / "tests/testing/conform/right_engines/closures.py",
)
SECONDS = 60  # for one mutant, on a busy machine


class Mutant(NamedTuple):
    """A changed engine: the file, the line, what stood there and what stands there now."""

    file: Path
    line: int
    before: str
    after: str
    text: str


def mutants(file: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    code = file.read_text(encoding="utf-8")
    module = libcst.parse_module(code)
    for node in _nodes(module):
        for kind, operator in mutation_operators:
            for changed in operator(node) if isinstance(node, kind) else ():
                text = module.deep_replace(node, changed).code
                pairs = list(zip(code.splitlines(), text.splitlines()))
                line = next((i for i, (old, new) in enumerate(pairs) if old != new), 0)
                yield Mutant(file, line + 1, *(side.strip() for side in pairs[line]), text)


def _nodes(node: libcst.CSTNode) -> Iterator[libcst.CSTNode]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def judged(mutant: Mutant) -> tuple[str, list[str]]:
    """Return what comes of a mutant, and the misconceptions that are told.

    It is diagnosed in a process of its own, which is ended after so many seconds.
    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=_judge, args=(mutant, sender))
    process.start()
    sender.close()
    try:
        return receiver.recv() if receiver.poll(SECONDS) else ("hangs", [])
    except EOFError:
        return "ends the process", []
    finally:
        process.kill()
        process.join()


def _judge(mutant: Mutant, sender: Connection) -> None:
    sender.send(_judgement(mutant))


def _judgement(mutant: Mutant) -> tuple[str, list[str]]:
    module = ModuleType("mutant")
    try:
        exec(compile(mutant.text, "mutant.py", "exec"), vars(module))
    except Exception:
        return "no engine", []
    try:
        found = diagnose(module.Value, repair=False)
    except EngineError:
        return "no engine", []
    except Exception as error:
        return "raises", [repr(error)]
    told = [finding.name for finding in found.mistakes]
    if not found:
        return "nothing wrong", [finding.name for finding in found.limits]
    if not found.unexplained:
        return "explained", told
    return ("partly" if told else "unknown"), told


def report() -> list[str]:
    """Print how many of the mutants are explained; return those that are not."""
    counts: Counter[str] = Counter()
    left = []
    for file in ENGINES:
        for mutant in mutants(file):
            what, told = judged(mutant)
            counts[what] += 1
            if what not in ("explained", "nothing wrong", "no engine"):
                place = f"{file.name}, line {mutant.line}: {mutant.before}  ->  {mutant.after}"
                left.append(f"{what}: {place}  {told or ''}".rstrip())
    order = ("explained", "partly", "unknown", "nothing wrong", "no engine")
    told = [f"{counts[what]} {what}" for what in [*order, *sorted(counts.keys() - set(order))]]
    print(f"mutants: {counts.total()}; " + ", ".join(told))
    return sorted(left)
