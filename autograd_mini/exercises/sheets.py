"""A sheet of exercises: each student's own, by their number, and the same every time."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograd_mini.exercises.generate import LONGEST_SEED, Exercise, check_seed, exercise
from autograd_mini.exercises.kinds import KINDS
from autograd_mini.exercises.writers import gift, html, latex, markdown, moodle, notebook, text
from autograd_mini.exercises.writers.page import Page
from autograd_mini.files import write
from autograd_mini.options import flag, one_of, whole

MOST = 200  # exercises on a sheet
MOST_STUDENTS = 1000
TRIES = 20  # at an exercise that is not on the sheet yet
LONGEST_MARK = 30  # what stands behind the seed of a sheet in the seed of an exercise

FORMATS: dict[str, Callable[[Page], bytes]] = {
    ".txt": text.document,
    ".html": html.document,
    ".md": markdown.document,
    ".tex": latex.document,
    ".ipynb": notebook.document,
    ".gift": gift.document,
    ".xml": moodle.document,
}
ENDINGS = ".html, .md, .tex, .ipynb, .gift, .moodle.xml, .txt"


@dataclass(frozen=True)
class Sheet:
    """Exercises for one student; `print` prints them.

    exercises: in their order.  level, seed, student, language: what they were made by.
    """

    exercises: tuple[Exercise, ...]
    level: int
    seed: int | str
    student: int
    language: str

    def page(self, answers: bool) -> Page:
        """Return what the writers read.  answers: whether the key stands at the end."""
        flag("answers", answers)
        return Page(
            self.exercises, self.level, str(self.seed), self.student, self.language, answers
        )

    def text(self, *, answers: bool = False) -> str:
        """Return the sheet as plain text."""
        return text.document(self.page(answers)).decode()

    def __str__(self) -> str:
        return self.text()

    def save(self, path: str | os.PathLike[str], *, answers: bool = False) -> str:
        """Write the sheet to a file, whole or not at all, and return its path.

        path: its ending is the format: .html, .md, .tex, .ipynb, .gift, .moodle.xml or .txt.
        answers: whether the key stands at the end, on a page of its own; .gift and .moodle.xml,
            which mark by themselves, always have it.

        ValueError for another ending; OSError with the path if it cannot be written.
        """
        content = self.document(path, answers=answers)
        write(Path(path), content)
        return str(path)

    def document(self, path: str | os.PathLike[str], *, answers: bool = False) -> bytes:
        """Return what `save` writes."""
        return format_of(path)(self.page(answers))


def format_of(path: str | os.PathLike[str]) -> Callable[[Page], bytes]:
    """Return the writer of a format, by the ending of a path; ValueError if there is none."""
    ending = Path(path).suffix.lower()
    if ending not in FORMATS:
        raise ValueError(
            f"the ending of {os.fspath(path)!r} says no format that there is; there are {ENDINGS}"
        )
    return FORMATS[ending]


def sheet(
    kinds: str | Sequence[str],
    *,
    level: int = 1,
    count: int = 10,
    seed: int | str = 0,
    student: int = 1,
    language: str = "en",
) -> Sheet:
    """Return a sheet of exercises, no two of them alike as far as there are enough.

    kinds: one kind, as for `exercise`; or several, which take turns.
    count: how many exercises, 1 … 200.  student: a number, 1 … 1000; each has a sheet of their own.
    level, seed, language: as for `exercise`.  Exercise n of student k is
    exercise(kind, f"{seed}-{k}-{n}", level, language), or has a mark after it if that was there.

    ValueError or TypeError for an argument that is not among these.

    >>> [e.kind for e in sheet(["chain", "twice"], count=3).exercises]
    ['chain', 'twice', 'chain']
    """
    if not isinstance(kinds, str | list | tuple):
        raise TypeError(
            f"kinds is a kind of exercise, or a list of them, not {type(kinds).__name__}"
        )
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    for kind in kinds:
        one_of("kind", kind, tuple(KINDS))
    if not kinds:
        raise ValueError(f"a sheet needs a kind of exercise; there are {', '.join(KINDS)}")
    whole("count", count, 1, MOST)
    whole("student", student, 1, MOST_STUDENTS)
    check_seed(seed, LONGEST_SEED - LONGEST_MARK)
    found: list[Exercise] = []
    there: set[str] = set()
    for number in range(1, count + 1):
        kind = kinds[(number - 1) % len(kinds)]
        for again in range(TRIES):
            own = f"{seed}-{student}-{number}{'′' * again}"
            made = exercise(kind, own, level, language)
            if str(made) not in there:
                break
        there.add(str(made))
        found.append(made)
    return Sheet(tuple(found), level, seed, student, language)
