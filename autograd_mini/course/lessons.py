"""The eight lessons: what each is about, what is judged, and what is judged of the whole engine.

The text of a lesson is lessons/en/3.md or lessons/zh/3.md; what engine.py is after it comes from
lessons/engine.txt; the misconceptions that belong to it are those of the table (MISTAKES) whose
`lesson` it is.

>>> LESSONS[3].title["en"], LESSONS[3].properties[0]
('Why +=', 'node_used_twice_by_one_operation')
"""

from dataclasses import dataclass

from autograd_mini.testing.conform.properties import PROPERTIES


@dataclass(frozen=True)
class Check:
    """What is checked beside properties: a function of the room `checks`, and what it is about.

    function: as module:function.  sentence: by language.  writes: the functions of engine.py that
    it is about; if there are none, it is judged only when the checks before it are right.
    last: whether it is judged only when all else of the lesson is right.
    """

    function: str
    sentence: dict[str, str]
    writes: tuple[str, ...] = ()
    last: bool = False


@dataclass(frozen=True)
class Lesson:
    """One lesson.

    number: from 1.  title: by language.  properties: of the conformance suite.
    """

    number: int
    title: dict[str, str]
    checks: tuple[Check, ...] = ()
    properties: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The name of the file that holds the text."""
        return f"lesson-{self.number}.md"


# Of large graphs, for which an engine may take very long that is quick with small ones.  The one
# that soon tells what is wrong comes first.
LARGE = ("many_paths", "cost_in_proportion", "deep_chain", "wide_graph")

# What some properties are in a learner's words: what the suite leaves open is settled here, for
# gradients add up, and not every word of it has been met.
IN_OTHER_WORDS = {
    "order_of_operands": {
        "en": "The order of operands is free: u + v is exactly v + u, and u·v exactly v·u.",
        "zh": "运算数可以交换：u + v 与 v + u 完全相同，u·v 与 v·u 也完全相同。",
    },
    "backward_twice": {
        "en": "A second backward() sends the same once more, and nothing that the first has left.",
        "zh": "再运行一次 backward()，只再传一遍同样的梯度，不会把上一次留下的也传下去。",
    },
    "deep_copy": {
        "en": "In a copy of the whole graph, made by Python, gradients go to the new nodes only.",
        "zh": "用 Python 把整个图复制一份，再从新的 J 反向传播，梯度只到新的节点上。",
    },
    "agreement_with_dual_numbers": {
        "en": "Gradients of programs made at random are those that another method finds.",
        "zh": "随机生成的程序，梯度都与另一种算法求出的一致。",
    },
}

# What may hold for lack of something: it is right only if that is.
RESTS_ON = {
    "outside_the_domain": ("power_with_a_number", "derivative_of_div", "derivative_of_log"),
    "overflow": ("derivative_of_exp",),
    "agreement_with_dual_numbers": (
        "power_with_a_number", "derivative_of_exp", "derivative_of_log", "derivative_of_sigmoid",
    ),
    "saturated_cost": ("neurons:units", "neurons:costs"),
    "gradient_set_to_0": ("networks:descents",),
}  # fmt: skip

LESSONS = (
    Lesson(
        1,
        {"en": "A derivative is a slope", "zh": "导数就是斜率"},
        checks=(
            Check(
                "slopes:slopes",
                {
                    "en": "The slope of a function at x is the one that the table has.",
                    "zh": "函数在 x 处的斜率与导数表一致。",
                },
            ),
        ),
    ),
    Lesson(
        2,
        {"en": "A node and its edges", "zh": "节点和它的边"},
        checks=(
            Check(
                "edges:edges",
                {
                    "en": "+ and × make a new node, which knows its number and its operands.",
                    "zh": "+ 与 × 造出新的节点，它知道自己的数和运算数。",
                },
            ),
        ),
    ),
    Lesson(
        3,
        {"en": "+ and × backward", "zh": "+ 与 × 的反向传播"},
        checks=(
            Check(
                "edges:sends",
                {
                    "en": "backward() sends a gradient to the operands of + and ×.",
                    "zh": "backward() 把梯度传给 + 与 × 的运算数。",
                },
            ),
        ),
        properties=(
            "derivative_of_add", "derivative_of_mul", "chain_rule", "order_of_operands",
            "result_by_itself", "values_stay",
        ),
    ),
    Lesson(
        4,
        {"en": "Why +=", "zh": "为什么是 +="},
        properties=("node_used_twice_by_one_operation", "leaf_used_by_many", "unreachable_input"),
    ),
    Lesson(
        5,
        {"en": "Why a topological order", "zh": "为什么要拓扑序"},
        checks=(
            Check(
                "passes_again:passes_again",
                {
                    "en": "Each pass is complete, whatever came before it, and leaves other graphs "
                    "alone.",
                    "zh": "每次反向传播都是完整的，不受先前的影响，也不改动别的图。",
                },
                last=True,
            ),
        ),
        properties=(
            "inner_node_used_by_many", "order_of_the_sweep", "sum_over_paths", "backward_twice",
            "two_results_add_up", "deep_copy", *LARGE,
        ),
    ),
    Lesson(
        6,
        {"en": "σ, log and the table", "zh": "σ、log 与导数表"},
        checks=(
            Check(
                "numbers:numbers",
                {
                    "en": "What an operation holds and sends back is a plain number, and no node.",
                    "zh": "运算存放的和往回传的都是普通的数，而不是节点。",
                },
            ),
            Check(
                "powers:power_of_zero",
                {
                    "en": "x^0 is 1 everywhere, and its derivative is 0, at x = 0 too.",
                    "zh": "x^0 处处是 1，导数是 0，在 x = 0 处也一样。",
                },
                last=True,
            ),
        ),
        properties=(
            "derivative_of_neg", "power_with_a_number", "derivative_of_sub", "derivative_of_div",
            "derivative_of_exp", "derivative_of_log", "derivative_of_sigmoid", "large_sigmoid",
            "outside_the_domain", "overflow", "agreement_with_dual_numbers",
        ),
    ),
    Lesson(
        7,
        {"en": "A neuron, J, and δ = a − y", "zh": "神经元、J 与 δ = a − y"},
        checks=(
            Check(
                "neurons:one_minus",
                {
                    "en": "1 − a is a node, and its slope with respect to a is −1.",
                    "zh": "1 − a 是一个节点，它对 a 的斜率是 −1。",
                },
                writes=("__rsub__",),
            ),
            Check(
                "neurons:units",
                {"en": "A neuron's z and a are right.", "zh": "神经元的 z 与 a 正确。"},
                writes=("neuron",),
            ),
            Check(
                "neurons:costs",
                {"en": "The cost J of an output is right.", "zh": "一个输出的代价 J 正确。"},
                writes=("cost",),
            ),
            Check(
                "neurons:deltas",
                {
                    "en": "δ is a − y, and each ∂J/∂θ is right.",
                    "zh": "δ 等于 a − y，每个 ∂J/∂θ 都正确。",
                },
            ),
        ),
        properties=(
            "numbers_on_the_left", "numbers_on_the_right", "whole_numbers", "saturated_cost",
        ),
    ),
    Lesson(
        8,
        {"en": "Three layers learn", "zh": "三层网络的学习"},
        checks=(
            Check(
                "networks:layers",
                {
                    "en": "A network's z and a are right, and so are J and each δ and Δ.",
                    "zh": "网络的 z 与 a 正确，J 以及各个 δ 与 Δ 也正确。",
                },
                writes=("network",),
            ),
            Check(
                "networks:descents",
                {
                    "en": "descend returns the right J and moves each weight as far as it should.",
                    "zh": "descend 返回的 J 正确，每个权重移动得也正确。",
                },
                writes=("descend",),
            ),
            Check(
                "networks:trained",
                {"en": "It learns the iris flowers.", "zh": "它学会辨认鸢尾花。"},
            ),
        ),
        properties=("two_results_share_a_node", "gradient_set_to_0"),
    ),
)  # fmt: skip


def sentence_of(name: str, language: str) -> str:
    """Return what a property is, in the words of the course.

    >>> sentence_of("deep_copy", "en")
    'In a copy of the whole graph, made by Python, gradients go to the new nodes only.'
    """
    other = IN_OTHER_WORDS.get(name)
    return other[language] if other else PROPERTIES[name].said(language)


def rest() -> tuple[str, ...]:
    """Return the properties that no lesson is about, and that the end of the course asks for.

    That is whether every run is the same, and what is judged only if it is there: operations that
    the course leaves out, and NumPy's numbers, for a learner need not have NumPy.
    """
    judged = {name for lesson in LESSONS for name in lesson.properties}
    return tuple(name for name in PROPERTIES if name not in judged)
