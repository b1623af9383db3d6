"""The words of exercises, in English and in Chinese; <fields> are to be filled in."""

import re
from typing import TypeAlias

from autograd_mini.derivations.mistakes import MISTAKES as OF_FORMULAS
from autograd_mini.elementary import TABLE
from autograd_mini.formulas.terms import General
from autograd_mini.testing.diagnosis.mistakes import MISTAKES

# A piece of a sentence is text or a formula.
Rich: TypeAlias = tuple[str | General, ...]
# What goes into a field; a list is joined by commas.
Field: TypeAlias = str | int | General | Rich | list[General]

ENGLISH = {
    # What surrounds the exercises.
    "sheet": "Exercises on the chain rule",
    "of": "Sheet <student>",
    "made": "level <level>, seed <seed>",
    "number": "Exercise <number>",
    "key": "Answers",
    "name": "Name:",
    "wrong answers": "Wrong answers that are recognised",
    "right": "Right.",
    "wrong": "Not right.",
    "no answer": "No answer.",
    "between": " ",
    "colon": ": ",
    "comma": ", ",  # between equations
    "and": ", ",  # between names
    "stop": ". ",
    "close": ")",
    "op in node": "{op} in {node}",
    "every op": "every operation",
    "decimals": "Every answer is a whole number or a decimal of at most <places> places.",
    # The kinds.
    "local": "Local derivatives",
    "chain": "The chain rule along one path",
    "twice": "A node used twice",
    "backward": "A whole backward pass",
    "delta": "δ of a network",
    "weights": "The derivatives with respect to the weights",
    "counts": "Forward or reverse",
    "mistake": "Find the mistake",
    "derivation": "A derivation of ∂J/∂Θ",
    # Their sentences.
    "given": "Given: <given>.",
    "find local": "One operation computes <J> from <leaves>. Find its local <derivatives>.",
    "one derivative": "derivative <asked>",
    "derivatives": "derivatives <asked>",
    "find chain": "One path leads from <x> to <J>. Find <asked> by the chain rule.",
    "find twice": "<x> reaches <J> along <count> paths. Find <asked>: the sum over the paths.",
    "find backward": "The forward pass is done: the equations show its values. Do the backward "
    "pass: find the derivative of <J> with respect to every node, beginning with <J> itself.",
    "picture": "The graph, with an empty box for every derivative.",
    "network": "A network of <sizes> sigmoid units; <J> is the cross-entropy of one sample.",
    "network m": "A network of <sizes> sigmoid units; <J> is the mean of the cross-entropies of "
    "<m> samples.",
    "activations": "The forward pass gives <a>.",
    "logits": "The forward pass gives <z>, where <sigmas>.",
    "find delta": "Find <asked>, where <definition>.",
    "find weights": "Find <asked>.",
    "sample": "Known of sample <number>: <known>.",
    "known": "Known: <known>.",
    "marks of samples": "[1] and [2] mark samples 1 and 2. Their products are the shares of "
    "<Delta>, which is their sum; the derivative of the mean is <Delta> divided by m = 2.",
    "outputs": "From <inputs> the program below computes <outputs>.",
    "find sweeps": "We want the derivatives of all outputs with respect to all inputs, <count> of "
    "them. How many sweeps through the graph does each mode need?",
    "find products": "We want the derivatives of all outputs with respect to all inputs. How many "
    "multiplications does each mode need? Count one for each · and / in the program. Then count "
    "one for each edge that a sweep passes through: in forward mode these are, for each input, the "
    "edges on the paths from it to the outputs; in reverse mode, for each output, those on the "
    "paths from the inputs to it.",
    "find network": "A network of <sizes> units, each with a bias, has one cost <J>, and "
    "we want the derivatives of <J> with respect to all weights. How many weights are there? How "
    "many sweeps do forward and reverse mode need, and how often do central differences evaluate "
    "<J>?",
    "forward": "forward mode",
    "reverse": "reverse mode",
    "differences": "central differences",
    "number of weights": "weights",
    "find mistake": "Somebody has done the backward pass through this graph, with one mistake:",
    "which mistake": "What is the mistake?",
    "the mistake": "the mistake",
    "node": "node",
    "value": "value",
    "found": "derivative found",
    "would be": "Then <name> would be <number>; the table has <made>.",
    "right ones": "The right derivatives: <right>.",
    "operand twice": "<node> has <operand> as an operand twice: <derivatives> are its derivatives "
    "with respect to the first and to the second of them.",
    "counted": "<mode>: multiplications of the program, <once>; edges of the sweep from each of "
    "<starts>: <edges>; together <sum>.",
    "one reverse": "Reverse mode sweeps once for each output, forward mode once for each input.",
    "two for each": "Central differences compute J twice for each weight.",
    # Misconceptions that only exercises have.
    "modes-swapped": "The two modes are mixed up: reverse mode sweeps once for each output, "
    "forward mode once for each input.",
    "one-for-each-derivative": "One sweep finds more than one derivative: reverse mode all those "
    "of one output, forward mode all those with respect to one input.",
    "forward-pass-not-counted": "The multiplications of the program itself are missing.",
    "only-one-sweep": "One sweep is not enough: there is one for each output, or for each input.",
    "bias-forgotten": "The weights of the bias units are missing: column 0 of each Θ.",
    "one-sided": "Central differences compute J on both sides of each weight.",
    "target-and-output-exchanged": "Target and output are exchanged: δ of the last layer is a − y.",
    "product-of-means": "The mean of δ is multiplied by the mean of a; what is sought is the mean "
    "of their products.",
}
CHINESE = {
    "sheet": "链式法则练习",
    "of": "第 <student> 份",
    "made": "难度 <level>，种子 <seed>",
    "number": "第 <number> 题",
    "key": "答案",
    "name": "姓名：",
    "wrong answers": "能识别的错误答案",
    "right": "正确。",
    "wrong": "不对。",
    "no answer": "没有作答。",
    "between": "",
    "colon": "：",
    "comma": "，",
    "and": "、",
    "stop": "。",
    "close": "）",
    "op in node": "{node} 中的 {op}",
    "every op": "每个运算",
    "decimals": "要求的数都是整数，或最多 <places> 位的小数。",
    "local": "局部导数",
    "chain": "沿一条路径的链式法则",
    "twice": "被使用两次的节点",
    "backward": "完整的反向传播",
    "delta": "网络的 δ",
    "weights": "对权重的导数",
    "counts": "前向还是反向",
    "mistake": "找出错误",
    "derivation": "推导 ∂J/∂Θ",
    "given": "已知：<given>。",
    "find local": "一个运算由 <leaves> 算出 <J>。求它的局部导数 <derivatives>。",
    "one derivative": "<asked>",
    "derivatives": "<asked>",
    "find chain": "从 <x> 到 <J> 只有一条路径。用链式法则求 <asked>。",
    "find twice": "从 <x> 到 <J> 有 <count> 条路径。求 <asked>，即各条路径之和。",
    "find backward": "前向传播已经完成，各节点的值写在等式里。请做反向传播：从 <J> 自己开始，"
    "求 <J> 对每个节点的导数。",
    "picture": "计算图，每个导数处留有空框。",
    "network": "一个 <sizes> 的网络，单元都是 sigmoid；<J> 是一个样本的交叉熵。",
    "network m": "一个 <sizes> 的网络，单元都是 sigmoid；<J> 是 <m> 个样本的交叉熵的平均值。",
    "activations": "前向传播得到 <a>。",
    "logits": "前向传播得到 <z>，其中 <sigmas>。",
    "find delta": "求 <asked>，其中 <definition>。",
    "find weights": "求 <asked>。",
    "sample": "样本 <number> 的已知量：<known>。",
    "known": "已知 <known>。",
    "marks of samples": "[1] 和 [2] 表示样本 1 和样本 2。它们各自的乘积是 <Delta> 的一份，<Delta> "
    "是这些份之和；平均值的导数是 <Delta> 除以 m = 2。",
    "outputs": "下面的程序由 <inputs> 算出 <outputs>。",
    "find sweeps": "要求各输出对各输入的全部导数，共 <count> 个。两种模式各需要遍历计算图几次？",
    "find products": "要求各输出对各输入的全部导数。两种模式各需要多少次乘法？程序里的每个 · 和 / "
    "算一次；再对每次遍历经过的每条边算一次："
    "前向模式对每个输入，算从它到各输出的路径上的边；反向模式对每个输出，算从各输入到它的路径上的边。",
    "find network": "一个 <sizes> 的网络，每个单元都有偏置，只有一个代价 <J>；"
    "要求 <J> 对全部权重的导数。有多少个权重？每种方法需要遍历多少次，"
    "中心差分又需要计算 <J> 多少次？",
    "forward": "前向模式",
    "reverse": "反向模式",
    "differences": "中心差分",
    "number of weights": "权重",
    "find mistake": "有人对这个计算图做了反向传播，其中有一个错误：",
    "which mistake": "错在哪里？",
    "the mistake": "错误",
    "node": "节点",
    "value": "值",
    "found": "求得的导数",
    "would be": "那样的话，<name> 会是 <number>；而表中是 <made>。",
    "right ones": "正确的导数：<right>。",
    "operand twice": "<node> 两次以 <operand> 为运算数：<derivatives> 分别是它对第一个和第二个"
    "运算数的导数。",
    "counted": "<mode>：程序本身的乘法有 <once> 次；从 <starts> 出发的遍历经过的边分别有 <edges> "
    "条；合计 <sum>。",
    "one reverse": "反向模式对每个输出遍历一次，前向模式对每个输入遍历一次。",
    "two for each": "中心差分对每个权重计算两次 J。",
    "modes-swapped": "两种模式弄反了：反向模式对每个输出遍历一次，前向模式对每个输入遍历一次。",
    "one-for-each-derivative": "一次遍历求出的导数不止一个：反向模式求出一个输出的全部导数，"
    "前向模式求出对一个输入的全部导数。",
    "forward-pass-not-counted": "漏掉了程序自己的乘法。",
    "only-one-sweep": "遍历一次不够：每个输出或每个输入各要一次。",
    "bias-forgotten": "漏掉了偏置单元的权重，即每个 Θ 的第 0 列。",
    "one-sided": "中心差分在每个权重的两侧各计算一次 J。",
    "target-and-output-exchanged": "目标与输出颠倒了：最后一层的 δ 是 a − y。",
    "product-of-means": "把 δ 的平均与 a 的平均相乘了；要求的是两者乘积的平均。",
}
WORDS = {"en": ENGLISH, "zh": CHINESE}

# Of misconceptions that mistakes.py tells of an engine: the same of somebody with a pencil.
BY_HAND = {
    "overwrites-gradient": {
        "en": "what comes back along one path has REPLACED what came back along another; the two "
        "have to be ADDED.",
        "zh": "一条路径传回的量覆盖了另一条路径传回的量；应当把它们相加。",
    },
    "overwrites-gradient of several": {  # where something is used more than twice
        "en": "what comes back along one path has REPLACED what came back along another; all of "
        "them have to be ADDED.",
        "zh": "一条路径传回的量覆盖了另一条路径传回的量；应当把各条路径的量全部相加。",
    },
    "output-for-input": {
        "en": "the derivative of {op} is written with its operand; here its result stands there.",
        "zh": "{op} 的导数用运算数来写；这里却用了结果。",
    },
    "input-for-output": {
        "en": "the derivative of {op} is written with its result; here its operand stands there.",
        "zh": "{op} 的导数用结果来写；这里却用了运算数。",
    },
}
OF_A_PROGRAM = "your code"  # a question with these words is for who has written one
FUNCTION = "f"  # any operation, in a question
BETWEEN_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")  # no space stands there
# Operations whose symbol says too little in a sentence; x^n would be taken for a power of an x.
NAMES = {
    "en": {"pow": "the power"},
    "zh": {"pow": "乘方"},
}


def called(name: str, language: str) -> str:
    """Return what an operation is called in a sentence, by its name in the table.

    >>> called("pow", "en"), called("mul", "en")
    ('the power', '×')
    """
    return NAMES[language].get(name, TABLE[name].symbol)


def told(
    mistake: str, language: str, op: str = "", node: str = "", *, several: bool = False
) -> tuple[str, str]:
    """Return the sentence of a misconception, and the question that leads to it.

    op: the operation that it is about; empty for all of them.  node: the node whose operation it
    is, if there are several such operations.  several: whether it is about more than two paths.

    >>> told("wrong-sign", "en", "−", "v")[0], told("wrong-sign", "zh", "−", "v")[0]
    ('The derivative of − in v has the wrong sign.', 'v 中的 − 的导数符号不对。')
    """
    if mistake in OF_FORMULAS:
        of_formula = OF_FORMULAS[mistake]
        return of_formula.sentence[language], of_formula.hint[language]
    if mistake not in MISTAKES:
        return WORDS[language][mistake], ""
    record, words = MISTAKES[mistake], WORDS[language]
    question = record.question[language].format(op=op or FUNCTION, in_op="")
    question = BETWEEN_CHINESE.sub("", question)
    if OF_A_PROGRAM in record.question["en"]:
        question = ""
    name = words["op in node"].format(op=op, node=node) if node else op or words["every op"]
    by_hand = BY_HAND.get(mistake, record.sentence)
    if several:
        by_hand = BY_HAND.get(f"{mistake} of several", by_hand)
    sentence = by_hand[language].format(op=name, in_op="")
    sentence = BETWEEN_CHINESE.sub("", sentence)
    if not (op and sentence.startswith(name)) or op in NAMES["en"].values():  # a symbol stays
        sentence = sentence[0].upper() + sentence[1:]
    return sentence, question


def say(language: str, key: str, **fields: Field) -> Rich:
    """Return a sentence with its fields filled in.

    >>> say("en", "given", given=[General("x = 2", "x = 2")])
    ('Given: ', General(text='x = 2', latex='x = 2'), '.')
    """
    found: list[str | General] = []
    for i, part in enumerate(re.split(r"<(\w+)>", WORDS[language][key])):
        if i % 2 == 0:
            found += [part] if part else []
            continue
        field = fields[part]
        if isinstance(field, list):
            names = not any("=" in piece.text for piece in field)
            comma = WORDS[language]["and" if names else "comma"]
            for j, piece in enumerate(field):
                found += [comma] * (j > 0) + [piece]
        elif isinstance(field, tuple):
            found += field
        else:
            found.append(field if isinstance(field, General) else str(field))
    return tuple(found)


def in_text(text: Rich) -> str:
    """Return a sentence as plain text."""
    return "".join(piece if isinstance(piece, str) else piece.text for piece in text)
