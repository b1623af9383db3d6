"""What can be wrong with the graph, and with the chain rule along its edges."""

from autograd_mini.testing.diagnosis.records import Record


def enter(record: Record) -> None:
    """Enter the records."""
    group = "graph"
    record(
        "operands-in-a-set", group,
        "an operation that uses a node twice has one edge to it, and needs two.",
        "一个运算两次使用同一节点时只有一条边，其实需要两条。",
        "An operation uses a as both of its operands. How many edges lead from its result to a?",
        "一个运算的两个运算数都是 a。从它的结果到 a 有几条边？",
        code="self.parents = dict(zip(parents, partials))", smallest="a·a", lesson=2,
    )  # fmt: skip
    record(
        "local-derivative-on-operand", group,
        "the local derivative is kept at the operand, where the next use overwrites it.",
        "局部导数存放在运算数上，下一次使用就把它覆盖了。",
        "a is used twice, with two local derivatives. Where does your engine keep each of them?",
        "a 被使用两次，有两个局部导数。你的引擎把它们各存在哪里？",
        code="other.local = self.data", smallest="(b + a)·a", lesson=4,
    )  # fmt: skip
    record(
        "shared-mutable-default", group,
        "all nodes share one gradient, as with a list that is a default argument.",
        "所有节点共用一个梯度，例如把列表当作默认参数就会这样。",
        "Make two values. Is the gradient of one the very same object as that of the other?",
        "建两个节点：它们的梯度是不是同一个对象？",
        code="def __init__(self, data, grad=[0.0])", smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "op-sends-nothing", group,
        "{op} sends no gradient to its operands.",
        "{op} 没有把梯度传给运算数。",
        "What does {op} send to its operands?",
        "{op} 给它的运算数传了什么？",
        code="return Value(math.tanh(self.data))   # without operands | 没有运算数",
        smallest="tanh(a)", lesson=3,
    )  # fmt: skip
    record(
        "operands-not-recorded", group,
        "the result of {op} does not know every operand, so some nodes cannot be reached from it.",
        "{op} 的结果没有记下全部运算数，因此从它出发走不到某些节点。",
        "Which nodes can be reached from the result of {op}?",
        "从 {op} 的结果出发可以到达哪些节点？",
        code="out = Value(math.exp(self.data))   # and its parents? | 它的 parents 呢？",
        smallest="y = a·b; exp(y)·y", lesson=2,
    )  # fmt: skip
    record(
        "operand-gets-no-gradient", group,
        "{op} sends a gradient to one of its operands only.",
        "{op} 只把梯度传给了一个运算数。",
        "Which operands does {op} have, and which of them gets something?",
        "{op} 有哪些运算数？其中哪些收到了梯度？",
        code="self.grad += out.grad   # and other? | other 呢？", smallest="a / b", lesson=3,
    )  # fmt: skip
    record(
        "sends-to-wrong-operand", group,
        "{op} sends one operand what belongs to the other.",
        "{op} 把属于一个运算数的梯度传给了另一个。",
        "Which operands does {op} have, and what does each of them get?",
        "{op} 有哪些运算数？它们各收到了什么？",
        code="self.grad += …; self.grad += …   # and other? | other 呢？", smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "number-cuts-the-graph", group,
        "{op} with a plain number forgets where it came from, so no gradient flows back.",
        "{op} 与普通数运算时没有记下来源，梯度传不回去。",
        "What does {op} return for a node and a number, and does it know its operand?",
        "{op} 对一个节点和一个数返回什么？它知道自己的运算数吗？",
        code="return Value(self.data * other)   # without operands | 没有运算数",
        smallest="a·2", lesson=7,
    )  # fmt: skip
    record(
        "unrelated-gets-gradient", group,
        "a value that the result does not depend on gets a gradient; it is 0.",
        "与结果无关的值也得到了梯度；它应是 0。",
        "c is not used. What is ∂J/∂c?",
        "c 没有被用到。∂J/∂c 是多少？",
        code="for value in all_values: value.grad += …", smallest="a·b, c unused", lesson=5,
    )  # fmt: skip

    group = "chain rule"
    record(
        "missing-upstream-factor", group,
        "{op} forgets to multiply by the gradient of the node itself (the operation's result); the "
        "chain rule needs both.",
        "{op} 忘了乘以节点自己（即运算结果）的梯度：链式法则需要两个因子。",
        "Let y be the result of {op}, and J = y·c. Where does {op} get the factor c from that "
        "belongs to what it sends back?",
        "设 y 是 {op} 的结果，J = y·c。{op} 往回传时，因子 c 是从哪里乘进来的？",
        code="self.grad += 1 - t**2   # and out.grad? | out.grad 呢？",
        smallest="tanh(a)·b", lesson=3,
    )  # fmt: skip
    record(
        "missing-local-factor", group,
        "{op} passes on the gradient of its result without multiplying it by its own derivative.",
        "{op} 把结果的梯度原样传下去，没有乘以自己的局部导数。",
        "If the operand of {op} grows a little, how much does its result grow?",
        "{op} 的运算数增加一点，结果增加多少？",
        code="self.grad += out.grad", smallest="tanh(a)", lesson=3,
    )  # fmt: skip
    record(
        "adds-instead-of-multiplying", group,
        "{op} adds its derivative to the gradient of its result; the chain rule multiplies them.",
        "{op} 把局部导数与结果的梯度相加；链式法则要求相乘。",
        "Along a path, are the derivatives added or multiplied?",
        "沿着一条路径，导数是相加还是相乘？",
        code="self.grad += (1 - t**2) + out.grad", smallest="tanh(a)", lesson=3,
    )  # fmt: skip
    record(
        "divides-instead-of-multiplying", group,
        "{op} divides where the chain rule multiplies: derivative times gradient of the result.",
        "{op} 用了除法；链式法则要求局部导数与结果的梯度相乘。",
        "Along a path, what is done with the derivatives: are they multiplied or divided?",
        "沿着一条路径，导数是相乘还是相除？",
        code="self.grad += (1 - t**2) / out.grad", smallest="tanh(a)·b", lesson=3,
    )  # fmt: skip
    record(
        "wrong-upstream", group,
        "{op} multiplies by the gradient of an operand, where that of its result is meant.",
        "{op} 乘的是运算数的梯度，本该乘结果的梯度。",
        "Whose gradient is known when {op} sends: that of the operand, or that of the result?",
        "{op} 传递梯度时，已知的是谁的梯度：运算数的，还是结果的？",
        code="self.grad += other.data * self.grad", smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "number-for-gradient", group,
        "{op} multiplies by the number of a node, where the gradient of its result is meant.",
        "{op} 乘的是节点的数，本该乘结果的梯度。",
        "A node has a number and a gradient. Which of the two goes back along its edges?",
        "节点有一个数，也有一个梯度。沿着边往回传的是哪一个？",
        code="parent.grad += self.data * partial", smallest="a + b", lesson=3,
    )  # fmt: skip
    record(
        "number-for-slope", group,
        "{op} multiplies by the number of a node, where the slope of the edge is meant.",
        "{op} 乘的是节点的数，本该乘这条边的斜率。",
        "If an operand of {op} moves by 0.001, how far does the result move, and how many times "
        "as far is that?",
        "{op} 的一个运算数移动 0.001，结果移动多少？是它的几倍？",
        code="return Value(self.data + other.data, (self, other), (self.data, other.data))",
        smallest="a + b", lesson=3,
    )  # fmt: skip
    record(
        "sends-to-itself", group,
        "what a node sends goes into its own gradient, and not into that of its parent.",
        "节点传出的量进了它自己的梯度，而没有进 parents 的梯度。",
        "In the line that computes a gradient: whose grad is on the left of the sign =, that of "
        "the node or that of its parent?",
        "看计算梯度的那一行：等号左边是谁的 grad，节点的还是 parents 的？",
        code="self.grad += parent.grad * partial", smallest="a + b", lesson=3,
    )  # fmt: skip
