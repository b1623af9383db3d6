"""grad, of a Value or of a Python function."""

import contextlib
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any, overload

from autograd_mini.differentiate.given import output_of, values_of
from autograd_mini.differentiate.partials import Function, Number
from autograd_mini.differentiate.sweeps import gradient
from autograd_mini.errors import real, shortened
from autograd_mini.graph import Graph, topological_order
from autograd_mini.value import Value


@overload
def grad(of: Value, wrt: Value | Iterable[Value]) -> list[Value]: ...
@overload
def grad(of: Function, *, argnums: int | Sequence[int] = 0) -> Function: ...


def grad(
    of: Value | Function,
    wrt: Value | Iterable[Value] | None = None,
    *,
    argnums: int | Sequence[int] = 0,
) -> list[Value] | Function:
    """Return the derivatives of a Value as graphs, or the derivative of a function as a function.

    of: a Value J; or a function of numbers that returns one Value, if given Values.
    wrt: for a Value, the Values to differentiate with respect to.  A node on the way counts as a
        variable of its own: its derivative says how J changes when it alone is changed.  Where
        J does not depend on one, its derivative is 0.
    argnums: for a function, which arguments to differentiate with respect to: a number, counted
        from 0, or several.  Each is a number, or a list of numbers (of lists, …), or a NumPy array.

    For a Value: a list of Values, one for each of `wrt`, which can be differentiated again, drawn
    and explained.  Every grad is left as it was.  A node that is several derivatives at once, as in
    (u + v)**2, is labelled as the first of them.

    For a function: a function of the same arguments, which returns the derivative with respect to
    the chosen argument in the argument's own shape, or a tuple of them for several argnums.  Its
    numbers are floats if everything they depend on was, and Values where it was a Value, so that
    derivatives of derivatives come right.  Where the function does not depend on an argument, it is
    0.

    TypeError for a `wrt` that is no Value, and for a function that returns neither a Value nor a
    number; DomainError if a derivative does not exist or overflows; StaleGraphError if a leaf has
    changed since J was computed.

    >>> x, y = Value(2.0, label="x"), Value(5.0, label="y")
    >>> [d.data for d in grad(x * x * y, [x, y])]
    [20.0, 4.0]
    >>> grad(lambda x: x**3)(2.0), grad(grad(lambda x: x**3))(2.0)
    (12.0, 12.0)
    >>> grad(lambda w: w[0] * w[1])([2.0, 5.0])
    [5.0, 2.0]
    >>> grad(lambda x: x**1.5)(0.0)     # its second derivative does not exist there
    0.0
    >>> grad(grad(lambda x: x**1.5))(0.0)
    Traceback (most recent call last):
        ...
    autograd_mini.errors.DomainError: pow(0.0, 1.5) can be differentiated here, but not once more: \
pow(0.0, 0.5), which is a part of its derivative, has no finite derivative itself
    """
    if isinstance(of, Value | Graph):
        of = output_of("grad", of)
        if wrt is None:
            raise TypeError("grad(J, wrt) needs the Values to differentiate J by")
        return gradient(of, values_of("grad", wrt))
    if not callable(of):
        raise TypeError(f"grad takes a Value or a function, not {shortened(of)}")
    if wrt is not None:
        raise TypeError("grad of a function takes argnums=, the numbers of its arguments")
    both = value_and_grad(of, argnums=argnums)

    def derivative(*args: Any, **kwargs: Any) -> Any:
        return both(*args, **kwargs)[1]

    return derivative


def value_and_grad(f: Function, *, argnums: int | Sequence[int] = 0) -> Function:
    """Return a function that returns f's value and its derivative; see `grad`.

    >>> value_and_grad(lambda x, y: x * y, argnums=(0, 1))(2.0, 5.0)
    (10.0, (5.0, 2.0))
    """
    if not callable(f):
        raise TypeError(f"value_and_grad takes a function, not {shortened(f)}")
    numbers, only_one = _argnums(argnums)
    name = getattr(f, "__name__", repr(f))

    def both(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        for i in numbers:
            if not -len(args) <= i < len(args):
                raise TypeError(f"{name} got {len(args)} arguments; argnums has {i}")
        inputs: list[Value] = []
        members: dict[int, range] = {}  # which of the inputs each argument consists of
        given = list(args)
        for i in sorted({i % len(args) for i in numbers}):  # each once, even if named twice
            begin = len(inputs)
            given[i] = _variables(args[i], inputs)
            members[i] = range(begin, len(inputs))
        J = f(*given, **kwargs)
        if not isinstance(J, Value):
            J = Value(_constant(name, J))  # f does not depend on what it was given
        value, *found = _plain_where_possible([J, *gradient(J, inputs)], inputs)
        derivatives = [
            _filled(given[i], [found[k] for k in members[i]])
            for i in (i % len(args) for i in numbers)
        ]
        return value, derivatives[0] if only_one else tuple(derivatives)

    return both


def _argnums(argnums: Any) -> tuple[list[int], bool]:
    """Return the numbers of arguments as a list, and whether it is only one number that was given.

    Several may be given in a tuple, a list, a range, …
    """
    with contextlib.suppress(TypeError):
        return [operator.index(argnums)], True
    try:
        return list(map(operator.index, argnums)), False
    except TypeError:
        raise TypeError(
            f"argnums is the number of an argument, counted from 0, or a tuple of such numbers, "
            f"not {shortened(argnums)}"
        ) from None


def _constant(name: str, result: Any) -> float:
    try:
        return real(result)
    except TypeError:
        raise TypeError(
            f"{name} returned {type(result).__name__}, not a Value, so there is no graph to go "
            "back through; return one Value, computed from the arguments by operators and by the "
            "functions of autograd_mini"
        ) from None


def _variables(x: Any, found: list[Value]) -> Any:
    """Return an argument with new Values in place of its numbers, and list them.

    A Value gets a node of its own, x + 0.0, so that f's argument is not mistaken for an x that f
    knows from elsewhere.
    """

    def variable(number: Any) -> Value:
        found.append(number + 0.0 if isinstance(number, Value) else Value(number))
        return found[-1]

    return _with_each(x, variable)


def _filled(x: Any, numbers: Iterable[Number]) -> Any:
    """Return an argument of the same shape with other numbers in it, in their order."""
    following = iter(numbers)
    return _with_each(x, lambda _: next(following))


def _plain_where_possible(found: list[Value], inputs: list[Value]) -> list[Number]:
    """Return results as floats, but as Values where a Value was among what they depend on.

    inputs: the new Values that stand for the numbers of the arguments.  Where an argument was a
    Value, its input is a node.  A Value that the function knows from elsewhere is older than they.
    """
    if any(x.op for x in inputs):
        return list(found)
    first = inputs[0].created if inputs else found[0].created
    from_here: dict[int, bool] = {}
    for n in topological_order(*found):
        own = [from_here[id(parent)] for parent in n.parents]
        from_here[id(n)] = all(own) if n.op else n.created >= first
    return [x.data if from_here[id(x)] else x for x in found]


def _with_each(x: Any, change: Callable[[Any], Any]) -> Any:
    """Return an argument of the same shape, with every number in it changed.

    An array becomes an array, of floats if it can be one; any other sequence that is no list and no
    tuple a list.
    """
    if isinstance(x, list | tuple):
        parts = [_with_each(part, change) for part in x]
        return type(x)(*parts) if hasattr(x, "_fields") else type(x)(parts)
    if hasattr(x, "astype") and getattr(x, "shape", None) and hasattr(x, "flat"):
        if getattr(x, "mask", None) is not None and x.mask.any():
            raise TypeError("an array with masked entries is no list of numbers; fill them first")
        changed = [change(number) for number in x.flat]
        array = x.astype(object)
        for i, number in enumerate(changed):
            array.flat[i] = number
        return array.astype(float) if all(isinstance(x, float) for x in changed) else array
    if isinstance(x, Sequence) and not isinstance(x, str | bytes):
        return [_with_each(part, change) for part in x]
    return change(x)
