"""The expressions in a learner's function that are a local derivative."""

import ast

from autograd_mini.elementary import TABLE
from autograd_mini.testing.diagnosis.sites import Site
from autograd_mini.testing.diagnosis.source import Source, operand_names, receiver, sends


def gradients_in(node: ast.expr, source: Source) -> list[ast.Attribute]:
    """Return the gradients that an expression uses."""
    return [
        part
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and part.attr in source.gradients
    ]


def constant(node: ast.expr) -> bool:
    """Tell whether an expression is a number, as the seed is."""
    return isinstance(node, ast.Constant)


def rule_nodes(source: Source, site: Site) -> list[ast.expr]:
    """Return the expressions that are the local derivative of an operation by its operand."""
    op, _, form = site.keys[0].partition(":")
    arity = TABLE[op].arity
    operands = operand_names(source, arity)
    if form == "base":
        operands.reverse()
    which = range(len(operands)) if site.i is None else [site.i]
    names = [operands[i] for i in which if i < len(operands)]
    own = [send for send in sends(source) if receiver(send) in names]
    if form == "number" and len(own) > 1:
        return []
    if own:
        return [send.value for send in own]
    tuples = _tuples(source, site, operands)
    if len(tuples) > 1:  # for a special case, as n = 0, the slope may be a number
        tuples = [node for node in tuples if not all(map(constant, node.elts))]
    if len({ast.unparse(node) for node in tuples}) != 1:
        return []
    chosen = [
        element
        for node in tuples
        for element in (node.elts if len(node.elts) == 1 or site.i is None else [node.elts[site.i]])
    ]
    return [_assigned(source, element) for element in chosen]


def _tuples(source: Source, site: Site, operands: list[str]) -> list[ast.Tuple | ast.List]:
    """Return the tuples that may hold local derivatives: not those of operands, nor of types."""
    op, _, form = site.keys[0].partition(":")
    lengths = (1, 2) if form else (TABLE[op].arity,)
    nodes = {*operands, *_others(source)}
    numbers = {operands[1]} if form == "number" and len(operands) > 1 else set()
    types = [part for node in ast.walk(source.tree) if _asks_for_types(node)
             for part in ast.walk(node)]  # fmt: skip
    found = []
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Tuple | ast.List) or len(node.elts) not in lengths:
            continue
        names = {ast.unparse(element) for element in node.elts}
        of_nodes = names <= nodes and not names <= numbers
        if not of_nodes and node not in types and not _of_targets(source, node):
            found.append(node)
    return found


def _asks_for_types(node: ast.AST) -> bool:
    """Tell whether this is isinstance(…), which may be given a tuple."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance"


def _others(source: Source) -> set[str]:
    return {argument.arg for argument in source.tree.args.args}


def _of_targets(source: Source, tuple_: ast.Tuple | ast.List) -> bool:
    """Tell whether a tuple is assigned to, as in `u, v = …`, or is what is assigned to such."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign):
            many = isinstance(node.targets[0], ast.Tuple)
            if node.targets[0] is tuple_ or (many and node.value is tuple_):
                return True
    return False


def stands_elsewhere(source: Source, element: ast.Name) -> bool:
    """Tell whether a name is used for something else than slopes, as y in Value(y, …, (y,))."""
    as_slopes = [part for node in ast.walk(source.tree) if isinstance(node, ast.Tuple | ast.List)
                 for part in node.elts]  # fmt: skip
    return any(
        isinstance(part, ast.Name)
        and part.id == element.id
        and isinstance(part.ctx, ast.Load)
        and part not in as_slopes
        for part in ast.walk(source.tree)
    )


def _assigned(source: Source, element: ast.expr) -> ast.expr:
    """Return what a name stands for, if it is assigned once, or once as more than a number.

    A name that stands elsewhere, too, is meant where it is taken for the slope, and so is one that
    is no more than a number of a node, as in x = self.data.
    """
    if not isinstance(element, ast.Name) or stands_elsewhere(source, element):
        return element
    values = [
        node.value
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == element.id
    ]
    computed = [value for value in values if not constant(value)]
    found = values if len(values) == 1 else computed
    return found[0] if len(found) == 1 and not isinstance(found[0], ast.Attribute) else element
