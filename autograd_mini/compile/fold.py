"""Fold a recorded graph into few kinds of nodes, in which every spelling of a sum is one node.

Two lines of a network, in three spellings,

    z = dot([w_0, w_1], [1.0, x])      z = w_0 + w_1 * x      z = sum([w_1 * x, w_0])
    a = sigmoid(z)                     a = sigmoid(z)         a = sigmoid(z)

become the same two nodes (and a leaf for each of w_0, w_1 and x):

    z   sum      + w_0, + w_1·x        terms: a sign, and one factor or two
    a   sigmoid  z

+ − Σ · and the change of sign that only one sum goes on with become terms of that sum, and so does
a product.  A product elsewhere is a sum of one term.  Equal nodes are one node.  What a float could
not hold is rewritten on the way, see stable.py.

>>> from autograd_mini.value import Value
>>> w_0, w_1, x = Value(1.0), Value(2.0), Value(3.0)
>>> places = {id(n): (0, i) for i, n in enumerate([w_0, w_1, x])}
>>> folded = Folded(places)
>>> z = folded.add((w_0 + w_1 * x).sigmoid())
>>> for n in range(len(folded.kinds)):
...     print(n, folded.kinds[n], folded.args[n])
0 leaf (0, 0)
1 leaf (0, 1)
2 leaf (0, 2)
3 sum ((1, 0, -1), (1, 1, 2))
4 sigmoid (3,)
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from autograd_mini.compile import stable
from autograd_mini.compile.stable import NONE
from autograd_mini.elementary import TABLE
from autograd_mini.value import CREATED, Value

Term: TypeAlias = tuple[int, int, int]  # a sign, ±1, and one factor or two; NONE if there is one
# What takes the terms of its operands for its own.
EATERS = {TABLE[name] for name in ("add", "sub", "neg", "total")}
SPECIAL = {"sum", "number"}  # factors that may leave only a sign, or nothing


class Folded:
    """The nodes of a folded graph, each by its number; operands have smaller numbers.

    places: by the id of a Value of some array, the number of the array and the place in it.

    kinds: of each node "leaf", "number", "sum", or the name of an operation of the table.
    args: of each node its operands; of a leaf its place, of a number the number, of a sum its
        terms.  of: the node of a Value, by its id.  left_out: the leaves that are in no array.
    """

    def __init__(self, places: Mapping[int, tuple[int, int]]) -> None:
        # The leaves of the arrays come first, all in one step, as there may be very many.
        self.kinds: list[str] = ["leaf"] * len(places)
        self.args: list[tuple[Any, ...]] = list(places.values())
        self.of: dict[int, int] = dict(zip(places, range(len(places))))
        self.left_out: list[Value] = []
        self.seen: set[str] = set()  # the kinds that there are
        self._made: dict[tuple[str, tuple[Any, ...]], int] = {}
        self._pending: dict[int, list[Term]] = {}  # sums that their only consumer will take over

    def make(self, kind: str, args: tuple[Any, ...]) -> int:
        """Return the node of this kind with these operands, in a stable form; equal ones are one.

        What begins with a sum goes through `sum` instead.
        """
        other = stable.form(self, kind, args)
        return self.plain(kind, args) if other is None else other

    def plain(self, kind: str, args: tuple[Any, ...]) -> int:
        """Return the node of this kind with these operands, as it is."""
        key = kind, args
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = len(self.kinds)
            self.seen.add(kind)
            self.kinds.append(kind)
            self.args.append(args)
        return found

    def number(self, x: float) -> int:
        """Return the node of a number; −0.0 is 0.0."""
        return self.plain("number", (x + 0.0,))

    def sum(self, terms: list[Term]) -> int:
        """Return the node of a sum: its numbers added up, and a sum of +x alone is x."""
        kinds, logs = self.kinds, "log_sigmoid" in self.seen
        if any(
            kinds[a] in stable.ALONE if b < 0 else logs and "log_sigmoid" in (kinds[a], kinds[b])
            for _, a, b in terms
        ):
            terms = stable.terms(self, terms)
        numbers = [s * self.args[a][0] for s, a, b in terms if b < 0 and kinds[a] == "number"]
        kept = terms
        if numbers:
            kept = [t for t in terms if t[2] >= 0 or kinds[t[1]] != "number"]
        constant = sum(numbers)
        if constant or not kept:
            if not kept:
                return self.number(constant)
            kept.append((1, self.number(constant), NONE))
        if len(kept) == 1 and kept[0][0] == 1 and kept[0][2] == NONE:
            return kept[0][1]
        return self.plain("sum", tuple(kept))

    def product(self, sign: int, a: int, b: int) -> list[Term]:
        """Return ±a·b as terms: of −x as a factor the sign, and of a factor 1 nothing is left."""
        kinds = self.kinds
        if kinds[a] not in SPECIAL and kinds[b] not in SPECIAL:
            return [(sign, a, b)]
        factors = []
        for x in (a, b):
            if kinds[x] == "sum" and len(self.args[x]) == 1 and self.args[x][0][2] == NONE:
                sign, x = sign * self.args[x][0][0], self.args[x][0][1]
            if kinds[x] == "number" and abs(self.args[x][0]) in (0.0, 1.0):
                if not self.args[x][0]:
                    return []
                sign *= int(self.args[x][0])
            else:
                factors.append(x)
        if len(factors) == 2:
            return [(sign, factors[0], factors[1])]
        return [(sign, factors[0] if factors else self.number(1.0), NONE)]

    def add(self, *outputs: Value) -> list[int]:
        """Fold all that some Values were computed from, and return their nodes."""
        nodes, alone = self._walk(outputs)
        pending, of = self._pending, self.of
        for n in nodes:
            me, op = id(n), n.op
            if op is None:
                self.left_out.append(n)
                of[me] = self.number(n.data)
            else:
                terms = self._terms(op.name, n.operands)
                if terms is None:
                    of[me] = self.make(op.name, tuple([self._node(x) for x in n.operands]))
                elif me in alone:
                    pending[me] = terms
                else:
                    of[me] = self.sum(terms)
        return [of[id(n)] for n in outputs]

    def _walk(self, outputs: Sequence[Value]) -> tuple[list[Value], set[int]]:
        """Return the nodes of a graph, the oldest first; and which only one sum goes on with.

        It is one walk, as a graph may have very many nodes.  It ends at the leaves of arrays, which
        are nodes already.
        """
        of = self.of
        nodes = list({id(n): n for n in outputs if id(n) not in of}.values())
        used, again, eaten = set(map(id, nodes)), set(map(id, nodes)), set[int]()
        for n in nodes:  # the list grows while we go through it
            if n.op is not None:
                parents = n.parents
                if n.op in EATERS:
                    eaten.update(map(id, parents))
                for parent in parents:
                    p = id(parent)
                    if p in of:
                        continue
                    if p in used:
                        again.add(p)
                    else:
                        used.add(p)
                        nodes.append(parent)
        nodes.sort(key=CREATED)
        return nodes, eaten - again

    def live(self, roots: Iterable[int]) -> set[int]:
        """Return the nodes that some nodes need, and each σ of these, which a rule may ask for."""
        alive = [False] * (len(self.kinds) + 1)  # the last one for NONE
        for n in roots:
            alive[n] = True
        for n in range(len(self.kinds) - 1, -1, -1):  # operands have smaller numbers
            if not alive[n]:
                continue
            if self.kinds[n] == "sum":
                for _, a, b in self.args[n]:
                    alive[a] = alive[b] = True
            elif self.kinds[n] not in ("leaf", "number"):
                for a in self.args[n]:
                    alive[a] = True
        for n, kind in enumerate(self.kinds):
            if kind == "sigmoid" and alive[self.args[n][0]]:
                alive[n] = True
        return {n for n in range(len(self.kinds)) if alive[n]}

    def _node(self, x: Value | float) -> int:
        return self.of[id(x)] if isinstance(x, Value) else self.number(x)

    def _terms(self, name: str, operands: tuple[Value | float, ...]) -> list[Term] | None:
        """Return the terms of a sum or product; None for any other operation."""
        if name == "mul":
            return self.product(1, self._node(operands[0]), self._node(operands[1]))
        if name == "dot":
            of, kinds, half = self.of, self.kinds, len(operands) // 2
            nodes = [of[id(x)] if type(x) is Value else self._node(x) for x in operands]
            found: list[Term] = []
            for w, y in zip(nodes[:half], nodes[half:]):
                if kinds[w] in SPECIAL or kinds[y] in SPECIAL:
                    found += self.product(1, w, y)
                else:
                    found.append((1, w, y))
            return found
        if TABLE[name] not in EATERS:
            return None
        terms = self._taken(operands[0], -1 if name == "neg" else 1) if operands else []
        for x in operands[1:]:
            terms += self._taken(x, -1 if name == "sub" else 1)
        return terms

    def _taken(self, x: Value | float, sign: int) -> list[Term]:
        """Return an operand of a sum as its terms."""
        terms = self._pending.pop(id(x), None)  # so that a chain of + grows one list
        if terms is None:
            return [(sign, self._node(x), NONE)]
        return terms if sign == 1 else [(-s, a, b) for s, a, b in terms]
