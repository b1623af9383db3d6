"""Programs from expressions in Python, so that an example can be written as one would say it."""

from collections.abc import Callable
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.programs import Call, Program


class Recorder:
    """Stands for a value in an expression, and writes down what is done with it.

    steps: the program so far, which all of an expression share.  leaves: how many it has.
    index: which of the results this is, the leaves counted first.
    """

    def __init__(self, steps: list[Call], leaves: int, index: int) -> None:
        self.steps, self.leaves, self.index = steps, leaves, index

    def __getattr__(self, name: str) -> Callable[..., "Recorder"]:
        if name not in TABLE:
            raise AttributeError(f"no operation is called {name!r}")
        return lambda *others: self.apply(name, self, *others)

    def apply(self, name: str, *operands: Any) -> "Recorder":
        """Write down an operation, and return its result."""
        named = tuple([o.index if isinstance(o, Recorder) else float(o) for o in operands])
        self.steps.append(Call(name, named))
        return Recorder(self.steps, self.leaves, self.leaves + len(self.steps) - 1)

    # fmt: off
    def __add__(self, other: Any) -> "Recorder": return self.apply("add", self, other)
    def __radd__(self, other: Any) -> "Recorder": return self.apply("add", other, self)
    def __sub__(self, other: Any) -> "Recorder": return self.apply("sub", self, other)
    def __rsub__(self, other: Any) -> "Recorder": return self.apply("sub", other, self)
    def __mul__(self, other: Any) -> "Recorder": return self.apply("mul", self, other)
    def __rmul__(self, other: Any) -> "Recorder": return self.apply("mul", other, self)
    def __truediv__(self, other: Any) -> "Recorder": return self.apply("div", self, other)
    def __rtruediv__(self, other: Any) -> "Recorder": return self.apply("div", other, self)
    def __pow__(self, other: Any) -> "Recorder": return self.apply("pow", self, other)
    def __rpow__(self, other: Any) -> "Recorder": return self.apply("pow", other, self)
    def __neg__(self) -> "Recorder": return self.apply("neg", self)
    # fmt: on


def recorded(expression: Callable[..., Any], leaves: int) -> Program:
    """Return the program of an expression.

    >>> recorded(lambda x: x * x + 1, 1)
    (Call(name='mul', operands=(0, 0)), Call(name='add', operands=(1, 1.0)))
    """
    steps: list[Call] = []
    expression(*[Recorder(steps, leaves, i) for i in range(leaves)])
    return tuple(steps)
