"""How letters count: which numbers an index runs through, wherever it stands."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from itertools import product as pairs

from autograd_mini.derivations.arrays import Array, Misfit
from autograd_mini.derivations.tree import Line, Mark, Node
from autograd_mini.derivations.world import Place, World

Letters = Mapping[str, int]


class Counting(ABC):
    """Knows from where to where the letters of a formula count in a world."""

    world: World
    # By the id of a tree, and with the tree, so that no other one can have its id.
    known_spans: dict[tuple[int, str], tuple[Node, tuple[int, int]]]

    @abstractmethod
    def value(self, tree: Node, letters: Letters | None = None) -> Array:
        """Return the value of a tree."""

    def numbers(self, tree: Node, letters: Letters) -> tuple[int, ...]:
        """Return the entry that an index means, as formulas count."""
        found = []
        for axis, mark in enumerate(tree.marks):
            if isinstance(mark, int):
                # In Python brackets count from 0, and column 0 of Θ is that of the bias.
                bias_column = axis == 1 and self.axis(tree.parts[0], axis)[0] == 0
                found.append(mark + (tree.name == "python" and not bias_column))
            elif mark in letters:
                found.append(letters[mark])
            else:
                raise Misfit("letter", letter=mark)
        return tuple(found)

    def spans(self, tree: Node, letter: str) -> Iterator[tuple[int, int]]:
        """Return the first and the last number of a letter in each place where it stands."""
        if tree.kind == "sum" and tree.name == letter:
            return
        if tree.kind == "index" and letter in tree.marks:
            (part,) = tree.parts
            for axis, mark in enumerate(tree.marks):
                if mark == letter:
                    yield self.axis(part, axis)
        for part in tree.parts:
            yield from self.spans(part, letter)

    def axis(self, tree: Node, axis: int) -> tuple[int, int]:
        """Return the first and the last number along an axis of what an index stands at."""
        sizes, bias = self.world.shape.sizes, int(self.world.shape.bias)
        if tree.kind == "slope" and tree.parts[0].name == "J":
            tree = tree.parts[1]
            if tree.name in ("a", "x"):
                return 1, sizes[tree.layer - 1 if tree.name == "a" else 0]
        if tree.kind == "quantity":
            name, layer = tree.name, tree.layer
            if name in ("theta", "Delta", "D"):
                return (1 - bias, sizes[layer - 1]) if axis else (1, sizes[layer])
            if name == "x" or (name == "a" and layer < len(sizes)):
                return 1 - bias, sizes[layer - 1 if name == "a" else 0]
            if name in ("y", "a", "z"):
                return 1, sizes[-1 if name == "y" else layer - 1]
        if any(n.kind == "index" for n in tree.walk()):
            raise Misfit("misfit", left=("scalar", {}), right=("scalar", {}), operation="_")
        whole = self.value(tree)
        if axis >= len(whole.shape):
            raise Misfit("indices", needed=len(whole.shape), found=axis + 1)
        first = whole.first[axis] if whole.first else 1
        return first, first + whole.shape[axis] - 1

    def span(self, tree: Node, letter: str) -> tuple[int, int]:
        """Return from where to where a letter counts; Misfit if its places do not agree."""
        if (id(tree), letter) in self.known_spans:
            return self.known_spans[id(tree), letter][1]
        found = set(self.spans(tree, letter))
        ends = sorted({last for _, last in found})
        if len(ends) > 1:
            raise Misfit("misfit range", letter=letter, one=ends[0], other=ends[1])
        here = (max(first for first, _ in found), ends[0]) if found else (1, 0)
        self.known_spans[id(tree), letter] = tree, here
        return here

    def first(self, line: Line, letter: str, first: int) -> int:
        """Return where a letter of the left begins, with the condition of the line."""
        condition = line.condition
        if condition and condition[0] == letter and first == 0:
            return 0 if meets(0, condition) else 1
        return first

    def entry(self, left: Node, letters: Letters) -> tuple[int, ...]:
        """Return the entry of the left side for some values of its letters."""
        if left.kind == "slope":
            ends = [self.numbers(end, letters) for end in left.parts]
            return ends[0] + ends[1]
        return self.numbers(left, letters)

    def bound(self, written: Mark, found: int) -> int:
        """Return the end of a sum that is written: a number, K or s_3; or else the one found."""
        sizes = self.world.shape.sizes
        text = str(written)
        if text == "K":
            return sizes[-1]
        if text.startswith("s_"):
            layer = int(text[2:])
            if not 1 <= layer <= len(sizes):
                raise Misfit("misfit entry", entry=layer, first=1, last=len(sizes))
            return sizes[layer - 1]
        return int(text) if text else found


def marks_of(left: Node) -> tuple[Mark, ...]:
    """Return the indices of the left side of a line."""
    if left.kind == "slope":
        return tuple(mark for end in left.parts for mark in end.marks)
    return left.marks


def assignments(line: Line, spans: Mapping[str, tuple[int, int]]) -> Iterator[dict[str, int]]:
    """Return each way to give numbers to the letters on the left that the condition allows."""
    for numbers in pairs(*(range(first, last + 1) for first, last in spans.values())):
        letters = dict(zip(spans, numbers))
        condition = line.condition
        if condition is None or meets(letters.get(condition[0], condition[2]), condition):
            yield letters


def meets(number: int, condition: tuple[str, str, int]) -> bool:
    """Return whether a number meets a condition such as ("j", ">=", 1)."""
    _, sign, bound = condition
    return {">=": number >= bound, ">": number > bound, "!=": number != bound}.get(
        sign, number == bound
    )


def place(node: Node) -> Place:
    """Return the quantity that a node stands for, and its layer."""
    return node.name, node.layer
