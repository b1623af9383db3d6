"""The words of pictures, in English and in Chinese.  In braces stand fields to fill in."""

import re
from collections.abc import Mapping

ENGLISH = {
    "value": "value",
    "grad": "grad",
    "cost": "cost",
    "layer": "layer {layer}",
    "unit": "unit {unit}",
    # A graph, node by node.
    "graph_title": "The computation graph of {name}: {nodes}, {edges}",
    "graph_described": "Every node is one operation, with its value and its derivative; an edge "
    "joins a node and what is computed from it. Every node and edge has a title with its numbers.",
    "node_said": "{name} = {value}, {adjoint} {gradient}",
    "edge_said": "from {tail} to {head}: {rule}, flowing back {flow}",
    "summand_said": "local derivative 1.0, flowing back {flow}",
    "product_said": "{value}, grad {gradient}",
    "local": "∂ on an edge: the local derivative of the later node with respect to the earlier "
    "one.",
    "local_listed": "∂ on an edge, or beside an operand: the derivative with respect to it.",
    "signed": "With a sign, after ∂: what flows back, ∂ × grad of the later node.",
    "width": "Width of an arrow: what flows back along it, ∂ × grad of the later node.",
    "width_size": "Width: its size.",
    "delta": "δ = ∂J/∂z: the grad of a z. g′ = ∂a/∂z, on the edge from z to a.",
    "positive": "Orange-red: positive.",
    "negative": "Blue, dashed: negative.",
    "nothing": "Grey, thin: 0, nothing flows back.",
    "to_fill_in": "Fill in: the derivative in each box, ∂ on each edge.",
    "role_input": "an input",
    "role_parameter": "a weight or a bias",
    "role_operation": "an operation",
    "role_activation": "an activation a",
    "role_output": "the result",
    "not_yet": "Gradients are {unknown} until backward() has run.",
    "one_way": "Standing out: 1 path from\N{NO-BREAK SPACE}{leaf}\N{NO-BREAK SPACE}to"
    "\N{NO-BREAK SPACE}{output}.",
    "ways": "Standing out: {count} paths from\N{NO-BREAK SPACE}{leaf}\N{NO-BREAK SPACE}to"
    "\N{NO-BREAK SPACE}{output}.",
    "very_many": "more than a billion",
    # A graph, collapsed.
    "nodes": "nodes",
    "one_node": "1 node",
    "some_nodes": "{count} nodes",
    "one_edge": "1 edge",
    "some_edges": "{count} edges",
    "one_unit": "1 unit",
    "some_units": "{count} units",
    "one_array": "1 array",
    "some_arrays": "{count} arrays",
    "collapsed_units": "{nodes}, collapsed: one box for each unit.",
    "collapsed_layers": "{nodes}, collapsed: one box for each layer and each Θ.",
    "norm": "|δ| or |grad| of several numbers: the root of the sum of their squares.",
    "width_norm": "Width: the same, of all that flows back along the edges of an arrow.",
    "flow_said": "{edges}, the norm of what flows back is {norm}",
    # A compiled program.
    "program_title": "A compiled program: {nodes} in {arrays}",
    "program_described": "Every box is an array, with its operation and its shape; an arrow leads "
    "from an array to what is computed from it.",
    "arrays_are": "Each box: a class of nodes with the same operation, computed as one array.",
    "samples_axis": "m: the samples. Σ: a sum, often of products of the operands.",
    # A network.
    "network_title": "A network of {sizes} units, and one sample on its way through it",
    "network_described": "Columns of units from the input on the left to the output on the right. "
    "Values run to the right, what flows back runs to the left. Every unit, weight and arrow has a "
    "title with its numbers.",
    "bias_said": "a^({layer})_0 = 1, the bias unit",
    "layer_said": "layer {layer}: {units}, |a| = {a}",
    "after_backward": "{name} is known after backward()",
    "known_later": "known after backward()",
    "widest": "widest: {number}",
    "arrow": "{what}, {size}",
    "sent": "Θ_ij δ_i, sent back to unit j",
    "norm_sent": "|Θ^T δ|, sent back to the units",
    "sign_positive": "+ positive",
    "sign_negative": "− negative, dashed",
    "root": "width: square root of the size",
    "sum_arrives": "Σ Θδ: all that arrives at a unit, added up; times g′(z) it is δ.",
    "nothing_to_bias": "Nothing flows back to the constant a_0, along column 0 of Θ.",
    "units": "units",
    "whole_layers": "Each circle is a whole layer, each arrow a whole matrix Θ;",
    "not_one_by_one": "the {count} weights are not drawn one by one.",
    "row_goes_on": "Each row goes on below; the pale circle is its last layer again.",
    "norm_of_v": "|v|: the norm of v, the root of the sum of its squares.",
}

CHINESE = {
    "value": "值",
    "grad": "梯度",
    "cost": "代价",
    "layer": "第 {layer} 层",
    "unit": "单元 {unit}",
    "graph_title": "{name} 的计算图：{nodes}，{edges}",
    "graph_described": "每个节点是一次运算，带有它的值和导数；每条边连接一个节点和由它算出的节点。"
    "每个节点和每条边都带有写明数值的说明。",
    "node_said": "{name} = {value}，{adjoint} {gradient}",
    "edge_said": "从 {tail} 到 {head}：{rule}，传回 {flow}",
    "summand_said": "局部导数 1.0，传回 {flow}",
    "product_said": "{value}，梯度 {gradient}",
    "local": "边上的 ∂：运算结果对这个运算数的局部导数。",
    "local_listed": "边上或运算数旁的 ∂：运算结果对这个运算数的局部导数。",
    "signed": "∂ 之后带符号的数：传回的量，即 ∂ × 运算结果的梯度。",
    "width": "箭头的线宽表示沿它传回的量：∂ × 运算结果的梯度。",
    "width_size": "线宽表示它的大小。",
    "delta": "δ = ∂J/∂z：z 的梯度。g′ = ∂a/∂z，写在从 z 到 a 的边上。",
    "positive": "橙红：正。",
    "negative": "蓝色虚线：负。",
    "nothing": "灰色细线：0，没有量传回。",
    "to_fill_in": "请填写：方框里填导数，边上的 ∂ 填局部导数。",
    "role_input": "输入",
    "role_parameter": "权重或偏置",
    "role_operation": "运算",
    "role_activation": "激活值 a",
    "role_output": "结果",
    "not_yet": "运行 backward() 之前，梯度写作 {unknown}。",
    "one_way": "突出显示：从\N{NO-BREAK SPACE}{leaf}\N{NO-BREAK SPACE}到"
    "\N{NO-BREAK SPACE}{output}\N{NO-BREAK SPACE}的 1 条路径。",
    "ways": "突出显示：从\N{NO-BREAK SPACE}{leaf}\N{NO-BREAK SPACE}到"
    "\N{NO-BREAK SPACE}{output}\N{NO-BREAK SPACE}的 {count} 条路径。",
    "very_many": "超过十亿",
    "nodes": "节点数",
    "one_node": "1 个节点",
    "some_nodes": "{count} 个节点",
    "one_edge": "1 条边",
    "some_edges": "{count} 条边",
    "one_unit": "1 个单元",
    "some_units": "{count} 个单元",
    "one_array": "1 个数组",
    "some_arrays": "{count} 个数组",
    "collapsed_units": "{nodes}，已折叠：每个单元一个方框。",
    "collapsed_layers": "{nodes}，已折叠：每一层、每个 Θ 各一个方框。",
    "norm": "多个数的 |δ| 或 |梯度|：平方和的平方根。",
    "width_norm": "线宽表示沿一个箭头的各条边传回的量，同样取平方和的平方根。",
    "flow_said": "{edges}，传回的量的范数是 {norm}",
    "program_title": "编译成的程序：{nodes}，{arrays}",
    "program_described": "每个方框是一个数组，带有它的运算和形状；"
    "箭头从一个数组指向由它算出的数组。",
    "arrays_are": "每个方框：运算相同的一类节点，作为一个数组一次算出。",
    "samples_axis": "m：样本数。Σ：求和，多为运算数的乘积之和。",
    "network_title": "单元数为 {sizes} 的网络，以及一个样本经过它的过程",
    "network_described": "单元排成列，左边是输入，右边是输出。值向右传，误差向左传回。"
    "每个单元、权重和箭头都带有写明数值的说明。",
    "bias_said": "a^({layer})_0 = 1，偏置单元",
    "layer_said": "第 {layer} 层：{units}，|a| = {a}",
    "after_backward": "运行 backward() 之后才知道 {name}",
    "known_later": "运行 backward() 之后才知道",
    "widest": "最粗：{number}",
    "arrow": "{what}，{size}",
    "sent": "Θ_ij δ_i，传回神经元 j",
    "norm_sent": "|Θ^T δ|，传回各神经元",
    "sign_positive": "+ 正",
    "sign_negative": "− 负，虚线",
    "root": "线宽随数值大小的平方根增大",
    "sum_arrives": "Σ Θδ：传到一个神经元的各项之和；再乘以 g′(z) 就是 δ。",
    "nothing_to_bias": "a_0 是常数，不沿 Θ 的第 0 列往回传。",
    "units": "单元数",
    "whole_layers": "每个圆是一整层，每个箭头是一整个矩阵 Θ；",
    "not_one_by_one": "{count} 个权重没有逐一画出。",
    "row_goes_on": "每一行接着下一行；浅色的圆是上一行的最后一层。",
    "norm_of_v": "|v|：v 的范数，即平方和的平方根。",
}

MESSAGES = {"en": ENGLISH, "zh": CHINESE}


class Words:
    """What a picture says, in one language.

    >>> Words("zh")("layer", layer=2), Words("en").some("edges", 1), Words("en").some("nodes", 1200)
    ('第 2 层', '1 edge', '1,200 nodes')
    >>> Words("en", {"unit": "neuron"})("unit", unit=2)
    'neuron 2'
    """

    def __init__(self, language: str, others: Mapping[str, str] | None = None) -> None:
        """Take the messages of a language, but with other words where there are others."""
        self.messages = MESSAGES[language]
        for word, other in (others or {}).items():
            no_field = re.compile(rf"{word}(?![^{{]*}})")
            self.messages = {key: no_field.sub(other, said) for key, said in self.messages.items()}

    def __call__(self, key: str, **fields: object) -> str:
        """Return a message with its fields filled in."""
        return self.messages[key].format(**fields)

    def some(self, things: str, count: int) -> str:
        """Return how many things there are: nodes, edges, units or arrays."""
        if count == 1:
            return self(f"one_{things.removesuffix('s')}")
        return self(f"some_{things}", count=f"{count:,}")
