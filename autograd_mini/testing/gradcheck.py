"""gradcheck: are the derivatives that `backward()` finds those of the function?

>>> from autograd_mini import Value, sigmoid
>>> w, b = Value(2.0, label="w"), Value(-1.0, label="b")
>>> print(gradcheck(lambda w, b: sigmoid(w * 0.5 + b), w, b).summary)
all 2 derivatives agree
"""

import inspect
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import Any

from autograd_mini.differentiate import grad, jacobian
from autograd_mini.graph import topological_order
from autograd_mini.graph.reading import existing, names_of
from autograd_mini.recording import recording
from autograd_mini.testing.differences import EPS, Difference, OneSidedError, difference
from autograd_mini.testing.gradient_report import (
    AGREES,
    KINK,
    UNCLEAR,
    WRONG,
    GradientReport,
    Row,
    table,
)
from autograd_mini.value import Value

RESOLUTION = 1e-4  # an error as large as this, relative, shows; where it could not it is unclear
NOTHING = 1e-8  # of the slopes around it: what is less is no slope, beside a derivative of 0


class GradientMismatch(AssertionError):  # noqa: N818, it is not an error of the program
    """The derivatives of a function are not what the engine says.

    rows: all that were compared, as `Row`s, the wrong ones too.
    """

    def __init__(self, message: str, rows: Sequence[Row]) -> None:
        super().__init__(message)
        self.rows = list(rows)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args[0], self.rows)


def gradcheck(function: Callable[..., Any], *inputs: Any, order: int = 1) -> GradientReport:
    """Check the derivatives that backward() finds against differences of the function's values.

    There is no tolerance to choose: the differences come with an estimate of their own error, and
    an engine may be off by that much and by its own rounding, not more.

    function: of Values; returns one Value.  It is called some fifty times for each input.
    inputs: what it is called with: numbers, Values, and lists or NumPy arrays of them; an array
        becomes one of Values, of the same shape.  A function may know its Values from elsewhere, as
        a network does; pass them all the same, and ignore them:
        `gradcheck(lambda theta: net.cost(X, Y), net.parameters())`.
    order: 1 for first derivatives; 2 for second ones as well, for which the derivatives of
        `autograd_mini.hessian` are checked against differences of first ones.

    Returns a `GradientReport`, which prints as a table.  Where the function has a kink at an input
    or next to it, as relu at 0, no derivative is right or wrong; the report says so.  Afterwards
    data and grad of every Value are what they were.

    GradientMismatch, with the table, if a derivative is wrong.  TypeError if the function returns
    no Value, for an input of another kind, or if there is none; ValueError if it returns different
    numbers for the same inputs, or is not defined on both sides of an input.

    >>> from autograd_mini import Value, relu
    >>> report = gradcheck(lambda x, y: x * y + y**3, 2.0, Value(5.0, label="y"), order=2)
    >>> report.summary, [row.analytic for row in report.rows]
    ('all 6 derivatives agree', [5.0, 77.0, 0.0, 1.0, 1.0, 30.0])
    >>> (kink,) = gradcheck(relu, 0.0).kinks
    >>> kink.note
    'one-sided differences disagree, 0 and 1'

    A wrong derivative: .data leaves the graph, and with it one of the two ways from x.

    >>> try:
    ...     gradcheck(lambda x: x * x.data, 3.0)
    ... except GradientMismatch as mismatch:
    ...     [(row.input, row.analytic, round(row.numeric, 6)) for row in mismatch.rows]
    [('x', 3.0, 6.0)]
    """
    if order not in (1, 2):
        raise ValueError(f"order is 1 or 2, not {order!r}")
    variables: list[tuple[str, Value]] = []
    arguments = [
        _variables(name, x, variables) for name, x in zip(_names(function, len(inputs)), inputs)
    ]
    if not variables:
        raise TypeError(
            "gradcheck needs the inputs to differentiate with respect to: gradcheck(f, x, y, …)"
        )
    checked = _Function(function, arguments, [x for _, x in variables])
    with recording():
        J = checked()
        again = checked().data
        if again != J.data:
            raise ValueError(
                f"{checked.name} gives {J.data!r} and {again!r} for the same inputs; "
                "a function that draws at random needs a seed of its own in every call"
            )
        labels = _labels(J, [x for _, x in variables])
        rows = list(_first(checked, J, variables, labels))
        if order == 2:
            rows += _second(checked, J, variables, labels)
    wrong = sum(row.verdict == WRONG for row in rows)
    if wrong:
        verb = "is" if wrong == 1 else "are"
        message = f"{wrong} of {len(rows)} derivatives {verb} wrong"
        raise GradientMismatch(f"{message}\n{table(rows)}", rows)
    return GradientReport(J.data, rows)


def _names(function: Callable[..., Any], how_many: int) -> list[str]:
    """Return what a function calls its arguments; numbers if it does not say."""
    numbered = [f"input {i}" for i in range(1, how_many + 1)]
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return numbered
    names: list[str] = []
    for parameter in parameters:
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
            names.append(parameter.name)
        elif parameter.kind == parameter.VAR_POSITIONAL:
            names += [f"{parameter.name}[{i}]" for i in range(how_many - len(names))]
    return [*names, *numbered[len(names) :]][:how_many]


def _variables(name: str, x: Any, found: list[tuple[str, Value]]) -> Any:
    """Return an argument with Values in place of its numbers, and list all its Values."""
    is_array = hasattr(x, "astype") and getattr(x, "shape", ()) != ()
    if isinstance(x, list | tuple) or is_array:
        parts = [_variables(f"{name}[{i}]", part, found) for i, part in enumerate(x)]
        if is_array:
            values = x.astype(object)
            values[...] = parts
            return values
        return type(x)(*parts) if hasattr(x, "_fields") else type(x)(parts)
    try:
        value = x if isinstance(x, Value) else Value(x)
    except TypeError:
        kind = type(x).__name__
        raise TypeError(
            f"{name} is a number, a Value, or a list or an array of them, not {kind}"
        ) from None
    found.append((name, value))
    return value


def _labels(J: Value, inputs: list[Value]) -> list[str]:
    """Return the labels of inputs as everybody writes them: of twins, the second with ⟨2⟩."""
    names = names_of([*topological_order(J), *inputs], J)
    return [names[id(x)].text if x.label else "" for x in inputs]


class _Function:
    """A function with its arguments, whose data can be moved."""

    def __init__(
        self, function: Callable[..., Any], arguments: list[Any], inputs: list[Value]
    ) -> None:
        self.name = getattr(function, "__name__", type(function).__name__)
        self._function, self._arguments, self._inputs = function, arguments, inputs

    def __call__(self) -> Value:
        J = self._function(*self._arguments)
        if not isinstance(J, Value):
            raise TypeError(
                f"{self.name} returned {type(J).__name__}, not a Value, so it has no gradient to "
                "check; return one Value, computed from the inputs"
            )
        return J

    def value_at(self, i: int, x: float) -> float:
        """Return the output's number with x as data of input i."""
        with self._moved(i, x):
            return self().data

    def gradient_at(self, i: int, x: float) -> list[float]:
        """Return what backward() finds with x as data of input i."""
        with self._moved(i, x):
            return self.gradient(self())

    @contextmanager
    def _moved(self, i: int, x: float) -> Iterator[None]:
        here = self._inputs[i].data
        try:
            self._inputs[i].data = x
            yield
        finally:
            self._inputs[i].data = here

    def gradient(self, J: Value) -> list[float]:
        """Return what backward() finds, leaving every grad as it was."""
        nodes = {id(n): n for n in [*topological_order(J), *self._inputs]}.values()
        before = [n.grad for n in nodes]
        try:
            for n in nodes:
                n.grad = 0.0
            J.backward()
            return [x.grad for x in self._inputs]
        finally:
            for n, old in zip(nodes, before):
                n.grad = old


def _first(
    checked: _Function, J: Value, variables: list[tuple[str, Value]], labels: list[str]
) -> Iterator[Row]:
    """Check first derivatives: those of backward() against differences of values."""
    moved, roundings = _rounding(J, [x for _, x in variables])
    analytic = checked.gradient(J)
    for i, (name, x) in enumerate(variables):
        found = _difference(checked, name, partial(checked.value_at, i), x, moved)
        yield _row(name, labels[i], analytic[i], found, *roundings[i])


def _second(
    checked: _Function, J: Value, variables: list[tuple[str, Value]], labels: list[str]
) -> Iterator[Row]:
    """Check second derivatives: those of derivative graphs against differences of backward()."""
    inputs = [x for _, x in variables]
    first = grad(J, inputs)
    second = jacobian(first, inputs)
    roundings = [_rounding(d, inputs) for d in first]
    for j, (by, y) in enumerate(variables):
        gradient = cache(partial(checked.gradient_at, j))  # one pass finds it by every input
        for i, (name, _) in enumerate(variables):
            moved, rounding_by = roundings[i]
            found = _difference(checked, by, partial(_entry, gradient, i), y, moved)
            label = ", ".join(filter(None, [labels[i], labels[j]]))
            yield _row(f"{name}, {by}", label, second[i][j].data, found, *rounding_by[j])


def _entry(gradient: Callable[[float], list[float]], i: int, there: float) -> float:
    return gradient(there)[i]


def _difference(
    checked: _Function, name: str, f: Callable[[float], float], x: Value, noise: float
) -> Difference:
    try:
        return difference(f, x.data, noise)
    except OneSidedError as error:
        raise OneSidedError(f"{checked.name}, as a function of {name}, is {error}") from error


def _row(
    name: str, label: str, analytic: float, found: Difference, rounding: float, size: float
) -> Row:
    """Compare a derivative with what differences found.

    rounding: how far that of the engine moves it.  size: the sum of what cancels in it.
    """
    numeric = found.derivative
    apart, tolerance = abs(analytic - numeric), found.error + rounding
    largest = max(abs(analytic), abs(numeric))
    verdict, note = WRONG if apart > tolerance else AGREES, ""
    if found.kink:
        left, right = found.kink.left, found.kink.right
        gap = abs(right - left)
        # On a smooth side of it the derivative is known; on the kink itself it is a matter of
        # convention, within the two slopes.
        between = min(left, right) - gap / 8 <= analytic <= max(left, right) + gap / 8
        if verdict == AGREES or (found.kink.exact and between):
            verdict = KINK
            where = "" if found.kink.exact else f", no farther than {found.kink.at:.1g}"
            slopes = f"one-sided differences disagree, {left:.4g} and {right:.4g}"
            jump = f"the function jumps by {found.kink.jump:.4g}"
            note = (jump if found.kink.jump else slopes) + where
    elif (
        verdict == AGREES
        and max(apart, found.error) > RESOLUTION * max(largest, size) > 0
        and (
            # Of 0 every error is large, relative to it; |x|·x³ is as flat at 0 as numbers can tell.
            abs(analytic) > rounding or found.error > NOTHING * found.steepest
        )
    ):
        verdict, note = UNCLEAR, "differences are too rough here to tell"
    relative = apart / largest if largest else 0.0
    return Row(name, label, analytic, numeric, relative, tolerance, verdict, note)


def _rounding(J: Value, inputs: list[Value]) -> tuple[float, list[tuple[float, float]]]:
    """Return how far rounding moves J; and each of its derivatives, with the size of its terms.

    To first order: every node is rounded, and so is every product on the way back, and every sum.
    """
    adjoint, size, error = {id(J): 1.0}, {id(J): 1.0}, {id(J): 0.0}
    moved = 0.0
    for n in reversed(topological_order(J)):
        at = id(n)
        if n.op and at in adjoint:
            terms = [
                (parent, existing(n, by_parent)) for parent, by_parent in zip(n.parents, n.partials)
            ]
            added = terms if n.op.name == "dot" else []
            rounded = abs(n.data) + math.fsum(abs(x.data * by_x) for x, by_x in added)
            moved += EPS * abs(adjoint[at]) * rounded
            for parent, by_parent in terms:
                to = id(parent)
                adjoint[to] = adjoint.get(to, 0.0) + adjoint[at] * by_parent
                size[to] = size.get(to, 0.0) + size[at] * abs(by_parent)
                summed = EPS * size[to] if to in error else 0.0
                by_term = (error[at] + 4 * EPS * size[at]) * abs(by_parent)
                error[to] = error.get(to, 0.0) + by_term + summed
    return moved, [(error.get(id(x), 0.0), size.get(id(x), 0.0)) for x in inputs]
