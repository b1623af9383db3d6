"""The graph collapsed to its classes: a box for each array of a program, to be drawn and listed.

>>> from autograd_mini.nn.mlp import MLP
>>> for box in MLP(4, [5, 3], seed=0).compile().boxes():
...     print(box)
X: m × 4
Y: m × 3
theta1: 5 × 5
theta2: 3 × 6
z2 = Σ of X, theta1: m × 5
a2 = σ of z2: m × 5
z3 = Σ of theta2, a2: m × 3
softplus_1 = softplus of z3: m × 3
J = Σ of softplus_1, Y, z3: m
"""

from dataclasses import dataclass

from autograd_mini.compile.arrays import Array, Arrays
from autograd_mini.compile.classes import NUMBERS
from autograd_mini.compile.stable import NONE
from autograd_mini.elementary import TABLE


@dataclass(frozen=True)
class Box:
    """A class of nodes, which is an array.

    name: as the program calls it.  part: "input", "parameter", "operation", or "output" for J.
    symbol: of the operation; Σ for sums, of products too, of any length; empty for what is given.
    shape: its sizes, with m for the axis of the samples; that of a single number is 1.
    operands: the names of the boxes that it is computed from.
    """

    name: str
    part: str
    symbol: str
    shape: tuple[str, ...]
    operands: tuple[str, ...]

    def __str__(self) -> str:
        origin = f" = {self.symbol} of {', '.join(self.operands)}" if self.operands else ""
        return f"{self.name}{origin}: {' × '.join(self.shape)}"


def boxes(arrays: Arrays, root: int, inputs: int, parameters: int) -> list[Box]:
    """Return the boxes of all arrays that J depends on, in the order of their computation.

    root: the array of J.  inputs, parameters: how many of each there are; they come first.
    """
    needed, waiting = set[int](), [root] * (root != NUMBERS)
    while waiting:
        c = waiting.pop()
        if c not in needed:
            needed.add(c)
            waiting += arrays.of[c].operands()
    found = []
    for c in arrays.schedule:
        if c in needed:
            array = arrays.of[c]
            given = "input" if c < inputs else "parameter" if c < inputs + parameters else ""
            found.append(
                Box(
                    name=array.name,
                    part=given or ("output" if c == root else "operation"),
                    symbol="" if given else _symbol(array),
                    shape=(*["m"] * array.batched, *map(str, array.shape)) or ("1",),
                    operands=tuple(arrays.of[x].name for x in dict.fromkeys(array.operands())),
                )
            )
    return found


def _symbol(array: Array) -> str:
    if array.kind in TABLE:
        return TABLE[array.kind].symbol
    if any(g.length > 1 for g in array.groups):
        return "Σ"
    return "+" if len(array.groups) > 1 or array.groups[0].b == NONE else "×"
