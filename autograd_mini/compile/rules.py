"""The namespace in which the rules of the derivative table write source.

A rule such as `lambda m, x, y: y * (1 - y)` is run on expressions instead of numbers, and what it
returns is the text of the partial.  What is already an array of the program is called by its name:
the rule of softplus, m.sigmoid(x), is a3 where a3 = sigmoid(z3) was recorded.

>>> from autograd_mini.elementary import TABLE
>>> from autograd_mini.compile.expressions import Expression
>>> u, y = Expression("z2", (-1, 0)), Expression("a2", (-1, 0))
>>> str(TABLE["sigmoid"].partial(0, Writer({}), [u], y))
'a2 * (1 - a2)'
>>> str(TABLE["softplus"].partial(0, Writer({"sigmoid(z2)": "a2"}), [u], y))
'a2'
>>> str(TABLE["pow"].partial(0, Writer({}), [u, 3.0], y))
'3 * z2 ** 2'
"""

from collections.abc import Callable, Mapping

from autograd_mini.compile.contraction import summed
from autograd_mini.compile.expressions import TERMS, Expression, Scalar, called
from autograd_mini.elementary import FLOATS, TABLE

# What Python has an operator for.
OPERATORS: dict[str, Callable[..., Scalar]] = {
    "add": lambda u, v: u + v, "sub": lambda u, v: u - v, "mul": lambda u, v: u * v,
    "div": lambda u, v: u / v, "pow": lambda u, v: u**v, "neg": lambda x: -x,
}  # fmt: skip


class Writer:
    """The functions of the table and the piecewise constants, writing calls.

    known: by the text of a call, the name of an array that has it already.
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self.known = known
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Callable[..., Scalar]:
        if name.startswith("__"):  # what copy and pickle ask for is no function of the table
            raise AttributeError(name)
        return lambda *operands: self.call(name, operands)

    def call(self, name: str, operands: tuple[Scalar, ...]) -> Scalar:
        """Return the text of an operation; of numbers alone a number."""
        if not any(isinstance(x, Expression) for x in operands):
            return getattr(FLOATS, name)(*operands)  # type: ignore[no-any-return]
        if name == "total":
            return _total(operands)
        if name == "lowers" and isinstance(operands[1], float | int):
            return _lowers(operands[0], operands[1])
        if name in OPERATORS:
            return OPERATORS[name](*operands)
        if name == "logsumexp":
            (x,) = operands
            assert isinstance(x, Expression)
            rest = tuple(a for a in x.axes if a != TERMS)
            return Expression(f"logsumexp({x})", rest)
        text = called(name, operands)
        if text.text in self.known:
            return Expression(self.known[text.text], text.axes)
        self.calls.append(text.text)
        return text


def _total(parts: tuple[Scalar, ...]) -> Scalar:
    """Return the sum of parts; a part with an axis of terms stands for all of them."""
    whole: Scalar = 0.0
    for part in parts:
        if isinstance(part, Expression) and TERMS in part.axes:
            part = summed(part, [TERMS])
        whole = whole + part if isinstance(whole, Expression) else part + whole
    return whole


def _lowers(u: Scalar, v: float) -> Scalar:
    """Return what `lowers` is for a number v: 0 or 1 where it does not depend on u."""
    at_0, elsewhere = FLOATS.lowers(0.0, v), FLOATS.lowers(1.0, v)
    return float(at_0) if at_0 == elsewhere else called("lowers", [u, v])


def partial(name: str, i: int, writer: Writer, operands: list[Scalar], y: Expression) -> Scalar:
    """Return the partial of an operation by its operand number i, from the table."""
    found: Scalar = TABLE[name].partial(i, writer, operands, y)
    return found
