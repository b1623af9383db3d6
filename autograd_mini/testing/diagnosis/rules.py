"""The derivative of an operation as Python, from how the table writes it."""

import re
from collections.abc import Sequence

from autograd_mini.elementary import TABLE

FUNCTIONS = r"(exp|log|sinh|cosh|tanh|sin|cos|tan)(²?) (\w+)"


def python_rule(key: str, i: int, operands: Sequence[str], result: str) -> str | None:
    """Return ∂result/∂operands[i] as Python, from the table's own text; None if it is too hard.

    >>> python_rule("div", 1, ["u.data", "v.data"], "y")
    '-u.data / v.data**2'
    >>> python_rule("tanh", 0, ["x.data"], "t"), python_rule("sigmoid", 0, ["x"], "s")
    ('1 - t**2', 's * (1 - s)')
    """
    op = TABLE[key.partition(":")[0]]
    if op.arity is None or len(operands) != op.arity:
        return None
    written = op.derivative.split(", ") if op.arity == 2 else [op.derivative]
    if len(written) != op.arity or not written[i].isprintable():
        return None
    text = written[i].replace("σ(x)", "\0") if op.name == "sigmoid" else written[i]
    text = re.sub(FUNCTIONS, r"math.\1(\3)\2", text)
    text = re.sub(r"√(\w+)", r"math.sqrt(\1)", text).replace("√(", "math.sqrt(")
    text = re.sub(r"(\w)²", r"\1**2", text).replace(")²", ")**2")
    text = text.replace("−", "-").replace("·", " * ").replace("/", " / ").replace("^", "**")
    if re.search(r"[^\x00-\x7f]", text):
        return None
    names = {"u": operands[0], "v": operands[-1], "x": operands[0], "y": result}
    text = re.sub(r"\b([uvxy])\b", lambda found: names[found.group()], text)
    if result:  # which has been computed already
        text = text.replace(f"math.{op.name}({operands[0]})", result)
    return text.replace("\0", result)
