"""What goes wrong where the weights stay as they are in a step of descent: lesson 8.

{line} is the number of a line, and {loop} a loop, as it is written.
"""

from autograd_mini.course.slips.slip import slip as _slip

UNMOVED_SLIPS = {
    "step-not-reached": _slip(
        "Which line of descend is the last that Python runs? Which lines come after it?",
        "Python 在 descend 里最后执行的是哪一行？它后面还有哪些行？",
        "The weights stay: descend ends at a `return` that stands before line {line}, so that "
        "line {line} never runs.",
        "权重没有动：descend 在第 {line} 行之前的 return 处就结束了，"
        "所以第 {line} 行从来没有执行。",
    ),
    "loop-over-nothing": _slip(
        "How many elements does `{loop}` go through? Print them just before that loop.",
        "`{loop}` 要走遍几个元素？请在这个循环之前把它们打印出来。",
        "The weights stay: there is nothing that `{loop}` could go through, so that line {line} "
        "never runs. Look at what is put in there, and when.",
        "权重没有动：`{loop}` 没有东西可走，所以第 {line} 行从来没有执行。"
        "请看那里面装进了什么，是什么时候装的。",
    ),
    "step-too-early": _slip(
        "What are the gradients of the weights when line {line} runs? Which call puts them there, "
        "and when?",
        "第 {line} 行执行的时候，权重的梯度是多少？是哪个调用把梯度放进去的，什么时候？",
        "The weights stay: line {line} runs before any backward(), and the gradients are still 0 "
        "then. The weights move once, after the loop over the samples.",
        "权重没有动：第 {line} 行在所有 backward() 之前执行，那时梯度还是 0。"
        "权重要等走完所有样本的循环之后才移动一次。",
    ),
    "no-step": _slip(
        "After the last backward() the gradients are there. Which line of descend uses them?",
        "最后一次 backward() 之后，梯度已经有了。descend 的哪一行用到它们？",
        "The weights stay: the gradients are there, but no line of descend changes weight.data. "
        "The step θ − η·Δ/m is still to be written.",
        "权重没有动：梯度已经有了，但是 descend 里没有一行改动 weight.data。"
        "θ − η·Δ/m 这一步还没有写。",
    ),
    "number-given-to-nothing": _slip(
        "Line {line} computes something. Where does Python put it?",
        "第 {line} 行算出了一样东西。Python 把它放到哪里？",
        "The weights stay: what line {line} computes is given to nothing. A weight moves where "
        "weight.data is set, by = or -=.",
        "权重没有动：第 {line} 行算出的东西没有赋给任何东西。"
        "要移动权重，就要用 = 或 -= 设定 weight.data。",
    ),
    "other-nodes-move": _slip(
        "Line {line} sets the data of a node. Is it one of the nodes that stand in layers?",
        "第 {line} 行设定了一个节点的 data。它是 layers 里的节点吗？",
        "The weights stay: line {line} moves other nodes than those that stand in layers, as "
        "copies of them are.",
        "权重没有动：第 {line} 行移动的不是 layers 里的节点，而是别的节点，例如它们的副本。",
    ),
}
