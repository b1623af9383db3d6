"""What goes wrong with names, indices and brackets, and with parents and partials side by side.

{name} is what is written, and {near} what is nearly spelt so.
"""

from autograd_mini.course.slips.slip import slip as _slip

NAME_SLIPS = {
    "misspelt": _slip(
        "Which names do the attributes and methods of a node have? Compare them, letter by letter, "
        "with those in your code.",
        "节点的属性和方法叫什么名字？请与你的代码里的名字逐个字母比较。",
        "A name is not spelt as it is where it was given: __init__ gives a node data, grad, "
        "parents, partials and number. What is assigned to another name is a new attribute, which "
        "nobody reads.",
        "有一个名字与定义时的写法不同：__init__ 给节点的是 data、grad、parents、partials、number。"
        "赋给别的名字，就成了没人读的新属性。",
    ),
    "nearly-spelt": _slip(
        "A node has no `{name}`. What are its attributes and methods called? Compare them, letter "
        "by letter.",
        "节点没有 `{name}`。它的属性和方法叫什么名字？请逐个字母比较。",
        "`{name}` is not spelt as it is where it was given: there it is `{near}`. What is assigned "
        "to another name is a new attribute, which nobody reads.",
        "`{name}` 与定义时的写法不同：那里写的是 `{near}`。赋给别的名字，就成了没人读的新属性。",
    ),
    "node-for-list": _slip(
        "`{name}` is a method of a list or a set. Which line has given that variable its value "
        "last, and what has it been since?",
        "`{name}` 是列表或集合的方法。最后给这个变量赋值的是哪一行？从那以后它是什么？",
        "What stands before `.{name}` is a node there: a later line has given the name of your "
        "list to a node. Take another name for one of the two.",
        "`.{name}` 前面的东西在那里是一个节点：后来有一行把你的列表的名字给了节点。"
        "请给其中一个另起名字。",
    ),
    "node-before-dot": _slip(
        "Is `{code}` in that line a node, or the list or the set that collects nodes? Print "
        "type({code}).",
        "那一行里的 `{code}` 是节点，还是收集节点的列表或集合？请打印 type({code})。",
        "`{code}` is a node there, and has no `{name}`. What has one is a list or a set; that is "
        "what has to stand before the dot.",
        "`{code}` 在那里是节点，没有 `{name}`。有 `{name}` 的是列表或集合，点前面要写列表或集合。",
    ),
    "no-such-attribute": _slip(
        "Which attributes does __init__ give to a node, and which methods stand in its class?",
        "__init__ 给节点哪些属性？类里写了哪些方法？",
        "A node has neither an attribute nor a method of that name: __init__ gives it data, grad, "
        "parents, partials and number, and its methods are those in the class Value.",
        "节点没有叫这个名字的属性或方法：__init__ 给它 data、grad、parents、partials、number，"
        "方法则是 Value 类里写的那些。",
    ),
    "of-no-node": _slip(
        "Is `{name}` something that each node has of its own? Where in engine.py is it given its "
        "name?",
        "`{name}` 是每个节点自己的东西吗？它的名字是在 engine.py 的哪里给出的？",
        "`{name}` belongs to no node: it is known everywhere in engine.py. It is written alone, "
        "and not as `{code}`.",
        "`{name}` 不属于任何节点，在 engine.py 里到处都可以用。单独写 `{name}` 就行，"
        "不写成 `{code}`。",
    ),
    "operands-otherwise": _slip(
        "What does `{function}` call its two operands? Look at the brackets behind def.",
        "`{function}` 把它的两个运算数叫什么？请看 def 后面的括号。",
        "The text and the small programs have operands such as `{name}`, but nothing is called so "
        "in `{function}`. There the node on the left of the sign is `{left}`, and the one on the "
        "right is `{right}`; their numbers are {left}.data and {right}.data.",
        "课文和小程序里有叫 `{name}` 之类的运算数，而 `{function}` 里没有叫这个名字的东西。"
        "在那里，运算符左边的节点是 `{left}`，右边的是 `{right}`；"
        "它们的数是 {left}.data 和 {right}.data。",
    ),
    "node-otherwise": _slip(
        "In J.{method}() the node before the dot is J. What is it called within `{method}`? Look "
        "at the brackets behind def.",
        "在 J.{method}() 里，点前面的节点是 J。它在 `{method}` 里面叫什么？请看 def 后面的括号。",
        "The text and the small programs have nodes such as `{name}`, but nothing is called so in "
        "`{function}`. The node for which {method}() was called is `self` there: in "
        "J.{method}(), self is J.",
        "课文和小程序里有叫 `{name}` 之类的节点，而 `{function}` 里没有叫这个名字的东西。"
        "对哪个节点调用了 {method}()，那里的 self 就是哪个节点：写 J.{method}() 时，self 就是 J。",
    ),
    "attribute-without-node": _slip(
        "`{name}` belongs to a node. To which one here, and where is that written?",
        "`{name}` 属于某个节点。这里是哪个节点的？它要写在哪里？",
        "`{name}` is an attribute: in front of it there has to be its node, and a dot, as in "
        "`self.{name}`. Without them Python looks for a variable.",
        "`{name}` 是属性：前面要写它的节点和点，例如 `self.{name}`。否则 Python 会去找变量。",
    ),
    "unknown-name": _slip(
        "Where does `{name}` get its value? Is it spelt so there, and is that in the same "
        "function?",
        "`{name}` 在哪里得到它的值？那里是这样拼写的吗？是在同一个函数里吗？",
        "Nothing is called `{name}` there. It may be misspelt, or the line that should set it is "
        "missing, or sets another name; a variable of another function is known only there.",
        "那里没有叫 `{name}` 的东西。可能是拼错了，也可能是缺少给它赋值的那一行，"
        "或者那一行赋值的是另一个名字；另一个函数的变量，只有那个函数才认识。",
    ),
    "no-value-yet": _slip(
        "Which line is run first: the one that gives `{name}` a value, or the one that reads it?",
        "先运行的是哪一行：给 `{name}` 赋值的，还是读取它的？",
        "A line of this function sets `{name}`, which is a variable of its own therefore, and has "
        "no value where it is read. Is that the name that is meant in both lines?",
        "这个函数里有一行给 `{name}` 赋值，所以它是这个函数自己的变量，而在读取它的地方它没有值。"
        "这两行里要的都是这个名字吗？",
    ),
    "list-for-number": _slip(
        "A single number is meant in that line. Which thing in it is a whole list or tuple, and "
        "which of its elements do you need?",
        "那一行里要的是一个数。哪样东西是整个列表或元组？你要的是其中哪个元素？",
        "A whole list or tuple stands where one number is meant. self.partials, for instance, "
        "holds a slope for each parent: take one of them, by its index, self.partials[i], or in a "
        "loop over zip(self.parents, self.partials).",
        "要一个数的地方给了整个列表或元组。例如 self.partials 里每个 parent 有一个斜率："
        "请取其中一个，用下标 self.partials[i]，"
        "或者用循环走 zip(self.parents, self.partials)。",
    ),
    "node-for-index": _slip(
        "What stands in the square brackets there, and what is its type? What should an index be?",
        "那里的方括号里是什么？它是什么类型？下标应当是什么？",
        "An index is the place of an element, a whole number from 0 on, and a node stands there: "
        "`for parent in self.parents` gives the nodes themselves. With `for i in "
        "range(len(self.parents))` the loop counts, and self.partials[i] is the slope for "
        "self.parents[i].",
        "下标是元素的位置，是从 0 开始的整数，而那里写的是节点：for parent in self.parents "
        "给出的是节点本身。用 for i in range(len(self.parents)) 让循环计数，"
        "self.partials[i] 就是 self.parents[i] 的斜率。",
    ),
    "list-for-count": _slip(
        "Up to which number should the loop count? What do you give to range(…)?",
        "循环应当数到几？你给 range(…) 的是什么？",
        "A list or a tuple stands where a whole number is meant. How many elements it has is "
        "len(…), as in range(len(self.parents)).",
        "要整数的地方给了列表或元组。它有几个元素，要写 len(…)，例如 range(len(self.parents))。",
    ),
    "no-function": _slip(
        "Which thing in that line has round brackets ( ) behind it, and is it a function?",
        "那一行里哪样东西后面写了圆括号 ( )？它是函数吗？",
        "Round brackets behind a thing call it, and it is a number, a list or a tuple. An element "
        "is asked for by [ ], as in self.partials[i]; a product needs *, and what sets a number "
        "is =.",
        "在一样东西后面写圆括号就是调用它，而它是数、列表或元组。取元素用 [ ]，"
        "例如 self.partials[i]；乘要写 *；设定一个数用 =。",
    ),
    "arguments": _slip(
        "What stands in the brackets of the call, and what in those of its def? Count both, and "
        "self as well.",
        "调用的括号里有几样东西？def 的括号里有几个名字？两边都数一数，self 也算。",
        "The call and its def do not fit. What stands in the brackets of the call goes to the "
        "names in the brackets of def, one after the other; in a method the first of these is "
        "self, which gets the node before the dot, so that def send(self) is called as "
        "parent.send(). Parents and partials are one thing each, and have brackets of their own.",
        "调用与 def 对不上。调用时括号里的东西依次交给 def 括号里的名字；方法的第一个名字是 "
        "self，它得到点前面的节点，所以 def send(self) 要写成 parent.send() 来调用。"
        "parents 和 partials 各算一样，各有自己的括号。",
    ),
    "argument-nearly-spelt": _slip(
        "Which arguments can `{function}` be given by a name? Compare `{name}` with them, letter "
        "by letter.",
        "`{function}` 可以用名字指定哪些参数？请把 `{name}` 与它们逐个字母比较。",
        "`{function}` has no argument called `{name}`; `{near}` is one.",
        "`{function}` 没有叫 `{name}` 的参数；它有一个叫 `{near}`。",
    ),
    "no-such-argument": _slip(
        "Which arguments can `{function}` be given by a name? Is `{name}` one of them?",
        "`{function}` 可以用名字指定哪些参数？`{name}` 是其中之一吗？",
        "`{function}` has no argument called `{name}`. By a name it can be given only: `{known}`.",
        "`{function}` 没有叫 `{name}` 的参数。它可以用名字指定的参数只有：`{known}`。",
    ),
    "not-as-many-names": _slip(
        "How many names are there for what is taken apart, and how many things are in it?",
        "拆开来要分给几个名字？里面有几样东西？",
        "There are not as many names as things: u, v = … takes two things apart, no more and no "
        "less. `for u, v in …` needs a pair at each turn: zip(…, …) makes pairs of two lists.",
        "名字的个数与东西的个数不同：u, v = … 拆开的正好是两样。for u, v in … 每一圈要的是一对："
        "zip(…, …) 把两个列表配成一对一对的。",
    ),
    "changed-in-its-loop": _slip(
        "What does the loop go through, and which line within it puts something in there, or "
        "takes something out?",
        "循环走的是什么？循环里的哪一行往里面放东西，或者从里面取东西？",
        "A loop goes through a set while something is put into it or taken out of it. Keep the "
        "nodes that are still to be looked at in a list of their own, and take one out at each "
        "turn.",
        "循环正在逐个走一个集合，同时又往里面放或从里面取。"
        "请把还没有看过的节点另放在一个列表里，每一圈取出一个。",
    ),
    "partials-of-the-parent": _slip(
        "Whose slopes do you take in that line: those of the node that sends, or those of the "
        "parent? With which of the two is the slope of the edge between them kept?",
        "那一行里你取的是谁的斜率：传递的节点的，还是它的 parent 的？两者之间那条边的斜率存放在"
        "哪一个里？",
        "You take the slopes of the parent, which belong to its own edges, and of which a leaf "
        "has none. The slope of an edge is kept with the node that was computed: in partials of "
        "the node that sends, in the order of its parents.",
        "你取的是 parent 的斜率，它们属于 parent 自己的边，而叶节点一个也没有。"
        "一条边的斜率存放在算出来的那个节点里：在传递的节点的 partials 里，次序与它的 parents "
        "相同。",
    ),
    "slopes-mixed-up": _slip(
        "Which slope belongs to the first parent, and which to the second? Which of them does "
        "each get from your loop?",
        "哪个斜率属于第一个 parent？哪个属于第二个？在你的循环里，它们各得到哪一个？",
        "Each parent should get the slope of its own edge; here every parent gets the same one, "
        "or all of them one after the other. self.partials[i] goes with self.parents[i], so go "
        "through both at once: with an index, or with zip.",
        "每个 parent 应当得到自己那条边的斜率；这里每个 parent 得到的是同一个，"
        "或者依次得到了全部。self.partials[i] 与 self.parents[i] 是一对，所以两者要一起走："
        "用下标，或者用 zip。",
    ),
    "no-zip": _slip(
        "Print what the loop gets at each turn, before it is taken apart. Is it a parent with its "
        "slope?",
        "把循环每一圈得到的东西在拆开之前打印出来。它是一个 parent 和它的斜率吗？",
        "`for u, v in A, B` takes first A apart, and then B. Pairs, of one element of A and one "
        "of B, are what zip(A, B) gives.",
        "for u, v in A, B 先拆开 A，再拆开 B。要 A 的一个元素配 B 的一个元素，用 zip(A, B)。",
    ),
}
