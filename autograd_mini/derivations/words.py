"""All that is said of a derivation, in English and in Chinese; in braces stand fields."""

ENGLISH = {
    # A line that cannot be read.
    "too long": "a line has at most {most:,} characters",
    "too many parts": "a line has at most {most:,} words and signs",
    "too many lines": "a derivation has at most {most:,} lines",
    "too deep": "it is nested more than {most} deep",
    "too long a number": "this number is too long",
    "no such sign": "the sign {sign!r} has no meaning here",
    "no such command": "{name} is not read here",
    "no such command, meant": "{name} is not read here; do you mean {meant}?",
    "empty line": "there is nothing in this line",
    "no name on the left": "left of = belongs what the line is about, such as δ3 or ∂J/∂Θ2_ij",
    "expected": "{expected} belongs here, not {found}",
    "expected more": "the line ends where {expected} belongs",
    "no formula": "a number, a name or a bracket belongs here, not {found}",
    "ends": "the line ends where a number, a name or a bracket belongs",
    "not expected": "the formula has ended, and {found} cannot follow it",
    "no condition": "a condition is written like this: for j >= 1",
    "unknown name": "nothing is called {name}; a line above can define it: {name} = …",
    "unknown name, meant": "nothing is called {name}; do you mean {meant}?",
    "a function": "{name} is a function; write {name}(…)",
    "no function": "{name} is not read; there are outer, dot, matmul, multiply, transpose, "
    "concatenate, log and exp",
    "operands": "{name} takes {needed} in its brackets, not {found}",
    "no layer": "{name} needs its layer: {name}2 or {name}^(2)",
    "no such layer": "there is no {name} of layer {layer}; its layers are {first} to {last}",
    "no number of a layer": "a layer is a number, L or L-1, not {found}",
    "no index": "{found} is not an index; write a letter from i on, or a number",
    "no index here": "no index can stand here",
    "indices": "the number of indices here is {needed}, not {found}",
    "index above too": "both sides of this ∂/∂ need an index, as in ∂z3_i/∂a2_j",
    "no attribute": "only .T and .dot are read behind a dot, not .{name}",
    "no slope": "a derivative is written like ∂J/∂Θ2_ij; below ∂ stands a, z, Θ, x or y",
    "no letter of a sum": "a sum counts with a letter such as k, not with {found}",
    "no bound": "a sum cannot end at {found}; write a number, K, or s_2",
    "letter": "the letter {letter} is neither on the left nor under a sum",
    "given": "{name} is given, so no line has to say what it is",
    "sign": "only Δ and Θ grow step by step; write = here",
    # What does not fit, and what has no value.
    "misfit": "shapes do not fit: {left} and {right} in {operation}",
    "misfit range": "the letter {letter} counts to {one} in one place and to {other} in another",
    "misfit zero": "the letter {letter} begins at 0, but there is no entry 0 in all of its places",
    "misfit entry": "there is no entry {entry} where there are {first} to {last}",
    "misfit columns": "only a matrix with a bias column loses a column by [:, 1:]",
    "misfit slope": "this derivative needs indices, as in ∂z3_i/∂a2_j",
    "no value": "it has no value: {why}",
    "scalar": "a number",
    "vector": "{n} entries",
    "vector 1": "1 entry",
    "row": "a row of {n} entries",
    "row 1": "a row of 1 entry",
    "matrix": "{r} × {c}",
    "zero": "a division by zero",
    "too large": "a number that is too large",
    "too much work": "it takes too long to compute",
    "domain": "a logarithm or a power that does not exist for this number",
    # Marks.
    "right": "right",
    "definition": "a name of your own",
    "unread": "not looked at",
    "wrong": "wrong",
    "refused": "not derived",
    "number": "line {number}",
    "told": "Line {number} is wrong: {why}",
    "told refused": "Line {number} shows nothing: {why}",
    "not derived": "{name} is used before a line has derived it. A line may use x, y, Θ, z, a, g "
    "and what lines above have shown.",
    "trivial": "it says that {name} is {name}.",
    "differs": "{entry} should be {right}, but this line gives {found} ({where}).",
    "differs, no entry": "{name} should be {right}, but this line gives {found} ({where}).",
    "own numbers": "with your numbers",
    "random numbers": "with random numbers",
    "shape": "{name} has {right}, but this line gives {found}.",
    "whole": "All {count} lines are right, and they derive ∂J/∂Θ of every layer.",
    "whole, one": "The line is right, and it derives ∂J/∂Θ of every layer.",
    "missing": "Right so far; what is missing is {missing}.",
    "nothing": "There is no line yet; what is missing is {missing}.",
    "and": " and ",
    "mistake": "{sentence} {hint}",
    "network": "A network of {sizes} units, {bias}; {activation} in its hidden layers, "
    "{output} in the last one.",
    "with bias": "with bias: column 0 of each Θ belongs to a_0 = 1",
    "without bias": "without bias",
    "exercise": "Derive ∂J/∂Θ of every layer, from the last one back. One formula a line, in "
    "Python, as text or in LaTeX; a line may use x, y, Θ, z, a, g, g′ and what lines above have "
    "shown.",
    "cost": "The cost of one sample:",
    "notations": "A line, and the name of what is to be derived, in each notation:",
    "python": "Python",
    "text": "text",
    "latex": "LaTeX",
    "ascii": "or",
}

CHINESE = {
    "too long": "一行最多 {most:,} 个字符",
    "too many parts": "一行最多 {most:,} 个词和符号",
    "too many lines": "一份推导最多 {most:,} 行",
    "too deep": "括号嵌套超过 {most} 层",
    "too long a number": "这个数太长",
    "no such sign": "符号 {sign!r} 在这里没有意义",
    "no such command": "这里不认识 {name}",
    "no such command, meant": "这里不认识 {name}；是不是 {meant}？",
    "empty line": "这一行是空的",
    "no name on the left": "等号左边应当是这一行所求的量，例如 δ3 或 ∂J/∂Θ2_ij",
    "expected": "这里应当是 {expected}，而不是 {found}",
    "expected more": "这一行到此结束，但还缺 {expected}",
    "no formula": "这里应当是数、名称或括号，而不是 {found}",
    "ends": "这一行到此结束，但还缺数、名称或括号",
    "not expected": "公式已经结束，后面不能再有 {found}",
    "no condition": "条件的写法例如：for j >= 1",
    "unknown name": "没有叫 {name} 的量；可以在前面一行定义它：{name} = …",
    "unknown name, meant": "没有叫 {name} 的量；是不是 {meant}？",
    "a function": "{name} 是函数，请写成 {name}(…)",
    "no function": "这里不认识 {name}；只有 outer、dot、matmul、multiply、transpose、concatenate、"
    "log 和 exp",
    "operands": "{name} 的括号里要有 {needed} 项，而不是 {found} 项",
    "no layer": "{name} 缺少层号：{name}2 或 {name}^(2)",
    "no such layer": "第 {layer} 层没有 {name}；它的层号是 {first} 到 {last}",
    "no number of a layer": "层号是数、L 或 L-1，而不是 {found}",
    "no index": "{found} 不是下标；请用 i 以后的字母，或者用数",
    "no index here": "这里不能有下标",
    "indices": "这里需要 {needed} 个下标，而不是 {found} 个",
    "index above too": "这个 ∂/∂ 的上下两边都要有下标，例如 ∂z3_i/∂a2_j",
    "no attribute": "点号后面只认识 .T 和 .dot，不认识 .{name}",
    "no slope": "导数的写法例如 ∂J/∂Θ2_ij，对 a、z、Θ、x 或 y 求导",
    "no letter of a sum": "求和用 k 这样的字母计数，而不是 {found}",
    "no bound": "{found} 不能作求和的上下限；请写数、K 或 s_2",
    "letter": "字母 {letter} 既不在等号左边，也不在求和号下",
    "given": "{name} 是已知的，不必由某一行给出",
    "sign": "只有 Δ 和 Θ 是逐步改变的；这里请写 =",
    "misfit": "形状不合：{left} 与 {right}，不能用 {operation} 连接",
    "misfit range": "字母 {letter} 在一处数到 {one}，在另一处数到 {other}",
    "misfit zero": "字母 {letter} 从 0 开始，但它所在之处并非都有第 0 项",
    "misfit entry": "没有第 {entry} 项，只有第 {first} 项到第 {last} 项",
    "misfit columns": "只有带偏置列的矩阵才能用 [:, 1:] 去掉一列",
    "misfit slope": "这个导数要写下标，例如 ∂z3_i/∂a2_j",
    "no value": "它没有值：{why}",
    "scalar": "一个数",
    "vector": "{n} 项",
    "vector 1": "1 项",
    "row": "{n} 项的一行",
    "row 1": "1 项的一行",
    "matrix": "{r} × {c}",
    "zero": "除以零",
    "too large": "数太大",
    "too much work": "计算太久",
    "domain": "这个数没有对数或幂",
    "right": "正确",
    "definition": "自己定义的名称",
    "unread": "没有检查",
    "wrong": "错误",
    "refused": "没有推导",
    "number": "第 {number} 行",
    "told": "第 {number} 行有错：{why}",
    "told refused": "第 {number} 行什么也没有说明：{why}",
    "not derived": "{name} 还没有由前面的行推导出来就用了。"
    "一行可以使用 x、y、Θ、z、a、g，以及前面各行已经得到的结果。",
    "trivial": "它只是说 {name} 就是 {name}。",
    "differs": "{entry} 应当是 {right}，而这一行给出 {found}（{where}）。",
    "differs, no entry": "{name} 应当是 {right}，而这一行给出 {found}（{where}）。",
    "own numbers": "用你的数",
    "random numbers": "用随机数",
    "shape": "{name} 的形状是 {right}，而这一行给出的是 {found}。",
    "whole": "全部 {count} 行都正确，并且推导出了每一层的 ∂J/∂Θ。",
    "whole, one": "这一行正确，并且推导出了每一层的 ∂J/∂Θ。",
    "missing": "到此都正确；还缺 {missing}。",
    "nothing": "还没有任何一行；还缺 {missing}。",
    "and": " 和 ",
    "mistake": "{sentence}{hint}",
    "network": "一个 {sizes} 的网络，{bias}；隐藏层用 {activation}，最后一层用 {output}。",
    "with bias": "带偏置：每个 Θ 的第 0 列对应 a_0 = 1",
    "without bias": "不带偏置",
    "exercise": "从最后一层往回，推导每一层的 ∂J/∂Θ。"
    "每行一个公式，可以用 Python、普通文字或 LaTeX；"
    "一行可以使用 x、y、Θ、z、a、g、g′，以及前面各行已经得到的结果。",
    "cost": "一个样本的代价：",
    "notations": "每种写法各有一行，以及所求的量的名称：",
    "python": "Python",
    "text": "文字",
    "latex": "LaTeX",
    "ascii": "或",
}

WORDS = {"en": ENGLISH, "zh": CHINESE}


def said(key: str, language: str, **fields: object) -> str:
    """Return a sentence in a language.

    >>> said("no layer", "en", name="a")
    'a needs its layer: a2 or a^(2)'
    """
    return WORDS[language][key].format(**fields)


class Problem(ValueError):  # noqa: N818 (it is said to the learner)
    """What is wrong with a line, and where: the message has a caret below it.

    key, fields: of the sentence.  text, begin, end: the line, and which part of it is meant.
    """

    def __init__(self, key: str, text: str, begin: int, end: int, **fields: object) -> None:
        self.key, self.text, self.begin, self.end, self.fields = key, text, begin, end, fields
        super().__init__(self.said("en"))

    def said(self, language: str, number: int = 0) -> str:
        """Return the message in a language; number: of the line, if it shall be named."""
        fields = {name: visible(x) if isinstance(x, str) else x for name, x in self.fields.items()}
        sentence = said(self.key, language, **fields)
        if number:
            colon = ": " if language == "en" else "："
            sentence = said("number", language, number=number) + colon + sentence
        before = max(0, self.begin - 60)
        shown = visible(self.text[before : before + 100])
        caret = " " * (self.begin - before) + "^" * max(1, min(self.end, before + 100) - self.begin)
        return f"{sentence}\n    {shown}\n    {caret}"


def visible(text: str) -> str:
    r"""Return a text on one line, as long as it was, without what a terminal would obey.

    >>> visible("a\x1b[2J\n")
    'a�[2J�'
    """
    spaced = text.replace("\t", " ").replace("\N{IDEOGRAPHIC SPACE}", " ")
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in spaced)
    return shown.encode("utf-8", "replace").decode("utf-8")
