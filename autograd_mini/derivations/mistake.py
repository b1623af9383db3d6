"""What a record of a misconception is, and how it gets into the table of mistakes.py."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from autograd_mini.derivations.tree import Line

Make = Callable[[Line, int], Iterable[Line]]


@dataclass(frozen=True)
class Mistake:
    """One misconception.

    name: the identifier that reports use.  sentence, hint: in English and in Chinese, by the
    language; the hint leads to the right line without giving it.
    right, example: a right line and the wrong one that comes of it, in a network of 2-3-2 units.
    make: the wrong lines that come of a right one in a network of L layers.
    """

    name: str
    sentence: dict[str, str]
    hint: dict[str, str]
    right: str
    example: str
    make: Make


MISTAKES: dict[str, Mistake] = {}


def record(
    name: str, english: str, chinese: str, hint: str, hint_chinese: str, right: str, example: str
) -> Callable[[Make], Make]:
    """Put a mistake into the table; the function below it makes it."""

    def enter(make: Make) -> Make:
        if name in MISTAKES:
            raise ValueError(f"there is a record {name!r} already")
        sentence, hints = {"en": english, "zh": chinese}, {"en": hint, "zh": hint_chinese}
        MISTAKES[name] = Mistake(name, sentence, hints, right, example, make)
        return make

    return enter
