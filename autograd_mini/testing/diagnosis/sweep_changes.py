"""Changes of the backward pass: its seed, its order, and what it sets to 0."""

import ast
from collections.abc import Iterator

from autograd_mini.testing.diagnosis.edits import Change, parts_of
from autograd_mini.testing.diagnosis.looks import begins_at_one
from autograd_mini.testing.diagnosis.source import (
    Source,
    backward_sources,
    receiver,
    sends,
    target,
)
from autograd_mini.testing.diagnosis.workshop import Proposer, Workshop


def _passes(shop: Workshop) -> list[Source]:
    every = shop.parsed(list(backward_sources(shop.engine)))
    return [source for source in every if source.tree.name != "__init__"]


def _statements(source: Source) -> Iterator[ast.stmt]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.stmt) and node is not source.tree:
            yield node


def _gradient(shop: Workshop) -> str:
    return shop.engine.names.get("grad", "grad")


def _seeded(shop: Workshop) -> Iterator[Change]:
    """The gradient of the result is set to 1 before the sweep."""
    for source in _passes(shop)[:1]:
        loops = [n for n in source.tree.body if isinstance(n, (ast.For, ast.While))]
        for loop in reversed(loops):
            yield (shop.file.before(loop, f"self.{_gradient(shop)} = 1.0"),)


def _seed_itself(shop: Workshop) -> Iterator[Change]:
    """The seed is 1, or what is given."""
    for source in _passes(shop):
        given = [a.arg for a in source.tree.args.args[1:]]
        for send in sends(source):
            if receiver(send) == "self":
                for seed in [*given, "1.0"]:
                    yield (shop.file.instead(send.value, seed),)


def _removed(shop: Workshop) -> Iterator[Change]:
    """A statement less in the backward pass."""
    for source in _passes(shop):
        for node in _statements(source):
            simple = isinstance(node, (ast.Assign, ast.AugAssign, ast.Expr))
            alone = isinstance(node, (ast.If, ast.For)) and len(node.body) == 1
            if simple or alone:
                yield (shop.file.without(node),)
                yield (shop.file.instead(node, "pass"),)


def _unconditional(shop: Workshop) -> Iterator[Change]:
    """A statement that is no longer under an `if`."""
    for source in _passes(shop):
        for node in _statements(source):
            if isinstance(node, ast.If) and len(node.body) == 1 and not node.orelse:
                yield (shop.file.instead(node, shop.file.text_of(node.body[0])),)


def _reversed(shop: Workshop) -> Iterator[Change]:
    for source in _passes(shop):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.For) and not isinstance(node.iter, ast.Call):
                text = shop.file.text_of(node.iter)
                yield (shop.file.instead(node.iter, f"reversed({text})"),)


def _parents(shop: Workshop) -> list[str]:
    """Return what the attribute with the operands may be called: what passes iterate over."""
    names: dict[str, None] = {}
    for source in backward_sources(shop.engine):
        for node in ast.walk(source.tree):
            if isinstance(node, (ast.For, ast.comprehension)):
                for part in parts_of(node.iter):
                    if isinstance(part, ast.Attribute) and part.attr != _gradient(shop):
                        names[part.attr] = None
    return list(names)


def _only_inner(shop: Workshop) -> Iterator[Change]:
    """Gradients are set to 0 only where there are operands."""
    for source in _passes(shop):
        for send in sends(source):
            is_zero = isinstance(send.value, ast.Constant) and send.value.value == 0
            to = target(send)
            if is_zero and isinstance(to, ast.Attribute):
                node = shop.file.text_of(to.value)
                gap = "\n" + shop.file.indent(send) + "    "
                for parents in _parents(shop):
                    text = f"if {node}.{parents}:{gap}{shop.file.text_of(send)}"
                    yield (shop.file.instead(send, text),)


def _inner_reset(shop: Workshop) -> Iterator[Change]:
    """Inner gradients are set to 0 before the sweep."""
    gradient = _gradient(shop)
    for source in _passes(shop)[:1]:
        body = source.tree.body
        seeds = [
            n for n in body if isinstance(n, (ast.Assign, ast.AugAssign)) and n in sends(source)
        ]
        loops = [n for n in body if isinstance(n, (ast.For, ast.While))]
        for order in _swept(loops):
            for parents in _parents(shop):
                lines = (
                    f"for node in {order}:",
                    f"    if node.{parents}:",
                    f"        node.{gradient} = 0.0",
                )
                for place in [*seeds[:1], *loops[-1:]]:
                    yield (shop.file.before(place, *lines),)


def _swept(loops: list[ast.For | ast.While]) -> Iterator[str]:
    for loop in loops:
        if isinstance(loop, ast.For):
            iterated = loop.iter
            if isinstance(iterated, ast.Call) and iterated.args:
                iterated = iterated.args[0]
            if isinstance(iterated, ast.Name):
                yield iterated.id


def _already_seen(shop: Workshop) -> Iterator[Change]:
    """A function that lists nodes returns at once for those that are listed already."""
    for source in _passes(shop):
        for inner in ast.walk(source.tree):
            if not isinstance(inner, ast.FunctionDef) or inner is source.tree:
                continue
            lists = [
                part.func.value
                for part in ast.walk(inner)
                if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute)
                and part.func.attr == "append"
            ]  # fmt: skip
            if lists and inner.args.args:
                node, order = inner.args.args[0].arg, shop.file.text_of(lists[0])
                for seen in _sets_of(inner):
                    lines = f"if {node} in {seen}:", "    return"
                    yield (shop.file.before(inner.body[0], *lines),)
                lines = f"if any({node} is other for other in {order}):", "    return"
                yield (shop.file.before(inner.body[0], *lines),)


def _sets_of(function: ast.FunctionDef) -> list[str]:
    """Return the names of the sets that a function adds to."""
    return [
        part.func.value.id
        for part in ast.walk(function)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute)
        and part.func.attr == "add" and isinstance(part.func.value, ast.Name)
    ]  # fmt: skip


def _starts_at_zero(shop: Workshop) -> Iterator[Change]:
    for source in shop.parsed(list(backward_sources(shop.engine))):
        for send in sends(source):
            if begins_at_one(send, source):
                yield (shop.file.instead(send.value, "0.0"),)
        if source.tree.name == "__init__":
            for node in ast.walk(source.tree):
                if isinstance(node, ast.Constant) and node.value in (1, 1.0):
                    yield (shop.file.instead(node, "0.0"),)


def _own_copies(shop: Workshop) -> Iterator[Change]:
    """No method that says how to copy: Python's own way is right."""
    for method in ast.walk(shop.file.tree):
        if isinstance(method, ast.ClassDef) and method.name == shop.engine.Value.__name__:
            for node in method.body:
                if isinstance(node, ast.FunctionDef) and node.name in ("__deepcopy__", "__copy__"):
                    yield (shop.file.without(node),)


def _any_number(shop: Workshop) -> Iterator[Change]:
    """The constructor refuses nothing."""
    for source in shop.parsed(list(backward_sources(shop.engine))):
        if source.tree.name == "__init__":
            for node in _statements(source):
                if isinstance(node, (ast.If, ast.Assert)):
                    yield (shop.file.without(node),)


PROPOSERS: dict[str, tuple[Proposer, ...]] = {
    "missing-seed": (_seeded,),
    "wrong-seed": (_seed_itself, _removed),
    "seed-ignored": (_seed_itself,),
    "result-gradient-erased": (_removed,),
    "leaf-gradients-reset": (_only_inner, _removed),
    "inner-gradients-kept": (_inner_reset,),
    "gradient-starts-at-one": (_starts_at_zero,),
    "visits-twice": (_already_seen,),
    "order-not-reversed": (_reversed,),
    "sends-before-complete": (_unconditional, _removed),
    "changes-values": (_removed,),
    "unrelated-gets-gradient": (_removed,),
    "quadratic-cost": (_removed,),
    "ends-the-process": (_removed,),
    "copies-share": (_own_copies,),
    "whole-numbers-refused": (_any_number,),
}
