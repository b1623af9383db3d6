"""How the attributes of a node are spelt."""

import ast
from collections.abc import Container
from difflib import get_close_matches

ATTRIBUTES = "data", "grad", "parents", "partials", "number"  # of a node


def is_misspelt(node: ast.AST, known: Container[str] = ()) -> bool:
    """Tell whether an attribute is set that is spelt nearly, and not quite, as one of a node's.

    known: what else may be set.

    >>> [is_misspelt(ast.parse(code).body[0].targets[0]) for code in ("p.gard = 0", "p.grad = 0")]
    [True, False]
    """
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr not in ATTRIBUTES
        and node.attr not in known
        and bool(get_close_matches(node.attr, ATTRIBUTES))
    )
