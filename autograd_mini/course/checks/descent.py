"""Lesson 8: steps of descent, compared with those that are right, and with those of each slip."""

from typing import Any

from autograd_mini.course.checks.comparing import alike, explanation
from autograd_mini.course.checks.given_lists import lists_kept
from autograd_mini.course.checks.mistaken_steps import OTHER_MEAN, of_cost, of_weights, other_mean
from autograd_mini.course.checks.outcome import Different, raised, showing
from autograd_mini.course.checks.passes import passes
from autograd_mini.course.checks.small_network import (
    CLOSE,
    RATE,
    THETA,
    Layers,
    Matrices,
    Slips,
    X,
    Y,
    flat,
    gradient,
    moved,
    python,
    values,
    weight_names,
)
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.formulas.minus import minus
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.text import code_at

NODE = {
    "en": "J, which descend returns, is a Value; it should be its number, J.data.",
    "zh": "descend 返回的 J 是 Value；应当是它的数，J.data。",
}
NODE_FOR_NUMBER = {
    "en": "{what} is a node (Value), and not a number.",
    "zh": "{what} 是节点（Value），而不是数。",
}
OTHER_NODE = {
    "en": "{what} has the right number, but it is another node than before.",
    "zh": "{what} 的数是对的，却不是原来的节点了。",
}


def descent(engine: Engine) -> None:
    """Compare J and the weights after two steps of descent."""
    layers, theta, before = values(engine, THETA), THETA, [0.0] * len(flat(THETA))
    names = [f"{name}.data" for name in weight_names()]
    call = f"descend(layers, {X}, {Y}, {RATE})"
    for number in (1, 2):
        lines = ["", *[call] * (number - 1), f"J = {call}"]
        with showing(python("descend", *lines, "print(J)")):
            given = flat(layers)
            J, runs = _step_of_numbers(engine, layers, number, names)
            found = [engine.data(weight) for weight in flat(layers)]
            kept = all(is_ is was for is_, was in zip(flat(layers), given, strict=True))
            should, slopes = gradient(theta, X, Y)
            right = moved(theta, slopes, -RATE)
            weights = of_weights(theta, found, right, before)
            plain = engine.data(J) if isinstance(J, engine.Value) else J
            costs = _returned_in_its_place(engine, of_cost(theta, plain, found))
            returned = weights in (("nothing-moves",), ("return-in-loop",))
            if returned and costs == ("J-of-one-sample",):
                weights, costs = ("return-in-loop",), ()
            both = tuple(dict.fromkeys([*weights, *costs])) if weights else ()
            both, fields = _closer(engine, given, both, runs), None
            if not kept:
                both = ("weights-replaced",)
            elif not both and (times := _times(theta, found, slopes)):
                both, fields = ("step-length",), {key: {"times": times} for key in ("en", "zh")}
            if not weights and (start := _begin(engine, layers, theta)):
                both, fields = ("gradients-begin",), {key: {"start": start} for key in LANGUAGES}
            by_hand = "step-by-hand" if weights else _by_hand(engine, layers, theta)
            alike(
                [_after(number, name) for name in names], found, flat(right),
                [(both, found)],
                python=[python("descend", *lines, f"print({name})") for name in names],
                general=by_hand, fields=fields,
            )  # fmt: skip
            if not kept:
                _same_nodes(number, given, flat(layers))
            if isinstance(J, engine.Value):
                shown = python("descend", *lines, "print(type(J))")
                raise Different(NODE, "J-is-a-node", *costs, python=shown)
            other = {} if costs else other_mean(should, J)
            alike([_returned(number)], [J], [should], [(costs or OTHER_MEAN, [J])] if costs or other
                  else [], general="number-by-hand", fields=other)  # fmt: skip
        theta = right
        before = [kept + slope for kept, slope in zip(before, slopes)]


def step(engine: Engine, layers: Layers) -> tuple[Any, list[Any]]:
    """Take a step; return its J, and the nodes that backward() was run from."""
    call, before = f"descend(layers, X, Y, {RATE})", python("descend", f"X = {X}", f"Y = {Y}")
    given: dict[str, list[Any]] = {"layers": layers}
    given |= {"X": [[*x] for x in X], "Y": [[*y] for y in Y]}
    with lists_kept(engine, call, before, "layers", **given), passes(engine) as runs:
        return engine.module.descend(*given.values(), RATE), runs


def _step_of_numbers(
    engine: Engine, layers: Layers, number: int, names: list[str]
) -> tuple[Any, list[Any]]:
    """Take a step as `step` does; Different if a weight then has a node in place of a number.

    number: of the step.  names: of the numbers of all weights.
    """
    weights, failed = flat(layers), None
    try:
        taken = step(engine, layers)
    except Exception as error:  # of which such a node may be the cause
        failed = error
    if node := _node_for_number(engine, weights):
        i, attribute = node
        what = names[i].removesuffix("data") + attribute
        if failed:
            raise _of_node(engine, raised(engine, failed), attribute, what) from failed
        told = _after(number, what)
        message = {key: text.format(what=told[key]) for key, text in NODE_FOR_NUMBER.items()}
        lines = [f"descend(layers, {X}, {Y}, {RATE})"] * number
        program = python("descend", *lines, f"print(type({what}))")
        raise _of_node(engine, message, attribute, what, program)
    if failed:
        raise failed
    return taken


def _node_for_number(engine: Engine, weights: list[Any]) -> tuple[int, str] | None:
    """Return which weight has a node for its gradient or its number, and which of the two it is.

    The gradient comes first, for the number is computed from it.  None if there is no such weight.
    """
    for attribute in ("grad", "data"):
        for i, weight in enumerate(weights):
            if isinstance(getattr(weight, attribute, None), engine.Value):
                return i, attribute
    return None


def _of_node(
    engine: Engine, message: dict[str, str], attribute: str, what: str, program: str = ""
) -> Different:
    """Return what is to be said of a node that a weight has in place of a number.

    attribute, what: where it is.  program: what shows it.
    """
    slip = f"{attribute}-is-a-node"
    fields = {language: {"what": what} for language in LANGUAGES}
    return Different(message, slip, python=program, place=place_of(engine, slip), fields=fields)


def _same_nodes(step: int, given: list[Any], found: list[Any]) -> None:
    """Different if other nodes stand in layers than those that the step was given."""
    names = weight_names()
    name = next(name for name, was, is_ in zip(names, given, found) if was is not is_)
    message = {language: text.format(what=_after(step, name)[language])
               for language, text in OTHER_NODE.items()}  # fmt: skip
    line = f"descend(layers, {X}, {Y}, {RATE})"
    shown = [*[line] * (step - 1), f"weight = {name}", line, f"print(weight is {name})"]
    raise Different(message, "weights-replaced", python=python("descend", *shown))


def _closer(engine: Engine, weights: list[Any], slips: Slips, runs: list[Any]) -> Slips:
    """Return slips where those that have the same numbers are told apart by what has happened.

    weights: the nodes that the step was given.  runs: those that backward() was run from.
    """
    if slips[:1] == ("last-sample-only",) and len(runs) == 1:
        return ("backward-once", *slips[1:])
    if slips[:1] == ("outputs-run-again",) and len(runs) <= len(X):  # not in the loop over outputs
        doubled = place_of(engine, "sum-doubled")
        return ("sum-doubled" if doubled else "gradients-by-hand", *slips[1:])
    if slips[:1] == ("step-for-weight",) and place_of(engine, "weights-set-to-0"):
        return ("weights-set-to-0", *slips[1:])
    if slips[:1] == ("step-for-weight",) and _has_equals_minus(engine):
        return ("equals-minus", *slips[1:])
    unchanged = slips[:1] in (("gradients-kept",), ("nothing-moves",))
    if unchanged and place_of(engine, "misspelt"):
        return ("misspelt", *slips[1:])
    if slips[:1] != ("nothing-moves",):
        return slips
    there = any(engine.grad(weight) for weight in weights)
    if not runs and place_of(engine, "backward-uncalled"):
        return ("backward-uncalled", *slips[1:])
    if there and place_of(engine, "data-and-grad-turned") and _gradients_moved(engine, weights):
        return ("data-and-grad-turned", *slips[1:])
    if there and place_of(engine, "gradient-moves"):
        return ("gradient-moves", *slips[1:])
    slip = "no-backward" if not runs else "data-stays" if there else "gradients-gone"
    return (slip, *slips[1:])


def _returned_in_its_place(engine: Engine, costs: Slips) -> Slips:
    """Return slips of J, where a J of one sample may be returned in place of the sum."""
    if costs[:1] == ("J-of-one-sample",) and place_of(engine, "sum-not-returned"):
        return ("sum-not-returned", *costs[1:])
    return costs


def _has_equals_minus(engine: Engine) -> bool:
    """Tell whether =- stands in the line that moves the weights."""
    place = place_of(engine, "equals-minus")
    return place is not None and "=-" in code_at(place.file, place.lines[0])


def _gradients_moved(engine: Engine, weights: list[Any]) -> bool:
    """Tell whether the step has moved the gradients by the weights, and not the other way round."""
    m, (_, slopes) = len(X), gradient(THETA, X, Y)
    found, theta = [engine.grad(weight) for weight in weights], flat(THETA)
    cases = [(("",), [m * slope - RATE * weight / divided for slope, weight in zip(slopes, theta)])
             for divided in (1, m)]  # fmt: skip
    return bool(explanation(found, cases))


def _by_hand(engine: Engine, layers: Layers, theta: Matrices) -> str:
    """Return what to do where no slip is known: look at the gradients, or else at the step.

    theta: the weights before.
    """
    weights = flat(layers)
    return "gradients-by-hand" if _steps_fit(engine, weights, theta) else "step-by-hand"


def _steps_fit(engine: Engine, weights: list[Any], theta: Matrices) -> bool:
    """Tell whether a step is the right one for the gradients that are there.

    theta: the weights before.
    """
    steps = [-RATE / len(X) * engine.grad(weight) for weight in weights]
    moves = [engine.data(weight) - was for weight, was in zip(weights, flat(theta))]
    return bool(explanation(moves, [(("",), steps)]))


def _begin(engine: Engine, layers: Layers, theta: Matrices) -> str:
    """Return what all gradients begin with in place of 0, by their difference; "" if unknown.

    theta: the weights before.
    """
    weights, (_, slopes) = flat(layers), gradient(theta, X, Y)
    if not _steps_fit(engine, weights, theta):
        return ""
    off = [engine.grad(weight) - len(X) * slope for weight, slope in zip(weights, slopes)]
    same = explanation(off, [(("",), [off[0]] * len(off))])
    return minus(f"{off[0]:.4g}") if same and abs(off[0]) > CLOSE else ""


def _times(theta: Matrices, found: list[float], slopes: list[float]) -> str:
    """Return how many times as long as it should be a step is; "" if its direction is another."""
    moves = [is_ - was for is_, was in zip(found, flat(theta))]
    times = moves[0] / (-RATE * slopes[0])
    as_long = [-RATE * slope * times for slope in slopes]
    return f"{times:.4g}" if times > 0 and explanation(moves, [("", as_long)]) else ""


def _after(step: int, what: str) -> dict[str, str]:
    return {"en": f"after step {step}, {what}", "zh": f"第 {step} 步之后，{what}"}


def _returned(step: int) -> dict[str, str]:
    return {"en": f"J, which step {step} returns,", "zh": f"第 {step} 步返回的 J"}
