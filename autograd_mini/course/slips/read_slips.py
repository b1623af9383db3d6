"""What goes wrong in a line that ends in an error, where the line itself says more than the error.

{name} is a name in it, {code} a part of it.
"""

from autograd_mini.course.slips.slip import slip as _slip

READ_SLIPS = {
    "math-forgotten": _slip(
        "`{name}` is a function of a module. Of which one, and how is it called there?",
        "`{name}` 是某个模块里的函数。是哪个模块？要怎样写才能用到它？",
        "A function of the module math is called with its name in front: {near}(…). It takes a "
        "plain number, as self.data is.",
        "模块 math 里的函数，前面要写上模块的名字：{near}(…)。它接受普通的数，例如 self.data。",
    ),
    "not-in-math": _slip(
        "Is there a `{name}` in the module math? What is it called there, or who has to write it?",
        "模块 math 里有 `{name}` 吗？它在那里叫什么？或者要由谁来写？",
        "There is no `{name}` in math. What this course needs of it is math.exp, math.log, which "
        "is the natural logarithm, and math.pow; the rest is made of them.",
        "math 里没有 `{name}`。这门课用到的是 math.exp、math.log（自然对数）和 math.pow；"
        "其余的由它们组成。",
    ),
    "outside-the-class": _slip(
        "How many spaces stand before `def {name}`, and how many before the def of __init__?",
        "`def {name}` 前面有几个空格？__init__ 的 def 前面有几个？",
        "`def {name}` in line {at} is not among the methods of the class Value, so that a node "
        "has no `{name}`. Its def has to stand as far to the right as that of __init__, with 4 "
        "spaces before it, and what is in it 4 spaces further.",
        "第 {at} 行的 `def {name}` 不在 Value 类的方法之中，所以节点没有 `{name}`。"
        "它的 def 要与 __init__ 的 def 对齐，前面是 4 个空格，里面的内容再缩进 4 个空格。",
    ),
    "called-otherwise": _slip(
        "What does `{function}` call the things that it is given? Look at the brackets behind def.",
        "`{function}` 把交给它的东西叫什么名字？请看 def 后面的括号。",
        "Nothing is called `{name}` in `{function}`. What it is given is called {near} there, as "
        "the brackets behind def say; each function has names of its own. If something else is "
        "meant, the line that gives `{name}` a value is missing.",
        "`{function}` 里没有叫 `{name}` 的东西。它得到的东西在那里叫 {near}，"
        "就像 def 后面的括号里写的；每个函数有自己的名字。"
        "如果要的不是它，就是缺少给 `{name}` 赋值的那一行。",
    ),
    "no-else": _slip(
        "For the numbers of the program above, which branches of the if in line {at} are run? Does "
        "one of them give `{name}` a value?",
        "对上面程序里的数，第 {at} 行的 if 走了哪个分支？它给 `{name}` 赋值了吗？",
        "`{name}` gets a value only where a condition holds, and here none does. What is to be "
        "done in all other cases stands after else:.",
        "只有条件成立时 `{name}` 才得到值，而这里没有一个条件成立。"
        "其余的情况要怎么做，写在 else: 之后。",
    ),
    "no-range": _slip(
        "What is `{code}`: a list, or one number? What can a loop go through?",
        "`{code}` 是列表，还是一个数？循环可以走过什么？",
        "`{code}` is one number, and a loop needs something with elements. The numbers from 0 on, "
        "up to it, are range({code}).",
        "`{code}` 是一个数，而循环要的是有元素的东西。从 0 开始、小于它的各个数，"
        "写作 range({code})。",
    ),
    "asked-of-its-number": _slip(
        "`{near}` and `{code}` are two things. Which of them is a node, which is a number, and "
        "which has a method `{name}`?",
        "`{near}` 和 `{code}` 是两样东西。哪个是节点，哪个是数？哪个有方法 `{name}`？",
        "`{near}` is a node, and `{code}` is its number, which has no method `{name}`, and from "
        "which no edge leads back. Leave out .data there.",
        "`{near}` 是节点，`{code}` 是它的数：数没有方法 `{name}`，从它出发也没有边可走。"
        "那里不要写 .data。",
    ),
    "no-elements": _slip(
        "Which thing in that line is taken for a list? Where does it come from, and is it given to "
        "the function in the order in which def names things?",
        "那一行里哪样东西被当成了列表？它从哪里来？交给函数的次序与 def 里的名字一致吗？",
        "One number, or one node, stands where a list is meant: it is an element already, or the "
        "things in the brackets of a call are in another order than the names in those of def.",
        "要列表的地方给了一个数或一个节点：它已经是元素了；"
        "或者调用时括号里的次序与 def 括号里的名字不一致。",
    ),
    "no-key": _slip(
        "For each node in turn, `{function}` calls what stands behind `key=`. Is `{code}` a "
        "function, which can be called?",
        "`{function}` 对每个节点都调用一次 `key=` 后面的东西。`{code}` 是可以调用的函数吗？",
        "key has to be a function, which `{function}` calls with one node after the other: "
        "key=lambda n: n.number. `{code}` is no function: Python works it out only once, before "
        "`{function}` begins.",
        "key 必须是一个函数，`{function}` 用每个节点逐一调用它：key=lambda n: n.number。"
        "`{code}` 不是函数：在 `{function}` 开始之前，Python 只计算它一次。",
    ),
    "index-of": _slip(
        "How many elements does `{code}` have, and which of them does `[{index}]` ask for? The "
        "first has the index 0.",
        "`{code}` 有几个元素？`[{index}]` 要的是哪一个？第一个的下标是 0。",
        "len({code}) is {count} there, so that the last index is {last}, and `{index}` is "
        "{number}. See how far the loop counts, or what else the index comes from.",
        "那里的 len({code}) 是 {count}，所以最后一个下标是 {last}，而 `{index}` 是 {number}。"
        "请看循环数到几，或者这个下标从哪里来。",
    ),
    "index-written": _slip(
        "What is len({code}) when that line is run, and which element does `[{index}]` ask for? "
        "The first has the index 0.",
        "运行到那一行时，len({code}) 是几？`[{index}]` 要的是哪一个元素？第一个的下标是 0。",
        "len({code}) is {count} there, so that the last index is {last}, and {index} is written in "
        "the brackets. How many elements there are is not always the same: a loop takes as many as "
        "there are, and [-1] is the last of them.",
        "那里的 len({code}) 是 {count}，所以最后一个下标是 {last}，而方括号里写的是 {index}。"
        "元素的个数并不总是一样：循环会有几个就取几个，[-1] 是最后一个。",
    ),
    "index-of-nothing": _slip(
        "How many elements does `{code}` have when that line is run? Print it.",
        "运行到那一行时，`{code}` 有几个元素？请打印出来。",
        "`{code}` is empty there, so that it has no element at all, and none with the index "
        "`{index}`.",
        "`{code}` 在那里是空的，一个元素也没有，所以没有下标为 `{index}` 的元素。",
    ),
    "node-for-number": _slip(
        "Is `{code}` in that line a node or a number? What does Python need there?",
        "那一行里的 `{code}` 是节点还是数？Python 在那里需要哪一种？",
        "`{code}` is a node, and a number is meant there: the number that it holds is {code}.data.",
        "`{code}` 是节点，而那里要的是数：它存放的数是 {code}.data。",
    ),
    "method-of-a-number": _slip(
        "Is `{code}` in that line a node or a number? Which function is for numbers?",
        "那一行里的 `{code}` 是节点还是数？如果是数，该用哪个函数？",
        "`{code}` is a plain number, and has no such method, as nodes have. For numbers there is "
        "a function of math: {near}.",
        "`{code}` 是普通的数，没有节点那样的方法。对数要用 math 里的函数：{near}。",
    ),
    "sign-for-call": _slip(
        "Is `{name}` a number or a function? How is its value at a point written?",
        "`{name}` 是数还是函数？它在一个点处的值怎样写？",
        "`{name}` is a function, and `{code}` does not call it. Its value is written {meant}, with "
        "round brackets right behind the name and no sign between.",
        "`{name}` 是函数，而 `{code}` 没有调用它。它的值要写成 {meant}："
        "圆括号紧跟在名字后面，中间没有运算符。",
    ),
    "for-order": _slip(
        "Write the loops of that line below each other. Which of them is the outer one, and which "
        "does Python meet first?",
        "把那一行里的几个 for 改写成上下几层循环。哪一个在最外面？Python 先遇到的又是哪一个？",
        "`{name}` is read before `{near}` gives it a value. Several for in one expression stand in "
        "the order of loops below each other, the outer one first.",
        "`{name}` 在 `{near}` 给它值之前就用到了。一个式子里的几个 for，"
        "次序与上下嵌套的循环相同：最外面的写在前面。",
    ),
    "no-power": _slip(
        "Is `{code}` a power in Python? Which function or sign is?",
        "在 Python 里 `{code}` 是乘方吗？乘方用哪个函数或符号？",
        "In Python ^ is no power, and not meant for such numbers at all. In place of `{code}` "
        "write {near}.",
        "在 Python 里 ^ 不是乘方，也不能用于这样的数。请把 `{code}` 写成 {near}。",
    ),
    "no-power-of-all": _slip(
        "Is `{code}` a power in Python? Which function or sign is?",
        "在 Python 里 `{code}` 是乘方吗？乘方用哪个函数或符号？",
        "In Python ^ is no power, and not meant for such numbers at all: see `{code}`. Write "
        "math.pow(a, b) for a to the power b.",
        "在 Python 里 ^ 不是乘方，也不能用于这样的数，见 `{code}`。"
        "a 的 b 次方写成 math.pow(a, b)。",
    ),
    "divided-by-gradient": _slip(
        "What is `{code}` when an operation makes its node, before any backward()?",
        "一个运算造节点的时候，还没有运行 backward()，这时 `{code}` 是多少？",
        "`{code}` is 0 there: gradients are there only after backward(). A slope is computed from "
        "the numbers of the operands, their data.",
        "那里的 `{code}` 是 0：运行 backward() 之后才有梯度。斜率要用运算数的数 data 来算。",
    ),
    "divided-by-0": _slip(
        "By what does that line divide, and what is it worth for the program above? Print it.",
        "那一行除以的是什么？对上面的程序，它的值是多少？请打印出来。",
        "`{code}` is 0 there, and nothing can be divided by 0. See whether that is the number that "
        "is meant, and where it comes from.",
        "那里的 `{code}` 是 0，不能用来除。请看要除以的是不是这个数，它又是从哪里来的。",
    ),
}
