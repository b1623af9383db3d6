"""What is said of a statement that compares where it should set, whatever goes wrong by it."""

import linecache
from pathlib import Path

from autograd_mini.course.lines.lone_comparisons import lone_comparison
from autograd_mini.course.marks import Mark
from autograd_mini.course.slips.slip import slip
from autograd_mini.testing.diagnosis.text import lines_of
from autograd_mini.testing.diagnosis.where import Place

LONE = slip(
    "Which line sets {left}? Print it right before that line, and right after it.",
    "哪一行设定 {left}？请在那一行的前后各打印一次。",
    "`{code}` sets nothing: == only asks whether two things are equal, and nobody uses the answer. "
    "What sets {left} is one sign, =: `{meant}`.",
    "`{code}` 什么都没有设定：== 只问两样东西是否相等，而没有人用到这个答案。"
    "要设定 {left}，只写一个等号：`{meant}`。",
)
MOST_HINTS = 3


def explain_comparison(file: Path, result: Mark, language: str, hints: int) -> bool:
    """Add that a statement only compares; tell whether there is one in the engine."""
    found = lone_comparison(file)
    if found is None:
        return False
    said = LONE.question if hints == 1 else LONE.sentence
    result.hint = said[language].format(**found._asdict())
    linecache.checkcache(str(file))
    if hints == MOST_HINTS:
        place = Place(str(file), (found.line,))
        result.hint = "\n".join([result.hint, *lines_of(place, language)])
    result.asks, result.diagnosed = hints == 1, False
    result.more = hints < MOST_HINTS
    return True
