"""What goes wrong in the quotient of lesson 1."""

from autograd_mini.course.slips.slip import slip as _slip

QUOTIENT_SLIPS = {
    "brackets": _slip(
        "Which does Python compute first in a - b / c, the difference or the quotient?",
        "在 a - b / c 里，Python 先算减法还是除法？",
        "Only one of the two values is divided; the difference needs brackets.",
        "只有一个函数值被除了；差要用括号括起来。",
    ),
    "brackets-below": _slip(
        "What does Python divide by in a / b - c, and what in a / b * c?",
        "在 a / b - c 里，Python 除以的是什么？在 a / b * c 里呢？",
        "Only a part of the run is divided by; the whole of it needs brackets.",
        "只除以了水平距离的一部分；整个水平距离要用括号括起来。",
    ),
    "brackets-nowhere": _slip(
        "Which does Python compute first in a - b / c - d, and what is divided by what?",
        "在 a - b / c - d 里，Python 先算什么？是什么除以什么？",
        "The difference of the two values needs brackets, and so does the run that it is divided "
        "by: without them one value is divided by one point.",
        "两个函数值之差要用括号括起来，它除以的水平距离也要；没有括号，就只是一个函数值除以一个点。",
    ),
    "run-of-0": _slip(
        "Put x = 3 and h = 0.1 into `{code}` and work it out, from the left to the right. What do "
        "you divide by?",
        "把 x = 3、h = 0.1 代入 `{code}`，从左到右算出来。你除以的是多少？",
        "`{code}` is 0 for every x and h, apart from rounding, for all of it cancels. The point "
        "that is subtracted needs brackets: {meant}.",
        "不论 x 和 h 是多少，`{code}` 都是 0（至多有一点舍入误差），因为里面的全部抵消了。"
        "被减去的那个点要用括号括起来：{meant}。",
    ),
    "caret": _slip(
        "Print your h. Is it as small as you think?",
        "把你的 h 打印出来。它有你想的那么小吗？",
        "In Python ^ is no power: 10^-5 is -15. Write 1e-5, or 10 ** -5.",
        "在 Python 里 ^ 不是乘方：10^-5 等于 -15。请写 1e-5，或 10 ** -5。",
    ),
    "no-slope": _slip(
        "Try a straight line, slope(lambda x: 2.5 * x, 1.0). Is it 2.5, and if not, why?",
        "用一条直线试试：slope(lambda x: 2.5 * x, 1.0)。得到的是 2.5 吗？如果不是，为什么？",
        "Even a straight line does not get its slope, so the distance h is not to blame. f is "
        "called at {points}, and x is {x}: is that what you mean, and what is done with the values "
        "there?",
        "连直线的斜率都不对，所以问题不在距离 h。f 在 {points} 处求了值，x 是 {x}："
        "这些点是你要的吗？你用那里的值算了什么？",
    ),
    "not-divided": _slip(
        "A slope is a rise over a run. What is the run here, and where do you divide by it?",
        "斜率是上升量除以水平距离。这里的水平距离是多少？你在哪里除以它？",
        "The difference of the two values is not divided by the distance between the two points; "
        "mind that / 2 * h divides by 2, and then multiplies by h.",
        "两个函数值之差没有除以两点之间的距离；注意 / 2 * h 是先除以 2，再乘以 h。",
    ),
    "wrong-run": _slip(
        "How far apart are your two points, and what do you divide by?",
        "你的两个点相距多远？你除以的是什么？",
        "The two points, {points}, are {run} apart, but the difference of the two values is "
        "divided by {divisor}. From x − h to x + h it is 2h.",
        "两个点 {points} 相距 {run}，而两个函数值之差除以的是 {divisor}。从 x − h 到 x + h 是 2h。",
    ),
    "one-sided": _slip(
        "Try slope(lambda x: x * x, 0.0). Is it 0, or is it as far from 0 as your h?",
        "试试 slope(lambda x: x * x, 0.0)。得到的是 0，还是与 0 相差一个 h？",
        "Both points are on one side of x, or one of them is x itself; with x − h and x + h the "
        "bend of the curve cancels.",
        "两个点都在 x 的同一侧，或者有一个就是 x；取 x − h 与 x + h，曲线弯曲造成的误差就抵消了。",
    ),
    "turned": _slip(
        "For a function that grows, is your slope positive?",
        "对一个递增的函数，你的斜率是正的吗？",
        "The two values are subtracted the wrong way round.",
        "两个函数值相减的次序反了。",
    ),
    "wrong-distance": _slip(
        "Try h = 0.1, 0.001 and 1e-5, and then 1e-15. Where does the slope settle, and where not?",
        "试试 h = 0.1、0.001、1e-5，再试 1e-15。斜率在哪里稳定下来，在哪里没有？",
        "h is too large, so the curve bends between the points, or so small that digits are lost.",
        "h 太大，曲线在两点之间弯了；或者太小，有效数字丢失了。",
    ),
}
