"""What an exercise is made of: text with formulas, questions, answers, and how they are marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias, cast

from autograd_mini.derivations import DerivationExercise, Report
from autograd_mini.derivations.tokens import FULL_WIDTH
from autograd_mini.exercises.numbers import read, tolerance
from autograd_mini.exercises.words import WORDS, Rich
from autograd_mini.explain.writing import Explanation
from autograd_mini.formulas.terms import General
from autograd_mini.value import Value

LETTERS = "abcdefgh"  # what the options of a choice are called
AROUND_LETTERS = " ().。、"  # as on the sheet, b), and as people write it


@dataclass(frozen=True)
class Paragraph:
    """A sentence or several."""

    text: Rich


@dataclass(frozen=True)
class Lines:
    """Formulas, each in a line of its own."""

    lines: tuple[General, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells under a head."""

    head: tuple[Rich, ...]
    rows: tuple[tuple[Rich, ...], ...]


@dataclass(frozen=True)
class Picture:
    """The graph of J with empty boxes; what cannot show it can do without, for the text says all.

    said: what stands in place of the picture for those who do not see it.
    """

    J: Value = field(repr=False)
    said: str


Block: TypeAlias = Paragraph | Lines | Table | Picture


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that is recognised.

    answer: the number, or the place of the option.  mistake: the identifier of the misconception
    that gives it.  sentence: what it is.  question: what leads to it without naming it.
    """

    answer: Fraction
    mistake: str
    sentence: str
    question: str = ""

    def is_meant_by(self, answer: Fraction) -> bool:
        """Tell whether an answer is this one; of 1/3, 0.33 is near enough."""
        return abs(answer - self.answer) <= tolerance(self.answer)


@dataclass(frozen=True)
class Question:
    """One thing that is asked: a number, or which of some options.

    asked: what the number is, such as ∂J/∂x.  answer: the right number, or the place of the right
    option, counted from 0.  wrong: the wrong ones that are recognised.  options: for a choice.
    """

    asked: General
    answer: Fraction
    wrong: tuple[Wrong, ...]
    options: tuple[Rich, ...] = ()

    def mark(self, answer: object) -> Mark:
        """Return the mark of an answer: a number, or for a choice its letter; a blank is none."""
        if isinstance(answer, str) and not answer.strip():
            return Mark(self.asked, False, answered=False)
        if self.options:
            letters = LETTERS[: len(self.options)]
            text = answer.translate(FULL_WIDTH).lower() if isinstance(answer, str) else ""
            text = text.strip().strip(AROUND_LETTERS)
            if len(text) != 1 or text not in letters:
                raise ValueError(
                    f"an answer is a letter from a to {letters[-1]}, not {answer!r:.50}"
                )
            given = Fraction(letters.index(text))
        else:
            given = read(answer)
        if given == self.answer:
            return Mark(self.asked, True)
        found = next((wrong for wrong in self.wrong if wrong.is_meant_by(given)), None)
        return Mark(self.asked, False, found)


@dataclass(frozen=True)
class Mark:
    """What becomes of one answer: right, a known misconception (`wrong`), or merely not right.

    answered: whether there is an answer; where there is none, it is not right.
    """

    asked: General
    right: bool
    wrong: Wrong | None = None
    answered: bool = True


@dataclass(frozen=True)
class Marks:
    """What becomes of all answers of an exercise.

    right: whether every one of them is.  mistake: the identifier of the first misconception that
    was recognised, or an empty string.
    """

    marks: tuple[Mark, ...]
    words: Mapping[str, str] = field(repr=False)

    @property
    def right(self) -> bool:
        """Whether every answer is right."""
        return all(mark.right for mark in self.marks)

    @property
    def mistake(self) -> str:
        """The first misconception that was recognised; an empty string if there is none."""
        return next((mark.wrong.mistake for mark in self.marks if mark.wrong), "")

    def __str__(self) -> str:
        lines = []
        for mark in self.marks:
            said = self.words["right" if mark.right else "wrong" if mark.answered else "no answer"]
            if mark.wrong:
                said = f"{said}{self.words['between']}{mark.wrong.sentence}"
            asked = mark.asked.text  # a name, or a whole question
            behind = self.words["between" if asked.endswith(("?", "？")) else "colon"]
            lines.append(f"{asked}{behind}{said}")
        return "\n".join(lines)


@dataclass(frozen=True)
class Task:
    """An exercise as data: its text, its questions with their answers, and its derivation.

    kind, seed, level, language: what it was made by, and will be made by again.  text: what the
    learner reads.  questions: what is asked.  derivation: the steps to the answers; None where no
    chain rule is asked for.  key: what else the key says.  to_derive: what is asked in place of
    questions, and marks the lines that are handed in; None where there are questions.
    """

    kind: str
    seed: int | str
    level: int
    language: str
    text: tuple[Block, ...]
    questions: tuple[Question, ...]
    derivation: Explanation | None = field(default=None, repr=False)
    key: tuple[Block, ...] = ()
    to_derive: DerivationExercise | None = None

    def mark(self, answer: object) -> Marks | Report:
        """Mark an answer, or several: a list in the order of the questions.

        What is blank, or missing at the end of the list, is no answer; the others are marked.

        Of a derivation they are its lines, a text or a list; what is said of them is a Report, as
        of `check_derivation`.

        TypeError or ValueError for what is no answer, and for more than there are questions;
        ImportError for a derivation without mpmath.

        >>> from autograd_mini.exercises import exercise
        >>> e = exercise("twice", seed=1)
        >>> e.mark(e.questions[0].answer).right
        True
        """
        if self.to_derive:
            return self.to_derive.mark(cast("str | Iterable[str]", answer))  # which looks at it
        answers = list(answer) if isinstance(answer, list | tuple) else [answer]
        if len(answers) > len(self.questions):
            names = ", ".join(question.asked.text for question in self.questions)
            raise ValueError(
                f"{len(self.questions)} answers are asked for ({names}), not {len(answers)}"
            )
        blank = [""] * (len(self.questions) - len(answers))
        marks = tuple(q.mark(given) for q, given in zip(self.questions, answers + blank))
        return Marks(marks, WORDS[self.language])
