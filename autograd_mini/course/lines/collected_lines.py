"""Which nodes a pass of lesson 5 has collected and which of them have sent, and what kept others.

All of it is measured: it is read from the lines that were run, and from what there was.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from autograd_mini.course.lines.indices import worth
from autograd_mini.course.lines.pass_lines import LOOPS
from autograd_mini.course.lines.recorded_lines import one_name, stored
from autograd_mini.course.lines.spelling import PARENTS
from autograd_mini.course.lines.statements import is_call, names_in, over_parents
from autograd_mini.course.lines.step import Step, before
from autograd_mini.course.lines.walk_lines import GROWS, Seen, sending_loops
from autograd_mini.testing.diagnosis.source import Source, receiver, sends
from autograd_mini.testing.diagnosis.where import Place

Loop = ast.For | ast.While


class Walked(NamedTuple):
    """A pass that was run, in one of its functions.

    inner: the nodes that have parents, the result first, each with its name.
    """

    source: Source
    steps: Sequence[Step]
    inner: Mapping[str, Any]

    @property
    def result(self) -> Any:
        """Return the node that the pass begins with."""
        return next(iter(self.inner.values()))

    def at(self, line: int) -> Place:
        """Return the place of a line."""
        return Place(self.source.file, (line,))


def left_out(walked: Walked, methods: Sequence[str]) -> Seen | None:
    """Return what keeps inner nodes from being collected, or from sending; None if nothing does.

    methods: those that send to the parents of their node.
    """
    loop = _sending(walked.source, methods)
    name = _collection(walked.source, loop) if loop else ""
    kept = next((names.get(name) for names in _begun(walked, loop)), None) if loop else None
    if loop is None or not isinstance(kept, set | list) or not _has(kept, walked.result):
        return None
    missing = {called: one for called, one in walked.inner.items() if not _has(kept, one)}
    if missing:
        return _not_collected(walked, loop, name, missing)
    return _not_sent(walked, loop)


def leaves_left_out(walked: Walked, leaves: Sequence[Any]) -> Seen | None:
    """Return what keeps leaves from getting a gradient, where it is known that none gets any."""
    for send in sending(walked.source):
        kept = [_kept_out(walked, send, receiver(send), leaf) for leaf in leaves]
        if kept[0] and all(one is kept[0] for one in kept):
            line = kept[0].lineno
            fields = {"line": str(line), "test": ast.unparse(kept[0].test)}
            return Seen("if-keeps-leaves-out", walked.at(line), fields)
    return None


def sending(source: Source) -> list[ast.Assign | ast.AugAssign]:
    """Return the lines that send: those that set a gradient, but to no number written there."""
    return [send for send in sends(source) if not isinstance(send.value, ast.Constant)]


def _begun(walked: Walked, loop: ast.For) -> Iterator[Mapping[str, object]]:
    """Yield the variables when a loop begins; of one that never does, those at the end."""
    yield from before(walked.steps, loop)
    yield from (step.names for step in walked.steps[-1:])


def _not_collected(
    walked: Walked, sending: ast.For, seen: str, missing: Mapping[str, Any]
) -> Seen | None:
    """Return why nodes are missing when the loop that sends begins."""
    body = walked.source.tree.body
    before = [part for part in body if part.lineno < sending.lineno]
    loops = [part for part in before if isinstance(part, LOOPS) and any(_puts(part, seen))]
    fields = {"seen": seen, "missing": _quoted(missing), "line": str(sending.lineno)}
    for part in before:
        takes = _takes(names_in(part.test)) if isinstance(part, ast.If) else []
        if isinstance(part, ast.If) and any(is_call(one, *takes) for one in ast.walk(part)):
            fields |= {"test": ast.unparse(part.test), "at": str(part.lineno)}
            return Seen("if-for-while", walked.at(part.lineno), fields)
    looks: tuple[Callable[..., Seen | None], ...] = (
        _broken_off, _ended_early, _never_put_in, _keeps_others, _never_waits, _kept_by_if,
    )  # fmt: skip
    if len(loops) == 1:
        for look in looks:
            if found := look(walked, loops[0], seen, missing):
                return found._replace(fields=fields | found.fields)
    return Seen("nodes-left-out", None, fields)


def _quoted(names: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _broken_off(walked: Walked, loop: Loop, seen: str, missing: Mapping[str, Any]) -> Seen | None:
    """Return the break, or the return, that ends a loop over parents which are then missing."""
    for end, ended in _ends(loop):
        for step in _run(walked.steps, end, ended):
            lost = _not_come_to(walked, ended, step, missing)
            if ended is loop or isinstance(end, ast.Return):
                lost += _behind(step.names.get(_waiting(loop, step)), missing)
            if lost:
                fields = _of_end(end, ended) | {"node": lost[0]}
                return Seen("breaks-off-collecting", walked.at(end.lineno), fields)
    return None


def _ended_early(walked: Walked, loop: Loop, seen: str, missing: Mapping[str, Any]) -> Seen | None:
    """Return why a loop over what waits has no turn, or ends while there is something in it."""
    if not isinstance(loop, ast.While):
        return None
    steps = [step for step in walked.steps if step.line == loop.lineno]
    waiting = _waiting(loop, steps[-1]) if steps else ""
    still = steps[-1].names.get(waiting) if waiting else None
    if not isinstance(still, list | set):
        return None
    fields = {"loop": str(loop.lineno), "waiting": waiting, "test": ast.unparse(loop.test)}
    ends = any(isinstance(part, ast.Break | ast.Return) for part in ast.walk(loop))
    if _behind(still, missing) and not ends:
        return Seen("loop-ends-early", walked.at(loop.lineno), fields)
    if len(steps) > 1 or still or len(missing) != len(walked.inner) - 1:
        return None
    for part in walked.source.tree.body:
        if part.lineno < loop.lineno and _takes_from(part, waiting):
            fields |= {"line": str(part.lineno)}
            return Seen("taken-out-before", walked.at(part.lineno), fields)
    return None


def _never_put_in(walked: Walked, loop: Loop, seen: str, missing: Mapping[str, Any]) -> Seen | None:
    """Return the if for which nothing is ever put in; None if something is."""
    run, puts = {step.line for step in walked.steps}, list(_puts(loop, seen))
    if not puts or any(call.lineno in run for call in puts):
        return None
    asked = [part for part in ast.walk(loop) if isinstance(part, ast.If)
             and part.lineno in run and puts[0] in list(ast.walk(part))]  # fmt: skip
    last = max(asked, key=lambda part: part.lineno, default=None)
    if last is None or last.lineno == puts[0].lineno:
        return None
    fields = {"line": str(last.lineno), "test": ast.unparse(last.test), "put": str(puts[0].lineno)}
    old = ast.unparse(last.test) == f"{ast.unparse(puts[0].args[-1])} in {seen}"
    slip = "asks-for-old-ones" if old else "never-put-in"
    return Seen(slip, walked.at(last.lineno), fields)


def _keeps_others(walked: Walked, loop: Loop, seen: str, missing: Mapping[str, Any]) -> Seen | None:
    """Return where other nodes are put into what waits than into what is kept."""
    steps = [step for step in walked.steps if step.line == loop.lineno]
    waiting = _waiting(loop, steps[-1]) if steps else ""
    keeps, waits = list(_puts(loop, seen)), list(_puts(loop, waiting))
    if not waiting or waiting == seen or len(keeps) != 1 or len(waits) != 1:
        return None
    put, kept = (ast.unparse(one.args[-1]) for one in (waits[0], keeps[0]))
    met = (called for called, node in missing.items()
           if any(_has(step.names.get(waiting), node) for step in steps))  # fmt: skip
    node = next(met, "")
    if not node or put == kept:
        return None
    lines = waits[0].lineno, keeps[0].lineno
    fields = {"waits": str(lines[0]), "keeps": str(lines[1]), "waiting": waiting,
              "put": f"`{put}`", "kept": f"`{kept}`", "node": node}  # fmt: skip
    place = Place(walked.source.file, tuple(sorted(set(lines))))
    return Seen("keeps-others", place, fields)


def _never_waits(walked: Walked, loop: Loop, seen: str, missing: Mapping[str, Any]) -> Seen | None:
    """Return where nodes are kept, and never put into what waits, so that nothing looks at them."""
    steps = [step for step in walked.steps if step.line == loop.lineno]
    waiting = _waiting(loop, steps[-1]) if steps else ""
    keeps, waits = list(_puts(loop, seen)), list(_puts(loop, waiting))
    if not waiting or waiting == seen or len(keeps) != 1 or len(waits) > 1:
        return None
    if waiting in stored(loop):  # which may put something in by +=
        return None
    never = (called for called, node in walked.inner.items() if called not in missing
             and not any(_has(step.names.get(waiting), node) for step in steps))  # fmt: skip
    node = next(never, "")
    if not node:
        return None
    if node == next(iter(walked.inner)):  # the result, with which the loop should begin
        begun = [part for part in walked.source.tree.body if one_name(part) == waiting]
        place = walked.at(begun[0].lineno) if len(begun) == 1 else None
        return Seen("begins-with-nothing", place, {"waiting": waiting, "loop": str(loop.lineno)})
    put = (*waits, *keeps)[0]
    fields = {"keeps": str(keeps[0].lineno), "waiting": waiting, "node": node}
    slip = "puts-in-others" if waits else "puts-nothing-in"
    place = replace(walked.at(put.lineno), lacks=not waits)
    return Seen(slip, place, fields | {"put": ast.unparse(put)})


def _kept_by_if(walked: Walked, loop: Loop, seen: str, missing: Mapping[str, Any]) -> Seen | None:
    """Return the if that keeps a node from being put in, though the loop has come to it."""
    for call in _puts(loop, seen):
        put = next((part for part in ast.walk(loop) if isinstance(part, ast.Expr)
                    and part.value is call), None)  # fmt: skip
        given = ast.unparse(call.args[-1])
        for called, node in missing.items():
            kept = _kept_out(walked, put, given, node) if put else None
            if kept is None:
                continue
            fields = {"line": str(kept.lineno), "test": ast.unparse(kept.test), "node": called}
            old = fields["test"] == f"{given} in {seen}" and put in list(_within(kept.body))
            slip = "asks-for-old-ones" if old else "if-keeps-out"
            return Seen(slip, walked.at(kept.lineno), fields)
    return None


def _not_sent(walked: Walked, loop: ast.For) -> Seen | None:
    """Return the break, or the return, that ends the loop that sends before all have sent."""
    turns = (step for step in walked.steps if _is_in(step.line, loop) and step.line != loop.lineno)
    sent = {id(value) for step in turns for value in _targets(loop, step)}  # fmt: skip
    silent = [called for called, node in walked.inner.items() if id(node) not in sent]
    for end, ended in _ends(loop) if silent else ():
        for step in _run(walked.steps, end, ended) if ended is loop else ():
            last = [value for value in _targets(loop, step) if type(value) is type(walked.result)]
            at_a_leaf = any(not getattr(value, PARENTS) for value in last)
            slip = "breaks-at-a-leaf" if at_a_leaf else "sending-breaks-off"
            fields = _of_end(end, ended) | {"node": silent[0]}
            return Seen(slip, walked.at(end.lineno), fields)
    return None


def _kept_out(walked: Walked, statement: ast.stmt, name: str, node: Any) -> ast.If | None:
    """Return the if for which a statement was not run for a node, of which it is known that it
    never was; None if that is not sure.

    name: the variable that stands for the node.
    """
    lines = {step.line for step in walked.steps if step.names.get(name) is node}
    found: list[ast.If] = []
    for part in ast.walk(walked.source.tree):
        if not isinstance(part, ast.If) or part.lineno not in lines:
            continue
        within = list(ast.walk(part))
        goes_on = any(isinstance(one, ast.Continue) and one.lineno in lines for one in within)
        if statement in within or (goes_on and part.lineno < statement.lineno):
            found.append(part)
    last = max(found, key=lambda part: part.lineno, default=None)
    if last and statement.lineno in lines and statement.lineno != last.lineno:
        return None
    return last


def _sending(source: Source, methods: Sequence[str]) -> ast.For | None:
    """Return the only loop over nodes in which they send; None if it is not sure."""
    own, along = list(sending_loops(source)), list(over_parents(source.tree))
    found = []
    for part in source.tree.body:
        if not isinstance(part, ast.For) or part in along:
            continue
        called = [f"{name}.{method}" for name in names_in(part.target) for method in methods]
        if part in own or any(is_call(one, *called) for one in ast.walk(part)):
            found.append(part)
    return found[0] if len(found) == 1 else None


def _collection(source: Source, loop: ast.For) -> str:
    """Return the name of what a loop goes through, before it was sorted; "" if it has none."""
    of = loop.iter
    for _ in range(3):
        while isinstance(of, ast.Call) and of.args:
            of = of.args[0]
        made = [part.value for part in source.tree.body if isinstance(part, ast.Assign)
                and isinstance(of, ast.Name) and ast.unparse(part.targets[0]) == of.id
                and isinstance(part.value, ast.Call) and part.value.args]  # fmt: skip
        if len(made) != 1:
            break
        of = made[0]
    return of.id if isinstance(of, ast.Name) else ""


def _has(things: Any, node: Any) -> bool:
    """Tell whether a node is in a list or a set."""
    return isinstance(things, list | set | tuple) and any(one is node for one in things)


def _ends(loop: Loop) -> Iterator[tuple[ast.Break | ast.Return, Loop]]:
    """Yield what may end a loop, or one in it, and which of them it ends first."""
    for part in _within(loop.body):
        if isinstance(part, ast.Break | ast.Return):
            inner = [one for one in ast.walk(loop) if isinstance(one, LOOPS)
                     and part in list(_within(one.body))]  # fmt: skip
            yield part, max(inner, key=lambda one: one.lineno)


def _within(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    for part in body:
        yield from ast.walk(part)


def _run(steps: Sequence[Step], end: ast.stmt, loop: Loop) -> Iterator[Step]:
    """Yield the steps in which a break or a return was run: the next one is out of the loop."""
    for i, step in enumerate(steps):
        if step.line == end.lineno and not (i + 1 < len(steps) and _is_in(steps[i + 1].line, loop)):
            yield step


def _is_in(line: int, loop: Loop) -> bool:
    return loop.lineno <= line <= (loop.end_lineno or 0)


def _of_end(end: ast.Break | ast.Return, loop: Loop) -> dict[str, str]:
    """Return what is named of a break or a return."""
    word = "break" if isinstance(end, ast.Break) else "return"
    return {"word": word, "line": str(end.lineno), "loop": str(loop.lineno)}


def _waiting(loop: Loop, step: Step) -> str:
    """Return the list or the set that a loop asks for in its condition; "" if it is not one."""
    names = names_in(loop.test) if isinstance(loop, ast.While) else []
    found = [name for name in names if isinstance(step.names.get(name), list | set)]
    return found[0] if len(found) == 1 else ""


def _behind(waiting: object, missing: Mapping[str, Any]) -> list[str]:
    """Return which of the missing nodes are parents of a node that still waits."""
    nodes = waiting if isinstance(waiting, list | set) else ()
    parents = [parent for node in nodes for parent in getattr(node, PARENTS, ())]
    return [called for called, node in missing.items() if _has(parents, node)]


def _not_come_to(walked: Walked, loop: Loop, step: Step, missing: Mapping[str, Any]) -> list[str]:
    """Return which missing nodes are parents that a loop would have come to later on."""
    of = loop.iter if isinstance(loop, ast.For) else None
    if not isinstance(loop, ast.For) or not isinstance(of, ast.Attribute) or of.attr != PARENTS:
        return []
    parents = worth(of, step.names)
    come_to = [value for one in walked.steps if _is_in(one.line, loop)
               for value in _targets(loop, one)]  # fmt: skip
    return [called for called, node in missing.items()
            if _has(parents, node) and not _has(come_to, node)]  # fmt: skip


def _takes_from(part: ast.stmt, name: str) -> bool:
    """Tell whether a statement takes something out of a list or a set."""
    return not isinstance(part, LOOPS) and any(
        is_call(one, *_takes([name])) for one in ast.walk(part)
    )


def _takes(names: Sequence[str]) -> list[str]:
    """Return what takes something out of lists or sets of these names."""
    return [f"{name}.{how}" for name in names for how in ("pop", "popleft", "remove", "clear")]


def _puts(loop: Loop, name: str) -> Iterator[ast.Call]:
    """Yield where something is put into a list or a set."""
    for part in ast.walk(loop):
        if (
            isinstance(part, ast.Call)
            and part.args
            and isinstance(part.func, ast.Attribute)
            and part.func.attr in GROWS
            and ast.unparse(part.func.value) == name
        ):
            yield part


def _targets(loop: ast.For, step: Step) -> list[Any]:
    """Return what the variables of a loop stand for."""
    return [step.names.get(name) for name in names_in(loop.target)]
