"""What goes wrong in a backward pass that was right once: what it leaves, and what it erases."""

from autograd_mini.course.slips.slip import slip as _slip

AGAIN_SLIPS = {
    "inner-erased": _slip(
        "y has received its gradient, and has sent it on. Which line is the last to set y.grad?",
        "y 收到了梯度，也传递过了。最后设定 y.grad 的是哪一行？",
        "An inner node is set to 0 after it has sent. What it has received is ∂J/∂y, which is "
        "asked for, too, and has to stay. Set inner nodes to 0 before anything is sent.",
        "内部节点传递之后又被设成了 0。它收到的正是 ∂J/∂y，这也是要求的结果，应当保留。"
        "要在开始传递之前把内部节点设为 0。",
    ),
    "default-kept": _slip(
        "What is in `{name}` when backward() begins: the first time, and the second time? Print "
        "len({name}) there.",
        "backward() 开始的时候，`{name}` 里有什么？第一次是多少，第二次呢？"
        "请在那里打印 len({name})。",
        "What stands behind `{name}=` in the brackets of `def {function}` is made only once, when "
        "Python reads the def. So `{name}` is the same at each call, and still holds what earlier "
        "passes have put in. Make a new one within the function, for each pass.",
        "`def {function}` 的括号里，`{name}=` 后面的东西只造一次，就在 Python 读到 def 的时候。"
        "所以每次调用用的都是同一个 `{name}`，先前的反向传播放进去的还在里面。"
        "请在函数里面造一个新的，每次反向传播都重新造。",
    ),
    "shared-kept": _slip(
        "What is in `{name}` when backward() begins: the first time, and the second time? Where is "
        "`{name}` made?",
        "backward() 开始的时候，`{name}` 里有什么？第一次是什么，第二次呢？`{name}` 是在哪里造的？",
        "`{name}` is made only once, outside all methods, and every pass uses the same one: it "
        "still holds what earlier passes have put in. Make a new one within backward(), for each "
        "pass.",
        "`{name}` 写在所有方法的外面，只造一次，每次反向传播用的都是同一个，"
        "先前放进去的还在里面。请在 backward() 里面造一个新的，每次反向传播都重新造。",
    ),
    "other-graph": _slip(
        "From which nodes was K computed? Which nodes does K.backward() set?",
        "K 是由哪些节点算出来的？K.backward() 又设定了哪些节点？",
        "K.backward() sets the grad of a node that K was not computed from. A pass begins with K "
        "alone, and comes only to parents, and to their parents.",
        "K.backward() 设定了一个节点的 grad，而 K 并不是由它算出来的。"
        "反向传播从 K 一个节点开始，只走到 parents，再走到它们的 parents。",
    ),
    "not-once-more": _slip(
        "Print the grad of each node after the first backward() and after the second. Which of "
        "them has got nothing?",
        "第一次和第二次 backward() 之后，各打印一次每个节点的 grad。哪些节点没有再收到梯度？",
        "Leaves keep what they have, and each backward() adds its gradients to that. In your "
        "engine something of the first pass is still there, and changes what the second one does.",
        "叶节点保留已有的梯度，每次 backward() 都往上加。"
        "在你的引擎里，第一次留下的东西还在，使第二次做得不一样了。",
    ),
}
