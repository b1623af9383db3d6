"""Text in lines that fit a terminal, where a Chinese character takes two columns.

Chinese may be broken behind any character, but no line begins with a mark that ends something, such
as “，”, and none ends with one that begins something, such as “（”.  Nothing is broken beside the
sign of a formula, as in a − y, nor between a number and what it counts, as in 20 MB or 3 课, nor
behind `return` in a line of code.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from autograd_mini.formulas.labels import width_of

WIDTH = 80  # columns, where there is no terminal
GAP = "  "  # between columns of a table
SMALLEST = 10  # columns, however small the terminal is

# What is not broken: a command, which somebody may copy, a word, or a Chinese character.
COMMAND = (
    r"autograd-mini(?: [a-z]+)?(?: (?:start|check|status|solution)\b)?(?: (?:[A-Z]+|\d|[\w.]+\.py)"
    r"(?![\w:]))?(?: --[a-z-]+ \w+)*|python -m pip install(?: --upgrade)? [!-~]+|cd [\w-]+"
)
CHINESE = r"\u2e80-\uffef"
PIECE = re.compile(
    rf"[（“《]*(?:{COMMAND}|[^\s{CHINESE}“]+|[{CHINESE}]|)[，。；：、？！…）”》]*\s*|\s+"
)
SIGN = re.compile(r"[−+·*/=≈∘×÷←-]")
FUNCTION = re.compile(r"(?:.*\W)?(?:log|ln|exp)")
NUMBER, COUNTED = re.compile(r".*[\d²]"), re.compile(rf"(?:ms|s|MB|cm)\b|[{CHINESE}]")
# What a line begins with, below which it goes on: columns of a table, or a sign of a list.
HEAD = re.compile(r"\s*(?:\S.*\s{2,}|[^\w\s(（“] |\d+\. )?")
PROGRAM = re.compile(r"   |  [-+@]")  # what is indented further, and what a diff shows


def wrapped(text: str, width: int, hang: str = "") -> Iterator[str]:
    """Yield a paragraph as lines of so many columns; a word that is longer stays whole.

    hang: what all lines but the first begin with.

    >>> list(wrapped("one two three", 8)), list(wrapped("写出权重，可用 MLP.load 读回", 10))
    (['one two', 'three'], ['写出权重，', '可用', 'MLP.load', '读回'])
    >>> list(wrapped("it is a − y here", 9))
    ['it is', 'a − y', 'here']
    """
    line, empty = "", True
    for piece in _unbroken(PIECE.findall(text), width - len(hang)):
        if not empty and width_of(line + piece.rstrip()) > width:
            yield line.rstrip()
            line, empty = hang, True
        line += piece
        empty = empty and not piece.strip()
    if not empty:
        yield line.rstrip()


def _unbroken(pieces: Sequence[str], width: int) -> Iterator[str]:
    """Yield pieces, those that belong together as one, unless that is longer than a line."""
    groups: list[list[str]] = []
    for piece in pieces:
        if groups and _together(groups[-1][-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for group in groups:
        whole = "".join(group)
        yield from [whole] if width_of(whole.rstrip()) <= width else _at_signs(group, width)


def _at_signs(group: Sequence[str], width: int) -> Iterator[str]:
    """Yield the parts of a formula, each but the first with its sign, that are not in brackets.

    Those that are longer than a line are broken anywhere.

    >>> list(_at_signs(["x ", "* ", "(1 ", "- ", "y) ", "- ", "z"], 9))
    ['x ', '* (1 - y) ', '- z']
    """
    parts: list[list[str]] = []
    depth = 0
    for piece in group:
        if not parts or (depth <= 0 and SIGN.fullmatch(piece.rstrip())):
            parts.append([])
        parts[-1].append(piece)
        depth += sum(map(piece.count, "([")) - sum(map(piece.count, ")]"))
    for part in parts:
        whole = "".join(part)
        yield from [whole] if width_of(whole.rstrip()) <= width else part


def _together(before: str, after: str) -> bool:
    """Tell whether two pieces with a space between them are of one formula, quantity or return."""
    one, other = before.rstrip(), after.rstrip()
    if one == before:
        return False
    if NUMBER.fullmatch(one) and COUNTED.match(other):
        return True
    if one == "return":  # which would be a line of code of its own
        return True
    return bool(SIGN.fullmatch(one) or SIGN.fullmatch(other) or FUNCTION.fullmatch(one))


def fitted(text: str, width: int | None = None, indent: str = "") -> str:
    r"""Return a text with its lines wrapped, each below its own beginning; programs stay.

    width: in columns; by default that of the terminal, or 80 where there is none.  indent: what is
    put before each line.

    >>> print(fitted("  ✓ 节点知道自己的数。\n\n    print(a.grad)  # 2.0", 16))
      ✓ 节点知道自己
        的数。
    <BLANKLINE>
        print(a.grad)  # 2.0
    """
    width = (width or _columns()) - len(indent)
    lines: list[str] = []
    for line in text.split("\n"):
        if width_of(line) <= width or PROGRAM.match(line):
            lines.append(line)
            continue
        found = HEAD.match(line)
        hang = width_of(found[0]) if found else 0
        lines += wrapped(line, width, " " * (hang if hang < width * 2 / 3 else 4))
    return "\n".join(indent + line for line in lines)


def in_columns(rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Yield the lines of a table; its last two columns share the room and are wrapped there.

    rows: of cells, as many in each, and two or more.  width: as for `fitted`.

    >>> for line in in_columns([("sin", "cos x", "everywhere"), ("log", "1/x", "x > 0, ln")], 24):
    ...     print(line)
    sin  cos x  everywhere
    log  1/x    x > 0, ln
    """
    widths = [max(map(width_of, column)) for column in zip(*rows)]
    room = (width or _columns()) - sum(w + len(GAP) for w in widths[:-2]) - len(GAP)
    widths[-2] = min(widths[-2], max(SMALLEST, room // 2))
    widths[-1] = max(SMALLEST, room - widths[-2])
    for row in rows:
        cells = [wrapped(cell, w) for cell, w in zip(row, widths)]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = [part + " " * (w - width_of(part)) for part, w in zip(parts, widths[:-1])]
            yield GAP.join([*padded, parts[-1]]).rstrip()


def _columns() -> int:
    return shutil.get_terminal_size((WIDTH, 24)).columns
