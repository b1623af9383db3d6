"""What the conformance suite says of an engine, in Chinese; in English it stands where it is said.

A sentence is made where the engine is, in a process that does not know who is going to read it.
So it is translated here, by its pattern.
"""

import re
from collections.abc import Callable

from autograd_mini.formulas import minus
from autograd_mini.formulas.half_width import KINDS
from autograd_mini.testing.conform.adapter import HOW_TO_SAY
from autograd_mini.testing.conform.naming import SAME_NAME

UNDER = r"put (?:that|the training) under `(.+)`"
PUT = "请把它放到"
CHINESE_HOW_TO_SAY = """\
请把它们的名称写进文件 adapter.ini，并加上 --adapter adapter.ini：
    [names]
    grad = gradient           # 如果是方法，写 gradient()；data 也一样
    backward = backprop()     # 如果是模块的函数，写 backward(J)
    value = Tensor(x, requires_grad=True)   # 如果构造函数需要的不只是一个数"""

# Where something cannot be used.
_ENGINES = (
    (r"('.*') names no engine; write (.+?)(?:, or (.+))?",
     lambda m: f"{m[1]} 不是引擎的名称；请写成 {m[2]}{_if(' 或 ', m[3])}"),
    (r"(.*) cannot be imported \((.*?)(?:; line (\d+)(?: of (\S+))?\): (.*)|\))",
     lambda m: f"{m[1]} 无法导入（{m[2]}{_line(m[3], m[4])}）{_if('：', m[5])}"),
    (r"(.*) is not saved as UTF-8, as line (\d+) shows; save it as UTF-8",
     r"\1 不是 UTF-8 编码（见第 \2 行）；请另存为 UTF-8"),
    (r"(.*), line (\d+), has a full-width space; write a space in its place: (.*)",
     r"\1 第 \2 行有全角空格，请改成半角空格：\3"),
    (r"(.*), line (\d+), has the sign (\S); write (\S+) in its place: (.*)",
     r"\1 第 \2 行有符号“\3”，请改成“\4”：\5"),
    (r"(.*), line (\d+), has a full-width (.+) (\S); write (\S) in its place: (.*)",
     lambda m: f"{m[1]} 第 {m[2]} 行有全角{KINDS[m[3]]}“{m[4]}”，请改成半角的“{m[5]}”：{m[6]}"),
    (rf"(.*) calls sys\.exit\((.*)\) when imported: {UNDER}",
     rf"\1 在导入时调用 sys.exit(\2)：{PUT} `\3` 之下"),
    (rf"(.*) asks for input when imported: {UNDER}", rf"\1 在导入时要求输入：{PUT} `\2` 之下"),
    (rf"importing (.*?)(?::Value)? takes longer than (\S+) s: {UNDER}",
     r"导入 \1 超过了 \2 秒：请把耗时的部分放到 `\3` 之下"),
    (rf"importing (.*?)(?::Value)? (.+): {UNDER}",
     lambda m: f"导入 {m[1]} 时，{in_chinese(f'it {m[2]}').removeprefix('it ')}"
     f"：{PUT} `{m[3]}` 之下"),
    (r"(.+?) has no class (\w+)(?:; it has (.*?)(?:: write (.*?))?)?"
     r"(?:; its cell (\d+) fails \((.*)\))?",
     lambda m: f"{m[1]} 里没有 {m[2]} 类{_if('，只有 ', m[3])}{_if('：请写 ', m[4])}"
     f"{_if('；其中第 ', m[5], f' 个单元格出错（{m[6]}）')}"),
    (r"(.*) is no module; write the file: (.*)", r"\1 不是模块；请写文件：\2"),
    (r"there is no file (.*)", r"没有文件 \1"),
    (r"the folder (.*) is called as a module of Python; rename it",
     r"文件夹 \1 与 Python 的一个模块同名；请改名"),
    (r"(.*) is no Python file", r"\1 不是 Python 文件"),
    (r"(\S+?)(?::Value)?: (\S+) fails: (.*)", r"\1：\2 出错：\3"),
    (r"(\S+) holds (.*), and not 1\.5", r"\1 里的数是 \2，而不是 1.5"),
    (r"(\S+?)(?::Value)? has no (\S+); an engine needs \.data, \.grad and \.backward\(\)",
     r"\1 没有 \2；引擎需要 .data、.grad 与 .backward()"),
    (r"the adapter names '?(.+?)'?, which is neither an operation of the table nor one of (.*); "
     r"the operations are (.*)",
     r"适配文件里的 \1 既不是导数表里的运算，也不是 \2 之一；运算有 \3"),
    (r"the adapter calls (.+) '(.*)': no Python name(?:, and no call such as (.*))?",
     lambda m: f"适配文件里 {m[1]} 的名称“{m[2]}”不是 Python 的名称"
     + (f"，也不是 {m[3]} 这样的调用" if m[3] else "")),
    (r"the adapter names (.+), which (.+) does not have", r"适配文件里写了 \1，而 \2 里没有它"),
    (r"the adapter says that (.+) is called '(.*)', but (.+) has no such method, and its module no "
     r"such function, of (.+) operands",
     r"适配文件说 \1 叫做“\2”，但 \3 没有这样的方法，其模块也没有这样的函数（运算数个数：\4）"),
    (r"(.+) cannot be read \((.*)\)", r"\1 无法读取（\2）"),
    (r"(.+) is no text in UTF-8", r"\1 不是 UTF-8 文本；请另存为 UTF-8"),
    (r"(.+) is no list of names: (.*)", r"\1 不是名称的列表：\2"),
    (r"(.+) needs one section, (.+), and no other", r"\1 只能有一节，即 \2"),
    (r"(.+) has a weight for '(.*)', and neither a property nor a misconception is called so",
     r"\1 给“\2”定了分数，但没有叫这个名称的性质或误解"),
    (r"(.+) gives (.+) the weight '(.*)', which is no number ≥ 0",
     r"\1 给 \2 定的分数“\3”不是 ≥ 0 的数"),
    (r"no property is called '(.*)'; there are (.*)", r"没有叫“\1”的性质；有 \2"),
    (r"This engine computes in single precision, with 7 digits, and is marked so\.",
     "这个引擎用单精度计算，有 7 位有效数字，评判时已考虑到这一点。"),
    (r"If backward\(\) is called otherwise, ?", "如果 backward() 叫别的名称，"),
)  # fmt: skip

# What an engine lacks.
_LACKS = (
    (r"its __pow__ takes a number as the exponent, and no value: see (\w+)",
     r"它的 __pow__ 只接受数作指数，不接受节点：见 \1"),
    (r"it has no power with a number, x \*\* 2, which is __pow__",
     "没有以数为指数的幂 x ** 2，即 __pow__"),
    (r"it has no powers of a number, 2 \*\* x, which is __rpow__",
     "没有以数为底的幂 2 ** x，即 __rpow__"),
    (r"it has none of (.*)", r"\1 都没有"),
    (r"it has no operation that is not defined everywhere", "没有定义域受限的运算"),
    (r"it has no (.*) yet", r"还没有 \1"),
    (r"it has no (.*)", lambda m: f"没有 {m[1].replace(', ', '、')}"),
    (r"(\S+) is not there yet", r"还没有 \1"),
    (r"its module has no function (.+) that returns values", r"模块里没有返回节点的函数 \1"),
    (r"no operation works yet", "还没有能用的运算"),
    (r"there is no NumPy here", "这里没有 NumPy"),
    (r"it takes no numbers of Python either", "它也不接受 Python 的数"),
    (r"its gradient is a method, and cannot be set", "它的梯度是方法，不能赋值"),
    (r"what its backward\(\) takes is no seed", "它的 backward() 的参数不是种子"),
    (r"its backward\(\) takes no seed", "它的 backward() 不接受种子"),
    (r"its backward\(\) takes no seed, but (.*)", r"它的 backward() 接受的不是种子，而是 \1"),
    (r"it does not keep the gradients of inner nodes", "它不保留内部节点的梯度"),
)  # fmt: skip

# What an engine gets wrong, and how it ended.
_WRONG = (
    (r"the derivative with respect to (\w+) is (\S+); it should be (\S+)",
     r"对 \1 的导数是 \2，应为 \3"),
    (r"the derivative is (\S+); it should be between (\S+) and (\S+)",
     r"导数是 \1，应在 \2 与 \3 之间"),
    (r"the derivatives are (.+); their sum should be (\S+)", r"各个导数是 \1，它们的和应为 \2"),
    (r"the value is (\S+); it should be (\S+)", r"值是 \1，应为 \2"),
    (r"the result is (\S+), a number and no (\w+)", r"结果是 \1，是数而不是 \2"),
    (r"(\S.*?) is (.+?); it should be (.+)", lambda m: f"{m[1]} 是 {m[2]}，应为 {_either(m[3])}"),
    (r"it is (.+) instead of an error", r"得到的是 \1，而不是出错"),
    (r"it returns (.+) instead of an error", r"返回的是 \1，而不是出错"),
    (r"it raises (\w+)(?:: (.*))? \(([^()]+), line (\d+)\)",
     lambda m: f"出错 {m[1]}{_if('：', m[2])}（{m[3]} 第 {m[4]} 行）"),
    (r"it raises (\w+)(?:: (.*))? \(([^()]+), line (\d+), and from there lines? ([^()]+)\)",
     lambda m: f"出错 {m[1]}{_if('：', m[2])}（{m[3]} 第 {m[4]} 行"
     f"调用的第 {m[5].replace(' and ', ' 和 ')} 行）"),
    (r"it raises (\w+)(?:: (.*))?", lambda m: f"出错 {m[1]}{_if('：', m[2])}"),
    (r"it was ended after (\S+) s of computing", r"计算了 \1 秒还没有结束，被停止了"),
    (r"it was ended after (\S+) s of computing \(([^()]+), line (\d+)\)",
     r"计算了 \1 秒还没有结束，被停止了（\2 第 \3 行）"),
    (r"it was ended after it had waited for (\S+) s", r"等待了 \1 秒，被停止了"),
    (r"it ends the process, with exit status (\d+)", r"它结束了进程，退出状态是 \1"),
    (r"it crashes Python \((\w+)\)", r"它使 Python 崩溃（\1）"),
    (r"the system ended it, as it does for lack of memory", "系统结束了它，通常是因为内存不足"),
    (r"the same program gives other numbers when it is run again",
     "同样的程序再运行一次，得到的数不同"),
    (r"(\d+) times as many nodes take (\d+) times as many steps",
     r"节点数变为 \1 倍时，步数变为 \2 倍"),
    (r"the gradients depend on (PYTHONHASHSEED), as the order of a set does",
     r"梯度随 \1 而变，集合（set）的次序就是这样"),
    (r"the gradients depend on where objects lie in memory, as the order of a set does",
     "梯度随对象在内存中的位置而变，集合（set）的次序就是这样"),
    (r"a second run fails: (.*)", lambda m: f"第二次运行失败：{in_chinese(m[1])}"),
)  # fmt: skip
Said = str | Callable[[re.Match[str]], str]
_ALL: tuple[tuple[str, Said], ...] = (*_ENGINES, *_LACKS, *_WRONG)
QUOTES = ("it raises ", "a second run fails: it raises ")  # what Python says itself
PATTERNS = [(re.compile(english), said) for english, said in _ALL]


def in_chinese(message: str) -> str:
    """Return what the suite says of an engine, in Chinese; as it is if it is no sentence of ours.

    >>> in_chinese("the value is 2.0; it should be 1.0")
    '值是 2.0，应为 1.0'
    >>> in_chinese("it has no silu, gelu")
    '没有 silu、gelu'
    """
    message = with_minus(message)
    if HOW_TO_SAY in message:
        before = message.partition(HOW_TO_SAY)[0]
        told, otherwise, _ = before.partition("; if they are called otherwise, ")
        joint = "；如果叫别的名称，" if otherwise else "\n" if told.endswith("\n") else ""
        return in_chinese(told.removesuffix("\n")) + joint + CHINESE_HOW_TO_SAY
    for pattern, said in PATTERNS:
        if found := pattern.fullmatch(message):
            return found.expand(said) if isinstance(said, str) else said(found)
    return message


def in_language(message: str, language: str) -> str:
    """Return what the suite says of an engine in a language."""
    return in_chinese(message) if language == "zh" else with_minus(message)


def with_minus(message: str) -> str:
    """Return what the suite says with − before its negative numbers, unless Python says it.

    >>> with_minus("a.grad is -2.0; it should be 1.0 or -1.0")
    'a.grad is −2.0; it should be 1.0 or −1.0'
    """
    return message if message.startswith(QUOTES) else minus.with_minus(message)


def comments_in_chinese(code: str) -> str:
    """Return an example with its comments in Chinese.

    >>> comments_in_chinese("print(a.grad)  # 24.0 or 12.0")
    'print(a.grad)  # 24.0 或 12.0'
    """
    code = code.replace(SAME_NAME, "这里有文件与 Python 的模块同名")
    return re.sub(r"(?m)^(.*  # .+) or (.+)$", r"\1 或 \2", code)


def _line(number: str | None, file: str | None) -> str:
    return f"；{_if('', file, ' ')}第 {number} 行" if number else ""


def _if(before: str, text: str | None, after: str = "") -> str:
    """Return a part of a sentence, if there is what it is about."""
    return f"{before}{text}{after}" if text else ""


def _either(wanted: str) -> str:
    return wanted.replace(" or ", " 或 ")
