"""Limits and conventions, which are told apart from misconceptions, and after them."""

from functools import partial
from typing import Any

from autograd_mini.testing.diagnosis.records import Record


def enter(record: Record) -> None:
    """Enter the records."""
    limit: Any = partial(record, kind="limit")
    convention: Any = partial(record, kind="convention")
    group = "limits"
    limit(
        "recursion-too-deep", group,
        "a long chain ends in RecursionError, since a function calls itself from node to node; a "
        "loop over a list of nodes that are still to be looked at can be as long as it likes.",
        "很长的链会引发 RecursionError，因为有函数从一个节点到下一个节点不断调用自己；"
        "用循环和一个存放待看节点的列表，多长都可以。",
        "How deep does your function call itself for a very long chain of operations?",
        "对一条很长的链，你的函数要一层一层地调用自己多少次？",
        code="def visit(node): … visit(parent)", smallest="a + 1 + 1 + …", lesson=5,
    )  # fmt: skip
    limit(
        "exponential-cost", group,
        "shared nodes are visited once for every path, so the time doubles with each sharing.",
        "共用的节点每条路径都访问一次，每共用一次，用时就翻倍。",
        "How many paths lead from J to a if each node uses the last one twice?",
        "每个节点都两次使用前一个节点时，从 J 到 a 有多少条路径？",
        code="for parent in parents: parent.backward(flow)",
        smallest="b = a + a; c = b + b; …", lesson=5,
    )  # fmt: skip
    limit(
        "quadratic-cost", group,
        "the time of a pass grows as the square of the graph's size: at each node, something goes "
        "through the others one by one, as `in` does with a list; a set finds a node at once.",
        "反向传播的用时与图的大小的平方成正比：每到一个节点，都有一步要把别的节点逐个看一遍，"
        "例如在列表里用 in 查找；而集合（set）一下子就能找到。",
        "How long does it take to look a node up in a list of n nodes?",
        "在 n 个节点的列表里查找一个节点要多久？",
        code="if node not in order:   # a list | order 是列表",
        smallest="a sum of many products", lesson=5,
    )  # fmt: skip
    limit(
        "overflows", group,
        "{op} overflows far from 0, on one side at least, though its value is not large there.",
        "{op} 在离 0 很远处（至少在一侧）会溢出，尽管它在那里的值并不大。",
        "What does {op} compute on the way at −1000 and at 1000?",
        "在 −1000 和 1000 处，{op} 在计算过程中算出了什么？",
        code="1 / (1 + math.exp(-x))", smallest="sigmoid(−1000)", lesson=6,
    )  # fmt: skip
    limit(
        "silent-nan", group,
        "outside its domain {op} is nan or inf without an error.",
        "在定义域之外，{op} 不报错而给出 nan 或 inf。",
        "What does your {op} return where it has no value?",
        "在没有值的地方，你的 {op} 返回什么？",
        code="math.log(x) if x > 0 else math.nan", smallest="log(0)", lesson=6,
    )  # fmt: skip
    limit(
        "epsilon-added", group,
        "{op} adds a small number so as never to fail, and is a little wrong everywhere.",
        "{op} 为了不出错加了一个很小的数，于是处处都有一点误差。",
        "What is log 0 in your engine?",
        "在你的引擎里，log 0 是多少？",
        code="math.log(x + 1e-7)", smallest="log(0)", lesson=7,
    )  # fmt: skip
    limit(
        "copies-share", group,
        "a copy of a graph (copy.deepcopy) sends its gradients to the original.",
        "复制的图（copy.deepcopy）把梯度传给了原来的图。",
        "After copy.deepcopy(J).backward(), what is the gradient of the original leaf?",
        "copy.deepcopy(J).backward() 之后，原来叶节点的梯度是多少？",
        code="out._backward = _backward   # a closure | 一个闭包",
        smallest="deepcopy(a·b)", lesson=5,
    )  # fmt: skip
    limit(
        "whole-numbers-refused", group,
        "whole numbers are refused, though Value(3.0) works.",
        "不接受整数，尽管 Value(3.0) 可以。",
        "What does Value(3) do?",
        "Value(3) 会怎样？",
        code="assert isinstance(data, float)", smallest="Value(3)", lesson=2,
    )  # fmt: skip
    limit(
        "ends-the-process", group,
        "it ends the whole program instead of raising an error.",
        "它结束了整个程序，而不是抛出异常。",
        "Who should decide what happens after an error?",
        "出错之后怎么办，应当由谁来决定？",
        code="sys.exit(1)", smallest="a long chain", lesson=5,
    )  # fmt: skip
    limit(
        "single-precision", group,
        "it computes in single precision: about 7 digits.",
        "它用单精度计算：约 7 位有效数字。",
        "How many digits of a·b are right?",
        "a·b 有几位数字是对的？",
        code="numpy.float32(data)", smallest="a·b",
    )  # fmt: skip
    group = "conventions"
    convention(
        "kink-slope", group,
        "at its kink {op} has a slope of its own choice; any subgradient will do.",
        "{op} 在折点处自选了一个斜率；任何次梯度都可以。",
        "Which slopes are possible at the kink of {op}?",
        "{op} 在折点处可以取哪些斜率？",
        code="float(x >= 0)", smallest="relu(0)", lesson=6,
    )  # fmt: skip
    convention(
        "tie-counts-twice", group,
        "in a tie, the derivatives of {op} with respect to its operands do not add up to 1.",
        "两数相等时，{op} 对两个运算数的导数之和不是 1。",
        "max(a, a) is a. What do both derivatives have to add up to?",
        "max(a, a) 就是 a。两个导数之和应是多少？",
        code="float(u >= v), float(v >= u)", smallest="max(a, a)", lesson=6,
    )  # fmt: skip
