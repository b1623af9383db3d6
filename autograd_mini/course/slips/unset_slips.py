"""What goes wrong where a name has no value yet: another is set, it is set later, or nowhere.

{name} is read in line {line}, which is in {function}; {at} is a line that sets something.
"""

from autograd_mini.course.slips.slip import slip as _slip

UNSET_SLIPS = {
    "never-set": _slip(
        "Where does `{name}` get its value? Is it spelt so there, and is that in `{function}`?",
        "`{name}` 在哪里得到它的值？那里是这样拼写的吗？是在 `{function}` 里吗？",
        "No line of `{function}` gives `{name}` a value. It may be misspelt in line {line}, or the "
        "line that should set it is missing, or sets another name.",
        "`{function}` 里没有一行给 `{name}` 赋值。可能是第 {line} 行里拼错了，"
        "也可能是缺少给它赋值的那一行，或者那一行赋值的是另一个名字。",
    ),
    "of-another-function": _slip(
        "Where does `{name}` get its value? Is it spelt so there, and is that in `{function}`?",
        "`{name}` 在哪里得到它的值？那里是这样拼写的吗？是在 `{function}` 里吗？",
        "No line of `{function}` gives `{name}` a value; `{other}` has a variable of that name, "
        "which only `{other}` knows. It may be misspelt in line {line}, or the line of "
        "`{function}` that should set it is missing, or sets another name.",
        "`{function}` 里没有一行给 `{name}` 赋值；`{other}` 里有这个名字的变量，"
        "但只有 `{other}` 才认识它。可能是第 {line} 行里拼错了，"
        "也可能是 `{function}` 里缺少给它赋值的那一行，或者那一行赋值的是另一个名字。",
    ),
    "set-by-another-name": _slip(
        "Which line should give `{name}` its value before it is read? Which names does that line "
        "set?",
        "在读取 `{name}` 之前，应当由哪一行给它赋值？那一行赋值的是哪些名字？",
        "Before line {line} reads `{name}`, no line of `{function}` has given it a value; line "
        "{at} gives a value to {near}. Should it set `{name}`, or is another name meant in line "
        "{line}? If neither, the line that sets `{name}` is missing.",
        "第 {line} 行读取 `{name}` 之前，`{function}` 里没有一行给它赋过值；"
        "第 {at} 行赋值的是 {near}。是那里应当给 `{name}` 赋值，"
        "还是第 {line} 行里要的是另一个名字？如果都不是，就是缺少给 `{name}` 赋值的那一行。",
    ),
    "spelt-nearly": _slip(
        "Is `{name}` spelt in the same way everywhere? Compare it, letter by letter, with the "
        "names that `{function}` knows.",
        "`{name}` 在各处的写法都相同吗？请与 `{function}` 认识的名字逐个字母比较。",
        "Nothing is called `{name}` in line {line}; what is known is `{near}`, which is spelt "
        "nearly so. If that is not what is meant, the line that sets `{name}` is missing.",
        "第 {line} 行里没有叫 `{name}` 的东西，有的是写法相近的 `{near}`。"
        "如果要的不是它，就是缺少给 `{name}` 赋值的那一行。",
    ),
    "known-within": _slip(
        "Which part of the code knows `{name}`, and does line {line} belong to it?",
        "代码的哪一部分认识 `{name}`？第 {line} 行属于那一部分吗？",
        "`{name}` is known only within the expression of line {at} with `{code}`, and line {line} "
        "reads it outside of that. Out here it needs a value of its own, or another name is meant.",
        "`{name}` 只有在第 {at} 行带 `{code}` 的式子里才有，而第 {line} 行在那个式子之外读取它。"
        "在外面要另外给它赋值，或者要的是另一个名字。",
    ),
    "unknown-function": _slip(
        "Which function is called in line {line}? Where does its def stand, and is it spelt so "
        "there?",
        "第 {line} 行调用的是哪个函数？它的 def 在哪里？那里是这样拼写的吗？",
        "No function is known as `{name}` in line {line}: the name may be misspelt, or the def or "
        "the import that it needs is missing.",
        "第 {line} 行不认识名叫 `{name}` 的函数：可能是拼错了，"
        "也可能是缺少它的 def，或者缺少 import。",
    ),
    "number-of-math": _slip(
        "Where does `{name}` get its value? Is it a variable of `{function}`, or a number that has "
        "a name in mathematics?",
        "`{name}` 在哪里得到它的值？它是 `{function}` 的变量，还是数学里有名字的一个数？",
        "No line of `{function}` gives `{name}` a value. If the number of the module math is "
        "meant in line {line}, it is written math.{name}; otherwise the line that sets `{name}` "
        "is missing, or sets another name.",
        "`{function}` 里没有一行给 `{name}` 赋值。如果第 {line} 行里要的是模块 math 里的那个数，"
        "要写成 math.{name}；否则就是缺少给 `{name}` 赋值的那一行，或者那一行赋值的是另一个名字。",
    ),
    "hides-a-function": _slip(
        "What is `{name}` outside of `{function}`, and what does line {at} make of it within?",
        "在 `{function}` 之外，`{name}` 是什么？第 {at} 行在里面把它变成了什么？",
        "Line {at} gives a value to `{name}`, so that in the whole of `{function}` it is a "
        "variable, and no longer what is called so outside. Line {line} calls it when it has no "
        "value yet. Give the variable another name.",
        "第 {at} 行给 `{name}` 赋值，所以它在整个 `{function}` 里都是一个变量，"
        "不再是外面叫这个名字的东西。第 {line} 行调用它时，它还没有值。请给这个变量另起名字。",
    ),
    "read-where-set": _slip(
        "What is `{name}` worth just before line {line} is run? Is it the name that is meant "
        "there?",
        "第 {line} 行运行之前，`{name}` 的值是多少？那里要的是这个名字吗？",
        "Line {line} sets `{name}`, and before that it reads `{name}`, which has no value then. "
        "Is that the name that is meant there, both times? If it is, it needs its first value in a "
        "line before.",
        "第 {line} 行给 `{name}` 赋值，但在这之前先要读取 `{name}`，而那时它还没有值。"
        "这两处要的都是这个名字吗？如果是，前面要有一行给它第一个值。",
    ),
    "read-where-set-in-a-loop": _slip(
        "What is `{name}` worth just before line {line} is run for the first time? Is it the name "
        "that is meant there?",
        "第 {line} 行第一次运行之前，`{name}` 的值是多少？那里要的是这个名字吗？",
        "Line {line} sets `{name}`, and before that it reads `{name}`, which has no value at the "
        "first turn. Is that the name that is meant there, both times? If it is, it needs its "
        "first value in a line before.",
        "第 {line} 行给 `{name}` 赋值，但在这之前先要读取 `{name}`，而第一圈时它还没有值。"
        "这两处要的都是这个名字吗？如果是，前面要有一行给它第一个值。",
    ),
    "set-in-a-block": _slip(
        "Has the line that gives `{name}` a value been run when line {line} reads it? Is it the "
        "name that is meant there?",
        "第 {line} 行读取 `{name}` 时，给它赋值的那一行运行过吗？那里要的是这个名字吗？",
        "Line {at} gives `{name}` a value, but it is within a loop or an if, and has not been run "
        "when line {line} reads `{name}`. If that is the name that is meant, give it a value "
        "before the loop or the if.",
        "第 {at} 行给 `{name}` 赋值，但它在循环或 if 里面，"
        "第 {line} 行读取 `{name}` 时还没有运行过。"
        "如果要的就是这个名字，请在循环或 if 之前给它一个值。",
    ),
    "read-before-set": _slip(
        "Which line is run first: the one that gives `{name}` a value, or the one that reads it? "
        "Is it the name that is meant in both?",
        "先运行的是哪一行：给 `{name}` 赋值的，还是读取它的？这两行里要的都是这个名字吗？",
        "Line {line} reads `{name}`, which gets its value in line {at}, and that has not been run "
        "then. Is `{name}` the name that is meant in both lines? If it is, it needs a value before "
        "line {line}.",
        "第 {line} 行读取 `{name}`，而给它赋值的是第 {at} 行，那时还没有运行。"
        "这两行里要的都是 `{name}` 吗？如果是，在第 {line} 行之前要先给它一个值。",
    ),
    "capital-letter": _slip(
        "Compare `{name}` with how that is written at the top of engine.py, letter by letter.",
        "请把 `{name}` 和 engine.py 开头的写法逐个字母地比较。",
        "`{name}` has a capital letter, and `{near}` has none: for Python these are two names, and "
        "only the second one is known.",
        "`{name}` 里有大写字母，`{near}` 里没有：对 Python 来说这是两个名字，它只认识后者。",
    ),
}
