"""What an error of Python comes of, or a thing of another type than it is taken for."""

from autograd_mini.course.slips.slip import slip as _slip

ERROR_SLIPS = {
    "no-return": _slip(
        "What does a function give back that ends without `return`?",
        "一个函数没有用 return 就结束了，它给出的是什么？",
        "It returns None: the result is computed, or printed, and there is no `return` before it.",
        "返回的是 None：算出了结果，或者打印了结果，却没有写 return。",
    ),
    "no-number": _slip(
        "A number is asked for there. What does yours give, and what is its type(…)?",
        "这里要的是一个数。你给出的是什么？它的 type(…) 是什么？",
        "It gives something else than a number: a list, for instance, whose element is meant, or a "
        "function that has not been called.",
        "给出的不是数：例如是列表，而要的是里面的元素；或者是还没有调用的函数。",
    ),
    "error": _slip(
        "Read the error, and the line that it names. Which name or which type is meant there?",
        "请读这个错误和它指出的那一行。那里说的是哪个名字、哪种类型？",
        "Python cannot run that line: a name is not the one that was given, or a thing is of "
        "another type than the line takes it for. Print type(…) of each of them before it.",
        "Python 无法运行这一行：某个名字与定义时的不同，或者某样东西的类型不是这一行所需要的。"
        "请在它前面打印各样东西的 type(…)。",
    ),
    "lost-attribute": _slip(
        "Which attributes does __init__ give to a new node, and how are they spelt?",
        "__init__ 给新节点哪些属性？它们的名字是怎样拼写的？",
        "A node lacks an attribute that __init__ has given it: data, grad, parents, partials and "
        "number, spelt so.",
        "节点少了 __init__ 给它的一个属性：data、grad、parents、partials、number，名字要写对。",
    ),
    "math-of-a-node": _slip(
        "Which type does a function of math take, and of which type is what you give it?",
        "math 里的函数接受哪种类型？你给它的又是哪种类型？",
        "A function of math takes a plain number. Inside Value that is self.data; outside, a node "
        "has methods of its own for it, as in a.log().",
        "math 里的函数接受普通的数。在 Value 类的方法里，要写 self.data；"
        "在类外面，用节点自己的方法，例如 a.log()。",
    ),
    "number-for-node": _slip(
        "Which of the things in that line is a plain number? What makes a node of a number?",
        "那一行里哪样东西是普通的数？什么能把数变成节点？",
        "A plain number is used as a node. Where the number is what you want, it is there already, "
        "without .data. Where it should be a node: in an operator `other = node(other)` makes one "
        "of it first; elsewhere, see where the number comes from, and keep the node.",
        "把普通的数当成了节点。如果要的就是数，那它已经是了，不用再写 .data。"
        "如果要的是节点：在运算符里，先用 other = node(other) 把它变成节点；"
        "在别处，看看这个数从哪里来，保留那个节点。",
    ),
    "list-for-node": _slip(
        "Which of the things in that line is a list, or a pair? Is one of its elements meant?",
        "那一行里哪个是列表或元组？你要的是不是其中的一个元素？",
        "A whole list or tuple is used as one node, as in self.parents.grad; take its elements "
        "one by one, with a loop, for parent in self.parents, or by two names, z, a = ….",
        "把整个列表或元组当成了一个节点，例如 self.parents.grad；"
        "请用循环 for parent in self.parents 逐个取出元素，或者用两个名字：z, a = …。",
    ),
    "not-called": _slip(
        "What stands behind the name of a function or a method when it is called?",
        "调用一个函数或方法时，它的名字后面要写什么？",
        "A function or a method is used without being called: its brackets () are missing.",
        "用了函数或方法却没有调用它：少了括号 ()。",
    ),
    "too-large": _slip(
        "Put the numbers of the program into your formula by hand. Which part becomes too large?",
        "把程序里的数代入你的公式手算。哪一部分变得太大？",
        "A number in that line is too large for a computer; write the formula so that nothing in "
        "it grows, as e^x / (1 + e^x) for a negative x.",
        "那一行里有一个数大得计算机放不下；请把公式写成什么都不变大的样子，"
        "例如 x 为负时用 e^x / (1 + e^x)。",
    ),
    "number-out-of-place": _slip(  # where no line is known
        "Print, step by step, what the program above computes. Which is the first number that is "
        "out of place?",
        "把上面的程序算出的数一步一步打印出来。第一个不对的是哪个数？",
        "Somewhere there is a number with which the next step cannot be computed: one that is "
        "divided by is 0, for instance, or has no logarithm. Work the steps out by hand as far as "
        "the first number that differs.",
        "某一步得到的数，让后面的一步算不出来：例如除数是 0，或者某个数没有对数。"
        "请一步一步手算，直到第一个不同的数。",
    ),
    "unexpected-number": _slip(
        "Print what the line that is named works with. Which number is out of place?",
        "把那一行用到的东西打印出来。哪个数不对？",
        "With what it gets, that line cannot be computed: a number that is divided by is 0, for "
        "instance, or has no logarithm. Either what it gets is wrong, or the line itself: work it "
        "out by hand.",
        "用它得到的东西，这一行算不出来：例如除数是 0，或者某个数没有对数。"
        "要么是得到的东西不对，要么是这一行本身不对：请把它手算一遍。",
    ),
    "index": _slip(
        "Which list is it in that line, how many elements are in it then, and which of them is "
        "asked for? The first has the index 0.",
        "那一行里是哪个列表？那时里面有几个元素？要的是哪一个？第一个的下标是 0。",
        "There is no such element: of n elements the last has the index n − 1, and of an empty "
        "list there is none to take.",
        "没有这个元素：n 个元素中，最后一个的下标是 n − 1；空列表里什么也取不出来。",
    ),
    "calls-itself": _slip(
        "Which function calls itself here, by its name or by an operator? When does it stop?",
        "这里是哪个函数在调用自己，用名字，还是用运算符？它什么时候停？",
        "A function calls itself without end: by its name, or by an operator, for which Python "
        "calls a method of the node.",
        "函数无休止地调用自己：用名字，或者用运算符，因为 Python 会为它调用节点的方法。",
    ),
}
