"""What can be wrong with local derivatives, with values and with operators."""

from autograd_mini.testing.diagnosis.records import Record


def enter(record: Record) -> None:
    """Enter the records."""
    group = "rules"
    record(
        "wrong-sign", group,
        "the derivative of {op} has the wrong sign.",
        "{op} 的导数符号不对。",
        "If the operand of {op} grows, does its result grow or shrink?",
        "{op} 的运算数增大时，结果增大还是减小？",
        code="other.grad += out.grad   # in __sub__ | 在 __sub__ 中", smallest="a − b", lesson=3,
    )  # fmt: skip
    record(
        "wrong-sign-inside", group,
        "a sign inside the derivative of {op} is wrong.",
        "{op} 的导数式子里有一个符号不对。",
        "Compute the derivative of {op} at one point by hand. Which sign makes the difference?",
        "手算 {op} 在一点的导数：差别出在哪个符号？",
        code="(1 + t**2) * out.grad   # for tanh | tanh 的", smallest="tanh(a)", lesson=6,
    )  # fmt: skip
    record(
        "wrong-operand", group,
        "the derivative of {op} uses the wrong one of its operands.",
        "{op} 的导数用错了运算数。",
        "Hold one operand of {op} fixed and move the other. Which of them is in the slope?",
        "固定 {op} 的一个运算数，移动另一个：斜率里出现的是哪一个？",
        code="self.grad += self.data * out.grad   # in __mul__ | 在 __mul__ 中",
        smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "input-for-output", group,
        "the derivative of {op} is written with its result, and yours has its operand there.",
        "{op} 的导数用结果来写，而你的引擎在那里放了运算数。",
        "In the formula for the derivative of {op}: is it the operand or the result that is meant?",
        "{op} 的导数公式里，用的是运算数还是结果？",
        code="(1 - self.data**2) * out.grad   # for tanh | tanh 的", smallest="tanh(a)", lesson=6,
    )  # fmt: skip
    record(
        "output-for-input", group,
        "the derivative of {op} is written with its operand, and yours has its result there.",
        "{op} 的导数用运算数来写，而你的引擎在那里放了结果。",
        "In the formula for the derivative of {op}: is it the operand or the result that is meant?",
        "{op} 的导数公式里，用的是运算数还是结果？",
        code="1 / out.data * out.grad   # for log | log 的", smallest="log(a)", lesson=6,
    )  # fmt: skip
    record(
        "missing-factor", group,
        "a factor is missing in the derivative of {op}.",
        "{op} 的导数少了一个因子。",
        "Write the derivative of {op} down. Is each of its factors in your code?",
        "写出 {op} 的导数：每个因子都在你的代码里吗？",
        code="self.data ** (n - 1) * out.grad   # and n? | n 呢？", smallest="a ** 3", lesson=6,
    )  # fmt: skip
    record(
        "wrong-exponent", group,
        "an exponent in the derivative of {op} is wrong.",
        "{op} 的导数里有一个指数不对。",
        "Write the derivative of {op} down. Is each of its exponents in your code?",
        "写出 {op} 的导数：每个指数都与代码一致吗？",
        code="(1 - t) * out.grad   # for tanh, and the square? | tanh 的，平方呢？",
        smallest="tanh(a)", lesson=6,
    )  # fmt: skip
    record(
        "wrong-rule", group,
        "the derivative of {op} is wrong.",
        "{op} 的导数不对。",
        "Move the operand of {op} by 0.001. Is the change of its result what your rule says?",
        "把 {op} 的运算数移动 0.001：结果的变化与你的规则一致吗？",
        code="self.data * math.exp(self.data - 1)   # for exp | exp 的",
        smallest="exp(a)", lesson=3,
    )  # fmt: skip

    group = "values"
    record(
        "wrong-value", group,
        "{op} computes a wrong value.",
        "{op} 算出的值不对。",
        "Compute one value of {op} by hand. What does your engine say?",
        "手算 {op} 的一个值：你的引擎给出什么？",
        code="math.log10(self.data)   # for log | log 的", smallest="log(a)", lesson=2,
    )  # fmt: skip
    record(
        "changes-its-operand", group,
        "{op} changes the number of its operand; it has to make a new node.",
        "{op} 改动了运算数的值；它应当新建一个节点。",
        "Let J be the result of {op}, with a as an operand. What is a.data afterwards?",
        "设 J 是 {op} 的结果，a 是它的运算数。算完之后，a.data 是多少？",
        code="self.data += other.data; return self", smallest="a + b", lesson=2,
    )  # fmt: skip
    record(
        "changes-values", group,
        "backward() changes values; it may change gradients only.",
        "backward() 改动了值；它只可以改动梯度。",
        "What is a.data before the pass, and after it?",
        "反向传播前后，a.data 各是多少？",
        code="node.data -= 0.1 * node.grad   # in backward() | 在 backward() 中",
        smallest="a·b", lesson=3,
    )  # fmt: skip
    record(
        "reflected-reversed", group,
        "{op} with a number on the left has its operands swapped: 2 − x is not x − 2.",
        "数在左边时，{op} 把两个运算数弄反了：2 − x 不是 x − 2。",
        "A number may stand on the left of {op}, as in 2 − a. Which of the two is `self` then?",
        "数可以写在 {op} 的左边，例如 2 − a。这时两者中哪个是 self？",
        code="def __rsub__(self, other): return self - other", smallest="2 − a", lesson=7,
    )  # fmt: skip
    record(
        "number-refused", group,
        "a plain number is refused at one side of {op}.",
        "{op} 有一侧不接受普通的数。",
        "What does Python call for 2 * a, and what for a * 2?",
        "Python 计算 2 * a 时调用哪个方法？计算 a * 2 呢？",
        code="# no __rmul__, or other.data whatever other is | "
        "没有 __rmul__，或者不看 other 是什么就用 other.data",
        smallest="2·a", lesson=7,
    )  # fmt: skip
    record(
        "crashes-in-rule", group,
        "an error in the engine's own code stops {op}.",
        "{op} 自己的代码出错。",
        "Run {op} alone and read the last line of the error. Which name or type is meant there?",
        "单独运行 {op}，读错误信息的最后一行：那里指的是哪个名字或类型？",
        code="self.grad += out.grd", smallest="exp(a)", lesson=3,
    )  # fmt: skip
