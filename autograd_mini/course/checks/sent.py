"""Lessons 3 and 4: what is seen of a pass over J = a·b that sends something else than it should."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograd_mini.course.checks.moments import Setting, settings
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.lines.edge_lines import (
    methods_that_send,
    node_for_slope,
    number_for_grad,
    sets_to,
)
from autograd_mini.course.lines.taking_lines import taken_at
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.where import Place


def wrongly_sent(
    engine: Engine, message: dict[str, str], python: str = "", *, collects: bool = False
) -> Different | None:
    """Return what is seen to be wrong with a pass; None if nothing is.

    message, python: what shows that something is wrong.  collects: whether it collects all nodes
    first, and sets inner ones to 0.
    """
    a, b = engine.value(3.0), engine.value(-2.0)
    J = attempted("forward", lambda: a * b)
    if isinstance(J, Failure):
        return None
    with settings(engine, "grad", "data") as found, runs(engine) as run:
        failed = attempted("backward", lambda: engine.backward(J))
    if isinstance(failed, Failure):
        return None
    seen = (
        (None if collects else _of_the_result(engine, found, id(J), {id(a), id(b)}))
        or _begins_at_1(engine, found, id(J), (a, b))
        or _data(found, {id(a), id(b)})
        or _never_sends(engine, run, J, found)
        or _node(engine, found, J)
        or _nothing(engine, found, id(J))
    )
    if seen is None:
        return None
    fields = dict.fromkeys(LANGUAGES, seen.fields) if seen.fields else None
    return Different(message, seen.slip, python=python, place=seen.place, fields=fields)


def taken(engine: Engine, message: dict[str, str], python: str) -> Different | None:
    """Return that the result takes gradients of its parents, and had 1 before; None if not."""
    a, b = engine.value(3.0), engine.value(-2.0)
    J = attempted("forward", lambda: a * b)
    with settings(engine) as found:
        failed = attempted("backward", lambda: engine.backward(J))
    begun = any(one.node == id(J) and one.value == 1 for one in found)
    place = taken_at(engine) if begun and not isinstance(failed, Failure) else None
    lines = {line for one in found if one.node == id(J) for line in one.place.lines}
    if place is None or not lines.intersection(place.lines):
        return None
    return Different(message, "takes-from-parents", python=python, place=place)


def sent_too_early_at(engine: Engine) -> Place | None:
    """Return where an inner node is told to send, and where it gets its gradient only after that.

    None if it has its gradient by then, or if nothing is seen of the method that sends.
    """
    a, b, c = (engine.value(number) for number in (3.0, -2.0, 5.0))
    made = attempted("forward", lambda: (y := a * b, y * c))
    if isinstance(made, Failure):
        return None
    y, J = made
    with settings(engine) as found, runs(engine) as run:
        failed = attempted("backward", lambda: engine.backward(J))
    sent = [i for i, one in enumerate(found) if one.node == id(a)]
    got = [i for i, one in enumerate(found) if one.node == id(y) and one.value]
    called = {place for _, node, place in run if node == id(y)}
    if isinstance(failed, Failure) or not (sent and got) or len(called) != 1:
        return None
    if any(found[i].value for i in sent) or sent[-1] > got[0]:
        return None
    call = called.pop()
    return Place(call.file, tuple(sorted({*call.lines, *found[got[0]].place.lines})))


@contextmanager
def runs(engine: Engine) -> Iterator[list[tuple[str, int, Place]]]:
    """Yield a list of the methods that send, as they are run: for which node, and from where."""
    found: list[tuple[str, int, Place]] = []
    own = {name: vars(engine.Value)[name] for name in methods_that_send(engine)
           if name in vars(engine.Value)}  # fmt: skip

    def watched(name: str) -> Any:
        def method(self: Any, *given: Any, **named: Any) -> Any:
            caller = sys._getframe(1)
            place = Place(caller.f_code.co_filename, (caller.f_lineno,))
            found.append((name, id(self), place))
            return own[name](self, *given, **named)

        return method

    for name in own:
        setattr(engine.Value, name, watched(name))
    try:
        yield found
    finally:
        for name, method in own.items():
            setattr(engine.Value, name, method)


def _of_the_result(engine: Engine, found: list[Setting], J: int, leaves: set[int]) -> Seen | None:
    """Return where the gradient of the result is set to 0 before it has sent to all parents."""
    grads = [one for one in found if one.attribute == "grad"]
    begun = False
    for i, one in enumerate(grads):
        if one.node == J and begun and one.value == 0 and sets_to(0, engine, one.place.lines[0]):
            before = {other.node for other in grads[:i]}
            after = {other.node for other in grads[i:] if other.node not in before}
            silent = after - {other.node for other in grads if other.value}
            again = any(other.node == J and other.value for other in grads[i:])
            return Seen("set-to-0-again", one.place, {}) if silent & leaves and not again else None
        begun = bool(one.value) if one.node == J else begun
    return None


def _begins_at_1(
    engine: Engine, found: list[Setting], J: int, leaves: tuple[Any, ...]
) -> Seen | None:
    """Return where a method other than backward() sets every node to 1, whatever it had."""
    lasts = []
    for leaf in leaves:
        own = [one for one in found if one.node == id(leaf) and one.attribute == "grad"]
        if len(own) < 2 or own[-1].value != 1 or own[-2].value in (0, 1):
            return None
        lasts.append(own[-1])
    last = lasts[-1]
    of_all = {one.place for one in lasts} == {last.place}
    of_the_result = any(one.node == J and one.place == last.place for one in found)
    line = last.place.lines[0]
    if of_all and of_the_result and last.function != "backward" and sets_to(1, engine, line):
        return Seen("every-node-begins-at-1", last.place, {"name": f"{last.function}()"})
    return None


def _data(found: list[Setting], leaves: set[int]) -> Seen | None:
    """Return where the numbers of the leaves are set, and their gradients are not."""
    if any(one.node in leaves and one.attribute == "grad" for one in found):
        return None
    places = {one.place for one in found if one.node in leaves and one.attribute == "data"}
    return Seen("sets-data", places.pop(), {}) if len(places) == 1 else None


def _never_sends(
    engine: Engine, run: list[tuple[str, int, Place]], J: Any, found: list[Setting]
) -> Seen | None:
    """Return where what sends is called for the parents of the result, and never for itself."""
    if any(one.node != id(J) for one in found) or not run:
        return None
    names = {name for name, _, _ in run}
    nodes = [node for _, node, _ in run]
    places = {place for _, _, place in run}
    if len(names) == 1 and len(places) == 1 and nodes == [id(parent) for parent in J.parents]:
        return Seen("result-never-sends", places.pop(), {"name": f"{names.pop()}()"})
    return None


def _node(engine: Engine, found: list[Setting], J: Any) -> Seen | None:
    """Return where a node is sent, though the gradient of the result and its slopes are numbers."""
    if not all(isinstance(number, float | int) for number in (J.grad, *J.partials)):
        return None
    sent = [one for one in found if one.node != id(J) and isinstance(one.value, engine.Value)]
    return node_for_slope(engine, sent[0].place.lines[0]) if sent else None


def _nothing(engine: Engine, found: list[Setting], J: int) -> Seen | None:
    """Return where a variable is set for a gradient, if no gradient but that of J is set."""
    grads = [one for one in found if one.attribute == "grad"]
    return number_for_grad(engine) if all(one.node == J for one in grads) else None
