"""Give each class of nodes an array: its shape, the order of its entries, and what it reads.

The class z = {+ w, + w·x} of a layer of two units with three inputs gets

    shape (2,)      terms   + w[places [[0] [4]]]
                            + w[places [[1 2 3] [5 6 7]]] · x[places [[0 1 2] [0 1 2]]]

with a row of places for each entry.  The axis of the samples comes on top of that, in front, for
every class that depends on an input.  Entries stand in the order of the operand that they go
through one by one, or as their matrix product asks for; otherwise in the order of their creation.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from autograd_mini.compile.classes import NUMBERS, Classes
from autograd_mini.compile.products import NOTHING, Group, Order, Places, filled, product, rows
from autograd_mini.compile.stable import NONE


@dataclass
class Array:
    """The array of a class.

    kind: "leaf", "sum" or the name of an operation.  shape: without the axis of the samples.
    batched: whether it has one.  trained: whether it depends on a parameter.
    groups: of a sum its terms.  slots: of an operation the places of its operands, each of them
        (class, entries × 1); of an operation on any number of operands that are of one class
        (class, entries × operands), `listed`.  nodes: its entries, in their order.
    """

    kind: str
    shape: tuple[int, ...]
    batched: bool
    trained: bool
    groups: list[Group] = field(default_factory=list)
    slots: list[tuple[int, Places]] = field(default_factory=list)
    listed: bool = False
    nodes: list[int] = field(default_factory=list)
    name: str = ""

    @property
    def size(self) -> int:
        """How many entries it has, for one sample."""
        return math.prod(self.shape)

    def operands(self) -> list[int]:
        """Return the arrays that it is computed from, each as often as it is read."""
        found = [c for c, _ in self.slots]
        for g in self.groups:
            found += [g.a] if g.b == NONE else [g.a, g.b]
        return [c for c in found if c != NUMBERS]


class Arrays:
    """The arrays of all classes, by number; `schedule` has them in an order to compute them in.

    classes: what they are made of.  leaves: of each input and parameter its array.
    at: the place of each node in its array.  numbers: all plain numbers of the graph.
    """

    def __init__(self, classes: Classes, leaves: list[Array]) -> None:
        self.classes = classes
        self.of: list[Array] = list(leaves)
        self.schedule: list[int] = list(range(len(leaves)))
        graph = classes.graph
        self.at = np.full(len(graph.kinds), NOTHING, np.int64)
        self._class = np.array(classes.of, np.int64)
        numbers: dict[float, int] = {}
        for n, kind in enumerate(graph.kinds):
            if kind == "leaf":
                self.at[n] = graph.args[n][1]
            elif kind == "number":
                self.at[n] = numbers.setdefault(graph.args[n][0], len(numbers))
        self.numbers = np.array(list(numbers), float)
        n_classes = len(classes.keys)
        self.of += [Array("", (), False, False) for _ in range(n_classes - len(leaves))]
        for c in range(len(leaves), n_classes):
            self._add(c)

    def behind(self, wanted: Iterable[int]) -> set[int]:
        """Return some arrays and all that they are computed from."""
        waiting, found = list(wanted), set[int]()
        while waiting:
            c = waiting.pop()
            if c not in found:
                found.add(c)
                waiting += self.of[c].operands()
        return found

    def _add(self, c: int) -> None:
        nodes = self.classes.members[c]
        kind = self.classes.graph.kinds[nodes[0]]
        array = Array(kind, (), False, False)
        if kind == "sum":
            array.groups = [filled(g) for g in self._groups(nodes)]
            order = self._product_order(array)
        else:
            array.slots, array.listed = self._slots(nodes)
            order = None
        if order is None:
            order = self._elementwise_order(array, len(nodes))
        self._put(c, array, order)
        array.nodes = [nodes[i] for i in order.entries.reshape(-1).tolist()]
        self.at[array.nodes] = np.arange(len(nodes))

    def _put(self, c: int, array: Array, order: Order) -> None:
        """Settle an array: its shape, and the order of all that it reads."""
        entries = order.entries.reshape(-1)
        array.shape = tuple([n for n in order.shape if n != 1])
        for g in array.groups:
            g.left = g.left[entries]
            g.right = None if g.right is None else g.right[entries]
        array.slots = [(a, table[entries]) for a, table in array.slots]
        array.batched = any(self.of[a].batched for a in array.operands())
        array.trained = any(self.of[a].trained for a in array.operands())
        if c == len(self.of):
            self.of.append(array)
        else:
            self.of[c] = array
        self.schedule.append(c)

    def _groups(self, nodes: list[int]) -> list[Group]:
        """Return the terms of a class of sums, by their kinds."""
        args = self.classes.graph.args
        counts = [len(args[n]) for n in nodes]
        sign, a, b = np.array([t for n in nodes for t in args[n]], np.int64).reshape(-1, 3).T
        owner = np.repeat(np.arange(len(nodes)), counts)
        pair = b != NONE
        u, v = self._class[a], np.where(pair, self._class[b], NONE)
        x, y = self.at[a], np.where(pair, self.at[b], 0)
        turn = pair & ((u > v) | ((u == v) & (x > y)))
        u, v, x, y = (np.where(turn, p, q) for p, q in ((v, u), (u, v), (y, x), (x, y)))
        # A kind as one number, since rows of three take long to tell apart; classes begin at −2.
        base = int(max(u.max(), v.max())) + 3
        codes, first, which = np.unique(
            (sign * base + u + 2) * base + v + 2, return_index=True, return_inverse=True
        )
        kinds = [(int(sign[i]), int(u[i]), int(v[i])) for i in first]
        groups = []
        for k in sorted(range(len(codes)), key=lambda k: (-kinds[k][0], kinds[k][2] == NONE, k)):
            mine = which.reshape(-1) == k
            right = None if kinds[k][2] == NONE else y[mine]
            groups.append(Group(*kinds[k], *rows(owner[mine], x[mine], right, len(nodes))))
        return groups

    def _slots(self, nodes: list[int]) -> tuple[list[tuple[int, Places]], bool]:
        """Return the operands of a class of operations; and whether they are a list."""
        args, of = self.classes.graph.args, self.classes.of
        first = {of[x] for x in args[nodes[0]]}
        listed = self.classes.keys[of[nodes[0]]][-1] is True and NUMBERS not in first
        if listed:
            owners = [i for i, n in enumerate(nodes) for _ in args[n]]
            places = self.at[[x for n in nodes for x in args[n]]]
            table, _ = rows(np.array(owners), places, None, len(nodes))
            return [(of[args[nodes[0]][0]], table)], True
        return [
            (of[args[nodes[0]][i]], self.at[[args[n][i] for n in nodes]][:, None])
            for i in range(len(args[nodes[0]]))
        ], False

    def _product_order(self, array: Array) -> Order | None:
        """Return the order that the largest matrix product among the terms asks for, if any.

        One of which only some entries are needed becomes an array of its own, to pick from.
        """
        for g in sorted(array.groups, key=lambda g: -g.left.size):
            order = product(g)
            if order is None:
                continue
            entries = order.entries
            turned = entries.swapaxes(1, 2) if self._turns(g, order) else entries
            if not order.whole:
                return Order(turned, turned.shape)
            whole = self._whole(g, order)
            places = np.empty(len(g.left), np.int64)
            found = turned.reshape(-1)
            places[found[found != NOTHING]] = np.flatnonzero(found != NOTHING)
            at = next(i for i, other in enumerate(array.groups) if other is g)
            array.groups[at] = Group(g.sign, whole, NONE, places[:, None], None)
            return None
        return None

    def _turns(self, g: Group, order: Order) -> bool:
        """Tell whether the rows of the right side come first: the side that has samples.

        Where both sides have, or none, it is the order in which the entries were made.
        """
        a, b = (c >= 0 and self.of[c].batched for c in (g.a, g.b))
        entries = order.entries
        if a != b or order.whole or 1 in entries.shape[1:]:
            return b and not a
        return bool(entries[0, 1, 0] < entries[0, 0, 1])

    def _whole(self, g: Group, order: Order) -> int:
        """Add the array of a whole product, of which only some entries are needed."""
        left, right = (np.empty((*order.shape, g.length), np.int64) for _ in range(2))
        other = g.left if g.right is None else g.right
        for p, part in enumerate(order.entries):
            for i, row in enumerate(part):
                left[p, i, :] = g.left[row[row != NOTHING][0]]
            for j, column in enumerate(part.T):
                right[p, :, j] = other[column[column != NOTHING][0]]
        flat = (-1, g.length)
        group = Group(1, g.a, g.b, left.reshape(flat), right.reshape(flat))
        index = np.arange(math.prod(order.shape)).reshape(order.shape)
        if self._turns(g, order):
            index = index.swapaxes(1, 2)
        c = len(self.of)
        self._put(c, Array("sum", (), False, False, [group]), Order(index, index.shape))
        return c

    def _elementwise_order(self, array: Array, n: int) -> Order:
        """Return the order of an operand that the entries go through one by one; else their age."""
        columns = list(self._columns(array))
        for c, column in columns:
            if len(np.unique(column)) == n == self.of[c].size:
                return Order(np.argsort(column), self.of[c].shape)
        for _, column in columns:
            if len(np.unique(column)) == n:
                order = np.argsort(column, kind="stable")
                return Order(order, _shape([column[order] for _, column in columns]))
        return Order(np.arange(n), _shape([column for _, column in columns]) if n > 1 else ())

    def _columns(self, array: Array) -> Iterable[tuple[int, Places]]:
        """Yield the first places of all that an array reads, with the class they are in."""
        for c, table in array.slots:
            if c != NUMBERS:
                yield c, table[:, 0]
        for g in sorted(array.groups, key=lambda g: g.length):
            if g.a != NUMBERS:
                yield g.a, g.left[:, 0]
            if g.b >= 0 and g.right is not None:
                yield g.b, g.right[:, 0]


def _shape(columns: list[Places]) -> tuple[int, ...]:
    """Return the shape in which places go up in steps: the one with the most axes.

    >>> _shape([np.array([0, 0, 0, 1, 1, 1]), np.array([4, 5, 6, 4, 5, 6])])
    (2, 3)
    """
    found = [_sizes(column) for column in columns]
    return max(found, key=len) if found else ()


def _sizes(column: Places) -> tuple[int, ...]:
    sizes: tuple[int, ...] = ()
    rest = column
    while len(rest) > 1:
        breaks = np.flatnonzero(np.diff(rest) != rest[1] - rest[0])
        n = int(breaks[0]) + 1 if len(breaks) else len(rest)
        outer = rest[::n] if len(rest) % n == 0 else rest[:0]
        steps = outer[:, None] + (rest[1] - rest[0]) * np.arange(n)
        if n == 1 or not len(outer) or bool((steps.reshape(-1) != rest).any()):
            return (len(rest), *sizes)
        sizes, rest = (n, *sizes), outer
    return sizes
