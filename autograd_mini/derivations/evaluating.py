"""What a formula gives in a world: the value of a tree, or the truth about what is on its left.

>>> from autograd_mini.derivations.reading import Reader
>>> from autograd_mini.derivations.world import Shape, random_world
>>> world = random_world(Shape((2, 2, 1), True, "sigmoid", "sigmoid", "cross_entropy"), 0, 1)
>>> line = Reader(layers=3).line("delta3 = a3 - y")
>>> here = Evaluation(world)
>>> abs(here.value(line.rights[0]).entries[0] - here.value(line.left).entries[0]) < 1e-45
True
"""

import operator
from collections.abc import Callable, Mapping
from functools import partial, reduce
from itertools import product as pairs
from typing import Any

from autograd_mini.derivations import arrays
from autograd_mini.derivations.arrays import Array, Misfit, NoValue, Number, many_digits, scalar
from autograd_mini.derivations.counting import Counting, Letters, assignments, marks_of, place
from autograd_mini.derivations.known import Key, Known, NotDerived
from autograd_mini.derivations.operations import ENTRYWISE, bounded, of_table, to_the_power
from autograd_mini.derivations.tree import SAMPLES, Line, Node
from autograd_mini.derivations.world import Place, World

Definitions = Mapping[tuple[str, int], Line]


class Budget:
    """How many numbers may still be computed; NoValue when there are no more."""

    def __init__(self, numbers: int) -> None:
        self.left = numbers

    def spend(self, numbers: int) -> None:
        """Take some numbers from it."""
        self.left -= numbers
        if self.left < 0:
            raise NoValue("too much work")


class Evaluation(Counting):
    """The values of trees for one sample of a world.

    definitions: the lines that define own names.
    known: what may be used; None where all is known, as for the truth.
    mean: whether ∂J/∂Θ is that of the mean cost of all samples.
    budget: of numbers that may be computed.
    """

    def __init__(
        self,
        world: World,
        definitions: Definitions | None = None,
        known: Known | None = None,
        mean: bool = False,
        sample: int = 0,
        budget: Budget | None = None,
    ) -> None:
        self.budget = budget or Budget(1_000_000)
        self.world, self.sample, self.mean, self.known = world, sample, mean, known
        self.definitions = definitions or {}
        self.known_spans = {}
        self.growing: dict[Key, Array] = {}  # Δ, while it is accumulated
        self._values: dict[tuple[str, int, int], Array | Exception] = {}

    # Trees.

    def value(self, tree: Node, letters: Letters | None = None) -> Array:
        """Return the value of a tree; Misfit, NoValue or NotDerived if it has none."""
        found = self._value(tree, letters or {})
        self.budget.spend(len(found.entries))
        return found

    def _value(self, tree: Node, letters: Letters) -> Array:
        if tree.kind in ("add", "sub", "times", "divide"):
            left, right = (self.value(part, letters) for part in tree.parts)
            sign, f = ENTRYWISE[tree.kind]
            return arrays.entrywise(sign, f, left, right)
        if tree.kind in ("matmul", "product"):
            left, right = (self.value(part, letters) for part in tree.parts)
            return arrays.multiplied(left, right, tree.kind == "matmul")
        method: Callable[[Node, Letters], Array] = getattr(self, f"_{tree.kind}")
        return method(tree, letters)

    def _number(self, tree: Node, letters: Letters) -> Array:
        return scalar(bounded(many_digits().mpf(tree.name)))

    def _neg(self, tree: Node, letters: Letters) -> Array:
        return self.each(lambda x: -x, self.value(tree.parts[0], letters))

    def _power(self, tree: Node, letters: Letters) -> Array:
        base, exponent = (self.value(part, letters) for part in tree.parts)
        return arrays.entrywise("^", to_the_power, base, exponent)

    def _transpose(self, tree: Node, letters: Letters) -> Array:
        return arrays.transposed(self.value(tree.parts[0], letters))

    def _columns(self, tree: Node, letters: Letters) -> Array:
        return arrays.without_bias_column(self.value(tree.parts[0], letters))

    def _join(self, tree: Node, letters: Letters) -> Array:
        return arrays.joined([self.value(part, letters) for part in tree.parts])

    def _call(self, tree: Node, letters: Letters) -> Array:
        xs = [self.value(part, letters) for part in tree.parts]
        if tree.name == "outer":
            return arrays.outer(*xs)
        if tree.name == "total":
            return scalar(arrays.summed(xs[0].entries))
        if tree.name in ("g", "slope of g"):
            name = self.world.shape.g(self.layer_of(tree.parts[0]))
            return self.each(lambda x: of_table(name, x, tree.name != "g"), xs[0])
        return self.each(lambda x: of_table(tree.name, x, False), xs[0])

    def layer_of(self, tree: Node) -> int:
        """Return the layer of the first z in a tree, which says whose g is meant; or 0."""
        for n in tree.walk():
            if n.kind == "quantity" and n.name == "z":
                return n.layer
            if n.kind == "own" and (layer := self.layer_of(self.definition(n).rights[0])):
                return layer
        return 0

    def each(self, f: Callable[[Number], Number], x: Array) -> Array:
        """Return an array with f of every entry."""
        return Array(x.shape, list(map(f, x.entries)), x.first, x.row)

    def _sum(self, tree: Node, letters: Letters) -> Array:
        terms = self.terms(tree, letters)
        if not terms:
            return scalar(many_digits().ctx.zero)
        return reduce(partial(arrays.entrywise, "Σ", operator.add), terms)

    def terms(self, tree: Node, letters: Letters) -> list[Array]:
        """Return the terms of a sum."""
        (body,) = tree.parts
        if tree.name == SAMPLES:
            before = self.sample
            found = []
            for sample in range(self.world.m):
                self.sample = sample
                found.append(self.value(body, letters))
            self.sample = before
            return found
        low, high = self.span(body, tree.name)
        low = self.bound(tree.marks[0], low)
        high = self.bound(tree.marks[1], high)
        if high - low > 10_000:
            raise NoValue("too large")
        return [self.value(body, {**letters, tree.name: k}) for k in range(low, high + 1)]

    # Names.

    def _quantity(self, tree: Node, letters: Letters) -> Array:
        name, layer, world = tree.name, tree.layer, self.world
        mp = many_digits()
        if name in ("Delta", "D"):
            return self.derived((name, layer), tree, letters)
        if name == "m":
            return scalar(mp.mpf(world.m))
        if name == "K":
            return scalar(mp.mpf(world.shape.sizes[-1]))
        if name in ("alpha", "lambda"):
            return scalar(world.alpha if name == "alpha" else world.rate)
        if name == "J" and self.mean:
            return world.cost()
        return world.value((name, layer), self.sample)

    def _slope(self, tree: Node, letters: Letters) -> Array:
        of, by = tree.parts
        if of.kind == "index" and by.kind == "index":
            return scalar(self.entry_of_slope(tree, letters))
        if of.name == "J" and of.kind == "quantity":
            return self.derived(("slope", place(by)), tree, letters)
        if of.kind == "index" or place(of)[0] + place(by)[0] not in ("az", "aa", "zz"):
            raise Misfit("misfit slope")
        if of.layer != by.layer:
            raise Misfit("misfit slope")
        n = self.world.shape.sizes[of.layer - 1]
        entries = [
            self.node_slope(tree, (place(of), (i,)), (place(by), (i,))) for i in range(1, n + 1)
        ]
        return Array((n,), entries)

    def entry_of_slope(self, tree: Node, letters: Letters) -> Number:
        """Return ∂p/∂q where both have indices."""
        of, by = tree.parts
        ends = [(place(end.parts[0]), self.numbers(end, letters)) for end in (of, by)]
        return self.node_slope(tree, *ends)

    def node_slope(
        self, tree: Node, of: tuple[Place, tuple[int, ...]], by: tuple[Place, tuple[int, ...]]
    ) -> Number:
        """Return ∂of/∂by of two entries of quantities."""
        if self.known is not None and self.known.checked:
            known = self.known.entries.get(("entry", of[0], by[0]), set())
            if of[1] + by[1] not in known:
                raise NotDerived(tree)
        if by[1] == (0,) and by[0][0] in ("a", "x"):
            raise Misfit("misfit entry", entry=0, first=1, last=self.world.shape.sizes[0])
        nodes = []
        for which, entry in (of, by):
            units = self.world.circuit.units(which)
            numbered = self.world.array(which, units)
            nodes.append(numbered.at(entry) if numbered.shape else units[0])
        return self.world.entry_of_slope(nodes[0], nodes[1], self.sample)

    def derived(self, key: Key, tree: Node, letters: Letters, at: Any = None) -> Array:
        """Return ∂J/∂…, Δ or D if it is known, as a whole; at: the entry that is asked for."""
        if key in self.growing:
            return self.growing[key]
        world = self.world
        mean = self.mean if self.known is None else key in self.known.means
        checked = self.known is not None and self.known.checked
        known = self.known.entries.get(key, set()) if self.known else set()
        if checked and ((at is not None and at not in known) or not known):
            raise NotDerived(tree)
        if key[0] == "slope":
            name, layer = key[1]
            if mean and name == "theta":
                found = world.averaged(layer)
            else:
                found = world.slope((name, layer), self.sample)
        else:
            found = (world.accumulated if key[0] == "Delta" else world.averaged)(key[1])
        if checked and at is None and len(known) < len(found.entries):
            raise NotDerived(tree)
        return found

    def definition(self, tree: Node) -> Line:
        """Return the line that has defined an own name."""
        return self.definitions[tree.name, tree.layer]

    def _own(self, tree: Node, letters: Letters) -> Array:
        # Those that were defined before come first, so that a long chain of them is not deep.
        for name, number in self.definitions:
            key = (name, number, self.sample)
            if key not in self._values:
                line = self.definitions[name, number]
                try:
                    found = self.entries(line, line.rights[0])
                    self._values[key] = found if isinstance(found, Array) else _of_entries(found)
                except (Misfit, NoValue, NotDerived) as error:
                    self._values[key] = error
            if (name, number) == (tree.name, tree.layer):
                break
        value = self._values[tree.name, tree.layer, self.sample]
        if isinstance(value, Exception):
            raise value
        return value

    # Indices.

    def _index(self, tree: Node, letters: Letters) -> Array:
        numbers = self.numbers(tree, letters)
        (part,) = tree.parts
        shape = self.world.shape
        if numbers == (0,) and shape.bias and part.kind == "quantity" and (
            part.name == "x" or (part.name == "a" and part.layer < shape.last)
        ):  # fmt: skip
            return scalar(many_digits().ctx.one)
        if part.kind == "slope" and part.parts[0].name == "J":
            whole = self.derived(("slope", place(part.parts[1])), part, letters, numbers)
        elif part.kind == "quantity" and part.name in ("Delta", "D"):
            whole = self.derived((part.name, part.layer), part, letters, numbers)
        else:
            # One entry of a quantity that is there: not its whole size is spent for it.
            evaluate = self._value if part.kind == "quantity" else self.value
            whole = evaluate(part, letters)
        return scalar(whole.at(numbers))

    # Lines.

    def entries(self, line: Line, right: Node) -> "Array | dict[tuple[int, ...], Number]":
        """Return what a right side gives: as a whole, or by entries if the left has indices."""
        left = line.left
        marks = marks_of(left)
        if not marks:
            return self.value(right)
        spans = {}
        for letter in (mark for mark in dict.fromkeys(marks) if isinstance(mark, str)):
            own = left.kind == "index" and left.parts[0].kind == "own"
            here = self.span(right if own else left, letter)
            for first, last in () if own else self.spans(right, letter):
                if last != here[1]:
                    raise Misfit("misfit range", letter=letter, one=here[1], other=last)
                if first > self.first(line, letter, here[0]):
                    raise Misfit("misfit zero", letter=letter)
            spans[letter] = here
        found = {}
        for letters in assignments(line, spans):
            entry = self.value(right, letters)
            if len(entry.entries) != 1:
                raise Misfit("misfit", left=("scalar", {}), right=entry.in_words, operation="=")
            found[self.entry(left, letters)] = entry.entries[0]
        return found


def _of_entries(found: dict[tuple[int, ...], Number]) -> Array:
    """Return entries as an array, which begins where they do."""
    axes = list(zip(*found))
    if not axes:
        raise Misfit("misfit entry", entry=0, first=1, last=0)
    first = tuple(map(min, axes))
    shape = tuple(max(axis) - min(axis) + 1 for axis in axes)
    whole = pairs(*(range(f, f + n) for f, n in zip(first, shape)))
    try:
        return Array(shape, [found[at] for at in whole], first)
    except KeyError as missing:
        at = missing.args[0]
        raise Misfit("misfit entry", entry=at[0], first=first[0], last=shape[0]) from None
