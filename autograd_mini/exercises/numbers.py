"""Numbers that can be worked out by hand: how they are drawn, and how they are written."""

import random
from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar

from autograd_mini.derivations.tokens import FULL_WIDTH
from autograd_mini.formulas.minus import minus
from autograd_mini.formulas.terms import General

T = TypeVar("T")

LARGEST_DENOMINATOR = 10_000
ROUNDING = 1e-11  # how far a float may be from the fraction that it is meant to be
PLACES = 5  # behind the point: an answer of more is not for working out by hand
LARGEST = 1000


class Chance:
    """Draws by chance that are the same everywhere.

    Only `random()` is promised to be the same in every version of Python, so all else is made of
    it.

    >>> chance = Chance("7")
    >>> [chance.one_of("abc") for _ in range(5)]
    ['c', 'c', 'c', 'a', 'c']
    """

    def __init__(self, seed: str) -> None:
        self._generator = random.Random(seed)

    def one_of(self, choices: Sequence[T]) -> T:
        """Return one of several things."""
        return choices[int(self._generator.random() * len(choices))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Return the things in another order."""
        left = list(things)
        return [left.pop(int(self._generator.random() * len(left))) for _ in things]

    def whole(self, least: int, most: int, but: Sequence[float] = (0,)) -> float:
        """Return a whole number in a range, but none of some."""
        return float(self.one_of([x for x in range(least, most + 1) if x not in but]))


def exact(x: float) -> Fraction | None:
    """Return the simple fraction that a float is meant to be; None if it is none.

    Two fractions of denominators up to 10,000 are 1e-8 apart, a thousand times what rounding does.

    >>> exact(0.1 + 0.2), exact(1 / 3), exact(2 ** 0.5)
    (Fraction(3, 10), Fraction(1, 3), None)
    """
    if abs(x) > LARGEST:
        return None
    found = Fraction(x).limit_denominator(LARGEST_DENOMINATOR)
    return found if abs(float(found) - x) <= ROUNDING * max(1.0, abs(x)) else None


def is_decimal(x: Fraction) -> bool:
    """Tell whether a number is written in a few decimals.

    >>> is_decimal(Fraction(3, 16)), is_decimal(Fraction(1, 3))
    (True, False)
    """
    return bool(10**PLACES % x.denominator == 0)


def tolerance(x: Fraction) -> Fraction:
    """Return how far an answer may be from a number: one with an end is meant exactly.

    >>> tolerance(Fraction(3, 4)), tolerance(Fraction(1, 3)), tolerance(Fraction(4, 3))
    (Fraction(0, 1), Fraction(1, 300), Fraction(1, 200))
    """
    if is_decimal(x):
        return Fraction(0)
    return max(Fraction(1, 10**PLACES), min(abs(x) / 100, Fraction(1, 200)))


def decimal(x: Fraction) -> str:
    """Return a number as programs read it: in decimals, or nearly if it has no end.

    >>> decimal(Fraction(-3, 16)), decimal(Fraction(5)), decimal(Fraction(1, 3))
    ('-0.1875', '5', '0.33333')
    """
    text = f"{float(x):.{PLACES}f}"
    return text.rstrip("0").rstrip(".")


def written(x: Fraction) -> General:
    r"""Return a number as people read it: a fraction if its decimals have no end.

    >>> written(Fraction(-3, 16)).text, written(Fraction(-1, 3)).latex
    ('−0.1875', '-\\frac{1}{3}')
    """
    if is_decimal(x):
        return General(minus(decimal(x)), decimal(x))
    top, bottom = abs(x.numerator), x.denominator
    return General(f"{'−' * (x < 0)}{top}/{bottom}", rf"{'-' * (x < 0)}\frac{{{top}}}{{{bottom}}}")


# What else numbers are typed with: another minus, a decimal comma, and the full stop in Chinese.
SIGNS = str.maketrans({"−": "-", ",": ".", "。": ".", " ": ""})


def read(answer: object) -> Fraction:
    """Return the number that a learner typed.

    ValueError if it is none; TypeError for what is neither a number nor text.

    >>> read("3/4"), read("−0,5"), read(2), read("－３／４")
    (Fraction(3, 4), Fraction(-1, 2), Fraction(2, 1), Fraction(-3, 4))
    """
    said = "an answer is a number such as 3, −0.5 or 3/4"
    if isinstance(answer, bool) or not isinstance(answer, int | float | Fraction | str):
        raise TypeError(f"{said}, not {type(answer).__name__}")
    try:
        if isinstance(answer, str):
            text = answer.translate(FULL_WIDTH)
            if len(text) > 100 or "e" in text.lower() or "_" in text:
                raise ValueError  # 1e999999999 would take all memory
            return Fraction(text.translate(SIGNS))
        return Fraction(answer)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise ValueError(f"{said}, not {answer!r:.50}") from None
