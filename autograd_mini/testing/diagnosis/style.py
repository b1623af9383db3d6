"""How an engine is made, found by watching it: which of its operations are built from others.

u − v may be u + (−1)·v, and tanh may be built from exp: a matter of taste, and no mistake.  But
then a mistake in the product is one in the difference, too.  So the reference engine has to build
what the engine builds.  Calls of the engine's own functions are recorded as a program, by a
profile function; an engine that is not written in Python has none, and
counts as built from nothing.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import CodeType, FrameType
from typing import Any

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.forward import LEFT, RIGHT, form_of
from autograd_mini.testing.diagnosis.probes import A_NUMBER, points_of
from autograd_mini.testing.diagnosis.reference import Probe
from autograd_mini.testing.programs import Call, Program, run
from autograd_mini.testing.watching import profiled

DUNDERS = {
    "add": "add", "sub": "sub", "mul": "mul", "truediv": "div", "pow": "pow", "neg": "neg",
    "abs": "abs",
}  # fmt: skip
Expansions = Mapping[tuple[str, str], Program]


@dataclass
class Called:
    """A call of one of the engine's operations, and the calls within it."""

    op: str
    operands: list[Any]
    result: Any = None
    within: list["Called"] = field(default_factory=list)

    def innermost(self) -> list["Called"]:
        """Return the calls that call no other operation."""
        return [c for call in self.within for c in call.innermost()] if self.within else [self]


def code_of(engine: Engine) -> dict[CodeType, tuple[str, bool]]:
    """Return for each function that is an operation: which, and whether its operands are swapped.

    >>> sorted(set(code_of(Engine("autograd_mini:Value")).values()))[:3]
    [('abs', False), ('add', False), ('add', True)]
    """
    found: dict[CodeType, tuple[str, bool]] = {}
    for cls in reversed(engine.Value.__mro__):
        for name, function in vars(cls).items():
            code = (
                getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None
            )
            if code is None:
                continue
            bare = name.strip("_") if name.startswith("__") else ""
            if bare in DUNDERS:
                found[code] = DUNDERS[bare], False
            elif bare[:1] == "r" and bare[1:] in DUNDERS:
                found.setdefault(code, (DUNDERS[bare[1:]], True))
    supported = engine.supported
    for op in (op for op in TABLE if op in supported):  # in an order that no hash decides
        for place in (engine.Value, engine.module):
            function = getattr(place, engine.names.get(op, op), None)
            code = getattr(function, "__code__", None)
            if code is not None:
                found.setdefault(code, (op, False))
    return found


def watched(codes: Mapping[CodeType, tuple[str, bool]], action: Callable[[], Any]) -> list[Called]:
    """Return the operations that an action calls, the outermost ones."""
    top = Called("", [])
    open_calls = [top]

    def see(frame: FrameType, event: str, result: Any) -> None:
        if frame.f_code not in codes:
            return
        if event == "call":
            op, swapped = codes[frame.f_code]
            names = frame.f_code.co_varnames[: frame.f_code.co_argcount]
            operands: list[Any] = []
            for name in names:
                given = frame.f_locals.get(name)
                operands += given if isinstance(given, (list, tuple)) else [given]
            call = Called(op, operands[::-1] if swapped else operands)
            open_calls[-1].within.append(call)
            open_calls.append(call)
        elif event == "return" and len(open_calls) > 1:
            open_calls.pop().result = result

    with profiled(see):
        action()
    return top.within


def _as_program(engine: Engine, call: Called, leaves: list[Any]) -> Program | None:
    """Return what a call did as a program on these leaves; None if it cannot be said."""
    indices = {id(leaf): i for i, leaf in enumerate(leaves)}
    steps: list[Call] = []
    inner = call.innermost()
    for one in inner:
        operands: list[int | float] = []
        for operand in one.operands[: TABLE[one.op].arity]:
            if id(operand) in indices:
                operands.append(indices[id(operand)])
                continue
            try:
                number = operand if isinstance(operand, (int, float)) else engine.data(operand)
                operands.append(float(number))
            except Exception:
                return None
        if TABLE[one.op].arity not in (None, len(operands)):
            return None
        steps.append(Call(one.op, tuple(operands)))
        indices[id(one.result)] = len(leaves) + len(steps) - 1
    if indices.get(id(call.result)) != len(leaves) + len(steps) - 1:
        return None
    return tuple(steps)


def _same(op: str, form: str, program: Program) -> bool:
    """Tell whether a program computes an operation, by the table."""
    places = points_of(op) if TABLE[op].arity == 2 else [(0.6,), (1.7,)]
    for at in places:
        leaves, operands = _leaves(form, at)
        try:
            right = TABLE[op].value(*operands)
            found = run(program, FLOATS, leaves)[-1]
        except (ValueError, OverflowError, ZeroDivisionError, TypeError):
            continue
        if not math.isclose(right, found, rel_tol=1e-6, abs_tol=1e-9):
            return False
    return True


def _leaves(form: str, at: tuple[float, ...]) -> tuple[list[float], tuple[float, ...]]:
    if form == RIGHT:
        return [at[0]], (at[0], A_NUMBER)
    if form == LEFT:
        return [at[0]], (A_NUMBER, at[0])
    return list(at), at


def expansions(engine: Engine, forms: Mapping[str, set[str]]) -> dict[tuple[str, str], Program]:
    """Return the programs of those operations that the engine builds from others of its own."""
    codes = code_of(engine)
    found: dict[tuple[str, str], Program] = {}
    for op, kinds in forms.items():
        arity = TABLE[op].arity
        if arity is None:
            continue
        for form in kinds:
            at = points_of(op)[0]
            leaves = _leaves(form, at)[0]
            values = [engine.value(x) for x in leaves]
            rest = iter(values)
            given = [
                A_NUMBER if (form, i) in ((RIGHT, 1), (LEFT, 0)) else next(rest)
                for i in range(arity)
            ]
            try:
                calls = watched(codes, lambda: getattr(engine.functions, op)(*given))  # noqa: B023
            except Exception:
                continue
            program = _as_program(engine, calls[-1], values) if calls else None
            if program and program != _itself(op, form, arity) and _same(op, form, program):
                found[op, form] = program
    return found


def _itself(op: str, form: str, arity: int) -> Program:
    kinds: dict[str, tuple[int | float, ...]] = {RIGHT: (0, A_NUMBER), LEFT: (A_NUMBER, 0)}
    return (Call(op, kinds.get(form, tuple(range(arity)))),)


def built(probe: Probe, expansions: Expansions) -> Probe:
    """Return a probe as an engine computes it that builds some operations from others."""
    leaves = len(probe.numbers)
    places, steps = list(range(leaves)), []
    for step in probe.program:
        nodes = [places[i] for i in step.operands if isinstance(i, int)]
        plain = [i for i in step.operands if not isinstance(i, int)]
        program = expansions.get((step.name, form_of(step)))
        if program is None or (len(plain) and step.name != "pow" and not nodes):
            it = iter(nodes)
            steps.append(
                Call(step.name, tuple(next(it) if isinstance(i, int) else i for i in step.operands))
            )
        else:
            inner = list(nodes)
            for one in program:
                operands = [
                    inner[i] if isinstance(i, int) else _the_number(i, plain) for i in one.operands
                ]
                steps.append(Call(one.name, tuple(operands)))
                inner.append(leaves + len(steps) - 1)
        places.append(leaves + len(steps) - 1)
    passes = tuple((places[node], seed) for node, seed in probe.passes)
    return replace(probe, program=tuple(steps), passes=passes)


def _the_number(number: float, plain: list[Any]) -> float:
    """Return the probe's own number where the expansion has the one it was watched with."""
    if plain and abs(number) == A_NUMBER:
        return float(plain[0]) * (1 if number > 0 else -1)
    return number
