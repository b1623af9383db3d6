"""What is meant by a name that has no value there."""

import ast
import re

from autograd_mini.course.lines.name_lines import (
    Told,
    is_called,
    read_before,
    unknown_names,
    unset,
)
from autograd_mini.course.lines.read_line import OF_MATH, Line, Read, behind_a_loop
from autograd_mini.course.lines.spelling import ATTRIBUTES
from autograd_mini.course.lines.statements import names_in


def unknown_name(text: str, line: Line) -> Read | None:
    """Return what a name is that nothing has there."""
    if "free variable" in text:
        return without_value(text, line)
    found = re.search(r"name '(\w+)' is not defined", text)
    name = found[1] if found else ""
    if later := _of_a_later_loop(name, line):
        return Read("for-order", {"name": name, "near": later}, (line.number,))
    called = is_called(name, line.function or line.tree, line.number)
    if called and name in OF_MATH and (line.in_class or name not in line.methods):
        return Read("math-forgotten", {"name": name, "near": f"math.{OF_MATH[name]}"})
    if line.function is None or name in line.methods:
        return None
    if given := _called_otherwise(name, line.function, line):
        near = ", ".join(f"`{one}`" for one in given)
        fields = {"name": name, "near": near, "function": line.function.name}
        return Read("called-otherwise", fields, (line.function.lineno, line.number))
    if name in ATTRIBUTES or not name:
        return None
    return _of(unset(name, line.tree, line.number))


def _called_otherwise(name: str, function: ast.FunctionDef, line: Line) -> list[str]:
    """Return what a function is given and does not read, if as many names are unknown to it."""
    used = set(names_in(function))
    given = [argument.arg for argument in function.args.args if argument.arg not in used]
    given = [argument for argument in given if argument != "self"]
    lacking = unknown_names(line.tree, line.number)
    return given if name in lacking and len(given) == len(lacking) else []


def _of(told: Told | None) -> Read | None:
    return Read(*told) if told else None


def _of_a_later_loop(name: str, line: Line) -> str:
    """Return the `for` of an expression that gives a name its value, after one that reads it."""
    for part in line.parts():
        loops = part.generators if isinstance(part, ast.ListComp | ast.GeneratorExp) else []
        for i, loop in enumerate(loops):
            read = set(names_in(loop.iter))
            for later in loops[i + 1 :] if name in read else ():
                if _sets(later.target, name):
                    return f"for {ast.unparse(later.target)} in {ast.unparse(later.iter)}"
    return ""


def without_value(text: str, line: Line) -> Read | None:
    """Return the ifs that alone give a variable its value, or what stands behind a loop."""
    found = re.search(r"variable '(\w+)'", text)
    name = found[1] if found else ""
    if behind := behind_a_loop(line, name):
        return behind
    if ifs := _ifs_without_else(line, name):
        return Read("no-else", {"name": name, "at": str(ifs[0])}, ifs)
    return _of(read_before(name, line.tree, line.number))


def _ifs_without_else(line: Line, name: str) -> tuple[int, ...]:
    """Return the ifs before the line that alone set a variable, in each of their branches."""
    body = line.function.body if line.function else []
    setting = [part for part in body if _sets(part, name)]
    ifs = [part for part in setting
           if isinstance(part, ast.If) and (part.end_lineno or 0) < line.number
           and _in_each_branch(part, name)]  # fmt: skip
    return tuple(part.lineno for part in ifs) if len(ifs) == len(setting) else ()


def _in_each_branch(part: ast.If, name: str) -> bool:
    """Tell whether each branch of an if sets a variable for sure, and there is no else."""
    if not any(_sets(one, name) for one in part.body if isinstance(one, ast.Assign)):
        return False
    match part.orelse:
        case []:
            return True
        case [ast.If() as other]:
            return _in_each_branch(other, name)
    return False


def _sets(tree: ast.AST, name: str) -> bool:
    return any(
        isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
        for part in ast.walk(tree)
    )
