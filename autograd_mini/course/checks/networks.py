"""Lesson 8: a network, Δ and descent, against those of autograd_mini with the same weights."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograd_mini.course.checks.begun import begun
from autograd_mini.course.checks.comparing import alike, explanation, of_two, same
from autograd_mini.course.checks.costs_given import of_costs_given
from autograd_mini.course.checks.depths import depths
from autograd_mini.course.checks.descent import descent
from autograd_mini.course.checks.early_returns import returns_early
from autograd_mini.course.checks.factors import of_factors
from autograd_mini.course.checks.given_lists import CHANGES_ITS_LIST, lists_kept
from autograd_mini.course.checks.gradients_so_far import of_gradients
from autograd_mini.course.checks.inputs_given import of_inputs_given
from autograd_mini.course.checks.kept_pairs import of_both_lists
from autograd_mini.course.checks.layer_inputs import is_pair
from autograd_mini.course.checks.layer_lists import (
    changed_within,
    in_the_wrong_loop,
    of_one_list,
    put_in_late,
    slip_of_lists,
)
from autograd_mini.course.checks.layer_outputs import of_outputs, turned_slip
from autograd_mini.course.checks.lists_filled import of_lists_filled
from autograd_mini.course.checks.neurons import neuron_and_cost
from autograd_mini.course.checks.other_numbers import other_numbers
from autograd_mini.course.checks.outcome import Different, Stopped, checked, showing
from autograd_mini.course.checks.small_network import THETA, X, Y, python, values
from autograd_mini.course.checks.unmoved import unmoved
from autograd_mini.course.checks.whole_numbers import of_whole_numbers
from autograd_mini.course.flowers import flowers
from autograd_mini.nn import MLP, textbook
from autograd_mini.nn.train import train
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine

RATE = 1.0
STEPS = 30
LAYERS = {
    "en": "the {name} of network(layers, x), for layers of 3 and of 2 neurons, is not a list of 3 "
    "Values and a list of 2.",
    "zh": "第 2、3 层分别有 3 个和 2 个神经元时，network(layers, x) 的 {name} "
    "不是由 3 个 Value 的列表和 2 个 Value 的列表组成的。",
}
LENGTHS = {
    "en": " The lengths of its lists are: {sizes}.",
    "zh": "它的各个列表的长度是：{sizes}。",
}
PLAIN = {
    "en": "{node} is a plain number, of the type {found}, and no Value.",
    "zh": "{node} 是普通的数，类型是 {found}，不是 Value。",
}
SIZES = [len(rows) for rows in THETA]


@checked
def layers(engine: Engine) -> None:
    """Compare z, a, J, δ and Δ of a network."""
    with _of_lesson_7_first(engine):
        try:
            _network(engine)
        except (Different, Stopped) as wrong:
            known = returns_early(engine, "network", wrong) or in_the_wrong_loop(engine, wrong)
            known = known or of_one_list(engine, wrong) or changed_within(engine, wrong)
            known = known or of_lists_filled(engine, wrong) or of_inputs_given(engine, wrong)
            raise known or wrong from wrong.__cause__


@checked
def descents(engine: Engine) -> None:
    """Compare J and the weights after steps of descent."""
    with _of_lesson_7_first(engine):
        try:
            descent(engine)
            begun(engine)
            depths(engine)
            other_numbers(engine)
        except (Different, Stopped) as wrong:
            known = returns_early(engine, "descend", wrong) or of_outputs(engine, wrong)
            known = known or of_both_lists(engine, wrong) or of_factors(engine, wrong)
            known = known or of_costs_given(engine, wrong)
            known = known or of_whole_numbers(engine, wrong)
            known = known or unmoved(engine, wrong) or of_gradients(engine, wrong)
            if isinstance(wrong, Different) and wrong.slips == ("two-layers",):
                known = known or of_inputs_given(engine, wrong)
            raise known or wrong from wrong.__cause__


@contextmanager
def _of_lesson_7_first(engine: Engine) -> Iterator[None]:
    """Do something that may be different for what a network is made of, which then comes first."""
    try:
        yield
    except (Different, Stopped) as stopped:
        known = () if isinstance(stopped, Stopped) or stopped.general else stopped.slips
        if known in ((), (CHANGES_ITS_LIST,)):  # a neuron may be what changes a list
            _of_lesson_7(engine)
        raise


def _of_lesson_7(engine: Engine) -> None:
    """Different if it is known what is wrong with what a network is made of."""
    try:
        neuron_and_cost(engine)
    except (NotImplementedError, Stopped):
        return
    except Different as different:
        if different.slips and not different.general:
            raise


COUNTED = "print([len(layer) for layer in z], [len(layer) for layer in a])"


def _network(engine: Engine) -> None:
    """Compare z, a, J, δ and Δ."""
    layers = values(engine, THETA)
    Delta = [[[0.0 for _ in row] for row in theta] for theta in layers]
    for count, (x, y) in enumerate(zip(X, Y), 1):
        forward = f"z, a = network(layers, {x})"
        with showing(python("network", forward, COUNTED)):
            given, call = list(x), "network(layers, x)"
            before = python("network", f"x = {x}")
            with lists_kept(engine, call, before, layers=layers, x=given):
                found = engine.module.network(layers, given)
            z, a = of_two(call, found, "z, a")
            _of_layers(engine, z, a, given)
        closed = textbook.backpropagate(dict(enumerate(THETA, 1)), x, y)
        _forward(engine, z, a, x, closed)
        lines = [f"for x, y in zip({X[:count]}, {Y[:count]}):",
                 "    z, a = network(layers, x)",
                 "    J = sum(cost(a_k, y_k) for a_k, y_k in zip(a[-1], y))",
                 "    J.backward()"]  # fmt: skip
        with showing(python("cost, network", *lines, "print(J.data)")):
            J = sum(engine.module.cost(a_k, y_k) for a_k, y_k in zip(a[1], y))
            same("J", engine.data(J), closed.J, general="number-by-hand")
            engine.backward(J)
        inputs = [[1.0, *x], [1.0, *closed.a[2]]]
        for n in (1, 0):
            delta = closed.delta[n + 2]
            for i, right in enumerate(delta):
                name = f"z[{n}][{i}].grad"
                same(f"δ: {name}", engine.grad(z[n][i]), right,
                     python=python("cost, network", *lines, f"print({name})"))  # fmt: skip
        for n, rows in enumerate(Delta):
            for i, row in enumerate(rows):
                for j, a_j in enumerate(inputs[n]):
                    row[j] += closed.delta[n + 2][i] * a_j
                    name = f"layers[{n}][{i}][{j}].grad"
                    same(f"Δ: {name}", engine.grad(layers[n][i][j]), row[j],
                         python=python("cost, network", *lines, f"print({name})"))  # fmt: skip


def _forward(engine: Engine, z: Any, a: Any, x: list[float], closed: textbook.Pass) -> None:
    """Compare z and a, layer by layer."""
    for n in (0, 1):
        program = python("network", f"z, a = network(layers, {x})")
        inputs = closed.a[2] if n else x
        others = {"one-in-front": [1.0, *inputs]}
        if n:
            others |= {"inputs-again": x, "z-for-a": closed.z[2]}
        explained = {
            slip: [bias + sum(w * input_j for w, input_j in zip(weights, other))
                   for bias, *weights in THETA[n]]
            for slip, other in others.items()
        }  # fmt: skip
        turned = [engine.data(node) for node in [*z[n], *a[n]]]
        if explanation(turned, [("", [*closed.a[n + 2], *closed.z[n + 2]])]):
            explained = {turned_slip(engine): closed.a[n + 2]}
        among = slip_of_lists(engine, z, a, x) or "z-among-a"
        explained[among] = closed.a[n + 2]
        of_a = {among: closed.z[n + 2]}
        for name, found, right in (("z", z, closed.z), ("a", a, closed.a)):
            names = [f"{name}[{n}][{i}]" for i, _ in enumerate(found[n])]
            alike(
                names,
                [engine.data(node) for node in found[n]],
                right[n + 2],
                list((explained if name == "z" else of_a).items()),
                python=[f"{program}\nprint({node}.data)" for node in names],
                general="number-by-hand",
            )


def _of_layers(engine: Engine, z: Any, a: Any, x: list[float]) -> None:
    """See whether there is a list of nodes for each layer.

    x: the inputs that the network was given.
    """
    both = isinstance(z, tuple | list) and isinstance(a, tuple | list)
    slip = slip_of_lists(engine, z, a, x) if both else ""
    for name, found in (("z", z), ("a", a)):
        rows = list(found) if isinstance(found, tuple | list) else []
        sizes = [len(row) if isinstance(row, tuple | list) else 0 for row in rows]
        nodes = all(isinstance(node, engine.Value) for row in rows if sizes == SIZES
                    for node in row)  # fmt: skip
        if sizes == SIZES and not nodes:
            _no_numbers(name, rows, x)
        if sizes != SIZES or not nodes:
            lists = [row for row in rows if isinstance(row, list)]
            pairs = any(is_pair(engine, thing) for row in lists for thing in row)
            message = {key: text.format(name=name) for key, text in LAYERS.items()}
            if rows and len(lists) == len(rows):
                lengths = ", ".join(map(str, sizes))
                message = {key: text + LENGTHS[key].format(sizes=lengths)
                           for key, text in message.items()}  # fmt: skip
            if not (pairs or slip) and (late := put_in_late(engine, sizes, SIZES)):
                only, place, fields = late
                told = dict.fromkeys(LANGUAGES, fields)
                raise Different(message, only, place=place, fields=told)
            raise Different(message, "pair-for-node" if pairs else slip or "layers")


def _no_numbers(name: str, rows: list[Any], x: list[float]) -> None:
    """Different if there is a plain number in the list of a layer.

    name, rows: the lists, and what they are called.  x: the inputs that the network was given.
    """
    for n, row in enumerate(rows):
        for i, found in enumerate(row):
            if isinstance(found, float | int):
                node = f"{name}[{n}][{i}]"
                said = {"node": node, "found": type(found).__name__}
                shown = python("network", f"z, a = network(layers, {x})", f"print(type({node}))")
                raise Different({key: text.format(**said) for key, text in PLAIN.items()},
                                "numbers-in-layers", python=shown)  # fmt: skip


def learnt(engine: Engine) -> tuple[list[list[list[Any]]], list[float]]:
    """Return the weights that the learner's descent comes to, and J before each step."""
    X, Y, _, _ = flowers()
    theta = MLP(4, [5, 3], seed=0).theta
    layers = values(engine, [[[w.data for w in row] for row in rows] for rows in theta.values()])
    return layers, [float(engine.module.descend(layers, X, Y, RATE)) for _ in range(STEPS)]


@checked
def trained(engine: Engine) -> dict[str, Any]:
    """Train on the iris flowers; return J before and after, and how many others are right."""
    layers, costs = learnt(engine)
    _, _, X, Y = flowers()
    right = 0
    for x, y in zip(X, Y):
        a = [engine.data(a_k) for a_k in engine.module.network(layers, x)[1][-1]]
        right += y.index(1.0) == a.index(max(a))
    net = MLP(4, [5, 3], seed=0)
    history = train(net, *flowers()[:2], steps=STEPS, rate=RATE, backend="scalar")
    what = {"en": f"after step {STEPS}, J", "zh": f"第 {STEPS} 步之后，J"}
    same(what, costs[-1], history.costs[-1], close=1e-7)
    return {"steps": STEPS, "first": costs[0], "last": costs[-1], "right": right, "of": len(X)}
