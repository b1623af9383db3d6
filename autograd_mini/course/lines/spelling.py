"""How the attributes of a node are spelt."""

import ast
from collections.abc import Container, Iterable
from difflib import get_close_matches

PARENTS, SLOPES = "parents", "partials"
ATTRIBUTES = "data", "grad", PARENTS, SLOPES, "number"  # of a node


def near(name: str, others: Iterable[str] = ()) -> str:
    """Return the attribute of a node that is spelt nearly as a name; "" if there is none.

    others: names of methods, one of which may be meant.

    >>> near("partial"), near("snd", ["send"]), near("weight")
    ('partials', 'send', '')
    """
    known = [*ATTRIBUTES, *(other for other in others if not other.startswith("_"))]
    return next(iter(get_close_matches(name, known)), "")


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
