"""Expressions as text: `log(sigmoid(w*x + b))` with `w=0.5 x=2 b=-1`.

The text is read by Python's own parser, and then only what is on a list is done: the operators
+ − × ÷ and powers, numbers, the names that have been given a number, and the functions of the
table.  Nothing in it is ever run as code.

>>> read("w*x + b", {"w": 2.0, "x": 3.0, "b": 1.0}).J.data
7.0
>>> read("w*x + sigmoit(b)", {"w": 2.0, "x": 3.0, "b": 1.0})
Traceback (most recent call last):
    ...
autograd_mini.command.expression.ExpressionError: there is no function sigmoit; do you mean sigmoid?
    w*x + sigmoit(b)
          ^^^^^^^
"""

import ast
import difflib
import keyword
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from autograd_mini import functions
from autograd_mini.command.assignments import CONSTANTS, LONGEST_SHOWN
from autograd_mini.elementary import TABLE
from autograd_mini.errors import DomainError
from autograd_mini.formulas.labels import in_short, printable, width_of
from autograd_mini.value import Operand, Value

LONGEST = 2000  # characters
MOST_PARTS = 2000  # numbers, names and operations
DEEPEST = 100  # brackets and calls inside each other
OPERATORS: dict[type, Callable[[Operand, Operand], Operand]] = {
    ast.Add: functions.add, ast.Sub: functions.sub, ast.Mult: functions.mul,
    ast.Div: functions.div, ast.Pow: functions.pow,
}  # fmt: skip
# What stands in books, or comes from a Chinese keyboard, and is no sign of Python.
TYPED = {
    "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "−": "-", "–": "-", "²": "**2", "³": "**3",
    "√": "sqrt(…)", "|": "abs(…)", "∣": "abs(…)", "。": ".", "、": ",", "【": "[", "】": "]",
    **{chr(0xFF00 + k): chr(0x20 + k) for k in range(1, 0x5F) if not chr(0x20 + k).isalpha()},
    "｜": "abs(…)", "＾": "**",
}  # fmt: skip
# What books call functions of the table, and a constant, otherwise.
BOOKS = {
    "ln": "log", "lg": "log10", "lb": "log2", "ld": "log2", "tg": "tan", "sen": "sin",
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctg": "atan", "arcsen": "asin",
    "sh": "sinh", "ch": "cosh", "th": "tanh", "arsinh": "asinh", "arcosh": "acosh",
    "artanh": "atanh", "arsh": "asinh", "arch": "acosh", "arth": "atanh",
    "logistic": "sigmoid", "σ": "sigmoid", "swish": "silu", "max": "maximum", "min": "minimum",
    "sum": "total", "π": "pi",
}  # fmt: skip
FACTORS = "write * between factors, as in 2*x"
# What they have and the table has not, by what there is.
WRITTEN = {
    "cot": "1/tan(x)", "ctg": "1/tan(x)", "cotan": "1/tan(x)", "sec": "1/cos(x)",
    "csc": "1/sin(x)", "cosec": "1/sin(x)", "coth": "1/tanh(x)", "sech": "1/cosh(x)",
    "csch": "1/sinh(x)", "sqr": "x**2", "square": "x**2", "rad": "x*pi/180",
}  # fmt: skip


class ExpressionError(ValueError):
    """What is wrong with an expression, and where: the message has a caret below it."""

    def __init__(self, problem: str, text: str, begin: int, end: int) -> None:
        before = max(0, begin - 60)
        shown = printable(text.replace("\n", " "))[before : before + 100]
        before_it, it = shown[: begin - before], shown[begin - before : end - before]
        caret = " " * width_of(before_it) + "^" * max(1, width_of(it))  # it may be behind the end
        super().__init__(f"{problem}\n    {shown}\n    {caret}")


@dataclass(frozen=True)
class Read:
    """An expression that was read: its end J, and the leaves by their names."""

    J: Value
    leaves: dict[str, Value]


def read(text: str, numbers: Mapping[str, float]) -> Read:
    """Return the graph of an expression.

    numbers: of every name in it; those that are not in it count as well, with the derivative 0.

    ExpressionError for what cannot be read, with the place; DomainError where it has no value.
    """
    leaves = {name: Value(x, label=name) for name, x in numbers.items()}
    J = of_leaves(text, leaves)
    if not J.label:
        J.label = "J"
    return Read(J, leaves)


def of_leaves(text: str, leaves: Mapping[str, Value]) -> Value:
    """Return the Value of an expression of leaves, by their names; errors as for `read`."""
    text = text.strip()
    if len(text) > LONGEST:
        problem = f"it has more than {LONGEST:,} characters"
        raise ExpressionError(problem, text, LONGEST, LONGEST + 1)
    if not text:
        raise ExpressionError("the expression is empty", text, 0, 1)
    for at, sign in enumerate(text):
        if sign in TYPED:
            problem = f"{sign} cannot be read; write {TYPED[sign]} in its place"
            raise ExpressionError(problem, text, at, at + 1)
    try:
        body = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        if meant := _meant_otherwise(text):
            raise meant from None
        at = _start_of_line(text, error.lineno or 1) + max(0, (error.offset or 1) - 1)
        joined = error.msg.startswith("invalid decimal literal")  # a number and a letter
        problem = FACTORS if joined else f"it cannot be read: {error.msg}"
        raise ExpressionError(problem, text, at, at + 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise ExpressionError("it cannot be read", text, 0, 1) from None
    J = _Reader(text, leaves).value(body, 0)
    return J if isinstance(J, Value) else Value(J)


# A name, a space, and what is to be its operand, or its factor.
SPACED = re.compile(r"\b([^\W\d]\w*|\d[\w.]*)[ \t]+([^\W\d]\w*|\d[\w.]*)")
# A result before the expression, as in J=x**2.
RESULT = re.compile(r"([^\W\d]\w*(?:\s*\([^()=]*\))?\s*=)[^=]")


def _meant_otherwise(text: str) -> ExpressionError | None:
    """Return what is wrong with an expression that books write and Python cannot read, if it is.

    >>> print(_meant_otherwise("J=x**2"))
    an expression alone is read; leave out J=
        J=x**2
        ^^
    """
    if result := RESULT.match(text):
        named = in_short(printable(result[1]), LONGEST_SHOWN)
        problem = f"an expression alone is read; leave out {named}"
        return ExpressionError(problem, text, *result.span(1))
    for spaced in SPACED.finditer(text):
        if any(map(keyword.iskeyword, spaced.groups())):
            continue
        name = BOOKS.get(spaced[1], spaced[1])
        if name in TABLE:
            operand = in_short(spaced[2], LONGEST_SHOWN) if spaced[2].isidentifier() else "…"
            problem = f"the operand stands in brackets; write {name}({operand})"
            return ExpressionError(problem, text, *spaced.span())
        return ExpressionError(FACTORS, text, *spaced.span())
    return None


class _Reader:
    def __init__(self, text: str, leaves: Mapping[str, Value]) -> None:
        self.text, self.leaves, self.parts = text, leaves, 0

    def value(self, part: ast.expr, depth: int) -> Operand:
        """Return the Value, or the number, of a part of the expression."""
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise self.wrong(part, f"it has more than {MOST_PARTS:,} parts")
        if depth > DEEPEST:
            raise self.wrong(part, f"it is nested more than {DEEPEST} deep")
        if isinstance(part, ast.Constant):
            return self.number(part)
        if isinstance(part, ast.Name):
            return self.name(part)
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.USub | ast.UAdd):
            x = self.value(part.operand, depth + 1)
            return functions.neg(x) if isinstance(part.op, ast.USub) else x
        if isinstance(part, ast.BinOp):
            return self.operation(part, depth)
        if isinstance(part, ast.Call):
            return self.call(part, depth)
        raise self.wrong(part, "only numbers, names, + - * / ** and functions are read")

    def number(self, part: ast.Constant) -> float:
        if type(part.value) not in (int, float):
            raise self.wrong(part, "this is no number")
        try:
            x = float(part.value)  # type: ignore[arg-type]
        except OverflowError:
            x = math.inf
        if not math.isfinite(x):
            raise self.wrong(part, "this number is beyond the largest float")
        return x

    def name(self, part: ast.Name) -> Operand:
        if part.id in self.leaves:
            return self.leaves[part.id]
        if part.id in CONSTANTS:
            return CONSTANTS[part.id]
        if part.id in TABLE:
            raise self.wrong(part, f"{part.id} is a function; write {part.id}(…)")
        meant = self.meant(part.id, [*self.leaves, *CONSTANTS])
        if meant:
            raise self.wrong(
                part,
                f"{part.id} has been given no number; do you mean {meant}? "
                f"Otherwise write {part.id}=…",
            )
        raise self.wrong(part, f"{part.id} has been given no number; write {part.id}=…")

    def operation(self, part: ast.BinOp, depth: int) -> Operand:
        chain: list[ast.BinOp] = []
        first: ast.expr = part
        while isinstance(first, ast.BinOp):  # a sum of many terms is long, and not deep
            if isinstance(first.op, ast.BitXor):
                raise self.wrong(first, "a power is written with **, as in x**2")
            if type(first.op) not in OPERATORS:
                raise self.wrong(first, "only the operators + - * / ** are read")
            chain.append(first)
            first = first.left
        self.parts += len(chain) - 1
        left = self.value(first, depth + 1)
        for each in reversed(chain):
            right = self.value(each.right, depth + 1)
            left = self.applied(each, OPERATORS[type(each.op)], left, right)
        return left

    def call(self, part: ast.Call, depth: int) -> Operand:
        if isinstance(part.func, ast.Constant | ast.BinOp):
            raise self.wrong(part, FACTORS)
        if isinstance(part.func, ast.Name) and part.func.id in self.leaves:
            raise self.wrong(part, FACTORS)
        if not isinstance(part.func, ast.Name) or part.keywords:
            raise self.wrong(part, "only functions of the table are called, as in log(x)")
        name = part.func.id
        if name not in TABLE:
            if name in WRITTEN:
                raise self.wrong(part.func, f"there is no function {name}; write {WRITTEN[name]}")
            meant = self.meant(name, list(TABLE))
            if meant:
                raise self.wrong(part.func, f"there is no function {name}; do you mean {meant}?")
            raise self.wrong(part.func, f"there is no function {name}")
        op = TABLE[name]
        lists = [x for x in part.args if isinstance(x, ast.List | ast.Tuple)]
        if op.arity is not None and (len(part.args) != op.arity or lists):
            s = "s" * (op.arity != 1)
            raise self.wrong(part, f"{name} takes {op.arity} operand{s}, not {len(part.args)}")
        if op.arity is not None:
            operands = [self.value(x, depth + 1) for x in part.args]
            return self.applied(part, getattr(functions, name), *operands)
        # dot takes two lists; total and logsumexp take one, or their operands one by one.
        given = lists if len(lists) == len(part.args) and lists else [ast.List(elts=part.args)]
        if len(given) != (2 if name == "dot" else 1):
            form = "dot([w, v], [x, y])" if name == "dot" else f"{name}([x, y])"
            raise self.wrong(part, f"{name} is written {form}")
        rows = [[self.value(x, depth + 1) for x in row.elts] for row in given]
        return self.applied(part, getattr(functions, name), *rows)

    def applied(
        self, part: ast.expr, function: Callable[..., Operand], *operands: object
    ) -> Operand:
        try:
            return function(*operands)
        except DomainError:
            raise
        except (TypeError, ValueError, ArithmeticError) as error:
            raise self.wrong(part, str(error)) from None

    def meant(self, name: str, known: Sequence[str]) -> str:
        book = BOOKS.get(name, "")
        close = [book] if book in known else difflib.get_close_matches(name, known, n=1)
        return next(iter(close), "")

    def wrong(self, part: ast.expr, problem: str) -> ExpressionError:
        begin = self.place(part.lineno, part.col_offset)
        end = self.place(part.end_lineno or part.lineno, part.end_col_offset or 0)
        return ExpressionError(problem, self.text, begin, end)

    def place(self, line: int, column: int) -> int:
        """Return where in the text a column of a line is; there, columns are counted in bytes."""
        start = _start_of_line(self.text, line)
        return start + len(self.text[start:].encode()[:column].decode(errors="ignore"))


def _start_of_line(text: str, line: int) -> int:
    r"""Return where a line begins; lines are counted from 1.

    >>> _start_of_line("a\n+ b", 2)
    2
    """
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1])
