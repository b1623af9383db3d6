"""From lesson 5 on: what keeps the nodes of a pass from sending all that they have received."""

from typing import Any

from autograd_mini.course.checks.moments import Setting, settings
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.lines.recursion_lines import still_recursive
from autograd_mini.course.lines.self_lines import of_the_result
from autograd_mini.course.lines.taking_lines import takes_from_parents
from autograd_mini.course.lines.walk_lines import (
    Seen,
    ends_its_loop,
    goes_through_nothing,
    not_put_in,
)
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted

LOOKS = (
    still_recursive, ends_its_loop, goes_through_nothing, not_put_in, takes_from_parents,
    of_the_result,
)  # fmt: skip


def walk(engine: Engine) -> Different | None:
    """Return what is wrong with how a pass goes from node to node; None if nothing known is.

    A pass over a graph like that of the lesson, J = b·(y·y + y) with y = w·x, has to fail.
    """
    w, x, b = engine.value(0.5), engine.value(2.0), engine.value(3.0)
    made = attempted("forward", lambda: _graph(w, x, b))
    if isinstance(made, Failure):
        return None
    y, inner, J = made
    with settings(engine) as found:
        failed = attempted("backward", lambda: engine.backward(J))
    if isinstance(failed, Failure) or (y.grad, w.grad, x.grad) == (9.0, 18.0, 4.5):
        return None
    seen = next((seen for look in LOOKS if (seen := look(engine))), None)
    seen = seen or _result_emptied(found, J) or _emptied(found, id(inner), id(y))
    if seen is None:
        return None
    fields = dict.fromkeys(LANGUAGES, seen.fields)
    return Different({"en": ""}, seen.slip, place=seen.place, fields=fields)


def _graph(w: Any, x: Any, b: Any) -> tuple[Any, Any, Any]:
    """Return y, the node between y and J, and J."""
    y = w * x
    inner = y * y + y
    return y, inner, b * inner


def _result_emptied(found: list[Setting], J: Any) -> Seen | None:
    """Return where J, which has its 1.0, is set to 0 when its turn comes, and others at theirs."""
    own = [i for i, setting in enumerate(found) if setting.node == id(J)]
    if len(own) < 2 or not found[own[-2]].value or found[own[-1]].value:
        return None
    before, after = found[own[-2] : own[-1]], found[own[-1] + 1 :]
    place = found[own[-1]].place
    turns = [setting.place == place for setting in after]
    sent_between = False in turns and True in turns[turns.index(False) :]
    if any(setting.node != id(J) and setting.value for setting in before) or not sent_between:
        return None
    return Seen("emptied-at-its-turn", place, {"line": str(place.lines[0])})


def _emptied(found: list[Setting], inner: int, parent: int) -> Seen | None:
    """Return where an inner node loses what it has received, before its parent gets any of it."""
    received = False
    for setting in found:
        if setting.node == parent and setting.value:
            return None
        if setting.node == inner:
            if received and not setting.value and setting is _last(found, inner):
                return Seen("emptied-before-sending", setting.place, {})
            received = bool(setting.value)
    return None


def _last(found: list[Setting], node: int) -> Setting:
    """Return the last setting of a node's gradient."""
    return [setting for setting in found if setting.node == node][-1]
