"""Lesson 8: the line in which z and a are taken, or put, for each other.

Which of them a name stands for is told by a letter, as the lessons write it: z_i, all_z, zs.
"""

import ast
import re

from autograd_mini.course.lines.statements import (
    is_call,
    own_parts,
    returned_pairs,
    simple,
    statements,
)


def pair_turned(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where what a neuron returns is taken as a and z."""
    return [node for node, names in _taken(tree, "neuron") if _may_be_turned(*names)]


def return_turned(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a is returned before z."""
    return [node for node, one, other in returned_pairs(tree) if _may_be_turned(one, other)]


def wrongly_filled(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where a z is put into a list of a, or an a into a list of z."""
    return [
        node
        for node in simple(tree)
        if isinstance(node, ast.Expr)
        and isinstance(call := node.value, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "append"
        and len(call.args) == 1
        and {_letter(ast.unparse(call.func.value)), _letter(ast.unparse(call.args[0]))}
        == {"z", "a"}
    ]


def outputs_of_z(tree: ast.FunctionDef) -> list[ast.stmt]:
    """Return where the z of a network are used, or where they are taken for its a."""
    taken = _taken(tree, "network")
    turned = [node for node, names in taken if _are_turned(*names)]
    firsts = {first for _, (first, _) in taken}
    return turned or [
        node
        for node in statements(tree)
        if any(_is_used(part, firsts) for own in own_parts(node) for part in ast.walk(own))
    ]


def _is_used(part: ast.AST, firsts: set[str]) -> bool:
    """Tell whether an element is asked for of a z, or whether z is the element asked for."""
    if not isinstance(part, ast.Subscript):
        return False
    if isinstance(part.value, ast.Name):
        return part.value.id in firsts
    return is_call(part.value, "network") and ast.unparse(part.slice) == "0"


def _taken(tree: ast.AST, function: str) -> list[tuple[ast.stmt, tuple[str, str]]]:
    """Return where two names take what a function returns, with these names."""
    found: list[tuple[ast.stmt, tuple[str, str]]] = []
    for node in statements(tree):
        if not isinstance(node, ast.Assign) or not is_call(node.value, function):
            continue
        match node.targets[0]:
            case ast.Tuple(elts=[first, second]) | ast.List(elts=[first, second]):
                found.append((node, (ast.unparse(first), ast.unparse(second))))
    return found


def _are_turned(first: str, second: str) -> bool:
    """Tell whether two names are those of a and of z.

    >>> _are_turned("a_i", "z_i"), _are_turned("z", "a"), _are_turned("one", "other")
    (True, False, False)
    """
    return (_letter(first), _letter(second)) == ("a", "z")


def _may_be_turned(first: str, second: str) -> bool:
    """Tell whether of two things, which have been turned round, the names say so, too.

    >>> _may_be_turned("outputs", "zs"), _may_be_turned("zs", "outputs")
    (True, False)
    """
    letters = _letter(first), _letter(second)
    return letters[0] != letters[1] and (letters[0] == "a" or letters[1] == "z")


def _letter(name: str) -> str:
    """Return the letter that a name has by itself, or begins with; "" if that is part of a word.

    >>> _letter("all_z"), _letter("zs"), _letter("a_of_layer"), _letter("all_sums")
    ('z', 'z', 'a', '')
    """
    parts = [str(part).lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]", name)]
    alone = [part[0] for part in parts if part in ("z", "zs", "a", "as")]
    if alone:
        return alone[0]
    return "" if parts[:1] == ["all"] else name[:1].lower()
