"""Lesson 8: steps of descent, and what they would be with each slip."""

import linecache
import math
import re
from collections.abc import Iterator
from typing import Any

from autograd_mini.course.checks.comparing import alike, explanation
from autograd_mini.course.checks.given_lists import lists_kept
from autograd_mini.course.checks.outcome import Different, raised, showing
from autograd_mini.course.checks.passes import passes
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.formulas.minus import minus
from autograd_mini.nn import textbook
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine

Layers = list[list[list[Any]]]
Matrix = list[list[float]]
Matrices = list[Matrix]
Slips = tuple[str, ...]

# A network and samples that are small enough to be written down.
THETA: Matrices = [
    [[0.1, 0.5], [-0.4, 0.2], [0.3, -0.8]],
    [[0.2, -0.3, 0.5, 0.1], [-0.1, 0.4, -0.6, 0.7]],
]
X = [[1.0], [-2.0], [0.5]]
Y = [[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
RATE = 0.7  # half of it, or twice as much, would be what another mistake leads to
OTHER_MEAN = "J-other-mean"
CLOSE = 1e-9
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


def values(engine: Engine, theta: Matrices) -> Layers:
    """Return weights as the learner's Values."""
    return [[[engine.value(weight) for weight in row] for row in rows] for rows in theta]


def python(functions: str, *lines: str, theta: Matrices = THETA) -> str:
    """Return a program with a network, the small one, which imports some functions."""
    layers = re.sub(r"-?\d\.\d+", r"Value(\g<0>)", str(theta))
    return "\n".join([f"from engine import Value, {functions}", f"layers = {layers}", *lines])


def descent(engine: Engine) -> None:
    """Compare J and the weights after two steps of descent."""
    layers, theta, before = values(engine, THETA), THETA, [0.0] * len(_flat(THETA))
    names = [f"layers[{n}][{i}][{j}].data" for n, rows in enumerate(THETA)
             for i, row in enumerate(rows) for j, _ in enumerate(row)]  # fmt: skip
    call = f"descend(layers, {X}, {Y}, {RATE})"
    for number in (1, 2):
        lines = ["", *[call] * (number - 1), f"J = {call}"]
        with showing(python("descend", *lines, "print(J)")):
            given = _flat(layers)
            J, runs = _step_of_numbers(engine, layers, number, names)
            found = [engine.data(weight) for weight in _flat(layers)]
            kept = all(is_ is was for is_, was in zip(_flat(layers), given, strict=True))
            should, slopes = _gradient(theta, X, Y)
            right = _moved(theta, slopes, -RATE)
            weights = _of_weights(theta, found, right, before)
            plain = engine.data(J) if isinstance(J, engine.Value) else J
            costs = _of_cost(theta, plain, found)
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
                [_after(number, name) for name in names], found, _flat(right),
                [(both, found)],
                python=[python("descend", *lines, f"print({name})") for name in names],
                general=by_hand, fields=fields,
            )  # fmt: skip
            if not kept:
                _same_nodes(number, given, _flat(layers))
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
    weights, failed = _flat(layers), None
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
    names = [f"layers[{n}][{i}][{j}]" for n, rows in enumerate(THETA)
             for i, row in enumerate(rows) for j, _ in enumerate(row)]  # fmt: skip
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
    slip = "no-backward" if not runs else "data-stays" if there else "gradients-gone"
    return (slip, *slips[1:])


def _has_equals_minus(engine: Engine) -> bool:
    """Tell whether =- stands in the line that moves the weights."""
    place = place_of(engine, "equals-minus")
    return place is not None and "=-" in linecache.getline(place.file, place.lines[0])


def _gradients_moved(engine: Engine, weights: list[Any]) -> bool:
    """Tell whether the step has moved the gradients by the weights, and not the other way round."""
    m, (_, slopes) = len(X), _gradient(THETA, X, Y)
    found, theta = [engine.grad(weight) for weight in weights], _flat(THETA)
    cases = [(("",), [m * slope - RATE * weight / divided for slope, weight in zip(slopes, theta)])
             for divided in (1, m)]  # fmt: skip
    return bool(explanation(found, cases))


def _by_hand(engine: Engine, layers: Layers, theta: Matrices) -> str:
    """Return what to do where no slip is known: look at the gradients, or else at the step.

    theta: the weights before.
    """
    weights = _flat(layers)
    return "gradients-by-hand" if _steps_fit(engine, weights, theta) else "step-by-hand"


def _steps_fit(engine: Engine, weights: list[Any], theta: Matrices) -> bool:
    """Tell whether a step is the right one for the gradients that are there.

    theta: the weights before.
    """
    steps = [-RATE / len(X) * engine.grad(weight) for weight in weights]
    moves = [engine.data(weight) - was for weight, was in zip(weights, _flat(theta))]
    return bool(explanation(moves, [(("",), steps)]))


def _begin(engine: Engine, layers: Layers, theta: Matrices) -> str:
    """Return what all gradients begin with in place of 0, by their difference; "" if unknown.

    theta: the weights before.
    """
    weights, (_, slopes) = _flat(layers), _gradient(theta, X, Y)
    if not _steps_fit(engine, weights, theta):
        return ""
    off = [engine.grad(weight) - len(X) * slope for weight, slope in zip(weights, slopes)]
    same = explanation(off, [(("",), [off[0]] * len(off))])
    return minus(f"{off[0]:.4g}") if same and abs(off[0]) > CLOSE else ""


def _times(theta: Matrices, found: list[float], slopes: list[float]) -> str:
    """Return how many times as long as it should be a step is; "" if its direction is another."""
    moves = [is_ - was for is_, was in zip(found, _flat(theta))]
    times = moves[0] / (-RATE * slopes[0])
    as_long = [-RATE * slope * times for slope in slopes]
    return f"{times:.4g}" if times > 0 and explanation(moves, [("", as_long)]) else ""


def other_mean(right: float, J: object) -> dict[str, dict[str, str]]:
    """Return by which whole number, in place of m, the sum of the costs is divided, as fields.

    right: the mean.  {} if it is none, or m.
    """
    m = len(X)
    count = right * m / J if isinstance(J, float | int) and J else 0.0
    if not 1 < round(count) != m or abs(count - round(count)) > CLOSE * count:
        return {}
    return {language: {"count": str(round(count)), "m": str(m)} for language in ("en", "zh")}


def _after(step: int, what: str) -> dict[str, str]:
    return {"en": f"after step {step}, {what}", "zh": f"第 {step} 步之后，{what}"}


def _returned(step: int) -> dict[str, str]:
    return {"en": f"J, which step {step} returns,", "zh": f"第 {step} 步返回的 J"}


def _flat(layers: list[list[list[Any]]]) -> list[Any]:
    return [weight for rows in layers for row in rows for weight in row]


def _gradient(
    theta: Matrices, X: list[list[float]], Y: list[list[float]]
) -> tuple[float, list[float]]:
    """Return J and its gradient, the mean over the samples, weight by weight."""
    J, slopes = textbook.gradient(dict(enumerate(theta, 1)), X, Y)
    return J, _flat([slopes[layer] for layer in sorted(slopes)])


def _moved(theta: Matrices, slopes: list[float], factor: float) -> Matrices:
    """Return weights that have moved by a multiple of a gradient."""
    each = iter(slopes)
    return [[[weight + factor * next(each) for weight in row] for row in rows] for rows in theta]


def stepped(
    theta: Matrices, X: Matrix, Y: Matrix, rate: float
) -> tuple[float, list[str], list[float]]:
    """Return J, and the names of all weights and what they should be after a step."""
    J, slopes = _gradient(theta, X, Y)
    names = [f"layers[{n}][{i}][{j}].data" for n, rows in enumerate(theta)
             for i, row in enumerate(rows) for j, _ in enumerate(row)]  # fmt: skip
    return J, names, _flat(_moved(theta, slopes, -rate))


def _of_weights(theta: Matrices, found: list[float], right: Matrices, before: list[float]) -> Slips:
    """Return the slips that explain all the weights after a step; () if none do."""
    cases = [(slips, _flat(weights)) for slips, weights in _steps(theta, before)]
    if slips := explanation(found, cases):
        return slips
    pairs = zip(found, _flat(right), _flat(theta))
    stay = all(explanation([is_], [("", [x]) for x in (to_be, was)]) for is_, to_be, was in pairs)
    return ("some-stay",) if stay else ()


def _steps(theta: Matrices, before: list[float]) -> Iterator[tuple[Slips, Matrices]]:
    """Yield slips, with the weights that a step then leads to.

    before: the sum of the gradients of the steps before.
    """
    m = len(X)
    _, slopes = _gradient(theta, X, Y)
    yield (), _moved(theta, slopes, -RATE)
    yield ("nothing-moves",), theta
    if any(before):
        kept = [slope + old for slope, old in zip(slopes, before)]
        yield ("gradients-kept",), _moved(theta, kept, -RATE)
    for of_mean, divided in (((), 1.0), (("no-mean",), m), (("divided-twice",), 1 / m)):
        for of_rate, factor in (((), RATE), (("rate-forgotten",), 1.0)):
            yield (*of_mean, *of_rate), _moved(theta, slopes, -factor * divided)
            yield ("uphill", *of_mean, *of_rate), _moved(theta, slopes, factor * divided)
    each = [_gradient(theta, [x], [y])[1] for x, y in zip(X, Y)]
    outputs = [_of_output(theta, k, [x], [y])[1] for x, y in zip(X, Y) for k, _ in enumerate(y)]
    zero = [[[0.0 for _ in row] for row in rows] for rows in theta]
    yield ("weights-set-to-0",), zero
    for of_mean, divided in (((), 1 / m), (("no-mean",), 1.0)):
        yield ("sum-run-again", *of_mean), _moved(theta, _run_again(each, m), -RATE * divided)
        yield ("sum-doubled", *of_mean), _moved(theta, _doubled(each), -RATE * divided)
        for sums in (len(outputs) // m, len(outputs)):  # of each sample, or of all
            again = _run_again(outputs, sums)
            yield ("outputs-run-again", *of_mean), _moved(theta, again, -RATE * divided)
        of_zero = _gradient(zero, X, Y)[1]
        yield ("weights-set-to-0", *of_mean), _moved(zero, of_zero, -RATE * m * divided)
        yield ("last-sample-only", *of_mean), _moved(theta, each[-1], -RATE * divided)
        yield ("return-in-loop", *of_mean), _moved(theta, each[0], -RATE * divided)
        for kept_too in (False, True):
            yield ("one-by-one",), _one_by_one(theta, -RATE * divided, kept_too=kept_too)
        for k in range(len(Y[0])):
            one_output = _of_output(theta, k)[1]
            yield ("one-output", *of_mean), _moved(theta, one_output, -RATE * m * divided)
        first_layer = _of_first_layer(theta)[1]
        yield ("first-layer-cost", *of_mean), _moved(theta, first_layer, -RATE * m * divided)
    weights = _flat(theta)
    for divided in (1.0, 1 / m):
        yield ("data-for-gradient",), _moved(theta, weights, -RATE * divided)
    below = [1 / (m * slope) if slope else math.nan for slope in slopes]
    for times in (1.0, 1 / m, m):
        yield ("gradient-divides",), _moved(theta, below, -RATE * times)
    for sign in (1.0, -1.0):
        flat = iter(slopes)
        yield ("step-for-weight",), [[[sign * RATE * next(flat) for _ in row] for row in rows]
                                     for rows in theta]  # fmt: skip


def _one_by_one(theta: Matrices, factor: float, *, kept_too: bool) -> Matrices:
    """Return the weights if they move after each sample.

    kept_too: by all gradients so far, which have not been set to 0.
    """
    sums = [0.0] * len(_flat(theta))
    for x, y in zip(X, Y):
        _, slopes = _gradient(theta, [x], [y])
        sums = [(old if kept_too else 0.0) + slope for old, slope in zip(sums, slopes)]
        theta = _moved(theta, sums, factor)
    return theta


def _run_again(gradients: Matrix, count: int) -> list[float]:
    """Return what gradients add up to if backward() runs from the sum so far, each time.

    count: how many there are in a sum, after which the next one begins.
    """
    times = [count - i % count for i, _ in enumerate(gradients)]
    return [sum(n * slope for n, slope in zip(times, of_one)) for of_one in zip(*gradients)]


def _doubled(gradients: Matrix) -> list[float]:
    """Return what gradients add up to if the sum so far is added to itself with each of them."""
    sums = [0.0 for _ in gradients[0]]
    for of_one in gradients:
        sums = [2 * old + slope for old, slope in zip(sums, of_one)]
    return sums


def _of_output(theta: Matrices, k: int, X: Matrix = X, Y: Matrix = Y) -> tuple[float, list[float]]:
    """Return the mean cost of one output, and its gradient."""
    J, sums, m = 0.0, [0.0] * len(_flat(theta)), len(X)
    for x, y in zip(X, Y):
        a = textbook.backpropagate(dict(enumerate(theta, 1)), x, y).a[len(theta) + 1]
        J += textbook.cost([a[k]], [y[k]]) / m
        only = [y_i if i == k else a_i for i, (a_i, y_i) in enumerate(zip(a, y))]  # δ = 0 elsewhere
        sums = [old + slope / m for old, slope in zip(sums, _gradient(theta, [x], [only])[1])]
    return J, sums


def _of_first_layer(theta: Matrices) -> tuple[float, list[float]]:
    """Return the mean cost of the first layer, as if it were the last, and its gradient."""
    K = len(Y[0])
    J, slopes = _gradient([theta[0][:K]], X, Y)
    return J, slopes + [0.0] * (len(_flat(theta)) - len(slopes))


def _cost_of(theta: Matrices) -> float:
    """Return J of weights, which a learner has moved; nan if outputs are so far that there is none.

    Its logarithms are taken as the formula says, and an output may round to 0 or to 1.
    """
    try:
        return _gradient(theta, X, Y)[0]
    except (ArithmeticError, ValueError):
        return math.nan


def _of_cost(theta: Matrices, J: Any, found: list[float]) -> Slips:
    """Return the slips that explain the J that a step returns; () if none do, or if it is right.

    found: the learner's weights after the step.
    """
    if not isinstance(J, float | int):
        return ()
    m = len(X)
    right = _gradient(theta, X, Y)[0]
    costs = [_gradient(theta, [x], [y])[0] for x, y in zip(X, Y)]
    moves = [is_ - was for is_, was in zip(found, _flat(theta))]
    after = _cost_of(_moved(theta, moves, 1.0))
    cases: list[tuple[Slips, list[float]]] = [
        ((), [right]),
        (("J-no-mean",), [right * m]),
        *((("J-of-one-sample",), [cost / times]) for cost in costs for times in (1, m)),
        *((("sum-doubled",), [J / times])
          for J in _doubled([[cost] for cost in costs]) for times in (1, m)),
        (("J-after-step",), [after]),
        (("J-after-step", "J-no-mean"), [after * m]),
    ]  # fmt: skip
    for of_mean, times in (((), 1), (("J-no-mean",), m)):
        for k in range(len(Y[0])):
            cases.append((("one-output", *of_mean), [_of_output(theta, k)[0] * times]))
        cases.append((("first-layer-cost", *of_mean), [_of_first_layer(theta)[0] * times]))
    cases.append((("J-divided-twice",), [right / m]))
    cases += [(("grad-for-J",), [sum_of_ones]) for sum_of_ones in (1.0, float(m))]
    return explanation([float(J)], cases)
