"""Sort the nodes of a folded graph into classes: the entries of one array each.

The folded graph of two units of a network, on the left, has a class for each of the two lines

    z_1  sum      + w_10, + w_11·x            z  sum      {+ w, + w·x}     of z_1 and z_2
    z_2  sum      + w_20, + w_21·x            a  sigmoid  z                of a_1 and a_2
    a_1  sigmoid  z_1
    a_2  sigmoid  z_2

because nodes are in one class that have the same operation on operands of the same classes.  Of a
sum it is the set of its kinds of terms that counts, not their number: so rows of 1, 2, … t terms
are in one class.  A class is named by what it is made of, never by the order in which Python meets
it, so the same network is the same classes, whoever wrote it.

A sum of one term is that term, sum([e]) is e.  Where its siblings are sums, it is one again: if
both f(e) and f(Σ e) occur, e becomes a sum of one for the former.
"""

import hashlib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

from autograd_mini.compile.fold import Folded
from autograd_mini.compile.stable import NONE

Key: TypeAlias = tuple[Any, ...]
Lone: TypeAlias = tuple[int, frozenset[int]]  # a slot of an operation, and the classes in it
NUMBERS, DEAD = -2, -3  # the class of all numbers, and that of what a rewriting has left behind


class Classes:
    """The classes of a folded graph.

    roots: the nodes that are wanted; what they do not need is in no class.

    of: the class of each node, counted from 0 in an order in which operands come first.
    keys: what each class is made of.  members: of each class but leaves, the oldest first.
    n_arrays: how many arrays there are; their leaves are the classes 0 … n_arrays − 1.
    """

    def __init__(self, graph: Folded, names: list[str], roots: list[int]) -> None:
        self.graph = graph
        self.n_arrays = len(names)
        self.rank = list(range(len(graph.kinds)))  # the age of each node
        keys: list[Key] = [("leaf", name) for name in names]
        of, table = [], {key: i for i, key in enumerate(keys)}
        live = graph.live(roots)
        for n, kind in enumerate(graph.kinds):
            if kind == "leaf":
                of.append(graph.args[n][0])
            elif kind == "number":
                of.append(NUMBERS)
            elif n not in live:
                of.append(DEAD)
            else:
                key = self._key(n, kind, of)
                if key not in table:
                    table[key] = len(keys)
                    keys.append(key)
                of.append(table[key])
        self.of: list[int] = of
        merged, wrapped = promoted(keys)
        if wrapped:
            self._wrap(wrapped)
        self._number(merged)

    def _key(self, n: int, kind: str, of: list[int]) -> Key:
        args = self.graph.args[n]
        if kind == "sum":
            kinds = set()
            for sign, a, b in args:
                u, v = of[a], NONE if b == NONE else of[b]
                kinds.add((sign, u, v) if v == NONE or u <= v else (sign, v, u))
            return ("sum", frozenset(kinds))
        if kind == "pow" and self.graph.kinds[args[1]] == "number":
            return (kind, (of[args[0]], NUMBERS), self.graph.args[args[1]][0])
        operands = tuple([of[x] for x in args])
        if kind == "logsumexp" and len(set(operands)) == 1 and operands[0] != NUMBERS:
            return (kind, operands[:1], True)  # however many
        return (kind, operands, False)

    def _wrap(self, wrapped: dict[int, set["Lone"]]) -> None:
        """Put sums of one in front of the operands that are to be sums; see `promoted`."""
        graph, made = self.graph, dict[int, int]()

        def one(x: int, wanted: bool) -> int:
            if x == NONE or not wanted:
                return x
            if x not in made:
                made[x] = len(graph.kinds)
                graph.kinds.append("sum")
                graph.args.append(((1, x, NONE),))
                self.rank.append(self.rank[x])
                self.of.append(-10 - self.of[x])  # settled in _number
            return made[x]

        for n in range(len(graph.kinds)):
            lone = wrapped.get(self.of[n])
            if lone:
                args = graph.args[n]
                if graph.kinds[n] == "sum":
                    every = {c for _, of in lone for c in of}
                    args = tuple(
                        [
                            (
                                s,
                                one(a, self.of[a] in every),
                                one(b, b != NONE and self.of[b] in every),
                            )
                            for s, a, b in args
                        ]
                    )
                else:
                    slots = {slot for slot, _ in lone}
                    args = tuple([one(x, i in slots) for i, x in enumerate(args)])
                graph.args[n] = args

    def _number(self, merged: "Merged") -> None:
        """Number the classes by their depth, and among equals by what they are made of."""
        order = merged.order(self.n_arrays)
        new = {old: i for i, old in enumerate(order)}
        self.keys = [merged.keys[old] for old in order]
        final_of = {c: new[to] for c, to in enumerate(merged.to)} | {NUMBERS: NUMBERS, DEAD: DEAD}
        for c in {c for c in self.of if c <= -10}:
            final_of[c] = new[merged.sum_of(-10 - c)]
        final = [final_of[c] for c in self.of]
        self.of = final
        self.members: list[list[int]] = [[] for _ in order]
        inner = [n for n, c in enumerate(final) if c >= self.n_arrays]
        for n in sorted(inner, key=self.rank.__getitem__):
            self.members[final[n]].append(n)


class Merged:
    """Keys of classes after some of them have become one."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys
        self.to = list(range(len(keys)))

    def sum_of(self, c: int) -> int:
        """Return the class of the sums of one class of nodes."""
        c = self.to[c]
        for i, key in enumerate(self.keys):
            if self.to[i] == i and key == ("sum", frozenset([(1, c, NONE)])):
                return i
        raise LookupError(f"class {c} has no sums")

    def order(self, n_arrays: int) -> list[int]:
        """Return the classes that are left, by their depth, and then by what they are made of."""
        mine = [c for c in range(len(self.keys)) if self.to[c] == c]
        level: dict[int, int] = {}
        digest: dict[int, str] = {NUMBERS: "number", NONE: ""}
        after = {c: {x for x in operands(self.keys[c]) if x >= 0} for c in mine}
        for c in TopologicalSorter(after).static_order():
            level[c] = 1 + max((level[x] for x in after[c]), default=0)
            digest[c] = hashlib.sha256(self._text(c, digest).encode()).hexdigest()
        arrays = [c for c in mine if c < n_arrays]
        return arrays + sorted(
            (c for c in mine if c >= n_arrays), key=lambda c: (level[c], digest[c])
        )

    def _text(self, c: int, digest: dict[int, str]) -> str:
        kind, inside, *more = self.keys[c]
        if kind == "leaf":
            return f"leaf {inside}"
        if kind == "sum":
            terms = sorted((s, *sorted((digest[a], digest[b]))) for s, a, b in inside)
            return f"sum {terms}"
        return f"{kind} {[digest[x] for x in inside]} {more}"


def operands(key: Key) -> Iterator[int]:
    """Yield the classes that a class is made of."""
    kind, inside = key[:2]
    if kind == "sum":
        for _, a, b in inside:
            yield a
            yield b
    elif kind != "leaf":
        yield from inside


def replaced(key: Key, new: dict[int, int], slot: int | None = None) -> Key:
    """Return a key with some classes in place of others; of an operation in one slot, if given."""
    kind, inside, *more = key
    if kind == "leaf":
        return key
    if kind == "sum":
        terms = set()
        for sign, a, b in inside:
            u, v = new.get(a, a), new.get(b, b)
            terms.add((sign, u, v) if v == NONE or u <= v else (sign, v, u))
        return ("sum", frozenset(terms))
    changed = [new.get(x, x) if slot in (None, i) else x for i, x in enumerate(inside)]
    return (kind, tuple(changed), *more)


def promoted(keys: list[Key]) -> tuple[Merged, dict[int, set[Lone]]]:
    """Find what occurs both with a node and with a sum of such nodes as an operand.

    Returns the classes after the former have joined the latter; and, for each class of `keys` that
    has any, which of its operands have to become sums of one.
    """
    merged, wrapped = Merged(list(keys)), dict[int, set[Lone]]()
    while True:
        table = {key: c for c, key in enumerate(merged.keys) if merged.to[c] == c}
        sums = {
            c: table[key]
            for c in table.values()
            if (key := ("sum", frozenset([(1, c, NONE)]))) in table
        }
        joined = {}
        for key, c in table.items():
            for slot, x in _lone(key, sums):
                other = table.get(replaced(key, {x: sums[x]}, slot))
                if sums[x] != c and other is not None and other != c:
                    joined[c] = other
                    olds = frozenset(o for o in range(len(keys)) if merged.to[o] == x)
                    for old in range(len(keys)):
                        if merged.to[old] == c:
                            wrapped.setdefault(old, set()).add((slot, olds))
                    break
            if joined:
                break
        if not joined:
            return merged, wrapped
        _join(merged, joined)


def _lone(key: Key, sums: dict[int, int]) -> list[tuple[int, int]]:
    """Return the operands of a key of which there are sums: each with its slot; 0 in a sum."""
    if key[0] == "sum":
        return [(0, x) for x in sorted(set(operands(key))) if x in sums]
    return [(i, x) for i, x in enumerate(operands(key)) if x in sums]


def _join(merged: Merged, joined: dict[int, int]) -> None:
    """Let classes be others, and then also those one that are made of the same."""
    while joined:
        merged.to = [joined.get(c, c) for c in merged.to]
        seen: dict[Key, int] = {}
        again: dict[int, int] = {}
        for c, key in enumerate(merged.keys):
            if merged.to[c] == c:
                merged.keys[c] = key = replaced(key, joined)
                if key in seen:
                    again[c] = seen[key]
                else:
                    seen[key] = c
        joined = again
