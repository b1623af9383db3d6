"""What goes wrong in a σ of lesson 6 far from 0: on which side it overflows.

{at} is where: −1000, 1000 or ±1000.
"""

from autograd_mini.course.slips.slip import slip as _slip

FAR_SLIPS = {
    "overflows-below": _slip(
        "Which power of e does your sigmoid compute at x = −1000, and how large is it?",
        "x = −1000 时，你的 sigmoid 算的是 e 的几次方？它有多大？",
        "sigmoid overflows at large negative numbers: at x = −1000, e^(−x) is e^1000, which is too "
        "large for a computer, though σ(−1000) is 0. For x < 0 write it as e^x / (1 + e^x), where "
        "nothing grows.",
        "sigmoid 在绝对值很大的负数处溢出：x = −1000 时，e^(−x) 就是 e^1000，"
        "计算机放不下，尽管 σ(−1000) 是 0。"
        "x < 0 时请写成 e^x / (1 + e^x)，其中什么都不会变大。",
    ),
    "overflows-above": _slip(
        "Which power of e does your sigmoid compute at x = 1000, and how large is it?",
        "x = 1000 时，你的 sigmoid 算的是 e 的几次方？它有多大？",
        "sigmoid overflows at large positive numbers: at x = 1000, e^x is e^1000, which is too "
        "large for a computer, though σ(1000) is 1. For x ≥ 0 write it as 1 / (1 + e^(−x)), where "
        "nothing grows.",
        "sigmoid 在很大的正数处溢出：x = 1000 时，e^x 就是 e^1000，计算机放不下，"
        "尽管 σ(1000) 是 1。x ≥ 0 时请写成 1 / (1 + e^(−x))，其中什么都不会变大。",
    ),
    "overflows-on-both-sides": _slip(
        "Which power of e does your sigmoid compute at x = −1000, and which at x = 1000?",
        "x = −1000 时，你的 sigmoid 算的是 e 的几次方？x = 1000 时呢？",
        "sigmoid overflows on both sides of 0: at x = −1000 and at x = 1000 there is e^1000 in it. "
        "The two forms have changed places: 1 / (1 + e^(−x)) is for x ≥ 0, and e^x / (1 + e^x) for "
        "x < 0.",
        "sigmoid 在 0 的两侧都溢出：x = −1000 与 x = 1000 时，其中都有 e^1000。"
        "两种写法用反了：x ≥ 0 时用 1 / (1 + e^(−x))，x < 0 时用 e^x / (1 + e^x)。",
    ),
    "e-1000-on-both-sides": _slip(
        "Which power of e does your sigmoid compute at x = −1000, and which at x = 1000?",
        "x = −1000 时，你的 sigmoid 算的是 e 的几次方？x = 1000 时呢？",
        "sigmoid overflows on both sides of 0: at x = −1000 and at x = 1000 there is e^1000 in it. "
        "In 1 / (1 + e^(−x)) nothing grows where x ≥ 0, and in e^x / (1 + e^x) nothing where "
        "x < 0.",
        "sigmoid 在 0 的两侧都溢出：x = −1000 与 x = 1000 时，其中都有 e^1000。"
        "x ≥ 0 时，1 / (1 + e^(−x)) 里什么都不会变大；x < 0 时，则是 e^x / (1 + e^x)。",
    ),
    "overflows-at-every-x": _slip(
        "Which lines of your sigmoid are run at x = {at}, and what does each of them compute?",
        "x = {at} 时，你的 sigmoid 会运行哪几行？每一行算的是什么？",
        "At x = {at} your sigmoid computes e^1000, which is too large for a computer, for what "
        "computes it is run for every x. Only what stands in a branch is left out for other x: "
        "under if, under else, or in the line `u if x < 0 else v` itself. e^x / (1 + e^x) belongs "
        "in the branch for x < 0, and 1 / (1 + e^(−x)) in the other one.",
        "x = {at} 时，你的 sigmoid 算了 e^1000，计算机放不下，因为不论 x 是多少，这个算式都会运行。"
        "只有写在分支里的，x 不符合时才不算：if 之下、else 之下，或直接写在 `u if x < 0 else v` "
        "这一行里。"
        "e^x / (1 + e^x) 应写在 x < 0 的分支里，1 / (1 + e^(−x)) 写在另一支里。",
    ),
}
