"""A learner's own class, followed by Values: what it computes is computed here a second time.

Every class with operators that a learner's code defines gets its methods wrapped, so that each
result is known with the operation and the operands that it comes from.  From these a graph of
Values is made, which can be drawn, stepped through and explained; and whose gradients the learner's
can be compared with.  Their class does what it did before.
"""

import functools
import math
from collections.abc import Callable
from typing import Any

from autograd_mini import functions
from autograd_mini.elementary import TABLE
from autograd_mini.graph.reading import Graph
from autograd_mini.value import Value

OPERATORS = {
    "__add__": ("add", False), "__radd__": ("add", True), "__sub__": ("sub", False),
    "__rsub__": ("sub", True), "__mul__": ("mul", False), "__rmul__": ("mul", True),
    "__truediv__": ("div", False), "__rtruediv__": ("div", True), "__pow__": ("pow", False),
    "__rpow__": ("pow", True), "__neg__": ("neg", False), "__abs__": ("abs", False),
}  # fmt: skip
MOST = 5000  # results that are followed
CLOSE = 1e-9  # of a number: what another way to compute it may change


class Mirror:
    """What the learner's objects were computed from."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Any, str, tuple[Any, ...]]] = {}

    def follow(self, cls: type) -> type:
        """Have the results of a class's operators written down, if it has some."""
        if not any(name in vars(cls) for name in OPERATORS) or cls.__module__ == "autograd_mini":
            return cls
        for name, method in list(vars(cls).items()):
            known = OPERATORS.get(name)
            if known is None and name in TABLE and TABLE[name].arity == 1:
                known = (name, False)
            if known and callable(method):
                setattr(cls, name, self._followed(cls, method, *known))
        return cls

    def _followed(
        self, cls: type, method: Callable[..., Any], op: str, turned: bool
    ) -> Callable[..., Any]:
        @functools.wraps(method)
        def call(*operands: Any, **options: Any) -> Any:
            result = method(*operands, **options)
            new = isinstance(result, cls) and not any(result is x for x in operands)
            if new and not options and len(self._made) < MOST and id(result) not in self._made:
                self._made[id(result)] = (result, op, operands[::-1] if turned else operands)
            return result

        return call

    def knows(self, thing: Any) -> bool:
        """Tell whether a thing was computed by a class that is followed."""
        return id(thing) in self._made

    def graph(self, end: Any, names: dict[int, str], *, all_named: bool = False) -> "Reflection":
        """Return the graph of Values of a learner's object, after a backward pass.

        names: what the learner's variables are called, by the ids of their objects.
        all_named: whether these are all variables there are.  Then a leaf without a name is a
        constant that the learner's class made a node of; here it is what it always is in a graph
        of Values, a number among the operands.

        ValueError with a sentence if it cannot be followed.
        """
        values: dict[int, Value | float] = {}
        theirs: list[tuple[Value, Any]] = []
        waiting = [end]
        while waiting:
            thing = waiting[-1]
            if id(thing) in values:
                waiting.pop()
                continue
            _, op, operands = self._made.get(id(thing), (None, "", ()))
            missing = [x for x in operands if _is_node(x) and id(x) not in values]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            made: Value | float = (
                getattr(functions, op)(*[values.get(id(x), x) for x in operands])
                if op
                else _number(thing, "data")
            )
            is_variable = not op and (id(thing) in names or not all_named)
            if not isinstance(made, Value) and (is_variable or thing is end):
                made = Value(made)
            values[id(thing)] = made
            if isinstance(made, Value):
                made.label = names.get(id(thing), "")
                theirs.append((made, thing))
        J = theirs[-1][0]  # the end comes last, and is a node
        J.backward()
        return Reflection(J, theirs)


class Reflection:
    """The graph of Values of what a learner has computed.

    J: its end.  pairs: each of its nodes, and the learner's object that it stands for.
    """

    def __init__(self, J: Value, pairs: list[tuple[Value, Any]]) -> None:
        self.J, self.pairs = J, pairs

    def differences(self) -> list[tuple[str, str, float, float]]:
        """Return where a learner's numbers are others: name, "data" or "grad", theirs, ours.

        Gradients are compared if the learner's backward pass has begun at this end.
        """
        found = []
        ran = any(_number(thing, "grad", 0.0) for made, thing in self.pairs if made is self.J)
        for made, thing in self.pairs:
            for kind in ("data", "grad") if ran else ("data",):
                own, right = _number(thing, kind, math.nan), getattr(made, kind)
                if not abs(own - right) <= CLOSE * max(1.0, abs(right)):
                    name = made.label or (f"({made.op.symbol})" if made.op else "a leaf")
                    found.append((name, kind, own, right))
        return found

    def graph(self, *, swept: bool) -> "Followed":
        """Return the graph with the learner's numbers in place of those that are right.

        swept: whether the learner's backward pass has run.
        """
        return Followed(self, swept)


class Followed(Graph):
    """The graph of what a learner has computed, with the numbers that their own nodes hold.

    The value and the gradient of a node are theirs, and the local derivative on an edge is what
    their node has in `partials`; it is NaN where there is none.
    """

    by_the_table = False

    def __init__(self, reflection: Reflection, swept: bool) -> None:
        super().__init__(reflection.J)
        self._swept = swept
        things = {id(made): thing for made, thing in reflection.pairs}
        for made, thing in reflection.pairs:
            made.data, made.grad = _number(thing, "data"), _number(thing, "grad", 0.0)
            operands = [things[id(parent)] for parent in made.parents]
            self.partials[id(made)] = _partials(thing, operands)

    @property
    def is_current(self) -> bool:
        """Whether it may be shown as it is: always, since it is a record of what was computed."""
        return True

    @property
    def is_swept(self) -> bool:
        """Whether the learner's backward pass has run, be it right or wrong."""
        return self._swept


def _partials(thing: Any, operands: list[Any]) -> list[float]:
    """Return what a learner's node holds as its slopes with respect to some of its operands."""
    parents, partials = (list(getattr(thing, name, ()) or ()) for name in ("parents", "partials"))
    found = []
    for operand in operands:
        place = next((i for i, parent in enumerate(parents) if parent is operand), len(parents))
        parents[place : place + 1] = [None]  # an operand that comes twice has two places
        try:
            found.append(float(partials[place]))
        except (IndexError, TypeError, ValueError):
            found.append(math.nan)
    return found


def _is_node(x: Any) -> bool:
    return not isinstance(x, int | float) and hasattr(x, "data")


def _number(thing: Any, name: str, otherwise: float | None = None) -> float:
    try:
        return float(getattr(thing, name))
    except (AttributeError, TypeError, ValueError):
        if otherwise is None:
            raise ValueError(f"an object has no number .{name}") from None
        return otherwise
