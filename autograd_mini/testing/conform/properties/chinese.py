"""The properties and what is said of an engine, in Chinese.

The English sentences are the docstrings of the checks beside this.
"""

import re

from autograd_mini.elementary import TABLE

# Derivatives that have words in them; the others are formulas, which need no translation.
DERIVATIVES = {
    "relu": "x > 0 时为 1，否则为 0",
    "leaky_relu": "x > 0 时为 1，否则为 0.01",
    "elu": "x > 0 时为 1，否则为 exp x",
    "maximum": "较大者为 1，另一个为 0；相等时各为 ½",
    "minimum": "较小者为 1，另一个为 0；相等时各为 ½",
}


def derivative(op: str) -> str:
    """Return the derivative of an operation of the table as Chinese has it.

    >>> derivative("relu"), derivative("exp")
    ('x > 0 时为 1，否则为 0', 'exp x')
    """
    return DERIVATIVES.get(op, TABLE[op].derivative)


SENTENCES = {
    "derivative_of_add": "和对每一项的导数都是 1。",
    "derivative_of_sub": "u − v 对 u 的导数是 1，对 v 的是 −1。",
    "derivative_of_mul": "积 u·v 对 u 的导数是 v，对 v 的是 u。",
    "derivative_of_div": "商 u/v 对 u 的导数是 1/v，对 v 的是 −u/v²。",
    "derivative_of_neg": "−x 的导数是 −1。",
    "derivative_of_pow": "u^v 对 u 的导数是 v·u^(v − 1)，对 v 的是 u^v·log u。",
    "power_with_a_number": "x^n 的导数是 n·x^(n − 1)，x 或 n 为负时也一样。",
    "number_to_a_power": "数的节点次幂，例如 2^x，导数是 2^x·log 2。",
    "numbers_on_the_right": "普通的数可以写在 +、−、×、÷ 的右边。",
    "numbers_on_the_left": "普通的数可以写在 +、−、×、÷ 的左边：2 − x 不是 x − 2。",
    "whole_numbers": "整数也可以用：Value(3)，以及 2 * x。",
    "numpy_scalars": "NumPy 的标量也可以用，写在哪一边都行。",
    "order_of_operands": "运算数的次序不影响结果：u + v 就是 v + u，u·v 就是 v·u，每一位都相同。",
    "chain_rule": "链式法则：沿一条路径，局部导数相乘。",
    "node_used_twice_by_one_operation": "运算可以两次使用同一节点：x + x 的导数是 2，x·x 的是 2x。",
    "leaf_used_by_many": "被多个运算使用的叶节点，得到它们传回的量之和。",
    "inner_node_used_by_many": "被多次使用的内部节点也得到它们之和：y = w·x，J = y·y + y。",
    "order_of_the_sweep": "节点要等所有使用它的运算都传回之后，才把自己的梯度传下去。",
    "sum_over_paths": "不论节点怎样共用，导数总是各条路径之和。",
    "unreachable_input": "结果不依赖的输入，梯度是 0。",
    "result_by_itself": "结果对自己的导数是 1，它是叶节点时也一样。",
    "backward_twice": "运行两次 backward()，叶节点的梯度变成两倍，或者保持不变。",
    "two_results_add_up": "两个结果的梯度在叶节点上相加。",
    "two_results_share_a_node": "两个结果共用内部节点时也是这样。",
    "gradient_set_to_0": "把梯度设为 0，就开始新的累加。",
    "seed": "backward(seed) 把所有梯度乘以 seed。",
    "values_stay": "backward() 不改变任何值。",
    "deep_copy": "图的深拷贝有自己的梯度，它们到达拷贝的节点。",
    "kink_of_relu": "在折点处，relu 的斜率在 0 与 1 之间。",
    "kink_of_abs": "在折点处，|x| 的斜率在 −1 与 1 之间。",
    "tie_of_maximum": "相等时，max 对两个运算数的导数之和为 1。",
    "tie_of_minimum": "相等时，min 对两个运算数的导数之和为 1。",
    "outside_the_domain": "在定义域之外，运算会出错，而不是给出 nan、inf 或复数。",
    "overflow": "太大而无法表示的数会出错，而不是 inf。",
    "large_sigmoid": "sigmoid 在 ±1000 处也对，直接用 exp 会溢出。",
    "large_tanh": "tanh 在 ±1000 处也对，直接用 exp 会溢出。",
    "large_softplus": "softplus 在 ±1000 处也对，直接用 exp 会溢出。",
    "large_log_sigmoid": "log_sigmoid 在 ±1000 处也对，直接用 exp 会溢出。",
    "large_logsumexp": "logsumexp 在 ±1000 处也对，直接用 exp 会溢出。",
    "saturated_cost": "饱和单元的代价 −log σ(z) 是对的，或者出错，但绝不是 inf 或 nan。",
    "deep_chain": "十万个运算的链与别的图没有两样。",
    "wide_graph": "一个节点可以被一万个运算使用。",
    "many_paths": "共用的节点只访问一次，尽管有 2^60 条路径经过它们。",
    "cost_in_proportion": "反向过程的代价随图的大小成比例增长，而不是按平方。",
    "same_in_every_run": "同样的程序每次运行得到同样的梯度，每一位都相同。",
    "symmetric_second_derivatives": "混合二阶导数是对称的：∂²J/∂x∂y = ∂²J/∂y∂x。",
    "agreement_with_dual_numbers": "任何程序的梯度都与对偶数求出的一致，直到最后几位。",
}


def sentence(name: str) -> str:
    """Return the sentence of a property, by its name; KeyError if there is none.

    >>> sentence("derivative_of_exp"), sentence("values_stay")
    ('exp 的导数是 exp x。', 'backward() 不改变任何值。')
    >>> sentence("derivative_of_atan2")
    'atan2 对各个运算数的导数是 v/(u² + v²)、−u/(u² + v²)。'
    """
    op = name.removeprefix("derivative_of_")
    if name in SENTENCES:
        return SENTENCES[name]
    many = "对各个运算数" if TABLE[op].arity != 1 else ""
    rule = derivative(op).replace(", ", "、")
    space = "" if rule[0] >= "一" else " "  # there is none between Chinese characters
    return f"{TABLE[op].symbol} {many}的导数是{space}{rule}。"


UNDER = r"put (?:that|the training) under `if __name__ == '__main__':`"
# What the checks say of an engine in English, and how it is said in Chinese.
MESSAGES = [(re.compile(pattern), said) for pattern, said in (
    (r"^the derivative by (\w+) is (\S+); it should be (\S+?)\.?$", r"对 \1 的导数是 \2，应为 \3"),
    (r"^the value is (\S+); it should be (\S+?)\.?$", r"值是 \1，应为 \2"),
    (r"^the result is (\S+), a number and no (\w+)$", r"结果是 \1，是数而不是 \2"),
    (r"^(\S.*?) is (\S+); it should be (.+)$", r"\1 是 \2，应为 \3"),
    (r"^it is (.+) instead of an error$", r"得到的是 \1，而不是出错"),
    (r"^it raises (\w+): (.*) \((engine\.py), line (\d+)\)$", r"出错 \1：\2（\3 第 \4 行）"),
    (r"^it raises (\w+) \((engine\.py), line (\d+)\)$", r"出错 \1（\2 第 \3 行）"),
    (r"^it raises (\w+): (.*)$", r"出错 \1：\2"),
    (r"^it raises (\w+)$", r"出错 \1"),
    (r"^it was ended after (\S+) s of computing$", r"计算了 \1 秒还没有结束，被停止了"),
    (r"^it was ended after it had waited for (\S+) s$", r"等待了 \1 秒，被停止了"),
    (r"^it ends the process, with exit status (\d+)$", r"它结束了进程，退出状态是 \1"),
    (r"^the system ended it, as it does for lack of memory$", r"系统结束了它，通常是因为内存不足"),
    (r"^(.*) cannot be imported \((.*)\)$", r"\1 无法导入（\2）"),
    (rf"^(.*) calls sys\.exit\((.*)\) when imported: {UNDER}$",
     r"\1 在导入时调用 sys.exit(\2)：请把它放到 `if __name__ == '__main__':` 之下"),
    (rf"^(.*) asks for input when imported: {UNDER}$",
     r"\1 在导入时要求输入：请把它放到 `if __name__ == '__main__':` 之下"),
    (rf"^importing (.*?)(?::Value)? takes longer than (\d+) s: {UNDER}$",
     r"导入 \1 超过了 \2 秒：请把耗时的部分放到 `if __name__ == '__main__':` 之下"),
    (r"^(\S+) has no class (\w+).*$", r"\1 里没有 \2 类"),
    (r"^there is no file (.*)$", r"没有文件 \1"),
    (r"^(\S+?)(?::Value)?: (\S+) fails: (.*)$", r"\1：\2 出错：\3"),
    (r"^(\S+?)(?::Value)? has no (\S+); an engine needs .*$",
     r"\1 没有 \2；引擎需要 .data、.grad 与 .backward()"),
    (r"^the same program gives other numbers when it is run again$",
     "同样的程序再运行一次，得到的数不同"),
    (r"^(\d+) times as many nodes take (\d+) times as many steps$",
     r"节点多到 \1 倍，步数多到 \2 倍"),
)]  # fmt: skip


def in_chinese(message: str) -> str:
    """Return what a check says of an engine in Chinese; as it is, if there is no Chinese for it.

    >>> in_chinese("x.grad is 3.0; it should be 6.0")
    'x.grad 是 3.0，应为 6.0'
    """
    for pattern, chinese in MESSAGES:
        if pattern.match(message):
            return pattern.sub(chinese, message).replace(" or ", " 或 ")
    return message
