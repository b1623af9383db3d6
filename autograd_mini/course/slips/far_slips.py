"""What goes wrong in a σ of lesson 6 far from 0: on which side it overflows."""

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
}
