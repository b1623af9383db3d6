"""Lesson 8: what a neuron was given when it ended in an error, which may be right for other lists.

The error tells of a product or a sum far below; what is wrong is the list that was handed down.
"""

from traceback import walk_tb
from typing import Any

from autograd_mini.testing.conform.engine import Engine


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
    return "list-for-output" if any(isinstance(thing, list) for thing in given) else ""


def is_pair(engine: Engine, thing: Any) -> bool:
    """Tell whether a thing is what a neuron returns: z and a, two nodes."""
    two = isinstance(thing, tuple) and len(thing) == 2
    return two and all(isinstance(part, engine.Value) for part in thing)
