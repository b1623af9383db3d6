"""What goes wrong in powers at x = 0: lesson 6."""

from autograd_mini.course.slips.slip import slip as _slip

POWER_SLIPS = {
    "asks-for-x": _slip(
        "x^1 is x, a straight line. What is its slope at x = 0? And what does your program look "
        "at, to see whether the slope is 0: at x or at n?",
        "x^1 就是 x，一条直线。它在 x = 0 处的斜率是多少？"
        "你的程序凭什么判断斜率为 0：看 x 还是看 n？",
        "The slope is set to 0 wherever x is 0; it is n that has to be looked at. Only x^0 has the "
        "slope 0 everywhere; x^1 has the slope 1, at x = 0 too.",
        "只要 x 是 0，斜率就被设成了 0；应当看的是 n。只有 x^0 的斜率处处是 0；"
        "x^1 的斜率是 1，在 x = 0 处也是 1。",
    ),
    "slope-of-x-to-the-0": _slip(
        "x^0 is 1 everywhere: how far does it move if x moves?",
        "x^0 处处是 1：x 动一点，它动多少？",
        "x^0 is 1 for every x, so it does not move when x does: its slope is 0 everywhere. At "
        "x = {x} yours is {found}; it is the value of x^0 that is 1.",
        "对任何 x，x^0 都是 1，x 动时它不动，所以斜率处处是 0。"
        "在 x = {x} 处，你的斜率是 {found}；等于 1 的是 x^0 的值。",
    ),
    "base-and-exponent": _slip(
        "What is 2 ** 3, and what is 3 ** 2? In x ** n, which of the two is the node?",
        "2 ** 3 是多少？3 ** 2 呢？在 x ** n 里，哪一个是节点？",
        "The base and the exponent are turned round: your x ** n is n to the power x. The base is "
        "the number of the node, and n is the exponent.",
        "底数和指数写反了：你的 x ** n 算的是 n 的 x 次方。底数是节点的数，指数是 n。",
    ),
    "log-of-more": _slip(
        "What is log 1, and what does your program give? Of which number does it take the log?",
        "log 1 是多少？你的程序给出多少？它取的是哪个数的对数？",
        "Your log is that of x plus {more}, and so a little off everywhere. Where x is 0, log has "
        "no value, and math.log raises an error: nothing has to be added.",
        "你取的是 x 加上 {more} 的对数，所以处处都差一点。x 是 0 时 log 没有值，"
        "math.log 会报错：什么也不用加。",
    ),
    "other-base": _slip(
        "e^1 is e = 2.718…, so that log e is 1. What does your program give for it?",
        "e^1 就是 e = 2.718…，所以 log e 是 1。你的程序给出多少？",
        "Your log has the base {base}. The derivative 1/x belongs to the natural logarithm, whose "
        "base is e = 2.718…; in Python that is math.log(x), with nothing else in the brackets.",
        "你的 log 以 {base} 为底。导数是 1/x 的是自然对数，以 e = 2.718… 为底；"
        "在 Python 里就是 math.log(x)，括号里只写 x。",
    ),
    "root-of-0": _slip(
        "What is n·x^(n − 1) for n = 0.5, just beside x = 0? Is there a number for it at x = 0?",
        "n = 0.5 时，紧靠 x = 0 处的 n·x^(n − 1) 有多大？x = 0 处它有值吗？",
        "x^0.5 has no slope at x = 0, for it is vertical there; let math.pow say so, which raises "
        "an error, and put no number in its place.",
        "x^0.5 在 x = 0 处没有斜率，因为曲线在那里是竖直的；"
        "请让 math.pow 来报错，不要用别的数代替。",
    ),
}
