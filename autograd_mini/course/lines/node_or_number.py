"""Where a node stands in place of its number, or a number in place of a node."""

import ast
import re
from collections.abc import Iterable

from autograd_mini.course.lines.statements import is_call

COMPARED = re.compile(r"'([<>]=?)' not supported between instances of '(\w+)' and '(\w+)'")
TAKEN = re.compile(r"for (abs)\(\)|^(float|int)\(\) argument|type Value doesn't define __(round)__")
_SIGNS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_OF_TWO = ("max", "min")


def node_for_number(text: str, parts: Iterable[ast.AST]) -> str:
    """Return what is a node in a line, and compared with a number or taken for one; "" if unknown.

    text: what Python says.  parts: of the line.

    >>> text = "'<' not supported between instances of 'Value' and 'int'"
    >>> node_for_number(text, ast.walk(ast.parse("1 if self < 0 else 2", mode="eval")))
    'self'
    """
    compared, taken = COMPARED.search(text), TAKEN.search(text)
    found: set[str] = set()
    if compared and (compared[2] == "Value") != (compared[3] == "Value"):
        for part in parts:
            if isinstance(part, ast.Compare):
                for left, sign, right in zip([part.left, *part.comparators], part.ops,
                                             part.comparators):  # fmt: skip
                    if _SIGNS.get(type(sign)) == compared[1]:
                        found.add(ast.unparse(left if compared[2] == "Value" else right))
            elif is_call(part, *_OF_TWO):
                found |= {ast.unparse(one) for one in part.args if not _plain(one)}
    elif taken and "Value" in text:
        function = next(filter(None, taken.groups()))
        for part in parts:
            if is_call(part, function):
                found |= {ast.unparse(one) for one in part.args[:1]}
    return found.pop() if len(found) == 1 else ""


def _plain(part: ast.expr) -> bool:
    """Tell whether a part is a number that is written out."""
    return isinstance(part.operand if isinstance(part, ast.UnaryOp) else part, ast.Constant)


def called_of_a_number(name: str, parts: Iterable[ast.AST]) -> str:
    """Return that of which a line calls a method of a name; "" if there are several, or none.

    >>> called_of_a_number("exp", ast.walk(ast.parse("1 / (1 + (-x).exp())", mode="eval")))
    '-x'
    """
    found = {ast.unparse(part.value) for part in parts
             if isinstance(part, ast.Attribute) and part.attr == name}  # fmt: skip
    return found.pop() if len(found) == 1 else ""
