"""What Python says in the page, in English and in Chinese."""

ENGLISH = {
    "output_cut": "… {count} more characters are not shown.",
    "too_long": "Stopped after 5 seconds, in line {line}. Is that a loop that does not end?",
    "too_many_turns": "it had not come to an end after {count:,} turns of its loops and functions, "
    "in line {line}",
    "too_deep": "RecursionError: functions called each other too deeply. A sweep along a list of "
    "nodes needs no recursion.",
    "exit": "The code ended the program here. In the page there is none to end: leave it out.",
    "input": "there is no keyboard for input() here; write the value into the code",
    "no_class": "There is no class here to be marked. Write your engine: a class Value with "
    "operators, .data, .grad and .backward().",
    "not_here": "not supported here: a browser's stack is too short for it. Run autograd-mini "
    "conform on your own machine to see it",
    "all_right": "Your class: every number is as the chain rule has it.",
    "difference": "{name}.{kind} is {own} in your class, and should be {right}",
    "more_differences": "and {count} more",
    "joined": "; ",
}

CHINESE = {
    "output_cut": "……另有 {count} 个字符未显示。",
    "too_long": "运行 5 秒后停止，停在第 {line} 行。这里是不是一个不会结束的循环？",
    "too_many_turns": "循环和函数调用已达 {count:,} 次，仍未结束，停在第 {line} 行",
    "too_deep": "RecursionError：函数层层调用，太深了。沿节点的列表逐个处理，不需要递归。",
    "exit": "代码在这里结束了程序。页面里没有可以结束的程序：请去掉这一句。",
    "input": "这里没有键盘可供 input() 读取；请把值写进代码",
    "no_class": "这里没有可以检验的类。请写出你的引擎：一个 Value 类，"
    "有运算符、.data、.grad 和 .backward()。",
    "not_here": "此处不支持：浏览器的栈太短。请在自己的机器上运行 autograd-mini conform",
    "all_right": "你的类：每个数都与链式法则一致。",
    "difference": "{name}.{kind} 在你的类里是 {own}，应为 {right}",
    "more_differences": "另有 {count} 处",
    "joined": "；",
}  # fmt: skip

WORDS = {"en": ENGLISH, "zh": CHINESE}
