"""What goes wrong in a slope, in a neuron and in descent: what the table of misconceptions of an
engine does not have, for an engine has none of these.
"""

from typing import NamedTuple


class Slip(NamedTuple):
    """A mistake: the question that leads to it, and what it is, in English and in Chinese."""

    question: dict[str, str]
    sentence: dict[str, str]


def _slip(question: str, asked: str, sentence: str, said: str) -> Slip:
    return Slip({"en": question, "zh": asked}, {"en": sentence, "zh": said})


SLIPS = {
    "no-return": _slip(
        "What does a function give back that ends without `return`?",
        "一个函数没有用 return 就结束了，它给出的是什么？",
        "It returns None: the result is computed, or printed, and there is no `return` before it.",
        "返回的是 None：算出了结果，或者打印了结果，却没有写 return。",
    ),
    "error": _slip(
        "Read the error, and the line that it names. Which name or which type is meant there?",
        "请读这个错误和它指出的那一行。那里说的是哪个名字、哪种类型？",
        "Python cannot run that line. A node has data, grad, parents, partials and number, and no "
        "more; parents and partials are tuples, and a tuple of one thing is (x,), with a comma.",
        "Python 无法运行这一行。节点只有 data、grad、parents、partials 和 number；"
        "parents 与 partials 是元组，只有一个元素的元组要写逗号：(x,)。",
    ),
    "unexpected-number": _slip(
        "Print what the line that is named works with. Which index or number is out of place?",
        "把那一行用到的东西打印出来。哪个下标或哪个数不对？",
        "The line is well written, but not for what it gets: an index beyond the end, for "
        "instance, or a number that the function has no value for.",
        "这一行写法没有错，只是得到的东西不合适：例如下标越界，或者函数在那个数处没有值。",
    ),
    "calls-itself": _slip(
        "Which function calls itself here, by its name or by + or ×? When does it stop?",
        "这里是哪个函数在调用自己，用名字，还是用 + 或 ×？它什么时候停？",
        "A function calls itself without end; in __add__, self + other is a call of __add__ again.",
        "函数无休止地调用自己；在 __add__ 里写 self + other，就是又一次调用 __add__。",
    ),
    "plain-number": _slip(
        "self.data is a number. What makes a node of a number, and remembers the operands?",
        "self.data 是一个数。什么能把数变成节点，并记住运算数？",
        "The operation returns a plain number; it should return Value(number, parents).",
        "这个运算返回的是普通的数；应当返回 Value(data, parents)。",
    ),
    "no-tuple": _slip(
        "Value takes a number, its parents, and their partials. What are the parents in your call?",
        "Value 依次接受数、parents、partials。在你的调用里，哪些是 parents？",
        "The two operands have to stand in brackets of their own, or only one of them is `parents` "
        "and the other is `partials`.",
        "两个运算数要另外用一对括号括起来，否则一个成了 parents，另一个成了 partials。",
    ),
    "seed-added": _slip(
        "What is J.grad when backward() is run once more, and what is it after your first line?",
        "再运行一次 backward() 时，J.grad 是多少？执行你的第一行之后又是多少？",
        "backward() adds 1 to the gradient of the result, where it should set it to 1.",
        "backward() 给结果的梯度加了 1；应当把它设为 1。",
    ),
    "no-partials": _slip(
        "A node keeps a slope for each of its parents. Where does this operation say which?",
        "节点为每个父节点保存一个斜率。这个运算在哪里给出它们？",
        "The node is made without its partials: Value takes them after the parents, a number for "
        "each parent.",
        "造节点时没有给它 partials：Value 在 parents 之后接受它们，每个父节点一个数。",
    ),
    "no-comma": _slip(
        "What is (2.0) in Python, and what is (2.0,)?",
        "在 Python 里 (2.0) 是什么？(2.0,) 又是什么？",
        "Brackets alone make no tuple: (x) is x, and a tuple of one thing is (x,), with a comma; "
        "there is one slope for each parent.",
        "只有括号不成元组：(x) 就是 x，只有一个元素的元组是 (x,)，要写逗号；每个父节点一个斜率。",
    ),
    "too-few-partials": _slip(
        "How many parents has this node, and how many slopes?",
        "这个节点有几个父节点，几个斜率？",
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
        "has to be a function of its own.",
        "backward() 调用自己，每次调用都重新把 grad 设为 1.0；重复的部分应当另写一个函数。",
    ),
    "nodes-for-numbers": _slip(
        "Is a slope a node or a number? Which of them is other, and which is other.data?",
        "斜率是节点还是数？other 是哪一种，other.data 又是哪一种？",
        "A gradient is computed from nodes, so that it is a node itself; partials are numbers.",
        "梯度是用节点算的，所以自己也成了节点；partials 应当是数。",
    ),
    "brackets": _slip(
        "Which does Python compute first in a - b / c, the difference or the quotient?",
        "在 a - b / c 里，Python 先算减法还是除法？",
        "Only one of the two values is divided; the difference needs brackets.",
        "只有一个函数值被除了；差要用括号括起来。",
    ),
    "caret": _slip(
        "Print your h. Is it as small as you think?",
        "把你的 h 打印出来。它有你想的那么小吗？",
        "In Python ^ is no power: 10^-5 is -15. Write 1e-5, or 10 ** -5.",
        "在 Python 里 ^ 不是乘方：10^-5 等于 -15。请写 1e-5，或 10 ** -5。",
    ),
    "no-slope": _slip(
        "Try a straight line, slope(lambda x: 2.5 * x, 0.0). Is it 2.5, and if not, why?",
        "用一条直线试试：slope(lambda x: 2.5 * x, 0.0)。得到的是 2.5 吗？如果不是，为什么？",
        "Even a straight line does not get its slope, so the distance h is not to blame.",
        "连直线的斜率都不对，所以问题不在距离 h。",
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
        "The two points are not as far apart as what you divide by: from x − h to x + h it is 2h.",
        "两点的距离与你除以的数不同：从 x − h 到 x + h 是 2h。",
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
    "no-bias": _slip(
        "What is z if all inputs are 0?",
        "所有输入都是 0 时，z 是多少？",
        "The bias theta[0] is not in z.",
        "z 里没有偏置 theta[0]。",
    ),
    "bias-elsewhere": _slip(
        "Which weight belongs to the input x[0]?",
        "哪个权重对应输入 x[0]？",
        "The bias is theta[0]; the weight of the input x[0] is theta[1].",
        "偏置是 theta[0]；输入 x[0] 的权重是 theta[1]。",
    ),
    "no-sigmoid": _slip(
        "a is a number between 0 and 1. What brings z there?",
        "a 是 0 与 1 之间的数。什么把 z 变到那里？",
        "a is z itself; it should be σ(z).",
        "a 就是 z；它应当是 σ(z)。",
    ),
    "sign-of-J": _slip(
        "J should be large when the guess is bad. Is log a positive or negative?",
        "猜得不好时 J 应当很大。log a 是正还是负？",
        "The sign of J is turned, so that descent would make it worse.",
        "J 的符号反了，梯度下降会让它越来越糟。",
    ),
    "half-of-J": _slip(
        "What does your J say of a = 0.99 if y is 0?",
        "如果 y 是 0，你的 J 对 a = 0.99 给出多少？",
        "One of the two terms of J is missing: −y·log a is for y = 1, −(1 − y)·log(1 − a) for 0.",
        "J 少了一项：−y·log a 管 y = 1，−(1 − y)·log(1 − a) 管 y = 0。",
    ),
    "squared-error": _slip(
        "Which cost makes the factor a(1 − a) of σ cancel?",
        "哪一种代价能把 σ 的因子 a(1 − a) 消掉？",
        "That is a squared error; its δ is not a − y.",
        "这是平方误差；它的 δ 不是 a − y。",
    ),
    "cut-off": _slip(
        "Can z be reached from J, edge by edge? What does math.log return, a node or a number?",
        "从 J 出发，沿着边还能走到 z 吗？math.log 返回的是节点还是数？",
        "J is computed from plain numbers, so nothing leads from it back to z.",
        "J 是用普通的数算出来的，所以没有边从它通向 z。",
    ),
    "inputs-again": _slip(
        "What are the inputs of the second layer of neurons?",
        "第二层神经元的输入是什么？",
        "The second layer gets x once more; its inputs are the outputs a of the first layer.",
        "第二层又得到了 x；它的输入应当是第一层的输出 a。",
    ),
    "layers": _slip(
        "What is len(z) of a network with two layers, and what are len(z[0]) and len(z[1])?",
        "两层的网络，len(z) 应当是几？len(z[0]) 和 len(z[1]) 呢？",
        "z and a have a list for each layer, in their order, with a node for each neuron; only the "
        "last layer, or all neurons in one list, is something else.",
        "z 和 a 按次序为每一层各有一个列表，列表里每个神经元一个节点；只有最后一层，"
        "或者把所有神经元放进一个列表，都不是这样。",
    ),
    "nothing-moves": _slip(
        "Which call puts gradients into the weights, and are they still there when you need them? "
        "And which line changes the data of a weight?",
        "是哪个调用把梯度放进权重的？用到它们的时候，它们还在吗？又是哪一行改动了权重的 data？",
        "The weights stay: backward() is not run, or the gradients are set to 0 after it, or the "
        "new number is given to a name of yours and not to weight.data.",
        "权重没有动：没有运行 backward()，或者之后又把梯度清零了，"
        "或者新的数给了你自己的变量而不是 weight.data。",
    ),
    "uphill": _slip(
        "∂J/∂θ points to where J grows. Which way do you walk?",
        "∂J/∂θ 指向 J 增大的方向。你往哪边走？",
        "The step goes uphill: it is θ − η·Δ/m.",
        "这一步在上坡：应当是 θ − η·Δ/m。",
    ),
    "no-mean": _slip(
        "If every sample were there twice, should the step be twice as long?",
        "如果每个样本都出现两次，这一步该长一倍吗？",
        "Δ is not divided by the number m of samples.",
        "Δ 没有除以样本数 m。",
    ),
    "gradients-kept": _slip(
        "What is the gradient of a weight when the second step begins?",
        "第二步开始时，权重的梯度是多少？",
        "The gradients of the last step are still there: set them to 0 before each step.",
        "上一步的梯度还在：每一步之前要把它们设为 0。",
    ),
    "one-by-one": _slip(
        "Which weights does the second sample see: those before the step, or new ones?",
        "第二个样本看到的权重是这一步之前的，还是新的？",
        "The weights move after each sample; here they move once, after all samples.",
        "每个样本之后权重都动了；这里要等全部样本之后才动一次。",
    ),
    "last-sample-only": _slip(
        "Δ is a sum over samples. How many of them are in yours?",
        "Δ 是对样本的和。你的 Δ 里有几个样本？",
        "Only the last sample is in the step: the gradients are set to 0 once too often.",
        "这一步里只有最后一个样本：梯度被多清零了几次。",
    ),
}
