"""Second opinions on gradients: four ways to them, none of which goes back through a graph.

Each takes a program (see `programs`) and floats for its leaves, and returns a `Gradient`:

- `dual_numbers`: forward mode; every number carries its derivative along.
- `path_sums`: the chain rule by brute force, a product for every path from a leaf to the output.
- `central_differences`: from values only, with no rule at all, in floats.
- `high_precision`: the same in 50 digits, right to the last digit of a float; needs mpmath.

>>> from autograd_mini.testing.programs import Call
>>> x_to_the_x = (Call("pow", (0, 0)),)
>>> for oracle in (dual_numbers, path_sums, central_differences, high_precision):
...     print(f"{oracle(x_to_the_x, [2.0]).derivatives[0]:.6f}")
6.772589
6.772589
6.772589
6.772589
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.errors import undefined
from autograd_mini.floats import PIECEWISE_CONSTANT
from autograd_mini.testing.differences import difference
from autograd_mini.testing.programs import OPERATORS, Call, Program, run

EPS = sys.float_info.epsilon


@dataclass(frozen=True)
class Gradient:
    """What an oracle says of a program.

    value: of its output.
    derivatives: of the output by each leaf, in order.
    value_error: how far the value may be from the true one.
    errors: the same for each of the derivatives.
    """

    value: float
    derivatives: list[float]
    value_error: float
    errors: list[float]


# The rules once more, on purpose and often in another form than in the table: whoever gets one
# wrong there gets it right here.  A rule for each operand; for any number of operands, one rule
# with an index.  What has no rule here is differentiated by differences; see `slope`.
RULES: dict[str, Any] = {
    "add": (lambda m, u, v: 1, lambda m, u, v: 1),
    "sub": (lambda m, u, v: 1, lambda m, u, v: -1),
    "mul": (lambda m, u, v: v, lambda m, u, v: u),
    "div": (lambda m, u, v: 1 / v, lambda m, u, v: -u / (v * v)),
    "pow": (
        lambda m, u, v: v * m.pow(u, v - 1) if v else 0,
        lambda m, u, v: m.pow(u, v) * m.log(u) if u else 0,
    ),
    "neg": (lambda m, x: -1,),
    "exp": (lambda m, x: m.exp(x),),
    "expm1": (lambda m, x: m.exp(x),),
    "log": (lambda m, x: 1 / x,),
    "log1p": (lambda m, x: 1 / (1 + x),),
    "log2": (lambda m, x: 1 / (x * m.log(2)),),
    "log10": (lambda m, x: 1 / (x * m.log(10)),),
    "exp2": (lambda m, x: m.exp(x * m.log(2)) * m.log(2),),
    "sqrt": (lambda m, x: m.pow(x, -0.5) / 2,),
    "cbrt": (lambda m, x: m.cbrt(x) / (3 * x),),
    "hypot": (
        lambda m, u, v: u / m.sqrt(u * u + v * v),
        lambda m, u, v: v / m.sqrt(u * u + v * v),
    ),
    "sin": (lambda m, x: m.cos(x),),
    "cos": (lambda m, x: -m.sin(x),),
    "tan": (lambda m, x: 1 / m.cos(x) ** 2,),
    "asin": (lambda m, x: 1 / (m.sqrt(1 - x) * m.sqrt(1 + x)),),
    "acos": (lambda m, x: -1 / (m.sqrt(1 - x) * m.sqrt(1 + x)),),
    "atan": (lambda m, x: 1 / (1 + x * x),),
    "atan2": (
        lambda m, u, v: v / (u * u + v * v),
        lambda m, u, v: -u / (u * u + v * v),
    ),
    "sinh": (lambda m, x: m.cosh(x),),
    "cosh": (lambda m, x: m.sinh(x),),
    "tanh": (lambda m, x: 1 / m.cosh(x) ** 2,),
    "asinh": (lambda m, x: 1 / m.sqrt(1 + x * x),),
    "acosh": (lambda m, x: 1 / m.sinh(m.acosh(x)),),
    "atanh": (lambda m, x: (1 / (1 - x) + 1 / (1 + x)) / 2,),
    "normal_pdf": (lambda m, x: -x * m.normal_pdf(x),),
    "normal_cdf": (lambda m, x: m.normal_pdf(x),),
    "erf": (lambda m, x: m.normal_pdf(x) * m.normal_pdf(x) * m.sqrt(64 * m.atan(1)),),
    "sigmoid": (lambda m, x: m.sigmoid(x) * m.sigmoid(-x),),
    "log_sigmoid": (lambda m, x: 1 / (1 + m.exp(x)),),
    "softplus": (lambda m, x: 1 / (1 + m.exp(-x)),),
    "silu": (lambda m, x: m.sigmoid(x) * (1 + x * m.sigmoid(-x)),),
    "gelu": (lambda m, x: m.normal_cdf(x) + x * m.normal_pdf(x),),
    "softsign": (lambda m, x: 1 / ((1 + abs(x)) * (1 + abs(x))),),
    "relu": (lambda m, x: 1 if x > 0 else 0,),
    "leaky_relu": (lambda m, x: 1 if x > 0 else 0.01,),
    "elu": (lambda m, x: 1 if x > 0 else m.exp(x),),
    "abs": (lambda m, x: (x > 0) - (x < 0),),
    "maximum": (
        lambda m, u, v: (u > v) + (u == v) / 2,
        lambda m, u, v: (v > u) + (u == v) / 2,
    ),
    "minimum": (
        lambda m, u, v: (u < v) + (u == v) / 2,
        lambda m, u, v: (v < u) + (u == v) / 2,
    ),
    "dot": lambda m, i, x: x[i - len(x) // 2],
    "total": lambda m, i, x: 1,
    "logsumexp": lambda m, i, x: m.exp(x[i] - max(x)) / sum(m.exp(t - max(x)) for t in x),
}

# As people write them, σ's rule y·(1 − y), 1 − y² of tanh, 1 − σ(x), y + 1 of expm1 and elu have a
# difference of numbers near 1, and in the rules of silu and gelu two terms cancel near a zero: they
# are as exact as 1 is, however small they get.
AS_EXACT_AS_1 = (
    "sigmoid", "tanh", "log_sigmoid", "softplus", "expm1", "elu", "silu", "gelu",
)  # fmt: skip


def slope(name: str, m: Any, i: int, xs: Sequence[Any]) -> Any:
    """Return ∂/∂xs[i] of the operation `name`, computed with the functions in m.

    An operation that has no rule in RULES, such as one that was added to the table a minute ago, is
    differentiated by central differences of its values in many digits; that needs mpmath.

    >>> slope("mul", FLOATS, 0, [2.0, 5.0])
    5.0
    """
    if name not in RULES:
        return type(xs[i])(_difference(name, i, xs))
    rules = RULES[name]
    return rules[i](m, *xs) if isinstance(rules, tuple) else rules(m, i, xs)


@cache
def _many_digits() -> SimpleNamespace:
    return mp_functions(dps=1000)


def _difference(name: str, i: int, xs: Sequence[Any]) -> Any:
    """Return ∂/∂xs[i] by a central difference of values in 1000 digits, right to 80 and more.

    So many are needed for steps of 1e-60 times the smallest float.
    """
    mp = _many_digits()
    at = [mp.ctx.convert(x) for x in xs]
    h = (abs(at[i]) or 1) * mp.mpf(10) ** -60
    above, below = (getattr(mp, name)(*at[:i], at[i] + step, *at[i + 1 :]) for step in (h, -h))
    if above.imag or below.imag:
        raise ValueError(f"{name} has no real value here")
    return (above - below) / (2 * h)


# Forward mode.


@dataclass(frozen=True)
class Dual:
    """A number x, its derivative by the leaf in question, and the size of what was added up.

    size is the sum over all paths of the |products| of which slope is the sum.  It stays large
    where the paths cancel, and so it is the measure of the rounding errors to expect.
    """

    x: Any
    slope: Any
    size: Any


def dual_functions(
    values: Any, slopes: Any, number: Callable[[Any], Any] = float
) -> SimpleNamespace:
    """Return the operations on dual numbers, as a namespace to run programs on.

    values, slopes: namespaces of functions for the one and the other; slopes may be computed in 50
        digits at the values that floats give, say.
    number: turns a value into a number that `slopes` computes with.

    >>> duals = dual_functions(FLOATS, FLOATS)
    >>> duals.mul(*dual_leaves([2.0, 5.0], 0))
    Dual(x=10.0, slope=5.0, size=5.0)
    """

    def operation(name: str) -> Callable[..., Dual]:
        def call(*operands: Any) -> Dual:
            xs = [o.x if isinstance(o, Dual) else o for o in operands]
            numbers = [number(x) for x in xs]
            total = size = number(0.0)
            for i, operand in enumerate(operands):
                if isinstance(operand, Dual):
                    by_operand = slope(name, slopes, i, numbers)
                    total += by_operand * operand.slope
                    width = 1 if name in AS_EXACT_AS_1 else abs(by_operand)
                    size += width * operand.size
            return Dual(getattr(values, name)(*xs), total, size)

        return call

    return SimpleNamespace(**{name: operation(name) for name in TABLE})


def dual_leaves(xs: Sequence[Any], which: int) -> list[Dual]:
    """Return the leaves as dual numbers, to differentiate by leaf number `which`."""
    return [Dual(x, float(i == which), float(i == which)) for i, x in enumerate(xs)]


_DUALS = dual_functions(FLOATS, FLOATS)


def dual_numbers(program: Program, numbers: Sequence[float]) -> Gradient:
    """Return the gradient of a program by forward mode, with its rounding errors.

    The errors are those of any careful computation in floats by the chain rule, whatever the order
    of its sums and products; an engine of your own has such errors too.

    DomainError if a step has no finite value or derivative.

    >>> from autograd_mini.testing.programs import Call
    >>> dual_numbers((Call("mul", (0, 0)),), [3.0]).derivatives
    [6.0]
    """
    value, value_error, errors = rounding(program, numbers)
    slopes = [run(program, _DUALS, dual_leaves(numbers, i))[-1].slope for i in range(len(numbers))]
    return Gradient(value, list(map(float, slopes)), value_error, errors)


# How far floats can be off.


def _evaluate(program: Program, namespace: Any, leaves: Sequence[Any]) -> list[Any]:
    """Return all results of a program, as `run` does; DomainError where there is no real one."""
    results = list(leaves)
    for step in program:
        operands = [results[i] if isinstance(i, int) else i for i in step.operands]
        try:
            y = getattr(namespace, step.name)(*operands)
            if y.imag or not -math.inf < y.real < math.inf:
                raise ValueError
        except (ValueError, ArithmeticError):
            raise undefined(TABLE[step.name], list(map(float, operands))) from None
        results.append(y)
    return results


def rounding(program: Program, numbers: Sequence[float]) -> tuple[float, float, list[float]]:
    """Return a program's value, and how far rounding may move it and each of its derivatives.

    To first order: each step adds the rounding of its own result to what it gets from its operands.

    >>> from autograd_mini.testing.programs import Call
    >>> value, moved, _ = rounding((Call("add", (0, 1e8)), Call("sub", (1, 1e8))), [1.0])
    >>> value, 1e-8 < moved < 1e-6
    (1.0, True)
    """
    results = _evaluate(program, FLOATS, numbers)
    moved = [0.0] * len(numbers)
    n = range(len(numbers))
    size = [[float(i == k) for k in n] for i in n]
    error = [[0.0 for _ in n] for _ in n]
    for step, y in zip(program, results[len(numbers) :]):
        indices = [i if isinstance(i, int) else None for i in step.operands]
        xs = [results[i] if isinstance(i, int) else i for i in step.operands]
        slack = [0.0 if i is None else moved[i] for i in indices]
        y_moved = _of_result(step, xs, y)
        y_size, y_error = [0.0 for _ in n], [0.0 for _ in n]
        for slot, i in enumerate(indices):
            if i is None:
                continue
            try:
                partial = abs(slope(step.name, FLOATS, slot, xs))
            except (ValueError, ArithmeticError):
                raise undefined(TABLE[step.name], xs) from None
            p_moved = _of_partial(step, slot, xs, slack)
            width = max(partial, 1.0) if step.name in AS_EXACT_AS_1 else partial
            y_moved += partial * slack[slot]
            for k in n:
                y_size[k] += partial * size[i][k]
                y_error[k] += partial * error[i][k] + (p_moved + 4 * EPS * width) * size[i][k]
        moved.append(y_moved)
        size.append(y_size)
        error.append([e + len(xs) * EPS * s for e, s in zip(y_error, y_size)])
    return results[-1], moved[-1], error[-1]


def _of_result(step: Call, xs: Sequence[float], y: float) -> float:
    """Return how far rounding moves the result of one step, the operands being exact."""
    slack = 4 * EPS * abs(y)
    if step.name == "logsumexp":  # the log of a number between 1 and n is as exact as 1 is
        slack += EPS
    if TABLE[step.name].arity is None:  # every term may be rounded, and a long sum at every term
        terms = [x * slope(step.name, FLOATS, i, xs) for i, x in enumerate(xs)]
        slack += len(xs) * EPS * math.fsum(map(abs, terms))
    return slack


def _of_partial(step: Call, slot: int, xs: Sequence[float], slack: Sequence[float]) -> float:
    """Return how far a local derivative moves when the operands move by their slack."""
    here = slope(step.name, FLOATS, slot, xs)
    total = 0.0
    for i, x in enumerate(xs):
        by = max(slack[i], EPS * abs(x))
        moves = [0.0]
        for there in (x - by, x + by):
            try:
                moves.append(
                    abs(slope(step.name, FLOATS, slot, [*xs[:i], there, *xs[i + 1 :]]) - here)
                )
            except (ValueError, ArithmeticError):
                moves.append(math.inf if slack[i] else 0.0)  # what is exact does not move
        total += max(moves)
    return total


# The chain rule by brute force.


def path_sums(program: Program, numbers: Sequence[float], limit: int = 100_000) -> Gradient:
    """Return the gradient of a program as the sum over all paths of the product along each.

    limit: the most paths to go; there may be exponentially many.

    ValueError for more paths than that; DomainError if a step has no finite value or derivative.

    >>> from autograd_mini.testing.programs import Call
    >>> doubled = tuple(Call("add", (i, i)) for i in range(10))
    >>> path_sums(doubled, [1.0]).derivatives  # 1024 paths
    [1024.0]
    """
    value, value_error, errors = rounding(program, numbers)
    results = _evaluate(program, FLOATS, numbers)
    first = len(numbers)
    ways = [1] * first
    for step in program:
        ways.append(sum(ways[i] for i in step.operands if isinstance(i, int)))
    if ways[-1] > limit:
        raise ValueError(
            f"the program has {ways[-1]} paths, more than limit={limit}; "
            "ask another oracle, such as dual_numbers, which takes each edge once"
        )
    products: list[list[float]] = [[] for _ in numbers]
    begun = [(len(results) - 1, 1.0)]
    while begun:
        n, product = begun.pop()
        if n < first:
            products[n].append(product)
            continue
        step = program[n - first]
        xs = [results[i] if isinstance(i, int) else i for i in step.operands]
        for slot, i in enumerate(step.operands):
            if isinstance(i, int):
                begun.append((i, product * slope(step.name, FLOATS, slot, xs)))
    return Gradient(value, list(map(math.fsum, products)), value_error, errors)


# Values only.


def central_differences(program: Program, numbers: Sequence[float]) -> Gradient:
    """Return the gradient of a program by central differences of its values.

    The errors are estimates: see `differences`.  At a kink they are the gap between the two slopes.

    DomainError if a step has no finite value or derivative; OneSidedError, also a ValueError, at
    the edge of the domain.

    >>> from autograd_mini.testing.programs import Call
    >>> found = central_differences((Call("exp", (0,)),), [1.0])
    >>> abs(found.derivatives[0] - math.e) <= found.errors[0] < 1e-11
    True
    """
    value, noise, _ = rounding(program, numbers)
    derivatives, errors = [], []
    for i, x in enumerate(numbers):

        def f(there: float, i: int = i) -> float:
            leaves = [*numbers[:i], there, *numbers[i + 1 :]]
            return float(_evaluate(program, FLOATS, leaves)[-1])

        found = difference(f, x, noise)
        gap = abs(found.kink.right - found.kink.left) if found.kink else 0.0
        derivatives.append(found.derivative)
        errors.append(max(found.error, gap))
    return Gradient(value, derivatives, noise, errors)


def mp_functions(**precision: int) -> SimpleNamespace:
    """Return the operations on mpmath numbers, as a namespace, with a precision of its own.

    precision: dps, in decimal digits, or prec, in bits.

    The namespace has two more names: `ctx`, mpmath's context, and `mpf`, its type of number.
    ImportError without mpmath.

    >>> print(mp_functions(dps=30).exp(1))
    2.71828182845904523536028747135
    """
    try:
        from mpmath.ctx_mp import MPContext
    except ImportError as error:
        raise ImportError(
            "numbers of many digits come from mpmath, which is not installed; "
            'python -m pip install "autograd-mini[testing]" installs it'
        ) from error
    ctx: Any = MPContext()
    for name, digits in precision.items():
        setattr(ctx, name, digits)

    def normal_cdf(x: Any) -> Any:
        return ctx.erfc(-x / ctx.sqrt(2)) / 2 if x > -(2**64) else ctx.zero  # e^(−2^127)

    def logsumexp(*x: Any) -> Any:
        *others, largest = sorted(x)
        return largest + ctx.log1p(ctx.fsum([ctx.exp(t - largest) for t in others]))

    own = {
        **OPERATORS,
        **PIECEWISE_CONSTANT,
        "pow": ctx.power,
        "sigmoid": lambda x: 1 / (1 + ctx.exp(-x)),
        "log_sigmoid": lambda x: -ctx.log1p(ctx.exp(-x)),
        "softplus": lambda x: ctx.log1p(ctx.exp(x)),
        "log2": lambda x: ctx.log(x) / ctx.log(2),
        "exp2": lambda x: ctx.power(2, x),
        "cbrt": lambda x: ctx.sign(x) * ctx.cbrt(abs(x)),
        "normal_pdf": ctx.npdf,
        "normal_cdf": normal_cdf,
        "silu": lambda x: x / (1 + ctx.exp(-x)),
        "gelu": lambda x: x * normal_cdf(x),
        "softsign": lambda x: x / (1 + abs(x)),
        "relu": lambda x: max(x, ctx.zero),
        "leaky_relu": lambda x: max(x, x * 0.01),
        "elu": lambda x: x if x > 0 else ctx.expm1(x),
        "maximum": max,
        "minimum": min,
        "dot": lambda *x: ctx.fdot(zip(x[: len(x) // 2], x[len(x) // 2 :], strict=True)),
        "total": lambda *x: ctx.fsum(x),
        "logsumexp": logsumexp,
    }

    def found(name: str) -> Callable[..., Any]:
        """Return an operation that is not spelled out above.

        mpmath has it by its own name, or by that of the function that computes it in the table, as
        acos; or its value is arithmetic, which will do for numbers of mpmath too.
        """
        value = TABLE[name].value
        return getattr(ctx, name, getattr(ctx, getattr(value, "__name__", ""), value))

    others = {name: found(name) for name in TABLE if name not in own}
    return SimpleNamespace(ctx=ctx, mpf=ctx.mpf, **own, **others)


def high_precision(program: Program, numbers: Sequence[float]) -> Gradient:
    """Return the gradient of a program by central differences in 50 digits.

    With as many digits h can be so small that the differences are right to the last digit of a
    float.  At a kink the errors are the gap between the two slopes.

    DomainError if a step has no finite value; ImportError without mpmath.

    >>> from autograd_mini.testing.programs import Call
    >>> high_precision((Call("exp", (0,)),), [1.0]).derivatives == [math.e]
    True
    """
    mp = mp_functions(dps=50)
    exact = [mp.mpf(x) for x in numbers]

    def value(i: int = 0, there: Any = 0) -> Any:
        leaves = [*exact[:i], exact[i] + there, *exact[i + 1 :]]
        return _evaluate(program, mp, leaves)[-1]

    y = value()
    derivatives, errors = [], []
    for i, x in enumerate(exact):
        h = (abs(x) or 1) * mp.mpf(10) ** -20
        above, below = value(i, h), value(i, -h)
        fine, coarse = (above - below) / (2 * h), (value(i, 2 * h) - value(i, -2 * h)) / (4 * h)
        derivative = float((4 * fine - coarse) / 3)  # what h² leaves is 4 times as large for 2h
        derivatives.append(derivative)
        # The slopes on the two sides are apart by h·f″, which is nothing, or by a whole kink.
        bending = float(abs(fine - coarse) + abs(above - 2 * y + below) / h)
        errors.append(bending + EPS * abs(derivative) + sys.float_info.min)
    return Gradient(float(y), derivatives, EPS * abs(float(y)), errors)
