"""The programs that an engine is asked to run, so that misconceptions can be told apart.

There are some for the graph and its passes, and a few for each operation that the engine has.  In
those for the graph every result is used by the next step, so that only one order of the nodes is
topological, and an engine that overwrites gradients has no choice which is the last.

The name of a probe is a formula, or Python, so that it can be shown in every language.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.recorder import recorded
from autograd_mini.testing.diagnosis.forward import BOTH, LEFT, RIGHT, key_of
from autograd_mini.testing.diagnosis.reference import Probe
from autograd_mini.testing.programs import Call

Expression = Callable[..., Any]

# Where operations are tried: numbers with nothing in common, such that a wrong rule shows.
POINTS = (0.6, -1.3, 1.7, 2.2, 0.3)
PAIRS = ((1.7, 0.6), (0.4, 2.3), (-1.3, 0.7), (2.2, 3.0))
A_NUMBER = 2.5

GRAPH: dict[str, tuple[Expression, tuple[float, ...]]] = {
    "a + a": (lambda a: a + a, (1.7,)),
    "a·a": (lambda a: a * a, (1.7,)),
    "a·b": (lambda a, b: a * b, (1.7, 0.6)),
    "(a·b)·c": (lambda a, b, c: (a * b) * c, (1.7, 0.6, -2.2)),
    "a·b + a": (lambda a, b: a * b + a, (1.7, 0.6)),
    "(a + a)·a": (lambda a: (a + a) * a, (1.7,)),
    "a + (b + c)·a": (lambda a, b, c: a + (b + c) * a, (1.7, 0.6, -2.2)),
    "((a + b) + a) + b": (lambda a, b: ((a + b) + a) + b, (1.7, 0.6)),
    "((a·b)·a)·b": (lambda a, b: ((a * b) * a) * b, (1.7, 0.6)),
    "(b + a)·a": (lambda a, b: (b + a) * a, (1.7, 0.6)),
    "(((a·b)·c)·d)·e": (
        lambda a, b, c, d, e: (((a * b) * c) * d) * e,
        (1.7, 0.6, -2.2, 0.7, 1.3),
    ),
    "e·(d·(c·(b·a)))": (
        lambda a, b, c, d, e: e * (d * (c * (b * a))),
        (1.7, 0.6, -2.2, 0.7, 1.3),
    ),
    "((((a + b) + c) + d)·e)·e": (
        lambda a, b, c, d, e: ((((a + b) + c) + d) * e) * e,
        (1.7, 0.6, -2.2, 0.7, 1.3),
    ),
}


def _shared(between: Callable[[Any, Any, Any], Any], first: str) -> Expression:
    def expression(a: Any, b: Any, c: Any) -> Any:
        y = a + b if first == "+" else a * b
        return between(y, b, c)

    return expression


# y is a·b or a + b, and several use it.
SHARING: dict[str, Callable[[Any, Any, Any], Any]] = {
    "y + y": lambda y, b, c: y + y,
    "y·y": lambda y, b, c: y * y,
    "y·y + y": lambda y, b, c: y * y + y,
    "y + y·y": lambda y, b, c: y + y * y,
    "y + (y + y·y)": lambda y, b, c: y + (y + y * y),
    "y·c + y": lambda y, b, c: y * c + y,
    "y + y·c": lambda y, b, c: y + y * c,
    "((y·c)·b)·c + y": lambda y, b, c: ((y * c) * b) * c + y,
    "y + c·(b·(c·y))": lambda y, b, c: y + c * (b * (c * y)),
    "(y·c)·y": lambda y, b, c: (y * c) * y,
    "((y + c)·y + b)·y": lambda y, b, c: ((y + c) * y + b) * y,
    "(y + c) + y": lambda y, b, c: (y + c) + y,
    "z = y + y, J = z·z + y": lambda y, b, c: _twice(y + y, y),
    "z = y·c, J = (z + y)·z": lambda y, b, c: _and_again(y * c, y),
    "z = c·y, J = y + z·c": lambda y, b, c: y + (c * y) * c,
}


def _twice(z: Any, y: Any) -> Any:
    return z * z + y


def _and_again(z: Any, y: Any) -> Any:
    return (z + y) * z


def graph_probes() -> Iterator[Probe]:
    """Yield the probes for graphs and passes."""
    for name, (expression, numbers) in GRAPH.items():
        yield Probe(name, recorded(expression, len(numbers)), numbers)
    for name, between in SHARING.items():
        for sign in "·+":
            program = recorded(_shared(between, sign), 3)
            given = "" if "J = " in name else "J = "
            yield Probe(f"y = a {sign} b, {given}{name}", program, (1.7, 0.6, -2.2))
    two = (1.7, 0.6)
    yield Probe("J = a", (), (1.7,))
    yield Probe("J = a·b, ∂J/∂c", recorded(lambda a, b, c: a * b, 3), (1.7, 0.6, 2.2))
    product, total = recorded(lambda a, b: a * b, 2), recorded(lambda a, b: a + b, 2)
    yield Probe("J = a·b, J.grad", product, two, watch="result", kind="result")
    yield Probe("J = a + b, J.grad", total, two, watch="result", kind="result")
    yield Probe(
        "J = a·b + a, J.data",
        recorded(lambda a, b: a * b + a, 2),
        two,
        watch="values",
        kind="values",
    )
    yield Probe("J = a·b, J.backward(2.5)", product, two, ((-1, A_NUMBER),), kind="seed")
    yield Probe(
        "J = (a·b)·b, J.backward(2.5)",
        recorded(lambda a, b: (a * b) * b, 2), two, ((-1, A_NUMBER),), kind="seed",
    )  # fmt: skip
    yield from _second_passes()


def _second_passes() -> Iterator[Probe]:
    again, kind = ((-1, None), (-1, None)), "second"
    three = (1.7, 0.6, -2.2)
    yield Probe(
        "J = a·b, J.backward(), J.backward()",
        recorded(lambda a, b: a * b, 2),
        three[:2],
        again,
        kind=kind,
    )
    yield Probe(
        "J = (a·b)·c, J.backward(), J.backward()",
        recorded(lambda a, b, c: (a * b) * c, 3),
        three,
        again,
        kind=kind,
    )
    yield Probe(
        "J = a + b, J.backward(), J.backward()",
        recorded(lambda a, b: a + b, 2),
        three[:2],
        again,
        kind=kind,
    )
    chain = recorded(lambda a, b, c: ((a * b) * c + a) * b, 3)
    yield Probe("J = ((a·b)·c + a)·b, J.backward(), J.backward()", chain, three, again, kind=kind)
    apart = (Call("mul", (0, 1)), Call("mul", (0, 2)))
    yield Probe(
        "J = a·b, K = a·c, J.backward(), K.backward()",
        apart,
        three,
        ((3, None), (4, None)),
        kind=kind,
    )
    sums = (Call("add", (0, 1)), Call("add", (0, 2)))
    yield Probe(
        "J = a + b, K = a + c, J.backward(), K.backward()",
        sums,
        three,
        ((3, None), (4, None)),
        kind=kind,
    )
    joint = (Call("mul", (0, 1)), Call("mul", (3, 2)), Call("mul", (3, 0)))
    yield Probe(
        "y = a·b, J = y·c, K = y·a, J.backward(), K.backward()",
        joint,
        three,
        ((4, None), (5, None)),
        kind=kind,
    )


def written(op: str, *operands: str, within: bool = False) -> str:
    """Return an operation as people write it.

    within: whether it is a part of a product, so that it may need brackets.

    >>> written("add", "a", "2.5"), written("neg", "a", within=True), written("tanh", "a")
    ('a + 2.5', '(−a)', 'tanh(a)')
    """
    signs = {"add": " + ", "sub": " − ", "mul": "·", "div": " / ", "pow": " ** "}
    if op not in signs and op != "neg":
        return f"{op}({', '.join(operands)})"
    bare = f"−{operands[0]}" if op == "neg" else signs[op].join(operands)
    return f"({bare})" if within else bare


def points_of(op: str) -> list[tuple[float, ...]]:
    """Return two points where a function is tried, or as many as its domain has.

    >>> points_of("log"), points_of("tanh")
    ([(0.6,), (1.7,)], [(0.6,), (-1.3,)])
    """
    elementary = TABLE[op]
    places: list[tuple[float, ...]] = list(PAIRS)
    if elementary.arity == 1:
        places = [(x,) for x in POINTS]
    return [at for at in places if elementary.defined(*at)][: 2 if elementary.arity == 1 else 3]


def operation_probes(op: str, forms: Collection[str], chain: bool) -> Iterator[Probe]:
    """Yield the probes for one operation.

    forms: which operands may be numbers.  chain: whether there are products to put it between.
    """
    arity = TABLE[op].arity
    if arity is None:
        yield from _of_lists(op, chain)
    elif arity == 1:
        for at in points_of(op):
            yield Probe(f"{written(op, 'a')}, a = {at[0]}", (Call(op, (0,)),), at)
            if chain:
                yield from _in_a_chain(op, at[0])
    else:
        if BOTH in forms:
            for at in points_of(op):
                yield Probe(
                    f"{written(op, 'a', 'b')}, a = {at[0]}, b = {at[1]}", (Call(op, (0, 1)),), at
                )
            # A tie is a convention; and a + a and a·a are among the graphs.
            if op not in ("maximum", "minimum", "add", "mul"):
                yield Probe(written(op, "a", "a"), (Call(op, (0, 0)),), (1.7,))
            if chain and op not in ("add", "mul"):
                yield from _two_in_a_chain(op, *points_of(op)[0])
        for form in (RIGHT, LEFT):
            if form in forms:
                yield from _with_a_number(op, form, chain)


def _in_a_chain(op: str, x: float) -> Iterator[Probe]:
    """Yield f(a) where something follows it, and something comes before."""
    follow = (Call(op, (0,)), Call("mul", (2, 0)), Call("mul", (3, 1)))
    yield Probe(f"({written(op, 'a', within=True)}·a)·b, a = {x}", follow, (x, 2.2))
    y = Call("mul", (0, 1))
    inner = (y, Call(op, (3,)), Call("mul", (4, 3)), Call("mul", (5, 2)))
    yield Probe(
        f"y = a·b, J = ({written(op, 'y', within=True)}·y)·c, y = {x}", inner, (2 * x, 0.5, -2.2)
    )


def _two_in_a_chain(op: str, u: float, v: float) -> Iterator[Probe]:
    step = Call(op, (0, 1))
    follow = (step, Call("mul", (3, 0)), Call("mul", (4, 2)))
    yield Probe(f"({written(op, 'a', 'b', within=True)}·a)·c", follow, (u, v, 2.2))
    follow = (step, Call("mul", (3, 1)), Call("mul", (4, 2)))
    yield Probe(f"({written(op, 'a', 'b', within=True)}·b)·c", follow, (u, v, -2.2))
    inner = (Call("mul", (0, 1)), Call(op, (4, 2)), Call("mul", (5, 4)), Call("mul", (6, 3)))
    yield Probe(
        f"y = a·b, J = ({written(op, 'y', 'c', within=True)}·y)·d", inner, (2 * u, 0.5, v, 2.2)
    )
    inner = (Call("mul", (0, 1)), Call(op, (2, 4)), Call("mul", (5, 4)), Call("mul", (6, 3)))
    yield Probe(
        f"y = a·b, J = ({written(op, 'c', 'y', within=True)}·y)·d", inner, (2 * v, 0.5, u, 2.2)
    )


def numbers_for(key: str) -> tuple[float, ...]:
    """Return the numbers that an operation with a number is tried with."""
    return {"pow:number": (3.0, 2.0, -1.0), "pow:base": (A_NUMBER,)}.get(key, (A_NUMBER,))


def _with_a_number(op: str, form: str, chain: bool) -> Iterator[Probe]:
    kind = "core" if op == "pow" else "numbers"
    for number in numbers_for(key_of(op, form)):
        step = Call(op, (0, number) if form == RIGHT else (number, 0))
        shown = written(op, "a", f"{number}") if form == RIGHT else written(op, f"{number}", "a")
        yield Probe(shown, (step,), (1.7,), kind=kind)
        if chain:
            follow = (step, Call("mul", (2, 0)), Call("mul", (3, 1)))
            yield Probe(f"({shown})·a·b", follow, (1.7, 2.2), kind=kind)
    if op == "pow" and chain:
        number = numbers_for(key_of(op, form))[0]
        step = Call(op, (3, number) if form == RIGHT else (number, 3))
        power = written(op, "y", f"{number}") if form == RIGHT else written(op, f"{number}", "y")
        inner = (Call("mul", (0, 1)), step, Call("mul", (4, 3)), Call("mul", (5, 2)))
        yield Probe(f"y = a·b, J = ({power})·y·c", inner, (3.4, 0.5, -2.2))
    if op == "pow" and form == RIGHT:
        yield Probe("(−1.3) ** 2", (Call(op, (0, 2.0)),), (-1.3,))


def _of_lists(op: str, chain: bool) -> Iterator[Probe]:
    step, numbers = Call(op, (0, 1, 2, 3)), (1.7, 0.6, -1.3, 0.4)
    yield Probe(written(op, *"abcd"), (step,), numbers)
    yield Probe(written(op, *"abba"), (Call(op, (0, 1, 1, 0)),), numbers[:2])
    if chain:
        follow = (step, Call("mul", (5, 0)), Call("mul", (6, 4)))
        yield Probe(f"{written(op, *'abcd')}·a·e", follow, (*numbers, 2.2))
