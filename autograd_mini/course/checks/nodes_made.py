"""Lessons 2 to 6: whether an operation returns a node, and not a tuple, or anything else."""

from typing import Any

from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.lines.node_calls import parents_outside
from autograd_mini.course.slips.articles import with_article
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine

NOT_A_NODE = {
    "en": "{code} is {found}, not a Value.",
    "zh": "{code} 不是 Value，而是 {found}。",
}


def not_a_node(engine: Engine, op: str, code: str, made: Any) -> Different:
    """Return what is to be said of an operation that returns something else than a node."""
    number = isinstance(made, float | int)
    found = dict.fromkeys(LANGUAGES, repr(made)) if made is None or number else _kind(engine, made)
    message = {
        language: text.format(code=code, found=found[language])
        for language, text in NOT_A_NODE.items()
    }
    if made is None or number:
        return Different(message, "no-return" if made is None else "plain-number")
    begins = isinstance(made, tuple) and bool(made) and isinstance(made[0], engine.Value)
    if begins and (outside := parents_outside(engine, op)):
        fields = {key: {"code": outside.code, "meant": outside.meant} for key in LANGUAGES}
        return Different(
            message, "closed-too-early", operations=(op,), place=outside.place, fields=fields
        )
    fields = {language: {"found": kind} for language, kind in found.items()}
    return Different(message, "something-else", operations=(op,), fields=fields)


def _kind(engine: Engine, made: Any) -> dict[str, str]:
    """Return of which type a thing is, in words, by language."""
    if made is engine.Value:
        return {"en": "the class Value itself", "zh": "Value 这个类本身"}
    name = type(made).__name__
    return {"en": with_article(name), "zh": name}
