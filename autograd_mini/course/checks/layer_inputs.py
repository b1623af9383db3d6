"""Lesson 8: what a neuron was given when it ended in an error, which may be right for other lists.

The error tells of a product or a sum far below; what is wrong is the list that was handed down.
"""

from collections.abc import Sequence
from traceback import walk_tb
from typing import Any

from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place


def slip_of_inputs(engine: Engine, error: Exception) -> str:
    """Return the slip of what the neuron was given that an error came through; "" if it is right.

    That is so, too, if the error did not come through a neuron.
    """
    code = getattr(getattr(engine.module, "neuron", None), "__code__", None)
    frames = [frame for frame, _ in walk_tb(error.__traceback__) if frame.f_code is code]
    if not frames or isinstance(error, NameError):
        return ""
    given = [frames[-1].f_locals.get(name) for name in frames[-1].f_code.co_varnames[:2]]
    theta, x = (thing if isinstance(thing, list | tuple) else () for thing in given)
    rows = [row for row in theta if isinstance(row, list | tuple)]
    lists = [thing for thing in x if isinstance(thing, list | tuple)]
    if not lists:
        return "matrix-for-row" if rows else ""
    if is_pair(engine, lists[0]):
        return "pair-for-node"
    of_nodes = any(isinstance(thing, engine.Value) for thing in lists[0])
    return "all-layers" if of_nodes else "all-samples"


def slip_of_cost(engine: Engine, error: Exception) -> str:
    """Return the slip of a list that cost was given when it ended in an error; "" if there is none.

    It takes one output and its target.
    """
    code = getattr(getattr(engine.module, "cost", None), "__code__", None)
    frames = [frame for frame, _ in walk_tb(error.__traceback__) if frame.f_code is code]
    if not frames or not isinstance(error, AttributeError | TypeError):
        return ""
    given = [frames[-1].f_locals.get(name) for name in frames[-1].f_code.co_varnames[:2]]
    lists = [isinstance(thing, list) for thing in given]
    if lists == [False, True]:
        return "list-for-target"
    return "list-for-output" if any(lists) else ""


def is_pair(engine: Engine, thing: Any) -> bool:
    """Tell whether a thing is what a neuron returns: z and a, two nodes."""
    two = isinstance(thing, tuple) and len(thing) == 2
    return two and all(isinstance(part, engine.Value) for part in thing)


def turned_round(engine: Engine, error: Exception) -> tuple[str, Place] | None:
    """Return the slip of a call of cost or neuron with its two things turned round, and its line.

    None if the error did not come through such a call in engine.py.
    """
    file = getattr(engine.module, "__file__", None) or ""
    caller = ("", 0)
    found = None
    for frame, line in walk_tb(error.__traceback__):
        code, name = frame.f_code, frame.f_code.co_name
        own = getattr(getattr(engine.module, name, None), "__code__", None) is code
        given = [frame.f_locals.get(one) for one in code.co_varnames[: code.co_argcount]]
        if own and caller[0] == file and name in _TURNED and _turned(engine, name, given):
            found = _TURNED[name], Place(file, (caller[1],))
        caller = code.co_filename, line
    return found


_TURNED = {"cost": "cost-turned", "neuron": "neuron-turned"}


def _turned(engine: Engine, name: str, given: Sequence[Any]) -> bool:
    """Tell whether a number comes first, and then a node; or for neuron, lists of them."""
    if len(given) != 2:
        return False
    if name == "neuron":
        if not all(isinstance(thing, list | tuple) and thing for thing in given):
            return False
        given = [thing[0] for thing in given]
    number, node = given
    return isinstance(number, float | int) and isinstance(node, engine.Value)
