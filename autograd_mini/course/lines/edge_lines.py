"""The lines of a pass in which it goes along the edges of a node: loops, and what is sent there."""

import ast
from collections.abc import Iterator

from autograd_mini.course.lines.spelling import PARENTS, SLOPES
from autograd_mini.course.lines.statements import names_in
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.source import backward_sources, receiver, sends
from autograd_mini.testing.diagnosis.where import Place


def sets_to(number: float, engine: Engine, line: int) -> bool:
    """Tell whether a line of the pass sets a gradient to a number that is written there."""
    return any(
        send.lineno == line
        and isinstance(send, ast.Assign)
        and isinstance(send.value, ast.Constant)
        and send.value.value == number
        for source in backward_sources(engine)
        for send in sends(source)
    )


def methods_that_send(engine: Engine) -> list[str]:
    """Return the methods that send to parents; none if backward is one of them."""
    found = [
        source.tree.name
        for source in backward_sources(engine)
        if source.tree.name != "__init__"
        and any(receiver(send) != "self" for send in sends(source))
    ]
    return [] if "backward" in found else found


def number_for_grad(engine: Engine) -> Seen | None:
    """Return where a variable is set that was made from a grad, in place of this grad."""
    for source in backward_sources(engine):
        made = dict(_from_grads(source.tree))
        for part in ast.walk(source.tree):
            if (name := _goes_on_from_itself(part)) in made:
                fields = {"name": name, "code": made[name]}
                line = getattr(part, "lineno", 0)
                return Seen("number-for-grad", Place(source.file, (line,)), fields)
    return None


def _from_grads(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield each variable that is set to the grad of another node, and that grad."""
    for part in ast.walk(tree):
        match part:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Attribute(value=of, attr="grad") as grad
            ) if ast.unparse(of) != "self":
                yield name, ast.unparse(grad)


def _goes_on_from_itself(part: ast.AST) -> str:
    """Return the variable that this sets to itself and something more; "" if it is none."""
    match part:
        case ast.AugAssign(target=ast.Name(id=name)):
            return name
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in names_in(value):
            return name
    return ""


def node_for_slope(engine: Engine, line: int) -> Seen | None:
    """Return what makes a node of what is sent: the pairs of a loop, or a factor in this line.

    None if neither is sure.
    """
    for source in backward_sources(engine):
        loops = [part for part in ast.walk(source.tree) if isinstance(part, ast.For)
                 and part.lineno <= line <= (part.end_lineno or 0)]  # fmt: skip
        for loop in loops:
            match loop.iter:
                case ast.Call(func=ast.Name(id="zip"), args=[one, other]) if ast.unparse(
                    one
                ) == ast.unparse(other) and _are(one, PARENTS):
                    fields = {"code": ast.unparse(loop.iter)}
                    place = Place(source.file, (loop.lineno,))
                    return Seen("pairs-of-the-same", place, fields)
        parents = set(map(_parent_of, loops)) - {""}
        for send in sends(source):
            if send.lineno == line and any(_is_parent(part, parents) for part in _factors(send)):
                return Seen("node-for-slope", Place(source.file, (line,)), {})
    return None


def _are(part: ast.expr, what: str) -> bool:
    """Tell whether this is self.parents, or self.partials."""
    return isinstance(part, ast.Attribute) and part.attr == what


def _parent_of(loop: ast.For) -> str:
    """Return the variable of a loop that is a parent at each turn; "" if there is none."""
    match loop:
        case ast.For(target=ast.Name(id=name), iter=each) if _are(each, PARENTS):
            return name
        case ast.For(
            target=ast.Tuple(elts=[ast.Name(id=name), _]),
            iter=ast.Call(func=ast.Name(id="zip"), args=[each, _]),
        ) if _are(each, PARENTS):
            return name
    return ""


def _factors(send: ast.Assign | ast.AugAssign) -> Iterator[ast.expr]:
    """Yield what is multiplied in a line that sends."""
    for part in ast.walk(send.value):
        if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult):
            yield from (part.left, part.right)


def _is_parent(part: ast.expr, parents: set[str]) -> bool:
    """Tell whether this is a node: a variable that is a parent, or one of the parents."""
    if isinstance(part, ast.Subscript):
        return _are(part.value, PARENTS)
    return isinstance(part, ast.Name) and part.id in parents


def turned_round(function: ast.FunctionDef, name: str) -> tuple[int, dict[str, str]] | None:
    """Return the line of the loop whose two names are turned round, and what is named of it.

    name: of a variable that is taken for a node, and is a number.  None if there is no such loop,
    or if only some of what uses the two names there does so as if they were turned round.
    """
    for loop, slope, other in _pairs(function):
        if name == slope and _is_used_turned(loop, slope, other):
            pairs = ast.unparse(loop.iter)
            meant = f"for {', '.join(reversed(_targets(loop)))} in {pairs}:"
            return loop.lineno, {"code": pairs, "meant": meant, "name": name, "other": other}
    return None


def slope_for_parent(
    function: ast.FunctionDef, name: str, attribute: str, line: int
) -> dict[str, str] | None:
    """Return what is named of a line in which a slope stands for a parent; None if that is unsure.

    name: of a variable that is a number.  attribute: what is asked of it in the line.
    """
    pairs = list(_pairs(function))
    set_by = [target for loop, slope, _ in pairs if slope == name for target in _targets(loop)]
    stored = [part for part in ast.walk(function) if isinstance(part, ast.Name)
              and part.id == name and isinstance(part.ctx, ast.Store)]  # fmt: skip
    if len(stored) != set_by.count(name):
        return None
    within = [loop for loop in ast.walk(function) if isinstance(loop, ast.For)
              and loop.lineno < line <= (loop.end_lineno or 0)]  # fmt: skip
    parents = {loop: parent for loop, _, parent in pairs}
    parent = (parents.get(within[-1]) or _parent_of(within[-1])) if within else ""
    asked = _asked_of_a_node(function, name, attribute, line)
    return {"name": name, "other": parent, "asked": asked} if parent and asked else None


def _pairs(function: ast.FunctionDef) -> Iterator[tuple[ast.For, str, str]]:
    """Yield the loops that go through edges, and their variables: of the slope, of the parent."""
    for loop in ast.walk(function):
        match loop:
            case ast.For(
                target=ast.Tuple(elts=[ast.Name(id=one), ast.Name(id=other)]),
                iter=ast.Call(func=ast.Name(id="zip"), args=[first, second]),
            ):
                if _are(first, PARENTS) and _are(second, SLOPES):
                    yield loop, other, one
                elif _are(first, SLOPES) and _are(second, PARENTS):
                    yield loop, one, other


def _targets(loop: ast.For) -> list[str]:
    """Return the variables that a loop sets, in their order."""
    return names_in(loop.target)


def _is_used_turned(loop: ast.For, slope: str, parent: str) -> bool:
    """Tell whether each line of a loop takes the slope for a node, and the parent for a number."""
    parts = [part for line in loop.body for part in ast.walk(line)]
    used = [part.id for part in parts if isinstance(part, ast.Name)]
    dotted = [part.value.id for part in parts
              if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)]  # fmt: skip
    return dotted.count(slope) == used.count(slope) and parent in used and parent not in dotted


def _asked_of_a_node(function: ast.FunctionDef, name: str, attribute: str, line: int) -> str:
    """Return what a line sets or calls of a variable, as only nodes have it; "" if it does not."""
    for part in ast.walk(function):
        match part:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=of), attr=attr), args=[], keywords=[]
            ) if (of, attr, part.lineno) == (name, attribute, line):
                return f"{attribute}()"
            case ast.Attribute(value=ast.Name(id=of), attr="grad", ctx=ast.Store()) if (
                of, attribute, part.lineno
            ) == (name, "grad", line):  # fmt: skip
                return "grad"
    return ""
