"""Where a name of a function gets what it stands for: through which loops and assignments."""

import ast

from autograd_mini.course.lines.statements import is_call, statements

Binder = ast.For | ast.Assign


def binders(tree: ast.FunctionDef, name: str, before: int) -> list[Binder]:
    """Return what gives a name its value, then what gives one to the list that it is taken from, …

    before: the line in which the name is used.  Without the call of network, where all lists begin.
    """
    found: list[Binder] = []
    while name:
        setting = [(part, of) for part in statements(tree) if isinstance(part, Binder)
                   and part.lineno <= before and (of := _of(part, name)) is not None]  # fmt: skip
        last = max(setting, key=lambda one: one[0].lineno, default=None)
        if last is None or last[0] in found or is_call(last[1], "network"):
            break
        found.append(last[0])
        name, before = base(last[1]), last[0].lineno - 1
    return found


def base(part: ast.expr) -> str:
    """Return the variable that an element is taken from: `a` of a[-1][k]; "" if it is none."""
    while isinstance(part, ast.Subscript | ast.Attribute):
        part = part.value
    return part.id if isinstance(part, ast.Name) else ""


def _of(part: Binder, name: str) -> ast.expr | None:
    """Return what a name is set to, or taken from, in a statement; None if it is not set there."""
    if isinstance(part, ast.Assign):
        target, value = part.targets[0], part.value
    else:
        target, value = part.target, part.iter
    if isinstance(target, ast.Name):
        return value if target.id == name else None
    names = target.elts if isinstance(target, ast.Tuple) else []
    at = next((i for i, one in enumerate(names)
               if isinstance(one, ast.Name) and one.id == name), None)  # fmt: skip
    if at is None:
        return None
    parts = value.elts if isinstance(value, ast.Tuple) else []
    if is_call(value, "zip"):
        parts = value.args
    return parts[at] if at < len(parts) else value
