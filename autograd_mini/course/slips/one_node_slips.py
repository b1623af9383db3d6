"""What goes wrong in lesson 7 in an operation with a number beside the node.

{form} is the operation as it is written, {slope} its slope by the node.
"""

from autograd_mini.course.slips.slip import slip as _slip

ONE_NODE_SLIPS = {
    "one-node": _slip(
        "In {form}, if the node grows by 0.001, how far does the result move, and which way? What "
        "is its slope by the node?",
        "在 {form} 中，节点增大 0.001 时，结果移动多少，朝哪个方向？结果对节点的斜率是多少？",
        "{form} sends its node the gradient of the result times the slope by the node. That slope "
        "is {slope}, and yours is another.",
        "在 {form} 中，传给节点的是：结果的梯度乘以结果对该节点的斜率。"
        "这个斜率是 {slope}，你写的是另一个。",
    ),
}
