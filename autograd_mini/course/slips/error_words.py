"""What Python says when a learner's code fails, said first in the language of the course.

Python says it in English, and not in the same words in each of its versions.
"""

import re

from autograd_mini.course.slips.listing import listed

# What things are, by the names of their types.
_TYPES = {
    "int": ("a number (int)", "数（int）"), "float": ("a number (float)", "数（float）"),
    "tuple": ("a tuple", "元组（tuple）"), "list": ("a list", "列表（list）"),
    "set": ("a set", "集合（set）"), "dict": ("a dictionary", "字典（dict）"),
    "str": ("a text (str)", "字符串（str）"), "NoneType": ("None", "None"),
    "Value": ("a node (Value)", "节点（Value）"), "type": ("a class", "类"),
    "method": ("a method", "方法"), "function": ("a function", "函数"),
    "builtin_function_or_method": ("a function", "函数"),
}  # fmt: skip
_TYPE = r"'?([\w.]+)'?"
_NUMBER = r"a number is asked for, and \1 is given", r"这里要的是数，给的却是\1"
# The error, what Python says, and what that is in English and in Chinese.  Of what a group of the
# pattern has found, a type is told as _TYPES has it, and a `name` as it is written: a class may be
# called so.
_WORDS = tuple((error, re.compile(text), (en, zh)) for error, text, en, zh in (
    ("UnboundLocalError", r".*variable '(?P<name>\w+)' .*",
     r"the variable \g<name> is used before it has a value", r"变量 \g<name> 还没有值，就用到了它"),
    ("NameError", r"name '(?P<name>\w+)' is not defined.*",
     r"nothing is called \g<name> there", r"那里没有叫 \g<name> 的东西"),
    ("NameError", r".*free variable '(?P<name>\w+)' .*",
     r"the variable \g<name> is used before it has a value", r"变量 \g<name> 还没有值，就用到了它"),
    ("AttributeError", r"module '(.+?)' has no attribute '(?P<name>\w+)'.*",
     r"the module \1 has no \g<name>", r"模块 \1 里没有 \g<name>"),
    ("AttributeError", rf"{_TYPE} object has no attribute '(?P<name>\w+)'.*",
     r"\1 has no attribute \g<name>", r"\1没有属性 \g<name>"),
    ("AttributeError", r"type object '(\w+)' has no attribute '(?P<name>\w+)'.*",
     r"the class itself has no attribute \g<name>", r"类本身没有属性 \g<name>"),
    ("TypeError",
     rf"unsupported operand type\(s\) for (\S+)(?: or pow\(\))?: {_TYPE} and {_TYPE}.*",
     r"the sign \1 cannot stand between \2 and \3", r"运算符 \1 不能用在\2和\3之间"),
    ("TypeError", rf"bad operand type for (?:unary )?(\S+?):? {_TYPE}",
     r"the sign \1 cannot stand before \2", r"运算符 \1 不能用在\2前面"),
    ("TypeError", rf"can't multiply sequence by non-int of type {_TYPE}",
     r"a tuple or a list is multiplied by \1", r"用\1去乘元组或列表"),
    ("TypeError", rf"can only concatenate {_TYPE} \(not \"(\w+)\"\) to \w+",
     r"+ cannot put \1 and \2 together", r"不能用 + 把\1和\2接起来"),
    ("TypeError", rf"{_TYPE} object is not callable.*",
     r"brackets ( ) stand behind \1, which is no function", r"\1后面写了括号 ( )，而它不是函数"),
    ("TypeError", rf"{_TYPE} object is not iterable|cannot unpack non-iterable (\w+) object",
     r"\1\2 has no elements, which a loop could go through or several names could stand for",
     r"\1\2里没有元素，不能用循环逐个取出，也不能分给几个名字"),
    ("TypeError", rf"{_TYPE} object is not subscriptable",
     r"\1 has no elements that [ ] could ask for", r"\1里没有可以用 [ ] 取的元素"),
    ("TypeError", rf"\w+ indices must be integers or slices, not {_TYPE}",
     r"in [ ] a whole number is asked for, and \1 is given", r"[ ] 里要的是整数，给的却是\1"),
    ("TypeError", rf"{_TYPE} object cannot be interpreted as an integer",
     r"a whole number is asked for, and \1 is given", r"这里要的是整数，给的却是\1"),
    ("TypeError", rf"{_TYPE} object does not support item (?:assignment|deletion)",
     r"the elements of \1 cannot be changed", r"\1的元素不能改动"),
    ("TypeError", rf"object of type {_TYPE} has no len\(\)",
     r"\1 has no length len(…)", r"\1没有长度 len(…)"),
    ("TypeError", r"(.+\(\)) takes 0 positional arguments but 1 was given",
     r"\1 is given 1 thing in its brackets, where it takes none; self counts, if it is a method",
     r"\1 的括号里给了 1 样东西，而它不接受任何东西（如果是方法，self 也算其中一样）"),
    ("TypeError", r"(.+\(\)) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) .*",
     r"\1 is given \3 things in its brackets, where it takes \2 at most, self among them if it is "
     "a method", r"\1 的括号里给了 \3 样东西，而它最多接受 \2 样（如果是方法，self 也算其中一样）"),
    ("TypeError", r"(.+\(\)) missing \d+ required .*arguments?: (.+)",
     r"the brackets of \1 lack \2", r"\1 的括号里缺少 \2"),
    ("TypeError", r"(.+\(\)) got an unexpected keyword argument '(?P<name>\w+)'.*",
     r"\1 has no argument called \g<name>", r"\1 没有叫 \g<name> 的参数"),
    ("TypeError", r"'(?P<name>\w+)' is an invalid keyword argument for (.+\(\))",
     r"\2 has no argument called \g<name>", r"\2 没有叫 \g<name> 的参数"),
    ("TypeError", r"(.+\(\)) takes no arguments",
     r"nothing can be put into the brackets of \1", r"\1 的括号里什么都不能写"),
    ("TypeError", rf".*must be real number, not {_TYPE}", *_NUMBER),
    ("TypeError", rf"float\(\) argument must be .*, not {_TYPE}", *_NUMBER),
    ("TypeError", rf"'(\S+)' not supported between instances of {_TYPE} and {_TYPE}",
     r"\1 cannot compare \2 with \3", r"\1 不能比较\2和\3"),
    ("TypeError", rf"(?:unhashable type: {_TYPE}|cannot use {_TYPE} as a .*)",
     r"\1\2 cannot be put into a set, or be a key of a dictionary",
     r"\1\2不能放进集合，也不能作字典的键"),
    ("ValueError", r"not enough values to unpack \(expected (?:at least )?(\d+), got (\d+)\)",
     r"there are \1 names for what is taken apart there, and the number of things in it is \2",
     r"那里要拆开分给 \1 个名字，里面却有 \2 样东西"),
    ("ValueError", r"too many values to unpack \(expected (\d+).*\)",
     r"there are \1 names for what is taken apart there, and more things in it",
     r"那里要拆开分给 \1 个名字，而那里的东西更多"),
    ("ValueError", r"math domain error|expected a \w+ input.*",
     "the function has no value for that number", "函数在那个数处没有值"),
    ("ValueError", r"list\.remove\(x\): x not in list",
     "something is taken out of a list that is not in it", "要从列表里取出的东西不在列表里"),
    ("IndexError", r"pop from (?:an )?empty .*",
     "something is taken out of an empty list", "从空列表里取东西"),
    ("IndexError", r"(\w+) index out of range",
     r"there is no such index: \1 does not have so many elements",
     r"没有这个下标：\1没有那么多元素"),
    ("KeyError", r"'pop from an empty set'",
     "something is taken out of an empty set", "从空集合里取东西"),
    ("KeyError", r"(.*)", r"there is no \1 in it", r"其中没有 \1"),
    ("ZeroDivisionError", r".*power.*", "0 is raised to a negative power", "求 0 的负数次幂"),
    ("ZeroDivisionError", r".*", "a number is divided by 0", "用 0 作除数"),
    ("OverflowError", r".*",
     "a number becomes too large for a computer", "有一个数大得计算机放不下"),
    ("RecursionError", r".*", "functions call each other, or themselves, more often than Python "
     "lets them", "函数调用自己（或互相调用）的层数超过了 Python 的限度"),
    ("RuntimeError", r"(\w+) changed size during iteration",
     "something is put in, or taken out, while a loop goes through it",
     "循环正在逐个取出元素时，又放进或取走了元素"),
    ("ModuleNotFoundError", r"No module named '(.+)'",
     r"there is no module \1", r"没有模块 \1"),
    ("ImportError", r"cannot import name '(.+?)' from '(.+?)'.*",
     r"there is no \1 in the module \2", r"模块 \2 里没有 \1"),
    ("AssertionError", r".*", "an assert is not true", "assert 的条件不成立"),
))  # fmt: skip
_OTHER = "an error ends the program there", "程序在那里因出错而中断"
_QUOTED = {"en": '{ours}. Python says: "{python}".', "zh": "{ours}。Python 的原话：“{python}”。"}
# Between Chinese and what is not there is a space.
_SPACE = re.compile(r"(?<=[一-鿿])(?=[\w'])(?![一-鿿])|(?<=[\w'])(?<![一-鿿])(?=[一-鿿])")
_AT = {"en": "{file}, line {line}{then}: {ours}", "zh": "{file} 第 {line} 行{then}：{ours}"}
_THEN = {"en": ", and from there line {then}", "zh": "调用的第 {then} 行"}
# How the suite says that something raises an error, or cannot be imported, and where.
_RAISES = re.compile(
    r"it raises (?P<error>\w+)(?:: (?P<text>.*?))?(?: \((?P<file>[^()]+), line (?P<line>\d+)"
    r"(?:, and from there lines? (?P<then>[^()]+))?\))?"
)
_NOT_IMPORTED = re.compile(
    r"(?P<source>\S+) cannot be imported \((?P<error>\w+)(?:: (?P<text>.*?))?"
    r"(?:; line (?P<line>\d+)(?: of (?P<file>\S+))?\): (?P<code>.*)|\))"
)


def in_words(error: str, text: str, language: str) -> str:
    """Return what an error of Python is, in a language.

    error: the name of its class.  text: what Python says.

    >>> in_words("TypeError", "'tuple' object is not callable", "en")
    'brackets ( ) stand behind a tuple, which is no function'
    >>> in_words("NameError", "name 'p' is not defined", "zh")
    '那里没有叫 p 的东西'
    """
    number = ("en", "zh").index(language)
    for name, pattern, said in _WORDS:
        if name == error and (found := pattern.fullmatch(text)):
            return _filled(said[number], found, number)
    return _OTHER[number]


def _filled(said: str, found: re.Match[str], number: int) -> str:
    """Return a sentence with what was found put in, types in words."""

    def group(reference: re.Match[str]) -> str:
        if not reference[1]:
            return str(found["name"])
        told = str(found[int(reference[1])] or "").replace(" and ", ", ")
        told = told.replace(", ", "、") if number else told
        return _TYPES.get(told, (told, told))[number]

    return _SPACE.sub(" ", re.sub(r"\\(?:(\d)|g<name>)", group, said))


def quoted(ours: str, python: str, language: str) -> str:
    """Return a sentence of ours, and what Python says itself, in quotation marks."""
    return _QUOTED[language].format(ours=ours, python=python)


def error_said(message: str, language: str) -> str:
    """Return what the suite says of an error, in words of ours and of Python; "" if it is no error.

    >>> error_said("it raises NameError: name 'p' is not defined (engine.py, line 7)", "zh")
    "engine.py 第 7 行：那里没有叫 p 的东西。Python 的原话：“NameError: name 'p' is not defined”。"
    """
    found = _RAISES.fullmatch(message) or _NOT_IMPORTED.fullmatch(message)
    if found is None:
        return ""
    facts = found.groupdict()
    python = facts["error"] + (f": {facts['text']}" if facts["text"] else "")
    ours = in_words(facts["error"], facts["text"] or "", language)
    file = facts["file"] or facts.get("source")
    if facts["line"]:
        then = _then(facts.get("then") or "", language)
        ours = _AT[language].format(file=file, line=facts["line"], then=then, ours=ours)
    elif file:
        ours = f"{file}{'：' if language == 'zh' else ': '}{ours}"
    else:
        ours = ours if "(" in ours.split()[0] else ours[0].upper() + ours[1:]  # as sort()
    told = quoted(ours, python, language)
    # By itself, so that no bracket of ours seems to be one of the line.
    return f"{told}\n\n    {facts['code']}" if facts.get("code") else told


def _then(lines: str, language: str) -> str:
    """Return the lines that an error came through after the first, as "7", or "7 and 9"."""
    if not lines:
        return ""
    numbers = re.findall(r"\d+", lines)
    told = _THEN[language].format(then=listed(numbers, language))
    return told.replace(" line ", " lines ") if len(numbers) > 1 else told
