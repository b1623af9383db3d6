"""What every engine should get right: the properties of the conformance suite.

A property has a name, a sentence that a student understands, the operations it needs, and a check.
A property about one thing uses nothing else: the one about quotients has no shared nodes, the one
about shared nodes has no quotients, so that a mistake shows where it is.
"""

import importlib.util
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from autograd_mini.elementary import TABLE
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.conform.recorder import recorded
from autograd_mini.testing.conform.trial import (
    Example,
    NotSupported,
    Wrong,
    both_passes,
    example,
    expect,
    for_all,
    in_a_new_process,
    one_step,
    possible,
    refused,
    script,
    spelled,
)
from autograd_mini.testing.oracles import path_sums

Check = Callable[[Engine], None]
DEEP = 100_000
WIDE = 10_000


@dataclass(frozen=True)
class Property:
    """One thing that an engine should get right.

    sentence: what it is.  needs: the operations, by their names in the table.
    """

    name: str
    sentence: str
    needs: tuple[str, ...]
    run: Check

    def check(self, engine: Engine) -> None:
        """Check an engine; Wrong or NotSupported if it does not pass."""
        missing = [op for op in self.needs if not engine.supports(op)]
        if missing:
            raise NotSupported(f"it has no {', '.join(missing)}")
        self.run(engine)


PROPERTIES: dict[str, Property] = {}


def named(*needs: str) -> Callable[[Check], Check]:
    """Enter a check among the properties, under its name and with its docstring as the sentence."""

    def enter(check: Check) -> Check:
        _enter(check.__name__, check.__doc__ or "", needs, check)
        return check

    return enter


def _enter(name: str, sentence: str, needs: tuple[str, ...], check: Check) -> None:
    PROPERTIES[name] = Property(name, sentence, needs, check)


# Operations, one at a time.

SENTENCES = {
    "add": "The derivative of a sum is 1 by each of its terms.",
    "sub": "The derivative of u − v is 1 by u and −1 by v.",
    "mul": "The derivative of a product u·v is v by u, and u by v.",
    "div": "The derivative of a quotient u/v is 1/v by u, and −u/v² by v.",
    "neg": "The derivative of −x is −1.",
    "pow": "The derivative of u^v is v·u^(v − 1) by u, and u^v·log u by v.",
}


def _one_operation(engine: Engine, op: str) -> None:
    for_all(engine, ops=[op], size=1, numbers=False, reuse=False)


for _name, _op in TABLE.items():
    _sentence = SENTENCES.get(_name, f"The derivative of {_name} is {_op.derivative}.")
    _enter(f"derivative_of_{_name}", _sentence, (_name,), partial(_one_operation, op=_name))


@named()
def power_with_a_number(engine: Engine) -> None:
    """The derivative of x^n is n·x^(n − 1), for negative x and negative n too."""
    if not possible(lambda: engine.value(1.5) ** 2.0):
        raise NotSupported("it has no power with a number")
    for n in (2.0, 3.0, 1.0, -1.0, -2.0):
        for x in (3.0, -1.5, 0.5):
            example(engine, lambda a, n=n: a**n, x)
    for n in (0.5, 2.5, -1.5):
        example(engine, lambda a, n=n: a**n, 4.0)


@named()
def number_to_a_power(engine: Engine) -> None:
    """A number to the power of a node, such as 2^x, has the derivative 2^x·log 2."""
    for x in (3.0, -1.5, 0.0):
        example(engine, lambda a: 2.0**a, x)


@named()
def numbers_on_the_right(engine: Engine) -> None:
    """A number may stand at the right of +, −, × and ÷."""
    for x in (3.0, -1.5):
        example(engine, lambda a: a + 2.0, x)
        example(engine, lambda a: a - 2.0, x)
        example(engine, lambda a: a * 2.0, x)
        example(engine, lambda a: a / 2.0, x)


@named()
def numbers_on_the_left(engine: Engine) -> None:
    """A number may stand at the left of +, −, × and ÷: 2 − x is not x − 2."""
    for x in (3.0, -1.5):
        example(engine, lambda a: 2.0 + a, x)
        example(engine, lambda a: 2.0 - a, x)
        example(engine, lambda a: 2.0 * a, x)
        example(engine, lambda a: 2.0 / a, x)


@named()
def whole_numbers(engine: Engine) -> None:
    """Whole numbers will do: Value(3), and 2 * x."""
    script(
        engine, "x = Value(3)\nJ = 2 * x * x + 1\nJ.backward()", {"J.data": 19.0, "x.grad": 12.0}
    )


@named()
def numpy_scalars(engine: Engine) -> None:
    """NumPy's scalars will do, at either side."""
    if not importlib.util.find_spec("numpy"):
        raise NotSupported("there is no NumPy here")
    script(
        engine,
        """
        import numpy
        x = Value(numpy.float64(3))
        J = numpy.float64(2) * x + x * numpy.float64(4)
        J.backward()
        """,
        {"J.data": 18.0, "x.grad": 6.0},
    )


@named("add", "mul")
def order_of_operands(engine: Engine) -> None:
    """The order of operands is free: u + v is v + u, and u·v is v·u, to the last digit."""
    for sign in "+*":
        code = f"""
        u, v = Value(0.1), Value(0.7)
        J = u {sign} v
        J.backward()
        s, t = Value(0.1), Value(0.7)
        K = t {sign} s
        K.backward()
        """
        wanted = {"J.data - K.data": 0.0, "u.grad - s.grad": 0.0, "v.grad - t.grad": 0.0}
        script(engine, code, wanted)


# The graph.


@named("add", "mul")
def chain_rule(engine: Engine) -> None:
    """Chain rule: along a path, local derivatives are multiplied."""
    for_all(engine, ops=["add", "mul"], size=8, numbers=False, reuse=False)


@named("add", "mul")
def node_used_twice_by_one_operation(engine: Engine) -> None:
    """An operation may use a node twice: x + x has the derivative 2, x·x has 2x."""
    for x in (3.0, -0.5):
        example(engine, lambda a: a + a, x)
        example(engine, lambda a: a * a, x)
        if engine.supports("sub"):
            example(engine, lambda a: a - a, x)
        if engine.supports("div"):
            example(engine, lambda a: a / a, x)


@named("add", "mul")
def leaf_used_by_many(engine: Engine) -> None:
    """A leaf that several operations use gets the sum of what they send back."""
    example(engine, lambda a, b: a * b + a, 3.0, 2.0)
    example(engine, lambda a, b, c: (a * b + a * c) + (b * c + a), 3.0, -2.0, 0.5)


@named("add", "mul")
def inner_node_used_by_many(engine: Engine) -> None:
    """So does an inner node: y = w·x, J = y·y + y."""

    def square_and_add(a: Any, b: Any) -> Any:
        y = a * b
        return y * y + y

    example(engine, square_and_add, 3.0, -2.0)


@named("add", "mul")
def order_of_the_sweep(engine: Engine) -> None:
    """A node waits for all its consumers before it sends its gradient on."""

    def early(a: Any, b: Any) -> Any:
        y = a * b
        return y + (y + y * y)

    def late(a: Any, b: Any) -> Any:
        y = a * b
        return ((y * b) * b) * b + y

    def first(a: Any, b: Any) -> Any:
        y = a * b
        return y + ((y * b) * b) * b

    def both(a: Any, b: Any) -> Any:
        y = a + b
        z = y * a
        return (z + y) + z * (y * z)

    for expression in (early, late, first, both):
        example(engine, expression, 3.0, -2.0)


@named("add", "mul")
def sum_over_paths(engine: Engine) -> None:
    """However nodes are shared, a derivative is the sum over all paths."""
    for_all(engine, path_sums, ops=["add", "mul"], size=8, numbers=False)


@named("mul")
def unreachable_input(engine: Engine) -> None:
    """An input that the result does not depend on has the gradient 0."""
    code = """
    x, other = Value(3.0), Value(2.0)
    unused = other * x
    J = x * Value(5.0)
    J.backward()
    """
    script(engine, code, {"other.grad": 0.0, "x.grad": 5.0})


@named("mul")
def result_by_itself(engine: Engine) -> None:
    """The derivative of a result by itself is 1, also if it is a leaf."""
    script(engine, "x = Value(3.0)\nx.backward()", {"x.grad": 1.0})
    code = "x, y = Value(3.0), Value(2.0)\nJ = x * y\nJ.backward()"
    script(engine, code, {"1.0 if J.grad is None else J.grad": 1.0})  # None: it is not kept


# Passes one after the other.


@named("mul")
def backward_twice(engine: Engine) -> None:
    """backward() run twice doubles the gradients of the leaves, or leaves them."""
    code = """
    a, b, c = Value(2.0), Value(3.0), Value(4.0)
    y = a * b
    J = y * c
    J.backward()
    J.backward()
    """
    wanted = {"a.grad": (24.0, 12.0), "b.grad": (16.0, 8.0)}
    script(engine, code, wanted, unsupported=RuntimeError)


@named("mul")
def two_results_add_up(engine: Engine) -> None:
    """The gradients of two results add up in the leaves."""
    code = """
    x, y, z = Value(3.0), Value(5.0), Value(2.0)
    J = x * y
    J.backward()
    K = x * z
    K.backward()
    """
    script(engine, code, {"x.grad": 7.0, "y.grad": 3.0, "z.grad": 3.0})


@named("mul")
def two_results_share_a_node(engine: Engine) -> None:
    """They do so as well if the two results share an inner node."""
    code = """
    a, b, c, d = Value(3.0), Value(5.0), Value(2.0), Value(10.0)
    y = a * b
    J = y * c
    J.backward()
    K = y * d
    K.backward()
    """
    script(engine, code, {"a.grad": 60.0, "b.grad": 36.0}, unsupported=RuntimeError)


@named("mul")
def gradient_set_to_0(engine: Engine) -> None:
    """A gradient that is set to 0 starts a new sum."""
    code = """
    x, y, z = Value(3.0), Value(5.0), Value(2.0)
    J = x * y
    J.backward()
    x.grad = 0.0
    K = x * z
    K.backward()
    """
    script(engine, code, {"x.grad": 2.0}, unsupported=(AttributeError, TypeError))


@named("mul")
def seed(engine: Engine) -> None:
    """backward(seed) multiplies all gradients by the seed."""
    code = "x, y = Value(3.0), Value(5.0)\nJ = x * y\nJ.backward(2.0)"
    script(engine, code, {"x.grad": 10.0, "y.grad": 6.0}, unsupported=TypeError)


@named("add", "mul")
def values_stay(engine: Engine) -> None:
    """backward() changes no value."""
    code = "x, y = Value(3.0), Value(5.0)\nz = x * y\nJ = z + x\nJ.backward()"
    script(engine, code, {"x.data": 3.0, "y.data": 5.0, "z.data": 15.0, "J.data": 18.0})


@named("mul")
def deep_copy(engine: Engine) -> None:
    """A deep copy of a graph has gradients of its own."""
    code = """
    import copy
    x, y = Value(3.0), Value(5.0)
    J = x * y
    K = copy.deepcopy(J)
    K.backward()
    """
    wanted = {"K.data": 15.0, "x.grad": 0.0, "y.grad": 0.0}
    script(engine, code, wanted, unsupported=RuntimeError)


# Kinks, the edges of domains, and very large numbers.


@named("relu")
def kink_of_relu(engine: Engine) -> None:
    """At its kink, relu has the derivative 0."""
    expect(engine, one_step("relu", 1), [0.0], 0.0, [0.0])


@named("abs")
def kink_of_abs(engine: Engine) -> None:
    """At its kink, |x| has a slope between −1 and 1."""
    both_passes(engine, one_step("abs", 1), [0.0], 0.0, [0.0], value_error=0.0, errors=[1.0])


def _tie(engine: Engine, op: str) -> None:
    example = both_passes(engine, one_step(op, 2), [2.0, 2.0], 2.0, None, value_error=0.0)
    if sum(example.actual) != 1.0:
        message = f"the derivatives are {example.actual}; their sum should be 1.0"
        raise Wrong(message, example)


@named("maximum")
def tie_of_maximum(engine: Engine) -> None:
    """In a tie, the derivatives of max by its operands add up to 1."""
    _tie(engine, "maximum")


@named("minimum")
def tie_of_minimum(engine: Engine) -> None:
    """In a tie, the derivatives of min by its operands add up to 1."""
    _tie(engine, "minimum")


UNDEFINED = [
    ("div", [1.0, 0.0]), ("log", [0.0]), ("log", [-1.0]), ("log1p", [-2.0]), ("sqrt", [-1.0]),
    ("pow", [-2.0, 0.5]),
]  # fmt: skip


@named()
def outside_the_domain(engine: Engine) -> None:
    """Outside its domain an operation is an error, and not nan, inf or a complex number."""
    known = [(op, numbers) for op, numbers in UNDEFINED if engine.supports(op)]
    if not known:
        raise NotSupported("it has no operation that is not defined everywhere")
    for op, numbers in known:
        refused(engine, op, numbers)


@named("exp")
def overflow(engine: Engine) -> None:
    """A number too large to be represented is an error, and not inf."""
    refused(engine, "exp", [1000.0])


STABLE: dict[str, list[tuple[list[float], float, list[float]]]] = {
    "sigmoid": [([1000.0], 1.0, [0.0]), ([-1000.0], 0.0, [0.0])],
    "tanh": [([1000.0], 1.0, [0.0]), ([-1000.0], -1.0, [0.0])],
    "softplus": [([1000.0], 1000.0, [1.0]), ([-1000.0], 0.0, [0.0])],
    "log_sigmoid": [([1000.0], 0.0, [0.0]), ([-1000.0], -1000.0, [1.0])],
    "logsumexp": [
        ([1000.0, 0.0], 1000.0, [1.0, 0.0]),
        ([-1000.0, -1000.0], -1000.0 + math.log(2), [0.5, 0.5]),
    ],
}


def _stable(engine: Engine, op: str) -> None:
    for numbers, value, derivatives in STABLE[op]:
        program = one_step(op, len(numbers))
        expect(engine, program, numbers, value, derivatives, tolerance=1e-12)


for _name in STABLE:
    _sentence = f"{_name} is right at ±1000 too, where a plain exp overflows."
    _enter(f"large_{_name}", _sentence, (_name,), partial(_stable, op=_name))


@named("sigmoid", "log", "neg")
def saturated_cost(engine: Engine) -> None:
    """The cost −log σ(z) of a saturated unit is right, or an error, but never inf or nan."""
    program = recorded(lambda z: -z.sigmoid().log(), 1)
    try:
        expect(engine, program, [-800.0], 800.0, [-1.0], tolerance=1e-12)
    except Wrong as wrong:
        if not wrong.message.startswith("it raises"):
            raise


# Size.


@named("add")
def deep_chain(engine: Engine) -> None:
    """A chain of 100,000 operations is no deeper than any other."""
    code = f"""
    x, one = Value(0.5), Value(1.0)
    J = x
    for _ in range({DEEP}):
        J = J + one
    J.backward()
    """
    script(engine, code, {"x.grad": 1.0, "one.grad": float(DEEP)})


@named("add", "mul")
def wide_graph(engine: Engine) -> None:
    """A node may have 10,000 consumers."""
    code = f"""
    x, inputs = Value(2.0), [Value(1.0) for _ in range({WIDE})]
    terms = [x * one for one in inputs]
    while len(terms) > 1:
        rest = terms[len(terms) // 2 * 2 :]
        terms = [u + v for u, v in zip(terms[::2], terms[1::2])] + rest
    J = terms[0]
    J.backward()
    """
    script(engine, code, {"x.grad": float(WIDE), "inputs[-1].grad": 2.0})


@named("add")
def many_paths(engine: Engine) -> None:
    """Shared nodes are visited once, though 2^60 paths lead through them."""
    code = """
    x = Value(1.0)
    J = x
    for _ in range(60):
        J = J + J
    J.backward()
    """
    script(engine, code, {"x.grad": 2.0**60})


@named("add", "mul")
def cost_in_proportion(engine: Engine) -> None:
    """The cost of a backward pass grows as the graph does, and not as its square."""
    code = """
    from autograd_mini.testing.steps import steps  # it counts lines, calls and comparisons

    def result(size):
        x, y = Value(0.5), Value(0.5)
        terms = [x * y for _ in range(size)]
        while len(terms) > 1:
            terms = [u + v for u, v in zip(terms[::2], terms[1::2])]
        return terms[0]

    few, many = [steps(result(size).backward, Value) for size in (128, 512)]
    times = many / few  # 4 if it grows in proportion, 16 if as the square
    """
    problem = "4 times as many nodes take {times:.0f} times as many steps"
    script(engine, code, {"times < 8": True}, problem=problem)


# Runs, and derivatives of derivatives.

DIGEST = """
values = [Value(0.1 * i + 0.1) for i in range(12)]
J = values[0]
for i, v in enumerate(values):
    for w in values[i:]:
        J = J * v + w * v
J.backward()
digest = [float(n.grad).hex() for n in values]
"""


@named("add", "mul")
def same_in_every_run(engine: Engine) -> None:
    """The same program has the same gradients in every run, to the last digit."""
    code = spelled(engine, DIGEST + "print('digest', digest)")
    found = set()
    for hash_seed in ("0", "1", "2"):
        digest = in_a_new_process(engine, code, hash_seed)
        found.add(digest)
    if len(found) > 1:
        raise Wrong(
            "the gradients depend on PYTHONHASHSEED, or on where objects lie in memory",
            Example(engine.import_line() + "\n" + code),
        )


@named("mul")
def symmetric_second_derivatives(engine: Engine) -> None:
    """Mixed second derivatives are symmetric: ∂²J/∂x∂y = ∂²J/∂y∂x."""
    grad = getattr(engine.module, "grad", None)
    if not callable(grad):
        raise NotSupported("its module has no function grad(J, [x, y]) that returns values")
    code = """
    x, y = Value(3.0), Value(5.0)
    J = x * x * y * y * y
    by_x, by_y = grad(J, [x, y])
    (xy,), (yx,) = grad(by_x, [y]), grad(by_y, [x])
    """
    wanted = {"xy.data": 6 * 3.0 * 25.0, "yx.data": 6 * 3.0 * 25.0}
    script(engine, code, wanted, unsupported=(TypeError, AttributeError), names={"grad": grad})


# All at once.


@named()
def agreement_with_dual_numbers(engine: Engine) -> None:
    """Any program has the gradients that dual numbers find, to the last digits."""
    for_all(engine, ops=[op for op in TABLE if engine.supports(op)], size=10, numbers=False)
