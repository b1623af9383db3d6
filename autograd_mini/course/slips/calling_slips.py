"""Slips of a method that calls itself without end, for it uses its own sign."""

import ast
import contextlib
from pathlib import Path

from autograd_mini.course.slips.slip import Slip, slip

# A method, and a use of its own sign.
_SIGNS = {
    "__add__": "self + other",
    "__mul__": "self * other",
    "__rsub__": "number - self",
    "__pow__": "self ** (n - 1)",
}


# What is written in place of it: the number of self, but for 1 − a, which has to be a node.
_MEANT = (
    "the number of self is self.data.", "self 的数是 self.data。",
)  # fmt: skip
_OF_NODES = (
    "what is written already are -self, node + number and node(number).",
    "已经写好的有 -self、节点 + 数，还有 node(number)。",
)


def _name(method: str) -> str:
    return f"{method.strip('_')}-calls-itself"


CALLING_SLIPS: dict[str, Slip] = {
    _name(method): slip(
        f"{method} calls itself. By which sign in it, or which name? When does that stop?",
        f"{method} 在调用自己。是通过其中的哪个运算符或名字？它什么时候停？",
        f"{method} calls itself without end, as by {code}, which is a call of {method} again; "
        f"{(_OF_NODES if method == '__rsub__' else _MEANT)[0]}",
        f"{method} 无休止地调用自己：在其中写 {code}，就是又一次调用 {method}；"
        f"{(_OF_NODES if method == '__rsub__' else _MEANT)[1]}",
    )
    for method, code in _SIGNS.items()
}


def calling_slip(file: str, line: int) -> str:
    """Return the slip of a function that calls itself: that of its method, if there is one.

    file, line: where it calls itself; 0 if the line is not known.
    """
    found = ""
    with contextlib.suppress(OSError, SyntaxError, ValueError):
        for n in ast.walk(ast.parse(Path(file).read_bytes() if line else b"")):
            if isinstance(n, ast.FunctionDef) and n.lineno <= line <= (n.end_lineno or 0):
                found = n.name  # what is within comes later
    return _name(found) if found in _SIGNS else "calls-itself"
