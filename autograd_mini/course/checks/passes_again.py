"""Lesson 5: passes one after the other, and what each of them leaves in the nodes."""

from typing import Any

from autograd_mini.course.checks.comparing import IS
from autograd_mini.course.checks.moments import Setting, settings
from autograd_mini.course.checks.outcome import Different, checked, showing
from autograd_mini.course.lines.kept_lines import Kept, containers
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place

ELSEWHERE = {
    "en": "K.backward() sets {what}, though K was not computed from {node}.",
    "zh": "K.backward() 设定了 {what}，而 K 并不是由 {node} 算出来的。",
}
GIVEN = ("data", "grad", "parents", "partials", "number")
PROGRAM = """from engine import Value
w, x = Value(0.5), Value(2.0)
y = w * x
J = y * y + y
J.backward()
"""
SHARED = """from engine import Value
w, x, b = Value(0.5), Value(2.0), Value(3.0)
y = w * x
J = y + b
K = y * b
J.backward()
K.backward()
print(w.grad)"""
OTHER = f"""{PROGRAM}u, v = Value(3.0), Value(5.0)
K = u * v + u
K.backward()
"""


@checked
def passes_again(engine: Engine) -> None:
    """See what inner nodes have after a pass, and what a pass does after others."""
    _inner(engine)
    _once_more(engine)
    _two_results(engine)
    _other_graph(engine)


def _graph(engine: Engine) -> tuple[Any, Any, Any]:
    """Return w, y and J of the lesson."""
    w, x = engine.value(0.5), engine.value(2.0)
    y = w * x
    return w, y, y * y + y


def _inner(engine: Engine) -> None:
    """See whether an inner node has its gradient after the pass."""
    with showing(f"{PROGRAM}print(y.grad, w.grad)"):
        _, y, J = _graph(engine)
        with settings(engine) as found:
            engine.backward(J)
        if engine.grad(y) != 3.0:
            of_y = [one for one in found if one.node == id(y)]
            had = any(one.value for one in of_y[:-1])
            erased = of_y[-1].place if had and not of_y[-1].value else None
            slip = "inner-erased" if erased else ""
            raise Different(_is("y.grad", engine.grad(y), 3.0), slip, place=erased)


def _once_more(engine: Engine) -> None:
    """See whether a second pass sends the same once more."""
    with showing(f"{PROGRAM}J.backward()\nprint(w.grad)"):
        w, _, J = _graph(engine)
        engine.backward(J)
        engine.backward(J)
        if engine.grad(w) != 12.0:
            raise _left(engine, _is("w.grad", engine.grad(w), 12.0))


def _two_results(engine: Engine) -> None:
    """See whether the gradients of two results that share an inner node add up."""
    with showing(SHARED):
        w, x, b = engine.value(0.5), engine.value(2.0), engine.value(3.0)
        y = w * x
        J, K = y + b, y * b
        engine.backward(J)
        engine.backward(K)
        if engine.grad(w) != 8.0:
            raise _left(engine, _is("w.grad", engine.grad(w), 8.0))


def _other_graph(engine: Engine) -> None:
    """See whether a pass leaves the nodes of another graph alone."""
    w, y, J = _graph(engine)
    engine.backward(J)
    u, v = engine.value(3.0), engine.value(5.0)
    K = u * v + u
    nodes = {"y": y, "w": w, "J": J}
    before = {name: engine.grad(node) for name, node in nodes.items()}
    with settings(engine) as found:
        engine.backward(K)
    kept = _kept(engine)
    for name, node in nodes.items():
        own = [one for one in found if one.node == id(node)]
        after, what = engine.grad(node), f"{name}.grad"
        if after != before[name] or (own and kept):
            elsewhere = {each: text.format(what=what, node=name)
                         for each, text in ELSEWHERE.items()}  # fmt: skip
            changed = after != before[name]
            message = _is(what, after, before[name]) if changed else elsewhere
            python = f"{OTHER}print({what})" if changed else OTHER.rstrip()
            raise _of_kept(kept, message, python) or Different(
                message, "other-graph", python=python, place=own[-1].place if own else None
            )


def _left(engine: Engine, message: dict[str, str]) -> Different:
    """Return what an earlier pass has left, by which a later one does not add what it should."""
    if known := _of_kept(_kept(engine), message):
        return known
    if place := _marked(engine):
        return Different(message, "marks-kept", place=place)
    return Different(message, "not-once-more", general=True)


def _kept(engine: Engine) -> Kept | None:
    """Return a set or list, made once, that gets more of each pass; None if there is none."""
    _, _, J = _graph(engine)
    before = {kept: len(kept.thing) for kept in containers(engine)}
    engine.backward(J)
    for kept, length in before.items():
        if length and len(kept.thing) > length + 1:  # several nodes, and no count of passes
            return kept
    return None


def _of_kept(kept: Kept | None, message: dict[str, str], python: str = "") -> Different | None:
    """Return that something which is made once is what is wrong."""
    if kept is None:
        return None
    slip = "default-kept" if kept.function else "shared-kept"
    named = {"name": kept.name, "function": kept.function}
    fields = dict.fromkeys(LANGUAGES, named)
    return Different(message, slip, python=python, place=kept.place, fields=fields)


def _marked(engine: Engine) -> Place | None:
    """Return where a pass sets another attribute of nodes to True, and leaves it so; or None."""
    _, y, J = _graph(engine)
    engine.backward(J)
    others = [name for node in (y, J) for name in getattr(node, "__dict__", ())]
    _, y, J = _graph(engine)
    with settings(engine, *sorted({*others} - {*GIVEN}), "") as found:
        engine.backward(J)
    lasts: dict[tuple[int, str], Setting] = {(one.node, one.attribute): one for one in found}
    places = {one.place for one in lasts.values() if one.value is True}
    if not places:
        return None
    lines = sorted({line for place in places for line in place.lines})
    return Place(next(iter(places)).file, tuple(lines))


def _is(what: str, found: float, should: float) -> dict[str, str]:
    return {
        language: text.format(what=what, found=found, should=should)
        for language, text in IS.items()
    }
