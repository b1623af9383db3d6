"""What goes wrong in a first backward pass, beside what the table has: lessons 3 to 5."""

from autograd_mini.course.slips.slip import slip as _slip

RECURSION_SLIPS = {
    "nothing-to-unpack": _slip(
        "A leaf has no parents. What does your function do there?",
        "叶节点没有 parents。你的函数到了那里会做什么？",
        "Names are given to the elements of something empty, as in u, v = self.parents, which is "
        "() for a leaf. A loop, for parent in self.parents, does nothing there.",
        "从空元组里取不出元素：例如 u, v = self.parents，而叶节点的 parents 是 ()。"
        "改用循环 for parent in self.parents，在叶节点处就一次也不执行。",
    ),
    "method-without-self": _slip(
        "What you call is a method of Value. Of which node, and where is that written?",
        "你调用的是 Value 的方法。是哪个节点的方法？这个节点要写在哪里？",
        "What is called is a method: with the node in front and a dot, within Value as in "
        "self.send() or parent.send(), outside as in a.log(). Without them Python looks for a "
        "function outside the class.",
        "你调用的是方法：前面要写上节点和一个点，在 Value 类里例如 self.send() 或 parent.send()，"
        "在类外例如 a.log()。不写的话，Python 会到类外面去找函数。",
    ),
    "seed-too-late": _slip(
        "What is the gradient of J at the moment when J sends?",
        "J 传递的那一刻，J 的梯度是多少？",
        "The gradient of J is set to 1 only after J has sent, so that 0 is what it sends; it has "
        "to be set first.",
        "J 传递之后，它的梯度才设为 1，所以传出去的是 0；应当先设定它。",
    ),
    "erased-after-sending": _slip(
        "Which value of grad is left when the pass is over? Which line is the last to set it?",
        "反向传播结束后，grad 还剩下多少？最后设定它的是哪一行？",
        "Every node, leaves too, is set to 0 after it has sent; what it has got is the result, and "
        "has to stay. Inner nodes begin with 0, before anything is sent.",
        "每个节点（包括叶节点）传递之后都被设成了 0；而收到的梯度正是结果，应当保留。"
        "内部节点要在传递之前先设为 0。",
    ),
    "emptied-by-each-sender": _slip(
        "When a node begins to send, what may its parents have received already? What is left of "
        "that before it sends?",
        "一个节点开始传递时，它的 parents 可能已经收到了什么？到它传递之前，那些还剩下多少？",
        "Each node sets its parents to 0 before it sends to them, so that what they have received "
        "from other nodes is lost. Leave that line out: a new node begins with 0 already, and += "
        "adds to what is there.",
        "每个节点在传递之前都把 parents 设为 0，于是它们从别的节点收到的就丢失了。"
        "去掉那一行：新节点本来就从 0 开始，+= 会加到已有的数上。",
    ),
    "same-node-again": _slip(
        "Line {line} calls `{name}` again. For which node: for the one that `{name}` was called "
        "for, or for another one?",
        "第 {line} 行又调用了 `{name}`。是为哪个节点调用的：就是这个节点，还是另一个？",
        "`{code}` in `{name}` calls it for the same node again, which does the same once more, "
        "without end. Which node has its turn next? It stands before the dot.",
        "在 `{name}` 里写 `{code}`，就是为同一个节点再调用一次，而它又做同样的事，没完没了。"
        "接下来轮到哪个节点？点前面要写那个节点。",
    ),
    "behind-its-loop": _slip(
        "A node has two parents. How often is the line run in which the method calls itself, and "
        "for which of the two?",
        "一个节点有两个 parents。方法调用自己的那一行运行几次？是为哪一个 parent？",
        "The method calls itself after the loop, so only once, for the parent of the last turn: "
        "the other parents never send, and at a leaf, which has none, there is nothing to call. "
        "The call belongs in the loop: give it as many spaces as the lines of the loop.",
        "方法在循环之后才调用自己，所以只调用一次，而且只为最后一圈的那个 parent："
        "其他 parents 从不传递，而叶节点没有 parents，也就无可调用。"
        "这个调用应当写在循环里，与循环里的各行对齐。",
    ),
}
