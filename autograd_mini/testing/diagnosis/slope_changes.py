"""Changes of a local derivative, and of what it is multiplied by."""

import ast
from collections.abc import Callable, Iterator

from autograd_mini.elementary import TABLE
from autograd_mini.testing.diagnosis.edits import Change, negated, parts_of
from autograd_mini.testing.diagnosis.looks import quotients
from autograd_mini.testing.diagnosis.rules import python_rule
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.slopes import constant, gradients_in, rule_nodes
from autograd_mini.testing.diagnosis.source import (
    Source,
    is_gradient,
    operand_names,
    receiver,
    sends,
    target,
)
from autograd_mini.testing.diagnosis.workshop import Proposer, Workshop


def _expressions(shop: Workshop) -> Iterator[tuple[Source, ast.expr]]:
    """Yield the local derivatives that a site is about."""
    for source in shop.sources:
        if shop.site.keys:
            for node in rule_nodes(source, shop.site):
                yield source, node
        else:
            for send in sends(source):
                yield source, send.value


def _one_and_all(
    shop: Workshop, other: Callable[[Source, ast.expr], str | None]
) -> Iterator[Change]:
    """Yield a replacement for each expression, and then all of these together."""
    every = []
    for source, node in _expressions(shop):
        text = other(source, node)
        if text is not None:
            every.append(shop.file.instead(node, text))
    if len(every) > 1 and (shop.site.i is None):
        yield tuple(every)
    for one in every:
        yield (one,)


def _other_sign(shop: Workshop) -> Iterator[Change]:
    yield from _one_and_all(shop, lambda s, node: negated(shop.file.text_of(node), node))


def _results(source: Source) -> list[str]:
    """Return what a function calls its result: what it returns, and what it assigns."""
    names = [
        node.value.id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Name)
    ]
    return list(dict.fromkeys(names))


def _locals(source: Source) -> list[str]:
    return [
        node.targets[0].id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    ]


def _upstream(shop: Workshop, source: Source) -> list[str]:
    """Return how the gradient of the result may be written in a function with a closure."""
    gradient = shop.engine.names.get("grad", "grad")
    written = [f"{name}.{gradient}" for name in _results(source)]
    return written or [f"self.{gradient}"]


def _numbers(shop: Workshop, source: Source) -> tuple[list[str], list[str]]:
    """Return how the operands, and how the result, may be written as numbers."""
    op, _, form = (shop.site.keys or ("",))[0].partition(":")
    arity = TABLE[op].arity if op else None
    names = operand_names(source, arity)
    written = [f"{name}.{shop.data}" for name in names]
    if form and len(names) > 1:
        written[1] = names[1]
    if form == "base":
        written.reverse()
    results = _results(source)
    values = [f"{name}.{shop.data}" for name in results]
    return written, values + [name for name in _locals(source) if name not in results]


def _multiplied(shop: Workshop) -> Iterator[Change]:
    """A missing factor: the gradient of the result."""

    def with_upstream(source: Source, node: ast.expr) -> str | None:
        if gradients_in(node, source) or (
            constant(node) and node is not None and not shop.site.keys
        ):
            return None
        upstream = _upstream(shop, source)[0]
        text = shop.file.text_of(node)
        simple = isinstance(node, (ast.Attribute, ast.Name, ast.Constant, ast.Call))
        product = isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mult, ast.Div, ast.Pow))
        return f"{text} * {upstream}" if simple or product else f"({text}) * {upstream}"

    yield from _one_and_all(shop, with_upstream)


def _product_for_sum(shop: Workshop) -> Iterator[Change]:
    def product(source: Source, node: ast.expr) -> str | None:
        if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
            return None
        if not gradients_in(node, source):
            return None
        sides = [
            f"({shop.file.text_of(side)})" if isinstance(side, ast.BinOp)
            else shop.file.text_of(side)
            for side in (node.left, node.right)
        ]  # fmt: skip
        return " * ".join(sides)

    yield from _one_and_all(shop, product)


def _product_for_quotient(shop: Workshop) -> Iterator[Change]:
    def product(source: Source, node: ast.expr) -> str | None:
        for part in quotients(node):
            if gradients_in(part, source):
                whole, quotient = shop.file.text_of(node), shop.file.text_of(part)
                last = bool(gradients_in(part.right, source))  # a gradient has no other / in it
                sides = quotient.rsplit("/", 1) if last else quotient.split("/", 1)
                return whole.replace(quotient, "*".join(sides))
        return None

    yield from _one_and_all(shop, product)


def _other_receiver(shop: Workshop) -> Iterator[Change]:
    """One operand's gradient is sent to the other operand."""
    for source in shop.sources:
        names = operand_names(source, 2)
        for send in sends(source):
            to = target(send)
            if isinstance(to, ast.Attribute) and receiver(send) in names:
                for name in names:
                    yield (shop.file.instead(to.value, name),)


def _right_upstream(shop: Workshop) -> Iterator[Change]:
    """The gradient of the result in place of an operand's."""
    change = []
    for source in shop.sources:
        for send in sends(source):
            for part in gradients_in(send.value, source):
                upstream = _upstream(shop, source)[0]
                if shop.file.text_of(part) != upstream:
                    change.append(shop.file.instead(part, upstream))
    if change:
        yield tuple(change)


def _one_number(shop: Workshop) -> Iterator[Change]:
    """Another number, operand, sign or comparison in a local derivative."""
    for source, whole in _expressions(shop):
        operands, results = _numbers(shop, source)
        numbers = list(dict.fromkeys(operands + results))
        for node in parts_of(whole):
            text = shop.file.text_of(node)
            if is_gradient(node, source):
                continue
            for other in _instead_of(shop, node, text, numbers):
                yield (shop.file.instead(node, other),)
        parts = [n for n in parts_of(whole) if shop.file.text_of(n) in numbers]
        for name in {shop.file.text_of(n) for n in parts}:
            same = [n for n in parts if shop.file.text_of(n) == name]
            for other in numbers:
                if len(same) > 1 and other != name:
                    yield tuple(shop.file.instead(node, other) for node in same)


def _instead_of(shop: Workshop, node: ast.expr, text: str, numbers: list[str]) -> Iterator[str]:
    if text in numbers:
        yield from (other for other in numbers if other != text)
        yield f"{text}**2"
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        for number in (node.value + 1, node.value - 1):
            yield repr(number) if number >= 0 else f"({number!r})"
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        sign = "-" if isinstance(node.op, ast.Add) else "+"
        left, right = shop.file.text_of(node.left), shop.file.text_of(node.right)
        yield f"{left} {sign} {right}"
        yield left
    if isinstance(node, ast.Compare):
        for sign in ("<", "<=", ">", ">="):
            yield f"{shop.file.text_of(node.left)} {sign} {shop.file.text_of(node.comparators[0])}"
    if isinstance(node, ast.IfExp):
        yield shop.file.text_of(node.body)


def _one_factor(shop: Workshop) -> Iterator[Change]:
    """One factor more in a local derivative."""
    for source, node in _expressions(shop):
        if constant(node):
            continue
        operands, results = _numbers(shop, source)
        text = shop.file.text_of(node)
        loose = isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub))
        for factor in dict.fromkeys([*operands, *results, "0.5", "2"]):
            yield (
                shop.file.instead(node, f"{factor} * ({text})" if loose else f"{factor} * {text}"),
            )


def _swapped(shop: Workshop) -> Iterator[Change]:
    """The two derivatives of an operation the other way round."""
    for source, node in _expressions(shop):
        tuples = [n for n in ast.walk(source.tree) if isinstance(n, ast.Tuple) and node in n.elts]
        if tuples and len(tuples[0].elts) == 2:
            first, second = tuples[0].elts
            texts = shop.file.text_of(second), shop.file.text_of(first)
            yield shop.file.instead(first, texts[0]), shop.file.instead(second, texts[1])
            return
    for source in shop.sources:
        both = [send.value for send in sends(source)]
        if len(both) == 2:
            texts = shop.file.text_of(both[1]), shop.file.text_of(both[0])
            yield shop.file.instead(both[0], texts[0]), shop.file.instead(both[1], texts[1])


def _from_the_table(shop: Workshop) -> Iterator[Change]:
    """The local derivative as the table has it."""
    if not shop.site.keys:
        return
    key = shop.site.keys[0]
    arity = TABLE[key.partition(":")[0]].arity or 0
    indices = range(arity) if shop.site.i is None else [shop.site.i]
    for i in indices:
        site = Site(shop.site.mistake, shop.site.keys, {}, i)
        for source in shop.sources:
            operands, results = _numbers(shop, source)
            for node in rule_nodes(source, site):
                for result in results or [""]:
                    rule = python_rule(key, i, operands, result)
                    if rule is None:
                        continue
                    yield (shop.file.instead(node, _with_upstream(source, shop, node, rule)),)


def _with_upstream(source: Source, shop: Workshop, node: ast.expr, rule: str) -> str:
    if not sends(source):
        return rule
    used = gradients_in(node, source)
    upstream = shop.file.text_of(used[0]) if used else _upstream(shop, source)[0]
    if rule in ("1", "-1"):
        return rule.replace("1", upstream)
    loose = isinstance(ast.parse(rule, mode="eval").body, (ast.IfExp,))
    sums = isinstance(top := ast.parse(rule, mode="eval").body, ast.BinOp) and isinstance(
        top.op, (ast.Add, ast.Sub)
    )
    return f"({rule}) * {upstream}" if loose or sums else f"{rule} * {upstream}"


def _missing_send(shop: Workshop) -> Iterator[Change]:
    """A line that sends an operand its gradient, beside the other operand's."""
    if not shop.site.keys or shop.site.i is None:
        return
    key, i = shop.site.keys[0], shop.site.i
    gradient = shop.engine.names.get("grad", "grad")
    for source in shop.sources:
        own = sends(source)
        operands, results = _numbers(shop, source)
        names = operand_names(source, 2)
        if not own or len(names) < 2:
            continue
        for result in results or [""]:
            rule = python_rule(key, i, operands, result)
            if rule is not None:
                value = _with_upstream(source, shop, own[-1].value, rule)
                line = f"{names[i]}.{gradient} += {value}"
                yield (shop.file.before(own[-1], line),)


RULE: tuple[Proposer, ...] = (_other_sign, _one_number, _one_factor, _swapped, _from_the_table)
PROPOSERS: dict[str, tuple[Proposer, ...]] = {
    "missing-upstream-factor": (_multiplied,),
    "adds-instead-of-multiplying": (_product_for_sum,),
    "divides-instead-of-multiplying": (_product_for_quotient,),
    "sends-to-wrong-operand": (_other_receiver,),
    "wrong-upstream": (_right_upstream,),
    "missing-local-factor": (_other_sign, _from_the_table, _one_number),
    "operand-gets-no-gradient": (_missing_send, _from_the_table, _one_number),
    **dict.fromkeys(
        ("wrong-sign", "wrong-sign-inside", "wrong-operand", "input-for-output",
         "output-for-input", "missing-factor", "wrong-exponent", "wrong-rule",
         "tie-counts-twice"),
        RULE,
    ),
}  # fmt: skip
