"""The properties in Chinese; the English sentences are the docstrings of the checks beside this."""

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
    "derivative_of_add": "u + v 对每一项的导数都是 1。",
    "derivative_of_sub": "u − v 对 u 的导数是 1，对 v 的是 −1。",
    "derivative_of_mul": "积 u·v 对 u 的导数是 v，对 v 的是 u。",
    "derivative_of_div": "商 u/v 对 u 的导数是 1/v，对 v 的是 −u/v²。",
    "derivative_of_neg": "−x 的导数是 −1。",
    "derivative_of_pow": "u^v 对 u 的导数是 v·u^(v − 1)，对 v 的是 u^v·log u。",
    "power_with_a_number": "x^n 的导数是 n·x^(n − 1)，x 或 n 为负时也一样。",
    "number_to_a_power": "以数为底、以节点为指数的幂，例如 2^x，导数是 2^x·log 2。",
    "numbers_on_the_right": "普通的数可以写在 +、−、×、÷ 的右边。",
    "numbers_on_the_left": "普通的数可以写在 +、−、×、÷ 的左边：2 − x 不是 x − 2。",
    "whole_numbers": "整数也可以用：Value(3)，以及 2 * x。",
    "numpy_scalars": "NumPy 的标量也可以用，写在哪一边都行。",
    "order_of_operands": "运算数的次序不影响结果：u + v 就是 v + u，u·v 就是 v·u，每一位都相同。",
    "chain_rule": "链式法则：沿一条路径，局部导数相乘。",
    "node_used_twice_by_one_operation": "一个运算可以两次用到同一节点："
    "x + x 的导数是 2，x·x 的是 2x。",
    "leaf_used_by_many": "被多个运算用到的叶节点，梯度是它们传回的量之和。",
    "inner_node_used_by_many": "被多次用到的内部节点，梯度也是各处传回之和：y = w·x，J = y·y + y。",
    "order_of_the_sweep": "节点要等由它算出的所有节点都传回之后，才把自己的梯度传下去。",
    "sum_over_paths": "不论节点怎样共用，导数总是各条路径之和。",
    "unreachable_input": "结果不依赖某个输入时，它的梯度是 0。",
    "result_by_itself": "结果对自己的导数是 1，它是叶节点时也一样。",
    "backward_twice": "运行两次 backward()，叶节点的梯度变成两倍，或者保持不变。",
    "two_results_add_up": "两个结果的梯度在叶节点上相加。",
    "two_results_share_a_node": "两个结果共用内部节点时，它们的梯度也会相加。",
    "gradient_set_to_0": "把梯度设为 0，就开始新的累加。",
    "seed": "backward(seed) 把所有梯度乘以 seed。",
    "values_stay": "backward() 不改变任何值。",
    "deep_copy": "复制的图（copy.deepcopy）有自己的梯度，并传到副本的节点上。",
    "kink_of_relu": "在折点处，relu 的斜率在 0 与 1 之间。",
    "kink_of_abs": "在折点处，|x| 的斜率在 −1 与 1 之间。",
    "tie_of_maximum": "相等时，max 对两个运算数的导数之和为 1。",
    "tie_of_minimum": "相等时，min 对两个运算数的导数之和为 1。",
    "outside_the_domain": "在定义域之外，运算应当报错，而不是给出 nan、inf 或复数。",
    "overflow": "数大到无法表示时应当报错，而不是给出 inf。",
    "large_sigmoid": "sigmoid 在 ±1000 处也正确；直接用 exp 会溢出。",
    "large_tanh": "tanh 在 ±1000 处也正确；直接用 exp 会溢出。",
    "large_softplus": "softplus 在 ±1000 处也正确；直接用 exp 会溢出。",
    "large_log_sigmoid": "log_sigmoid 在 ±1000 处也正确；直接用 exp 会溢出。",
    "large_logsumexp": "logsumexp 在 ±1000 处也正确；直接用 exp 会溢出。",
    "saturated_cost": "σ(z) 舍入成 0 时，代价 −log σ(z) 要么正确，要么报错，绝不会是 inf 或 nan。",
    "deep_chain": "由十万个运算连成的链也照样算得出。",
    "wide_graph": "一个节点可以被一万个运算用到。",
    "many_paths": "共用的节点只访问一次，即使有 2^60 条路径经过它们。",
    "cost_in_proportion": "反向传播的步数与图的大小成正比，而不是与它的平方成正比。",
    "same_in_every_run": "同样的程序每次运行得到同样的梯度，每一位都相同。",
    "symmetric_second_derivatives": "混合二阶导数是对称的：∂²J/∂x∂y = ∂²J/∂y∂x。",
    "agreement_with_dual_numbers": "任何程序的梯度都与用对偶数求出的一致"
    "（那种算法不需要反向传播），只在最末几位上可能有差别。",
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
    colon = "：" if op in DERIVATIVES else "是 "
    return f"{TABLE[op].symbol} {many}的导数{colon}{rule}。"
