"""What goes wrong in the value of an operation, beside what the table has: lessons 2 and 6."""

from autograd_mini.course.checks.slip import slip as _slip

OPERATION_SLIPS = {
    "other-operation": _slip(
        "Work the program above out by hand, and then as your code has it. Which sign differs?",
        "把上面的程序手算一遍，再按你的代码算一遍。哪个运算符不同？",
        "What this operation computes is {found}, where {should} is meant.",
        "这个运算算的是 {found}，应当算 {should}。",
    ),
    "node-in-a-node": _slip(
        "What does Value take first: a number, or a node? Which of them is yours?",
        "Value 的第一个参数是数还是节点？你给的是哪一种？",
        "The data of the new node is a node itself; data is a plain number, as self.data is.",
        "新节点的 data 本身又是一个节点；data 应当是普通的数，像 self.data 那样。",
    ),
}
