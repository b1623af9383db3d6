"""Hypothesis strategies: Values, random programs, networks, and samples for them.

>>> from hypothesis import given
>>> from autograd_mini.testing.oracles import dual_numbers
>>> from autograd_mini.testing.programs import VALUES, run
>>> @given(programs(size=5))
... def backward_agrees_with_forward_mode(drawn):
...     program, numbers = drawn
...     leaves = [Value(x) for x in numbers]
...     run(program, VALUES, leaves)[-1].backward()
...     right = dual_numbers(program, numbers)
...     for leaf, derivative, error in zip(leaves, right.derivatives, right.errors):
...         assert abs(leaf.grad - derivative) <= 2 * error
>>> backward_agrees_with_forward_mode()
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import DrawFn, SearchStrategy
except ImportError as error:
    raise ImportError(
        "autograd_mini.testing.strategies draws with Hypothesis, which is not installed; "
        'python -m pip install "autograd-mini[testing]" installs it'
    ) from error

from autograd_mini.elementary import TABLE, operation
from autograd_mini.nn import MLP
from autograd_mini.testing.programs import Call, Program, tame
from autograd_mini.value import Value

# Zero or not too close to it, so that products of them do not underflow.
NUMBERS: SearchStrategy[float] = st.one_of(
    st.sampled_from([1.0, 2.0, 0.5, -1.0, 0.0, 3.0]),
    st.floats(2**-6, 4.0),
    st.floats(-4.0, -(2**-6)),
)


def values(
    numbers: SearchStrategy[float] = NUMBERS, labels: SearchStrategy[str] | None = None
) -> SearchStrategy[Value]:
    """Return a strategy that draws Values: leaves, with grad 0.

    numbers: draws their data; between −4 and 4 unless told otherwise.
    labels: draws their labels; none unless told otherwise.

    >>> from hypothesis import find
    >>> find(values(), lambda x: x.data > 1)
    Value(2.0, grad=0.0)
    """
    return st.builds(Value, numbers, st.just("") if labels is None else labels)


# A step before it is known what there is to operate on: the name of its operation; for each operand
# how many results to go back, round and round; and perhaps a number for one of them.
_Attempt: TypeAlias = tuple[str, list[int], tuple[int, float] | None]
_BACK = st.integers(0, 63)


@st.composite
def _attempts(draw: DrawFn, names: Sequence[str], numbers: bool) -> _Attempt:
    name = draw(st.sampled_from(names))
    arity = TABLE[name].arity or draw(st.integers(1, 3)) * (2 if name == "dot" else 1)
    back = [draw(_BACK) for _ in range(arity)]
    number = None
    if numbers and arity > 1 and draw(st.integers(0, 1)):
        number = draw(st.integers(0, arity - 1)), draw(NUMBERS)
    return name, back, number


def programs(
    ops: Iterable[str] | None = None,
    size: int = 12,
    leaves: int = 4,
    numbers: bool = True,
    reuse: bool = True,
) -> SearchStrategy[tuple[Program, list[float]]]:
    """Return a strategy that draws a program, and floats for its leaves.

    At these floats every step is tame: well inside its domain and away from its kinks.  The output
    depends on every leaf and every step.  A program may have no step at all: the output is a leaf.

    ops: the names of the operations to draw from; those of the whole table if None.  What no step
        has used is added up at the end, by total or add, if one of them is among these; otherwise
        it is left out.
    size: the most steps, not counting those that add up at the end.
    leaves: the most leaves.
    numbers: whether operands may be plain numbers.
    reuse: whether results may be used again.  If not, the program is a tree: every leaf and every
        result but the output is used exactly once.

    A failing example shrinks to the shortest program, and its leaves to simple numbers.

    ValueError for an operation that the table does not have, and for a size or leaves below 1.

    >>> from hypothesis import find
    >>> find(programs(numbers=False), lambda drawn: any(
    ...     step.name == "mul" and step.operands[0] == step.operands[1] for step in drawn[0]))
    ((Call(name='mul', operands=(0, 0)),), [1.0])
    """
    names = list(TABLE) if ops is None else list(dict.fromkeys(ops))
    for name in names:
        operation(name)
    if not names or size < 1 or leaves < 1:
        raise ValueError("programs() needs an operation, and a size and leaves of at least 1")
    return st.builds(
        _assembled,
        st.lists(NUMBERS, min_size=1, max_size=leaves),
        # The length first: left to itself, a list is short, and short programs share little.
        st.integers(1, 2 * size).flatmap(lambda n: _lists(_attempts(names, numbers), n)),
        st.just(size),
        st.just(next((name for name in ("total", "add") if name in names), None)),
        st.just(reuse),
    )


def _assembled(
    leaves: list[float], attempts: list[_Attempt], size: int, joiner: str | None, reuse: bool
) -> tuple[Program, list[float]]:
    """Return the program of the attempts that are tame, and its leaves."""
    results, steps = list(leaves), list[Call]()
    loose = list(range(len(leaves)))  # what no step has used
    for name, back, number in attempts:
        pool = list(range(len(results))) if reuse else list(loose)
        operands: list[int | float] = []
        for i, steps_back in enumerate(back):
            if number and number[0] == i:
                operands.append(number[1])
            elif pool:
                k = len(pool) - 1 - steps_back % len(pool)
                operands.append(pool[k] if reuse else pool.pop(k))
        xs = [results[i] if isinstance(i, int) else i for i in operands]
        if len(steps) < size and len(xs) == len(back) and _fits(name, operands, xs):
            steps.append(Call(name, tuple(operands)))
            results.append(TABLE[name].value(*xs))
            used = {i for i in operands if isinstance(i, int)}
            loose = [*(i for i in loose if i not in used), len(results) - 1]
    if joiner == "total" and len(loose) > 1:
        steps.append(Call("total", tuple(loose)))
    elif joiner == "add":
        last = loose[0]
        for i in loose[1:]:
            steps.append(Call("add", (last, i)))
            last = len(leaves) + len(steps) - 1
    elif joiner is None:
        return _ancestry(steps, leaves)
    return tuple(steps), leaves


def _fits(name: str, operands: Sequence[int | float], xs: Sequence[float]) -> bool:
    if name == "pow" and xs[0] < 0:
        # A negative base has powers for whole exponents only, which therefore must not move.
        base, exponent = operands
        if not (isinstance(base, int) and isinstance(exponent, float) and exponent.is_integer()):
            return False
    return tame(name, xs)


def _ancestry(steps: list[Call], leaves: list[float]) -> tuple[Program, list[float]]:
    """Return the last step with the steps and leaves that it depends on, numbered anew."""
    kept = {len(leaves) + len(steps) - 1}
    for k in range(len(leaves) + len(steps) - 1, len(leaves) - 1, -1):
        if k in kept:
            kept |= {i for i in steps[k - len(leaves)].operands if isinstance(i, int)}
    number = {old: new for new, old in enumerate(sorted(kept))}
    return (
        tuple(
            Call(step.name, tuple(number[i] if isinstance(i, int) else i for i in step.operands))
            for k, step in enumerate(steps, start=len(leaves))
            if k in kept
        ),
        [x for i, x in enumerate(leaves) if i in kept],
    )


def _lists(numbers: SearchStrategy[Any], length: int) -> SearchStrategy[list[Any]]:
    return st.lists(numbers, min_size=length, max_size=length)


@st.composite
def networks(draw: DrawFn, layers: int = 4, units: int = 5) -> MLP:
    """Draw a network of sigmoid units, with or without bias, of a size at which none saturates.

    layers: the most layers, the inputs included; at least 2.
    units: the most units in each of them.

    >>> from hypothesis import find
    >>> find(networks(), lambda net: len(net.sizes) == 3).sizes
    (1, 1, 1)
    """
    sizes = draw(st.lists(st.integers(1, units), min_size=2, max_size=layers))
    bias = draw(st.booleans())
    weight = st.floats(-1.5, 1.5)
    net = MLP(sizes[0], sizes[1:], bias=bias, seed=0)
    net.load_theta(
        {
            layer: draw(_lists(_lists(weight, s_in + bias), s_out))
            for layer, (s_in, s_out) in enumerate(pairwise(sizes), start=1)
        }
    )
    return net


@st.composite
def samples(draw: DrawFn, net: MLP, m: int = 4) -> tuple[list[list[float]], list[list[float]]]:
    """Draw samples for a network: X with a row for each, and Y with their targets.

    net: gives the lengths s_1 and K of the rows.
    m: the most samples; there is at least one.  Half of the targets are 0 or 1, the others between.

    >>> from hypothesis import find
    >>> find(samples(MLP(2, [1])), lambda drawn: True)
    ([[0.0, 0.0]], [[0.0]])
    """
    how_many = draw(st.integers(1, m))
    X = draw(_lists(_lists(st.floats(-2, 2), net.sizes[0]), how_many))
    target = st.sampled_from([0.0, 1.0]) | st.floats(0, 1)
    Y = draw(_lists(_lists(target, net.sizes[-1]), how_many))
    return X, Y


@dataclass(frozen=True)
class Case:
    """A network and samples for it.

    net: the network.  theta: its weights as plain numbers, theta[l] from layer l to layer l + 1.
    X, Y: the samples and their targets, a row for each.
    """

    net: MLP
    theta: dict[int, list[list[float]]]
    X: list[list[float]]
    Y: list[list[float]]

    @property
    def bias(self) -> bool:
        """Whether each theta[l] has a column 0 for the constant a_0 = 1."""
        return self.net.bias


@st.composite
def networks_with_samples(draw: DrawFn, layers: int = 4, units: int = 5, m: int = 4) -> Case:
    """Draw a network and samples for it; see `networks` and `samples`.

    >>> from hypothesis import find
    >>> case = find(networks_with_samples(), lambda case: True)
    >>> case.net.sizes, case.theta, case.X, case.Y
    ((1, 1), {1: [[0.0]]}, [[0.0]], [[0.0]])
    """
    net = draw(networks(layers, units))
    theta = {layer: [[w.data for w in row] for row in rows] for layer, rows in net.theta.items()}
    return Case(net, theta, *draw(samples(net, m)))
