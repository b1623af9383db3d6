"""What is said of a statement that sets nothing where it should, whatever goes wrong by it."""

from pathlib import Path

from autograd_mini.course.lines.kept_nowhere import attribute_as_variable, lone_computation
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
COMPUTED = slip(
    "Look at each line that computes something. Which name gets its result?",
    "请看每一个计算的行：算出的结果交给了哪个名字？",
    "`{code}` is computed, and nothing keeps the result: no = gives it to a name, and no return "
    "hands it back. `x + 1` only computes; `x = x + 1` changes x.",
    "`{code}` 算了出来，结果却没有留下：没有用 = 交给任何名字，也没有用 return 返回。"
    "`x + 1` 只是计算；`x = x + 1` 才会改变 x。",
)
VARIABLE = slip(
    "Look at each `{name}` in your code. To which node does it belong, and where is that written?",
    "请看代码里的每一个 `{name}`。它属于哪个节点？这写在哪里？",
    "`{code}` sets a variable of this function, which nothing reads; no node is changed. The "
    "`{name}` of a node has the node and a dot in front of it, as in `{node}.{name}`.",
    "`{code}` 设定的只是这个函数自己的变量，没有人读它，也没有一个节点因此改变。"
    "节点的 `{name}` 前面要写上节点和点，例如 `{node}.{name}`。",
)
# What leaves nothing behind, the surest first.
LOOKS = (
    (lone_comparison, LONE), (lone_computation, COMPUTED), (attribute_as_variable, VARIABLE),
)  # fmt: skip
MOST_HINTS = 3


def explain_comparison(file: Path, result: Mark, language: str, hints: int) -> bool:
    """Add that a statement sets nothing; tell whether there is one in the engine."""
    seen = ((look(file), known) for look, known in LOOKS)
    found, known = next(((found, known) for found, known in seen if found), (None, LONE))
    if found is None:
        return False
    said = known.question if hints == 1 else known.sentence
    result.hint = said[language].format(**found._asdict())
    if hints == MOST_HINTS:
        place = Place(str(file), (found.line,))
        result.hint = "\n".join([result.hint, *lines_of(place, language)])
    result.asks, result.diagnosed = hints == 1, False
    result.more = hints < MOST_HINTS
    return True
