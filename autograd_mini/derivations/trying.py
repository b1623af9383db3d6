"""One line tried in a world: what it gives, what is right, and where the two differ."""

from dataclasses import dataclass, field, replace
from typing import Any

from autograd_mini.derivations.arrays import Array, Number, differing, like
from autograd_mini.derivations.counting import place
from autograd_mini.derivations.evaluating import Budget, Definitions, Evaluation
from autograd_mini.derivations.known import Key, Known
from autograd_mini.derivations.tree import SAMPLES, Line, Node
from autograd_mini.derivations.world import World

Entries = dict[tuple[int, ...], Number]


def key_of(left: Node) -> Key:
    """Return what the left side of a line is about: ("slope", ("theta", 2)), ("Delta", 1), …"""
    if left.kind == "index":
        left = left.parts[0]
    if left.kind == "slope":
        of, by = (end.parts[0] if end.kind == "index" else end for end in left.parts)
        if of.name == "J" and left.parts[0].kind != "index":
            return ("slope", place(by))
        return ("entry", place(of), place(by))
    if left.kind == "own":
        return ("own", left.name)
    if left.name in ("Delta", "D"):
        return (left.name, left.layer)
    return ("given", place(left))


def mentions(tree: Node, key: Key) -> bool:
    """Return whether a tree has in it what a key is about."""
    return any(n.kind in ("quantity", "slope") and key_of(n) == key for n in tree.walk())


@dataclass
class Attempt:
    """A line with one of its right sides, and what may be used in it.

    over: whether it is about all samples at once.  update: whether it is a step of descent.
    grows: whether it is repeated for each sample, as Δ := Δ + … is.
    """

    line: Line
    right: Node
    key: Key
    over: bool = False
    update: bool = False
    grows: bool = False
    definitions: Definitions = field(default_factory=dict)
    known: Known | None = None
    budget: Budget | None = None

    def found(self, world: World, sample: int) -> "Array | Entries":
        """Return what the right side gives; Misfit, NoValue, NotDerived if it gives nothing."""
        here = Evaluation(
            world, self.definitions, self.known, self.over, sample, self.budget or Budget(10**6)
        )
        if not self.grows:
            return here.entries(self.line, self.right)
        layer = self.key[1]
        theta = world.value(("theta", layer), 0)
        zero = replace(theta, entries=[x * 0 for x in theta.entries])
        here.growing[self.key] = zero
        found: Any = None
        for here.sample in range(world.m):
            found = here.entries(self.line, self.right)
            if isinstance(found, Array):
                here.growing[self.key] = replace(found, first=zero.first)
            else:
                kept = dict(zip(zero.places(), here.growing[self.key].entries))
                kept.update(found)
                here.growing[self.key] = replace(zero, entries=list(kept.values()))
        return found  # type: ignore[no-any-return]

    def truth(self, world: World, sample: int) -> "Array | Entries":
        """Return what is right."""
        here = Evaluation(world, known=None, mean=self.over, sample=sample, budget=Budget(10**7))
        left = self.line.left
        if not self.update:
            return here.entries(self.line, left)
        of = left.parts[0] if left.kind == "index" else left
        slope = Node("slope", parts=(Node("quantity", "J"), of))
        step = replace(left, parts=(slope,)) if left.kind == "index" else slope
        rate = Node("times", parts=(Node("quantity", "alpha"), step))
        return here.entries(self.line, Node("sub", parts=(left, rate)))

    def samples(self, world: World) -> range:
        """Return the numbers of the samples that the line is tried with."""
        return range(1) if self.over else range(world.m)


@dataclass(frozen=True)
class Difference:
    """Where a line differs from what is right: an entry and both numbers, or only the shapes."""

    world: World
    sample: int
    entry: tuple[int, ...] | None
    found: Any
    right: Any


def difference(attempt: Attempt, world: World) -> Difference | None:
    """Return where a line differs in a world; None if it is right there.

    Misfit, NoValue and NotDerived if the line gives nothing.
    """
    for sample in attempt.samples(world):
        found, right = attempt.found(world, sample), attempt.truth(world, sample)
        if isinstance(found, dict) and isinstance(right, dict):
            if not found and not right:
                continue
            of_found = Array((len(found),), list(found.values()))
            of_right = Array((len(right),), [right[at] for at in found])
            at = differing(of_found, of_right)
            if at is not None:
                entry = list(found)[at[0] - 1]
                return Difference(world, sample, entry, found[entry], right[entry])
        elif isinstance(found, Array) and isinstance(right, Array):
            if not like(found, right):
                return Difference(world, sample, None, found, right)
            entry_ = differing(found, right)
            if entry_ is not None:
                i = list(right.places()).index(entry_)
                return Difference(world, sample, entry_, found.entries[i], right.entries[i])
    return None


def as_entries(found: "Array | Entries", right: "Array | Entries") -> Entries | None:
    """Return what was found by entries; None if it has another shape than what is right."""
    if isinstance(found, dict):
        return found
    if isinstance(right, Array) and like(found, right):
        return dict(zip(right.places(), found.entries))
    return None


def is_over(tree: Node, over: set[tuple[str, int]], means: set[Key]) -> bool:
    """Return whether a tree is about all samples at once.

    over: the own names that are.  means: what lines above have derived for the mean cost.
    """
    for n in tree.walk():
        if n.kind == "sum" and n.name == SAMPLES:
            return True
        if n.kind == "quantity" and n.name in ("Delta", "D", "m"):
            return True
        if n.kind == "own" and (n.name, n.layer) in over:
            return True
        if n.kind == "slope" and key_of(n) in means:
            return True
    return False
