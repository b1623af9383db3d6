"""Lessons 2 and 3: what + and × make, and whether a backward pass reaches their operands."""

from collections.abc import Callable
from typing import Any

from autograd_mini.course.checks.moments import untimely
from autograd_mini.course.checks.new_gradients import begins_with_none
from autograd_mini.course.checks.nodes_made import not_a_node, operand_returned
from autograd_mini.course.checks.numbers import OPERANDS, computed_at, plain
from autograd_mini.course.checks.other_operation import other_operation
from autograd_mini.course.checks.outcome import Different, Stopped, checked, raised, showing
from autograd_mini.course.checks.passes import passes
from autograd_mini.course.checks.sent import taken, wrongly_sent
from autograd_mini.course.checks.shapes import (
    PROGRAM,
    kept,
    kind_of_one,
    made_at,
    misread,
    no_tuple,
    shapes,
    unchanged,
)
from autograd_mini.course.checks.slopes_of_0 import sends_slope_0, slip_of_0, slopes_are_right
from autograd_mini.course.lines.operand_lines import replaced_operand
from autograd_mini.course.lines.pass_lines import multiplied_at
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.observe import Observed
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.where import Place, places

VALUE = {
    "en": "{code} has the number {found}; it should be {should}.",
    "zh": "{code} 的数是 {found}，应为 {should}。",
}
NEW = {
    "en": "the parents of {code} are new nodes; they should be the operands themselves, {should}.",
    "zh": "{code} 的 parents 是新造的节点，应为运算数本身，即 {should}。",
}
PARENTS = {
    "en": "({code}).parents is {found}; it should be {should}.",
    "zh": "({code}).parents 是 {found}，应为 {should}。",
}
LEAF = {
    "en": "the leaf Value(3.0) has the parents {found}; it should have none, ().",
    "zh": "叶节点 Value(3.0) 的 parents 是 {found}；它不该有，应为 ()。",
}

NOTHING_SENT = {
    "en": "after (a {sign} b).backward(), a.grad and b.grad are both 0.",
    "zh": "运行 (a {sign} b).backward() 之后，a.grad 与 b.grad 都是 0。",
}
NO_NUMBER = {
    "en": "after J = a {sign} b and J.backward(), {name}.grad is no number, but a {found}.",
    "zh": "J = a {sign} b，运行 J.backward() 之后，{name}.grad 不是数，而是 {found}。",
}
NOT_SEEDED = {
    "en": "after J = a {sign} b and J.backward(), J.grad is 0; it should be 1.0. So a.grad and "
    "b.grad are 0, too.",
    "zh": "J = a {sign} b，运行 J.backward() 之后，J.grad 是 0，应为 1.0。"
    "所以 a.grad 与 b.grad 也是 0。",
}
SEEDED = {
    "en": "after J = a {sign} b and J.backward() twice, J.grad is {found}; it should be 1.0.",
    "zh": "J = a {sign} b，运行两次 J.backward() 之后，J.grad 是 {found}，应为 1.0。",
}
SENT = {
    "en": "after (a * b).backward(), a.grad is {found}; it should be {should}.",
    "zh": "运行 (a * b).backward() 之后，a.grad 是 {found}，应为 {should}。",
}
# What may be wrong with the pass if nothing arrives, whatever the operation is.
NOWHERE = ("sends-to-itself", "wrong-upstream")


def _said(message: dict[str, str], **fields: object) -> dict[str, str]:
    return {language: text.format(**fields) for language, text in message.items()}


@checked
def edges(engine: Engine) -> None:
    """Compute with + and ×, and see what the nodes know."""
    leaf = engine.value(3.0)
    with showing(f"{PROGRAM}print(len(a.parents))"):
        if len(leaf.parents):
            raise Different(_said(LEAF, found=_shown(leaf.parents, {})), "leaf-with-parents")
    for op, sign, value in (("add", "+", 1.0), ("mul", "*", -6.0)):
        a = engine.value(3.0)
        _one(engine, op, f"a {sign} a", a, a, 6.0 if op == "add" else 9.0)
        a, b = engine.value(3.0), engine.value(-2.0)
        _one(engine, op, f"a {sign} b", a, b, value)
        code = f"a {sign} 2"
        with showing(f"{PROGRAM}J = {code}\nprint(J.data)"):
            a = engine.value(3.0)
            result = a + 2 if op == "add" else a * 2
            _value(engine, op, code, result, 5.0 if op == "add" else 6.0)


@checked
def sends(engine: Engine) -> None:
    """See whether the edges have their slopes, and whether anything arrives at the operands."""
    try:
        engine.backward(engine.value(3.0) * engine.value(-2.0))
    except NotImplementedError:  # what is not written yet is not wrong
        raise
    except Exception:  # it comes again below, if not the shape of a node is why
        pass
    _numbers_first(engine)
    shapes(engine, ("add", "mul"))
    _turned_alone(engine)
    silent = {}
    for op, sign in (("add", "+"), ("mul", "*")):
        a, b = engine.value(3.0), engine.value(-2.0)
        python = f"{PROGRAM}J = a {sign} b\nJ.backward()\nprint(a.grad, b.grad)"
        try:
            with showing(python), passes(engine) as begun:
                J = a + b if op == "add" else a * b
                engine.backward(J)
        except Stopped as stopped:
            raise _stopped(engine, stopped) from stopped.__cause__
        for name, leaf in (("a", a), ("b", b)):
            if isinstance(leaf.grad, tuple | list):
                message = _said(NO_NUMBER, sign=sign, name=name, found=type(leaf.grad).__name__)
                known = misread(engine, message, python)
                raise known or Different(message, "list-for-number", python=python)
            if isinstance(leaf.grad, engine.Value):
                message = _said(NO_NUMBER, sign=sign, name=name, found=type(leaf.grad).__name__)
                of_type = python.replace("print(a.grad, b.grad)", f"print(type({name}.grad))")
                if known := wrongly_sent(engine, message, of_type):
                    raise known
        plain(engine, op, f"a {sign} b", J, {"a": a, "b": b})
        if op == "mul" and a.grad == b.grad == 1 and len(begun) > 1:
            message = _said(SENT, found=a.grad, should=b.data)
            raise Different(message, "begins-anew", python=python)
        if op == "mul" and a.grad == b.grad == 1:
            message = _said(SENT, found=a.grad, should=b.data)
            if known := wrongly_sent(engine, message, python):
                raise known
        if not (engine.grad(J) or engine.grad(a) or engine.grad(b)):
            message = _said(NOT_SEEDED, sign=sign)
            python = python.replace("print(", "print(J.grad, ")
            place = multiplied_at(engine)
            slip = "times-equals" if place else "missing-seed"
            place = place or _no_seed_in(engine)
            raise (
                misread(engine, message, python)
                or wrongly_sent(engine, message, python)
                or taken(engine, message, python)
                or Different(message, slip, python=python, place=place)
            )
        if engine.grad(J) and not (engine.grad(a) or engine.grad(b)):
            silent[op] = _said(NOTHING_SENT, sign=sign), python
        first = engine.grad(a)
        engine.backward(J)
        if first and engine.grad(a) == 3 * first:  # 1 the first time, and 2 the second
            message = _said(SEEDED, sign=sign, found=engine.grad(J))
            place = places(engine, Site("wrong-seed", (), {}), Observed(engine))
            python = python.replace(
                "J.backward()\nprint(", "J.backward()\nJ.backward()\nprint(J.grad, "
            )
            raise Different(message, "seed-added", python=python, place=place)
    if silent:
        raise _nothing_sent(engine, silent)


def _numbers_first(engine: Engine) -> None:
    """Different if + or × has nodes where the number of its own node belongs."""
    for op, code in (("add", "a + b"), ("mul", "a * b")):
        try:
            a, b = engine.value(3.0), engine.value(-2.0)
            plain(engine, op, code, a + b if op == "add" else a * b)
        except Different as different:
            if OPERANDS in different.slips:
                raise
        except Exception:  # which comes again
            continue


def _turned_alone(engine: Engine) -> None:
    """Different if × has its slopes in the order of its operands, and its parents turned round."""
    a, b = engine.value(3.0), engine.value(-2.0)
    try:
        J = a * b
        edges = list(zip(J.parents, J.partials))
        turned = len(edges) == 2 and all(
            parent is one and slope == one.data for (parent, slope), one in zip(edges, (b, a))
        )
    except Exception:  # which comes again
        return
    if turned:
        with showing(f"{PROGRAM}J = a * b\nprint([parent is a for parent in J.parents])"):
            _of_parents(engine, "mul", "a * b", a, b, J)


def _no_seed_in(engine: Engine) -> Place | None:
    """Return the head of backward() if nothing in it is 1; None if something is, which is wrong."""
    place = places(engine, Site("missing-seed", (), {}), Observed(engine))
    return place if place and place.lacks else None


def _stopped(engine: Engine, stopped: Stopped) -> Exception:
    """Return what is wrong with a pass that ends in an error, if it is more than the error says."""
    cause = stopped.__cause__
    message = raised(engine, cause if isinstance(cause, Exception) else stopped)
    looks = (begins_with_none, misread)
    known = (look(engine, message, stopped.python) for look in looks)
    return next(filter(None, known), stopped)


def _nothing_sent(engine: Engine, silent: dict[str, tuple[dict[str, str], str]]) -> Different:
    """Return what is to be said if nothing arrives at the operands of some operations."""
    message, python = next(iter(silent.values()))
    if known := misread(engine, message, python) or untimely(engine, message, python):
        return known
    if len(silent) > 1 and (known := wrongly_sent(engine, message, python)):
        return known
    for mistake in NOWHERE if len(silent) > 1 else ():
        if place := places(engine, Site(mistake, (), {}), Observed(engine)):
            if mistake == "wrong-upstream" and (multiplied := multiplied_at(engine)):
                mistake, place = "times-equals", multiplied
            return Different(message, mistake, python=python, place=place)
    for op in silent:
        if sends_slope_0(engine, op):
            slip, fields = slip_of_0(engine, op)
            place = computed_at(engine, "wrong-rule", op)
            every = dict.fromkeys(LANGUAGES, fields)
            return Different(*silent[op][:1], slip, python=silent[op][1], place=place, fields=every)
    # Whatever it is, an operation that has its slopes is not what is wrong.
    general = slopes_are_right(engine, *silent)
    return Different(
        message, "op-sends-nothing", operations=tuple(silent), python=python, general=general
    )


def _one(engine: Engine, op: str, code: str, left: Any, right: Any, value: float) -> None:
    """Look at the result of one operation, and whether the operands are what they were."""
    operands = {"a": left, "b": right} if right is not left else {"a": left}
    before = kept(operands)
    with showing(f"{PROGRAM}J = {code}\nprint(J.data, a.data, b.data)"):

        def make() -> Any:
            return left + right if op == "add" else left * right

        result = make()
        unchanged(engine, op, code, operands, before)
        if operand := operand_returned(engine, op, code, make, operands, result):
            operand.python = f"{PROGRAM}{operand.python}"
            raise operand
        _value(engine, op, code, result, value, make)
    python = (
        f"{PROGRAM}J = {code}\nprint([parent is a for parent in J.parents])\n"
        "print([parent is b for parent in J.parents])"
    )
    with showing(python):
        _of_parents(engine, op, code, left, right, result)


def _of_parents(engine: Engine, op: str, code: str, left: Any, right: Any, result: Any) -> None:
    """See whether the parents are the operands, in their order."""
    names = {id(left): "a", id(right): "a" if left is right else "b"}
    parents = found = result.parents
    slip, fields = "", None
    if isinstance(found, engine.Value):
        found, slip = (found,), no_tuple(engine, getattr(result, "partials", None))
    should = f"({names[id(left)]}, {names[id(right)]})"
    if [id(parent) for parent in found] != [id(left), id(right)]:
        distinct = left is right and len(found) == 1 and _records_both(engine, op)
        text = PARENTS
        if slip:
            pass
        elif of_one := kind_of_one(engine, found):
            slip, fields = "operands-in-one", {key: {"kind": of_one} for key in LANGUAGES}
        elif distinct or isinstance(found, set):
            slip = "operands-in-a-set"
        elif len(found) < 2:
            slip = "operands-not-recorded"
        elif any(isinstance(parent, float | int) for parent in found):
            slip = "numbers-for-nodes"
        elif all(isinstance(parent, engine.Value) for parent in found):
            slip = _slip_of_nodes(left, right, result)
            if slip == "copies-for-nodes" and not names.keys() & set(map(id, found)):
                text = NEW
        else:
            slip = "things-for-nodes"
            other = next(parent for parent in found if not isinstance(parent, engine.Value))
            kind = {"kind": type(other).__name__}
            fields = dict.fromkeys(LANGUAGES, kind)
        shown = names.get(id(parents)) or _shown(found, names)
        message = _said(text, code=code, found=shown, should=should)
        place = made_at(engine, op, "parents")
        alone = isinstance(parents, engine.Value)  # which cannot be gone through
        python = f"{PROGRAM}J = {code}\nprint(J.parents is a)" if alone else ""
        raise Different(message, slip, operations=(op,), place=place, fields=fields, python=python)


def _records_both(engine: Engine, op: str) -> bool:
    """Tell whether the result of an operation has two parents, if its operands are two nodes."""
    a, b = engine.value(3.0), engine.value(-2.0)
    parents = (a + b if op == "add" else a * b).parents
    return not isinstance(parents, engine.Value) and len(parents) == 2


def _slip_of_nodes(left: Any, right: Any, result: Any) -> str:
    """Return the slip of parents that are nodes, two of them or more, but not the operands."""
    parents = list(result.parents)
    operands = {id(left), id(right)}
    others = [parent for parent in parents if id(parent) not in operands]
    if any(parent is result for parent in others):
        return "its-own-parent"
    if others:
        copied = all(parent.data in (left.data, right.data) for parent in others)
        return "copies-for-nodes" if copied else "other-parents"
    if len(parents) > 2:
        return "too-many-parents"
    return "order-turned" if len(set(map(id, parents))) == 2 else "one-operand-twice"


def _value(
    engine: Engine,
    op: str,
    code: str,
    result: Any,
    value: float,
    make: Callable[[], Any] | None = None,
) -> None:
    if not isinstance(result, engine.Value):
        found = not_a_node(engine, op, code, result, make)
        found.python = f"{PROGRAM}J = {code}\nprint(J)"  # which has no data to be asked for
        raise found
    plain(engine, op, code, result)
    if engine.data(result) != value:
        message = _said(VALUE, code=code, found=engine.data(result), should=value)
        place = places(engine, Site("wrong-value", (op,), {}), Observed(engine))
        if other := other_operation(engine, op):
            twice = other["en"]["found"] in ("a + a", "b + b", "a * a", "b * b")
            if twice and (replaced := replaced_operand(engine, op)):
                every = dict.fromkeys(LANGUAGES, replaced.fields)
                raise Different(message, replaced.slip, place=replaced.place, fields=every)
            raise Different(message, "other-operation", place=place, fields=other)
        raise Different(message, "wrong-value", operations=(op,), place=place)


def _shown(parents: Any, names: dict[int, str]) -> str:
    """Return parents as a learner would write them."""
    inside = ", ".join(names.get(id(p)) or _of_another(p, names) for p in parents)
    if isinstance(parents, set | frozenset):
        return "{" + inside + "}"
    if isinstance(parents, list):
        return f"[{inside}]"
    return f"({inside},)" if len(parents) == 1 else f"({inside})"


def _of_another(parent: Any, names: dict[int, str]) -> str:
    """Return a parent that is none of the operands: a node with its number, or something else."""
    if isinstance(parent, tuple | list):
        return _shown(parent, names)
    known = hasattr(parent, "data") and not isinstance(parent, float)
    return f"Value({parent.data})" if known else repr(parent)
