"""The engine of the course as it is after each lesson, all from one file, lessons/engine.txt.

Lines of their own mark what the lines below them belong to, up to the next mark:

    #: always                #: before 3 (until lesson 3 is done)
    #: from 3                #: from 3 to 4 (after lessons 3 and 4)

and `#: en` or `#: zh` at the end of a line, or of a string of several lines, that it is there in
this language only.
"""

import ast
import re
from functools import cache
from importlib.resources import files

LESSONS = 8
MARK = re.compile(r"#: (?:always|before (?P<before>\d)|from (?P<first>\d)(?: to (?P<last>\d))?)\n")
LANGUAGE = re.compile(r"  #: (en|zh)\n")
PARAGRAPHS = '"""'


def engine(lesson: int, language: str = "en") -> str:
    """Return engine.py as it is after a lesson; after lesson 0 it is what a learner begins with.

    >>> [line for line in engine(4).splitlines() if "parent.grad" in line]
    ['            parent.grad += self.grad * partial']
    >>> "NotImplementedError" in engine(7), "NotImplementedError" in engine(8)
    (True, False)
    """
    there, wanted, kept = True, [], ""
    for line in _marked().splitlines(keepends=True):
        mark = MARK.fullmatch(line)
        if mark is None and there:
            kept += line
            spoken = LANGUAGE.search(kept)
            if kept.count(PARAGRAPHS) % 2:
                continue
            if spoken is None or spoken[1] == language:
                wanted.append(LANGUAGE.sub("\n", kept))
            kept = ""
        elif mark is not None:
            before, first, last = mark["before"], mark["first"], mark["last"]
            there = lesson < int(before or LESSONS + 1) and (
                int(first or 0) <= lesson <= int(last or LESSONS)
            )
    return "".join(wanted)


@cache
def _marked() -> str:
    return files("autograd_mini.course").joinpath("lessons/engine.txt").read_text("utf-8")


def code_lines(text: str) -> int:
    r"""Return how many lines of a program are code, and neither empty nor words about it.

    >>> code_lines("'What it is.'\n\nx = 1  # so far\n# and then\ny = 2\n")
    2
    """
    texts = [
        range(node.lineno, (node.end_lineno or node.lineno) + 1)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    return sum(
        line.strip() != "" and not line.lstrip().startswith("#")
        for number, line in enumerate(text.split("\n"), start=1)
        if not any(number in lines for lines in texts)
    )
