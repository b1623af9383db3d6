"""A file that Python cannot read: the line, a caret below it, and a sentence about what is wrong.

Python says it in English, and not in the same words in each of its versions.
"""

import keyword
import re
import warnings
from difflib import get_close_matches
from pathlib import Path

from autograd_mini.course.slips.error_words import quoted
from autograd_mini.formulas.half_width import KINDS, half_width, kind
from autograd_mini.formulas.labels import printable, width_of
from autograd_mini.testing.conform.import_errors import ENCODING, unknown_sign

WIDEST = 70  # characters of a line that are shown
_COMPARED = (
    "one = gives a value to a name; whether two things are equal is asked by ==",
    "一个 = 是赋值；要问两样东西是否相等，请用 ==",
)
_NOT_ASSIGNED = (
    "what stands on the left of = can be given no value; a name can, an attribute such as "
    "node.grad, or an element. If two things are to be compared, that is ==",
    "= 左边的东西不能赋值；能赋值的是名字、node.grad 这样的属性，或者元素。如果要比较，请用 ==",
)
_ELIF = "else if is one word in Python, elif", "else if 在 Python 里写成一个词：elif"
_BLOCK = (
    "the line before this one ends with a colon, so that a line has to follow that is indented "
    "further",
    "前面以冒号结尾的那一行之后，要有缩进更多的行",
)
# What Python says, what is in the line, and what that is in English and in Chinese; the first that
# fits.
_WORDS = tuple((re.compile(said), re.compile(line), (en, zh)) for said, line, en, zh in (
    (r".*", r"^\s*else ?if\b", *_ELIF),
    (r"invalid syntax", r"\+\+|--", "Python has no ++ and no --: write += 1 or -= 1",
     "Python 没有 ++ 和 --：请写 += 1 或 -= 1"),
    (r"invalid syntax", r"&&|\|\||!(?!=)", "Python writes and, or and not as words",
     "Python 里“与”“或”“非”写成单词 and、or、not"),
    (r"'(.)' was never closed", "",
     r"the bracket \1 is opened here and never closed: count the brackets of this line and of "
     "those that belong to it",
     r"这里的括号 \1 没有闭合：请数一数这一行（以及接着它的各行）的括号"),
    (r"unmatched '(.)'", "", r"the bracket \1 closes nothing: it is one too many, or one that "
     "opens is missing before it", r"括号 \1 没有对应的左括号：它多余了，或者前面少了一个左括号"),
    (r"closing parenthesis '(.)' does not match opening parenthesis '(.)'.*", "",
     r"the bracket \2 is closed by \1, which is of another kind; or one is missing between them",
     r"括号 \2 与 \1 不成对；或者它们之间少了一个括号"),
    (r"expected ':'", "", "a colon is missing: a line that begins with def, class, if, elif, else, "
     "for or while ends with one", "少了冒号：以 def、class、if、elif、else、for、while "
     "开头的行，末尾要写冒号"),
    (r".* you meant '==' .*", r"^\s*(if|elif|while|return|assert)\b", *_COMPARED),
    (r".* you meant \"==\"\?", "", *_COMPARED),
    (r"cannot assign to .*", "", *_NOT_ASSIGNED),
    (r"invalid syntax\. Perhaps you forgot a comma\?", "",
     "something is missing between two things there: a comma, or a sign such as *",
     "两样东西之间少了什么：逗号，或者 * 这样的运算符"),
    (r"invalid syntax\. Did you mean '(\w+)'\?", "", r"a word is misspelt there; perhaps it is \1",
     r"那里有一个词拼错了；也许是 \1"),
    (r"unterminated (f-string|triple-quoted|string).*", "",
     "a text begins here with a quotation mark, and no other one ends it",
     "这里用引号开始了一段文字，却没有结束的引号"),
    (r"invalid decimal literal.*", r"\b\d[\d.]*[eE]\s", "a number such as 1e-5 is written in one "
     "piece, with no space in it", "1e-5 这样的数要连着写，中间不能有空格"),
    (r"invalid (decimal|hexadecimal|octal|binary) literal.*", "",
     "a letter follows a number at once: put * between them if they are multiplied; a name cannot "
     "begin with a digit", "数后面直接跟了字母：如果是相乘，中间要写 *；名字不能以数字开头"),
    (r"Missing parentheses in call to '(\w+)'.*", "",
     r"\1 is a function: what it gets stands in brackets, \1(…)", r"\1 是函数，要写括号：\1(…)"),
    (r"'(\w+)' outside (?:async )?function", "", r"\1 stands outside a function: indent the line "
     "as the others of its function", r"\1 写在了函数之外：请把这一行缩进，与函数里的其他行对齐"),
    (r"'(break)' outside loop|'(continue)' not properly in loop", "",
     r"\1\2 stands outside a loop: it has to be indented further than for or while",
     r"\1\2 写在了循环之外：它要比 for 或 while 缩进得更多"),
    (r"expected an indented block after .* on line (\d+)", "",
     r"line \1 ends with a colon, so that a line has to follow that is indented further",
     r"第 \1 行以冒号结尾，它之后要有缩进更多的行"),
    (r"expected an indented block.*", "", *_BLOCK),
    (r"unexpected indent", "", "this line is indented further than the one before it, which does "
     "not end with a colon", "这一行比前一行缩进得多，而前一行并不以冒号结尾"),
    (r"unindent does not match .*", "", "this line is indented less than the one before it, but "
     "not as far as any line above; lines that belong together begin in the same column",
     "这一行比前一行缩进得少，却与上面哪一行都不对齐；同一层的行要从同一列开始"),
    (r"inconsistent use of tabs and spaces.*", "", "some lines are indented by tabs and some by "
     "spaces; use spaces only, four for each level",
     "有的行用制表符（Tab）缩进，有的行用空格；请只用空格，每层四个"),
    (r"unexpected character after line continuation character", "",
     r"nothing may follow a \ in its line; a division is /", r"\ 之后这一行不能再有别的；除号是 /"),
    (r"positional argument follows keyword argument.*", "", "what is given by its name, as n=3, "
     "comes after all that is not", "用名字给出的（例如 n=3）要放在其他参数之后"),
    (r".*default argument.*|parameter without a default follows.*", "",
     "parameters that have a value already, as n=3, come after all that have none",
     "有默认值的参数（例如 n=3）要放在没有默认值的之后"),
    (r"duplicate argument '(\w+)'.*|duplicate parameter '(\w+)'.*", "",
     r"two parameters have the name \1\2", r"有两个参数都叫 \1\2"),
    (r"f-string.*", "", "what stands in the braces { } of this text is not complete, or a brace "
     "is missing", "这段文字的花括号 { } 里不完整，或者少了花括号"),
))  # fmt: skip
_SIGN = {
    "en": "the sign {sign} is none of Python's; write {plain} in its place",
    "zh": "Python 不认识符号“{sign}”，请改成“{plain}”",
}
_FULL_WIDTH = {
    "en": "there is a full-width {kind} {sign}; write {plain} in its place",
    "zh": "这里有全角{kind}“{sign}”，请改成半角的“{plain}”",
}
_WIDE_SPACE = {
    "en": "there is a full-width space; write a space in its place",
    "zh": "这里有全角空格，请改成半角空格",
}
_UNKNOWN = {
    "en": "the sign {sign} (U+{code:04X}) is none of Python's; what is copied from a book or a "
    "page may have such signs, so type it again",
    "zh": "Python 不认识符号 {sign}（U+{code:04X}）；从书或网页复制来的文字里常有这样的符号，"
    "请重新输入",
}
_UNSEEN = {
    "en": "there is a sign that is not seen (U+{code:04X}), as in what is copied from a page; "
    "delete it, and type a space if one is meant",
    "zh": "这里有一个看不见的符号（U+{code:04X}），从网页复制来的文字里常有；请删去它，"
    "需要空格就重新输入",
}
_OTHER = (
    "Python cannot read this line; what is wrong is where the caret is, or just before it, in the "
    "line above, too",
    "Python 读不懂这一行；错误在 ^ 所指处，或者就在它前面，也可能在上一行",
)
_AT = {"en": "{file}, line {line}: {ours}.", "zh": "{file} 第 {line} 行：{ours}。"}


def syntax_in_words(message: str, line: str, language: str) -> str:
    """Return what is wrong with a line that Python cannot read, in a language.

    message: what Python says.

    >>> syntax_in_words("expected ':'", "if x == 1", "en").partition(":")[0]
    'a colon is missing'
    >>> syntax_in_words("invalid character '（' (U+FF08)", "f（x)", "zh")
    '这里有全角括号“（”，请改成半角的“(”'
    """
    number = ("en", "zh").index(language)
    if sign := unknown_sign(message, line):
        return _of_sign(sign, language)
    if message == "invalid syntax" and (meant := _keyword_meant(line)):
        message = f"invalid syntax. Did you mean '{meant}'?"  # as Python says from 3.14 on
    for pattern, within, said in _WORDS:
        if (found := pattern.fullmatch(message)) and within.search(line):
            return re.sub(r"\\(\d)", lambda group: found[int(group[1])] or "", said[number])
    return _OTHER[number]


def _keyword_meant(line: str) -> str:
    """Return the keyword that a line begins with, if that is misspelt; "" if it is not.

    >>> _keyword_meant("whlie waiting:"), _keyword_meant("  x = 3 y")
    ('while', '')
    """
    first = re.match(r"\s*([a-z]{3,}) \w", line)
    if first is None or keyword.iskeyword(first[1]):
        return ""
    swapped = [known for known in keyword.kwlist if sorted(known) == sorted(first[1])]
    close = get_close_matches(first[1], keyword.kwlist, cutoff=0.7)
    return next(iter(swapped + close), "")


def _of_sign(sign: str, language: str) -> str:
    plain, name = half_width(sign), kind(sign)
    called = KINDS[name] if language == "zh" else name
    words = _FULL_WIDTH
    if not plain:
        words = _UNKNOWN if sign.isprintable() else _UNSEEN
    elif name in ("space", "sign"):
        words = _WIDE_SPACE if name == "space" else _SIGN
    return words[language].format(sign=sign, plain=plain, kind=called, code=ord(sign))


def unreadable(path: Path, language: str) -> str:
    """Return what is to be said of a file that Python cannot read; "" if it can.

    So it is if the file is no text in UTF-8, which is not said here.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(path.read_bytes(), path.name, "exec")
    except SyntaxError as error:
        return "" if ENCODING.search(error.msg) else _told(path, error, language)
    except (OSError, ValueError, RecursionError, MemoryError, OverflowError):
        pass  # whoever imports it says so
    return ""


def _told(path: Path, error: SyntaxError, language: str) -> str:
    lines = path.read_text("utf-8", "replace").splitlines() or [""]
    number = min(max(error.lineno or 1, 1), len(lines))
    line = lines[number - 1]
    ours = syntax_in_words(error.msg, line, language)
    first = _AT[language].format(file=path.name, line=number, ours=ours)
    sign = unknown_sign(error.msg, line)
    at = line.index(sign) if sign and sign in line else (error.offset or 0) - 1
    python = quoted("", f"{type(error).__name__}: {printable(error.msg)}", language).lstrip(".。 ")
    return "\n".join([first, "", *_with_caret(line, at), "", python])


def _with_caret(line: str, at: int) -> list[str]:
    """Return a line and a caret below one of its characters; of a long one what is around it.

    at: the index of the character; less than 0 if it is not known.
    """
    indented = len(line) - len(line.lstrip(" \t\f"))
    line = "\u3000".join(map(printable, line.strip(" \t\r\n\f").split("\u3000")))
    at = min(max(at - indented, 0), len(line)) if at >= 0 else at
    begin = max(at - WIDEST // 2, 0) if len(line) > WIDEST else 0
    part = line[begin : begin + WIDEST]
    before, after = "…" if begin else "", "…" if begin + WIDEST < len(line) else ""
    shown = [f"    {before}{part}{after}"]
    if at >= 0:
        shown.append(" " * (4 + width_of(before + line[begin:at])) + "^")
    return shown
