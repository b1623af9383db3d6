"""What goes wrong in a slope: lesson 1.

{points} are where f was called, {x} is x there.
"""

from autograd_mini.course.slips.slip import by_hand
from autograd_mini.course.slips.slip import slip as _slip

SLOPE_SLIPS = {
    "f-never-called": _slip(
        "Is your slope another one for another f? Where in it is f called, as f(…)?",
        "换一个 f，你的斜率会变吗？f(…) 在哪里被调用？",
        "f is never called, so that it does not matter which function is given. How far f moves "
        "is a difference of two of its values, and each of them is f(…).",
        "f 从来没有被调用，所以给哪个函数都一样。f 动了多少，是它的两个值之差，每个值写作 f(…)。",
    ),
    "x-forgotten": _slip(
        "At which points does your slope call f for x = 2? And for another x?",
        "x = 2 时，你的斜率在哪些点求 f 的值？换一个 x 呢？",
        "f is called at {points}, and x is {x}. Those points are the same for every x, so x is "
        "forgotten: two points close to x are meant.",
        "f 在 {points} 处求值，而 x 是 {x}。不论 x 是多少，这些点都一样，也就是忘了 x："
        "应当取靠近 x 的两个点。",
    ),
    "point-without-x": _slip(
        "Print the points at which you call f. Is each of them close to x?",
        "把你调用 f 的那些点打印出来。每个点都靠近 x 吗？",
        "f is called at {points}, whatever x is; here x is {x}. A point close to x is x plus or "
        "minus something small.",
        "不论 x 是多少，f 都在 {points} 处求值；这里 x 是 {x}。"
        "靠近 x 的点，是 x 加上或减去很小的数。",
    ),
    "one-point": _slip(
        "At which points is f called? Print what stands in its brackets, each time.",
        "f 在哪些点求值？把它每次括号里的数打印出来。",
        "f is called at {points} only, and x is {x}: one point has no slope. There have to be "
        "two, one on each side of x.",
        "f 只在 {points} 处求了值，而 x 是 {x}：只有一个点，就没有斜率。"
        "应当有两个点，x 的两侧各一个。",
    ),
    "only-x": _slip(
        "At which points is f called? Print what stands in its brackets, each time.",
        "f 在哪些点求值？把它每次括号里的数打印出来。",
        "f is called at {points} only, and that is x itself: one point has no slope. What moves "
        "x by h has to stand in the brackets of f, and h must not be 0.",
        "f 只在 {points} 处求了值，那就是 x 本身：只有一个点，就没有斜率。"
        "让 x 动 h 的那部分要写在 f 的括号里，而且 h 不能是 0。",
    ),
    "far-point": _slip(
        "Print the points at which you call f. Is each of them close to x?",
        "把你调用 f 的那些点打印出来。每个点都靠近 x 吗？",
        "f is called at {points}, and x is {x}: that is not close to x. Print your h, and what "
        "stands in the brackets of f; 1e-5 is 0.00001, and 1e5 is 100000.",
        "f 在 {points} 处求值，而 x 是 {x}：离 x 不近。请打印你的 h 和 f 括号里的数；"
        "1e-5 是 0.00001，1e5 是 100000。",
    ),
    "print-h": _slip(
        "Print your h, and the other numbers in that line. Which of them is not what you mean?",
        "打印你的 h 和那一行里的其他数。哪一个不是你想要的？",
        "A number in that line is too large for a computer, and a slope needs none that is large: "
        "h is small, as 1e-5, which is 0.00001.",
        "那一行里有一个数大得计算机放不下，而求斜率用不着很大的数：h 是小的，例如 1e-5，"
        "即 0.00001。",
    ),
    "h-times-x": _slip(
        "Put x = 0 into your slope. How far apart are the two points then?",
        "把 x = 0 代入你的斜率。这时两个点相距多远？",
        "For x = 0 f is called at 0 only: what moves x is x times something, and that is 0 there. "
        "h is a number of its own, such as 1e-5; x + h and x - h differ for every x.",
        "x = 0 时，f 只在 0 处求值：让 x 动的那部分是 x 乘以某个数，在那里就是 0。"
        "h 应当是单独的一个数，例如 1e-5；不论 x 是多少，x + h 与 x - h 都不同。",
    ),
    "points-divided-by-0": _slip(
        "Print what you divide by. Why is it 0, and what should it be?",
        "把你除以的数打印出来。它为什么是 0？应当是多少？",
        "f is called at {points}, and these points are {run} apart; but what you divide by is 0.",
        "f 在 {points} 处求值，这些点相距 {run}；而你除以的数是 0。",
    ),
    "run-over-rise": _slip(
        "Which comes first in a slope, and which is it divided by: how far f moves, or how far x "
        "moves?",
        "斜率是什么除以什么：f 动了多少，x 动了多少，哪个在上面？",
        "Your quotient is upside down: it is how far x moves, divided by how far f moves.",
        "你的商颠倒了：是 x 动了多少除以 f 动了多少。",
    ),
    "floor-division": _slip(
        "What is 7 / 2 in Python, and what is 7 // 2?",
        "在 Python 里 7 / 2 是多少？7 // 2 呢？",
        "`//` leaves out what comes after the decimal point: your points give {quotient}, and "
        "{found} is left of it. Division is /.",
        "`//` 会舍去小数部分：你的两个点给出 {quotient}，而只剩下 {found}。除法用 /。",
    ),
    "rounded-off": _slip(
        "Print the rise over the run, and what your slope returns. Where do the digits go?",
        "打印上升量除以水平距离的商，再打印你的斜率。那些数字到哪里去了？",
        "Your two points give {quotient}, but what is returned is {found}: the result is rounded, "
        "or cut off. Return it as it is; whoever prints it may round it.",
        "你的两个点给出 {quotient}，返回的却是 {found}：结果被四舍五入或截断了。"
        "请原样返回；要四舍五入，打印的时候再做。",
    ),
    "values-rounded": _slip(
        "By how much do the two values of f differ? How many decimals does your code leave them?",
        "f 的两个值相差多少？你的代码给它们留了几位小数？",
        "The two values of f are rounded before they are subtracted. They differ in their last "
        "digits only, so every digit is needed: your points give {quotient}, and {found} is left.",
        "f 的两个值在相减之前被四舍五入了。它们只在末几位不同，所以每一位都要留下："
        "你的两个点给出 {quotient}，而得到的是 {found}。",
    ),
    "sign-left-out": _slip(
        "What should the slope be where f falls, and can yours be that?",
        "f 随 x 增大而变小的地方，斜率应当是怎样的？你的斜率会这样吗？",
        "Where f falls, its slope is negative. Yours never is: something in it, such as abs, takes "
        "the sign off.",
        "f 随 x 增大而变小的地方，斜率是负的。你的斜率从不为负："
        "里面有某样东西（例如 abs）去掉了符号。",
    ),
    "points-by-hand": by_hand(
        "f is called at {points}, and x is {x}. Print its values there, and work your formula "
        "out by hand with them. Which step differs from yours?",
        "f 在 {points} 处求了值，x 是 {x}。打印它在那里的值，用它们把你的公式手算一遍。"
        "哪一步与你的代码不同？",
    ),
}
