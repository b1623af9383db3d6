"""Where a node stands before the dot in place of a list or a set."""

import ast
from collections.abc import Iterable, Iterator

OF_LISTS = ("add", "append", "extend", "insert", "pop", "remove", "reverse", "sort", "update")
_DISPLAYS = (ast.List, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp)
_MAKES = ("list", "set", "dict", "deque", "sorted")


def node_before_dot(
    attribute: str, parts: Iterable[ast.AST], function: ast.FunctionDef | None
) -> str:
    r"""Return the node of which a line asks a method of lists; "" if it may have been a list.

    attribute: the method.  parts: of the line.  function: that the line is in.

    >>> tree = ast.parse("def f(self):\n    self.add(1)")
    >>> node_before_dot("add", ast.walk(tree), tree.body[0])
    'self'
    """
    asked = {ast.unparse(part.value) for part in parts
             if isinstance(part, ast.Attribute) and part.attr == attribute}  # fmt: skip
    if attribute not in OF_LISTS or len(asked) != 1 or function is None:
        return ""
    code = asked.pop()
    return "" if code in set(_lists(function)) else code


def _lists(function: ast.FunctionDef) -> Iterator[str]:
    """Yield what a function sets to a list, a set, or a dictionary."""
    for target, value in _set_to(function):
        makes = isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in _MAKES
        if makes or isinstance(value, _DISPLAYS):
            yield ast.unparse(target)


def _set_to(function: ast.FunctionDef) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what is set in a function, and to what, pair by pair."""
    for part in ast.walk(function):
        if isinstance(part, ast.Assign):
            for target in part.targets:
                match target, part.value:
                    case ast.Tuple(elts=targets), ast.Tuple(elts=values):
                        yield from zip(targets, values, strict=False)
                    case _:
                        yield target, part.value
        elif isinstance(part, ast.AnnAssign | ast.NamedExpr) and part.value:
            yield part.target, part.value
