"""What is said of a derivation that was marked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from autograd_mini.derivations.words import said, visible
from autograd_mini.formulas.labels import width_of
from autograd_mini.formulas.minus import minus


@dataclass(frozen=True)
class LineMark:
    """The mark of one line.

    number: of the line.  text: the line.
    verdict: "right"; "definition", of a name of one's own; "wrong"; "refused", for a line that
    shows nothing; "unread", behind a wrong line.
    """

    number: int
    text: str
    verdict: str


@dataclass(frozen=True)
class Report:
    """The marks of a derivation.

    lines: the marks of its lines; empty ones and comments have none.
    missing: what has still to be derived, if all lines are right.
    message: what is said of all, in sentences.
    mistake: the name of the misconception that the wrong line shows; "" if it is none of the table.
    entry, found, right: the first entry in which the wrong line differs, what it gives there and
    what is right; None if there is no such entry.
    """

    lines: tuple[LineMark, ...]
    language: str
    missing: tuple[str, ...]
    message: str
    mistake: str
    entry: tuple[int, ...] | None
    found: float | None
    right: float | None

    @property
    def wrong(self) -> LineMark | None:
        """The first line that is wrong or refused, if there is one."""
        return next((line for line in self.lines if line.verdict in ("wrong", "refused")), None)

    @property
    def complete(self) -> bool:
        """Whether all lines are right, and they derive ∂J/∂Θ of every layer."""
        return self.wrong is None and not self.missing

    def __bool__(self) -> bool:
        return self.complete

    def __str__(self) -> str:
        words = [said(line.verdict, self.language) for line in self.lines]
        width = max(map(width_of, words), default=0)
        lines = [
            f"{line.number}  {word}{' ' * (width - width_of(word))}  {visible(line.text)}"
            for line, word in zip(self.lines, words)
        ]
        return "\n".join([*lines, self.message])

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as what JSON can hold."""
        wrong = self.wrong
        return {
            **asdict(self), "complete": self.complete, "wrong": wrong.number if wrong else None,
        }  # fmt: skip


def number(right: Any, found: Any, digits: int) -> tuple[str, str]:
    """Return two numbers that differ, with so many digits that it is seen.

    >>> number(0.5, -0.50001, 3), number(0.5, 0.50001, 3)
    (('0.5', '−0.5'), ('0.5', '0.50001'))
    """
    for more in range(digits, 40):
        texts = tuple(_shown(x, more) for x in (right, found))
        if texts[0] != texts[1]:
            break
    return texts[0], texts[1]


def _shown(x: Any, digits: int) -> str:
    if isinstance(x, float):
        return minus(f"{x:.{digits}g}")
    from autograd_mini.derivations.arrays import many_digits

    text: str = many_digits().ctx.nstr(x, digits)
    return minus(text.removesuffix(".0"))


def shape_in_words(shape: tuple[str, Mapping[str, object]], language: str) -> str:
    """Return a shape in words.

    >>> shape_in_words(("vector", {"n": 3}), "en")
    '3 entries'
    """
    key, fields = shape
    one = {"vector": "vector 1", "row": "row 1"}
    return said(one.get(key, key) if fields.get("n") == 1 else key, language, **fields)
