"""Random programs over the whole derivative table, and what they run on.

A program is a list of steps.  A step names an operation and its operands: the index of an earlier
result (the leaves come first) or a plain number.  Results are used again and again, so programs
share; whatever nobody uses is added up at the end, so that every step counts.
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st
from mpmath.ctx_mp import MPContext

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.functions import evaluate


@dataclass(frozen=True)
class Step:
    """One operation; an int in `operands` is the index of an earlier result, a float a number."""

    name: str
    operands: tuple[int | float, ...]


Program = tuple[Step, ...]


def run(program: Program, namespace: Any, leaves: Sequence[Any]) -> list[Any]:
    """Return all results of the program, the leaves first and the output last."""
    results = list(leaves)
    for step in program:
        operands = [results[i] if isinstance(i, int) else i for i in step.operands]
        results.append(getattr(namespace, step.name)(*operands))
    return results


# What programs run on.  FLOATS, of the package, is one of these namespaces already.

OPERATORS = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv,
    "pow": operator.pow, "neg": operator.neg, "abs": operator.abs,
}  # fmt: skip


def _from_table(name: str) -> Any:
    return lambda *operands: evaluate(name, operands)


# Values, by the table alone; and Values with operators wherever Python has one.
TABLE_VALUES = SimpleNamespace(**{name: _from_table(name) for name in TABLE})
VALUES = SimpleNamespace(**{**vars(TABLE_VALUES), **OPERATORS})


def mp_functions(**precision: int) -> SimpleNamespace:
    """Return the table's operations on mpmath numbers, with a precision of its own (dps or prec).

    An operation that is not spelled out here has its name in mpmath.
    """
    ctx: Any = MPContext()
    for name, digits in precision.items():
        setattr(ctx, name, digits)
    own = {
        **OPERATORS,
        **PIECEWISE_CONSTANT,
        "pow": ctx.power,
        "sigmoid": lambda x: 1 / (1 + ctx.exp(-x)),
        "log_sigmoid": lambda x: -ctx.log1p(ctx.exp(-x)),
        "softplus": lambda x: ctx.log1p(ctx.exp(x)),
        "relu": lambda x: max(x, ctx.zero),
        "maximum": max,
        "minimum": min,
        "dot": lambda *x: ctx.fdot(zip(x[: len(x) // 2], x[len(x) // 2 :], strict=True)),
        "total": lambda *x: ctx.fsum(x),
        "logsumexp": lambda *x: ctx.log(ctx.fsum([ctx.exp(t) for t in x])),
    }
    others = {name: getattr(ctx, name) for name in TABLE if name not in own}
    return SimpleNamespace(ctx=ctx, mpf=ctx.mpf, **own, **others)


MP = mp_functions(dps=50)

# How far the operands of a step may move without anything sudden happening.
NEARBY = 2.0**-10


def tame(name: str, xs: Sequence[float]) -> bool:
    """Tell whether an operation is defined and well behaved at and near these operands.

    No value above 50, and no partial that moves by more than ¼ when an operand moves by 2^−10: so
    there is no kink, no pole and no edge of the domain close by.
    """
    op = TABLE[name]

    def partials(at: Sequence[float]) -> list[float]:
        # A negative base needs a whole exponent, and this stays a plain number: see `programs`.
        by = [0] if name == "pow" and at[0] < 0 else range(len(at))
        if not (op.defined(*at) or (name == "pow" and at[0] < 0)):
            raise ValueError
        y = op.value(*at)
        if abs(y) > 50:
            raise OverflowError
        return [op.partial(i, FLOATS, at, y) for i in by]

    try:
        here = partials(xs)
        for i, x in enumerate(xs):
            if name == "pow" and xs[0] < 0 and i == 1:
                continue
            for moved in (x - NEARBY, x + NEARBY):
                there = partials([*xs[:i], moved, *xs[i + 1 :]])
                if any(abs(p - q) > 0.25 for p, q in zip(here, there)):
                    return False
    except (ValueError, OverflowError, ZeroDivisionError):
        return False
    return True


# Zero or not too close to it, so that products of them do not underflow.
NUMBERS = st.one_of(
    st.sampled_from([1.0, 2.0, 0.5, -1.0, 0.0, 3.0]),
    st.floats(2**-6, 4.0),
    st.floats(-4.0, -(2**-6)),
)


@st.composite
def programs(
    draw: Any, max_leaves: int = 4, max_steps: int = 12, numbers: bool = True
) -> tuple[Program, list[float]]:
    """Draw a program and floats for its leaves, at which all its steps are tame.

    numbers: whether operands may be plain numbers.
    """
    leaves = draw(st.lists(NUMBERS, min_size=1, max_size=max_leaves))
    values, steps, used = list(leaves), [], set()
    for _ in range(draw(st.integers(1, 2 * max_steps))):
        name = draw(st.sampled_from(list(TABLE)))
        arity = TABLE[name].arity or draw(st.integers(1, 3)) * (2 if name == "dot" else 1)
        operands: list[int | float] = [
            len(values) - 1 - draw(st.integers(0, len(values) - 1)) for _ in range(arity)
        ]
        if numbers and arity > 1 and draw(st.integers(0, 3)) == 0:
            operands[draw(st.integers(0, arity - 1))] = draw(NUMBERS)
        xs = [values[i] if isinstance(i, int) else i for i in operands]
        negative_base = name == "pow" and xs[0] < 0 and isinstance(operands[0], int)
        if negative_base and not (isinstance(operands[1], float) and operands[1].is_integer()):
            continue
        if name == "pow" and xs[0] < 0 and not negative_base:
            continue
        if len(steps) < max_steps and tame(name, xs):
            steps.append(Step(name, tuple(operands)))
            values.append(TABLE[name].value(*xs))
            used |= {i for i in operands if isinstance(i, int)}
    loose = tuple(i for i in range(len(values)) if i not in used)
    if len(loose) > 1:
        steps.append(Step("total", loose))
    return tuple(steps), leaves
