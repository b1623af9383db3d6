"""Where an operation of a learner returns a plain number, and not a node."""

import ast
from pathlib import Path

from autograd_mini.course.lines.returns import NOTHING
from autograd_mini.course.lines.too_early import lessons_of
from autograd_mini.testing.conform.lookup import SPECIAL

_OF_NUMBERS = "abs", "float", "int", "max", "min", "pow", "round"


def number_returns(file: str, operation: str = "") -> tuple[int, ...]:
    """Return the lines in which an operation surely returns a plain number.

    operation: as the suite calls it; all that the class has, if none is given.
    """
    try:
        tree = ast.parse(Path(file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ()
    wanted = {SPECIAL.get(operation, operation)} if operation else {*lessons_of()} - {*NOTHING}
    methods = [
        part
        for cls in tree.body
        if isinstance(cls, ast.ClassDef)
        for part in cls.body
        if isinstance(part, ast.FunctionDef) and part.name in wanted
    ]
    return tuple(
        part.lineno
        for method in methods
        for part in ast.walk(method)
        if isinstance(part, ast.Return) and part.value and is_number(part.value, numbers_in(method))
    )


def numbers_in(method: ast.FunctionDef) -> set[str]:
    r"""Return the variables of a method that are given numbers only.

    >>> code = "def exp(self):\n    x = self.data\n    y = math.exp(x)\n    z = self\n"
    >>> sorted(numbers_in(ast.parse(code).body[0]))
    ['x', 'y']
    """
    given: dict[str, list[ast.expr]] = {}
    set_there: list[str] = []
    for part in ast.walk(method):
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            given.setdefault(part.targets[0].id, []).append(part.value)
        elif isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name):
            given.setdefault(part.target.id, []).append(part.value)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            set_there.append(part.id)
    # By a loop, for instance, a name is set that is given nothing to be looked at.
    numbers = {name for name, values in given.items() if set_there.count(name) == len(values)}
    if method.name == SPECIAL["pow"]:  # its exponent is a number
        numbers |= {argument.arg for argument in method.args.args[1:]} - set(set_there)

    def wrong(name: str) -> bool:
        return not all(is_number(value, numbers) for value in given.get(name, ()))

    while others := set(filter(wrong, numbers)):  # for one may be computed from another
        numbers -= others
    return numbers


def is_number(part: ast.expr, numbers: set[str]) -> bool:
    """Tell whether a part of a line is surely a number.

    numbers: the variables that are.
    """
    match part:
        case ast.Constant():
            return isinstance(part.value, float | int)
        case ast.Name():
            return part.id in numbers
        case ast.Attribute():
            return part.attr == "data" or ast.unparse(part.value) == "math"
        case ast.UnaryOp():
            return is_number(part.operand, numbers)
        case ast.BinOp():
            return is_number(part.left, numbers) and is_number(part.right, numbers)
        case ast.IfExp():
            return is_number(part.body, numbers) and is_number(part.orelse, numbers)
        case ast.Call():
            function = ast.unparse(part.func)
            return function.startswith("math.") or (
                function in _OF_NUMBERS and all(is_number(one, numbers) for one in part.args)
            )
    return False
