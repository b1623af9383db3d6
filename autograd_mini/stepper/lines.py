"""Lines of text for slides, with names in true scripts, broken where an equation may break."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from autograd_mini.formulas.labels import parts

# A line in pieces: what each says, and whether it is "text", "super", "sub" or the result of an
# equation, a "value" or a "grad".
Pieces: TypeAlias = list[tuple[str, str]]
SHIFT = {"super": -0.4, "sub": 0.22}  # of scripts, downwards, in font sizes
# Where a line may break: before a sign of an equation; at a space of a sentence, or before Chinese.
SIGNS = re.compile(r"(?= [+−] )")
SPACES = re.compile("(?= )|(?<=[\u2e80-\uffef])(?=[\u4e00-\u9fff])")
SMALL = 0.7  # the size of scripts
CHINESE = re.compile("[\u2e80-\uffef]")
WIDE = 0.53  # the width of a letter, on average, in font sizes


def name_pieces(name: str) -> Pieces:
    """Return the name of a node in pieces.

    >>> name_pieces("z^(2)_1")
    [('z', 'text'), ('(2)', 'super'), ('1', 'sub')]
    """
    base, superscript, subscript = parts(name)
    line = [(base, "text")]
    if superscript:
        line.append((f"({superscript})", "super"))
    if subscript:
        line.append((subscript, "sub"))
    return line


def wrapped(sides: Sequence[Pieces], room: float) -> Iterator[Pieces]:
    """Yield an equation in lines of so many letters; a line breaks before = or, if it must, a sign.

    >>> for line in wrapped([[("x", "text")], [("1 + 2 + 3", "text")], [("6", "value")]], 9):
    ...     print(line)
    [('x', 'text'), (' = ', 'text'), ('1', 'text'), (' + 2', 'text')]
    [('+ 3', 'text'), (' = ', 'text'), ('6', 'value')]
    """
    line: Pieces = []
    used = 0.0
    for i, side in enumerate(sides):
        rest = [(" = ", "text"), *side] if i else side
        # What is equal stays on the line of the name that it is equal to.
        if i > 1 and used + letters(rest) > room:
            yield line
            line, used = [], 0.0
        for chunk in _chunks(rest, SIGNS):
            more = letters(chunk)
            if line and used + more > room:
                yield line
                line, used = [], 0.0
            line += chunk if line else _at_the_left(chunk)
            used += more
    if line:
        yield line


def filled(sentence: Pieces, room: float) -> Iterator[Pieces]:
    """Yield a sentence in lines of so many letters, broken at spaces and between Chinese ones.

    >>> [line for line in filled([("It is", "text"), (" z", "value")], 5)]
    [[('It', 'text'), (' is', 'text')], [('z', 'value')]]
    """
    line: Pieces = []
    for chunk in _chunks(sentence, SPACES):
        if line and letters(line) + letters(chunk) > room:
            yield line
            line, chunk = [], _at_the_left(chunk)
        line += chunk
    if line:
        yield line


def _at_the_left(chunk: Pieces) -> Pieces:
    """Return the beginning of a line, without the space in front of it."""
    words, kind = chunk[0]
    return [(words.lstrip(" "), kind), *chunk[1:]]


def _chunks(line: Pieces, before: re.Pattern[str]) -> Iterator[Pieces]:
    """Yield the parts of a line that begin where a pattern matches, outside of all brackets."""
    chunk: Pieces = []
    depth = 0
    for words, kind in line:
        for i, part in enumerate(before.split(words)):
            if i and chunk and not depth:
                yield chunk
                chunk = []
            if part:
                chunk.append((part, kind))
            depth += part.count("(") - part.count(")")
    if chunk:
        yield chunk


def letters(line: Pieces) -> float:
    """Return how much room a line takes; a Chinese character takes that of two letters."""
    return sum(
        (SMALL if kind in SHIFT else 1.0) * (len(words) + len(CHINESE.findall(words)))
        for words, kind in line
    )


def line_of_text(
    line: Pieces, x: float, y: float, size: float, *, ink: str, results: dict[str, str], name: str
) -> ET.Element:
    """Return a line as an SVG text.

    results: the colours of a "value" and of a "grad".  name: its class.
    """
    # Without the first of these, programs drop the spaces at the ends of a piece.
    style = {"xml:space": "preserve", "font-size": f"{size:g}", "fill": ink, "class": name}
    text = ET.Element("text", {"x": f"{x:.1f}", "y": f"{y:.1f}", **style})
    height = 0.0
    for words, kind in line:
        piece = ET.SubElement(text, "tspan")
        piece.text = words
        wanted = SHIFT.get(kind, 0.0) * size
        if wanted != height:
            piece.set("dy", f"{wanted - height:.1f}")
        height = wanted
        if kind in SHIFT:
            piece.set("font-size", f"{SMALL * size:.1f}")
        elif kind in results:
            piece.set("font-weight", "bold")
            piece.set("fill", results[kind])
    return text
