"""What keeps nodes from being collected, or from sending, in a backward pass of lesson 5."""

from autograd_mini.course.slips.slip import slip as _slip

COLLECTING_SLIPS = {
    "taken-out-before": _slip(
        "How many nodes are in `{waiting}` when the loop in line {loop} begins? Print "
        "len({waiting}) before it.",
        "第 {loop} 行的循环开始时，`{waiting}` 里有几个节点？请在它前面打印 len({waiting})。",
        "Line {line} takes out of `{waiting}` all that is in it, before the loop in line {loop} "
        "begins. So this loop has no turn at all, and no inner node but J is in `{seen}`. A node "
        "is taken out at each turn: that line belongs in the loop.",
        "第 {line} 行在第 {loop} 行的循环开始之前，就把 `{waiting}` 里的节点取完了。"
        "所以这个循环一圈也不转，`{seen}` 里的内部节点只有 J。"
        "节点要每转一圈取出一个：这一行应当写在循环里面。",
    ),
    "loop-ends-early": _slip(
        "How many nodes are in `{waiting}` when the loop in line {loop} has ended? Print "
        "len({waiting}) behind it.",
        "第 {loop} 行的循环结束时，`{waiting}` 里还有几个节点？请在它后面打印 len({waiting})。",
        "The loop in line {loop} ends while there is still a node in `{waiting}`, for then "
        "`{test}` is no longer true. That node is never looked at, and those behind it are not "
        "in `{seen}`. The loop has to go on as long as there is anything in `{waiting}`.",
        "第 {loop} 行的循环结束时，`{waiting}` 里还有节点，因为那时 `{test}` 已经不成立。"
        "那个节点没有看过，它后面的节点就不在 `{seen}` 里。"
        "只要 `{waiting}` 里还有节点，循环就要继续。",
    ),
    "asks-for-old-ones": _slip(
        "A node is met for the first time. Is `{test}` true for it?",
        "第一次遇到一个节点时，`{test}` 对它成立吗？",
        "`{test}` in line {line} is true only of nodes that have been met already, so that no new "
        "node is ever put in. What is asked for is a node that is not in `{seen}` yet.",
        "第 {line} 行的 `{test}` 只对已经遇到过的节点成立，所以从来没有放进新的节点。"
        "要问的是：这个节点是不是还不在 `{seen}` 里。",
    ),
    "never-put-in": _slip(
        "Of which nodes that the loop comes to is `{test}` in line {line} true?",
        "循环走到的节点中，第 {line} 行的 `{test}` 对哪些成立？",
        "Line {put} never runs: `{test}` in line {line} is true of no node that the loop comes to. "
        "So nothing is put into `{seen}`. What is asked for is a parent that is not in it yet.",
        "第 {put} 行从来没有执行：循环走到的节点中，第 {line} 行的 `{test}` 一个也不成立，"
        "所以什么也没有放进 `{seen}`。要问的是：这个 parent 是不是还不在里面。",
    ),
    "if-keeps-out": _slip(
        "Is `{test}` true for each node that is met for the first time?",
        "每个第一次遇到的节点，`{test}` 都让它放进去吗？",
        "J = b·(y·v + y), with y = w·x and v = x·x: the loop comes to {node}, but the `if` in line "
        "{line} keeps it from being put into `{seen}`, so that it never sends. Each node that is "
        "not in `{seen}` yet has to be put in.",
        "J = b·(y·v + y)，其中 y = w·x，v = x·x：循环走到了 {node}，"
        "而第 {line} 行的 `if` 没有让它放进 `{seen}`，所以它从不传递。"
        "凡是还不在 `{seen}` 里的节点，都要放进去。",
    ),
    "breaks-off-collecting": _slip(
        "Which loop does `{word}` in line {line} end? What had it still to look at?",
        "第 {line} 行的 `{word}` 结束的是哪个循环？那个循环还有什么没有看？",
        "`{word}` in line {line} ends the loop in line {loop}, whatever is still to come in it. "
        "In J = b·(y·v + y), with y = w·x and v = x·x, {node} is not collected for that, and never "
        "sends. To leave one out and go on with the next, write `continue`, or put in only "
        "what is new, under an `if`.",
        "第 {line} 行的 `{word}` 结束了第 {loop} 行的循环，不管后面还有什么没有看。"
        "例如 J = b·(y·v + y)，其中 y = w·x，v = x·x：{node} 因此没有收集到，也就从不传递。"
        "要跳过一个 parent，接着看下一个，用 `continue`；或者用 `if`，只放进新的。",
    ),
    "keeps-others": _slip(
        "Which nodes does line {waits} put into `{waiting}`, and which are put into `{seen}` in "
        "line {keeps}?",
        "第 {waits} 行往 `{waiting}` 里放的是哪些节点？第 {keeps} 行往 `{seen}` 里放的又是哪些？",
        "Line {waits} puts {put} into `{waiting}`, and line {keeps} puts {kept} into `{seen}`. So "
        "some nodes are looked at and never kept: in J = b·(y·v + y), with y = w·x and v = x·x, "
        "{node} is one of them, and does not send. What is put into the one belongs in the other, "
        "too.",
        "第 {waits} 行往 `{waiting}` 里放的是 {put}，第 {keeps} 行往 `{seen}` 里放的是 {kept}。"
        "所以有的节点看过，却没有收下：例如 J = b·(y·v + y)，其中 y = w·x，v = x·x，"
        "{node} 就是这样，它不传递。放进前者的节点，也要放进后者。",
    ),
    "begins-with-nothing": _slip(
        "What is in `{waiting}` when the loop in line {loop} begins for the first time?",
        "第 {loop} 行的循环第一次开始时，`{waiting}` 里有什么？",
        "There is nothing in `{waiting}` when the loop in line {loop} begins, so that it has no "
        "turn. It begins with the node that backward() was called for, self.",
        "第 {loop} 行的循环开始时，`{waiting}` 里什么也没有，所以循环一圈也不转。"
        "它要从调用 backward() 的那个节点开始，也就是 self。",
    ),
    "if-for-while": _slip(
        "How often do the lines below `if {test}` run? For how many nodes should they?",
        "`if {test}` 下面的那些行运行几次？应当对多少个节点运行？",
        "What stands under `if {test}` in line {at} runs once, for one node. As long as `{test}` "
        "is true it has to run again: that is `while`.",
        "第 {at} 行的 `if {test}` 下面的行只运行一次，只看了一个节点。"
        "只要 `{test}` 成立，就要再运行：那是 `while`。",
    ),
    "puts-nothing-in": _slip(
        "A node is taken out of `{waiting}` at each turn. Which line puts new ones in?",
        "循环每转一圈，就从 `{waiting}` 里取出一个节点。新的节点是哪一行放进去的？",
        "Line {keeps} puts nodes into `{seen}`, but nothing puts them into `{waiting}`. In "
        "J = b·(y·v + y), with y = w·x and v = x·x, {node} is never taken out and looked at, so "
        "that its parents are not collected: {missing}. What is new belongs in both.",
        "第 {keeps} 行把节点放进 `{seen}`，却没有一行把它们放进 `{waiting}`。"
        "例如 J = b·(y·v + y)，其中 y = w·x，v = x·x：{node} 从来没有取出来看过，"
        "它的 parents 就没有收集到，少了 {missing}。新的节点，两边都要放。",
    ),
    "puts-in-others": _slip(
        "Which nodes does `{put}` put into `{waiting}`? Which are those that nobody has looked at "
        "yet?",
        "`{put}` 往 `{waiting}` 里放的是哪些节点？还没有看过的又是哪些？",
        "Line {keeps} puts new nodes into `{seen}`, but `{put}` puts others into `{waiting}`. In "
        "J = b·(y·v + y), with y = w·x and v = x·x, {node} is never taken out and looked at, so "
        "that its parents are not collected: {missing}. What is new belongs in both.",
        "第 {keeps} 行放进 `{seen}` 的是新的节点，`{put}` 放进 `{waiting}` 的却是别的节点。"
        "例如 J = b·(y·v + y)，其中 y = w·x，v = x·x：{node} 从来没有取出来看过，"
        "它的 parents 就没有收集到，少了 {missing}。新的节点，两边都要放。",
    ),
    "nodes-left-out": _slip(
        "Which nodes are in `{seen}` when the loop that sends begins? Which are missing? Print "
        "len({seen}) before it.",
        "传递的循环开始时，`{seen}` 里有哪些节点，缺了哪些？请在它前面打印 len({seen})。",
        "Not all nodes are collected. In J = b·(y·v + y), with y = w·x and v = x·x, some inner "
        "nodes are not in `{seen}` when the loop in line {line} begins, so that they never send: "
        "{missing}.",
        "节点没有收齐。例如 J = b·(y·v + y)，其中 y = w·x，v = x·x：第 {line} 行的循环开始时，"
        "有的内部节点不在 `{seen}` 里，所以从不传递：{missing}。",
    ),
    "breaks-at-a-leaf": _slip(
        "Which loop does `{word}` in line {line} end? May an inner node come later in that loop "
        "than a leaf?",
        "第 {line} 行的 `{word}` 结束的是哪个循环？在那个循环里，叶节点后面还会有内部节点吗？",
        "`{word}` in line {line} ends the loop in line {loop} at a leaf. But a leaf may be "
        "newer than an inner node: with y = x * x, then b = Value(3.0), then J = y * b, the loop "
        "ends at b, and y never sends. A leaf has no parents, so that it sends nothing anyway: "
        "nothing has to end the loop there.",
        "第 {line} 行的 `{word}` 在一个叶节点处就结束了第 {loop} 行的循环。"
        "可是叶节点可能比内部节点新：先 y = x * x，再 b = Value(3.0)，再 J = y * b，"
        "循环到 b 就结束，y 从不传递。"
        "叶节点没有 parents，本来就什么也不传，循环不必在那里结束。",
    ),
    "sending-breaks-off": _slip(
        "Which loop does `{word}` in line {line} end? Have all inner nodes sent by then?",
        "第 {line} 行的 `{word}` 结束的是哪个循环？那时内部节点都传过了吗？",
        "`{word}` in line {line} ends the loop in line {loop} before all nodes have sent: in "
        "J = b·(y·v + y), with y = w·x and v = x·x, {node} comes later, and never sends.",
        "第 {line} 行的 `{word}` 结束了第 {loop} 行的循环，而那时还有节点没有传递："
        "例如 J = b·(y·v + y)，其中 y = w·x，v = x·x，{node} 排在后面，从不传递。",
    ),
    "if-keeps-leaves-out": _slip(
        "Which nodes get a gradient in your pass, and which never do? For which of them is "
        "`{test}` true?",
        "在你的反向传播里，哪些节点收到了梯度，哪些从来没有？`{test}` 对其中哪些成立？",
        "Inner nodes get their gradients, and leaves never get any: the `if` in line {line} keeps "
        "them out. That leaves keep what they have means that they are not set to 0 before; "
        "what is sent to them is added like anywhere else.",
        "内部节点都收到了梯度，叶节点却从来没有：第 {line} 行的 `if` 把它们排除了。"
        "叶节点保留原有的值，意思是事先不把它们设为 0；"
        "传给它们的梯度，和别的节点一样要加上去。",
    ),
    "leaves-get-nothing": _slip(
        "Which nodes get a gradient in your pass, and which never do?",
        "在你的反向传播里，哪些节点收到了梯度，哪些从来没有？",
        "Inner nodes get their gradients, and leaves never get any. That leaves keep what they "
        "have means that they are not set to 0 before; what is sent to them is added like "
        "anywhere else.",
        "内部节点都收到了梯度，叶节点却从来没有。叶节点保留原有的值，意思是事先不把它们设为 0；"
        "传给它们的梯度，和别的节点一样要加上去。",
    ),
}
