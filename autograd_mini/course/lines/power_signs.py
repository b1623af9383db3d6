"""What is meant by a ^ that is written for a power, in Python."""

import ast
from typing import TypeGuard


def meant_as_power(code: str, *, in_math: bool) -> str:
    """Return what is meant by an expression with ^ for a power; "" if that is not sure.

    ^ binds weaker than all signs of arithmetic, and a power binds stronger, so that its base and
    its exponent are what stands next to it.  in_math: whether it is written with math.pow.

    >>> meant_as_power("n * x ^ (n - 1)", in_math=True)
    'n * math.pow(x, n - 1)'
    >>> meant_as_power("2 * math.e ^ x", in_math=True), meant_as_power("x ^ 2", in_math=False)
    ('2 * math.exp(x)', 'x ** 2')
    >>> meant_as_power("x ^ n - 1", in_math=True)  # or is it n - 1?
    ''
    """
    if code.count("^") != 1:
        return ""
    try:
        as_sign = ast.parse(code, mode="eval").body
        as_power = ast.parse(code.replace("^", "**"), mode="eval")
    except SyntaxError:
        return ""
    powers = [part for part in ast.walk(as_power) if _is_power(part)]
    if len(powers) != 1 or not isinstance(as_sign, ast.BinOp):
        return ""
    base, exponent = powers[0].left, powers[0].right
    # Of 1 + 2 ^ n, or of x ^ n - 1, nobody knows whether brackets have been forgotten.
    if ast.dump(exponent) != ast.dump(as_sign.right):
        return ""
    if isinstance(base, ast.Constant) and ast.dump(base) != ast.dump(as_sign.left):
        return ""
    return ast.unparse(_Written(in_math=in_math).visit(as_power))


class _Written(ast.NodeTransformer):
    """What writes a power as a function of math; with the sign ** if it is not meant to."""

    def __init__(self, *, in_math: bool) -> None:
        self.in_math = in_math

    def visit_BinOp(self, part: ast.BinOp) -> ast.AST:
        """Return an operation as it is to be written."""
        self.generic_visit(part)
        of_e = ast.unparse(part.left) in ("math.e", "e")
        if not _is_power(part) or not (self.in_math or of_e):
            return part
        function = ast.parse(f"math.{'exp' if of_e else 'pow'}", mode="eval").body
        given = [part.right] if of_e else [part.left, part.right]
        return ast.Call(func=function, args=given, keywords=[])


def _is_power(part: ast.AST) -> TypeGuard[ast.BinOp]:
    return isinstance(part, ast.BinOp) and isinstance(part.op, ast.Pow)
