"""What goes wrong in lessons 4 and 5 where not the right nodes send, or not along each edge."""

from autograd_mini.course.slips.slip import slip as _slip

SENDER_SLIPS = {
    "begins-with-another": _slip(
        "Which node gets the 1 before the first node sends? Print its data and that of self.",
        "在第一个节点传递之前，哪个节点得到 1？请打印它的 data 和 self 的 data。",
        "`{name}` is left over from the loop in line {loop}: it is the node to which that loop "
        "came last, which need not be J. The 1 belongs to J, for which backward() is called, and "
        "which is self there.",
        "`{name}` 是第 {loop} 行的循环留下的：它是那个循环最后走到的节点，不一定是 J。"
        "1 应当给 J，也就是调用 backward() 的那个节点，在那里它就是 self。",
    ),
    "skips-what-is-met": _slip(
        "How many edges lead to a in J = a * b + a, and how often does your pass add something to "
        "a.grad? Print it each time.",
        "J = a * b + a 里有几条边通向 a？你的反向传播往 a.grad 里加了几次？请每次都打印出来。",
        "`{code}` leaves out the line that adds, when a second path comes to `{name}`. So only "
        "the first path sends to it. A parent that has been met gets what comes along its other "
        "edges, too: every edge has to send.",
        "第二条路径走到 `{name}` 时，`{code}` 使做加法的那一行被跳过了，"
        "所以只有第一条路径传给了它。已经遇到过的 parent，也要得到别的边传来的东西："
        "每一条边都要传递。",
    ),
    "only-the-parents": _slip(
        "Which nodes does the loop that sends go through? Print their data. How many nodes has "
        "the graph?",
        "传递的那个循环走过哪些节点？请打印它们的 data。图里一共有几个节点？",
        "`{code}` are the parents of J only. So neither J itself nor the nodes further back come "
        "to send in that loop. It should go through all the nodes that were collected.",
        "`{code}` 只是 J 的 parents。所以在那个循环里，J 自己和更远的节点都轮不到传递。"
        "循环应当走过收集到的所有节点。",
    ),
    "parents-left-out": _slip(
        "Which nodes are in `{nodes}` when the loop that sends begins? Print their data. Which of "
        "the graph are missing?",
        "传递的那个循环开始时，`{nodes}` 里有哪些节点？请打印它们的 data。缺了图里的哪几个？",
        "`{name}` begins with the parents of J, which are not in `{nodes}`: what the loop puts in "
        "are the nodes that come after them. So a parent of J does not send, unless another path "
        "leads to it. Let `{name}` begin with J itself, which is self; then its parents are met "
        "like all others.",
        "`{name}` 一开始就是 J 的 parents，而它们不在 `{nodes}` 里：循环放进去的是在它们之后遇到的"
        "节点。所以 J 的 parent 不传递，除非还有别的路径通向它。"
        "请让 `{name}` 从 J 自己开始，它就是 self；这样它的 parents 会和别的节点一样被遇到。",
    ),
}
