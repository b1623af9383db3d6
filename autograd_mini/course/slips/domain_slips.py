"""What goes wrong where an operation has no value, or has one in spite of a 0: lesson 6."""

from autograd_mini.course.slips.slip import slip as _slip

DOMAIN_SLIPS = {
    "complex-power": _slip(
        "What is (-2.0) ** 0.5 in Python? And what does math.pow(-2.0, 0.5) say?",
        "在 Python 里 (-2.0) ** 0.5 是什么？math.pow(-2.0, 0.5) 又会怎样？",
        "{code} makes a complex number of a root of a negative number, where this has none; "
        "math.pow refuses it with an error.",
        "负数的根在这里没有值，而 {code} 会给出一个复数；math.pow 则会报错。",
    ),
    "complex-root": _slip(
        "What is (-2.0) ** 0.5 in Python? And what does math.pow(-2.0, 0.5) say?",
        "在 Python 里 (-2.0) ** 0.5 是什么？math.pow(-2.0, 0.5) 又会怎样？",
        "A root of a negative number has no value here, and your power is a complex number there; "
        "math.pow refuses it with an error.",
        "负数的根在这里没有值，而你的幂在那里是一个复数；math.pow 则会报错。",
    ),
    "returned-instead-of-error": _slip(
        "What should an operation do where it has no value? And what does yours return there?",
        "在没有值的地方，运算应当怎样？你的运算在那里返回什么？",
        "Where {op} has no value, yours returns {found}. There should be an error, and {function} "
        "raises one by itself: let it through, and put nothing in its place.",
        "在 {op} 没有值的地方，你的运算返回 {found}。那里应当报错，而 {function} 自己就会报错："
        "让它报错，不要用别的东西代替。",
    ),
    "no-error": _slip(
        "What should an operation say where it has no value, and what does yours say there?",
        "在没有值的地方，运算应当怎样？你的运算又会怎样？",
        "Something keeps Python's own error away there, such as an `if` or a `try`; let math.log, "
        "math.exp and math.pow say it.",
        "那里有 if 或 try 之类的东西，使 Python 不再报错；"
        "请让 math.log、math.exp 和 math.pow 来报错。",
    ),
    "power-of-zero": _slip(
        "x⁰ is 1 for every x. What is its slope, and can n · x^(n − 1) be computed at x = 0?",
        "对任何 x，x⁰ 都是 1。它的斜率是多少？在 x = 0 处能算出 n · x^(n − 1) 吗？",
        "x⁰ is 1 everywhere, so its slope is 0 everywhere; 0 · 0^(−1) cannot be computed, so n = 0 "
        "has to be looked at first.",
        "x⁰ 处处是 1，所以斜率处处是 0；0 · 0^(−1) 算不出来，所以要先看 n 是不是 0。",
    ),
    "negative-powers": _slip(
        "For which n is x^n the same for every x, so that its slope is 0? For which does your code "
        "take 0?",
        "对哪些 n，x^n 对任何 x 都一样，所以斜率是 0？你的代码对哪些 n 取了 0？",
        "The slope is 0 only if n is 0; yours is 0 for negative n, too. There it is n·x^(n − 1), "
        "as for positive n.",
        "只有 n 等于 0 时斜率才是 0；你的代码在 n 为负时也给出 0。那里的斜率是 n·x^(n − 1)，"
        "与 n 为正时一样。",
    ),
}
