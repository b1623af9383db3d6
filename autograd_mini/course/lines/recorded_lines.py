"""The line of a pass of lesson 5 that shows in what the pass did, line by line."""

import ast
from collections.abc import Iterator, Sequence

from autograd_mini.course.lines.indices import worth
from autograd_mini.course.lines.pass_lines import LOOPS, PUTS_IN
from autograd_mini.course.lines.spelling import PARENTS, SLOPES
from autograd_mini.course.lines.statements import is_call, names_in
from autograd_mini.course.lines.step import Step, before
from autograd_mini.course.lines.walk_lines import (
    GROWS,
    Seen,
    emptied_by,
    gone_through,
    sending_loops,
)
from autograd_mini.testing.diagnosis.source import Source, receiver, sends
from autograd_mini.testing.diagnosis.where import Place

_SAYS_NOTHING = {"data", "grad", PARENTS, SLOPES}  # of which node is older
_PLAIN = ("id", "len", "abs", "hash", "str", "float", "int")  # of what a node has, no more
_WRAPS = ("list", "tuple", "reversed", "iter", "enumerate")  # which leave the order as it is


def puts_in_another(source: Source, steps: Sequence[Step], node: type) -> Seen | None:
    """Return where another thing is put in than the one that the `if` before it asks for."""
    for part in ast.walk(source.tree):
        test = part.test if isinstance(part, ast.If) else None
        if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], ast.NotIn):
            continue
        asked, into = test.left, ast.unparse(test.comparators[0])
        puts = [one for one in _calls_on(part, into) if one[0] in PUTS_IN and one[1].args]
        if len(puts) != 1:
            continue
        how, call = puts[0]
        put = call.args[0]
        pairs = [(worth(asked, names), worth(put, names)) for names in before(steps, call)]
        others = [one for one in pairs if type(one[0]) is node and one[1] is not None]
        if others and all(mine is not other for mine, other in others):
            right = f"{into}.{how}({ast.unparse(asked)})"
            fields = {"asked": ast.unparse(asked), "put": ast.unparse(put), "name": into}
            return Seen("puts-in-another", at(source, call), fields | {"right": right})
    return None


def sorted_too_early(source: Source, steps: Sequence[Step]) -> Seen | None:
    """Return where nodes are sorted, or listed, for the loop that sends, before all are there."""
    sent = set(gone_through(source))
    for part in source.tree.body:
        name = one_name(part)
        value = part.value if isinstance(part, ast.Assign) else None
        if name not in sent or not isinstance(value, ast.Call) or not value.args:
            continue
        of = value.args[0]
        if ast.unparse(value.func) not in ("sorted", *_WRAPS) or not isinstance(of, ast.Name):
            continue
        then = next((names.get(of.id) for names in before(steps, part)), None)
        last = [step.names[of.id] for step in steps if of.id in step.names]
        if not isinstance(then, set | list) or not last or not isinstance(last[-1], set | list):
            continue
        most = max(len(one) for one in last if isinstance(one, set | list))
        if len(then) < most and _grows_later(source, part, of.id):
            fields = {"name": of.id, "line": str(part.lineno), "count": str(len(then)),
                      "all": str(most)}  # fmt: skip
            return Seen("sorted-too-early", at(source, part), fields)
    return None


def sorted_by_another(source: Source) -> Seen | None:
    """Return where the nodes are sorted by something that does not say which is older."""
    for part in ast.walk(source.tree):
        keys = part.keywords if isinstance(part, ast.Call) else []
        key = next((given.value for given in keys if given.arg == "key"), None)
        if not isinstance(key, ast.Lambda) or not isinstance(part, ast.Call):
            continue
        known = {*(given.arg for given in key.args.args), *_PLAIN}
        used = names_in(key.body)
        has = [one.attr for one in ast.walk(key.body) if isinstance(one, ast.Attribute)]
        sorts = ast.unparse(part.func).rpartition(".")[2] in ("sorted", "sort")
        if any(isinstance(one, ast.Subscript) for one in ast.walk(key.body)):
            continue  # of a pair, say, which may have the number in it
        if sorts and set(used) <= known and has and set(has) <= _SAYS_NOTHING:
            return Seen("sorted-by-another", at(source, key), {"code": ast.unparse(key.body)})
    return None


def sorted_by_the_same(source: Source) -> Seen | None:
    """Return where the function by which nodes are sorted gives the same for each of them."""
    for part in ast.walk(source.tree):
        keys = part.keywords if isinstance(part, ast.Call) else []
        for key in (given.value for given in keys if given.arg == "key"):
            match key:
                case ast.Lambda(args=ast.arguments(args=[given]), body=body) if isinstance(
                    body, ast.Attribute | ast.Name | ast.Constant
                ) and given.arg not in _loaded([body]):
                    right = f"lambda {given.arg}: {given.arg}.number"
                    fields = {"code": ast.unparse(body), "given": given.arg, "right": right}
                    return Seen("sorted-by-the-same", at(source, key), fields)
    return None


def left_over(source: Source, steps: Sequence[Step], node: type) -> Seen | None:
    """Return where a name stands for the last node of an earlier loop, in the lines that send."""
    for i, part in enumerate(source.tree.body):
        if not isinstance(part, ast.For):
            continue
        sending = [send for send in sends(source) if not isinstance(send.value, ast.Constant)
                   and send in list(ast.walk(part))]  # fmt: skip
        own = {*stored(part), "self"}
        for send in sending:
            for name in _loaded([part.iter, send]):
                since = [one for one in source.tree.body[:i] if name in stored(one)]
                if name in own or not since or not isinstance(since[-1], LOOPS):
                    continue
                if not any(type(names.get(name)) is node for names in before(steps, part)):
                    continue
                return _left_over(source, part, send, name, since[-1].lineno)
    return None


def _left_over(
    source: Source, loop: ast.For, send: ast.stmt, name: str, earlier: int
) -> Seen | None:
    """Return what to say of a name that is left over: another is meant, or a loop is missing."""
    fields = {"name": name, "earlier": str(earlier)}
    if name in _loaded([loop.iter]):
        return Seen("loop-forgotten", at(source, loop), fields) if _of_edges(loop) else None
    inner = next((one for one in ast.walk(loop) if isinstance(one, ast.For)
                  and _of_edges(one) and send in list(ast.walk(one))), None)  # fmt: skip
    if inner is None:
        return None
    used = set(_loaded(inner.body))
    meant = [one for one in names_in(inner.target) if one not in used]
    if meant:
        fields |= {"loop": str(inner.lineno), "near": meant[0]}
        return Seen("left-over-name", at(source, send), fields)
    if isinstance(loop.target, ast.Name) and loop is not inner:
        if loop.target.id in names_in(inner.target):
            fields |= {"loop": str(inner.lineno), "near": loop.target.id}
            return Seen("node-named-anew", at(source, inner), fields)
        fields |= {"loop": str(loop.lineno), "near": loop.target.id}
        return Seen("left-over-node", at(source, send), fields)
    return None


def sends_while_collecting(source: Source, steps: Sequence[Step]) -> Seen | None:
    """Return the lines that send in the loop that still collects nodes, so again and again."""
    for loop in ast.walk(source.tree):
        name = emptied_by(loop) if isinstance(loop, ast.While) else ""
        if not name or not isinstance(loop, ast.While):
            continue
        outer = [one for one in loop.body if one in list(sending_loops(source))]
        outer = [one for one in outer if isinstance(one, ast.For) and _along_edges(one)]
        collects = [how for part in loop.body if part not in outer
                    for how, _ in _calls_on(part, name) if how in GROWS]  # fmt: skip
        if not outer or not collects:
            continue
        waits = [names.get(name) for names in before(steps, outer[0])]
        if not any(isinstance(one, list | set) and one for one in waits):
            continue
        fields = {"line": str(outer[0].lineno), "loop": str(loop.lineno), "name": name}
        return Seen("sends-while-collecting", at(source, outer[0]), fields)
    return None


def zeroes_the_result(source: Source) -> Seen | None:
    """Return where a loop over nodes sets the gradient of self to 0; None if any other is set."""
    zeroed = [send for send in sends(source)
              if isinstance(send.value, ast.Constant) and not send.value.value]  # fmt: skip
    if {receiver(send) for send in zeroed} != {"self"}:
        return None
    for loop in ast.walk(source.tree):
        if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and not _of_edges(loop):
            within = [send for send in zeroed if send in list(ast.walk(loop))]
            if within and loop.target.id != "self":
                fields = {"node": loop.target.id, "loop": str(loop.lineno)}
                return Seen("zeroes-the-result", at(source, within[0]), fields)
    return None


def in_the_order_of_a_set(source: Source, steps: Sequence[Step]) -> Seen | None:
    """Return where the loop that sends goes through a set, or a list of it that nobody sorts."""
    text = ast.unparse(source.tree)
    if any(word in text for word in ("sort", "max(", "min(", "heap")):
        return None
    for loop in sending_loops(source):
        of: ast.expr = loop.iter
        line: ast.stmt = loop
        while True:
            if is_call(of, *_WRAPS) and of.args:
                of = of.args[0]
                continue
            made = [part for part in source.tree.body if isinstance(of, ast.Name)
                    and one_name(part) == of.id and isinstance(part, ast.Assign)
                    and isinstance(part.value, ast.Call) and part.value.args]  # fmt: skip
            if len(made) != 1 or not isinstance(made[0], ast.Assign):
                break
            line, of = made[0], made[0].value
        if isinstance(of, ast.Name) and _along_edges(loop):
            found = [names.get(of.id) for names in before(steps, line)]
            if found and all(isinstance(one, set) for one in found):
                return Seen("order-of-a-set", at(source, line), {})
    return None


def at(source: Source, part: ast.stmt | ast.expr) -> Place:
    """Return the line in which a part begins."""
    return Place(source.file, (part.lineno,))


def _calls_on(tree: ast.AST, name: str) -> list[tuple[str, ast.Call]]:
    """Return the methods that are called of something that has a name, and the calls."""
    return [(part.func.attr, part) for part in ast.walk(tree) if isinstance(part, ast.Call)
            and isinstance(part.func, ast.Attribute)
            and ast.unparse(part.func.value) == name]  # fmt: skip


def one_name(part: ast.stmt) -> str:
    """Return the variable to which a statement gives a value; "" if it is none, or several."""
    to = part.targets if isinstance(part, ast.Assign) else []
    return to[0].id if len(to) == 1 and isinstance(to[0], ast.Name) else ""


def _grows_later(source: Source, part: ast.stmt, name: str) -> bool:
    """Tell whether a statement behind this one may put something into a list or a set."""
    later = source.tree.body[source.tree.body.index(part) + 1 :]
    return any(_calls_on(one, name) or name in stored(one) for one in later)


def stored(tree: ast.AST) -> set[str]:
    """Return the variables that get a value in a statement, and not in a function in it."""
    return {part.id for part in ast.walk(tree)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}  # fmt: skip


def _loaded(parts: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the variables that are used, without those of a lambda."""
    for part in parts:
        given = {one.arg for inner in ast.walk(part) if isinstance(inner, ast.Lambda)
                 for one in inner.args.args}  # fmt: skip
        for one in ast.walk(part):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load) and one.id not in given:
                yield one.id


def _of_edges(loop: ast.For) -> bool:
    """Tell whether a loop goes through the edges of a node."""
    return any(isinstance(part, ast.Attribute) and part.attr == PARENTS
               for part in ast.walk(loop.iter))  # fmt: skip


def _along_edges(loop: ast.For) -> bool:
    """Tell whether a loop, which does not go through edges itself, sends along those of nodes."""
    slopes = (part for part in ast.walk(loop) if isinstance(part, ast.Attribute))
    return not _of_edges(loop) and any(part.attr == SLOPES for part in slopes)
