"""Program.explain: which nodes of the graph have become which line, in words.

Of z = {+ w, + w·x}, the sums of a layer of 5 units with 4 inputs, it says

    Line 3, z2: 5 nodes, these 20 products are one matrix product, because each of the 5 rows of
    theta1 meets each of the 1 rows of X.
"""

import re

import numpy as np

from autograd_mini.compile.arrays import Array, Arrays
from autograd_mini.compile.boxes import Box
from autograd_mini.compile.classes import NUMBERS
from autograd_mini.compile.phrases import AND, PHRASES, THEN
from autograd_mini.compile.products import NOTHING, Group
from autograd_mini.compile.stable import NONE
from autograd_mini.graph.order import topological_order
from autograd_mini.options import spoken
from autograd_mini.value import Value


def explanation(arrays: Arrays, boxes: list[Box], source: str, J: Value, language: str) -> str:
    """Return the explanation of a program, line by line, with its graph of classes."""
    spoken(language)
    lines: dict[str, int] = {}
    for number, line in enumerate(source.split("\n\n")[0].splitlines(), start=1):
        target = re.match(r"    (\w+) = ", line)
        if target:
            lines.setdefault(target[1], number)
    shown = [c for c in arrays.schedule if arrays.of[c].name in lines]
    n_nodes = f"{len(topological_order(J)):,}"
    text = [_said(language, "title", nodes=n_nodes, arrays=len(shown)), ""]
    for c in shown:
        array = arrays.of[c]
        what = THEN[language].join(_whats(array, arrays, language))
        name, count = array.name, f"{array.size:,}"
        text.append(_said(language, "line", line=lines[name], name=name, count=count, what=what))
    text += ["", _said(language, "sweep"), "", _said(language, "picture"), ""]
    text += [f"  {box.name} ← {', '.join(box.operands)}" for box in boxes if box.operands]
    return "\n".join(text)


def _whats(array: Array, arrays: Arrays, language: str) -> list[str]:
    """Return what the nodes of a class are, for each kind of their terms."""
    if array.kind != "sum":
        operands = AND[language].join(_name(c, arrays) for c, _ in array.slots)
        return [_said(language, "operation", operation=array.kind, operands=operands)]
    found, alone = [], []
    for g in array.groups:
        if g.b != NONE:
            found.append(_products(g, arrays, language))
        elif g.length > 1:
            terms = f"{int((g.left != NOTHING).sum()):,}"
            found.append(_said(language, "terms", terms=terms, length=_length(g)))
        else:
            alone.append(_name(g.a, arrays))
    if alone:
        key = "added" if found else "sum"
        found.append(_said(language, key, operands=AND[language].join(alone)))
    return found


def _products(g: Group, arrays: Arrays, language: str) -> str:
    names = [_name(g.a, arrays), _name(g.b, arrays)]
    if g.length == 1 or g.right is None:
        return _said(language, "product", operands=AND[language].join(names))
    products = f"{int(((g.left != NOTHING) & (g.right != NOTHING)).sum()):,}"
    rows, columns = (len(np.unique(side, axis=0)) for side in (g.left, g.right))
    if rows * columns != len(g.left) or len(g.left) == 1:
        return _said(language, "dots", products=products, length=_length(g))
    if columns == 1:
        names, rows, columns = names[::-1], columns, rows
    return _said(
        language, "matrix_one" if rows == 1 else "matrix", products=products,
        rows=rows, columns=columns, left=names[0], right=names[1],
    )  # fmt: skip


def _length(g: Group) -> str:
    lengths = (g.left != NOTHING).sum(axis=1)
    least, most = int(lengths.min()), int(lengths.max())
    return str(most) if least == most else f"{least}–{most}"


def _name(c: int, arrays: Arrays) -> str:
    return "1" if c == NUMBERS else arrays.of[c].name


def _said(language: str, key: str, **fields: object) -> str:
    text = PHRASES[language][key]
    for name, value in fields.items():
        text = text.replace(f"<{name}>", str(value))
    return text
