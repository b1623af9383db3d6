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
    "not-divided": _slip(
        "A slope is a rise over a run. What is the run here, and where do you divide by it?",
        "斜率是上升量除以水平距离。这里的水平距离是多少？你在哪里除以它？",
        "The difference of the two values is not divided by the distance between the two points.",
        "两个函数值之差没有除以两点之间的距离。",
    ),
    "wrong-run": _slip(
        "How far apart are your two points, and what do you divide by?",
        "你的两个点相距多远？你除以的是什么？",
        "The two points are not as far apart as what you divide by: from x − h to x + h it is 2h.",
        "两点的距离与你除以的数不同：从 x − h 到 x + h 是 2h。",
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
    "nothing-moves": _slip(
        "Which call puts gradients into the weights, and are they still there when you need them?",
        "是哪个调用把梯度放进权重的？用到它们的时候，它们还在吗？",
        "The weights stay: backward() is not run, or the gradients are set to 0 after it.",
        "权重没有动：没有运行 backward()，或者之后又把梯度清零了。",
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
