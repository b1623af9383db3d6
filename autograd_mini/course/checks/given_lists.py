"""Lessons 7 and 8: whether a function leaves the lists as they are that it is given.

Whoever calls it goes on with them, and misses what it has taken out, or finds what it has put in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.lines.list_lines import changed_at
from autograd_mini.testing.conform.engine import Engine

LENGTH = {
    "en": "{function} changes the list {name} that it is given: before it there are {before} "
    "elements in it, and after it {after}.",
    "zh": "{function} 改动了交给它的列表 {name}：之前里面有 {before} 个元素，之后有 {after} 个。",
}
ELEMENTS = {
    "en": "{function} changes the list {name} that it is given: after it there are other elements "
    "in it.",
    "zh": "{function} 改动了交给它的列表 {name}：之后里面的元素不同了。",
}
CHANGES_ITS_LIST = "changes-its-list"
NAMES = "matrix", "row", "weight", "number"  # of what is in lists, the outermost first


class Kept(NamedTuple):
    """A list, or one in it, as it was: its name, itself, and what was in it."""

    name: str
    list: list[Any]
    elements: tuple[Any, ...]


@contextmanager
def lists_kept(
    engine: Engine, call: str, before: str, *shapes: str, **given: list[Any]
) -> Iterator[None]:
    """Call a learner's function; Different if it has changed a list that it was given.

    call: as it is written.  before: the program up to there.  shapes: of which lists only the
    lengths matter, for other checks are about the elements.  given: the lists, by their names.
    """
    kept = [one for name, given_list in given.items() for one in _kept(name, given_list)]

    def changed() -> Different | None:
        alike = (_has_its_shape if one.name.split("[")[0] in shapes else _is_same for one in kept)
        first = next((one for one, same in zip(kept, alike) if not same(one)), None)
        return _different(engine, call, before, first) if first else None

    try:
        yield
    except (NameError, NotImplementedError):
        raise
    except Exception as error:  # of which there may be no other reason
        own = isinstance(error, AttributeError) and isinstance(error.obj, engine.Value)
        if not own and (different := changed()):
            raise different from error
        raise
    if different := changed():
        raise different


def _kept(name: str, given: list[Any]) -> Iterator[Kept]:
    yield Kept(name, given, tuple(given))
    for i, element in enumerate(given):
        if isinstance(element, list):
            yield from _kept(f"{name}[{i}]", element)


def _is_same(one: Kept) -> bool:
    """Tell whether there is in a list what was in it."""
    return len(one.list) == len(one.elements) and all(
        was is is_ or (isinstance(was, float | int) and type(was) is type(is_) and was == is_)
        for was, is_ in zip(one.elements, one.list)
    )


def _has_its_shape(one: Kept) -> bool:
    """Tell whether a list, and each that was in it, is as long as it was."""
    return len(one.list) == len(one.elements) and all(
        len(was) == len(is_) for was, is_ in zip(one.elements, one.list) if isinstance(was, list)
    )


def _different(engine: Engine, call: str, before: str, one: Kept) -> Different:
    """Return what is to be said of a list that has changed."""
    function = call.partition("(")[0]
    fields = {"function": function, "name": one.name}
    counts = {"before": len(one.elements), "after": len(one.list)}
    text, shown = LENGTH, f"len({one.name})"
    if counts["before"] == counts["after"]:
        text, shown = ELEMENTS, _numbers(engine, one.list, one.name)
    return Different(
        {language: said.format(**fields, **counts) for language, said in text.items()},
        CHANGES_ITS_LIST,
        python=f"{before}\n{call}\nprint({shown})",
        place=changed_at(engine, function),
        fields=dict.fromkeys(text, fields),
    )


def _numbers(engine: Engine, thing: Any, name: str, names: tuple[str, ...] = NAMES) -> str:
    """Return the code for a list, and the lists in it, with the numbers of nodes for the nodes."""
    if isinstance(thing, engine.Value):
        return f"{name}.data"
    if not isinstance(thing, list) or not thing:
        return name
    each, *others = names
    inner = _numbers(engine, thing[0], each, tuple(others))
    return name if inner == each else f"[{inner} for {each} in {name}]"
