"""What goes wrong in the value of an operation, beside what the table has: lessons 2 and 6."""

from autograd_mini.course.slips.slip import slip as _slip

SLOPE_OF_0, WITHOUT_BRACKETS = "slope-of-0", "slope-without-brackets"
VALUE_WITHOUT_BRACKETS = "value-without-brackets"
OPERATION_SLIPS = {
    "other-operation": _slip(
        "Work the program above out by hand, and then as your code has it. Which sign, or "
        "which operand, differs?",
        "把上面的程序手算一遍，再按你的代码算一遍。哪个运算符或运算数不同？",
        "What this operation computes is {found}, where {should} is meant.",
        "这个运算算的是 {found}，应当算 {should}。",
    ),
    "wrong-slope-given": _slip(
        "In {code}: how far does the result move if {operand} moves by 0.001? And which slope does "
        "your program have for it?",
        "在 {code} 里：{operand} 动 0.001，结果动多少？你的程序里它的斜率是多少？",
        "A pass multiplies with the slopes that the operations give it, and one of these is wrong "
        "in the program above: the slope of {code} with respect to {operand} is {found}; it should "
        "be {should}.",
        "反向传播乘的是各个运算给出的斜率。上面的程序里有一个斜率不对："
        "{code} 对 {operand} 的斜率是 {found}，应为 {should}。",
    ),
    "minus-on-one-side": _slip(
        "Follow your code for one number with {side}, by hand. What is the power of e there, and "
        "what is the quotient?",
        "取一个 {side} 的数，按你的代码手算一遍。那里 e 的几次方是多少？商又是多少？",
        "Where {side}, your lines compute σ(−x) in place of σ(x): the power and the quotient do "
        "not go together. With e^x, σ(x) is e^x / (1 + e^x); with e^(−x), it is 1 / (1 + e^(−x)).",
        "在 {side} 的地方，你的代码算的是 σ(−x)，不是 σ(x)：e 的幂与商不相配。"
        "用 e^x 时，σ(x) 是 e^x / (1 + e^x)；用 e^(−x) 时，σ(x) 是 1 / (1 + e^(−x))。",
    ),
    "operand-replaced": _slip(
        "Print self and other at the end of your operation, for a + b and for a * b. Are they a "
        "and b?",
        "请在你的运算末尾打印 self 和 other，对 a + b 和 a * b 各试一次。它们是 a 和 b 吗？",
        "After `{code}`, `{name}` is made of `{other}`, and what it was before is gone: one "
        "operand is there twice, and the other not at all.",
        "运行 `{code}` 之后，`{name}` 由 `{other}` 得来，它原来的内容就没有了："
        "一个运算数出现两次，另一个一次也没有。",
    ),
    "things-for-nodes": _slip(
        "Print type(…) of each of the parents of J. Which type should it be?",
        "请打印 J 的每个 parent 的 type(…)。应当是什么类型？",
        "A parent has to be a node, and one of these is a {kind}. The parents are the operands "
        "themselves, self and other, and not an attribute of theirs.",
        "parent 应当是节点，而这里有一个是 {kind}。parents 就是运算数本身，即 self 和 other，"
        "不是它们的属性。",
    ),
    "close-slope": _slip(
        "Print the partials of J = a {op} b with all their digits. Where do they come from, and "
        "which numbers should they be by the rule of lesson 3?",
        "请把 J = a {op} b 的 partials 连同所有小数位打印出来。它们从哪里来？"
        "按第 3 课的规则，应当是哪两个数？",
        "slope is close, but not exact: it takes two points that are near, and not the rule. For "
        "{op} the rule gives the slopes at once, and exactly: {rule}.",
        "slope 给出的只是近似值，并不精确：它用的是两个相近的点，而不是规则。"
        "对 {op}，由规则直接得到精确的斜率：{rule}。",
    ),
    "slope-upside-down": _slip(
        "Which slope has this operation in the table of lesson 6, and which is yours? Put the "
        "number of the program into both.",
        "这个运算的斜率在第 6 课的表里是什么？你的是什么？把上面程序里的数代入两者。",
        "The slope is upside down: it is 1 divided by what the table of lesson 6 has.",
        "斜率颠倒了：它是 1 除以第 6 课表里的斜率。",
    ),
    "slope-for-number": _slip(
        "A node is made of its number, its parents and a slope for each. What do you give {op} as "
        "its number, and what as its slope?",
        "造一个节点要用它的数、parents，以及对每个 parent 的斜率。"
        "在 {op} 里，你把什么当作数，把什么当作斜率？",
        "The node of {op} has its slope where its number belongs: what Value takes first is the "
        "number.",
        "{op} 的节点在该放数的地方放了斜率：Value 首先接受的是数。",
    ),
    "node-in-a-node": _slip(
        "What does Value take first: a number, or a node? Which of them is yours?",
        "Value 的第一个参数是数还是节点？你给的是哪一种？",
        "The data of the new node is a node itself; data is a plain number, as self.data is.",
        "新节点的 data 本身又是一个节点；data 应当是普通的数，像 self.data 那样。",
    ),
    "number-for-parent": _slip(
        "A gradient is sent to each parent. Which of the things that you give as parents is a "
        "node, and which is a plain number?",
        "梯度会传给每个 parent。你作为 parents 给出的，哪个是节点，哪个是普通的数？",
        "A plain number stands among the parents, and nothing can be sent to it. Such an operation "
        "has one operand that is a node, and so one parent, (self,), and one slope.",
        "parents 里有一个普通的数，梯度没法传给它。这样的运算只有一个运算数是节点，"
        "所以只有一个 parent，即 (self,)，也只有一个斜率。",
    ),
    "number-compared": _slip(
        "Which of the things that are compared in that line is a node, and which a number?",
        "那一行里比较的东西，哪个是节点，哪个是数？",
        "A node is compared with a number. What is meant is the number that the node holds: for "
        "the node self that is self.data.",
        "把节点和数作了比较。应当比较节点存放的数：对节点 self 来说，那是 self.data。",
    ),
    "plain-result": _slip(
        "What does each `return` of this operation give: a node, or a plain number?",
        "这个运算的每个 return 给出的是节点，还是普通的数？",
        "The operation returns a plain number; each `return` of it should give a new node, with "
        "its number, its parents and a slope for each of them: Value(data, parents, partials).",
        "这个运算返回的是普通的数；它的每个 return 都应当给出新的节点，"
        "带着它的数、parents 和各自的斜率：Value(data, parents, partials)。",
    ),
    SLOPE_OF_0: _slip(
        "Which slope does {op} give for its operands? Print the partials of its result.",
        "{op} 给运算数的斜率是多少？打印它的结果的 partials。",
        "{op} does send a gradient, but times a slope of 0, whatever its operands are. Work out by "
        "hand what you have written for the slope.",
        "{op} 传了梯度，但乘的斜率是 0，不论运算数是多少。请把你为斜率写的式子手算一遍。",
    ),
    WITHOUT_BRACKETS: _slip(
        "Which does Python compute first in `{code}`, the product or the difference?",
        "在 `{code}` 里，Python 先算乘法还是减法？",
        "The slope of {op} is 0, whatever its operand is: `{code}` is a product, from which the "
        "same number is subtracted. With brackets the difference comes first: {meant}.",
        "不论运算数是多少，{op} 的斜率都是 0：`{code}` 先算乘法，再减去同一个数。"
        "加上括号才会先算减法：{meant}。",
    ),
    VALUE_WITHOUT_BRACKETS: _slip(
        "Which does Python compute first in `{code}`, the quotient or the sum? What does it divide "
        "by, then?",
        "在 `{code}` 里，Python 先算除法还是加法？那么它除以的是什么？",
        "`{code}` divides by {below} alone, and adds {added} after that. With brackets the sum "
        "comes first, and all of it is divided by: {meant}.",
        "`{code}` 只除以 {below}，然后再加上 {added}。"
        "加上括号，才会先算加法，再除以整个和：{meant}。",
    ),
    "closed-too-early": _slip(
        "Where does the bracket of Value( close in `{code}`? What is within it, and what is not?",
        "在 `{code}` 里，Value( 的括号在哪里关上？什么在里面，什么在外面？",
        "The bracket of Value( closes too early: what stands behind it belongs to the node, but is "
        "outside, so that the operation returns a tuple. What is meant is {meant}.",
        "Value( 的括号关得太早：它后面的东西属于这个节点，却在括号外面，所以运算返回的是一个元组。"
        "应当写成 {meant}。",
    ),
    "something-else": _slip(
        "What does the operation return, and what makes a node?",
        "这个运算返回的是什么？什么能造出节点？",
        "The operation returns {found}. A node is made by Value(…), with its number first and its "
        "parents after it, all within the brackets of Value: Value(data, parents).",
        "这个运算返回的是 {found}。节点用 Value(…) 来造，先写数，再写 parents，"
        "都放在 Value 的括号里：Value(data, parents)。",
    ),
    "operand-returned": _slip(
        "Which node is J in the program above? Is it one that was there before?",
        "在上面的程序里，J 是哪个节点？它是原来就有的节点吗？",
        "The operation returns its operand itself: J is {name}. What it has to return is a new "
        "node, the Value that is made with the number and the parents.",
        "这个运算返回的是运算数本身：J 就是 {name}。应当返回新节点，"
        "即用那个数和 parents 造出来的 Value。",
    ),
    "one-operand-twice": _slip(
        "Which two nodes is J computed from in the program above? Which two are its parents?",
        "在上面的程序里，J 是由哪两个节点算出来的？它的 parents 又是哪两个？",
        "One operand is among the parents twice, and the other is not among them. The parents are "
        "self and other, in this order.",
        "parents 里有一个运算数出现了两次，另一个却没有。parents 是 self 和 other，按这个次序。",
    ),
    "too-many-parents": _slip(
        "How many operands has the operation, and how many parents has its result?",
        "这个运算有几个运算数？它的结果有几个 parents？",
        "There are more parents than operands: each operand is there once, and in a * a the node a "
        "is both of them. The parents are self and other.",
        "parents 比运算数多：每个运算数只出现一次，在 a * a 里两个都是 a。"
        "parents 是 self 和 other。",
    ),
    "its-own-parent": _slip(
        "Print [parent is J for parent in J.parents]. Which nodes should the parents be?",
        "请打印 [parent is J for parent in J.parents]。parents 应当是哪些节点？",
        "The new node is among its own parents. The parents are the operands, self and other; a "
        "new node that is called self or other takes the name from the operand, so give it one of "
        "its own, such as out.",
        "新节点成了自己的 parent。parents 是运算数，即 self 和 other；"
        "如果把新节点也叫做 self 或 other，运算数的名字就被占了，所以请给它另取名字，例如 out。",
    ),
    "other-parents": _slip(
        "Print the parents of J, and their data. Where in your operation do they come from?",
        "打印 J 的 parents 和它们的 data。在你的运算里，它们是从哪里来的？",
        "Among the parents are nodes that are not the operands. The parents are the operands "
        "themselves, self and other.",
        "parents 里有不是运算数的节点。parents 应当是运算数本身，即 self 和 other。",
    ),
}
