"""Lines of a program that are too long for a terminal, folded between brackets.

Inside brackets Python goes on in the next line, so what is folded is the same program.
"""

import re
from collections.abc import Iterator

from autograd_mini.formulas.labels import width_of

# A string, a comment, a bracket, or where a line may be folded: after a comma, before a word.
TOKEN = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\#.*)"""
    r"|(?P<opened>[(\[{])|(?P<closed>[)\]}])|(?P<fold>(?<=,)\s+(?=\S)|\s+(?=for\b|if\b))"
)


def folded(program: str, width: int) -> str:
    """Return a program with its lines in so many columns, the rest of each below its bracket.

    A line is folded where it is in the fewest brackets, as late as may be; one that has no such
    place stays as it is.

    >>> print(folded("theta = [[[0.1, 0.5], [-0.4, 0.2]], [[0.2, -0.3]]]", 40))
    theta = [[[0.1, 0.5], [-0.4, 0.2]],
             [[0.2, -0.3]]]
    """
    return "\n".join(part for line in program.split("\n") for part in _parts(line, width, []))


def _parts(line: str, width: int, inside: list[int]) -> Iterator[str]:
    """Yield the parts of a line.

    inside: the columns right behind the brackets that are open where it begins.
    """
    brackets, places = list(inside), []
    for token in TOKEN.finditer(line):
        before = line[: token.start()]
        if token["opened"]:
            brackets.append(width_of(before) + 1)
        elif token["closed"]:
            del brackets[-1:]
        elif token["fold"] and brackets and before.strip() and width_of(before) <= width:
            places.append((-len(brackets), token.end(), list(brackets)))
    if width_of(line) <= width or not places:
        yield line
        return
    _, place, brackets = max(places)
    yield line[:place].rstrip()
    yield from _parts(" " * brackets[-1] + line[place:], width, brackets)
