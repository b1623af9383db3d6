"""What an engine does with the probes: numbers, or the stage at which it fails."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.lookup import SPECIAL
from autograd_mini.testing.diagnosis.attempts import (
    FEW_STEPS,
    STEPS,
    Endless,
    Failure,
    attempted,
)
from autograd_mini.testing.diagnosis.forward import BOTH, LEFT, RIGHT
from autograd_mini.testing.diagnosis.hashing import falling, rising
from autograd_mini.testing.diagnosis.probes import (
    A_NUMBER,
    graph_probes,
    operation_probes,
    points_of,
)
from autograd_mini.testing.diagnosis.reference import Outcome, Probe
from autograd_mini.testing.programs import OPERATORS, run

# How Python writes operators in its errors.
WRITTEN = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "** or pow()": "pow", "unary -": "neg",
    "abs()": "abs",
}  # fmt: skip
# What a typing error in a rule raises.
SLIPS = ("AttributeError", "TypeError", "NotImplementedError", "AssertionError")


@dataclass
class Observed:
    """All that was seen of an engine.

    forms: for each operation that it has, which operands may be numbers.  refused: those that
    should be possible and are not.  outcomes: of each probe.  failures: of those that failed.
    exits: whether it ends the process.  shares: whether two new nodes share a gradient.
    unordered: whether what comes out depends on the order of a set of nodes.
    """

    engine: Engine
    forms: dict[str, set[str]] = field(default_factory=dict)
    refused: dict[tuple[str, str], Failure] = field(default_factory=dict)
    broken: dict[str, Failure] = field(default_factory=dict)
    probes: list[Probe] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    exits: bool = False
    shares: bool = False
    unordered: bool = False


def observe(engine: Engine, wanted: Callable[[Probe], bool] = lambda probe: True) -> Observed:
    """Run all probes that are wanted and that an engine has the operations for."""
    seen = Observed(engine)
    _find_forms(seen)
    seen.shares = attempted("forward", lambda: shares_gradients(engine)) is True
    steps = STEPS
    for probe in filter(wanted, probes_for(seen)):
        with rising(engine.Value) as hashed:
            outcome, failed = outcome_of(engine, probe, steps)
        if hashed and not failed and not seen.unordered:
            with falling(engine.Value):
                seen.unordered = outcome_of(engine, probe, steps)[0] != outcome
        if failed:
            if failed.error == Endless.__name__:  # there is no need to wait as long again
                steps = FEW_STEPS
            seen.failures[probe.name] = failed
            seen.exits = seen.exits or failed.error == "SystemExit"
        if outcome is not None:
            seen.probes.append(probe)
            seen.outcomes[probe.name] = outcome
    if seen.unordered:  # the numbers of a first pass are in the way of a second
        seen.probes = [probe for probe in seen.probes if len(probe.passes) == 1]
    return seen


def shares_gradients(engine: Engine) -> bool:
    """Tell whether the gradient of a new node is that of another one, too."""
    first, second = engine.value(0.5), engine.value(0.5)
    name = engine.names.get("grad", "grad")
    held = getattr(first, name)
    if held is getattr(second, name) and not isinstance(held, float | int | None):
        return True
    setattr(first, name, engine.grad(second) + 1.0)
    return engine.grad(second) == engine.grad(first)


def probes_for(seen: Observed) -> Iterator[Probe]:
    """Yield the probes whose operations an engine has."""
    has = seen.forms
    seeded = takes_a_seed(seen.engine)
    for probe in graph_probes():
        used = {step.name for step in probe.program}
        if all(BOTH in has.get(op, ()) for op in used) and (seeded or probe.kind != "seed"):
            yield probe
    chain = BOTH in has.get("mul", ())
    for op, forms in has.items():
        yield from operation_probes(op, forms, chain)


def takes_a_seed(engine: Engine) -> bool:
    """Tell whether backward takes a number that all gradients are multiplied by.

    An argument such as retain_graph=False is none.
    """
    called = engine.names.get("backward", "backward")
    try:
        parameters = list(inspect.signature(getattr(engine.Value, called)).parameters.values())
    except (TypeError, ValueError, AttributeError):
        return False
    for parameter in parameters[1:]:
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            about_graphs = isinstance(parameter.default, bool) or "graph" in parameter.name
            numeric = parameter.default in (None, parameter.empty) or isinstance(
                parameter.default, (int, float)
            )
            words = ("seed", "grad", "upstream", "delta", "start")
            likely = any(word in parameter.name.lower() for word in words)
            return not about_graphs and numeric and likely
    return False


def _find_forms(seen: Observed) -> None:
    engine = seen.engine
    for op, elementary in TABLE.items():
        if op not in engine.supported:
            _perhaps_broken(seen, op)
        has = op in engine.supported
        with_values = attempted("forward", lambda: _with_values(engine, op)) if has else None  # noqa: B023
        if isinstance(with_values, Failure) and _for_want_of_another(engine, with_values):
            continue
        if elementary.arity != 2 or op not in OPERATORS:
            if has:
                seen.forms[op] = {BOTH}
            continue
        forms = {BOTH} if has else set()
        if op == "pow" or forms:
            for form in (RIGHT, LEFT):
                found = attempted("forward", lambda: _with_a_number(engine, op, form))  # noqa: B023
                if not isinstance(found, Failure):
                    forms.add(form)
                elif has and not _same_line(found, with_values):
                    # 2**x may be missing where there is no u**v
                    seen.refused[op, form] = found
                elif not has and _slip(engine, found):
                    seen.broken[op] = found
        if forms:
            seen.forms[op] = forms


def _same_line(one: Failure, other: object) -> bool:
    """Tell whether two failures are one: what values stop at, too, is nothing about numbers."""
    return isinstance(other, Failure) and (one.file, one.line) == (other.file, other.line)


def _for_want_of_another(engine: Engine, failed: Failure) -> bool:
    """Tell whether an operation fails because it is built from an operator that is not there.

    As −x in an engine that has no ×, if it is written as self * -1.  It is not there either.
    """
    if failed.error != "TypeError":
        return False
    missing = OPERATORS.keys() - engine.supported
    if failed.text == "'NoneType' object is not callable":
        return any(getattr(engine.Value, SPECIAL[op], missing) is None for op in missing)
    wanted = re.search(r"operand type(?:\(s\))? for (.+?): ", failed.text)
    return wanted is not None and WRITTEN.get(wanted[1]) in missing


def _with_values(engine: Engine, op: str) -> float:
    operands = points_of(op)[0] if TABLE[op].arity else ()
    if not operands:
        return 0.0  # an operation on lists is built from nothing
    return float(engine.data(getattr(engine.functions, op)(*map(engine.value, operands))))


def _with_a_number(engine: Engine, op: str, form: str) -> float:
    x = engine.value(1.7)
    call = getattr(engine.functions, op)
    return float(engine.data(call(x, A_NUMBER) if form == RIGHT else call(A_NUMBER, x)))


def _perhaps_broken(seen: Observed, op: str) -> None:
    """Note an operation that is there but raises, as for a typing error, wherever it is tried."""
    engine = seen.engine
    arity = TABLE[op].arity
    if arity is None or (op == "pow"):
        return
    called = engine.names.get(op, op)
    function = engine.functions.__dict__.get(op) or getattr(engine.Value, called, None)
    if not callable(function):
        return
    at = points_of(op)[0]
    found = attempted("forward", lambda: float(engine.data(function(*map(engine.value, at)))))
    if isinstance(found, Failure) and _slip(engine, found):
        seen.broken[op] = found


def _slip(engine: Engine, found: Failure) -> bool:
    """Tell whether a failure is a mistake in the engine's code, and not what it says on purpose."""
    own = found.file == (getattr(engine.module, "__file__", None) or "")
    lacks = _for_want_of_another(engine, found)
    return own and not found.deliberate and not lacks and found.error in SLIPS


def outcome_of(
    engine: Engine, probe: Probe, most: int = STEPS
) -> tuple[Outcome | None, Failure | None]:
    """Run a probe; return its outcome, None if it says nothing, and its failure if it fails."""
    built = attempted("forward", lambda: _forward(engine, probe), most)
    if isinstance(built, Failure):
        return ("forward",), built
    results, found = built
    leaves = results[: len(probe.numbers)]

    def numbers_of(values: list[Any]) -> list[float]:
        return [float(engine.data(v)) for v in values]

    # An operation may give a plain number back, which has no data.
    watched = results if probe.watch == "values" else []
    before = attempted("forward", lambda: numbers_of(watched), most)
    if isinstance(before, Failure):
        return ("forward",), before
    for count, (node, seed) in enumerate(probe.passes):
        seeds = () if seed is None else (seed,)
        done = attempted("backward", lambda: _pass(engine, results[node], seeds, leaves), most)  # noqa: B023
        if isinstance(done, Failure):
            freed = count > 0 and done.error == "RuntimeError"
            seedless = seed is not None and done.error == "TypeError"
            return (None, None) if freed or seedless else (("backward",), done)
        found += done
    if probe.watch == "result":
        grad = getattr(results[-1], engine.names.get("grad", "grad"), None)
        if grad is None:  # it is not kept
            return None, None
        found.append(engine.grad(results[-1]))
    if probe.watch == "values":
        found.append("the same" if numbers_of(results) == before else "changed")
    return tuple(found), None


def _pass(engine: Engine, result: Any, seeds: tuple[float, ...], leaves: list[Any]) -> list[float]:
    engine.backward(result, *seeds)
    return [engine.grad(leaf) for leaf in leaves]


def _forward(engine: Engine, probe: Probe) -> tuple[list[Any], list[float | str]]:
    results = run(probe.program, engine.functions, list(map(engine.value, probe.numbers)))
    found: list[float | str] = [float(engine.data(results[node])) for node, _ in probe.passes]
    found += [float(engine.data(leaf)) for leaf in results[: len(probe.numbers)]]
    return results, found
