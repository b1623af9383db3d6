"""What a learner's function uses of a later lesson, which raises NotImplementedError until then.

So no function is called unwritten that is written, but with something that is not there yet.
"""

import ast
from functools import cache
from traceback import walk_tb
from typing import NamedTuple

from autograd_mini.course.lines.written import raises
from autograd_mini.course.slips.early_slips import FUNCTIONS, USED
from autograd_mini.course.source import LESSONS, engine
from autograd_mini.options import LANGUAGES
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.where import Place

MESSAGE = {
    "en": "engine.py, line {line}: `{used}` is used there, which lesson {lesson} is about.",
    "zh": "engine.py 第 {line} 行：那里用了 `{used}`，而它到第 {lesson} 课才写。",
}


class Early(NamedTuple):
    """What is used too early: the slip, where it is used, and where it stands itself.

    operation: of the function that uses it, as the suite calls it.  fields: by language, what is
    named in the message and in the sentences of the slip.
    """

    slip: str
    place: Place
    raised_at: int
    operation: str
    fields: dict[str, dict[str, str]]

    @property
    def message(self) -> dict[str, str]:
        """What is used, and where, by language."""
        return {language: text.format(**self.fields[language])
                for language, text in MESSAGE.items()}  # fmt: skip


@cache
def lessons_of() -> dict[str, int]:
    """Return the lesson in which each function of the engine is written.

    0 for what is there from the beginning.

    >>> lessons_of()["__rsub__"], lessons_of()["__neg__"]
    (7, 0)
    """
    found: dict[str, int] = {}
    for lesson in range(LESSONS + 1):
        for part in ast.walk(ast.parse(engine(lesson))):
            if isinstance(part, ast.FunctionDef) and not raises(part):
                found.setdefault(part.name, lesson)
    return found


def used_too_early(learner: Engine, error: NotImplementedError) -> Early | None:
    """Return what of a later lesson a function uses that has come to an error; None if nothing.

    What the course has given, as __truediv__, is looked through: it is the sign that is named.
    """
    file = getattr(learner.module, "__file__", None) or ""
    frames = [(frame.f_code.co_name, line) for frame, line in walk_tb(error.__traceback__)
              if frame.f_code.co_filename == file]  # fmt: skip
    lessons = lessons_of()
    if not frames:
        return None
    used, raised_at = frames.pop()
    lesson = lessons.get(used, 0)
    while frames and lessons.get(frames[-1][0]) == 0:
        used, _ = frames.pop()
    name = next((name for name, _ in reversed(frames) if name in lessons), "")
    own = lessons.get(name, LESSONS)
    if own >= lesson or used not in USED:
        return None
    numbers = {"line": str(frames[-1][1]), "lesson": str(lesson), "own": str(own)}
    fields = {language: numbers | {"used": USED[used][language]} for language in LANGUAGES}
    slip = "called-too-early" if used in FUNCTIONS else "too-early"
    return Early(slip, Place(file, (frames[-1][1],)), raised_at, name.strip("_"), fields)
