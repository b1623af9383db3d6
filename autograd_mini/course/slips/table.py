"""What goes wrong in a slope, in a neuron and in descent: what the table of misconceptions of an
engine does not have, for an engine has none of these.
"""

from autograd_mini.course.slips.again_slips import AGAIN_SLIPS
from autograd_mini.course.slips.calling_slips import CALLING_SLIPS
from autograd_mini.course.slips.collecting_slips import COLLECTING_SLIPS
from autograd_mini.course.slips.cost_slips import COST_SLIPS
from autograd_mini.course.slips.early_slips import EARLY_SLIPS
from autograd_mini.course.slips.far_slips import FAR_SLIPS
from autograd_mini.course.slips.input_slips import INPUT_SLIPS
from autograd_mini.course.slips.kind_slips import KIND_SLIPS
from autograd_mini.course.slips.list_slips import LIST_SLIPS
from autograd_mini.course.slips.name_slips import NAME_SLIPS
from autograd_mini.course.slips.network_slips import NETWORK_SLIPS
from autograd_mini.course.slips.neuron_slips import NEURON_SLIPS
from autograd_mini.course.slips.one_node_slips import ONE_NODE_SLIPS
from autograd_mini.course.slips.operation_slips import OPERATION_SLIPS
from autograd_mini.course.slips.pass_slips import PASS_SLIPS
from autograd_mini.course.slips.power_slips import POWER_SLIPS
from autograd_mini.course.slips.read_slips import READ_SLIPS
from autograd_mini.course.slips.recursion_slips import RECURSION_SLIPS
from autograd_mini.course.slips.sender_slips import SENDER_SLIPS
from autograd_mini.course.slips.sending_slips import SENDING_SLIPS
from autograd_mini.course.slips.slip import slip as _slip
from autograd_mini.course.slips.slope_slips import SLOPE_SLIPS
from autograd_mini.course.slips.step_slips import STEP_SLIPS
from autograd_mini.course.slips.unmoved_slips import UNMOVED_SLIPS
from autograd_mini.course.slips.unset_slips import UNSET_SLIPS

SLIPS = {
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
    "brackets": _slip(
        "Which does Python compute first in a - b / c, the difference or the quotient?",
        "在 a - b / c 里，Python 先算减法还是除法？",
        "Only one of the two values is divided; the difference needs brackets.",
        "只有一个函数值被除了；差要用括号括起来。",
    ),
    "brackets-below": _slip(
        "What does Python divide by in a / b - c, and what in a / b * c?",
        "在 a / b - c 里，Python 除以的是什么？在 a / b * c 里呢？",
        "Only a part of the run is divided by; the whole of it needs brackets.",
        "只除以了水平距离的一部分；整个水平距离要用括号括起来。",
    ),
    "brackets-nowhere": _slip(
        "Which does Python compute first in a - b / c - d, and what is divided by what?",
        "在 a - b / c - d 里，Python 先算什么？是什么除以什么？",
        "The difference of the two values needs brackets, and so does the run that it is divided "
        "by: without them one value is divided by one point.",
        "两个函数值之差要用括号括起来，它除以的水平距离也要；没有括号，就只是一个函数值除以一个点。",
    ),
    "run-of-0": _slip(
        "Put x = 3 and h = 0.1 into `{code}` and work it out, from the left to the right. What do "
        "you divide by?",
        "把 x = 3、h = 0.1 代入 `{code}`，从左到右算出来。你除以的是多少？",
        "`{code}` is 0 for every x and h, apart from rounding, for all of it cancels. The point "
        "that is subtracted needs brackets: {meant}.",
        "不论 x 和 h 是多少，`{code}` 都是 0（至多有一点舍入误差），因为里面的全部抵消了。"
        "被减去的那个点要用括号括起来：{meant}。",
    ),
    "caret": _slip(
        "Print your h. Is it as small as you think?",
        "把你的 h 打印出来。它有你想的那么小吗？",
        "In Python ^ is no power: 10^-5 is -15. Write 1e-5, or 10 ** -5.",
        "在 Python 里 ^ 不是乘方：10^-5 等于 -15。请写 1e-5，或 10 ** -5。",
    ),
    "no-slope": _slip(
        "Try a straight line, slope(lambda x: 2.5 * x, 1.0). Is it 2.5, and if not, why?",
        "用一条直线试试：slope(lambda x: 2.5 * x, 1.0)。得到的是 2.5 吗？如果不是，为什么？",
        "Even a straight line does not get its slope, so the distance h is not to blame. f is "
        "called at {points}, and x is {x}: is that what you mean, and what is done with the values "
        "there?",
        "连直线的斜率都不对，所以问题不在距离 h。f 在 {points} 处求了值，x 是 {x}："
        "这些点是你要的吗？你用那里的值算了什么？",
    ),
    "not-divided": _slip(
        "A slope is a rise over a run. What is the run here, and where do you divide by it?",
        "斜率是上升量除以水平距离。这里的水平距离是多少？你在哪里除以它？",
        "The difference of the two values is not divided by the distance between the two points; "
        "mind that / 2 * h divides by 2, and then multiplies by h.",
        "两个函数值之差没有除以两点之间的距离；注意 / 2 * h 是先除以 2，再乘以 h。",
    ),
    "wrong-run": _slip(
        "How far apart are your two points, and what do you divide by?",
        "你的两个点相距多远？你除以的是什么？",
        "The two points, {points}, are {run} apart, but the difference of the two values is "
        "divided by {divisor}. From x − h to x + h it is 2h.",
        "两个点 {points} 相距 {run}，而两个函数值之差除以的是 {divisor}。从 x − h 到 x + h 是 2h。",
    ),
    "one-sided": _slip(
        "Try slope(lambda x: x * x, 0.0). Is it 0, or is it your h?",
        "试试 slope(lambda x: x * x, 0.0)。得到的是 0，还是你的 h？",
        "Both points are on one side of x, or one of them is x itself; with x − h and x + h the "
        "bend of the curve cancels.",
        "两个点都在 x 的同一侧，或者有一个就是 x；取 x − h 与 x + h，曲线弯曲造成的误差就抵消了。",
    ),
    "turned": _slip(
        "For a function that grows, is your slope positive?",
        "对一个递增的函数，你的斜率是正的吗？",
        "The two values are subtracted the wrong way round.",
        "两个函数值相减的次序反了。",
    ),
    "wrong-distance": _slip(
        "Try h = 0.1, 0.001 and 1e-5, and then 1e-15. Where does the slope settle, and where not?",
        "试试 h = 0.1、0.001、1e-5，再试 1e-15。斜率在哪里稳定下来，在哪里没有？",
        "h is too large, so the curve bends between the points, or so small that digits are lost.",
        "h 太大，曲线在两点之间弯了；或者太小，有效数字丢失了。",
    ),
    **SLOPE_SLIPS,
    **COLLECTING_SLIPS,
    **EARLY_SLIPS,
    **NAME_SLIPS,
    **READ_SLIPS,
    **KIND_SLIPS,
    **PASS_SLIPS,
    **AGAIN_SLIPS,
    **SENDER_SLIPS,
    **SENDING_SLIPS,
    **CALLING_SLIPS,
    **ONE_NODE_SLIPS,
    **OPERATION_SLIPS,
    **FAR_SLIPS,
    **RECURSION_SLIPS,
    **POWER_SLIPS,
    **LIST_SLIPS,
    **INPUT_SLIPS,
    **NEURON_SLIPS,
    **NETWORK_SLIPS,
    **COST_SLIPS,
    **STEP_SLIPS,
    **UNSET_SLIPS,
    **UNMOVED_SLIPS,
}
