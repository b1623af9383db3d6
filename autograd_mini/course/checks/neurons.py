"""Lesson 7: 1 − a, a neuron and its cost, against the network of autograd_mini with its weights."""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograd_mini.course.checks.comparing import IS, alike, explanation, of_two, same
from autograd_mini.course.checks.far_costs import far_costs
from autograd_mini.course.checks.given_lists import lists_kept
from autograd_mini.course.checks.numbers import plain
from autograd_mini.course.checks.one_node import fields_of
from autograd_mini.course.checks.outcome import Different, Fields, checked, explained, showing
from autograd_mini.course.checks.passes import passes
from autograd_mini.course.checks.plain_costs import node_of_cost
from autograd_mini.course.checks.shapes import edges_made, made_at
from autograd_mini.course.checks.targets import of_one_target
from autograd_mini.course.checks.terms import slip_of_terms, terms, total
from autograd_mini.course.lines.network_lines import place_of
from autograd_mini.course.slips.listing import listed
from autograd_mini.formulas.minus import minus
from autograd_mini.nn import textbook
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.forward import LEFT
from autograd_mini.testing.diagnosis.where import Place

PLAIN = {
    "en": "{code} returns a plain number; it should return a Value.",
    "zh": "{code} 返回的是普通的数；应当返回 Value。",
}
NUMBER = {
    "en": "the {name} of neuron(theta, x) is a plain number; it should be a Value.",
    "zh": "neuron(theta, x) 的 {name} 是普通的数；应当是 Value。",
}
UNCALLED = {
    "en": "the {name} of neuron(theta, x) is a function or a method, and no Value.",
    "zh": "neuron(theta, x) 的 {name} 是函数或方法，而不是 Value。",
}
THETA = [0.5, -0.8, 0.4, 1.5]
SAMPLES: tuple[tuple[list[float], float], ...] = (
    ([2.0, -1.0, 0.5], 1.0),
    ([2.0, -1.0, 0.5], 0.0),
    ([0.3, 0.8, -0.7], 0.0),
)
OUTPUTS = ((0.2, 1.0), (0.2, 0.0), (0.9, 1.0), (0.9, 0.0))  # a, and its target y


def _costs(a: float, y: float) -> list[tuple[str, float]]:
    """Return slips, some in several forms, each with what J then is."""
    log_a, log_rest = math.log(a), math.log(1 - a)
    one, other = -y * log_a, -(1 - y) * log_rest
    return [
        ("sign-of-J", -one - other),
        ("sign-of-a-term", one - other), ("sign-of-a-term", other - one),
        ("half-of-J", one), ("half-of-J", other),
        ("squared-error", (a - y) ** 2), ("squared-error", (a - y) ** 2 / 2),
        ("difference-for-J", y - a), ("difference-for-J", a - y),
        ("difference-for-J", abs(a - y)),
        ("log-without-brackets", one - (1 - y) * (1 - log_a)),
        ("log-without-brackets", one - (1 - y) * (log_a - 1)),
        ("factor-without-brackets", one - (1 - y) * 1 - log_a),
        ("factor-without-brackets", one - 1 - y * log_rest),
        ("targets-turned", -(1 - y) * log_a - y * log_rest),
        ("factor-forgotten", one - log_rest), ("factor-forgotten", -log_a + other),
        ("factor-forgotten", -log_a - log_rest),
    ]  # fmt: skip


@checked
def one_minus(engine: Engine) -> None:
    """See whether 1 − a is a node, of the right number, that sends −1 back."""
    _minus(engine)


@checked
def units(engine: Engine) -> None:
    """Compare z and a of one unit."""
    _units(engine)


@checked
def costs(engine: Engine) -> None:
    """Compare J of one output."""
    _cost(engine)
    far_costs(engine)


@checked
def deltas(engine: Engine) -> None:
    """Compare δ and ∂J/∂θ of one unit."""
    _deltas(engine)


def neuron_and_cost(engine: Engine) -> None:
    """Different if one of these is not what it should be."""
    for compare in (_minus, _units, _cost, far_costs, _deltas):
        compare(engine)


def _units(engine: Engine) -> None:
    inputs = [x for x, _ in SAMPLES[1:]]
    found = [_unit(engine, x) for x in inputs]
    z, a, pythons = [z for z, _ in found], [a for _, a in found], [_python(x) for x in inputs]
    closed = [textbook.backpropagate({1: [THETA]}, x, [0.0]) for x in inputs]
    right, sigmas = [unit.z[2][0] for unit in closed], [unit.a[2][0] for unit in closed]
    slip, fields = _slip_of_z(engine, inputs, z)
    if explanation([*z, *a], [("z-and-a-turned", [*sigmas, *right])]):
        slip, fields = "z-and-a-turned", None
    if not slip:
        slip = _with_sigmoid(inputs, z, a, sigmas)
    of_z = bool(explanation(a, [("a", [textbook.g(z_i) for z_i in z])])) if _plain(z) else False
    with _of_the_bias(engine, slip, fields):
        alike(["z" for _ in z], z, right, [(slip, z)] if slip else [], python=pythons,
              general="z-by-hand" if of_z else "number-by-hand", fields=fields)  # fmt: skip
    of_a = [
        ("sigmoid-of-bias", [textbook.g(THETA[0]) for _ in a]),
        ("no-sigmoid", right),
        ("sigmoid-twice", [textbook.g(a_i) for a_i in sigmas]),
        ("minus-of-z", [1 - a_i for a_i in sigmas]),
    ]
    of_a.append(("only-a", a))  # for z is right by now
    alike(["a" for _ in a], a, sigmas, of_a, python=pythons, general="number-by-hand")
    _more_inputs(engine)


def _more_inputs(engine: Engine) -> None:
    """Compare z and a of a unit with other inputs than three, of which all is right by now."""
    for theta, x in ((THETA[:2], [2.0]), ([*THETA, -0.6, 0.9], [2.0, -1.0, 0.5, 1.5, -0.4])):
        program = _python(x, theta=theta)
        with showing(program):
            z, a = engine.module.neuron([engine.value(weight) for weight in theta], list(x))
            found = [engine.data(z), engine.data(a)]
        closed = textbook.backpropagate({1: [theta]}, x, [0.0])
        fields = {language: {"count": str(len(x))} for language in ("en", "zh")}
        alike(["z", "a"], found, [closed.z[2][0], closed.a[2][0]], [("counts-inputs", found)],
              python=program, fields=fields)  # fmt: skip


@contextmanager
def _of_the_bias(engine: Engine, slip: str, fields: Fields | None) -> Iterator[None]:
    """Compare z; if only the term of the bias is another one, its line is what is named."""
    try:
        yield
    except Different as different:
        extra = fields["en"].get("extra", "") if fields else ""
        terms_of_z = re.split(r", | and ", extra)
        if slip in ("other-terms", "terms-subtracted") and all(
            "theta[0]" in term for term in terms_of_z
        ):
            different.place = place_of(engine, "bias-changed") or Place("", ())
        raise


def _plain(found: list[Any]) -> bool:
    return all(isinstance(number, float | int) for number in found)


def _with_sigmoid(
    inputs: list[list[float]], z: list[Any], a: list[Any], sigmas: list[float]
) -> str:
    """Return the slip by which σ comes into z, too; "" if it does not.

    sigmas: what a should be.
    """
    if explanation(z, [("", sigmas)]):
        return "a-for-z" if explanation(a, [("", sigmas)]) else "sigmoid-in-z"
    in_terms, in_passes = [], []
    for x in inputs:
        in_terms.append(THETA[0] + sum(textbook.g(w * x_j) for w, x_j in zip(THETA[1:], x)))
        in_passes.append(THETA[0])
        for w, x_j in zip(THETA[1:], x):
            in_passes[-1] = textbook.g(in_passes[-1] + w * x_j)
    cases = [("sigmoid-of-terms", in_terms), ("sigmoid-of-terms", in_passes)]
    return "".join(explanation(z, cases))


def _deltas(engine: Engine) -> None:
    for x, y in SAMPLES:
        with showing(_python(x, y)):
            _gradients(engine, x, y)


def _minus(engine: Engine) -> None:
    """See whether 1 − a is a node, of the right number, that sends −1 back."""
    python = (
        "from engine import Value\na = Value(0.2)\nJ = 1 - a\nJ.backward()\nprint(J.data, a.grad)"
    )
    with showing(python):
        a = engine.value(0.2)
        J = 1 - a
        if isinstance(J, float | int):
            raise Different({k: text.format(code="1 - a") for k, text in PLAIN.items()},
                            "plain-difference")  # fmt: skip
        if not isinstance(J, engine.Value):
            same("1 - a", J, 0.8)
        plain(engine, "sub", "1 - a", J)
        found = engine.data(J)
        if isinstance(found, float | int) and abs(found + 0.8) < 1e-9:
            message = {"en": "1 - a has the number −0.8; it should be 0.8.",
                       "zh": "1 - a 的数是 −0.8，应为 0.8。"}  # fmt: skip
            raise Different(message, "reflected-reversed", operations=("sub",))
        same("(1 - a).data", found, 0.8, general="number-by-hand")
        try:
            engine.backward(J)
        except (AttributeError, IndexError, TypeError, ValueError):
            _edges(engine, J, a)
            raise
        plain(engine, "sub", "1 - a", J, {"a": a})
        if engine.grad(a) != -1.0:
            _edges(engine, J, a)
        found, own = engine.grad(a), any(parent is a for parent in getattr(J, "parents", ()))
        if own and _slope(J, a) != -1.0 and isinstance(found, float | int) and found != -1.0:
            told = {"what": "a.grad", "found": minus(f"{found:g}"), "should": "−1"}
            message = {language: text.format(**told) for language, text in IS.items()}
            place = made_at(engine, "sub", reflected=True)
            raise Different(message, "one-node", fields=fields_of("sub", LEFT), place=place)
        same("a.grad", found, -1.0, {} if _slope(J, a) else {"cut-off-difference": 0.0})
    with showing("from engine import Value\na = Value(0.2)\nJ = 2.5 - a\nprint(J.data)"):
        J = 2.5 - engine.value(0.2)
        found = engine.data(J) if isinstance(J, engine.Value) else J
        alike(["(2.5 - a).data"], [found], [2.3], [("1-for-number", [0.8])],
              general="number-by-hand")  # fmt: skip


def _edges(engine: Engine, J: Any, a: Any) -> None:
    """Different if the node of 1 − a has not as many partials as parents, or no tuple of them."""
    if isinstance(J, engine.Value):
        edges = getattr(J, "parents", ()), getattr(J, "partials", ())
        edges_made(engine, "sub", "1 - a", *edges, {id(a): "a"}, reflected=True)


def _slip_of_z(
    engine: Engine, inputs: list[list[float]], found: list[Any]
) -> tuple[str, Fields | None]:
    """Return the slip that all of the learner's z come from, and what it is about; "" if none."""

    def z_of(theta: list[float], x: list[float]) -> float:
        z, _ = engine.module.neuron([engine.value(weight) for weight in theta], x)
        return float(engine.data(z))

    products = [THETA[0] * math.prod(w * x_j for w, x_j in zip(THETA[1:], x)) for x in inputs]
    if explanation(found, [("product-for-sum", [times * z for z in products])
                           for times in (1.0, 1 / THETA[0])]):  # fmt: skip
        return "product-for-sum", None
    try:
        there = terms(z_of, len(inputs[0]))
    except Exception:  # it takes some numbers, and others not
        return "", None
    if not explanation(found, [("", [total(there, THETA, x) for x in inputs])]):
        return "", None  # z is no sum of such terms
    slip, named = slip_of_terms(there, len(inputs[0]))
    fields = {language: {what: listed(names, language) for what, names in named.items()}
              for language in ("en", "zh")}  # fmt: skip
    return slip, fields


def _unit(engine: Engine, x: list[float]) -> tuple[Any, Any]:
    """Return the numbers of z and a."""
    with showing(_python(x)):
        z, a = _z_and_a(engine, [engine.value(weight) for weight in THETA], x)
        for name, found in (("z", z), ("a", a)):
            if callable(found):
                place = place_of(engine, "only-a") if name == "a" else None
                raise Different({k: text.format(name=name) for k, text in UNCALLED.items()},
                                "not-called", place=place)  # fmt: skip
            if isinstance(found, float | int):
                raise Different({k: text.format(name=name) for k, text in NUMBER.items()},
                                "weights-as-numbers")  # fmt: skip
        return engine.data(z), engine.data(a)


def _z_and_a(engine: Engine, theta: list[Any], x: list[float]) -> tuple[Any, Any]:
    """Return the two things that a neuron returns; the lists that it is given have to stay."""
    given, call = list(x), "neuron(theta, x)"
    before = "\n".join([*_python(x).splitlines()[:2], f"x = {x}"])
    with lists_kept(engine, call, before, theta=theta, x=given):
        found = engine.module.neuron(theta, given)
    return of_two(call, found, "z, a")


def _cost(engine: Engine) -> None:
    found, pythons = [], []
    for a, y in OUTPUTS:
        pythons.append(f"from engine import Value, cost\nJ = cost(Value({a}), {y})\nprint(J.data)")
        with showing(pythons[-1]):
            J = engine.module.cost(engine.value(a), y)
            if isinstance(J, float | int):
                node = node_of_cost(engine, OUTPUTS)
                raise Different({k: text.format(code="cost(a, y)") for k, text in PLAIN.items()},
                                "number-of-J" if node else "cut-off", fields=node)  # fmt: skip
            found.append(engine.data(J) if isinstance(J, engine.Value) else J)
    forms = zip(*(_costs(a, y) for a, y in OUTPUTS))  # each with its J for all outputs
    cases = [(form[0][0], [J for _, J in form]) for form in forms]
    should = [textbook.cost([a], [y]) for a, y in OUTPUTS]
    try:
        alike([f"cost(Value({a}), {y})" for a, y in OUTPUTS], found, should, cases,
              python=pythons, general="number-by-hand")  # fmt: skip
    except Different as different:
        known = of_one_target(engine, OUTPUTS, found, should) if different.general else None
        raise known or different from None


def _gradients(engine: Engine, x: list[float], y: float) -> None:
    theta = [engine.value(weight) for weight in THETA]
    with passes(engine) as begun:
        z, a = _z_and_a(engine, theta, x)
        J = engine.module.cost(a, y)
    engine.backward(J)
    try:
        _compare_gradients(engine, theta, x, y, z, a, J)
    except Different as different:
        if begun and (place := place_of(engine, "backward-in-cost")):
            raise explained(engine, different, "backward-in-cost", place) from None
        raise


def _compare_gradients(
    engine: Engine, theta: list[Any], x: list[float], y: float, z: Any, a: Any, J: Any
) -> None:
    """Compare δ and ∂J/∂θ, which are there."""
    delta = textbook.backpropagate({1: [THETA]}, x, [y]).delta[2][0]
    slip = "weights-as-numbers" if _slope(J, a) else "cut-off"
    same("δ = z.grad", engine.grad(z), delta, {} if _slope(J, z) else {slip: 0.0})
    for j, x_j in enumerate([1.0, *x]):
        cut = {} if _slope(z, theta[j]) else {"weights-as-numbers": 0.0}
        same(f"theta[{j}].grad", engine.grad(theta[j]), delta * x_j, cut)


def _slope(start: Any, end: Any) -> float:
    """Return the slope of a node with respect to another by the edges that the learner has made.

    If it is 0, no backward pass is to blame for a gradient of 0.
    """
    slopes: dict[int, float] = {}

    def slope(node: Any) -> float:
        if node is end:
            return 1.0
        if id(node) not in slopes:
            edges = zip(getattr(node, "parents", ()), getattr(node, "partials", ()))
            slopes[id(node)] = sum(partial * slope(parent) for parent, partial in edges)
        return slopes[id(node)]

    return slope(start)


def _python(x: list[float], y: float | None = None, theta: Sequence[float] = THETA) -> str:
    values = ", ".join(f"Value({weight})" for weight in theta)
    lines = [f"from engine import Value, {'neuron' if y is None else 'cost, neuron'}",
             f"theta = [{values}]", f"z, a = neuron(theta, {x})"]  # fmt: skip
    if y is None:
        return "\n".join([*lines, "print(z.data, a.data)"])
    gradients = ", ".join(f"theta[{j}].grad" for j in range(len(THETA)))
    return "\n".join([*lines, f"J = cost(a, {y})", "J.backward()", f"print(z.grad, {gradients})"])
