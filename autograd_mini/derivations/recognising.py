"""Which misconception a wrong line shows: the one that, made in a right line, gives the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from autograd_mini.derivations.arrays import Array, Misfit, NoValue, differing
from autograd_mini.derivations.evaluating import Budget
from autograd_mini.derivations.known import Key, Known
from autograd_mini.derivations.mistakes import MISTAKES, Mistake
from autograd_mini.derivations.reading import Reader
from autograd_mini.derivations.right import averaged_lines, right_lines
from autograd_mini.derivations.tree import Line
from autograd_mini.derivations.trying import Attempt, Entries, as_entries, difference, is_over
from autograd_mini.derivations.world import Shape, World, random_world

SQUARE = 3  # units in each layer of a network in which every matrix fits


@dataclass(frozen=True)
class Result:
    """What a line gives in a world: numbers, or why it gives none."""

    found: "Array | Entries | None"
    entries: "Entries | None"
    problem: str = ""


def result(attempt: Attempt, world: World) -> Result:
    """Return what a line gives for the first sample of a world."""
    try:
        found = attempt.found(world, 0)
        return Result(found, as_entries(found, attempt.truth(world, 0)))
    except (Misfit, NoValue) as error:
        return Result(None, None, getattr(error, "key", "no value"))
    except KeyError:  # a layer that the other network does not have
        return Result(None, None, "no value")


def same(one: Result, other: Result) -> bool:
    """Return whether two lines give the same numbers."""
    if one.entries and other.entries:
        common = [at for at in one.entries if at in other.entries]
        return bool(common) and _equal(
            [one.entries[at] for at in common], [other.entries[at] for at in common]
        )
    if isinstance(one.found, Array) and isinstance(other.found, Array):
        return one.found.shape == other.found.shape and _equal(
            one.found.entries, other.found.entries
        )
    return one.problem == other.problem == "letter"


def _equal(xs: list[object], ys: list[object]) -> bool:
    n = (len(xs),)
    return differing(Array(n, xs), Array(n, ys)) is None


def recognised(attempt: Attempt, shape: Shape) -> tuple[Mistake, ...]:
    """Return the misconception that a wrong line shows, if it is one of the table.

    There are two if one alone would leave shapes that fit: then that of the bias comes first, which
    is why they do not.
    """
    known = Known(means=attempt.known.means, checked=False) if attempt.known else None
    attempt = replace(attempt, known=known, budget=Budget(300_000))
    square = replace(shape, sizes=(SQUARE,) * shape.last)
    for n, there in enumerate(
        (shape, replace(shape, bias=False), square, replace(square, bias=False))
    ):
        world = random_world(there, 5, 2)
        if n and shape.bias and not there.bias and _right(attempt, world):
            return (_of_the_bias(attempt),)
        theirs = result(attempt, world)
        if theirs.found is None and theirs.problem != "letter":
            continue
        try:
            found = _made(attempt, theirs, there, world)
        except (Misfit, NoValue):  # the left side names an entry that is not there
            continue
        if found:
            alone = there.bias or not shape.bias or not _fits(found, attempt, shape)
            return (found,) if alone else (_of_the_bias(attempt), found)
        if theirs.entries:
            break  # it fits, so that other networks show nothing new
    return ()


def _of_the_bias(attempt: Attempt) -> Mistake:
    """Return what is wrong with a line that would be right in a network without bias."""
    column = attempt.key[0] == "slope" and attempt.key[1][0] != "theta"
    return MISTAKES["bias-column-kept" if column else "bias-unit-missing"]


def _fits(mistake: Mistake, attempt: Attempt, shape: Shape) -> bool:
    """Tell whether the shapes fit in every line that has one mistake and no other."""
    world = random_world(shape, 5, 2)
    lines = [line for made, line in wrong_lines(shape, attempt.key, attempt.update)
             if made is mistake]  # fmt: skip
    alone = (
        Attempt(line, line.rights[0], attempt.key, attempt.over, attempt.update) for line in lines
    )
    return bool(lines) and all(result(one, world).entries for one in alone)


def _right(attempt: Attempt, world: World) -> bool:
    try:
        return difference(attempt, world) is None
    except (Misfit, NoValue, KeyError):
        return False


def _made(attempt: Attempt, theirs: Result, shape: Shape, world: World) -> Mistake | None:
    """Return the mistake that gives the same in a world."""
    truth = as_entries(attempt.truth(world, 0), attempt.truth(world, 0))
    right = Result(None, truth)
    # In a network of other sizes a line that was wrong by its shapes may be right.
    if theirs.entries and same(theirs, right):
        return None
    for mistake, line in wrong_lines(shape, attempt.key, attempt.update):
        over = is_over(line.rights[0], set(), set()) or attempt.over
        made = Attempt(line, line.rights[0], attempt.key, over, attempt.update)
        if same(theirs, result(made, world)):
            return mistake
    return None


@cache
def wrong_lines(shape: Shape, key: Key, update: bool) -> list[tuple[Mistake, Line]]:
    """Return what each mistake of the table makes of the right lines about something."""
    reader = Reader(shape.last)
    texts = [*right_lines(shape, key, update), *averaged_lines(key)]
    rights = [reader.line(text) for text in texts]
    return list(_wrong(rights, shape.last))


def _wrong(rights: list[Line], last: int) -> Iterator[tuple[Mistake, Line]]:
    for mistake in MISTAKES.values():
        for right in rights:
            for line in mistake.make(right, last):
                yield mistake, line
