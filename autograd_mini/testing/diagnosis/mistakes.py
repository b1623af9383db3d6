"""The table of misconceptions: one record for each, as the table of derivatives has for operations.

What an engine with a misconception *does* is said by switches of the reference engine (sites.py);
here is how people speak of it.  A *limit* is no misconception: the engine is right where it goes.
A *convention* is a matter of choice, as long as what is chosen is a subgradient.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["mistake", "limit", "convention"]


@dataclass(frozen=True)
class Mistake:
    """One misconception, limit or convention.

    name: the identifier that reports and weights use.  group: what it is about.
    sentence, question: in English and in Chinese, by the language; the question leads to the
    mistake without naming it.  `{op}` in them stands for the operation.
    code: what it looks like in Python, with comments `# English | Chinese`.
    smallest: the smallest program that shows it.
    lesson: of the course, where it is met; 0 if in none.
    """

    name: str
    group: str
    kind: Kind
    sentence: dict[str, str]
    question: dict[str, str]
    code: str
    smallest: str
    lesson: int = 0


MISTAKES: dict[str, Mistake] = {}


def record(
    name: str,
    group: str,
    english: str,
    chinese: str,
    ask: str,
    ask_chinese: str,
    *,
    code: str,
    smallest: str,
    lesson: int = 0,
    kind: Kind = "mistake",
) -> None:
    """Put a misconception into the table; ValueError if its name is taken."""
    if name in MISTAKES:
        raise ValueError(f"there is a record {name!r} already")
    sentence, question = {"en": english, "zh": chinese}, {"en": ask, "zh": ask_chinese}
    MISTAKES[name] = Mistake(name, group, kind, sentence, question, code, smallest, lesson)


# Of explanations that predict the same, the one that stands further up is told first.
LIKELY = (
    "overwrites-gradient", "subtracts-gradient", "missing-seed", "seed-ignored",
    "result-gradient-erased",
    "leaf-gradients-reset", "operands-in-a-set", "no-topological-order", "visits-twice",
    "sends-on-arrival", "sends-before-complete", "order-of-a-set", "order-not-reversed",
    "result-left-out", "seed-erased", "sends-to-itself", "recurses-first",
    "stops-early", "gradient-starts-at-one",
    "operand-gets-no-gradient", "sends-to-wrong-operand", "op-sends-nothing",
    "operands-not-recorded",
    "missing-upstream-factor", "wrong-sign",
    "missing-local-factor", "wrong-operand", "number-for-gradient", "number-for-slope",
    "adds-instead-of-multiplying",
    "divides-instead-of-multiplying", "missing-factor",
    "wrong-exponent", "wrong-sign-inside", "input-for-output", "output-for-input",
    "reflected-reversed", "number-refused", "number-cuts-the-graph", "crashes-in-rule",
    "wrong-seed", "local-derivative-on-operand", "shared-mutable-default", "wrong-upstream",
    "unrelated-gets-gradient", "changes-its-operand", "changes-values", "wrong-rule",
    "wrong-value", "tie-counts-twice", "inner-gradients-kept", "marks-kept",
)  # fmt: skip
RANK = {name: place for place, name in enumerate(LIKELY)}


def _fill() -> None:
    from autograd_mini.testing.diagnosis.records import graph, limits, passes, rules

    for module in (passes, graph, rules, limits):
        module.enter(record)


_fill()
