"""Small changes of a learner's file: which there are, and the file after them.

A change is one or several replacements of text, so that everything else stays as it was written.
"""

import ast
import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Replacement:
    """Text in place of what stands between two offsets."""

    start: int
    end: int
    text: str


Change = tuple[Replacement, ...]


@dataclass
class File:
    """A Python file, and where in it the nodes of its tree are.

    >>> file = File("b = a*2")
    >>> value = file.tree.body[0].value
    >>> file.text_of(value), file.after((file.instead(value, "3 * a"),))
    ('a*2', 'b = 3 * a')
    """

    text: str
    tree: ast.Module = field(init=False)
    begins: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.text)
        self.lines = self.text.splitlines(keepends=True)
        self.begins = [0]
        for line in self.lines:
            self.begins.append(self.begins[-1] + len(line))

    def _offset(self, line: int, column: int) -> int:
        # Columns are counted in bytes of UTF-8.
        before = self.lines[line - 1].encode()[:column].decode()
        return self.begins[line - 1] + len(before)

    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        """Return where a node begins and ends."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self._offset(node.lineno, node.col_offset), self._offset(end_line, end_column)

    def text_of(self, node: ast.expr | ast.stmt) -> str:
        """Return how a node is written."""
        start, end = self.span(node)
        return self.text[start:end]

    def instead(self, node: ast.expr | ast.stmt, text: str) -> Replacement:
        """Return the replacement of a node."""
        return Replacement(*self.span(node), text)

    def bare(self, node: ast.expr, inner: ast.expr) -> Replacement:
        """Return the replacement of a node by one in it, without parentheses around a name."""
        start, end = self.span(node)
        before, after = self.text[:start], self.text[end:]
        simple = isinstance(inner, (ast.Name, ast.Attribute))
        called = len(before) > 1 and (before[-2].isalnum() or before[-2] in "_])")
        if simple and not called and before.endswith("(") and after.startswith(")"):
            start, end = start - 1, end + 1
        return Replacement(start, end, self.text_of(inner))

    def between(self, before: ast.expr, after: ast.expr, text: str) -> Replacement:
        """Return the replacement of what stands between two nodes."""
        return Replacement(self.span(before)[1], self.span(after)[0], text)

    def indent(self, node: ast.stmt) -> str:
        """Return the white space before a statement."""
        return " " * node.col_offset

    def before(self, node: ast.stmt, *lines: str) -> Replacement:
        """Return the insertion of lines before a statement."""
        start, indent = self.begins[node.lineno - 1], self.indent(node)
        text = "".join(f"{indent}{line}".rstrip() + "\n" for line in lines)
        return Replacement(start, start, text)

    def without(self, node: ast.stmt) -> Replacement:
        """Return the removal of a statement, with its lines."""
        last = node.end_lineno or node.lineno
        return Replacement(self.begins[node.lineno - 1], self.begins[last], "")

    def after(self, change: Sequence[Replacement]) -> str:
        """Return the text after a change."""
        text = self.text
        for one in sorted(change, key=lambda r: r.start, reverse=True):
            text = text[: one.start] + one.text + text[one.end :]
        return text


def unified(before: str, after: str, path: str) -> str:
    r"""Return the difference of two texts as a unified diff with one line around each change.

    >>> print(unified("a = 1\nb = 2\n", "a = 1\nb = 3\n", "engine.py"))
    --- engine.py
    +++ engine.py (repaired)
    @@ -1,2 +1,2 @@
     a = 1
    -b = 2
    +b = 3
    """
    name = Path(path).name
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), name, f"{name} (repaired)", lineterm="", n=1
    )
    return "\n".join(lines)


def parts_of(node: ast.expr) -> Iterator[ast.expr]:
    """Yield an expression and all expressions in it, the outermost first."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield from parts_of(child)
        elif isinstance(child, ast.keyword):
            yield from parts_of(child.value)


def negated(text: str, node: ast.expr) -> str:
    """Return an expression with the other sign.

    >>> [negated(code, ast.parse(code, mode="eval").body) for code in ("-x", "x", "1 - y")]
    ['x', '-x', '-(1 - y)']
    """
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return text[1:].lstrip()
    loose = isinstance(node, (ast.IfExp, ast.Compare, ast.Lambda))
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, (ast.Mult, ast.Div)) and text.startswith("-"):
            return text[1:].lstrip()
        loose = isinstance(node.op, (ast.Add, ast.Sub))
    return f"-({text})" if loose else f"-{text}"
