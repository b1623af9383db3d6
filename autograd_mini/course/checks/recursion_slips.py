"""What goes wrong in a first backward pass, beside what the table has: lessons 3 to 5."""

from autograd_mini.course.checks.slip import slip as _slip

RECURSION_SLIPS = {
    "nothing-to-unpack": _slip(
        "A leaf has no parents. What does your function do there?",
        "叶节点没有 parents。你的函数到了那里会做什么？",
        "Names are given to the elements of something empty, as in u, v = self.parents, which is "
        "() for a leaf. A loop, for parent in self.parents, does nothing there.",
        "给空的东西里的元素起了名字，例如 u, v = self.parents，而叶节点的 parents 是 ()。"
        "改用循环 for parent in self.parents，在叶节点处就一次也不执行。",
    ),
}
