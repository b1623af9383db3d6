"""What goes wrong with the lists that a function of lessons 7 and 8 is given, or makes."""

from autograd_mini.course.slips.slip import slip as _slip

LIST_SLIPS = {
    "changes-its-list": _slip(
        "Who calls {function} goes on with {name}. What do they find in it after the call?",
        "调用 {function} 的人之后还要用 {name}。调用之后他在里面看到什么？",
        "{function} changes {name}, which belongs to whoever calls it. {name}[0] and {name}[1:] "
        "read from a list and leave it as it is; list({name}) makes one of your own, which you may "
        "change.",
        "{function} 改动了 {name}，而它是调用者的列表。{name}[0] 和 {name}[1:] 只读取，不改动列表；"
        "list({name}) 造出一个自己的列表，可以随意改动。",
    ),
    "made-once": _slip(
        "How often is a new list `{name}` made, once or for each layer? What is in it when the "
        "second layer begins?",
        "新的列表 `{name}` 造了几次：一次，还是每一层一次？第二层开始时，里面已经有什么？",
        "`{name}` is made once, before the loop over the layers, so that the neurons of all layers "
        "come into the same list. Make it within that loop, a new one for each layer.",
        "`{name}` 在走各层的循环之前只造了一次，所以各层的神经元都进了同一个列表。"
        "请在那个循环里面造它，每一层一个新的。",
    ),
}
