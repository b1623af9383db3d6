"""Find the matrix products in a class of sums, and the order of its entries that they ask for.

Of the class z = {+ w, + w·x} of two units with three inputs the terms w·x are

    z_1   w_11·x_1  w_12·x_2  w_13·x_3      rows of w:  [w_11 w_12 w_13], [w_21 w_22 w_23]
    z_2   w_21·x_1  w_22·x_2  w_23·x_3      rows of x:  [x_1 x_2 x_3]

Number the different rows of either side, and let every entry of z join its two rows.  Where each
row of the one side meets each row of the other, the entries are one matrix product: Z = W xᵀ.
Where the rows fall into groups of one size, of which that is true, it is a product for each group,
as with the heads of a transformer.  Where some entries are missing, as behind a causal mask, the
whole product is computed and the entries are picked from it.  Rows of different lengths are filled
up with nothing, on the side that leaves fewest different rows.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Places: TypeAlias = npt.NDArray[np.int64]  # places in a class; NOTHING where there is none
NOTHING = -1
MOST = 4  # how many times more entries than are needed may be computed and not picked


@dataclass
class Group:
    """The terms of one kind in a class of sums, a row of them for each of its entries.

    sign: ±1.  a, b: the classes of the factors; b is NONE where there is one factor.
    left, right: their places, as entries × terms; NOTHING where an entry has fewer terms.
    """

    sign: int
    a: int
    b: int
    left: Places
    right: Places | None

    @property
    def length(self) -> int:
        """The most terms that an entry has."""
        return int(self.left.shape[1])


@dataclass
class Order:
    """How the entries of a class stand in its array.

    entries: in their new order, row by row; in `whole` NOTHING where there is no such entry.
    shape: of the array.
    """

    entries: Places
    shape: tuple[int, ...]
    whole: bool = False


def rows(owner: Places, left: Places, right: Places | None, n: int) -> tuple[Places, Places | None]:
    """Return terms, each with its entry and the places of its factors, as a row for each entry."""
    order = np.lexsort((left if right is None else right, left, owner))
    owner = owner[order]
    counts = np.bincount(owner, minlength=n)
    column = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    found = []
    for side in (left, left if right is None else right):
        table = np.full((n, int(counts.max(initial=0))), NOTHING, np.int64)
        table[owner, column] = side[order]
        found.append(table)
    return found[0], None if right is None else found[1]


def filled(group: Group) -> Group:
    """Fill up the shorter rows of one side from a longer row that begins alike.

    The other side still has nothing there, so that the terms are 0.
    """
    left, right = group.left, group.right
    if right is None or not (left == NOTHING).any():
        return group
    options = [(_longest(left), right), (left, _longest(right))]
    counts = [sum(len(np.unique(side, axis=0)) for side in option) for option in options]
    best = options[counts.index(min(counts))]
    return Group(group.sign, group.a, group.b, *best)


def _longest(table: Places) -> Places:
    """Return rows, each as the longest row that begins with it."""
    longest: dict[bytes, Places] = {}
    lengths = (table != NOTHING).sum(axis=1)
    distinct = np.unique(table, axis=0)
    for row in sorted(distinct, key=lambda row: -int((row != NOTHING).sum())):
        for k in range(1, int((row != NOTHING).sum()) + 1):
            longest.setdefault(row[:k].tobytes(), row)
    empty = table[0] * 0 + NOTHING
    return np.array(
        [longest[row[:k].tobytes()] if k else empty for row, k in zip(table, lengths.tolist())]
    )


def product(group: Group) -> Order | None:
    """Return the order in which entries are a matrix product; None if they are none."""
    if group.right is None or group.length < 2 or len(group.left) < 2:
        return None
    _, left = np.unique(group.left, axis=0, return_inverse=True)
    _, right = np.unique(group.right, axis=0, return_inverse=True)
    left, right = left.reshape(-1), right.reshape(-1)
    part = _parts(left.tolist(), right.tolist())
    n_parts = max(part) + 1
    sides: list[list[list[int]]] = [[[] for _ in range(n_parts)] for _ in range(2)]
    for side, numbers in zip(sides, (left.tolist(), right.tolist())):
        for number, p in sorted(set(zip(numbers, part))):
            side[p].append(number)
    sizes = {(len(ls), len(rs)) for ls, rs in zip(*sides)}
    if sizes == {(1, 1)}:
        return None  # every entry has rows of its own
    if len(sizes) > 1:  # groups of different sizes: one product of all rows
        sides = [[sorted(set(left.tolist()))], [sorted(set(right.tolist()))]]
        n_parts = 1
    n_left, n_right = len(sides[0][0]), len(sides[1][0])
    if n_parts * n_left * n_right > MOST * len(left):
        return None
    at: list[dict[int, tuple[int, int]]] = []
    for side in sides:
        at.append({x: (p, i) for p, xs in enumerate(side) for i, x in enumerate(xs)})
    entries = np.full((n_parts, n_left, n_right), NOTHING, np.int64)
    for entry, (x, y) in enumerate(zip(left.tolist(), right.tolist())):
        p, i = at[0][x]
        entries[p, i, at[1][y][1]] = entry
    return Order(entries, entries.shape, whole=bool((entries == NOTHING).any()))


def _parts(left: list[int], right: list[int]) -> list[int]:
    """Return for each entry the number of the group of rows that its two rows belong to."""
    parent: dict[tuple[int, int], tuple[int, int]] = {}

    def top(x: tuple[int, int]) -> tuple[int, int]:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for x, y in zip(left, right):
        u, v = top((0, x)), top((1, y))
        if u != v:
            parent[max(u, v)] = min(u, v)
    number: dict[Any, int] = {}
    tops = sorted({top((0, x)) for x in left})
    for u in tops:
        number[u] = len(number)
    return [number[top((0, x))] for x in left]
