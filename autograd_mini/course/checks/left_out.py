"""From lesson 5 on: which nodes of a graph are not collected, do not send, or get nothing."""

from typing import Any

from autograd_mini.course.checks.moments import settings
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.recorded import Graph, recorded
from autograd_mini.course.lines.collected_lines import (
    Walked,
    leaves_left_out,
    left_out,
    sending,
)
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted
from autograd_mini.testing.diagnosis.source import backward_sources

NAMES = "J", "y·v + y", "y·v", "v", "y"  # of the inner nodes
WANTED = (1.0, 2.0, 2.0, -3.0, 20.0)  # their gradients


def nodes_left_out(engine: Engine) -> Different | None:
    """Return what keeps nodes from sending, or from getting any gradient; None if not known."""
    seen = _seen(engine)
    if seen is None:
        return None
    fields = dict.fromkeys(LANGUAGES, seen.fields)
    return Different({"en": ""}, seen.slip, place=seen.place, fields=fields)


def _seen(engine: Engine) -> Seen | None:
    """Return the line that does so, with what is named of it.

    The graph is such that it shows where a loop ends too early: a leaf is newer than inner nodes,
    and a node that was met before comes before one that is new.
    """
    found = recorded(engine, _graph)
    if found is None or found.at_first or found.error is not None:
        return None
    J = found.result
    b, total = J.parents
    product, y = total.parents
    inner = dict(zip(NAMES, (J, total, product, product.parents[1], y)))
    sources = [source for source in backward_sources(engine) if source.tree.name != "__init__"]
    every = [Walked(source, found.steps, inner) for source in sources]
    methods = [one.tree.name for one in sources if sending(one)]
    seen = next((seen for one in every if (seen := left_out(one, methods))), None)
    leaves = (b, *y.parents)
    if seen or not _leaves_get_nothing(engine, list(inner.values()), leaves):
        return seen
    seen = next((seen for one in every if (seen := leaves_left_out(one, leaves))), None)
    return seen or Seen("leaves-get-nothing", None, {})


def _leaves_get_nothing(engine: Engine, inner: list[Any], leaves: tuple[Any, ...]) -> bool:
    """Tell whether no leaf ever gets a gradient, in a pass that is right for inner nodes."""
    with settings(engine) as found:
        failed = attempted("backward", lambda: engine.backward(inner[0]))
    sent = {one.node for one in found if one.value}
    right = tuple(node.grad for node in inner) == WANTED
    nothing = not any(leaf.grad or id(leaf) in sent for leaf in leaves)
    return not isinstance(failed, Failure) and right and nothing


def _graph(engine: Engine) -> Graph:
    """Return J = b·(y·v + y), with y = w·x and v = x·x, where b is made after them."""
    w, x = engine.value(-0.5), engine.value(3.0)
    y = w * x
    v = x * x
    total = y * v + y
    b = engine.value(2.0)
    return Graph((w, x, b), b * total, (60.0, -28.0, -15.0))
