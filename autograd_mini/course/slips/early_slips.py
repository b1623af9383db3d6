"""What goes wrong where something is used that a later lesson is about.

{used} is what is used, as it is written, {lesson} the lesson that is about it, and {own} that of
the function in which it stands, in line {line}.
"""

from autograd_mini.course.slips.slip import slip as _slip

EARLY_SLIPS = {
    "too-early": _slip(
        "Which things in line {line} are nodes? Which of them would do as a plain number?",
        "第 {line} 行里哪些是节点？其中哪些只用普通的数就够了？",
        "`{used}` is written in lesson {lesson} only. It can be done without: the number of a "
        "node, and each slope, is a plain number, so compute it from plain numbers. That of a node "
        "y is y.data, and what the functions of math return is plain, too.",
        "`{used}` 要到第 {lesson} 课才写。这里不需要它：节点的数和各个斜率都是普通的数，"
        "所以请用普通的数来算。节点 y 的数是 y.data，math 里的函数返回的也是普通的数。",
    ),
    "called-too-early": _slip(
        "What does `{used}` in line {line} do? Does lesson {own} ask for that?",
        "第 {line} 行里的 `{used}` 做什么？第 {own} 课要求这样做吗？",
        "`{used}` is written in lesson {lesson} only. It can be left out: what lesson {own} asks "
        "for is computed without it.",
        "`{used}` 要到第 {lesson} 课才写。可以不用它：第 {own} 课要求的东西，没有它也能算出来。",
    ),
}
# What a learner calls, by its name or after a dot; the others are signs, and functions of a number.
FUNCTIONS = "backward", "neuron", "cost", "network", "descend"
_SIGNS = {
    "__add__": "node + node", "__mul__": "node * node", "__pow__": "node ** n",
    "__neg__": "-node", "__sub__": "node - node", "__rsub__": "number - node",
    "__truediv__": "node / node", "__rtruediv__": "number / node",
    "exp": "node.exp()", "log": "node.log()", "sigmoid": "node.sigmoid()",
    "backward": "node.backward()",
    **{name: f"{name}(…)" for name in FUNCTIONS[1:]},
}  # fmt: skip
# How each is written, by language.
USED = {
    name: {"en": code, "zh": code.replace("node", "节点").replace("number", "数")}
    for name, code in _SIGNS.items()
}
