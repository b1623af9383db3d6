"""What a backward pass does to the gradients of a small program, one setting after the other.

Nothing here is read from the source: it is what was seen when the program was run.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograd_mini.course.checks.given_slopes import wrong_slope_given
from autograd_mini.course.checks.moments import Setting, settings
from autograd_mini.course.checks.outcome import Different
from autograd_mini.course.checks.shown_programs import run_shown
from autograd_mini.course.lines.edge_lines import sets_to
from autograd_mini.course.lines.walk_lines import Seen
from autograd_mini.testing.conform.engine import Engine
from autograd_mini.testing.diagnosis.attempts import Failure, attempted, quiet
from autograd_mini.testing.diagnosis.text import lines_of
from autograd_mini.testing.diagnosis.where import Place
from autograd_mini.value import Value

MOST = 12  # settings that are told
LINES = 3  # the level of hints that names lines
BACKWARD = ".backward()"
PHRASES = {
    "en": {
        "all": "All that your pass does to a grad in the program above, in this order:",
        "some": "All that your pass does to {names} in the program above, in this order:",
        "none": "Your pass sets no grad at all in the program above.",
        "left out": "What sets a 0 to 0 once more is left out.",
        "line": "line {line}: {setting}",
        "new": "(a new node).grad",
        "and": " and ",
        "or": " or ",
        "should": "{name} should be {value}",
        "end": "In the end {should}. Which step above is the first that differs when you work "
        "it out by hand?",
        "end of none": "In the end {should}, and no line sets {names}. Which line was to do "
        "so, and what does it set instead?",
    },
    "zh": {
        "all": "在上面的程序里，你的反向传播对 grad 做的全部事情，按先后次序：",
        "some": "在上面的程序里，你的反向传播对 {names} 做的全部事情，按先后次序：",
        "none": "在上面的程序里，你的反向传播没有设定任何 grad。",
        "left out": "把 0 再设成 0 的不列出。",
        "line": "第 {line} 行：{setting}",
        "new": "（新节点）.grad",
        "and": "、",
        "or": " 或 ",
        "should": "{name} 应为 {value}",
        "end": "最后 {should}。手算一遍，上面哪一步是第一个不同的？",
        "end of none": "最后 {should}，可是没有哪一行设定 {names}。"
        "本该由哪一行来设定？它实际设定的是什么？",
    },
}


@dataclass(frozen=True)
class History:
    """The settings of gradients in a program, and what some of its nodes should end with.

    names: of the nodes in the program, by their id.  should: by the name of the node.
    left_out: whether lines that empty what is empty are not among the settings.  before: the lines
    of the program that come before its pass.
    """

    settings: tuple[Setting, ...]
    names: dict[int, str]
    should: dict[str, float]
    left_out: bool
    before: tuple[str, ...] = ()

    def slope(self, engine: Engine) -> Different | None:
        """Return the first operation that gives the pass a wrong slope; None if not sure."""
        return wrong_slope_given(engine, self.before)

    def told(self, language: str, level: int) -> str:
        """Return what happens, in words; from level 3 on with the lines."""
        say = PHRASES[language]
        key, shown = "all", self.settings
        if len(shown) > MOST:
            key = "some"
            shown = tuple(one for one in shown if self.names.get(one.node) in self.should)
        steps = [self._step(one, language, level) for one in shown[:MOST]]
        if len(shown) > MOST:
            steps.append("…")
        names = [f"{name}.grad" for name in self.should]
        should = say["and"].join(
            say["should"].format(name=f"{name}.grad", value=_number(value))
            for name, value in self.should.items()
        )
        wrong = [one for one in shown if self.names.get(one.node) in self.should]
        head = say[key if shown else "none"].format(names=say["and"].join(names))
        end = say["end" if wrong else "end of none"]
        end = end.format(should=should, names=say["or"].join(names))
        code = self._code(wrong, language) if level >= LINES else ()
        left_out = [say["left out"]] if self.left_out and shown else []
        return "\n".join([head, *(f"    {step}" for step in steps), *left_out, end, *code])

    def lost(self, engine: Engine) -> Seen | None:
        """Return the line that sets to 0 what a node has received, if it ends wrong; or None.

        It is asked of a program with one pass, and before nodes are set to 0 for the next one.
        """
        now: dict[int, Any] = {}
        for one in self.settings:
            name, before = self.names.get(one.node), now.get(one.node, 0.0)
            line = one.place.lines[0]
            received = isinstance(before, float | int) and before != 0
            received &= one.node != self.settings[0].node  # which begins with what it has
            if name and name in self.should and received and sets_to(0, engine, line):
                fields = {"name": name, "line": str(line), "value": _number(before)}
                return Seen("loses-what-came", Place(one.place.file, (line,)), fields)
            now[one.node] = one.value
        return None

    def _step(self, setting: Setting, language: str, level: int) -> str:
        say = PHRASES[language]
        name = self.names.get(setting.node)
        step = f"{name}.grad" if name else say["new"]
        step += f" = {_number(setting.value)}"
        line = setting.place.lines[0]
        return say["line"].format(line=line, setting=step) if level >= LINES else step

    def _code(self, wrong: list[Setting], language: str) -> Iterator[str]:
        """Yield the lines that set what ends wrong, as they are to be read."""
        lines = sorted({line for one in wrong for line in one.place.lines})
        if wrong:
            yield from lines_of(Place(wrong[0].place.file, tuple(lines)), language)


def history(engine: Engine, python: str) -> History | None:
    """Return what a pass does in a program; None if that is not sure, or nothing ends wrong.

    python: the program, as it is shown; what it prints is judged.
    """
    lines = [line for line in python.splitlines() if not line.startswith(("from ", "import "))]
    at = next((i for i, line in enumerate(lines) if BACKWARD in line), 0)
    if not at or any(line.startswith(("for ", "while ")) for line in lines):
        return None
    with quiet():
        right = attempted("backward", lambda: run_shown("\n".join(lines), {"Value": Value}))
        found = attempted("backward", lambda: _watched(engine, lines[:at], lines[at:]))
    if isinstance(right, Failure) or isinstance(found, Failure) or found is None:
        return None
    recorded, scope, names, left_out = found
    should = {
        name: node.grad
        for name, node in right.items()
        if isinstance(node, Value) and f"{name}.grad" in python and name in scope
        and not _close(scope[name].grad, node.grad)
    }  # fmt: skip
    if not should:
        return None
    return History(tuple(recorded), names, should, left_out, tuple(lines[:at]))


def _watched(
    engine: Engine, before: list[str], after: list[str]
) -> tuple[list[Setting], dict[str, Any], dict[int, str], bool] | None:
    """Return the settings of gradients in the second part of a program, its variables, and names.

    And whether some that empty what is empty are left out; None if a gradient changes otherwise.
    """
    scope = run_shown("\n".join(before), {"Value": engine.Value})
    was = {id(node): node.grad for node in _nodes(engine, scope).values()}
    with settings(engine) as found:
        run_shown("\n".join(after), scope)
    of_new_nodes = {line for *_, line in engine.Value.__init__.__code__.co_lines()}
    found = [one for one in found if not of_new_nodes.intersection(one.place.lines)]
    named = _nodes(engine, scope)
    last = was | {one.node: one.value for one in found}
    sure = all(id(node) in last and _same(node.grad, last[id(node)]) for node in named.values())
    here = {one.place.file for one in found} <= {engine.module.__file__}
    told = list(_changing(engine, found, was))
    names = _names(engine, named)
    return (told, scope, names, len(told) < len(found)) if sure and here else None


def _changing(engine: Engine, found: list[Setting], was: dict[int, Any]) -> Iterator[Setting]:
    """Yield the settings without those in which a line sets a 0 to 0 as it is written there.

    They come in whatever order a set has, and say nothing.
    """
    now = dict(was)
    for one in found:
        empties = one.value == 0 and sets_to(0, engine, one.place.lines[0])
        if not (empties and now.get(one.node, 0.0) == 0):
            yield one
        now[one.node] = one.value


def _nodes(engine: Engine, scope: dict[str, Any]) -> dict[str, Any]:
    """Return the nodes among the variables of a program."""
    return {name: node for name, node in scope.items() if isinstance(node, engine.Value)}


def _names(engine: Engine, named: dict[str, Any]) -> dict[int, str]:
    """Return what each node is called by its id: a variable, or as a parent of another node."""
    names = {id(node): name for name, node in named.items()}
    waiting = list(named.values())
    while waiting:
        node = waiting.pop()
        for i, parent in enumerate(node.parents):
            if isinstance(parent, engine.Value) and id(parent) not in names:
                names[id(parent)] = f"{names[id(node)]}.parents[{i}]"
                waiting.append(parent)
    return names


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, float | int) and one == other)


def _close(found: object, should: float) -> bool:
    return isinstance(found, float | int) and math.isclose(found, should, abs_tol=1e-9)


def _number(value: object) -> str:
    """Return a number as it is to be read; of anything else its type.

    >>> _number(2.0), _number(0.1 + 0.2), _number([])
    ('2.0', '0.3', 'list(…)')
    """
    if not isinstance(value, float | int):
        return f"{type(value).__name__}(…)"
    exact = repr(value)
    return exact if len(exact) <= 8 else f"{value:.6g}"
