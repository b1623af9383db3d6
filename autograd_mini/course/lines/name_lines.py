"""Names that have no value where a line reads them: which lines set them, or others in their place.

A name is one of those that the innermost function around the line knows: what is set within a
def, a lambda or a comprehension of it is known only there.
"""

import ast
import builtins
import math
from collections.abc import Iterator
from difflib import SequenceMatcher
from types import UnionType
from typing import NamedTuple

from autograd_mini.course.lines.statements import is_call, names_in

ALIKE, NEARLY = 0.6, 0.75  # how much of two names is the same
_OF_TWO = "__add__", "__mul__"
_IN_THE_TEXT = "a", "b", "u", "v"  # what operands are called there
_RESULTS_IN_THE_TEXT = "J", "y", "z", "v"  # nodes there that have operands, so that they send
_Scope = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
_Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_Block = ast.For | ast.While | ast.If


class Told(NamedTuple):
    """A slip, what its sentences name, and the lines that it is in."""

    slip: str
    fields: dict[str, str]
    lines: tuple[int, ...]


class _Setting(NamedTuple):
    """A line that sets names: its number, all that it sets, and which of them nothing reads."""

    line: int
    names: tuple[str, ...]
    lost: tuple[str, ...]


def unset(name: str, tree: ast.Module, line: int) -> Told | None:
    """Return what a name may be that nothing in its function sets; None if that is not seen.

    tree: of the file.  line: where the name is read.
    """
    functions = _around(tree, line)
    if not functions:
        return None
    function = functions[-1]
    fields = {"name": name, "function": function.name, "line": str(line)}
    if told := _of_an_expression(name, function, fields, _Comprehension):
        return told
    if given := _operands_of_a_sign(name, function):
        return Told("operands-otherwise", {**fields, **given}, (line,))
    if told := _nearly(name, tree, functions, fields):
        return told
    if setting := _instead(name, tree, functions, line):
        return _by_another_name(setting, fields)
    if method := _method_of_a_pass(name, tree, functions, line):
        return Told("node-otherwise", {**fields, "method": method}, (line,))
    if told := _of_an_expression(name, function, fields, ast.Lambda):
        return told
    if name.lower() in known_everywhere(tree):
        return Told("capital-letter", {**fields, "near": name.lower()}, (line,))
    if is_called(name, function, line):
        return Told("unknown-function", fields, (line,))
    if isinstance(getattr(math, name, None), float):
        return Told("number-of-math", fields, (line,))
    others = [part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)]
    for other in others:
        if other not in functions and name in {*_given(other), *_set_in(other)}:
            return Told("of-another-function", {**fields, "other": other.name}, (line,))
    return Told("never-set", fields, (line,))


def _operands_of_a_sign(name: str, function: ast.FunctionDef) -> dict[str, str]:
    """Return what + or × calls its operands, if the name is one of those of the text.

    Nothing if it is not, or if the function is another one.
    """
    given = _given(function)
    if function.name not in _OF_TWO or name not in _IN_THE_TEXT or len(given) != 2:
        return {}
    return {"left": given[0], "right": given[1]}


def _method_of_a_pass(
    name: str, tree: ast.Module, functions: list[ast.FunctionDef], line: int
) -> str:
    """Return which method reads a name that a result has in the text; "" if it is no such method.

    It is one that only a node is given, as self, and that is about gradients. Where backward() goes
    through nodes, or within a function of it, another node than self may be meant.
    """
    method = functions[0]
    in_class = any(method in part.body for part in tree.body if isinstance(part, ast.ClassDef))
    alone = len(functions) == 1 and _given(method) == ["self"] and not is_set_in("self", method)
    if not (in_class and alone and name in _RESULTS_IN_THE_TEXT):
        return ""
    attributes = {part.attr for part in ast.walk(method) if isinstance(part, ast.Attribute)}
    in_loop = any(isinstance(one, ast.For | ast.While) for one in _blocks(method, line))
    if method.name == "backward":
        return "" if in_loop else method.name
    return method.name if "grad" in attributes else ""


def read_before(name: str, tree: ast.Module, line: int) -> Told | None:
    """Return which line sets a variable that is read before; None if that is not seen.

    tree, line: as for `unset`.
    """
    functions = [one for one in _around(tree, line) if name in _set_in(one)]
    if not functions or _is_taken_away(name, functions[-1]):
        return None
    function = functions[-1]
    setting = _set_in(function)[name]
    fields = {"name": name, "function": function.name, "line": str(line), "at": str(setting[0])}
    if name in {*known_everywhere(tree), *dir(builtins)} and is_called(name, function, line):
        return Told("hides-a-function", fields, tuple(sorted({setting[0], line})))
    if found := _instead(name, tree, _around(tree, line), line):
        return _by_another_name(found, fields)
    blocks = _blocks(function, line)
    elsewhere = [number for number in setting if not _sets_itself(name, function, number)]
    if _sets_itself(name, function, line) and not elsewhere:
        in_loop = any(isinstance(one, ast.For | ast.While) and one.lineno < line for one in blocks)
        return Told("read-where-set-in-a-loop" if in_loop else "read-where-set", fields, (line,))
    ended = [one for one in ast.walk(function) if isinstance(one, _Block) and one not in blocks
             and (one.end_lineno or 0) < line]  # fmt: skip
    elsewhere = elsewhere or setting
    within = [number for number in elsewhere
              if any(one.lineno <= number <= (one.end_lineno or 0) for one in ended)]  # fmt: skip
    at = next((number for number in elsewhere if number >= line), elsewhere[-1])
    slip = "set-in-a-block" if within == elsewhere else "read-before-set"
    return Told(slip, {**fields, "at": str(at)}, tuple(sorted({at, line})))


def unknown_names(tree: ast.Module, line: int) -> set[str]:
    """Return the names that the innermost function around a line reads, and that nothing sets."""
    functions = _around(tree, line)
    known = {*known_everywhere(tree), *dir(builtins)}
    for function in functions:
        known |= set(_names(function))
        known |= {part.arg for part in ast.walk(function) if isinstance(part, ast.arg)}
        known |= {part.name for part in ast.walk(function)
                  if isinstance(part, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler)
                  and part.name}  # fmt: skip
    return _read_in(functions[-1]) - known if functions else set()


def _by_another_name(setting: _Setting, fields: dict[str, str]) -> Told:
    near = ", ".join(f"`{one}`" for one in setting.names)
    lines = tuple(sorted({setting.line, int(fields["line"])}))
    return Told("set-by-another-name", {**fields, "at": str(setting.line), "near": near}, lines)


def _of_an_expression(
    name: str, function: ast.FunctionDef, fields: dict[str, str], kind: type | UnionType
) -> Told | None:
    """Return the expression that alone knows a name; it is asked for outside of it."""
    for part in ast.walk(function):
        if not isinstance(part, kind) or not isinstance(part, ast.expr):
            continue
        code = ""
        if isinstance(part, ast.Lambda) and name in [one.arg for one in part.args.args]:
            code = f"lambda {ast.unparse(part.args)}"
        for one in getattr(part, "generators", ()):
            if name in _names(one.target):
                code = f"for {ast.unparse(one.target)} in {ast.unparse(one.iter)}"
        if code:
            at, line = part.lineno, int(fields["line"])
            named = {**fields, "at": str(at), "code": code}
            return Told("known-within", named, tuple(sorted({at, line})))
    return None


def _nearly(
    name: str, tree: ast.Module, functions: list[ast.FunctionDef], fields: dict[str, str]
) -> Told | None:
    """Return what is known there and spelt nearly so."""
    line, function = int(fields["line"]), functions[-1]
    setting, read = _set_in(function), _read_in(function)
    for near, lines in setting.items():
        doubled = name.rstrip("s") == near.rstrip("s") or name[0] != near[0]
        if _alike(name, near) >= NEARLY and not (near in read and doubled):
            return Told("spelt-nearly", {**fields, "near": near}, tuple(sorted({lines[0], line})))
    others = _given(function)
    if is_called(name, function, line):
        others = [*others, *known_everywhere(tree), *dir(builtins)]
    for near in others:
        if _alike(name, near) >= NEARLY and name.rstrip("s") != near.rstrip("s"):
            return Told("spelt-nearly", {**fields, "near": near}, (line,))
    return None


def _instead(
    name: str, tree: ast.Module, functions: list[ast.FunctionDef], line: int
) -> _Setting | None:
    """Return the line before that sets, for all that is seen, another name in place of this one.

    None as well if more names lack a value than are set in vain: then a line is missing.
    """
    function = functions[-1]
    every = [one for one in _settings(name, function, line) if name not in one.names]
    found = [one for one in every if one.lost]
    lost = {each for one in found for each in one.lost}
    lacking = {name} | unknown_names(tree, line)
    if not found and len(lacking) == 1:  # of what a call gives, something is needed
        read = _read_in(function)
        found = [one for one in every if len(one.names) > 1 and not read & set(one.names)]
        return found[-1] if found else None
    if len(lost) < len(lacking):
        return None
    return max(found, key=lambda one: (max(_alike(name, each) for each in one.lost) >= ALIKE,
                                       one.line))  # fmt: skip


def _settings(name: str, function: ast.FunctionDef, line: int) -> Iterator[_Setting]:
    """Yield the lines before that set names: those of loops that the line is in, and others."""
    read = _read_in(function)
    for part in _own(function):
        if isinstance(part, ast.For) and part.body[0].lineno <= line <= (part.end_lineno or 0):
            names = _names(part.target)
            in_it = set(names_in(part.iter))
            lost = [one for one in names if one not in read or one in in_it]
            counted = ast.unparse(part.iter).partition("(")[0]
            if counted in ("range", "enumerate"):  # a turn of a loop needs not read its number
                lost = [one for one in lost if one != names[0] or _alike(one, name) >= ALIKE]
        elif isinstance(part, ast.Assign) and (part.end_lineno or 0) < line:
            names = [one for target in part.targets for one in _names(target)]
            lost = [one for one in names if one not in read]
            if len(names) > 1 and not isinstance(part.value, ast.Tuple):  # not all is needed
                lost = [one for one in lost if _alike(one, name) >= ALIKE]
        else:
            continue
        lost = [one for one in lost if not one.startswith("_")]
        yield _Setting(part.lineno, tuple(names), tuple(lost))


def _sets_itself(name: str, function: ast.FunctionDef, line: int) -> bool:
    """Tell whether a line is in a statement that reads a name before it sets it."""
    for part in _own(function):
        match part:
            case ast.For(target=target, iter=value):
                targets, last = [target], part.body[0].lineno - 1
            case ast.AugAssign(target=target):
                targets, value, last = [target], target, part.end_lineno or 0
            case ast.Assign(targets=targets, value=value):
                last = part.end_lineno or 0
            case _:
                continue
        last = max(last, part.lineno)
        reads = any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(value))
        if part.lineno <= line <= last and reads and any(name in _names(one) for one in targets):
            return True
    return False


def _is_taken_away(name: str, function: ast.FunctionDef) -> bool:
    """Tell whether del, or the end of an except, takes a variable away again."""
    return any(
        (isinstance(part, ast.ExceptHandler) and part.name == name)
        or (isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Del))
        for part in ast.walk(function)
    )


def is_called(name: str, function: ast.AST, line: int) -> bool:
    """Tell whether a function of this name is called in a line."""
    return any(
        is_call(part, name)
        and part.lineno <= line <= (part.end_lineno or 0)
        for part in ast.walk(function)
    )  # fmt: skip


def _around(tree: ast.Module, line: int) -> list[ast.FunctionDef]:
    """Return the functions that a line is in, the innermost last."""
    return [part for part in ast.walk(tree) if isinstance(part, ast.FunctionDef)
            and part.lineno <= line <= (part.end_lineno or 0)]  # fmt: skip


def _blocks(function: ast.FunctionDef, line: int) -> list[_Block]:
    """Return the loops and the ifs that a line is in."""
    return [part for part in ast.walk(function) if isinstance(part, _Block)
            and part.lineno <= line <= (part.end_lineno or 0)]  # fmt: skip


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield what stands in a function, without what is known only within a part of it."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, _Scope | _Comprehension):
            waiting += reversed(list(ast.iter_child_nodes(part)))


def is_set_in(name: str, function: ast.FunctionDef) -> bool:
    """Tell whether a line of a function gives a name another value."""
    return name in _set_in(function)


def _set_in(function: ast.FunctionDef) -> dict[str, list[int]]:
    """Return the lines that set each variable of a function, by its name."""
    found: dict[str, list[int]] = {}
    for part in _own(function):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.setdefault(part.id, []).append(part.lineno)
        elif isinstance(part, ast.FunctionDef):
            found.setdefault(part.name, []).append(part.lineno)
    return {name: sorted(set(lines)) for name, lines in found.items()}


def _read_in(part: ast.AST) -> set[str]:
    """Return the names that are read, without those that a part of it has of its own."""
    if isinstance(part, ast.Name):
        return {part.id} if isinstance(part.ctx, ast.Load) else set()
    read = {name for one in ast.iter_child_nodes(part) for name in _read_in(one)}
    if isinstance(part, ast.Lambda):
        return read - {one.arg for one in ast.walk(part.args) if isinstance(one, ast.arg)}
    if isinstance(part, _Comprehension):
        return read - {name for one in part.generators for name in _names(one.target)}
    return read


def _given(function: ast.FunctionDef) -> list[str]:
    every = function.args
    return [one.arg for one in (*every.posonlyargs, *every.args, *every.kwonlyargs)]


def known_everywhere(tree: ast.Module) -> list[str]:
    """Return what is known everywhere in a file."""
    found = []
    for part in tree.body:
        if isinstance(part, ast.FunctionDef | ast.ClassDef):
            found.append(part.name)
        elif isinstance(part, ast.Import | ast.ImportFrom):
            found += [(one.asname or one.name).partition(".")[0] for one in part.names]
        else:
            found += names_in(part)
    return found


def _names(target: ast.AST) -> list[str]:
    """Return what is set in a part of the code."""
    return [part.id for part in ast.walk(target)
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)]  # fmt: skip


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()
