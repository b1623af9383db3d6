"""exercise: one exercise by its kind, its level and a seed."""

from autograd_mini.exercises.kinds import KINDS, LEVELS
from autograd_mini.exercises.numbers import Chance
from autograd_mini.exercises.parts import Task
from autograd_mini.exercises.writers.markdown import MarkdownWriter
from autograd_mini.exercises.writers.text import TextWriter
from autograd_mini.options import one_of, spoken, whole

LONGEST_SEED = 100
ATTEMPTS = 1000  # at numbers that can be worked out by hand


class Exercise(Task):
    """An exercise; it shows itself in a notebook, and `print` prints it.

    `answers()` returns its key, `mark` marks answers.
    """

    def __str__(self) -> str:
        return TextWriter(self.language).exercise(self)

    def _repr_markdown_(self) -> str:
        return MarkdownWriter(self.language).exercise(self)

    def answers(self) -> str:
        """Return the key as text: the answers, the wrong ones that are known, the derivation."""
        return TextWriter(self.language).key(self)


def exercise(kind: str, seed: int | str = 0, level: int = 1, language: str = "en") -> Exercise:
    """Return an exercise, always the same for the same arguments.

    kind: "local", one operation; "chain", one path; "twice", a node used twice; "backward", a whole
        backward pass; "delta", δ of a network; "weights", ∂J/∂Θ from δ and a; "counts", forward or
        reverse; "mistake", a backward pass with a mistake to be found; "derivation", the lines of
        a derivation of ∂J/∂Θ.
    seed: an int, or a text; another one gives another exercise.
    level: 1, 2 or 3.
    language: "en" or "zh".

    Its graph is one of Values: their backward pass gives the answers, and the wrong answers are
    what known misconceptions make of that graph.  A derivation is marked line by line instead, by
    `check_derivation`.

    ValueError or TypeError for an argument that is not among these.

    >>> task = exercise("twice", seed=0)
    >>> print(task)
        u = x + a
        J = u · x
    <BLANKLINE>
    Given: x = −3, a = 5.
    <BLANKLINE>
    x reaches J along 2 paths. Find ∂J/∂x: the sum over the paths.
    <BLANKLINE>
        ∂J/∂x = ______
    >>> task.mark("-1").right, task.mark(-3).mistake
    (True, 'overwrites-gradient')
    """
    one_of("kind", kind, tuple(KINDS))
    whole("level", level, LEVELS[0], LEVELS[-1])
    spoken(language)
    check_seed(seed)
    for attempt in range(ATTEMPTS):
        chance = Chance(f"{kind}/{level}/{seed}/{attempt}")
        made = KINDS[kind](chance, level, language)
        if made:
            return Exercise(
                kind, seed, level, language, made.text, made.questions, made.derivation, made.key,
                made.to_derive,
            )  # fmt: skip
    raise ValueError(f"no numbers were found for {kind!r} at level {level}; try another seed")


def check_seed(seed: int | str, longest: int = LONGEST_SEED) -> None:
    """Check a seed; TypeError for what is neither an int nor a text, ValueError for a strange one.

    >>> check_seed("")
    Traceback (most recent call last):
        ...
    ValueError: seed is from 1 to 100 characters that can be printed
    """
    if isinstance(seed, bool) or not isinstance(seed, int | str):
        raise TypeError(f"seed is an int or a text, not {type(seed).__name__}")
    try:
        text = str(seed)
    except ValueError:  # Python prints no int of more than 4,300 digits
        text = ""
    if not 1 <= len(text) <= longest or not text.isprintable():
        raise ValueError(f"seed is from 1 to {longest} characters that can be printed")
