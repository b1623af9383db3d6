"""What is said of a loop that does not end: what it depends on, and how that changes."""

from autograd_mini.course.checks.known_by_now import NODES_SHARED
from autograd_mini.course.lines.spelling import PARENTS
from autograd_mini.course.marks import Mark
from autograd_mini.course.slips.slip import Slip, slip
from autograd_mini.course.words import words
from autograd_mini.testing.conform.turns import AS_LONG, LONGER, SAME, Endless

LENGTH = (
    "How long is `{name}` before a turn of the loop in line {line}, and how long after it?",
    "第 {line} 行的循环转一圈之前 {name} 有多长？转一圈之后呢？",
)
# What keeps a loop going: the question, and what it is.
WHY: dict[str, Slip] = {
    "never taken": slip(
        *LENGTH,
        "`{name}` is as long after each turn of the loop in line {line} as before it ({length}), "
        "so that the loop goes on for ever: nothing is ever taken out of it. To look at a node is "
        "not enough; take it out, as {name}.pop() does, which takes the last one out and returns "
        "it.",
        "第 {line} 行的循环每转一圈，{name} 都与之前一样长（{length}），所以循环停不下来："
        "从来没有从里面取出什么。只看一个节点不够，要把它取出来：{name}.pop() "
        "取出最后一个，并把它返回。",
    ),
    "never taken in a line": slip(
        *LENGTH,
        "`{name}` is as long after each turn of the loop in line {line} as before it ({length}), "
        "so that the loop goes on for ever: nothing is ever taken out of it. Line {look} only "
        "looks at an element; take it out there, as {name}.pop() does, which takes the last one "
        "out and returns it.",
        "第 {line} 行的循环每转一圈，{name} 都与之前一样长（{length}），所以循环停不下来："
        "从来没有从里面取出什么。第 {look} 行只是看了一个元素，请在那里把它取出来：{name}.pop() "
        "取出最后一个，并把它返回。",
    ),
    "put back": slip(
        *LENGTH,
        "`{name}` is as long after each turn of the loop in line {line} as before it, so that the "
        "loop goes on for ever: what is taken out is put in again, or as many others are. Print "
        "what you put in.",
        "第 {line} 行的循环每转一圈，{name} 都与之前一样长，所以循环停不下来："
        "取出的又放了回去，或者放进了同样多的别的东西。请把放进去的东西打印出来。",
    ),
    "put back in a line": slip(
        *LENGTH,
        "`{name}` is as long after each turn of the loop in line {line} as before it, so that the "
        "loop goes on for ever: what is taken out is put in again, or as many others are. It is "
        "line {put} that puts in; print there what it puts in. Put in only nodes that you have "
        "not met yet.",
        "第 {line} 行的循环每转一圈，{name} 都与之前一样长，所以循环停不下来："
        "取出的又放了回去，或者放进了同样多的别的东西。放进去的是第 {put} 行，"
        "请在那里把放进去的东西打印出来。请只放进还没有遇到过的节点。",
    ),
    "grows": slip(
        *LENGTH,
        "`{name}` gets longer with every turn of the loop in line {line}, and never comes to its "
        "end: more is put in than is taken out. Put in only nodes that you have not met yet, and "
        "in a while loop take one out at each turn, as {name}.pop() does.",
        "第 {line} 行的循环每转一圈，{name} 就更长，永远走不完：放进去的比取出来的多。"
        "请只放进还没有遇到过的节点；如果是 while 循环，每转一圈还要取出一个，"
        "例如 {name}.pop()。",
    ),
    "unchanged": slip(
        "What is `{name}` before a turn of the loop in line {line}, and what after it?",
        "第 {line} 行的循环转一圈之前 {name} 是什么？转一圈之后呢？",
        "`{name}` is the same after each turn of the loop in line {line} as before it, and the "
        "loop goes on as long as it is so. Something in the loop has to change it.",
        "第 {line} 行的循环每转一圈，{name} 都与之前一样，而只要它这样，循环就继续下去。"
        "循环里要有什么来改变它。",
    ),
    "gone through": slip(
        "What is `{name}` before a turn of the loop in line {line}, and what after it? And how "
        "many parents does the for in line {each} go through by itself?",
        "第 {line} 行的循环转一圈之前 {name} 是什么？转一圈之后呢？"
        "第 {each} 行的 for 自己走过几个 parents？",
        "`{name}` is the same after each turn of the while in line {line} as before it, so that "
        "the loop goes on for ever. The for in line {each} goes through all the parents by itself "
        "and then ends: no while is needed around it.",
        "第 {line} 行的 while 每转一圈，{name} 都与之前一样，所以循环停不下来。"
        "第 {each} 行的 for 自己就走过全部 parents，然后结束：外面不需要 while。",
    ),
    "always": slip(
        "When does the loop in line {line} end? Which line of it says so, and is that line ever "
        "come to?",
        "第 {line} 行的循环什么时候结束？是其中哪一行说的？走得到那一行吗？",
        "The condition of the loop in line {line} is always true, so that only a break or a return "
        "ends it, and none is come to. Write what it is to go on for, as in `while waiting:`.",
        "第 {line} 行的循环条件永远成立，所以只有 break 或 return 能结束它，而哪一个都走不到。"
        "请写明循环在什么情况下继续，例如 while waiting:。",
    ),
}
LESS = {
    "en": "What becomes less with every turn of the loop in line {line}, so that it comes to its "
    "end?",
    "zh": "第 {line} 行的循环每转一圈，什么会变少，使它能够结束？",
}


def explain_loop(result: Mark, language: str, hints: int) -> None:
    """Add what is known of the loop that does not end, or else a question about it."""
    facts = next((line.loop for line in result.lines if line.endless and line.loop), None)
    if facts is None:
        result.hint = words(language, "hangs")
        return
    loop = Endless(**facts)
    recursive = result.lesson.number < NODES_SHARED
    known = WHY.get("gone through" if recursive and _needs_no_while(loop) else _kind(loop))
    said = LESS if known is None else known.question if hints == 1 else known.sentence
    result.hint = said[language].format(**facts)
    result.asks = hints == 1 or not known
    result.more = hints == 1 and known is not None


def _needs_no_while(loop: Endless) -> bool:
    """Tell whether a while asks for the parents of the node that sends, and a for is in it."""
    return _kind(loop) == "unchanged" and loop.name == f"self.{PARENTS}" and loop.each > 0


def _kind(loop: Endless) -> str:
    """Return what keeps a loop going, as WHY calls it; "" if it is not known."""
    if loop.change == LONGER:
        return "grows"
    if loop.change == AS_LONG and loop.kind == "while":
        put = "put back in a line" if loop.put else "put back"
        seen = "never taken in a line" if loop.look else "never taken"
        return put if loop.taken else seen
    if loop.change == SAME and loop.kind == "while":
        return "unchanged"
    return "always" if loop.always else ""
