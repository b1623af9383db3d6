"""The numbers that names are given on the command line: `w=0.5 x=1/3`."""

import keyword
import math
import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from autograd_mini.elementary import TABLE
from autograd_mini.formulas.labels import in_short, printable

LONGEST_SHOWN = 60  # in a message
CONSTANTS = {"pi": math.pi, "e": math.e}
FRACTION = re.compile(r"\s*[+-]?[0-9]{1,300}/[0-9]{1,300}\s*")
MEANT = str.maketrans(",，．。−–／", "....--/")  # in a number


def numbers_of(assignments: Sequence[str]) -> dict[str, float]:
    """Return the numbers that names are given, as in `w=0.5`.

    ValueError for what is no such text, a name that is none or is given twice, and a number that is
    not finite.

    >>> numbers_of(["w=0.5", "x=-2e3", "y=1/4"])
    {'w': 0.5, 'x': -2000.0, 'y': 0.25}
    """
    found: dict[str, float] = {}
    for text in assignments:
        shown = in_short(printable(text), LONGEST_SHOWN)
        name, equals, number = text.partition("=")
        name = unicodedata.normalize("NFKC", name.strip())  # as Python reads names: µ is μ
        if text.startswith("-"):
            raise ValueError(f"{shown!r} gives no name a number; options stand before --")
        if "＝" in text:
            raise ValueError(f"{shown!r} has a ＝ from a Chinese keyboard; write it as w=0.5")
        if not equals or not name.isidentifier():
            raise ValueError(f"{shown!r} gives no name a number; write it as w=0.5")
        if keyword.iskeyword(name):
            raise ValueError(f"{name} is a word of Python; take another name, as {name}_")
        if name in TABLE or name in CONSTANTS:
            kind = "a function of the table" if name in TABLE else "a constant"
            raise ValueError(f"{name} is {kind}; take another name")
        if name in found:
            raise ValueError(f"{name} is given two numbers")
        found[name] = _number(number)
        if not math.isfinite(found[name]):
            name, given, meant = (
                in_short(printable(text), LONGEST_SHOWN)
                for text in (name, number.strip(), number.strip().translate(MEANT))
            )
            if math.isfinite(_number(number.translate(MEANT))):
                raise ValueError(
                    f"{name} is given {given!r}, which is no finite number; write {meant}"
                )
            raise ValueError(f"{name} is given {given!r}, which is no finite number")
    return found


def _number(text: str) -> float:
    """Return a number, or a fraction of two as in 1/3; nan for what is none.

    >>> _number("0.5"), _number("-1/3"), _number("1/0"), _number("0,5")
    (0.5, -0.3333333333333333, nan, nan)
    """
    try:
        return float(Fraction(text)) if FRACTION.fullmatch(text) else float(text)
    except (ValueError, ArithmeticError):
        return math.nan
