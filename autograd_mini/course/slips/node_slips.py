"""What goes wrong in a node, its operands and its slopes: lessons 2 and 3."""

from autograd_mini.course.slips.slip import slip as _slip

NODE_SLIPS = {
    "plain-number": _slip(
        "self.data is a number. What makes a node of a number, and remembers the operands?",
        "self.data 是一个数。什么能把数变成节点，并记住运算数？",
        "The operation returns a plain number; it should return Value(number, parents).",
        "这个运算返回的是普通的数；应当返回 Value(data, parents)。",
    ),
    "leaf-with-parents": _slip(
        "What was Value(3.0) computed from? What does __init__ take for its parents?",
        "Value(3.0) 是由什么算出来的？__init__ 把什么当作它的 parents？",
        "A leaf is computed from nothing, so its parents are (), the empty tuple, in __init__.",
        "叶节点不是由任何东西算出来的，所以在 __init__ 里它的 parents 是 ()，空元组。",
    ),
    "no-tuple": _slip(
        "Value takes a number, its parents, and their partials. What are the parents in your call?",
        "Value 依次接受数、parents、partials。在你的调用里，哪些是 parents？",
        "The two operands have to stand in brackets of their own, or only one of them is `parents` "
        "and the other is `partials`.",
        "两个运算数要另外用一对括号括起来，否则一个成了 parents，另一个成了 partials。",
    ),
    "one-node-for-parents": _slip(
        "Print type(J.parents). What is (self) in Python, and what is (self, other)?",
        "请打印 type(J.parents)。在 Python 里 (self) 是什么？(self, other) 又是什么？",
        "The parents are a single node here; they should be a tuple of both operands: "
        "(self, other). Brackets alone make no tuple, for (self) is just self.",
        "这里的 parents 只是一个节点；它应当是两个运算数组成的元组：(self, other)。"
        "只有括号不成元组，(self) 就是 self。",
    ),
    "operands-for-number": _slip(
        "What does Value take first, and what after that? Look at the brackets behind its "
        "def __init__.",
        "Value 先接受什么，再接受什么？请看它的 def __init__ 后面的括号。",
        "The data of the new node should be a number, and operands stand there. Value takes the "
        "number first, and then the parents: Value(number, (self, other)).",
        "新节点的 data 应当是一个数，而那里放的是运算数。Value 先接受数，再接受 parents："
        "Value(data, (self, other))。",
    ),
    "operands-in-one": _slip(
        "Print len(J.parents), and type(…) of the first parent. How many should there be, and of "
        "which type?",
        "请打印 len(J.parents)，再打印第一个 parent 的 type(…)。应当有几个？是什么类型？",
        "There is a bracket too many around the parents: what is in it is one thing, a {kind} with "
        "the nodes inside. The parents are the operands themselves, in one pair of brackets.",
        "parents 多写了一层括号：里面只有一样东西，是装着节点的 {kind}。"
        "parents 应当是运算数本身，只用一对括号。",
    ),
    "seed-added": _slip(
        "What is J.grad when backward() is run once more, before the line that gives it its own 1, "
        "and after that line?",
        "再运行一次 backward() 时，J.grad 在得到自己的那个 1 的那一行之前是多少？之后又是多少？",
        "backward() adds 1 to the gradient of the result, where it should set it to 1.",
        "backward() 给结果的梯度加了 1；应当把它设为 1。",
    ),
    "no-partials": _slip(
        "A node keeps a slope for each of its parents. Where does this operation say which?",
        "节点为它的每个 parent 保存一个斜率。这个运算在哪里给出它们？",
        "The node is made without its partials: Value takes them after the parents, a number for "
        "each parent.",
        "造节点时没有给它 partials：Value 在 parents 之后接受它们，每个 parent 一个数。",
    ),
    "no-comma": _slip(
        "What is (2.0) in Python, and what is (2.0,)?",
        "在 Python 里 (2.0) 是什么？(2.0,) 又是什么？",
        "Brackets alone make no tuple: (x) is x, and a tuple of one thing is (x,), with a comma; "
        "there is one slope for each parent.",
        "只有括号不成元组：(x) 就是 x，只有一个元素的元组是 (x,)，要写逗号；每个 parent 一个斜率。",
    ),
    "too-few-partials": _slip(
        "How many parents does this node have, and how many slopes?",
        "这个节点有几个 parents，几个斜率？",
        "There are not as many partials as parents: each edge has a slope of its own, in the order "
        "of the parents.",
        "partials 与 parents 的个数不同：每条边有自己的斜率，按 parents 的次序。",
    ),
    "numbers-for-nodes": _slip(
        "From J you want to go back to a. Can you get from a number to the node that holds it?",
        "要从 J 走回 a。从一个数能找到存放它的节点吗？",
        "The parents are numbers; they should be the nodes themselves, self and other.",
        "parents 里是数；应当是节点本身，即 self 和 other。",
    ),
    "copies-for-nodes": _slip(
        "When you go back from J along its edges, where should you arrive: at a itself, or at "
        "another node with the same number?",
        "从 J 沿着边往回走，应当走到哪里：a 本身，还是另一个数相同的节点？",
        "Among the parents are new nodes that hold the numbers of the operands; a gradient that is "
        "sent to a copy never reaches a. The parents are the operands themselves, self and other.",
        "parents 里有新造的节点，只是数与运算数相同；传给复制品的梯度永远到不了 a。"
        "parents 应当是运算数本身，即 self 和 other。",
    ),
    "changes-an-operand": _slip(
        "In J = a + b, which node is new? Whose attributes does your operation set?",
        "在 J = a + b 里，哪个节点是新的？你的运算设定的是谁的属性？",
        "The operation changes a node that it is given, as self.parents = … does. a was there "
        "before, and may be used elsewhere; only the new node, which is returned, has a and b as "
        "its parents.",
        "这个运算改动了交给它的节点，例如写了 self.parents = …。a 原来就有，别处也可能用到；"
        "只有返回的那个新节点才以 a、b 为 parents。",
    ),
    "order-turned": _slip(
        "Which operand is on the left of the sign?",
        "运算符左边是哪个运算数？",
        "The parents are turned round: self is on the left of the sign, and other on the right.",
        "parents 的次序反了：self 在运算符左边，other 在右边。",
    ),
    "begins-anew": _slip(
        "What is the first thing that happens to the grad of a parent when its backward() is run?",
        "运行一个运算数的 backward() 时，它的 grad 首先会怎样？",
        "backward() calls itself, and each call sets a grad to 1.0 anew; the part that is repeated "
        "has to be a method of its own.",
        "backward() 调用自己，每次调用都重新把 grad 设为 1.0；重复的部分应当另写成一个方法。",
    ),
    "nodes-for-numbers": _slip(
        "Is a slope a node or a number? Which of them is self, and which is self.data?",
        "斜率是节点还是数？self 是哪一种，self.data 又是哪一种？",
        "A gradient is computed from nodes, so that it is a node itself; partials are numbers.",
        "梯度是用节点算的，所以自己也成了节点；partials 应当是数。",
    ),
}
