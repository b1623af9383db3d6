"""Lessons 2 and 3: what + and × make, and whether a backward pass reaches their operands."""

from typing import Any

from autograd_mini.course.checks.outcome import Different, checked
from autograd_mini.testing.conform.engine import Engine

NOT_A_NODE = {
    "en": "{code} is {found}, and no Value.",
    "zh": "{code} 是 {found}，不是 Value。",
}
VALUE = {
    "en": "{code} has the number {found}; it should be {should}.",
    "zh": "{code} 的数是 {found}，应为 {should}。",
}
CHANGED = {
    "en": "{code} changes the number of an operand.",
    "zh": "{code} 改动了运算数的值。",
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


def _said(message: dict[str, str], **fields: object) -> dict[str, str]:
    return {language: text.format(**fields) for language, text in message.items()}


@checked
def edges(engine: Engine) -> None:
    """Compute with + and ×, and see what the nodes know."""
    leaf = engine.value(3.0)
    if len(leaf.parents):
        raise Different(_said(LEAF, found=_shown(leaf.parents, {})), "operands-not-recorded")
    for op, sign, value in (("add", "+", 1.0), ("mul", "*", -6.0)):
        a = engine.value(3.0)
        _one(engine, op, f"a {sign} a", a, a, 6.0 if op == "add" else 9.0)
        a, b = engine.value(3.0), engine.value(-2.0)
        _one(engine, op, f"a {sign} b", a, b, value)
        a = engine.value(3.0)
        result = a + 2 if op == "add" else a * 2
        _value(engine, op, f"a {sign} 2", result, 5.0 if op == "add" else 6.0)


@checked
def sends(engine: Engine) -> None:
    """See whether anything arrives at the operands, whatever it is."""
    for op, sign in (("add", "+"), ("mul", "*")):
        a, b = engine.value(3.0), engine.value(-2.0)
        J = a + b if op == "add" else a * b
        engine.backward(J)
        if engine.grad(J) and not (engine.grad(a) or engine.grad(b)):
            raise Different(_said(NOTHING_SENT, sign=sign), "op-sends-nothing", operations=(op,))


def _one(engine: Engine, op: str, code: str, left: Any, right: Any, value: float) -> None:
    """Look at the result of one operation."""
    before = engine.data(left), engine.data(right)
    result = left + right if op == "add" else left * right
    if (engine.data(left), engine.data(right)) != before:
        raise Different(_said(CHANGED, code=code), "changes-its-operand", operations=(op,))
    _value(engine, op, code, result, value)
    names = {id(left): "a", id(right): "a" if left is right else "b"}
    found = result.parents
    should = f"({names[id(left)]}, {names[id(right)]})"
    if [id(parent) for parent in found] != [id(left), id(right)]:
        distinct = left is right and len(found) == 1
        slip = "operands-in-a-set" if distinct or isinstance(found, set) else ""
        slip = slip or ("operands-not-recorded" if len(found) < 2 else "")
        message = _said(PARENTS, code=code, found=_shown(found, names), should=should)
        raise Different(message, slip, python=f"({code}).parents", operations=(op,))


def _value(engine: Engine, op: str, code: str, result: Any, value: float) -> None:
    if not isinstance(result, engine.Value):
        raise Different(_said(NOT_A_NODE, code=code, found=type(result).__name__))
    if engine.data(result) != value:
        fields = {"code": code, "found": engine.data(result), "should": value}
        raise Different(_said(VALUE, **fields), "wrong-value", operations=(op,))


def _shown(parents: Any, names: dict[int, str]) -> str:
    """Return parents as a learner would write them."""
    inside = ", ".join(names.get(id(p), repr(p) if isinstance(p, float) else "?") for p in parents)
    if isinstance(parents, set | frozenset):
        return "{" + inside + "}"
    if isinstance(parents, list):
        return f"[{inside}]"
    return f"({inside},)" if len(parents) == 1 else f"({inside})"
