"""What to do by hand, where nothing explains what is wrong."""

# By what is wrong.
BY_HAND = {
    "gradients": {
        "en": "Draw the graph of the small program above, work its gradients out by hand, and "
        "print those of your nodes, from the result to the leaves. Which is the first that "
        "differs?",
        "zh": "画出上面那个小程序的计算图，手算各个梯度，再从结果到叶节点打印你的节点的梯度。"
        "第一个不同的是哪一个？",
    },
    "values": {
        "en": "Work the small program above out by hand, step by step, and print what your code "
        "computes at each step. Which is the first number that differs?",
        "zh": "把上面那个小程序一步一步手算一遍，再打印你的代码每一步算出的数。"
        "第一个不同的是哪一个？",
    },
    "nodes": {
        "en": "Follow the small program above line by line. Which nodes does your code make, and "
        "what does each of them get as its data and its parents?",
        "zh": "逐行跟着上面那个小程序走一遍：你的代码造了哪些节点？"
        "每个节点的 data 和 parents 各得到了什么？",
    },
}
GRADIENTS = ("grad", "derivative", "导数", "梯度")
NODES = 2  # the lesson that is about nodes, and not about gradients yet


def by_hand(message: str, lesson: int, language: str) -> str:
    """Return what to do where nothing explains what is wrong: gradients, values, or nodes.

    message: what is wrong, in any language.

    >>> by_hand("the value is 2.0; it should be 1.0", 6, "en").partition(",")[0]
    'Work the small program above out by hand'
    """
    if lesson == NODES:
        return BY_HAND["nodes"][language]
    of_gradients = lesson > NODES and any(word in message for word in GRADIENTS)
    return BY_HAND["gradients" if of_gradients else "values"][language]
