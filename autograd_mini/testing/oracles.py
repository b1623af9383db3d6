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
from types import SimpleNamespace
from typing import Any

from autograd_mini.elementary import FLOATS, TABLE
from autograd_mini.testing.differences import difference
from autograd_mini.testing.many_digits import mp_functions
from autograd_mini.testing.programs import Program, run
from autograd_mini.testing.rounding import evaluate, rounding
from autograd_mini.testing.second_rules import AS_EXACT_AS_1, slope

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
                    width = abs(by_operand)
                    if name in AS_EXACT_AS_1:
                        width = max(width, 1)
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
    results = evaluate(program, FLOATS, numbers)
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
            return float(evaluate(program, FLOATS, leaves)[-1])

        found = difference(f, x, noise)
        gap = abs(found.kink.right - found.kink.left) if found.kink else 0.0
        derivatives.append(found.derivative)
        errors.append(max(found.error, gap))
    return Gradient(value, derivatives, noise, errors)


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
        return evaluate(program, mp, leaves)[-1]

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
