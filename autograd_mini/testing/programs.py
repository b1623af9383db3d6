"""Expressions as plain data: programs that any engine can run, and that print as Python.

A program is a tuple of steps.  A step names an operation of the derivative table and its operands:
an int is the index of an earlier result (the leaves come first), a float is a plain number.  The
last result is the output J.

>>> square_plus_1 = (Call("mul", (0, 0)), Call("add", (1, 1.0)))
>>> run(square_plus_1, FLOATS, [3.0])
[3.0, 9.0, 10.0]
>>> print(to_python(square_plus_1, [3.0]))
from autograd_mini import Value
<BLANKLINE>
a = Value(3.0)
b = a * a
J = b + 1.0
J.backward()
print("a.grad =", a.grad)
"""

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeAlias

from autograd_mini.elementary import FLOATS, TABLE, operation
from autograd_mini.functions import evaluate


@dataclass(frozen=True)
class Call:
    """One operation of a program.

    name: what the derivative table calls it.
    operands: in order; an int is the index of an earlier result, a float is a number.
    """

    name: str
    operands: tuple[int | float, ...]


Program: TypeAlias = tuple[Call, ...]


def run(program: Program, namespace: Any, leaves: Sequence[Any]) -> list[Any]:
    """Return all results of a program, the leaves first and the output last.

    namespace: anything with the operations as attributes, each a function of its operands: FLOATS,
        VALUES, or one for another engine.
    leaves: what the program starts from, of a type that the namespace can compute with.

    >>> from autograd_mini import Value
    >>> run((Call("exp", (0,)),), VALUES, [Value(0.0)])[-1].data
    1.0
    """
    results = list(leaves)
    for step in program:
        operands = [results[i] if isinstance(i, int) else i for i in step.operands]
        results.append(getattr(namespace, step.name)(*operands))
    return results


# The operations that Python has an operator for.
OPERATORS: dict[str, Callable[..., Any]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
    "pow": operator.pow, "neg": operator.neg, "abs": operator.abs,
}  # fmt: skip


def _from_table(name: str) -> Callable[..., Any]:
    return lambda *operands: evaluate(name, operands)


# Our Values, by the table alone; and with operators wherever Python has one.
TABLE_VALUES = SimpleNamespace(**{name: _from_table(name) for name in TABLE})
VALUES = SimpleNamespace(**{**vars(TABLE_VALUES), **OPERATORS})

# How far the operands of a step may move without anything sudden happening.
NEARBY = 2.0**-10


def tame(name: str, xs: Sequence[float]) -> bool:
    """Tell whether an operation is defined and well behaved at and near these operands.

    No value above 50; when an operand moves by 2^−10, no partial moves by more than ¼, and neither
    a partial nor the value by 2^−11 more than when it moves the other way.  So there is no kink,
    not even of a partial, no jump, no pole and no edge of the domain close by.

    >>> tame("log", [1.0]), tame("log", [0.001]), tame("relu", [0.0])
    (True, False, False)
    """
    op = TABLE[name]

    def partials(at: Sequence[float]) -> tuple[float, list[float]]:
        # A negative base needs a whole exponent, and this stays a plain number.
        by = [0] if name == "pow" and at[0] < 0 else range(len(at))
        if not (op.defined(*at) or (name == "pow" and at[0] < 0)):
            raise ValueError
        y = op.value(*at)
        if abs(y) > 50:
            raise OverflowError
        return y, [op.partial(i, FLOATS, at, y) for i in by]

    try:
        y, here = partials(xs)
        for i, x in enumerate(xs):
            if name == "pow" and xs[0] < 0 and i == 1:
                continue
            (high, above), (low, below) = (
                partials([*xs[:i], moved, *xs[i + 1 :]]) for moved in (x + NEARBY, x - NEARBY)
            )
            if abs(high - 2 * y + low) > NEARBY / 2:
                return False
            for p, up, down in zip(here, above, below):
                if max(abs(up - p), abs(down - p)) > 0.25 or abs(up - 2 * p + down) > NEARBY / 2:
                    return False
    except (ValueError, OverflowError, ZeroDivisionError):
        return False
    return True


# How Python writes the operations, as templates for str.format.  {0}, {1}, … are the operands; of
# an operation on any number of them, {all} is the list, and {weights} and {inputs} its halves.
OPERATORS_WRITTEN = {
    "add": "{0} + {1}", "sub": "{0} - {1}", "mul": "{0} * {1}", "div": "{0} / {1}",
    "pow": "{0} ** {1}", "neg": "-{0}", "abs": "abs({0})",
}  # fmt: skip
_OUR_FUNCTIONS = {
    name: {1: f"{name}({{0}})", 2: f"{name}({{0}}, {{1}})"}.get(op.arity or 0, f"{name}([{{all}}])")
    for name, op in TABLE.items()
    if name not in OPERATORS_WRITTEN
}
_OUR_FUNCTIONS["dot"] = "dot([{weights}], [{inputs}])"


def to_python(
    program: Program,
    numbers: Sequence[float],
    import_line: str = "from autograd_mini import Value",
    names: Mapping[str, str] | None = None,
) -> str:
    """Return a program as Python that a reader can paste and run: it prints every leaf's grad.

    numbers: for the leaves.
    import_line: what makes `Value` known.
    names: how the engine writes operations that are not operators: a template for each, such as
        "{0}.exp()" or "engine.maximum({0}, {1})".  Where there are any number of operands {all}
        stands for them, {weights} and {inputs} for the two halves of a dot's; without a template,
        total and dot are spelt out with + and ×.  Operators may be given too.
        None stands for our own functions; the import line goes on to name those that are needed.

    ValueError for an operation that has no template, or that the table does not know.

    >>> print(to_python((Call("exp", (0,)), Call("sub", (2.0, 1))), [-1.0], names=None))
    from autograd_mini import Value, exp
    <BLANKLINE>
    a = Value(-1.0)
    b = exp(a)
    J = 2.0 - b
    J.backward()
    print("a.grad =", a.grad)
    """
    templates = {**OPERATORS_WRITTEN, **(_OUR_FUNCTIONS if names is None else names)}
    if names is None:
        used = sorted({step.name for step in program} & set(_OUR_FUNCTIONS))
        import_line = ", ".join([import_line, *used])
    variables = _variables(len(numbers) + len(program))
    if program:
        variables[-1] = "J"
    leaves = variables[: len(numbers)]
    lines = [f"{name} = Value({float(x)!r})" for name, x in zip(leaves, numbers)]
    for name, step in zip(variables[len(numbers) :], program):
        operands = [variables[i] if isinstance(i, int) else _number(i) for i in step.operands]
        lines.append(f"{name} = {_written(step.name, operands, templates)}")
    if not program:
        lines.append(f"J = {leaves[-1]}")
    lines.append("J.backward()")
    lines += [f'print("{name}.grad =", {name}.grad)' for name in leaves]
    return "\n".join([import_line, "", *lines])


def only_needed(
    program: Program, numbers: Sequence[float], wanted: Iterable[int]
) -> tuple[Program, tuple[float, ...], dict[int, int]]:
    """Return a program without the leaves and steps that nothing wanted depends on.

    wanted: indices of leaves and results.  With the program come its numbers, and for each leaf and
    result that is left its new index by the old one.

    >>> only_needed((Call("add", (0, 2)), Call("exp", (1,))), [1.0, 2.0, 3.0], [3])
    ((Call(name='add', operands=(0, 1)),), (1.0, 3.0), {0: 0, 2: 1, 3: 2})
    """
    leaves, needed, stack = len(numbers), set(), list(wanted)
    while stack:
        node = stack.pop()
        if node not in needed:
            needed.add(node)
            operands = program[node - leaves].operands if node >= leaves else ()
            stack += [i for i in operands if isinstance(i, int)]
    places = {old: new for new, old in enumerate(sorted(needed))}
    steps = [
        Call(step.name, tuple(places[i] if isinstance(i, int) else i for i in step.operands))
        for node, step in enumerate(program, start=leaves)
        if node in needed
    ]
    return tuple(steps), tuple(x for i, x in enumerate(numbers) if i in needed), places


def _variables(how_many: int) -> list[str]:
    """Return names for results: the letters, and when they run out numbered ones."""
    letters = [chr(ord("a") + i) for i in range(26)]
    return letters[:how_many] + [f"v{i}" for i in range(27, how_many + 1)]


def _number(x: float) -> str:
    return repr(x) if x > 0 or repr(x) == "0.0" else f"({x!r})"


def _written(name: str, operands: Sequence[str], templates: Mapping[str, str]) -> str:
    half = len(operands) // 2
    weights, inputs = operands[:half], operands[half:]
    if name in templates:
        return templates[name].format(
            *operands,
            all=", ".join(operands),
            weights=", ".join(weights),
            inputs=", ".join(inputs),
        )
    if name == "total":
        return " + ".join(operands)
    if name == "dot":
        return " + ".join(f"{w} * {x}" for w, x in zip(weights, inputs))
    operation(name)  # refuses a name that nobody knows
    raise ValueError(f"names= has no template for {name}; give one, such as '{{0}}.{name}()'")
