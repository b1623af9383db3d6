"""Which small changes may repair a misconception, the smallest first.

They are only proposed here: what a change is worth is found by running it (trying.py).
"""

import ast
from collections.abc import Iterator

from autograd_mini.elementary import TABLE
from autograd_mini.testing.diagnosis import slope_changes, sweep_changes
from autograd_mini.testing.diagnosis.edits import Change
from autograd_mini.testing.diagnosis.looks import subtracts
from autograd_mini.testing.diagnosis.slopes import constant, gradients_in
from autograd_mini.testing.diagnosis.source import op_sources, operand_names, sends
from autograd_mini.testing.diagnosis.workshop import Proposer, Workshop


def proposals(shop: Workshop) -> Iterator[Change]:
    """Yield the changes that may repair a misconception."""
    tried: set[str] = set()
    for proposer in PROPOSERS.get(shop.site.mistake, ()):
        for change in proposer(shop):
            after = shop.file.after(change)
            if after not in tried and _is_python(after):
                tried.add(after)
                yield change


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _added(shop: Workshop) -> Iterator[Change]:
    """`=` becomes `+=`, wherever a gradient is sent."""
    change = []
    for source in shop.sources:
        for send in sends(source):
            seed = constant(send.value) or (
                source.tree.name == "backward" and not gradients_in(send.value, source)
            )
            if isinstance(send, ast.Assign) and not seed:
                change.append(shop.file.between(send.targets[0], send.value, " += "))
    if change:
        yield tuple(change)


def _no_longer_subtracted(shop: Workshop) -> Iterator[Change]:
    """`-=` becomes `+=`, wherever a gradient is sent."""
    change = []
    for source in shop.sources:
        for send in sends(source):
            if isinstance(send, ast.AugAssign) and subtracts(send, source):
                change.append(shop.file.between(send.target, send.value, " += "))
    if change:
        yield tuple(change)


def _without_epsilon(shop: Workshop) -> Iterator[Change]:
    """Nothing small is added."""
    change = []
    for source in shop.sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
                small = node.right.value if isinstance(node.right, ast.Constant) else None
                if isinstance(small, float) and 0 < small < 1e-2:
                    change.append(shop.file.bare(node, node.left))
    if change:
        yield tuple(change)


def _no_exception(shop: Workshop) -> Iterator[Change]:
    """What an operation does for harmless numbers it does for all."""
    for source in shop.sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.IfExp):
                yield (shop.file.instead(node, shop.file.text_of(node.body)),)
            if isinstance(node, ast.If) and len(node.body) == 1 and node in source.tree.body:
                rest = source.tree.body[source.tree.body.index(node) + 1 :]
                kept = shop.file.instead(node, shop.file.text_of(node.body[0]))
                yield kept, *map(shop.file.without, rest)


def _a_value(shop: Workshop) -> Iterator[Change]:
    """A number becomes a value first, or an operator gets its reflected method."""
    op = shop.site.keys[0]
    cls = shop.engine.Value.__name__
    forward = shop.parsed(op_sources(shop.engine, op))
    for source in forward:
        names = operand_names(source, 2)
        body = [n for n in source.tree.body if not _is_docstring(n)]
        if len(names) == 2 and body:
            line = (
                f"{names[1]} = {names[1]} if isinstance({names[1]}, {cls}) else {cls}({names[1]})"
            )
            yield (shop.file.before(body[0], line),)
    signs = {"add": "+", "sub": "-", "mul": "*", "div": "/", "pow": "**"}
    sign = signs.get(op, "+")
    dunder = {"div": "truediv"}.get(op, op)
    swapped = "self {} other" if op in ("add", "mul") else f"{cls}(other) {{}} self"
    body_line = f"return {swapped.format(sign)}"
    there = shop.parsed(op_sources(shop.engine, op, reflected=True))
    for source in there:
        body = [n for n in source.tree.body if not _is_docstring(n)]
        if len(body) == 1:
            yield (shop.file.instead(body[0], body_line),)
    if not there and forward:
        tree = forward[0].tree
        yield (shop.file.before(tree, f"def __r{dunder}__(self, other):", f"    {body_line}", ""),)


def _reflected(shop: Workshop) -> Iterator[Change]:
    """The reflected method with its operands the other way round."""
    op = shop.site.keys[0].partition(":")[0]
    sign = {"sub": "-", "div": "/", "pow": "**"}[op]
    cls = shop.engine.Value.__name__
    for source in shop.sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Return) and node.value is not None:
                if op == "sub":
                    yield (shop.file.instead(node.value, "-self + other"),)
                yield (shop.file.instead(node.value, f"{cls}(other) {sign} self"),)
                yield (shop.file.instead(node.value, f"type(self)(other) {sign} self"),)


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _one_operand_twice(shop: Workshop) -> Iterator[Change]:
    """Operands in a tuple in place of a set."""
    for source in shop.sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and node.args:
                if shop.file.text_of(node.func) not in ("set", "frozenset"):
                    continue
                yield (shop.file.instead(node.func, "tuple"),)


def _with_operands(shop: Workshop) -> Iterator[Change]:
    """The new node gets its operands."""
    cls = shop.engine.Value.__name__
    for source in shop.sources:
        names = operand_names(source, TABLE[shop.site.keys[0].partition(":")[0]].arity)
        operands = f"({', '.join(names)}{',' if len(names) == 1 else ''})"
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call) or shop.file.text_of(node.func) != cls:
                continue
            if len(node.args) == 1:
                value = shop.file.text_of(node.args[0])
                yield (shop.file.instead(node, f"{cls}({value}, {operands})"),)
            elif len(node.args) == 2 and isinstance(node.args[1], ast.Tuple):
                yield (shop.file.instead(node.args[1], operands),)


PROPOSERS: dict[str, tuple[Proposer, ...]] = {
    "overwrites-gradient": (_added,),
    "subtracts-gradient": (_no_longer_subtracted,),
    "reflected-reversed": (_reflected,),
    "number-refused": (_a_value,),
    "operands-not-recorded": (_with_operands,),
    "op-sends-nothing": (_with_operands,),
    "operands-in-a-set": (_one_operand_twice,),
    "epsilon-added": (_without_epsilon,),
    "silent-nan": (_no_exception,),
    **slope_changes.PROPOSERS,
    **sweep_changes.PROPOSERS,
}
